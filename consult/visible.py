"""What the public may read: the one place that decides it, for pages, API, events, receipts and exports alike.

Words are found by the commitment the book holds. They are shown unless they were redacted, unless they belong to a
matter that is held or hidden, or unless they were never meant for the public (whose words were relayed, an office's
own reference, what an applicant says of themselves). What is not found here is not shown anywhere.
"""

import json
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from workflow.models import Leaf, Opening, model_of
from workflow.rules import rows

NEVER = {"on_behalf_of"}  # field of any act
PRIVATE = {("raise_matter", "reference"), ("apply_to_join", "about")}  # field of one act
OF_A_MATTER = frozenset({"raise_matter", "split_matter", "insist"})  # acts whose words fall with their matter


class _Found(NamedTuple):
    commit: str
    text: str
    n: int
    act: str


def opened(territory: str, commits: Iterable[str | None]) -> dict[str, str]:
    """The public words behind commitments, by commitment; one missing from the answer is not public.

    At most three queries, however many are asked for.
    """
    wanted = {commit for commit in commits if commit}
    if not wanted:
        return {}
    found = list(_public(territory, Q(commit__in=wanted)))
    closed = _closed(territory, {row.n for row in found if row.act in OF_A_MATTER})
    return {row.commit: row.text for row in found if row.n not in closed}


def closed_commits(territory: str, n: int) -> set[str]:
    """The commitments of entry n whose words must not be given out, not even inside a receipt."""
    every = set(Opening.objects.filter(territory=territory, n=n).values_list("commit", flat=True))
    return every - opened(territory, every).keys()


def _public(territory: str, which: Q) -> Iterable[_Found]:
    """Openings that are public by their act and field, and not redacted."""
    leaf = Leaf.objects.filter(territory=territory, n=OuterRef("n"))
    redacted = model_of(rows.Redaction).objects.filter(territory=territory, key=OuterRef("commit"))
    asked: QuerySet[Any] = Opening.objects.filter(which, territory=territory).exclude(field__in=NEVER)
    asked = asked.annotate(act=Subquery(leaf.values("act")[:1]), gone=Exists(redacted))
    for commit, text, n, field, act, gone in asked.values_list("commit", "text", "n", "field", "act", "gone"):
        if not gone and (act, field) not in PRIVATE:
            yield _Found(commit, text, n, act or "")


def _closed(territory: str, entries: Collection[int]) -> set[int]:
    """Those of the entries whose matter is held or hidden at this moment."""
    if not entries:
        return set()
    leaves = Leaf.objects.filter(territory=territory, n__in=entries).values_list("n", "plan", "data")
    matters = {n: _matter_key(plan, json.loads(bytes(data))) for n, plan, data in leaves}
    shut = Q(held=True) | Q(hidden=True)
    kept = model_of(rows.Matter).objects.filter(shut, territory=territory, key__in=set(matters.values()))
    shut_keys = set(kept.values_list("key", flat=True))
    return {n for n, key in matters.items() if key in shut_keys}


def _matter_key(plan: str, leaf: dict[str, Any]) -> str:
    """The matter an entry is about; a point (12a) is hidden with its whole by the entry that raised it."""
    facts = leaf["facts"]
    return f"{plan}/{facts['number'] if leaf['act'] == 'raise_matter' else facts['matter']}"


def files_spoken_of(digest: str) -> bool:
    """Whether a public fact speaks of the file with this digest: only then is it given out."""
    spoken = (
        (rows.Deliverable, "digest"),
        (rows.Publication, "digest"),
        (rows.CouncilDecision, "extract"),
        (rows.Plan, "charter"),
        (rows.Body, "procedure"),
        (rows.Body, "schedule"),
    )
    return any(model_of(table).objects.filter(**{column: digest}).exists() for table, column in spoken)
