"""What an entry of the book may have changed for search: the matter with all around it, a section, a meeting …

An entry only says what to look at again; what can be found then is read from the rows as they are.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.db.models import Q

from workflow.models import Leaf, model_of
from workflow.rules import rows
from workflow.trail.publicity import whole_of


class Unit(NamedTuple):
    """One thing to look at again. `name` is the row's name in its plan; of news, the number of the entry."""

    plan: str
    kind: str  # matter | section | summary | meeting | decision | measure | news
    name: str


# Acts that may take words from the public, or give them back: read first, whatever else waits.
CLOSING = (
    "hold_matter", "release_matter", "hide_matter", "show_matter", "hide_reply", "show_reply", "reopen_matter",
    "redact", "withdraw_section", "return_to_resolving",
)  # fmt: skip

_OF_MATTER = (
    "hold_matter", "release_matter", "hide_matter", "show_matter", "transcribe_matter", "split_matter",
    "settle_matter", "reopen_matter", "settle_dispute", "reply_to_matter",
)  # fmt: skip
_TOUCHED: Mapping[str, tuple[str, str]] = {
    "raise_matter": ("matter", "number"),
    **dict.fromkeys(_OF_MATTER, ("matter", "matter")),
    "hide_reply": ("matter", "reply"),
    "show_reply": ("matter", "reply"),
    "write_section": ("section", "section"),
    "withdraw_section": ("section", "section"),
    "write_summary": ("summary", "part"),
    "call_meeting": ("meeting", "meeting"),
    "cancel_meeting": ("meeting", "meeting"),
    "publish_minutes": ("meeting", "meeting"),
    "propose": ("decision", "proposal"),
    "amend_proposal": ("decision", "proposal"),
    "state_disagreement": ("decision", "proposal"),
    "record_aim": ("measure", "aim"),
    "enter_past_measure": ("measure", "aim"),
}

ACTS_READ = (*_TOUCHED, "settle_many", "publish_news", "return_to_resolving", "redact")

# Where a commitment may stand in rows: the table, the columns, and the unit they belong to.
_WORDS_OF = (
    (rows.Matter, ("words", "proposed", "reason", "transcript"), "matter"),
    (rows.Reply, ("words",), "matter"),
    (rows.Section, ("title", "words"), "section"),
    (rows.Part, ("summary",), "summary"),
    (rows.Proposal, ("words", "statement"), "decision"),
    (rows.Aim, ("words",), "measure"),
)


def units_of(territory: str, leaves: Iterable[Any]) -> list[Unit]:
    """What these leaves (rows of `Leaf` with n, act, plan, data) make us look at again, each once."""
    found: dict[Unit, None] = {}
    for leaf in leaves:
        facts = json.loads(bytes(leaf.data))["facts"]
        found.update(dict.fromkeys(_units(territory, leaf, facts)))
    return list(found)


def _units(territory: str, leaf: Any, facts: Mapping[str, Any]) -> Iterator[Unit]:
    if leaf.act == "redact":
        yield from _redacted(territory, facts["commitment"])
    elif leaf.plan is None:
        return
    elif leaf.act == "publish_news":
        yield Unit(leaf.plan, "news", str(leaf.n))
    elif leaf.act == "settle_many":
        yield from (Unit(leaf.plan, "matter", whole_of(row[0])) for row in facts["settled"])
    elif leaf.act == "return_to_resolving":
        again = model_of(rows.Matter).objects.filter(territory=territory, plan=leaf.plan, open=True)
        yield from (Unit(leaf.plan, "matter", str(number)) for number in again.values_list("number", flat=True))
    elif leaf.act in _TOUCHED:
        kind, fact = _TOUCHED[leaf.act]
        name = str(facts[fact])
        yield Unit(leaf.plan, kind, whole_of(name.split(".", 1)[0]) if kind == "matter" else name)


def _redacted(territory: str, commitment: str) -> Iterator[Unit]:
    """Everything the words behind a commitment may have stood in. Meetings and news are known from entries alone, and
    there are few of them: all are looked at again."""
    for table, columns, kind in _WORDS_OF:
        of_it = Q()
        for column in columns:
            of_it |= Q(**{column: commitment})
        for key in model_of(table).objects.filter(of_it, territory=territory).values_list("key", flat=True):
            plan, name = key.split("/", 1)
            yield Unit(plan, kind, whole_of(name.split(".", 1)[0]) if kind == "matter" else name)
    for key in model_of(rows.Meeting).objects.filter(territory=territory).values_list("key", flat=True):
        plan, name = key.split("/", 1)
        yield Unit(plan, "meeting", name)
    told = Leaf.objects.filter(territory=territory, act="publish_news").exclude(plan=None)
    yield from (Unit(plan, "news", str(n)) for plan, n in told.values_list("plan", "n"))
