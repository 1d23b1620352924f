"""What an act may say: the kinds of facts, checked the same way from page, socket, API, scenario and replay.

An act is a frozen dataclass whose fields are declared with the functions below. A field's kind decides how its value is
written in a leaf, how a plain form asks for it, and whether it is personal: words people wrote are never in the book,
only a salted commitment to them (`Words`).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from workflow.trail.canonical import CanonicalError, parse_time


class Words(NamedTuple):
    """A commitment to words people wrote: hex HMAC-SHA256 and the length of the words in bytes of UTF-8."""

    commit: str
    length: int


class FactKind(StrEnum):
    """How one fact is written in a leaf."""

    NAME = "name"  # an identifier somebody chose: lower-case letters, digits, dots and dashes; `body/seat` for a seat
    OFFICIAL = "official"  # a number an office gave, as written: 0279/10/2005/RK; never a person's words
    WORDS = "words"  # {"commit", "length"}
    DIGEST = "digest"  # 64 lower-case hex digits
    DAY = "day"  # 2026-05-14, a date in Prague
    MOMENT = "moment"  # 2026-05-14T21:59:59Z
    COUNT = "count"  # a whole number, 0 or more
    FLAG = "flag"  # true or false
    CHOICE = "choice"  # one of a closed list
    PERSON = "person"  # 32 hex digits, random per territory; the link to a human is outside the book
    ORIGIN = "origin"  # the name of a record book, as its checkpoints bear it: dohoda.example/dohoda/lipova
    TABLE = "table"  # derived lists of lists of text and numbers, as deep as the rules make them


class Personal(StrEnum):
    """What a fact means for somebody's privacy. Every fact decides; there is no default of 'unknown'."""

    NO = "no"
    PSEUDONYM = "pseudonym"  # a random number per territory, erasable by deleting the link
    COMMITTED = "committed"  # the words are outside the book and erasable; the book holds a salted commitment


@dataclass(frozen=True, slots=True)
class Fact:
    """The declaration of one field of an act."""

    kind: FactKind
    optional: bool = False
    many: bool = False
    derived: bool = False  # worked out by the rules, never given by the person who acts
    across: bool = False  # follows from an entry of another book: the one door fills it in, or checks what is given
    refers: str | None = None  # the table a NAME must exist in
    options: tuple[str, ...] = ()
    least: int = 0

    @property
    def asked(self) -> bool:
        """Whether a form asks for it."""
        return not self.derived and not self.across

    @property
    def personal(self) -> Personal:
        """Whose privacy the fact touches."""
        if self.kind is FactKind.PERSON:
            return Personal.PSEUDONYM
        return Personal.COMMITTED if self.kind is FactKind.WORDS else Personal.NO


def declared(fact: Fact) -> Any:
    """A dataclass field that carries its declaration."""
    if fact.derived or fact.optional:
        return field(default=None, metadata={"fact": fact})
    return field(default=() if fact.many else None, metadata={"fact": fact})


def a_name(*, refers: str | None = None, optional: bool = False, many: bool = False, derived: bool = False) -> Any:
    """An identifier; with `refers` it must name a row of that table in the same plan or territory."""
    return declared(Fact(FactKind.NAME, optional, many, derived, refers=refers))


def an_official_number() -> Any:
    """A number an office gave to a resolution, as the office writes it; there is no national format."""
    return declared(Fact(FactKind.OFFICIAL))


def some_words(*, optional: bool = False) -> Any:
    """Words people wrote; only a salted commitment to them enters the book."""
    return declared(Fact(FactKind.WORDS, optional))


def a_digest(*, optional: bool = False, many: bool = False, derived: bool = False, across: bool = False) -> Any:
    """SHA-256 as 64 lower-case hex digits."""
    return declared(Fact(FactKind.DIGEST, optional or across, many, derived, across))


def an_origin() -> Any:
    """The name of another record book; it follows from the territory."""
    return declared(Fact(FactKind.ORIGIN, optional=True, across=True))


