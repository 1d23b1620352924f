"""What comes to the office another way than through the web, entered with the same rights and the same numbers.

One comment at a time (`form`), a letter that was dropped (`letter`), a table or a pasted list (`tables`, `columns`,
`pasted`) which is looked at row by row before anything is recorded (`batch`). Everything ends in `entry.enter`.
"""
