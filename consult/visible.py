"""What may be read: the one place of the site that decides it, for pages, API, events and receipts alike.

Which words are public at all, and when, stands in one table (`workflow.trail.publicity`), by which books are exported
and verified; here the same is answered from rows, for the few commitments a page shows. Where rows cannot tell (a
matter that was settled, reopened and is open again), the answer is the narrower one. What is not found here is shown
nowhere.

Some words and files are confided to few: those who decide on showing them, and whoever spoke. They are asked for by
functions of their own (`read_by_office`, `files_given`), so that no page shows them by mistake.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from workflow.models import Leaf, Opening, model_of
from workflow.rules import rows
from workflow.rules.authority import holds_pen_of
from workflow.store import Rows
from workflow.trail.canonical import format_time
from workflow.trail.publicity import OF_A_MATTER, PUBLICITY, Opened, belonging, matter_of_reply, whole_of

if TYPE_CHECKING:
    from consult.acting.desk import Desk


class _Found(NamedTuple):
    commit: str
    text: str
    n: int
    when: Opened


def opened(territory: str, commits: Iterable[str | None]) -> dict[str, str]:
    """The public words behind commitments, by commitment; one missing from the answer is not public.

    At most four queries, however many are asked for; one more where replies are among them.
    """
    wanted = {commit for commit in commits if commit}
    if not wanted:
        return {}
    found = list(_public(territory, wanted))
    closed = _closed(territory, [row for row in found if row.when in OF_A_MATTER])
    return {row.commit: row.text for row in found if row.commit not in closed}


def opened_in_many(wanted: Mapping[str, Iterable[str | None]]) -> dict[str, str]:
    """The same for several territories at once, of words that are public as soon as they are recorded; others are not.

    One query, however many territories.
    """
    asked = {(territory, commit) for territory, commits in wanted.items() for commit in commits if commit}
    if not asked:
        return {}
    leaf = Leaf.objects.filter(territory=OuterRef("territory"), n=OuterRef("n"))
    redacted = model_of(rows.Redaction).objects.filter(territory=OuterRef("territory"), key=OuterRef("commit"))
    found: QuerySet[Any] = Opening.objects.filter(
        territory__in={territory for territory, _commit in asked}, commit__in={commit for _territory, commit in asked}
    ).annotate(act=Subquery(leaf.values("act")[:1]), gone=Exists(redacted))
    return {
        commit: text
        for territory, commit, text, field, act, gone in found.values_list(
            "territory", "commit", "text", "field", "act", "gone"
        )
        if not gone and (territory, commit) in asked and PUBLICITY.get((act, field)) is Opened.AT_ONCE
    }


def closed_commits(territory: str, n: int) -> set[str]:
    """The commitments of entry n whose words must not be given out, not even inside a receipt."""
    every = set(Opening.objects.filter(territory=territory, n=n).values_list("commit", flat=True))
    return every - opened(territory, every).keys()


def _public(territory: str, wanted: Collection[str]) -> Iterable[_Found]:
    """Openings that may be public by their act and field, and are not redacted."""
    leaf = Leaf.objects.filter(territory=territory, n=OuterRef("n"))
    redacted = model_of(rows.Redaction).objects.filter(territory=territory, key=OuterRef("commit"))
    asked: QuerySet[Any] = Opening.objects.filter(territory=territory, commit__in=wanted)
    asked = asked.annotate(act=Subquery(leaf.values("act")[:1]), gone=Exists(redacted))
    for commit, text, n, field, act, gone in asked.values_list("commit", "text", "n", "field", "act", "gone"):
        when = PUBLICITY.get((act, field), Opened.NEVER)
        if not gone and when is not Opened.NEVER:
            yield _Found(commit, text, n, when)


def _closed(territory: str, found: Collection[_Found]) -> set[str]:
    """Those whose matter or reply is held or hidden or, for a prepared answer, not settled at this moment."""
    if not found:
        return set()
    leaves = Leaf.objects.filter(territory=territory, n__in={row.n for row in found}).values_list("n", "plan", "data")
    read = {n: (plan, json.loads(bytes(data))) for n, plan, data in leaves}
    places = [(row.commit, read[row.n][0], *belonging(read[row.n][1], row.when)) for row in found]
    shut, unsettled = _standing(territory, {(plan, matter_of_reply(name)) for _commit, plan, _when, name in places})
    replies = {f"{plan}/{name}" for _commit, plan, when, name in places if when is Opened.WITH_REPLY}
    hidden = _hidden_replies(territory, replies)
    closed = set()
    for commit, plan, when, name in places:
        if when is Opened.WHEN_SETTLED:
            shut_now = (plan, name) in unsettled
        else:
            shut_now = (plan, whole_of(matter_of_reply(name))) in shut or f"{plan}/{name}" in hidden
        if shut_now:
            closed.add(commit)
    return closed


def _hidden_replies(territory: str, keys: Collection[str]) -> set[str]:
    """Of these replies, the hidden ones."""
    if not keys:
        return set()
    found = model_of(rows.Reply).objects.filter(territory=territory, key__in=keys, hidden=True)
    return set(found.values_list("key", flat=True))


def _standing(territory: str, matters: set[tuple[str, str]]) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Of these matters: wholes of which some row is held or hidden, and rows that have no settled answer."""
    wholes = {f"{plan}/{whole_of(matter)}" for plan, matter in matters}
    told = ("key", "number", Q(held=True) | Q(hidden=True), "settled_by")
    matters_of = model_of(rows.Matter).objects.filter(territory=territory)
    # two halves, each by an index of its own: asked as one, SQLite would read the whole town
    found = (
        matters_of.filter(key__in=wholes)
        .values_list(*told)
        .union(matters_of.filter(whole__in=wholes).values_list(*told))
    )
    shut, unsettled = set(), set()
    for key, number, covered, settled in found:
        plan, matter = key.split("/", 1)
        if covered:
            shut.add((plan, str(number)))
        if settled is None:
            unsettled.add((plan, matter))
    return shut, unsettled


