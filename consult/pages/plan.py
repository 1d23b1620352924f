"""Everyone's page of a plan: where it is, what you can do, what can change, what is missing, how it was decided."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from consult.addresses import address
from consult.badges import badges_of
from consult.course import Step, deadline_of, next_steps, stages_of
from consult.decided import DECIDED, decisions_of
from consult.intake.entry import ways_to_enter
from consult.news import newest, news_lines
from consult.panels import line_of
from consult.places import Here, crumbs, plan_or_404
from consult.programmes import projects_of
from consult.sentences import act_label, names_of, who_may, word
from consult.templatetags.dohoda import count, on
from consult.voice import approvals, changing_line, ways_to_speak
from consult.who import acting_as, now
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.acts.cycle import AFTER
from workflow.rules.lifecycle import ENDS, Stage

PUBLIC_MEETINGS = ("public_hearing", "public_meeting", "conference")
OPEN_PARTS = frozenset({Stage.PREPARATION, Stage.DRAFTING, Stage.STEERING, Stage.RESOLVING, Stage.FINAL_SIGNOFF})
FULFILLED = AFTER | {Stage.SUPERSEDED}
SHOWN_OBSTACLES, SHOWN_DECISIONS, SHOWN_NEWS = 12, 5, 4


@require_safe
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """The five questions a person comes with, in this order."""
    here = plan_or_404(request, slug)
    at = now()
    held = acting_as(request, here.territory)
    context = {
        "here": here,
        "crumbs": crumbs(here)[:1],
        "kicker": f"{here.town.name} · {here.plan.from_year}–{here.plan.to_year}",
        "part_of": projects_of(here),
        "badges": badges_of(here),
        "stages": [
            {"name": str(s), "label": word("stage", s).capitalize(), "state": state, "url": ""}
            for s, state in stages_of(here)
        ],
        "follow": None if here.plan.stage in ENDS else {"label": _("Follow by mail"), "url": here.address("follow")},
        "line": _ended_line(here),
        "deadline": deadline_of(here.plan),
        "can_do": [*_can_do(here, at, acting=held is not None), *ways_to_enter(here, held)],
        "changing_line": changing_line(here),
        "changing": approvals(here) if here.plan.stage in OPEN_PARTS else [],
        "panels": [_panel(here, step) for step in next_steps(here)],
        "decisions": _decisions(here),
        "news": news_lines(here.territory, newest(here.territory, here.slug, most=SHOWN_NEWS)),
        "contents": _contents(here, acting=held is not None),
    }
    return render(request, "pages/plan.html", context)


def _ended_line(here: Here) -> str:
    if here.plan.suspended:
        return _("Work on the plan rests.")
    return word("stage", here.plan.stage) if here.plan.stage in ENDS else ""


def _can_do(here: Here, at: str, *, acting: bool) -> list[dict[str, str]]:
    """What anybody, without an account, can do with the plan today."""
    ways = []
    sections = here.rows(rows.Section).filter(withdrawn=False).count()
    if sections:
        hint = count(sections, "section")
        ways.append({"label": _("Read the draft"), "url": here.address("draft"), "hint": hint})
    ways += ways_to_speak(here, at)
    for meeting in (
        here.rows(rows.Meeting)
        .filter(kind__in=PUBLIC_MEETINGS, cancelled=False, opened_at=None, starts_at__gte=at)
        .order_by("starts_at")[:3]
    ):
        label = f"{word('meeting', meeting.kind).capitalize()} {on(meeting.starts_at)}"
        ways.append({"label": label, "url": here.address("meetings"), "hint": ""})
    if acting:
        ways.append({"label": _("See what waits for you"), "url": address("me"), "hint": ""})
    return ways


def _panel(here: Here, step: Step) -> dict[str, Any]:
    """The obstacle panel of one step; empty, it says who may take it."""
    shown, names = step.obstacles[:SHOWN_OBSTACLES], names_of(here.process)
    return {
        "title": _("What is missing before the next stage: %(stage)s") % {"stage": word("stage", step.target)},
        "id": step.act,
        "obstacles": [line_of(here, obstacle, names) for obstacle in shown],
        "more": len(step.obstacles) - len(shown),
        "action": None,
        "ready": _("%(act)s: nothing is missing. Who can do it: %(who)s")
        % {"act": act_label(step.act), "who": who_may(step.act)},
    }


def _decisions(here: Here) -> list[dict[str, Any]]:
    newest = here.rows(rows.Proposal).filter(status__in=DECIDED).exclude(kind="settle_matter").order_by("-decided_at")
    return decisions_of(here, list(newest[:SHOWN_DECISIONS]))


def _contents(here: Here, *, acting: bool) -> list[dict[str, Any]]:
    """The other pages of the plan; those of the cycle where there is something to see, or to begin."""
    matters = model_of(rows.Matter).objects.filter(territory=here.territory, plan=here.slug)
    cycle = [("inheritance", _("What the last plan left open"), None)] if here.plan.predecessor else []
    more = [(name, label, None) for name, label in _more(here, acting=acting)]
    pages: list[tuple[str, str, int | None]] = [
        ("draft", _("Text of the plan"), None),
        ("register", _("Comments and answers"), matters.count()),
        ("news", pgettext("page", "News"), None),
        ("decisions", _("Decisions"), None),
        ("plan_calendar", _("Calendar"), None),
        ("meetings", _("Meetings"), None),
        ("councils", _("Councils"), None),
        ("sign_off", _("Approvals"), None),
        ("people", _("People and groups"), None),
        ("join_group", _("Join a working group"), None),
        ("help", _("Help to take part"), None),
        *cycle,
        ("needs", _("Needs and measures"), None),
        *more,
        ("principles", _("Eleven principles"), None),
        ("process", _("Course of the plan"), None),
    ]
    listed = [{"label": label, "url": here.address(name), "count": number} for name, label, number in pages]
    listed.append({"label": _("Record book"), "url": f"{here.town.book_url}?plan={here.slug}", "count": None})
    return [page for page in listed if page["url"]]


def _more(here: Here, *, acting: bool) -> Iterator[tuple[str, str]]:
    """Wishes and means, support, fulfilment: each once there is something of it."""
    if acting or here.rows(rows.Aim).exists():
        yield "means", _("Wishes and means")
    if here.process.support_check is not None or here.rows(rows.SupportCheck).exists():
        yield "support", _("Support of the participants")
    if here.plan.stage in FULFILLED or here.rows(rows.Promise).exists():
        yield "fulfilment", _("How the plan is fulfilled")
