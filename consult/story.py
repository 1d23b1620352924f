"""What became of one comment, from the day it came to the councils: its entries in order, and what is ahead.

The book is searched by act and by the exact bytes with which an entry names the comment, so that it takes the same few
queries whether the town has ten comments or a hundred thousand.
"""

import json
from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import BinaryField, F, Func, IntegerField, Q, QuerySet, Value
from django.utils.translation import gettext as _

from consult.addresses import address
from consult.cards import number_of
from consult.places import Here
from consult.sentences import disposition_words
from workflow.models import Leaf
from workflow.rules import rows
from workflow.rules.lifecycle import MAIN_LINE, Stage

MOST = 60  # entries of one comment; a longer story is told by the book itself

# Acts that name one comment and happen rarely: hidden and shown, insisted on, split, reopened, answered back.
RARE = (
    "hold_matter", "release_matter", "hide_matter", "show_matter", "appeal_hiding", "uphold_hiding",
    "transcribe_matter", "insist", "split_matter", "reopen_matter", "settle_dispute", "open_lane", "answer_back",
    "disown_matter",
)  # fmt: skip
HAD_BY_COUNCILS = frozenset({*MAIN_LINE[MAIN_LINE.index(Stage.COUNCILS) :], Stage.SUPERSEDED})
ENDS = ("settle_matter", "settle_many", "carry_matters", "submit_to_councils")


class Step(NamedTuple):
    """One step of the story: what happened or is to come, when, and the entry that says so."""

    label: str
    state: str  # done | waiting | missing | late | current | next
    at: str = ""
    n: int | None = None
    url: str = ""
    note: str = ""
    link: tuple[str, str] | None = None  # label, address


class Told(NamedTuple):
    """An entry that is about the comment; `entry` is what the book says."""

    n: int
    act: str
    at: str
    entry: Mapping[str, Any]

    @property
    def facts(self) -> Mapping[str, Any]:
        """Its facts."""
        facts: Mapping[str, Any] = self.entry["facts"]
        return facts


class Around(NamedTuple):
    """What the page has already read of the comment: the prepared answer, the question, the wording, the group."""

    row: Any
    whole: Any
    answer: Any = None
    question: Any = None
    change: Any = None
    group: str = ""  # the name of the body that works on it, or settled it
    leased_since: str = ""


