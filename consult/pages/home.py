"""Home: the towns, their plans, and what is open until when."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from consult.course import deadline_of, is_commentable, stages_of
from consult.places import Here, here_of, town_named
from consult.programmes import projects_in
from consult.sentences import word
from consult.visible import opened_in_many
from consult.who import now
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.lifecycle import ENDS
from workflow.store import process_file

MOST_TOWNS = 200


@require_safe
def view(request: HttpRequest) -> HttpResponse:
    """What may be commented on comes first: that is what most people came for."""
    heres = plans_shown()
    at = now()
    lines = [_line(here, at) for here in heres]
    towns = model_of(rows.Town).objects.values_list("territory", flat=True).order_by("territory")[:MOST_TOWNS]
    begun = {here.territory for here in heres}
    context = {
        "open": [line for line in lines if line["commentable"]],
        "under_way": [line for line in lines if not line["commentable"] and not line["ended"]],
        "ended": [line for line in lines if line["ended"]],
        "towns_without_plan": [town_named(territory) for territory in towns if territory not in begun],
        "projects": projects_in(),
    }
    return render(request, "pages/home.html", context)


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


def _line(here: Here, at: str) -> dict[str, Any]:
    commentable = is_commentable(here.plan, at)
    stages = stages_of(here) if here.plan.stage not in ENDS else []
    place = next((index + 1 for index, (_, state) in enumerate(stages) if state == "current"), 0)
    return {
        "here": here,
        "commentable": commentable,
        "deadline": deadline_of(here.plan) if commentable else None,
        "stage": word("stage", here.plan.stage),
        "place": place,
        "of": len(stages),
        "ended": here.plan.stage in ENDS,
        "in_force": here.plan.stage == "in_force",
        "comment_url": here.address("comment") if commentable else "",
    }
