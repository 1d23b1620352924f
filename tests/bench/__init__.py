"""What the book costs, and how fast anybody can check it: `make bench`.

Every figure compares two things measured in one run on one machine, or counts memory or CPU time; a bare wall time says
more about the machine than about the house.
"""
