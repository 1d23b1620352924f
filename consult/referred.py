"""What the names in an entry's facts refer to, as people call it: a group's meeting on a day, a question, a measure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from consult.places import in_language
from consult.sentences import word
from consult.templatetags.dohoda import day
from consult.text import plain_of
from consult.visible import opened
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.act import ACTS
from workflow.rules.case import Obstacle
from workflow.rules.process import Process

WORDED = {"Aim": "words", "Promise": "told", "Need": "words", "Section": "title"}
KEYS_IN_OBSTACLES = frozenset({"aim", "origin", "promise"})
LONGEST = 60  # characters of a name inside a sentence


def referred_names(territory: str, entries: Iterable[Mapping[str, Any]], process: Process | None) -> dict[str, str]:
    """`kind:name` -> words, for the rows the entries' facts name. One query for each table named, and their words."""
    wanted: defaultdict[str, dict[str, set[str]]] = defaultdict(dict)  # table -> key -> kinds
    for entry in entries:
        for kind, table, key in _references(entry):
            wanted[table].setdefault(key, set()).add(kind)
    names: dict[str, str] = {}
    for table, keys in wanted.items():
        for key, words in _named(territory, table, list(keys), process).items():
            names |= {f"{kind}:{key.split('/', 1)[1]}": words for kind in keys[key]}
    return names


def names_in_obstacles(territory: str, obstacles: Iterable[Obstacle]) -> dict[str, str]:
    """`kind:key` -> words, for the aims, promises and comments that obstacles name by their keys."""
    wanted: dict[str, set[str]] = {}
    for obstacle in obstacles:
        for kind, value in obstacle.facts:
            if kind in KEYS_IN_OBSTACLES and isinstance(value, str) and "/" in value:
                wanted.setdefault(value, set()).add(kind)
    names: dict[str, str] = {}
    for table in ("Aim", "Promise", "Matter") if wanted else ():
        for key, words in _named(territory, table, list(wanted), None).items():
            names |= {f"{kind}:{key}": words for kind in wanted[key]}
    return names


def _references(entry: Mapping[str, Any]) -> Iterable[tuple[str, str, str]]:
    kind = ACTS.get(entry["act"])
    for field, fact in (kind.SCHEMA if kind else {}).items():
        if fact.refers not in (*WORDED, "Meeting", "Proposal", "Call") or not entry["plan"]:
            continue
        value = entry["facts"].get(field)
        for name in value if isinstance(value, list) else [value]:
            if isinstance(name, str):
                yield field, fact.refers, f"{entry['plan']}/{name}"


def _named(territory: str, table: str, keys: list[str], process: Process | None) -> dict[str, str]:
    found = {
        row.key: row for row in model_of(rows.TABLE_NAMED[table]).objects.filter(territory=territory, key__in=keys)
    }
    if table in WORDED:
        texts = opened(territory, [getattr(row, WORDED[table]) for row in found.values()])
        words = {key: texts.get(getattr(row, WORDED[table]), "") for key, row in found.items()}
        return {key: plain_of(text, most=LONGEST) for key, text in words.items() if text}
    if table == "Matter":
        return {key: _("comment no. %(number)s") % {"number": key.split("/", 1)[1]} for key in found}
    if table == "Meeting":
        return {key: _meeting(row, process) for key, row in found.items()}
    if table == "Call":
        asked = [f"{row.plan}/{row.proposals[0]}" for row in found.values() if len(row.proposals) == 1]
        questions = _named(territory, "Proposal", asked, process) if asked else {}
        told = {key: questions.get(f"{row.plan}/{row.proposals[0]}", "") for key, row in found.items() if row.proposals}
        return {key: words for key, words in told.items() if words}
    return {key: _question(row, process) for key, row in found.items()}


def _meeting(row: Any, process: Process | None) -> str:
    rule = process.body(row.body) if process and row.body else None
    who = in_language("", rule.title) if rule else word("meeting", row.kind)
    return f"{who}, {day(row.starts_at)}"


def _question(row: Any, process: Process | None) -> str:
    part = process.part(row.subject) if process and row.kind == "sign_off_part" else None
    what = word("question", row.kind)
    if part is not None:
        return f"{what}: {in_language('', part.title)}"
    if row.kind in ("settle_matter", "settle_dispute"):
        return f"{what} " + _("no. %(number)s") % {"number": row.subject}
    return what
