"""The calendar of a plan and of a town: what comes, what was, and the same as a file that diaries read again."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.addresses import address, whole_address
from consult.brief import plans_of
from consult.days import Day, calendar_file, days_of
from consult.ics import given_out
from consult.places import Here, crumbs, plan_or_404, town_or_404
from workflow.rules.clock import local_date

MOST_PAST = 50


@require_safe
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """A plan's days."""
    here = plan_or_404(request, slug)
    context = {"kicker": here.title, "crumbs": crumbs(here), "ics_url": here.address("plan_calendar_ics")}
    return _page(request, [here], context)


@require_safe
def ics(request: HttpRequest, slug: str) -> HttpResponse:
    """A plan's days as a file."""
    here = plan_or_404(request, slug)
    return _file(request, here.title, here.address("plan_calendar"), [here], here.slug)


@require_safe
def town_view(request: HttpRequest, territory: str) -> HttpResponse:
    """The days of all plans of a town."""
    town = town_or_404(request, territory)
    way = [{"label": town.name, "url": town.url}]
    context = {"kicker": town.name, "crumbs": way, "ics_url": address("town_calendar_ics", territory)}
    return _page(request, plans_of(territory), context)


@require_safe
def town_ics(request: HttpRequest, territory: str) -> HttpResponse:
    """The same as a file."""
    town = town_or_404(request, territory)
    title = _("Planning in %(town)s") % {"town": town.name}
    return _file(request, title, address("town_calendar", territory), plans_of(territory), territory)


def _file(request: HttpRequest, title: str, page: str, plans: Iterable[Here], name: str) -> HttpResponse:
    site = whole_address("")
    return given_out(request, calendar_file(title, f"{site}{page}", plans, site), name)


def _page(request: HttpRequest, plans: list[Here], context: dict[str, Any]) -> HttpResponse:
    today = local_date(timezone.now())
    listed = [(here, day) for here in plans for day in days_of(here)]
    listed.sort(key=lambda pair: (pair[1].on, pair[1].at))
    several = len(plans) > 1
    ahead = [day_line(here, day, several) for here, day in listed if day.is_ahead(today)]
    past = [day_line(here, day, several) for here, day in listed if not day.is_ahead(today)][::-1]
    more = {"ahead": ahead, "past": past[:MOST_PAST], "left_out": max(0, len(past) - MOST_PAST)}
    return render(request, "pages/plan_calendar.html", {**context, **more})


def day_line(here: Here, day: Day, several: bool = False) -> dict[str, Any]:
    """One day as `parts/day_list.html` takes it; `several` plans are told apart by name."""
    return {
        "title": day.title,
        "at": day.at,
        "url": day.url,
        "place": day.place,
        "told": day.told,
        "cancelled": day.cancelled,
        "plan": here.title if several else "",
    }
