"""Steps that are looked at rather than done: real questions to the state, the book and its receipts.

A check holds or it does not; `said` is what was found instead, for people.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from workflow.models import Leaf, Opening
from workflow.rules.case import Case
from workflow.rules.guards import without_users
from workflow.rules.judge import citizen, open_case
from workflow.rules.rows import COLUMNS, TABLE_NAMED, Row
from workflow.rules.state import State
from workflow.scenarios.slips import Slips, joined
from workflow.scenarios.values import Surroundings
from workflow.store import Rows
from workflow.trail.book import receipt_for, seal, signer_for
from workflow.trail.canonical import loads
from workflow.trail.receipt import open_receipt
from workflow.trail.sentences import ENGLISH, told
from workflow.verify import verify_territory

LABELS = ("kpss", "preparatory")
FORMS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    # what a check begins with: the keys it must have besides, one of which it may choose from
    "row": (frozenset({"key", "column"}), frozenset({"is", "says", "empty", "gone"})),
    "count": (frozenset({"where"}), frozenset({"is", "at_least"})),
    "label": (frozenset(), frozenset()),
    "entry": (frozenset({"fact"}), frozenset({"is"})),
    "receipt": (frozenset(), frozenset()),
    "book": (frozenset(), frozenset()),
}


class Seen(NamedTuple):
    """Whether a check holds, and what was found."""

    holds: bool
    said: str


def check_slips(facts: Mapping[str, Any], at: str, *, steps: set[str], slips: Slips) -> None:
    """Everything wrong with the `with` of a check, told to `slips`."""
    begins = [form for form in FORMS if form in facts]
    if len(begins) != 1:
        slips.add(at, "this is no check", f"begin it with one of {', '.join(FORMS)}")
        return
    form = begins[0]
    besides, choice = FORMS[form]
    slips.strangers(facts, {form, *besides, *choice}, at)
    if choice and len(choice & facts.keys()) != 1:
        slips.add(at, "it does not say what is expected", f"write exactly one of {', '.join(sorted(choice))}")
    if form in ("row", "count"):
        _table_slips(facts, form, at, slips)
    if form == "label":
        slips.one_of({form: str(facts[form])}, form, LABELS, at)
    if form == "book" and facts[form] != "verifies":
        slips.add(joined(at, form), "a book either verifies or not", 'write book = "verifies"')
    if form in ("entry", "receipt") and facts[form] not in steps:
        slips.unknown(joined(at, form), facts[form], sorted(steps), "a step before this one")
    if form == "entry":
        slips.required(facts, ("fact",), at)


def _table_slips(facts: Mapping[str, Any], form: str, at: str, slips: Slips) -> None:
    table = TABLE_NAMED.get(str(facts[form]))
    if table is None:
        slips.unknown(joined(at, form), facts[form], TABLE_NAMED, "a row there is")
        return
    if form == "row":
        slips.required(facts, () if "gone" in facts else ("column",), at)
        slips.texts(facts, [name for name in ("key",) if facts.get(name) != ""], at)
        if "column" in facts and facts["column"] not in COLUMNS[table]:
            slips.unknown(joined(at, "column"), facts["column"], COLUMNS[table], "a column of it")
        return
    where = facts.get("where", {})
    if not isinstance(where, dict):
        slips.add(joined(at, "where"), "this is not a table", 'write where = {column = "value"}')
        return
    for column in where.keys() - set(COLUMNS[table]):
        slips.unknown(joined(joined(at, "where"), column), column, COLUMNS[table], "a column of it")
    if _index(table, {"plan", *where} if "plan" in COLUMNS[table] else set(where)) is None:
        known = " or ".join(" and ".join(index) for index in table.INDEXES)
        slips.add(joined(at, "where"), f"no question about {table.__name__} begins like this", f"say at least {known}")


def _index(table: type[Row], columns: set[str]) -> tuple[str, ...] | None:
    """The widest index a question about these columns may go by."""
    fitting = [index for index in table.INDEXES if columns.issuperset(index)]
    return max(fitting, key=len) if fitting else None


def look(facts: Mapping[str, Any], here: Surroundings, *, territory: str, at: str) -> Seen:
    """What a check finds now."""
    form = next(form for form in FORMS if form in facts)
    return LOOKS[form](facts, here, territory, at)


def column_of(state: State, here: Surroundings, row: str, key: str, column: str) -> Any:
    """A column of a row; raises `LookupError` if there is no such row."""
    table = TABLE_NAMED[row]
    found = state.get(table, _key(table, key, here))
    if found is None:
        raise LookupError(f"there is no {row} {key}")
    return getattr(found, column)


def _key(table: type[Row], key: str, here: Surroundings) -> str:
    key = here.in_words(key)
    if table.__name__ == "Plan":
        return here.plan_named(key) or "" if key else here.plan or ""
    if table.__name__ == "Town":
        return "town"
    return f"{here.plan}/{key}" if table.WITHIN_PLAN else key


def _look_at_row(facts: Mapping[str, Any], here: Surroundings, territory: str, at: str) -> Seen:
    state, table = Rows(territory), TABLE_NAMED[facts["row"]]
    key = _key(table, facts.get("key", ""), here)
    row = state.get(table, key)
    if "gone" in facts:
        return Seen((row is None) is facts["gone"], f"{facts['row']} {key} is {'not ' if row is None else ''}there")
    if row is None:
        return Seen(False, f"there is no {facts['row']} {key}")
    value = _plain(getattr(row, facts["column"]))
    said = f"{facts['row']} {key}: {facts['column']} is {value!r}"
    if "empty" in facts:
        return Seen((value is None or value == []) is facts["empty"], said)
    if "says" in facts:
        opened = Opening.objects.filter(territory=territory, commit=value).values_list("text", flat=True).first()
        return Seen(opened == here.in_words(facts["says"]), f"{facts['row']} {key}: {facts['column']} says {opened!r}")
    return Seen(value == _filled(facts["is"], here), said)


def _look_at_count(facts: Mapping[str, Any], here: Surroundings, territory: str, at: str) -> Seen:
    table = TABLE_NAMED[facts["count"]]
    where = {column: _filled(value, here) for column, value in facts.get("where", {}).items()}
    if "plan" in COLUMNS[table]:
        where["plan"] = here.plan_named(where["plan"]) if "plan" in where else here.plan
    index = _index(table, set(where)) or ()
    rows = Rows(territory).find(table, **{column: where[column] for column in index})
    rows = [row for row in rows if all(_plain(getattr(row, column)) == value for column, value in where.items())]
    wanted, said = facts.get("is", facts.get("at_least")), f"{len(rows)} of {facts['count']}"
    return Seen(len(rows) == wanted if "is" in facts else len(rows) >= wanted, said)


def _look_at_label(facts: Mapping[str, Any], here: Surroundings, territory: str, at: str) -> Seen:
    state = Rows(territory)
    case = Case(territory=territory, n=state.head.size, at=at, by=citizen(), plan_key=here.plan)
    missing = without_users(state, open_case(state, case)) if here.plan else []
    label = "preparatory" if missing else "kpss"
    return Seen(label == facts["label"], f"{label}: no user in {', '.join(missing)}" if missing else label)


def _look_at_entry(facts: Mapping[str, Any], here: Surroundings, territory: str, at: str) -> Seen:
    n = here.entries.get(facts["entry"])
    if n is None:
        return Seen(False, f"nothing was recorded at {facts['entry']}")
    leaf: Any = loads(_leaf(territory, n))
    value = leaf["facts"].get(facts["fact"], leaf.get(facts["fact"]))
    return Seen(value == _filled(facts["is"], here), f"entry {n}: {facts['fact']} is {value!r}")


def _look_at_receipt(facts: Mapping[str, Any], here: Surroundings, territory: str, at: str) -> Seen:
    n = here.entries.get(facts["receipt"])
    if n is None:
        return Seen(False, f"nothing was recorded at {facts['receipt']}")
    seal(territory, at)
    proven = open_receipt(receipt_for(territory, n) or b"", log_keys=[signer_for(territory).key])
    size = proven.opened.checkpoint.size
    return Seen(proven.leaf == _leaf(territory, n), f"entry {n} is proved to be among {size} entries")


def _leaf(territory: str, n: int) -> bytes:
    return bytes(Leaf.objects.values_list("data", flat=True).get(territory=territory, n=n))


def _look_at_book(facts: Mapping[str, Any], here: Surroundings, territory: str, at: str) -> Seen:
    seal(territory, at)
    problem = book_problem(territory)
    return Seen(problem is None, problem or "the book verifies")


def book_problem(territory: str) -> str | None:
    """What is wrong with a book that lies in the default database, in words; None if it holds."""
    verdict = verify_territory(territory)
    return None if verdict.holds else "\n".join(told(verdict, territory, ENGLISH))


LOOKS: Mapping[str, Callable[[Mapping[str, Any], Surroundings, str, str], Seen]] = {
    "row": _look_at_row,
    "count": _look_at_count,
    "label": _look_at_label,
    "entry": _look_at_entry,
    "receipt": _look_at_receipt,
    "book": _look_at_book,
}


def _plain(value: Any) -> Any:
    """A column as TOML would write it: tuples are lists."""
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _filled(value: Any, here: Surroundings) -> Any:
    """A value of the scenario with its marks filled in."""
    if isinstance(value, list):
        return [_filled(item, here) for item in value]
    return here.in_words(value) if isinstance(value, str) else value
