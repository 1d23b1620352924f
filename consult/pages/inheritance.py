"""What the last cycle left open: carried, changed or dropped, each with its reason, before drafting begins."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.acting.desk import Desk, plan_desk
from consult.acting.moves import Move, moves
from consult.acting.standing import may_do
from consult.inherited import Inheritance
from consult.places import Here, crumbs, here_of
from consult.sentences.words import out_of
from consult.visible import opened
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.act import ACTS
from workflow.rules.lifecycle import Stage
from workflow.store import Rows, process_file


@require_safe
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """Nothing is forgotten between two plans: each thing left open waits here for its choice."""
    desk = plan_desk(request, slug)
    here = desk.here
    assert here is not None
    found = Inheritance(here)
    open_still = here.plan.stage in ACTS["carry_over"].STAGES and not here.plan.suspended
    may = open_still and desk.held is not None and may_do(desk, "carry_over", Rows(desk.territory))
    context = {
        "here": here,
        "crumbs": crumbs(here),
        "before": _before(here),
        "total": found.total,
        "left": found.left,
        "counter": _counter(found),
        "groups": found.groups(),
        "open": open_still,
        "choose_url": desk.url("carry_over") if may else "",
        "moves": _moves(desk, found, request.path),
    }
    return render(request, "pages/inheritance.html", context)


def _counter(found: Inheritance) -> str:
    """ "3 of 9 left to choose"; "" where there is nothing to choose about."""
    if not found.total:
        return ""
    if not found.left:
        return _("Everything the last plan left open has been dealt with.")
    return _("Left to choose: %(n)s of %(of_all)s") % {"n": found.left, "of_all": out_of(found.total)}


def _before(here: Here) -> dict[str, Any] | None:
    """The plan before, by its name."""
    row = model_of(rows.Plan).objects.filter(territory=here.territory, key=here.plan.predecessor or "").first()
    process = process_file(row.process) if row else None
    if row is None or process is None:
        return None
    other = here_of(row, process, opened(here.territory, [row.title]))
    return {"title": other.title, "url": other.url, "years": f"{row.from_year}–{row.to_year}"}


def _moves(desk: Desk, found: Inheritance, back: str) -> list[Move]:
    """Once nothing is left: drafting begins."""
    here = desk.here
    assert here is not None
    if found.left or here.plan.stage != Stage.PREPARATION or here.plan.suspended:
        return []
    return moves(desk, Rows(desk.territory), None, ("begin_drafting", {"known": {}, "back": back}))
