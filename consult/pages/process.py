"""The auditor's one page: exceptions first, then the course of the plan by stage, in sentences."""

from collections import defaultdict
from typing import Any

from django.db.models import Count, Max, Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.badges import exceptions_of, groups_without_users, relaxations_of
from consult.course import stages_of
from consult.decided import body_name, decisions_of
from consult.places import Here, crumbs, plan_or_404
from consult.sentences import word
from consult.told import EXCEPTIONS, told
from workflow.models import Leaf
from workflow.rules import rows
from workflow.rules.lifecycle import BEGINNINGS, SOURCES

# What the course is told by; a comment, a position or a wording is found in the book and on its own page.
TELLING = frozenset(
    {
        *SOURCES, *BEGINNINGS, "record_mandate", "adopt_charter", "constitute_body", "sign_off_part",
        "sign_off_stage", "agree_side", "record_council_result", "settle_dispute", "carry_matters", "extend_comments",
        "plan_review",
    }
)  # fmt: skip
MOST_A_STAGE, MOST_EXCEPTIONS = 60, 60


@require_safe
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """Whoever has five minutes reads the top; whoever has a day follows every line into the book."""
    here = plan_or_404(request, slug)
    leaves = Leaf.objects.filter(territory=here.territory, plan=here.slug)
    odd = list(leaves.filter(act__in=list(EXCEPTIONS)).order_by("n")[: MOST_EXCEPTIONS + 1])
    course = list(leaves.filter(act__in=list(TELLING)).order_by("n")[: MOST_A_STAGE * 12])
    lines = told(here.territory, [*odd[:MOST_EXCEPTIONS], *course])
    context = {
        "here": here,
        "crumbs": crumbs(here),
        "relaxed": relaxations_of(here),
        "exceptions": exceptions_of(here),
        "marks": _marks(here),
        "votes": decisions_of(
            here, list(here.rows(rows.Proposal).filter(status="adopted_by_vote").order_by("born")[:20])
        ),
        "odd": lines[: len(odd[:MOST_EXCEPTIONS])],
        "odd_more": len(odd) > MOST_EXCEPTIONS,
        "stages": _by_stage(here, course, lines[len(odd[:MOST_EXCEPTIONS]) :]),
        "book_url": f"{here.town.book_url}?plan={here.slug}",
        "process": here.process,
    }
    return render(request, "pages/process.html", context)


def _marks(here: Here) -> list[dict[str, Any]]:
    """What is out of the ordinary and can be counted; lines that count nothing are good news and stay, too."""
    meetings = here.rows(rows.Meeting).filter(cancelled=False)
    results = here.rows(rows.CouncilDecision)
    matters = here.rows(rows.Matter)
    counted = [
        (_("Meetings called too late"), meetings.filter(duly_called=False).count()),
        (_("Meetings held without published minutes"), meetings.exclude(closed_at=None).filter(minutes=None).count()),
        (_("Approvals voided by a later change"), here.rows(rows.SignOff).filter(valid=False).count()),
        (_("Comments whose words are hidden"), matters.filter(hidden=True).count()),
        (_("Comments that are disputed"), matters.filter(disputed=True).count()),
        (_("Council results that contradict their counts"), results.filter(contradiction=True).count()),
        (_("Council results corrected by a later entry"), results.filter(standing=False).count()),
    ]
    marks = [{"label": label, "value": str(n), "state": "missing" if n else "done"} for label, n in counted]
    without = [body_name(here, body, "") for body in groups_without_users(here)]
    label = _("Groups without a single user: the work is preparatory steps")
    marks.append({"label": label, "value": ", ".join(without) or "0", "state": "missing" if without else "done"})
    return marks


def _by_stage(here: Here, leaves: list[Any], lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Entries under the stage they led to or happened in, with from when to when and how many there are in all."""
    every = Leaf.objects.filter(territory=here.territory, plan=here.slug).exclude(stage=None).values("stage").order_by()
    spans = {row["stage"]: row for row in every.annotate(first=Min("at"), last=Max("at"), n=Count("pk"))}
    by_stage: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for leaf, line in zip(leaves, lines, strict=True):
        by_stage[leaf.stage].append(line)
    states = {str(stage): state for stage, state in stages_of(here)}
    return [
        {
            "label": word("stage", stage),
            "state": states.get(stage, "done"),
            "first": span["first"],
            "last": span["last"],
            "n": span["n"],
            "entries": by_stage[stage][:MOST_A_STAGE],
            "url": f"{here.town.book_url}?plan={here.slug}&stage={stage}",
        }
        for stage, span in sorted(spans.items(), key=lambda item: item[1]["first"])
    ]
