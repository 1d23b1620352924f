"""Facts for any act, made from its own schema and from what there is in the town: what a stranger might send."""

from typing import Any

from tests.cast import Refused, Town, digest_of_file, number_of
from workflow.rules.act import ACTS, Act, FactsError
from workflow.rules.case import Standing
from workflow.rules.facts import Fact, FactKind
from workflow.rules.rows import TABLE_NAMED, Row

LATER = "2035-01-03"


def some_row(town: Town, table: type[Row], nth: int = 0) -> str | None:
    """The name of a row there is, as an act would give it."""
    indexes = table.INDEXES
    by_plan = ("plan",) in indexes
    if by_plan:
        rows = town.state.find(table, plan=town.plan_key, most=nth + 1)
    elif () in indexes:
        rows = town.state.find(table, most=nth + 1)
    elif table.__name__ == "Seat":
        rows = town.state.find(table, body=town.process.working_groups[0].id, filled=True)[: nth + 1]
    else:
        rows = []
    if not rows:
        return None
    key = rows[min(nth, len(rows) - 1)].key
    return key.split("/", 1)[1] if table.WITHIN_PLAN else key


def some_fact(town: Town, act: str, field: str, fact: Fact, nth: int = 0) -> Any:
    """A value that fits the field, of something there is where the field refers to something."""
    value: Any
    match fact.kind:
        case FactKind.NAME if fact.refers is not None:
            value = some_row(town, TABLE_NAMED[fact.refers], nth) or "nic"
        case FactKind.NAME:
            value = {"part": town.process.parts[0].id, "area": town.process.areas[0].id}.get(field, f"neco-{nth}")
        case FactKind.OFFICIAL:
            value = f"Z{nth}/12"
        case FactKind.WORDS:
            value = f"Slova {nth}."
        case FactKind.DIGEST:
            value = digest_of_file(f"soubor {nth}")
        case FactKind.DAY:
            value = LATER
        case FactKind.MOMENT:
            value = f"{LATER}T10:00:00Z"
        case FactKind.COUNT:
            value = max(fact.least, nth)
        case FactKind.CHOICE:
            value = fact.options[nth % len(fact.options)]
        case FactKind.PERSON:
            value = number_of(f"někdo {nth}")
        case FactKind.ORIGIN:
            value = f"dohoda.example/neco-{nth}"
        case _:
            value = False
    return (value,) if fact.many else value


def some_facts(town: Town, act: str, nth: int = 0) -> dict[str, Any]:
    """Facts of the right kinds for an act; optional ones too where there is something to name."""
    facts: dict[str, Any] = {}
    for field, fact in ACTS[act].SCHEMA.items():
        if fact.derived:
            continue
        value = some_fact(town, act, field, fact, nth)
        if fact.optional and value in ("nic", ("nic",)):
            continue
        facts[field] = value
    return {field: value for field, value in facts.items() if not _pointless(field, facts)}


def _pointless(field: str, facts: dict[str, Any]) -> bool:
    """Whether a fact says something only beside another one that is not there."""
    if field == "voices":
        return facts.get("voice") not in ("group", "signatures")
    return field == "paragraph" and not facts.get("section")


def tried(town: Town, who: str | Standing, act: str, nth: int = 0) -> Act | Refused | FactsError:
    """What becomes of somebody trying an act: the judged act, or why not."""
    try:
        deed = town.do(who, act, **some_facts(town, act, nth))
    except (Refused, FactsError) as why_not:
        return why_not
    assert isinstance(deed, Act)
    return deed
