"""Find a comment by its number, the way people say and write it; one box, one button, no account."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.acting.typed import matter_typed
from consult.cards import number_of
from consult.places import Here, crumbs, here_of, plan_or_404
from consult.sentences import word
from consult.visible import opened_in_many
from workflow.models import model_of
from workflow.rules import rows
from workflow.store import process_file

LONGEST, MOST_FOUND, MOST_PLANS = 60, 50, 1_000


@require_safe
def view(request: HttpRequest) -> HttpResponse:
    """`?number=` and, from the page of a plan, `?plan=`. One comment found: straight there."""
    asked = request.GET.get("plan", "")
    here = plan_or_404(request, asked) if asked else None
    typed = request.GET.get("number", "").strip()[:LONGEST]
    number = matter_typed(typed)
    found = matters_numbered(number, here) if number else []
    if len(found) == 1:
        return HttpResponseRedirect(found[0]["url"])
    context = {
        "here": here,
        "crumbs": crumbs(here) if here else [],
        "typed": typed,
        "found": found,
        "wrong": _wrong(typed, number, found, here),
        "lost_url": here.address("lost_link") if here else "",
    }
    return render(request, "pages/look_up.html", context)


def _wrong(typed: str, number: str | None, found: list[dict[str, Any]], here: Here | None) -> str:
    if not typed or found:
        return ""
    if number is None:
        return _("Write one number, for example 41.")
    if here is not None:
        return _("Nothing in this plan has the number %(number)s. Look at the slip again, or look in all plans.") % {
            "number": number
        }
    return _("Nothing here has the number %(number)s. Look at the slip again.") % {"number": number}


def matters_numbered(number: str, here: Here | None = None) -> list[dict[str, Any]]:
    """Every matter with this number, newest plan first, as {number, kind, plan, town, url, at}.

    A point that was never made leads to the comment itself. At most six queries, however many plans there are.
    """
    plans = [here.plan] if here else list(model_of(rows.Plan).objects.order_by("-born")[:MOST_PLANS])
    matters = _matters(plans, number) or (_matters(plans, number[:-1]) if number[-1].isalpha() else [])
    matters = sorted(matters, key=lambda row: row.received_at, reverse=True)[:MOST_FOUND]
    wanted = {row.plan for row in matters}
    heres = _heres([plan for plan in plans if plan.key in wanted])
    return [
        {
            "number": number_of(row),
            "kind": word("matter", row.kind).capitalize(),
            "plan": heres[row.plan].title,
            "town": heres[row.plan].town.name,
            "url": heres[row.plan].address("matter", number_of(row)),
            "at": row.received_at,
        }
        for row in matters
        if row.plan in heres
    ]


def _matters(plans: list[Any], number: str) -> list[Any]:
    towns: dict[str, list[str]] = {}
    for plan in plans:
        towns.setdefault(plan.territory, []).append(f"{plan.key}/{number}")
    wanted = Q(pk__in=[])
    for territory, keys in towns.items():
        wanted |= Q(territory=territory, key__in=keys)
    return list(model_of(rows.Matter).objects.filter(wanted))


def _heres(plans: list[Any]) -> dict[str, Here]:
    titles: dict[str, list[str | None]] = {}
    for plan in plans:
        titles.setdefault(plan.territory, []).append(plan.title)
    texts = opened_in_many(titles)
    found = {plan.key: (plan, process_file(plan.process)) for plan in plans}
    return {key: here_of(plan, process, texts) for key, (plan, process) in found.items() if process is not None}
