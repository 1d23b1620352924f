"""Matters as people see them: who spoke, what they said, where it stands, what was answered."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consult.decided import body_name
from consult.few import side_of, sides_shown
from consult.places import Here
from consult.sentences import disposition_words, word
from consult.templatetags.dohoda import number
from consult.visible import opened
from workflow.models import Leaf, model_of
from workflow.rules import rows

STATES = {"open": "waiting", "disputed": "late", "settled": "done"}


def number_of(row: Any) -> str:
    """12, 12a."""
    return str(row.key.split("/", 1)[1])


def standing_of_matter(row: Any) -> str:
    """The word beside a matter: waiting, or how it ended."""
    if row.open:
        return _("late, waits for an answer") if row.late else _("waits for an answer")
    if row.disputed:
        return _("disputed: the steering group decides")
    return disposition_words(row.disposition)


def state_of(row: Any) -> str:
    """One of the four meanings."""
    if row.open:
        return "late" if row.late else "waiting"
    return "late" if row.disputed else "done"


def cards_of(here: Here, matters: Sequence[Any]) -> list[dict[str, Any]]:
    """Each matter as `parts/matter_card.html` takes it. At most ten queries, however many there are."""
    shown = sides_shown(here) if matters else frozenset()
    names = public_names(here, matters)
    sections = _sections(here, {row.section for row in matters if row.section})
    bodies = _bodies(here, {row.settled_by for row in matters if row.settled_by})
    wanted = [words for row in matters for words in (row.words, row.reason, row.quote)]
    texts = opened(here.territory, [*wanted, *sections.values(), *bodies.values(), *names.values()])
    return [_card(here, row, texts, names=names, sections=sections, bodies=bodies, shown=shown) for row in matters]


def _who(name: str, side: str) -> str:
    """Who speaks: the name they chose, and for whom where that gives nobody away."""
    return " · ".join(said for said in (name, word("side", side) if side else "") if said)


def _card(here: Here, row: Any, texts: Mapping[str, str], **found: Any) -> dict[str, Any]:
    name_of = number_of(row)
    name = texts.get(found["names"].get(row.key) or "", "")
    group = found["bodies"].get(row.settled_by or "")
    return {
        "number": name_of,
        "kind": word("matter", row.kind).capitalize(),
        "words": texts.get(row.words) or withheld(row),
        "withheld": row.words not in texts,
        "state": state_of(row),
        "standing": standing_of_matter(row),
        "url": here.address("matter", name_of),
        "quote": texts.get(row.quote or "", ""),
        "place": _place(here, row, texts, found["sections"]),
        "side": _who(name, side_of(row, found["shown"], named=bool(name))),
        "channel": word("channel", row.channel),
        "received": row.received_at,
        "insists": row.insisted,
        "voice": voice_line(row),
        "also": also_line(row),
        "alike": row.alike.split("/", 1)[1] if row.alike and row.alike != row.key else "",
        "group": body_name(here, row.settled_by, texts.get(group or "", "")) if row.settled_by else "",
        "answer": texts.get(row.reason or "", "") if not row.open else "",
        "answered": row.settled_at,
    }


def voice_line(row: Any) -> str:
    """For whom it speaks, where that is not the person alone: an organisation, a group of 40, 212 signatures."""
    n = {"n": number(row.voices or 0)}
    if row.voice == "group":
        return ngettext("for a group of %(n)s person", "for a group of %(n)s people", row.voices or 0) % n
    if row.voice == "signatures":
        return ngettext("a sheet with %(n)s signature", "a sheet with %(n)s signatures", row.voices or 0) % n
    return {"helper": _("written by somebody who helps"), "organisation": _("for an organisation")}.get(row.voice, "")


def also_line(row: Any) -> str:
    """How many people say the same; told where there are any, and never a reason to stand higher."""
    if not row.joiners:
        return ""
    line = ngettext("%(n)s person also says this", "%(n)s people also say this", row.joiners)
    return line % {"n": number(row.joiners)}


def withheld(row: Any) -> str:
    """What stands in place of words that are not shown."""
    if row.hidden:
        return _("The words are hidden; the ground and the reason stand in the record book.")
    if row.held:
        return _("The words wait before they are shown. The number is given and they are not lost.")
    return _("The words were taken from the public on a legal ground; the record book says which.")


def _place(here: Here, row: Any, texts: Mapping[str, str], sections: Mapping[str, str | None]) -> dict[str, str] | None:
    if not row.section:
        return None
    name = row.section.split("/", 1)[1]
    return {"label": texts.get(sections.get(row.section) or "", name), "url": here.address("section", name)}


def _sections(here: Here, keys: Iterable[str]) -> dict[str, str]:
    wanted = set(keys)
    if not wanted:
        return {}
    found = model_of(rows.Section).objects.filter(territory=here.territory, key__in=wanted)
    return dict(found.values_list("key", "title"))


def _bodies(here: Here, keys: Iterable[str]) -> dict[str, str]:
    wanted = set(keys)
    if not wanted:
        return {}
    found = model_of(rows.Body).objects.filter(territory=here.territory, key__in=wanted)
    return dict(found.values_list("key", "name"))


def public_names(here: Here, matters: Sequence[Any]) -> dict[str, str]:
    """The commitment to the public name each person chose, by the matter's key; nobody is named who did not ask."""
    raised = {f"{row.plan}/{row.number}": row.key for row in matters}
    born = {row.born for row in matters if not row.point}
    if not born:
        return {}
    leaves = Leaf.objects.filter(territory=here.territory, n__in=born, act="raise_matter").values_list("plan", "data")
    names: dict[str, str] = {}
    for plan, data in leaves:
        facts = json.loads(bytes(data))["facts"]
        key = raised.get(f"{plan}/{facts['number']}")
        if key and facts.get("publish_as"):
            names[key] = facts["publish_as"]["commit"]
    return names
