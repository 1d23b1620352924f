"""Words of the site for what the rules name: acts, fields, choices, obstacles, entries; all from `consult.sentences`."""

from typing import Any


def spoken(value: str) -> str:
    """A value of a closed list, in words."""
    return str(value).replace("_", " ")
