"""A town: what is open now, one's own topic, what comes and what is new; then its plans, its bodies, its book."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from consult.addresses import address
from consult.brief import brief_of, known_of, plans_of
from consult.days import days_of
from consult.finding.asking import Scope
from consult.news import newest, news_lines
from consult.pages.plan_calendar import day_line
from consult.pages.search import Where
from consult.places import Here, in_language, town_or_404
from consult.programmes import projects_in, projects_with
from consult.sentences import word
from consult.visible import opened
from consult.who import acting_as, now
from workflow.models import Book, model_of
from workflow.rules import rows
from workflow.rules.clock import local_date

MOST_BODIES = 200
SHOWN_NEWS, SHOWN_DAYS = 5, 3


@require_safe
def view(request: HttpRequest, territory: str) -> HttpResponse:
    """Everything that is public about a town on one page, and the way into it."""
    town = town_or_404(request, territory)
    bodies = list(model_of(rows.Body).objects.filter(territory=territory).order_by("born")[:MOST_BODIES])
    texts = opened(territory, [body.name for body in bodies])
    heres = plans_of(territory)
    at = now()
    known = known_of(heres, at)
    lines = [brief_of(here, known, at) for here in heres]
    held = acting_as(request, territory)
    alive = [line for line in lines if not line["ended"]]
    context = {
        "town": town,
        "where": Where(Scope(territory), territory, town.name, town.url),
        "open": [line for line in alive if line["commentable"]],
        "current": next((line for line in alive if not line["commentable"]), None),
        "plans": lines,
        "days": _days([line["here"] for line in alive]),
        "news": news_lines(territory, newest(territory, most=SHOWN_NEWS)),
        "projects": projects_in(territory),
        "part_of": projects_with(territory),
        "bodies": [_body(body, texts, heres) for body in bodies],
        "entries": Book.objects.filter(territory=territory).values_list("size", flat=True).first() or 0,
        "acts_url": address("town_acts", territory) if held else "",
        "held": held,
    }
    return render(request, "pages/town.html", context)


def _days(heres: list[Here]) -> list[dict[str, Any]]:
    """The next few days of the plans that are alive."""
    today = local_date(timezone.now())
    ahead = [(day, here) for here in heres for day in days_of(here) if day.is_ahead(today) and not day.cancelled]
    ahead.sort(key=lambda pair: (pair[0].on, pair[0].at))
    return [day_line(here, day, len(heres) > 1) for day, here in ahead[:SHOWN_DAYS]]


def _body(body: Any, texts: dict[str, str], heres: list[Here]) -> dict[str, Any]:
    rule = next((found for here in heres if (found := here.process.body(body.key))), None)
    return {
        "name": in_language(texts.get(body.name, body.key), rule.title if rule else None),
        "kind": word("body", body.kind),
        "constituted_at": body.constituted_at,
        "guest": body.guest,
        "url": f"{heres[0].address('people')}#{body.key}" if heres else "",
    }