def a_day(*, optional: bool = False, derived: bool = False) -> Any:
    """A calendar day in Prague, `2026-05-14`."""
    return declared(Fact(FactKind.DAY, optional, False, derived))


def a_moment(*, optional: bool = False, derived: bool = False) -> Any:
    """An instant, UTC in whole seconds, `2026-05-14T21:59:59Z`."""
    return declared(Fact(FactKind.MOMENT, optional, False, derived))


def a_count(
    *, optional: bool = False, many: bool = False, derived: bool = False, across: bool = False, least: int = 0
) -> Any:
    """A whole number from `least` to 2^53 - 1."""
    return declared(Fact(FactKind.COUNT, optional or across, many, derived, across, least=least))


def a_flag(*, derived: bool = False) -> Any:
    """Yes or no; not said means no."""
    return field(default=False, metadata={"fact": Fact(FactKind.FLAG, derived=derived)})


def a_choice(options: type[StrEnum], *, optional: bool = False, many: bool = False, derived: bool = False) -> Any:
    """One of a closed list."""
    return declared(Fact(FactKind.CHOICE, optional, many, derived, options=tuple(option.value for option in options)))


def a_person(*, optional: bool = False, many: bool = False) -> Any:
    """A person's random number in this territory."""
    return declared(Fact(FactKind.PERSON, optional, many))


def a_table(*, derived: bool = True) -> Any:
    """Lists of lists the rules worked out: the count of a call, the tallies of an outcome."""
    return field(default=(), metadata={"fact": Fact(FactKind.TABLE, False, False, derived)})


class Flaw(NamedTuple):
    """One thing wrong with what was given: the field, what is wrong, and the way to mend it."""

    field: str
    wrong: str
    fix: str


NAME_PATTERN = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}(/[a-z0-9][a-z0-9._-]{0,79})?")
OFFICIAL_PATTERN = re.compile(r"[^\W_](?:[\w ./:–-]{0,58}[\w.])?")
DIGEST_PATTERN = re.compile(r"[0-9a-f]{64}")
PERSON_PATTERN = re.compile(r"[0-9a-f]{32}")
ORIGIN_PATTERN = re.compile(r"[^\s+/]+(/[^\s+/]+)*/[a-z0-9][a-z0-9._-]{0,79}")
DAY_PATTERN = re.compile(r"\d{4}-\d{2}-\d{2}")
LARGEST = 2**53 - 1


@lru_cache(maxsize=1 << 16)
def is_name(text: str) -> bool:
    """Whether it is written as an identifier; the same few stand in entry after entry."""
    return NAME_PATTERN.fullmatch(text) is not None


def check_name(value: Any, fact: Fact) -> str | None:
    """None, or the fix."""
    good = isinstance(value, str) and is_name(value)
    return None if good else "use lower-case letters without accents, digits, dots and dashes, at most 80 characters"


def check_official(value: Any, fact: Fact) -> str | None:
    """None, or the fix."""
    good = isinstance(value, str) and OFFICIAL_PATTERN.fullmatch(value) is not None
    return None if good else "give the number as the office writes it, at most 60 letters, digits and / . : -"


def check_words(value: Any, fact: Fact) -> str | None:
    """Words arrive here already as a commitment; an empty text is no text."""
    if isinstance(value, Words):
        return None if DIGEST_PATTERN.fullmatch(value.commit) and 0 < value.length <= LARGEST else "write something"
    return "write something"


def check_digest(value: Any, fact: Fact) -> str | None:
    """None, or the fix."""
    good = isinstance(value, str) and DIGEST_PATTERN.fullmatch(value) is not None
    return None if good else "give the 64 hexadecimal digits of the SHA-256"


def check_person(value: Any, fact: Fact) -> str | None:
    """None, or the fix."""
    good = isinstance(value, str) and PERSON_PATTERN.fullmatch(value) is not None
    return None if good else "give the person's number of 32 hexadecimal digits"


