"""One remembered thing, and what every remembered thing has."""

from dataclasses import dataclass
from typing import Any, ClassVar

Pairs = tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One remembered thing."""

    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = ()
    WITHIN_PLAN: ClassVar[bool] = False  # keys are `plan/name`, so that two plans may use one name
    NUMBERED: ClassVar[bool] = False  # a key holds a number that is never given twice: nobody looks whether it is there

    key: str
    born: int
