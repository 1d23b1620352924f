"""Home: what is open and until when, what is fixed, what a voice can still change, what comes; then the towns."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from consult.brief import brief_of, known_of
from consult.places import Here, here_of, town_named
from consult.programmes import projects_in
from consult.visible import opened_in_many
from consult.who import now
from workflow.models import model_of
from workflow.rules import rows
from workflow.store import process_file

MOST_TOWNS = 200
FEW = 3  # plans open at once that are shown whole; of more, each opens when asked


@require_safe
def view(request: HttpRequest) -> HttpResponse:
    """What may be commented on comes first: that is what most people came for."""
    heres = plans_shown()
    at = now()
    known = known_of(heres, at)
    lines = [brief_of(here, known, at) for here in heres]
    towns = model_of(rows.Town).objects.values_list("territory", flat=True).order_by("territory")[:MOST_TOWNS]
    begun = {here.territory for here in heres}
    open_now = sorted((line for line in lines if line["commentable"]), key=lambda line: line["deadline"] or "")
    context = {
        "open": open_now,
        "folded": len(open_now) > FEW,
        "under_way": [line for line in lines if not line["commentable"] and not line["ended"]],
        "ended": [line for line in lines if line["ended"]],
        "towns": _towns(heres),
        "towns_without_plan": [town_named(territory) for territory in towns if territory not in begun],
        "projects": projects_in(),
    }
    return render(request, "pages/home.html", context)


def _towns(heres: list[Here]) -> list[dict[str, Any]]:
    """Every town with a plan, each once, in the order of their names."""
    return [{"name": town.name, "url": town.url} for town in {here.territory: here.town for here in heres}.values()]


def plans_shown() -> list[Here]:
    """Every plan of the installation, towns in the order of their names, the newest plan of a town first."""
    plans = list(model_of(rows.Plan).objects.order_by("-born")[:MOST_TOWNS])
    titles: dict[str, list[str | None]] = {plan.territory: [] for plan in plans}
    for plan in plans:
        titles[plan.territory].append(plan.title)
    texts = opened_in_many(titles)
    found = []
    for plan in plans:
        process = process_file(plan.process)
        if process is not None:
            found.append(here_of(plan, process, texts))
    return sorted(found, key=lambda here: (here.town.name, -here.plan.from_year))
