"""What can I do now: my seats, which of them I act as, what waits for me, and every act I hold the pen of."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consult.addresses import address
from consult.places import Here, here_of, town_named
from consult.possible import possible_acts, possible_town_acts
from consult.sentences import act_about, act_groups, act_label, side_words
from consult.visible import opened
from consult.waiting import waiting_for
from consult.who import Held, acting_as, choose, keeps_an_office, standings
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.lifecycle import ENDS
from workflow.store import process_file

MOST_PLANS = 10


@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest) -> HttpResponse:
    """POST chooses the seat to act as; it changes nothing but this session."""
    if not request.user.is_authenticated:
        return redirect(f"{address('sign_in')}?next={address('me')}")
    if request.method == "POST":
        return _chosen(request)
    seats = standings(request.user)
    towns = [_town(request, territory, seats) for territory in dict.fromkeys(held.territory for held in seats)]
    context = {
        "towns": towns,
        "waiting": sum(len(plan["waiting"]) for town in towns for plan in town["plans"]),
        "mail_test_url": address("mail_test") if keeps_an_office(seats) else "",
    }
    return render(request, "pages/me.html", context)


def _chosen(request: HttpRequest) -> HttpResponse:
    territory, _space, key = request.POST.get("seat", "").partition(" ")
    if not choose(request, territory, key):
        return HttpResponseBadRequest(_("This is not one of your seats."))
    return redirect("me")


def _town(request: HttpRequest, territory: str, seats: list[Held]) -> dict[str, Any]:
    acting = acting_as(request, territory)
    mine = [held for held in seats if held.territory == territory]
    heres = _plans(territory)
    return {
        "town": heres[0].town if heres else town_named(territory),
        "seats": [_seat(held, chosen=held == acting) for held in mine],
        "several": len(mine) > 1,
        "plans": [_plan(here, acting) for here in heres] if acting else [],
        "groups": _links(possible_town_acts(acting), "town_act", territory) if acting else [],
    }


def _seat(held: Held, *, chosen: bool) -> dict[str, Any]:
    return {
        "value": f"{held.territory} {held.key}",
        "body": held.body_name,
        "role": held.role_line,
        "side": side_words(held.standing.side),
        "as_substitute": held.as_substitute,
        "until": held.until,
        "chosen": chosen,
    }


def _plans(territory: str) -> list[Here]:
    plans = model_of(rows.Plan).objects.filter(territory=territory).exclude(stage__in=[str(end) for end in ENDS])
    found = list(plans.order_by("-from_year")[:MOST_PLANS])
    texts = opened(territory, [plan.title for plan in found])
    return [here_of(plan, process, texts) for plan in found if (process := process_file(plan.process))]


def _plan(here: Here, acting: Held) -> dict[str, Any]:
    return {
        "here": here,
        "waiting": waiting_for(acting, here),
        "groups": _links(possible_acts(acting, here.plan), "plan_act", here.slug),
    }


def _links(acts: list[str], page: str, where: str) -> list[dict[str, Any]]:
    """The acts by pen, each with its plain form; acts without a page are left out."""
    groups = []
    for group in act_groups():
        links = [
            {"label": act_label(act), "about": act_about(act), "url": url}
            for act in group.acts
            if act in acts and (url := address(page, where, act))
        ]
        if links:
            groups.append({"title": group.title, "acts": links})
    return groups
