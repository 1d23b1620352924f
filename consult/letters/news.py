"""What is new, told from the entries of the book: of one comment, or of a whole plan.

What is told follows from entry numbers, so that nothing is lost when a process ends or a mail server is away: a letter
tells of everything after the entry the last one knew. Words come through `consult.visible`: what is held, hidden or
erased stands in no letter either.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consult.places import Here
from consult.sentences import disposition_words, entry_sentence
from consult.sentences.telling import lower_first
from consult.templatetags.dohoda import day
from consult.told import names_for
from consult.visible import opened
from workflow.models import Leaf, model_of
from workflow.rules import rows
from workflow.rules.acts.meetings import PUBLIC

TAKEN_UP = frozenset({"draft_answer", "open_agenda"})
ANSWERED = frozenset({"settle_matter", "settle_many"})
SETTLED = ANSWERED | {"carry_matters", "submit_to_councils"}
CHANGED, REPLIED = frozenset({"write_section"}), frozenset({"reply_to_matter"})
# Told in the words of the book.
OF_COMMENT = frozenset(
    {
        "hold_matter", "release_matter", "hide_matter", "show_matter", "uphold_hiding", "split_matter",
        "reopen_matter", "settle_dispute", "transcribe_matter", "open_lane", "disown_matter",
    }
)  # fmt: skip
ENDS = frozenset({"adopt", "withdraw_plan"})  # told to everybody who ever spoke
OF_PLAN = ENDS | {
    "post_draft", "repost", "open_comments", "extend_comments", "close_comments", "call_meeting", "cancel_meeting",
    "finish_resolving", "record_council_result", "return_from_councils", "take_effect", "supersede", "suspend",
    "resume",
}  # fmt: skip
TOLD = TAKEN_UP | SETTLED | CHANGED | REPLIED | OF_COMMENT | OF_PLAN
LONGEST_REASON = 1_500
MOST_LINES = 12


class Happened(NamedTuple):
    """An entry somebody may be told of: its leaf, and the whole numbers of the comments it is about."""

    leaf: Any
    entry: Mapping[str, Any]
    numbers: frozenset[int]

    @property
    def act(self) -> str:
        """The name of the act."""
        return str(self.entry["act"])


class Line(NamedTuple):
    """One piece of news: the day, and a sentence or two."""

    day: str
    text: str


def happened(territory: str, plan: str, *, after: int) -> list[Happened]:
    """The entries after number `after` that letters tell of, in their order."""
    found: QuerySet[Any] = Leaf.objects.filter(territory=territory, plan=plan, n__gt=after, act__in=TOLD)
    read = [(leaf, json.loads(bytes(leaf.data))) for leaf in found.order_by("n")]
    return [Happened(leaf, entry, _numbers(entry["facts"])) for leaf, entry in read]


def concerns(one: Happened, number: int | None) -> bool:
    """Whether whoever follows this comment, or with None the whole plan, is told of the entry."""
    if number is not None:
        return one.act in ENDS or number in one.numbers
    if one.act == "call_meeting":
        return one.entry["facts"].get("kind") in PUBLIC
    return one.act in OF_PLAN or one.act in SETTLED


def of_comment(here: Here, number: int, entries: Iterable[Happened]) -> list[Line]:
    """What became of one comment and its points."""
    mine = [one for one in entries if number in one.numbers]
    matters = {row.key.split("/", 1)[1]: row for row in here.rows(rows.Matter).filter(number=number)}
    told = _in_words(here, [one for one in mine if one.act in OF_COMMENT])
    if any(row.open for row in matters.values()):
        told += [(one.leaf.n, _line(one, _taken_up())) for one in mine if one.act in TAKEN_UP][-1:]
    told += _answers(here, mine, matters)
    told += _changes(here, mine)
    replies = [one for one in mine if one.act in REPLIED]
    if replies:
        told.append((replies[-1].leaf.n, _line(replies[-1], _replied(len(replies)))))
    return [line for _n, line in sorted(told, key=lambda pair: pair[0])]


def of_plan(here: Here, entries: Iterable[Happened]) -> list[Line]:
    """What happened to the whole plan; the answers of many comments are one sentence."""
    every = [one for one in entries if concerns(one, None)]
    told = _in_words(here, [one for one in every if one.act in OF_PLAN and _is_public(here, one)])
    answered = [one for one in every if one.act in ANSWERED]
    count = len({number for one in answered for number in one.numbers})
    if count:
        told.append((answered[-1].leaf.n, _line(answered[-1], _answered_many(count))))
    told += [
        (one.leaf.n, _line(one, _("The plan was submitted to the councils.")))
        for one in every
        if one.act == "submit_to_councils"
    ]
    return [line for _n, line in sorted(told, key=lambda pair: pair[0])]


def ends(here: Here, entries: Iterable[Happened]) -> list[Line]:
    """The end of the plan's way, for those who follow one comment alone."""
    return [line for _n, line in _in_words(here, [one for one in entries if one.act in ENDS])]


