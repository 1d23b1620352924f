"""The eleven principles on one page: what guards each of them here, and what can be counted."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from consult.badges import exceptions_of, guard_line, relaxations_of
from consult.indicators import MEASURES
from consult.places import Here, crumbs, plan_or_404
from consult.sentences import principle_gist, principle_name
from workflow.rules.obstacles import GROUNDS, Rest


@require_safe
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """Numbers as they are; an exception or a relaxed guard stands with the principle it touches, for ever."""
    here = plan_or_404(request, slug)
    exceptions, relaxed = exceptions_of(here), relaxations_of(here)
    context = {
        "here": here,
        "crumbs": crumbs(here),
        "principles": [_principle(here, number, exceptions, relaxed) for number in MEASURES],
    }
    return render(request, "pages/principles.html", context)


def _principle(
    here: Here, number: int, exceptions: list[dict[str, Any]], relaxed: list[dict[str, Any]]
) -> dict[str, Any]:
    guards = [code for code, ground in GROUNDS.items() if ground.principle == number and ground.rest is not Rest.ORDER]
    return {
        "number": number,
        "name": principle_name(number),
        "gist": principle_gist(number),
        "measures": [
            {"label": measure.label, "value": measure.value, "state": measure.state}
            for measure in MEASURES[number](here)
        ],
        "guards": [{"line": guard_line(code), "law": GROUNDS[code].rest is Rest.LAW} for code in guards],
        "exceptions": [row for row in exceptions if GROUNDS[row["code"]].principle == number],
        "relaxed": [row for row in relaxed if row["principle"] == number],
    }
