"""A town: its plans, its bodies, its record book."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from consult.addresses import address
from consult.course import is_commentable
from consult.places import here_of, in_language, town_or_404
from consult.programmes import projects_in, projects_with
from consult.sentences import word
from consult.visible import opened
from consult.who import acting_as, now
from workflow.models import Book, model_of
from workflow.rules import rows
from workflow.rules.lifecycle import ENDS, Stage
from workflow.store import process_file

MOST_BODIES = 200


@require_safe
def view(request: HttpRequest, territory: str) -> HttpResponse:
    """Everything that is public about a town on one page, and the way into it."""
    town = town_or_404(request, territory)
    plans = list(model_of(rows.Plan).objects.filter(territory=territory).order_by("-from_year"))
    bodies = list(model_of(rows.Body).objects.filter(territory=territory).order_by("born")[:MOST_BODIES])
    texts = opened(territory, [*(plan.title for plan in plans), *(body.name for body in bodies)])
    heres = [here_of(plan, process, texts) for plan in plans if (process := process_file(plan.process))]
    at = now()
    held = acting_as(request, territory)
    context = {
        "town": town,
        "plans": [
            {
                "here": here,
                "stage": word("stage", here.plan.stage),
                "commentable": is_commentable(here.plan, at),
                "in_force": here.plan.stage == Stage.IN_FORCE,
                "ended": here.plan.stage in ENDS,
            }
            for here in heres
        ],
        "projects": projects_in(territory),
        "part_of": projects_with(territory),
        "bodies": [_body(body, texts, heres) for body in bodies],
        "entries": Book.objects.filter(territory=territory).values_list("size", flat=True).first() or 0,
        "acts_url": address("town_acts", territory) if held else "",
        "held": held,
    }
    return render(request, "pages/town.html", context)


def _body(body: Any, texts: dict[str, str], heres: list[Any]) -> dict[str, Any]:
    rule = next((found for here in heres if (found := here.process.body(body.key))), None)
    return {
        "name": in_language(texts.get(body.name, body.key), rule.title if rule else None),
        "kind": word("body", body.kind),
        "constituted_at": body.constituted_at,
        "guest": body.guest,
        "url": f"{heres[0].address('people')}#{body.key}" if heres else "",
    }