def check_origin(value: Any, fact: Fact) -> str | None:
    """None, or the fix."""
    good = isinstance(value, str) and len(value) <= 200 and ORIGIN_PATTERN.fullmatch(value) is not None
    return None if good else "give the name of the book as its checkpoint has it"


def check_day(value: Any, fact: Fact) -> str | None:
    """None, or the fix."""
    if isinstance(value, str) and DAY_PATTERN.fullmatch(value):
        try:
            date.fromisoformat(value)
        except ValueError:
            return "give a day that exists, as 2026-05-14"
        return None
    return "give a day as 2026-05-14"


def check_moment(value: Any, fact: Fact) -> str | None:
    """None, or the fix."""
    try:
        parse_time(value)
    except (CanonicalError, TypeError, AttributeError):
        return "give a time in UTC as 2026-05-14T21:59:59Z"
    return None


def check_count(value: Any, fact: Fact) -> str | None:
    """None, or the fix; true and false are not numbers."""
    good = type(value) is int and fact.least <= value <= LARGEST
    return None if good else f"give a whole number, {fact.least} or more"


def check_flag(value: Any, fact: Fact) -> str | None:
    """None, or the fix."""
    return None if isinstance(value, bool) else "say true or false"


def check_choice(value: Any, fact: Fact) -> str | None:
    """None, or the fix, with the whole list."""
    return None if isinstance(value, str) and value in fact.options else "choose one of " + ", ".join(fact.options)


def check_table(value: Any, fact: Fact) -> str | None:
    """Derived tables are compared with what the rules work out, so their shape needs no check of its own."""
    return None if isinstance(value, tuple) else "this is worked out by the rules"


CHECKS: dict[FactKind, Callable[[Any, Fact], str | None]] = {
    FactKind.NAME: check_name,
    FactKind.OFFICIAL: check_official,
    FactKind.WORDS: check_words,
    FactKind.DIGEST: check_digest,
    FactKind.DAY: check_day,
    FactKind.MOMENT: check_moment,
    FactKind.COUNT: check_count,
    FactKind.FLAG: check_flag,
    FactKind.CHOICE: check_choice,
    FactKind.PERSON: check_person,
    FactKind.ORIGIN: check_origin,
    FactKind.TABLE: check_table,
}


def flaws_of(given: dict[str, Any], schema: dict[str, Fact], *, from_book: bool) -> list[Flaw]:
    """Everything wrong with the facts given for an act, all at once.

    `from_book` says the facts come from a leaf: there every field must be present, derived ones included; a person who
    acts gives no derived field and may leave out what is optional.
    """
    flaws: list[Flaw] = []
    if not given.keys() <= schema.keys():
        known = "leave it out; known are " + ", ".join(schema)
        flaws = [Flaw(key, "is not known here", known) for key in sorted(given.keys() - schema)]
    for key, fact in schema.items():
        if key not in given:
            if from_book or not (fact.optional or fact.derived or fact.many or fact.kind is FactKind.FLAG):
                flaws.append(Flaw(key, "is missing", "give it"))
            continue
        if fact.derived:
            if not from_book:  # a book's are compared with what the rules work out
                flaws.append(Flaw(key, "is worked out by the rules", "leave it out"))
            continue
        value = given[key]
        if value is None:
            if not fact.optional:
                flaws.append(Flaw(key, "is missing", "give it"))
        elif fact.many:
            if not isinstance(value, tuple):
                flaws.append(Flaw(key, "is not a list", "give a list"))
                continue
            bad = [fix for item in value if (fix := CHECKS[fact.kind](item, fact))]
            flaws.extend(Flaw(key, "holds a value that does not fit", fix) for fix in bad[:1])
        elif fix := CHECKS[fact.kind](value, fact):
            flaws.append(Flaw(key, "does not fit", fix))
    return flaws
