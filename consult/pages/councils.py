"""Councils: one line a municipality, how many must say yes, how each voted, and the form for what it decided."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.acting.desk import Desk, plan_desk
from consult.acting.moves import Move, move, moves
from consult.acting.standing import may_do
from consult.acting.values import panel_of
from consult.acting.whose import may_relay
from consult.matrix import Matrix
from consult.places import Here, crumbs
from consult.sentences import word
from consult.sources import source_of
from workflow.models import model_of
from workflow.perform import obstacles_to
from workflow.rules import rows
from workflow.rules.case import Obstacle
from workflow.rules.lifecycle import Stage
from workflow.store import Rows

COUNTS = ("present", "yes", "no", "abstain", "not_voting", "absent")
ASKED = ("resolution", "day", *COUNTS, "announced", "conditions", "annex", "extract")
RESULT = "record_council_result"


@require_safe
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """Every council on one page: its statutory members, the number the law asks for, its decision."""
    desk = plan_desk(request, slug)
    here = desk.here
    assert here is not None
    matrix, onward = Matrix(here), _onward(here)
    asked = here.plan.stage == Stage.COUNCILS and not here.plan.suspended
    context = {
        "here": here,
        "crumbs": crumbs(here),
        "rule": word("council completion", str(here.process.council_rule)),
        "source": source_of(here) if here.plan.past else None,
        "lines": matrix.lines,
        "boards": any(line["boards"] for line in matrix.lines),
        "summary": matrix.summary,
        "panel": panel_of(desk, _owed(desk, onward)) if onward else None,
        "asked": asked,
        "entering": _entering(desk, matrix, request.path) if asked else [],
        "relaying": _relaying(desk, matrix, request.path) if asked else [],
        "moves": _moves(desk, request.path),
    }
    return render(request, "pages/councils.html", context)


def _onward(here: Here) -> str | None:
    """The act that leads the plan on from the stages councils have to do with."""
    acts = {Stage.FINAL_SIGNOFF: "submit_to_councils", Stage.COUNCILS: "adopt", Stage.ADOPTED: "take_effect"}
    return acts.get(here.plan.stage)


def _moves(desk: Desk, back: str) -> list[Move]:
    here = desk.here
    assert here is not None
    course = (
        ("submit_to_councils", {"ask": ("report",), "known": {}, "back": back}),
        ("adopt", {"known": {}, "back": back}),
        ("return_from_councils", {"known": {}, "ask": ("reason",), "back": back, "quiet": True}),
        ("take_effect", {"known": {}, "back": back}),
    )
    now_possible = {"final_signoff": course[:1], "councils": course[1:3], "adopted": course[3:]}
    return moves(desk, Rows(desk.territory), None, *now_possible.get(here.plan.stage, ()))


def _owed(desk: Desk, onward: str) -> list[Obstacle]:
    """What is missing for the next step of the plan, whoever takes it."""
    facts = {"report": "…"} if onward == "submit_to_councils" else {}
    about_the_reader = {"not_your_pen", "seat_unknown", "seat_vacant", "seat_lapsed", "not_the_holder"}
    found = obstacles_to(desk.request(onward, facts))
    return [obstacle for obstacle in found if obstacle.code not in about_the_reader]


def _open(matrix: Matrix) -> list[dict[str, Any]]:
    """Councils and boards that may still decide."""
    bodies = [body for line in matrix.lines if not line["note"] for body in (*line["boards"], *line["councils"])]
    return [body for body in bodies if not body["approved"]]


def _entering(desk: Desk, matrix: Matrix, back: str) -> list[dict[str, Any]]:
    """The form of the reader's own council, where the reader is its clerk."""
    mine = [body for body in _open(matrix) if body["id"] == desk.standing.body]
    return [
        body
        | {
            "move": move(
                desk,
                RESULT,
                known={"council": body["id"]},
                ask=ASKED,
                back=back,
                initial={"conditions": "none"},
                mark=body["id"],
            )  # fmt: skip
        }
        for body in mine
        if may_do(desk, RESULT, table=body["id"])
    ]


def _relaying(desk: Desk, matrix: Matrix, back: str) -> list[dict[str, Any]]:
    """The plain form for each council whose clerk this seat may enter the result for, from the attached extract."""
    if not may_relay(desk, RESULT):
        return []
    bodies = [body for body in _open(matrix) if body["id"] != desk.standing.body]
    clerks = model_of(rows.Seat).objects.filter(
        territory=desk.territory, body__in=[body["id"] for body in bodies], role="clerk", filled=True
    )
    by = dict(clerks.order_by("-born").values_list("body", "key"))
    listed = []
    for body in bodies:
        known = {"council": body["id"], "by": by.get(body["id"]), "conditions": "none", "next": back}
        url = f"{desk.url(RESULT)}?{urlencode(known)}" if known["by"] else ""
        listed.append({"name": body["name"], "needed": body["needed"], "url": url, "why": "" if url else _nobody()})
    return listed


def _nobody() -> str:
    return _("the council has no clerk seated yet")
