"""Meetings of a plan: those ahead first, then what was held, with attendance and minutes."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.decided import body_name
from consult.filters import page_of
from consult.places import Here, crumbs, plan_or_404
from consult.sentences import word
from consult.templatetags.dohoda import count
from consult.visible import opened
from consult.who import now
from workflow.models import model_of
from workflow.rules import rows

A_PAGE, MOST_AHEAD = 20, 20


@require_safe
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything public about meetings: they are open to all (principle 5)."""
    here = plan_or_404(request, slug)
    at = now()
    held = here.rows(rows.Meeting)
    ahead = list(held.filter(starts_at__gte=at, opened_at=None, cancelled=False).order_by("starts_at")[:MOST_AHEAD])
    page = page_of(Paginator(held.exclude(pk__in=[row.pk for row in ahead]).order_by("-starts_at"), A_PAGE), request)
    lines = _lines(here, [*ahead, *page.object_list])
    context = {
        "here": here,
        "crumbs": crumbs(here),
        "ahead": lines[: len(ahead)],
        "past": lines[len(ahead) :],
        "page": page,
        "address": "?page=",
    }
    return render(request, "pages/meetings.html", context)


def _lines(here: Here, meetings: list[Any]) -> list[dict[str, Any]]:
    bodies = _names(here, {row.body for row in meetings if row.body})
    attended = model_of(rows.Attendance).objects.filter(
        territory=here.territory, meeting__in=[row.key for row in meetings]
    )
    present = {row["meeting"]: row["n"] for row in attended.values("meeting").annotate(n=Count("pk")).order_by()}
    lines = []
    for row in meetings:
        who = body_name(here, row.body, bodies.get(row.body, "")) if row.body else ""
        lines.append(
            {
                "title": who or word("meeting", row.kind).capitalize(),
                "kind": word("meeting", row.kind) if who else "",
                "at": row.starts_at,
                "url": here.address("meeting", row.key.split("/", 1)[1]),
                "state": _state(row),
                "present": _present(row, present.get(row.key, 0)),
                "late_call": not row.duly_called,
            }
        )
    return lines


def _names(here: Here, keys: set[str]) -> dict[str, str]:
    found = dict(model_of(rows.Body).objects.filter(territory=here.territory, key__in=keys).values_list("key", "name"))
    texts = opened(here.territory, found.values())
    return {key: texts.get(name, "") for key, name in found.items()}


def _state(row: Any) -> dict[str, str]:
    if row.cancelled:
        return {"state": "missing", "label": _("cancelled")}
    if row.opened_at is None:
        return {"state": "waiting", "label": _("called")}
    if row.closed_at is None:
        return {"state": "waiting", "label": _("in session")}
    if row.minutes is None:
        return {"state": "missing", "label": _("minutes not published yet")}
    return {"state": "done", "label": _("minutes published")}


def _present(row: Any, seats: int) -> str:
    if row.opened_at is None:
        return ""
    members = _("%(members)s present") % {"members": count(seats, "seat")}
    return f"{members}, {_('guests')}: {row.guests}" if row.guests else members
