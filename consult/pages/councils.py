"""Councils: what each still owes, how many must say yes, and the form for what they decided."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.acting.desk import Desk, plan_desk
from consult.acting.moves import Move, move, moves
from consult.acting.standing import may_do
from consult.acting.values import panel_of
from consult.acting.whose import owners
from consult.places import crumbs, said
from consult.sentences import word
from consult.templatetags.dohoda import short
from workflow.models import model_of
from workflow.perform import obstacles_to
from workflow.rules import rows
from workflow.rules.case import Obstacle
from workflow.rules.council import majority
from workflow.store import Rows

COUNTS = ("present", "yes", "no", "abstain", "not_voting", "absent")
ASKED = ("resolution", "day", *COUNTS, "announced", "conditions", "extract")
STATES = {"pass": "done", "fail": "missing", "inquorate": "missing"}


@require_safe
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """Every council on one page: its statutory members, the number the law asks for, its decision."""
    desk = plan_desk(request, slug)
    here = desk.here
    assert here is not None
    lines = [_council(desk, rule, request.path) for rule in here.process.councils]
    state = Rows(desk.territory)
    ask = {"ask": ("report",), "known": {}, "back": request.path}
    course = (
        ("submit_to_councils", ask),
        ("adopt", {"known": {}, "back": request.path}),
        ("return_from_councils", {"known": {}, "ask": ("reason",), "back": request.path, "quiet": True}),
        ("take_effect", {"known": {}, "back": request.path}),
    )
    now_possible = {"final_signoff": course[:1], "councils": course[1:3], "adopted": course[3:]}
    onward = {"final_signoff": "submit_to_councils", "councils": "adopt", "adopted": "take_effect"}.get(here.plan.stage)
    context = {
        "here": here,
        "crumbs": crumbs(here),
        "rule": word("council completion", str(here.process.council_rule)),
        "columns": _columns(),
        "table": [line["cells"] for line in lines],
        "panel": panel_of(desk, _owed(desk, onward)) if onward else None,
        "entering": [line for line in lines if line["move"]] if here.plan.stage == "councils" else [],
        "moves": moves(desk, state, None, *now_possible.get(here.plan.stage, ())),
    }
    return render(request, "pages/councils.html", context)


def _owed(desk: Desk, onward: str) -> list[Obstacle]:
    """What is missing for the next step of the plan, whoever takes it."""
    facts = {"report": "…"} if onward == "submit_to_councils" else {}
    about_the_reader = {"not_your_pen", "seat_unknown", "seat_vacant", "seat_lapsed", "not_the_holder"}
    found = obstacles_to(desk.request(onward, facts))
    return [obstacle for obstacle in found if obstacle.code not in about_the_reader]


def _columns() -> list[dict[str, Any]]:
    return [
        {"label": _("Council")},
        {"label": _("Needed by law")},
        {"label": _("State")},
        {"label": _("In favour, against, abstained")},
        {"label": _("Resolution")},
    ]


def _council(desk: Desk, rule: Any, back: str) -> dict[str, Any]:
    found = desk.rows(rows.CouncilDecision).filter(council=rule.id).order_by("-born")
    last = found.filter(standing=True).first() or found.first()
    body = model_of(rows.Body).objects.filter(territory=desk.territory, key=rule.id).first()
    total = (body.members_total if body else None) or rule.members_total
    needed = _("needs %(needed)s of %(total)s") % {"needed": majority(total), "total": total}
    state: dict[str, Any] = {"text": _("has not decided yet"), "state": "waiting"}
    if last is not None:
        void = "" if last.standing else _("on an earlier text; decides again")
        state = {"text": word("council result", last.result), "state": STATES.get(last.result, "missing"), "note": void}
        if last.contradiction:
            state["note"] = _("the result announced contradicts the counts")
    counts = f"{last.yes} : {last.no} : {last.abstain}" if last else "–"
    resolution = f"{last.resolution}, {short(last.day)}" if last else "–"
    done = last is not None and last.standing and last.result == "pass" and not last.contradiction
    return {
        "name": said(rule.name),
        "needed": needed,
        "cells": [said(rule.name), needed, state, counts, resolution],
        "move": None if done else _entering(desk, rule.id, back),
    }


def _entering(desk: Desk, council: str, back: str) -> Move | None:
    """The form of a result: for the council's own clerk, or from the attached extract for those who may relay it."""
    if not may_do(desk, "record_council_result", table=council):
        return None
    known: dict[str, Any] = {"council": council}
    if desk.standing.body != council:
        clerks = [key for key, _label in owners(desk, "record_council_result", council) if key]
        if not clerks:
            return None
        known["by"] = clerks[0]
    initial = {"conditions": "none"}
    return move(desk, "record_council_result", known=known, ask=ASKED, back=back, initial=initial, mark=council)
