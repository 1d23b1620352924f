"""Municipalities of a territory: who belongs since when, who left, what they agreed on, which plan holds where."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from consult.acting.desk import town_desk
from consult.acting.standing import may_do
from consult.addresses import address
from consult.members import Members
from consult.sentences import act_label
from workflow.store import Rows

ACTS = ("admit_municipality", "release_municipality", "record_agreement")


@require_safe
def view(request: HttpRequest, territory: str) -> HttpResponse:
    """Members first; the plan that holds in each is named beside it."""
    desk = town_desk(request, territory)
    members = Members(territory)
    state = Rows(territory) if desk.held else None
    context = {
        "town": desk.town,
        "crumbs": [{"label": desk.town.name, "url": desk.town.url}],
        "standing": members.standing,
        "left": members.left,
        "agreements": members.agreements,
        "acts": [
            {"label": act_label(act), "url": f"{address('town_act', territory, act)}?next={request.path}"}
            for act in ACTS
            if state is not None and may_do(desk, act, state)
        ],
    }
    return render(request, "pages/municipalities.html", context)