_SHOWING = ("release_matter", "hide_matter", "show_matter", "uphold_hiding")
_SHOWING_REPLIES = ("hide_reply", "show_reply", *_SHOWING)
_CONFIDED: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("ask_for_help", "about"): ("answer_help",),
    ("answer_help", "reason"): ("answer_help",),
    ("raise_matter", "reference"): ("hide_matter",),
    # whoever writes an answer together reads what has been prepared, before the group has decided on it
    ("draft_answer", "reason"): ("draft_answer",),
    ("draft_answer", "destination"): ("draft_answer",),
    ("apply_to_join", "about"): ("admit_applicant",),
    ("appeal_hiding", "reason"): _SHOWING_REPLIES,
}


def decided_by(act: str, field: str) -> tuple[str, ...]:
    """The acts that decide on showing the words of a fact or on what it asks for; none where nobody may read them."""
    when = PUBLICITY.get((act, field), Opened.NEVER)
    with_it = {Opened.WITH_MATTER: _SHOWING, Opened.WITH_REPLY: _SHOWING_REPLIES}
    return _CONFIDED.get((act, field)) or with_it.get(when, ())


def read_by_office(desk: "Desk", commits: Iterable[str | None]) -> dict[str, str]:
    """Words that are held or hidden, appeals, requests for help and references, by commitment.

    Only for a seat that holds the pen of an act that decides on them; everybody else gets {}. Redacted words are read
    by nobody. Four queries, however many are asked for.
    """
    wanted = {commit for commit in commits if commit}
    if not wanted or desk.held is None:
        return {}
    pens = _pens(desk, {act for each in (_SHOWING_REPLIES, *_CONFIDED.values()) for act in each})
    leaf = Leaf.objects.filter(territory=desk.territory, n=OuterRef("n"))
    redacted = model_of(rows.Redaction).objects.filter(territory=desk.territory, key=OuterRef("commit"))
    asked: QuerySet[Any] = Opening.objects.filter(territory=desk.territory, commit__in=wanted if pens else ())
    asked = asked.annotate(act=Subquery(leaf.values("act")[:1]), gone=Exists(redacted)).filter(gone=False)
    found = asked.values_list("commit", "text", "act", "field")
    return {commit: text for commit, text, act, field in found if pens.intersection(decided_by(act, field))}


def files_spoken_of(digest: str) -> bool:
    """Whether a public fact speaks of the file with this digest: only then is it given out."""
    spoken = (
        (rows.Deliverable, "digest"),
        (rows.Publication, "digest"),
        (rows.ActionPlan, "file"),
        (rows.Evaluation, "file"),
        (rows.Agreement, "file"),
        (rows.PastPlan, "file"),
        (rows.CouncilDecision, "extract"),
        (rows.CouncilDecision, "annex"),
        (rows.Plan, "charter"),
        (rows.Body, "procedure"),
        (rows.Body, "schedule"),
        (rows.Agreement, "file"),
        (rows.PastPlan, "file"),
        (rows.ActionPlan, "file"),
        (rows.Evaluation, "file"),
        (rows.Programme, "report"),
        (rows.ProgrammeTown, "agreement"),
        (rows.Counted, "file"),
        (rows.Milestone, "file"),
    )
    if any(model_of(table).objects.filter(**{column: digest}).exists() for table, column in spoken):
        return True
    told = model_of(rows.ProgrammeTown).objects.filter(external=True).values_list("files", flat=True)
    return any(digest in files for files in told)


def files_given(desk: "Desk", row: Any, *, author: bool = False) -> dict[str, str]:
    """The files of a matter (a row) this desk may open: `recording`, `attached`, `scan` -> digest.

    A citizen's file may show faces, voices, an address or a signature: it is never public. Seated people hear and see
    what they are to answer; once it is held or hidden, those who decide on that. The letter itself, with address and
    signature, is the office's. `author` says that the one who asks has proved to be whoever spoke.
    """
    files = {name: getattr(row, name) for name in ("recording", "attached", "scan") if getattr(row, name)}
    if author or not files or desk.held is None:
        return files if author else {}
    pens = _pens(desk, _SHOWING)
    shut, _unsettled = _standing(desk.territory, {(row.plan, str(row.number))})
    seen = bool(pens) if shut else True
    return {name: digest for name, digest in files.items() if ("hide_matter" in pens if name == "scan" else seen)}


def _pens(desk: "Desk", acts: Iterable[str]) -> set[str]:
    """Of these acts, those whose pen the seat at the desk holds now. Two queries."""
    state = Rows(desk.territory)
    at = max(format_time(timezone.now().replace(microsecond=0)), state.head.last_at)
    return {act for act in acts if holds_pen_of(state, act, desk.standing, at)}
