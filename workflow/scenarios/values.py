"""What a scenario may write for a fact: offsets for dates, names of the cast for numbers, texts for digests.

A scenario is relative, so that it can be played from any day: "14d 16:10" is the fourteenth day after its start, ten
past four in the afternoon on a clock in Prague. Each value is checked when the file is read (`flaw_in`) and worked out
when its act is played (`worked_out`).
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from workflow.rules.clock import moment_of
from workflow.rules.facts import CHECKS, DIGEST_PATTERN, Fact, FactKind
from workflow.rules.rows import COLUMNS, TABLE_NAMED
from workflow.trail.canonical import format_time

OFFSET_PATTERN = re.compile(r"(-?\d{1,5})d(?: ([01]\d|2[0-3]):([0-5]\d))?")
WORKING_HOURS = time(9)
IN_WORDS_PATTERN = re.compile(r"\{(plan|territory|day|year)(?: (-?\d{1,5})d(?: ?\+ ?(\d+))?)?\}")

YEAR = frozenset({"year_of", "plus"})
ENTRY = frozenset({"entry_of", "territory"})
NAMED_BY_ENTRY = frozenset({"entry_of", "after"})
FROM_ROW = frozenset({"row", "key", "column"})


@dataclass(frozen=True, slots=True, order=True)
class Offset:
    """So many days after the start, at this time on a clock in Prague."""

    days: int
    clock: time

    def day(self, starts: date) -> date:
        """The day it falls on."""
        return starts + timedelta(days=self.days)

    def moment(self, starts: date) -> str:
        """The moment, UTC in whole seconds."""
        return format_time(moment_of(self.day(starts), self.clock))


def read_offset(value: Any) -> Offset | None:
    """`14d` or `14d 16:10`; None if it is neither. Without a time it is nine in the morning."""
    found = OFFSET_PATTERN.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return None
    days, hours, minutes = found.groups()
    return Offset(int(days), time(int(hours), int(minutes)) if hours else WORKING_HOURS)


@dataclass(slots=True)
class Surroundings:
    """What values are worked out from while a scenario is played.

    `people` are the numbers of the cast by name, `plans` and `territories` the names played under, `entries` the number
    of the last entry of each step, `files` the digests of the process files kept, `read` asks a column of a row,
    `elsewhere` gives the surroundings in another territory of the scenario.
    """

    starts: date
    people: Mapping[str, str]
    territory: str
    plan: str | None
    plans: Mapping[str, str] = field(default_factory=dict)
    entries: dict[str, int] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    read: Callable[[str, str, str], Any] | None = None
    elsewhere: Callable[[str], "Surroundings"] | None = None

    def plan_named(self, name: str | None) -> str | None:
        """The name a plan of the scenario is played under."""
        return self.plans.get(name, name) if name is not None else None

    def in_words(self, text: str) -> str:
        """A text with its marks filled in: {plan}, {territory}, {day 62d}, {year 487d}, {year 487d + 4}."""
        return IN_WORDS_PATTERN.sub(self._mark, text)

    def _mark(self, found: re.Match[str]) -> str:
        what, days, plus = found.groups()
        if what in ("plan", "territory"):
            return (self.plan or "") if what == "plan" else self.territory
        day = self.starts + timedelta(days=int(days or 0))
        return str(day.year + int(plus or 0)) if what == "year" else f"{day.day}. {day.month}. {day.year}"


Steps = Mapping[str, set[str]]  # played before, by territory


def flaw_in(value: Any, fact: Fact, *, people: Mapping[str, Any], steps: Steps, territory: str) -> str | None:
    """What to write instead of `value` in an act of `territory`; None if it will do."""
    if fact.many:
        if not isinstance(value, list):
            return "write a list"
        return next((fix for item in value if (fix := _flaw(item, fact, people, steps, territory))), None)
    return _flaw(value, fact, people, steps, territory)


def _flaw(value: Any, fact: Fact, people: Mapping[str, Any], steps: Steps, territory: str) -> str | None:
    if isinstance(value, dict):
        return _flaw_in_table(value, fact, steps, territory)
    match fact.kind:
        case FactKind.PERSON:
            return None if value in people else "write the name of a [[person]]: " + ", ".join(people)
        case FactKind.DAY:
            offset = OFFSET_PATTERN.fullmatch(value) if isinstance(value, str) else None
            return None if offset and not offset[2] else 'write a day as so many days after the start: "48d"'
        case FactKind.MOMENT:
            return None if read_offset(value) else 'write a moment as days after the start: "20d 17:00"'
        case FactKind.WORDS:
            return None if isinstance(value, str) and value.strip() else "write something"
        case FactKind.TABLE:
            return "leave it out, the rules work it out"
    return CHECKS[fact.kind](value, fact)


def _flaw_in_table(value: dict[str, Any], fact: Fact, steps: Steps, territory: str) -> str | None:
    keys = frozenset(value)
    if keys == FROM_ROW:
        table = TABLE_NAMED.get(str(value["row"]))
        if table is None:
            return "name a row there is: " + ", ".join(TABLE_NAMED)
        return None if value["column"] in COLUMNS[table] else "name a column of it: " + ", ".join(COLUMNS[table])
    if fact.kind is FactKind.DIGEST and keys == {"digest_of"}:
        return None if isinstance(value["digest_of"], str) else "write the text whose digest it is"
    if fact.kind is FactKind.DIGEST and keys == {"file"}:
        return None if isinstance(value["file"], str) else "write the name of a process file"
    if fact.kind in (FactKind.COUNT, FactKind.NAME) and "year_of" in keys and keys <= YEAR:
        return None if read_offset(value["year_of"]) else 'write the year of a day: {year_of = "487d"}'
    if fact.kind is FactKind.COUNT and "entry_of" in keys and keys <= ENTRY:
        return _flaw_in_entry(value["entry_of"], value.get("territory", territory), steps)
    if fact.kind is FactKind.NAME and keys == NAMED_BY_ENTRY:
        wrong = _flaw_in_entry(value["entry_of"], territory, steps)
        return wrong if isinstance(value["after"], str) else "write what stands before the number of the entry"
    return _forms_of(fact)


def _flaw_in_entry(step: Any, territory: Any, steps: Steps) -> str | None:
    if territory not in steps:
        return "name a territory in which something was done before: " + ", ".join(steps)
    return None if step in steps[territory] else f"write the step of an act before this one in {territory}"


def _forms_of(fact: Fact) -> str:
    forms = {
        FactKind.DIGEST: '64 hexadecimal digits, {digest_of = "text"} or {file = "lipova.toml"}',
        FactKind.NAME: 'a name, {year_of = "487d"} or {entry_of = "K5.1", after = "help."}',
        FactKind.COUNT: 'a whole number, {year_of = "487d", plus = 4} or {entry_of = "K5.1", territory = "lipova"}',
    }
    return f"write {forms.get(fact.kind, 'a plain value')}, or {{row = …, key = …, column = …}}"


def worked_out(value: Any, fact: Fact, here: Surroundings) -> Any:
    """The value as the act takes it. Raises `LookupError` where it asks for something that is not there."""
    if fact.many:
        return tuple(_single(item, fact, here) for item in value)
    return _single(value, fact, here)


def _single(value: Any, fact: Fact, here: Surroundings) -> Any:
    if isinstance(value, dict):
        found = _from_table(value, here)
        return str(found) if fact.kind is FactKind.NAME and isinstance(found, int) else found
    match fact.kind:
        case FactKind.PERSON:
            return here.people[value]
        case FactKind.DAY:
            return (here.starts + timedelta(days=int(value[:-1]))).isoformat()
        case FactKind.MOMENT:
            offset = read_offset(value)
            return offset.moment(here.starts) if offset else value
        case FactKind.WORDS:
            return here.in_words(value)
        case FactKind.NAME if fact.refers == "Plan":
            return here.plan_named(value)
    return value


def _from_table(value: dict[str, Any], here: Surroundings) -> Any:
    if "digest_of" in value:
        return digest_of_text(here.in_words(value["digest_of"]))
    if "file" in value:
        return here.files[value["file"]]
    if "year_of" in value:
        offset = read_offset(value["year_of"])
        return offset.day(here.starts).year + value.get("plus", 0) if offset else None
    if "entry_of" in value:
        there = here.elsewhere(value["territory"]) if "territory" in value and here.elsewhere else here
        found = there.entries[value["entry_of"]]
        return f"{value['after']}{found}" if "after" in value else found
    if here.read is None:
        raise LookupError("there is nothing to read from")
    return here.read(value["row"], value["key"], value["column"])


def digest_of_text(text: str) -> str:
    """SHA-256 of a text's UTF-8, in hex; a digest written out stays as it is."""
    return text if DIGEST_PATTERN.fullmatch(text) else hashlib.sha256(text.encode()).hexdigest()