class Position(Func):
    """Where the bytes of a comment's name stand in an entry; 0 where they do not."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """INSTR counts bytes where both are bytes."""
        return super().as_sql(compiler, connection, template="INSTR(%(expressions)s)", **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """POSITION takes bytea as it is."""
        whole, sought = self.get_source_expressions()
        turned = Func(sought, whole, template="POSITION(%(expressions)s)", arg_joiner=" IN ")
        return turned.as_sql(compiler, connection)


def naming(found: "QuerySet[Leaf]", field: str, names: Iterable[str]) -> "QuerySet[Leaf]":
    """Those entries of which the fact `field` is one of the names, or holds it in a list."""
    sought = [json.dumps(name).encode() for name in names]
    if field:
        sought = [b'"%s":%s' % (field.encode(), name) for name in sought]
    if not sought:
        return found.none()
    marked = {f"at_{place}": Position(F("data"), Value(name, BinaryField())) for place, name in enumerate(sought)}
    any_of = reduce(or_, (Q(**{f"{mark}__gt": 0}) for mark in marked))
    return found.annotate(**marked).filter(any_of)


def leaves_of(here: Here, around: Around) -> list[Told]:
    """The entries that are about the comment, oldest first. Three queries, one more for one that was reopened."""
    row, whole = around.row, around.whole
    names = {number_of(row), number_of(whole)}
    known = {whole.born, row.born, *(each.born for each in (around.answer, around.question, around.change) if each)}
    in_book = Leaf.objects.filter(territory=here.territory)
    rare = list(naming(in_book.filter(act__in=RARE), "matter", names)[: MOST * 2])
    found = {leaf.n: leaf for leaf in rare if leaf.plan == here.slug}
    found |= {leaf.n: leaf for leaf in in_book.filter(n__in=known)}
    if again := max((leaf.n for leaf in rare if leaf.act == "reopen_matter" and leaf.plan == here.slug), default=0):
        earlier = naming(in_book.filter(act="settle_matter", n__lt=again, n__gt=row.born), "matter", names)
        found |= {leaf.n: leaf for leaf in earlier[:MOST] if leaf.plan == here.slug}
    if (end := _end(here, around)) is not None:
        found[end.n] = end
    told = [leaf for _n, leaf in sorted(found.items()) if leaf.n >= whole.born]
    return [Told(leaf.n, leaf.act, leaf.at, json.loads(bytes(leaf.data))) for leaf in told[:MOST]]


def _end(here: Here, around: Around) -> Any:
    """The entry that settled or carried the comment. It came after everything that was prepared for it."""
    row = around.row
    if row.settled_at is None or row.disposition == "split":
        return None
    prepared = [row.born, *(each.born for each in (around.answer, around.question) if each)]
    later = Leaf.objects.filter(territory=here.territory, n__gte=max(prepared), at=row.settled_at)
    name = number_of(row)
    alone = naming(later.filter(act="settle_matter"), "matter", [name])
    many = naming(later.filter(act__in=ENDS[1:]), "", [name])
    ended = [leaf for leaf in (alone if row.settled_by else many)[:3] if leaf.plan == here.slug]
    if not ended and row.settled_by:
        ended = [leaf for leaf in many[:3] if leaf.plan == here.slug]
    return ended[0] if ended else None


def steps_of(here: Here, around: Around, leaves: Iterable[Told], councils: Mapping[str, Any]) -> list[Step]:
    """The story in order: what happened, then what is still ahead."""
    told = [step for leaf in leaves if (step := _step(here, around, leaf)) is not None]
    return [*told, *_ahead(here, around, told, councils)]


def _step(here: Here, around: Around, leaf: Told) -> Step | None:
    facts = leaf.facts
    if facts.get("reply"):  # an appeal about a reply is the reply's story
        return None
    label, state = _label(around, leaf.act, facts, leaf.n)
    if not label:
        return None
    at = around.whole.received_at if leaf.act == "raise_matter" else leaf.at
    return Step(label, state, at, leaf.n, address("entry", here.territory, leaf.n))


def _label(around: Around, act: str, facts: Mapping[str, Any], n: int) -> tuple[str, str]:
    """What an entry means for this comment, and which of the four meanings it has; "" for one that means nothing."""
    row, group = around.row, around.group
    if act in ENDS:
        return _("Answered: %(how)s") % {"how": disposition_words(facts.get("disposition") or row.disposition)}, "done"
    if act == "answer_back":
        return satisfaction_words(facts["satisfaction"]), "done" if facts["satisfaction"] == "satisfied" else "late"
    if act == "draft_answer":
        return (_("Taken up by %(group)s") % {"group": group} if group else _("Taken up by a group")), "done"
    if around.change is not None and n == around.change.born:
        return _("The text was changed because of it"), "done"
    return _LABELS[act]() if act in _LABELS else ("", "")


_LABELS = {
    "raise_matter": lambda: (_("Received"), "done"),
    "propose": lambda: (_("The answer was put to the group"), "done"),
    "hold_matter": lambda: (_("Held back before it is shown"), "waiting"),
    "release_matter": lambda: (_("Shown after it had been held back"), "done"),
    "hide_matter": lambda: (_("Its words were hidden"), "missing"),
    "show_matter": lambda: (_("Its words are shown again"), "done"),
    "appeal_hiding": lambda: (_("Somebody asked for a second look"), "waiting"),
    "uphold_hiding": lambda: (_("A second look left it as it was"), "done"),
    "transcribe_matter": lambda: (_("The recording was written down"), "done"),
    "insist": lambda: (_("Its author insists on it"), "waiting"),
    "split_matter": lambda: (_("Split into points, each answered by itself"), "done"),
    "reopen_matter": lambda: (_("Opened again; it will get another answer"), "waiting"),
    "settle_dispute": lambda: (_("The steering group decided on it"), "done"),
    "open_lane": lambda: (_("Arguments for and against are gathered"), "waiting"),
    "disown_matter": lambda: (_("The person it was written for says it was not them"), "late"),
}


def satisfaction_words(said: str) -> str:
    """What the one who spoke says of the answer."""
    return (
        _("Its author is satisfied with the answer")
        if said == "satisfied"
        else _("Its author is not satisfied with the answer")
    )


def _ahead(here: Here, around: Around, told: list[Step], councils: Mapping[str, Any]) -> list[Step]:
    """What is not yet there, said once each; for a comment with an end only the councils are left."""
    row = around.row
    ahead: list[Step] = []
    if row.open and around.answer is None and around.question is None:
        ahead.append(_taking_up(around))
    if row.open:
        ahead.append(Step(_("The answer, with its reason"), "next"))
        ahead.append(Step(_("If the text changes because of it, the change will stand here"), "next"))
    elif row.disposition not in ("carried", "split") and around.change is None:
        ahead.append(Step(_("The text did not change because of it"), "done"))
    if row.disposition == "carried":
        return ahead
    return [*ahead, _councils(here, councils)]


def _taking_up(around: Around) -> Step:
    if around.leased_since:
        return Step(_("A group works on it"), "current", around.leased_since)
    return Step(_("A working group takes it up"), "next")


def _councils(here: Here, councils: Mapping[str, Any]) -> Step:
    """How far the text is with the councils; `councils` as `council_state` gives it."""
    link = (_("Councils"), here.address("councils"))
    if councils.get("adopted"):
        leaf = councils["adopted"]
        return Step(
            _("Approved by the councils"), "done", leaf.at, leaf.n, address("entry", here.territory, leaf.n), link=link
        )
    if here.plan.stage == Stage.COUNCILS:
        note = _("approved so far: %(n)s of %(of)s") % {"n": councils["passed"], "of": councils["asked"]}
        return Step(_("The councils have the text before them"), "current", note=note, link=link)
    if here.plan.stage == Stage.WITHDRAWN:
        return Step(_("The plan has ended; the councils will not vote on it"), "missing")
    return Step(_("Approval by the councils"), "next")


def council_state(here: Here) -> dict[str, Any]:
    """What the councils made of the text so far. No query before they have it, then one."""
    if here.plan.stage not in HAD_BY_COUNCILS:
        return {}
    if here.plan.stage == Stage.COUNCILS:
        decided = here.rows(rows.CouncilDecision).filter(standing=True, result="pass")
        passed = decided.values("council").distinct().count()
        return {"passed": passed, "asked": len(here.process.deciding_councils)}
    adopted = Leaf.objects.filter(territory=here.territory, act="adopt", plan=here.slug).order_by("-n").first()
    return {"adopted": adopted}