def _line(one: Happened, text: str) -> Line:
    return Line(day(one.leaf.at), text)


def _in_words(here: Here, entries: list[Happened]) -> list[tuple[int, Line]]:
    names = names_for(here.territory, [one.entry for one in entries])
    return [(one.leaf.n, _line(one, entry_sentence(one.entry, names))) for one in entries]


def _taken_up() -> str:
    return _("People in the working group have begun to prepare the answer.")


def _replied(count: int) -> str:
    return ngettext("%(n)s new reply stands under it.", "%(n)s new replies stand under it.", count) % {"n": count}


def _answered_many(count: int) -> str:
    told = ngettext("%(n)s comment was answered.", "%(n)s comments were answered.", count)
    return told % {"n": count}


def _answers(here: Here, mine: list[Happened], matters: Mapping[str, Any]) -> list[tuple[int, Line]]:
    """The answers given meanwhile that still stand, each once, with the reason."""
    settled: dict[str, Happened] = {}
    for one in mine:
        if one.act in SETTLED:
            settled |= {key: one for key in _matters(one.entry["facts"]) if key in matters and not matters[key].open}
    reasons = opened(here.territory, [matters[key].reason for key in settled])
    told = []
    for key, one in settled.items():
        row = matters[key]
        if row.disposition == "split":
            continue
        text = _("Answer to no. %(number)s: %(answer)s.") % {
            "number": key, "answer": lower_first(disposition_words(row.disposition)),
        }  # fmt: skip
        if reason := reasons.get(row.reason or ""):
            text += " " + _("Reason: %(reason)s") % {"reason": _shortened(reason)}
        told.append((one.leaf.n, _line(one, text)))
    return told


def _shortened(reason: str) -> str:
    line = " ".join(reason.split())
    return line if len(line) <= LONGEST_REASON else line[:LONGEST_REASON].rsplit(" ", 1)[0] + "…"


def _changes(here: Here, mine: list[Happened]) -> list[tuple[int, Line]]:
    """The text changed because of it; each section once."""
    changed = {str(one.entry["facts"]["section"]): one for one in mine if one.act in CHANGED}
    if not changed:
        return []
    found = model_of(rows.Section).objects.filter(
        territory=here.territory, key__in=[here.key(name) for name in changed]
    )
    titles = dict(found.values_list("key", "title"))
    words = opened(here.territory, titles.values())
    told = []
    for name, one in changed.items():
        title = words.get(titles.get(here.key(name), ""), name)
        told.append((one.leaf.n, _line(one, _("Because of it the text changed: “%(section)s”.") % {"section": title})))
    return told


def _is_public(here: Here, one: Happened) -> bool:
    """A meeting that was called off is told only where it was one for everybody."""
    if one.act != "cancel_meeting":
        return True
    key = here.key(str(one.entry["facts"]["meeting"]))
    return bool(here.rows(rows.Meeting).filter(key=key, kind__in=PUBLIC).exists())


def _matters(facts: Mapping[str, Any]) -> list[str]:
    """The matters an entry speaks of, as 12 or 12a."""
    several = [*(facts.get("matters") or ()), *(row[0] for row in facts.get("settled") or ())]
    one = [facts["matter"]] if facts.get("matter") else []
    return [str(name).split("/")[-1] for name in (*one, *several, *(facts.get("carried") or ()))]


def _numbers(facts: Mapping[str, Any]) -> frozenset[int]:
    return frozenset(int(name.rstrip("abcdefghijklmnopqrstuvwxyz")) for name in _matters(facts))
