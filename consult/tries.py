"""How often something may be tried in an hour: guessing at a counter, asking for lost links.

Counts live in the cache, each under a name; several processes count together where they share one (Redis).
"""

from django.core.cache import cache

HOUR = 3600  # seconds


def within(name: str, most: int) -> bool:
    """Count one try under `name`; False from the first one above `most` in an hour on. It is counted before anything
    is looked at, so that many tries at the same moment are as many tries."""
    key = f"tries:{name}"
    if cache.add(key, 1, HOUR):
        return most >= 1
    try:
        return int(cache.incr(key)) <= most
    except ValueError:  # the hour ended between the two lines
        return cache.add(key, 1, HOUR) and most >= 1


def forgiven(name: str) -> None:
    """It was no guess: the count begins anew."""
    cache.delete(f"tries:{name}")
