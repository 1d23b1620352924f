"""What the public may read: the one place of the site that decides it, for pages, API, events and receipts alike.

Which words are public at all, and when, stands in one table (`workflow.trail.publicity`), by which books are exported
and verified; here the same is answered from rows, for the few commitments a page shows. Where rows cannot tell (a
matter that was settled, reopened and is open again), the answer is the narrower one. What is not found here is shown
nowhere.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from workflow.models import Leaf, Opening, model_of
from workflow.rules import rows
from workflow.trail.publicity import PUBLICITY, Opened, whole_of

_OF_MATTER = frozenset({Opened.WITH_MATTER, Opened.WHEN_SETTLED})


class _Found(NamedTuple):
    commit: str
    text: str
    n: int
    when: Opened


def opened(territory: str, commits: Iterable[str | None]) -> dict[str, str]:
    """The public words behind commitments, by commitment; one missing from the answer is not public.

    At most four queries, however many are asked for.
    """
    wanted = {commit for commit in commits if commit}
    if not wanted:
        return {}
    found = list(_public(territory, wanted))
    closed = _closed(territory, [row for row in found if row.when in _OF_MATTER])
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
    """Those whose matter is held, hidden or, for a prepared answer, not settled at this moment."""
    if not found:
        return set()
    leaves = Leaf.objects.filter(territory=territory, n__in={row.n for row in found}).values_list("n", "plan", "data")
    matter_of = {n: (plan, _matter(json.loads(bytes(data)))) for n, plan, data in leaves}
    shut, unsettled = _standing(territory, set(matter_of.values()))
    closed = set()
    for row in found:
        plan, matter = matter_of[row.n]
        covered = (plan, whole_of(matter)) in shut
        if covered if row.when is Opened.WITH_MATTER else (plan, matter) in unsettled:
            closed.add(row.commit)
    return closed


def _matter(leaf: dict[str, Any]) -> str:
    facts = leaf["facts"]
    return str(facts["number"] if leaf["act"] == "raise_matter" else facts["matter"])


def _standing(territory: str, matters: set[tuple[str, str]]) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Of these matters: wholes of which some row is held or hidden, and rows that have no settled answer."""
    matched = Q(pk__in=[])
    for plan in {plan for plan, _ in matters}:
        numbers = {int(whole_of(matter)) for of, matter in matters if of == plan}
        matched |= Q(plan=plan, number__in=numbers)
    shut, unsettled = set(), set()
    found = model_of(rows.Matter).objects.filter(matched, territory=territory)
    for key, number, covered, settled in found.values_list(
        "key", "number", Q(held=True) | Q(hidden=True), "settled_by"
    ):
        plan, matter = key.split("/", 1)
        if covered:
            shut.add((plan, str(number)))
        if settled is None:
            unsettled.add((plan, matter))
    return shut, unsettled


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
