"""Everything that is kept of somebody's comments, found in one place, and taken away at their wish.

Words stand in the book as salted commitments only. Each of them gets a `redact` entry, which erases the words and the
salt; the book verifies afterwards as before. What the site keeps beside the book (files, addresses, links, traces of
comparing) goes in the same transaction.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import caches
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from consult.acting.desk import Desk
from consult.acting.recording import record
from consult.leaving import contacts_with, forget_around
from consult.places import Here
from consult.sentences import act_label, field_label
from consult.spoken import KEPT
from consult.story import RARE, naming
from consult.visible import opened, read_by_office
from workflow.models import Leaf, Opening, model_of
from workflow.rules import rows

NAMING = (*RARE, "draft_answer", "join_matter", "reply_to_matter", "hide_reply", "show_reply")
OF_THE_OFFICE = frozenset({
    "hide_matter", "show_matter", "uphold_hiding", "reopen_matter", "settle_dispute", "open_lane", "draft_answer",
    "hide_reply", "show_reply",
})  # fmt: skip
MOST_NUMBERS, MOST_WORDS = 30, 400


@dataclass(frozen=True, slots=True)
class Piece:
    """Words under one commitment: what they are, of which comment, and `own` unless somebody else wrote them."""

    commit: str
    number: str
    label: str
    text: str
    n: int
    own: bool


@dataclass(frozen=True, slots=True)
class Bytes:
    """A file that came with a comment."""

    digest: str
    number: str
    label: str


@dataclass(frozen=True, slots=True)
class Traces:
    """All there is of some comments of a plan: rows, words and files."""

    matters: Sequence[Any]
    pieces: Sequence[Piece]
    files: Sequence[Bytes]
    missing: Sequence[str] = ()


def traces_of(desk: Desk, here: Here, numbers: Sequence[str], contact: str = "") -> Traces:
    """Find everything kept of these comments (numbers of whole ones), and what was asked for with this contact.

    A dozen queries, however many comments are asked for.
    """
    asked = Q(key__in=[here.key(name) for name in numbers]) | Q(whole__in=[here.key(name) for name in numbers])
    matters = list(here.rows(rows.Matter).filter(asked).order_by("number", "point"))
    known = {str(row.number) for row in matters}
    entries = [*_entries(here, matters), *_asked_with(here, contact)]
    people = {str(row.number): row.person for row in matters if row.person}
    pieces = list(_pieces(desk, here, entries, people))
    return Traces(matters, pieces, _files(matters), [name for name in numbers if name not in known])


def _entries(here: Here, matters: Collection[Any]) -> list[dict[str, Any]]:
    """The entries that raised them and those that name them since."""
    names = [row.key.split("/", 1)[1] for row in matters]
    book = Leaf.objects.filter(territory=here.territory)
    raised = book.filter(n__in={row.born for row in matters}, plan=here.slug)
    hidden = here.rows(rows.Reply).filter(matter__in=[row.key for row in matters])
    replies = [key.split("/", 1)[1] for key in hidden.values_list("key", flat=True)]
    later = list(naming(book.filter(act__in=NAMING, plan=here.slug), "matter", names)) if names else []
    about = list(naming(book.filter(act__in=("hide_reply", "show_reply"), plan=here.slug), "reply", replies))
    found = {leaf.n: leaf for leaf in (*raised, *later, *about)}
    return [json.loads(bytes(leaf.data)) for _n, leaf in sorted(found.items())]


def _asked_with(here: Here, contact: str) -> list[dict[str, Any]]:
    """Requests for help in this plan, and to join a group, behind which this contact stands."""
    keys = list(contacts_with(here.territory, contact).values_list("request", flat=True))
    born: set[int] = set()
    for table in (rows.HelpRequest, rows.Application):
        found = model_of(table).objects.filter(territory=here.territory, key__in=keys)
        born |= set(found.values_list("born", flat=True))
    leaves = Leaf.objects.filter(territory=here.territory, n__in=born).order_by("n")
    return [json.loads(bytes(leaf.data)) for leaf in leaves]


def _pieces(desk: Desk, here: Here, entries: Iterable[dict[str, Any]], people: dict[str, str]) -> Iterable[Piece]:
    by_n = {entry["n"]: entry for entry in entries}
    kept = list(Opening.objects.filter(territory=here.territory, n__in=by_n).order_by("n", "pk"))
    commits = [one.commit for one in kept]
    texts = {**opened(here.territory, commits), **read_by_office(desk, commits)}
    for one in kept:
        entry = by_n[one.n]
        yield Piece(
            one.commit, _number(entry), _label(entry["act"], one.field),
            texts.get(one.commit, _("(not public, and not read here either)")), one.n, _is_own(entry, people),
        )  # fmt: skip


def _number(entry: dict[str, Any]) -> str:
    facts = entry["facts"]
    said = facts.get("number") or facts.get("matter") or facts.get("reply", "")
    return str(said).split(".", 1)[0]


def _label(act: str, name: str) -> str:
    if name == "on_behalf_of":
        return _("Whose words the office relayed")
    label = field_label(act, name)
    return label if act == "raise_matter" else f"{act_label(act)}: {label}"


def _is_own(entry: dict[str, Any], people: dict[str, str]) -> bool:
    """Whether the one who spoke said it: it is ticked beforehand, others' words are not."""
    if entry["act"] in OF_THE_OFFICE:
        return False
    if entry["act"] in ("join_matter", "reply_to_matter", "appeal_hiding"):
        person = (entry["by"] or {}).get("person")
        return person is not None and person == people.get(_number(entry).rstrip("abcdefghijklmnopqrstuvwxyz"))
    return True


def _files(matters: Iterable[Any]) -> list[Bytes]:
    names = {"recording": _("Recording"), "attached": _("File sent with it"), "scan": _("The letter it came in")}
    return [
        Bytes(getattr(row, column), str(row.number), label)
        for row in matters
        if not row.point
        for column, label in names.items()
        if getattr(row, column)
    ]


def erase(desk: Desk, here: Here, found: Traces, commits: Collection[str], ground: str, contact: str) -> list[int]:
    """One `redact` entry for each of the commitments, and everything beside the book; the numbers of the entries.

    All of it or nothing. Raises `RefusedError` and `FactsError` as any act does.
    """
    chosen = [piece for piece in found.pieces if piece.commit in commits]
    kept = Opening.objects.filter(territory=here.territory, commit__in=[piece.commit for piece in chosen])
    words = list(kept.values_list("text", flat=True))
    with transaction.atomic():
        entries = [
            record(desk, "redact", {"commitment": piece.commit, "ground": ground}, plan=here.slug).n for piece in chosen
        ]
        forget_around(here, found.matters, words, contact, at=timezone.now())
    caches[KEPT].clear()
    return entries
