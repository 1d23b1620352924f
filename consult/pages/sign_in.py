"""Signing in: a code by mail; in the demo, one button a role, for this machine alone."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from consult.addresses import address
from consult.models import Person
from consult.places import town_named
from consult.sentences import side_words
from consult.who import DEMO_MAIL, Held, demo_door_open, held_by

BACKEND = settings.AUTHENTICATION_BACKENDS[0]
MOST_PEOPLE = 2_000


@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest) -> HttpResponse:
    """POST is the demo's button and nothing else; the mail form goes to allauth."""
    if request.method == "POST":
        return _demo(request)
    onward = safe_next(request, request.GET.get("next", ""))
    context = {
        "mail_url": address("account_request_login_code"),
        "next": onward,
        "towns": _demo_towns() if demo_door_open(request) else [],
        "sign_in_url": address("sign_in"),
    }
    return render(request, "pages/sign_in.html", context)


def safe_next(request: HttpRequest, said: str) -> str:
    """An address of our own to go on to; "" for anything else."""
    ours = url_has_allowed_host_and_scheme(said, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return said if said and ours else ""


def _demo(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the invented people; refused outside the demo and from any other machine."""
    if not demo_door_open(request):
        raise PermissionDenied
    people = get_user_model().objects.filter(email__endswith=f"@{DEMO_MAIL}", is_active=True, is_staff=False)
    person = people.filter(username=request.POST.get("person", "")).first()
    if person is None:
        raise PermissionDenied
    login(request, person, backend=BACKEND)
    return redirect(safe_next(request, request.POST.get("next", "")) or "me")


def _demo_towns() -> list[dict[str, Any]]:
    """The invented people of each demo town, with what they are."""
    found = get_user_model().objects.filter(email__endswith=f"@{DEMO_MAIL}").order_by("date_joined", "pk")
    accounts = {account.pk: account for account in found[:MOST_PEOPLE]}
    people: dict[str, dict[str, Any]] = {}
    linked = Person.objects.filter(user__in=accounts).order_by("pk").values_list("territory", "number", "user")
    for territory, number, user in linked:
        people.setdefault(territory, {})[number] = accounts[user]
    towns = []
    for territory, by_number in people.items():
        held = held_by(territory, by_number.keys())
        buttons = [_button(user, held[number][0]) for number, user in by_number.items() if held.get(number)]
        towns.append({"town": town_named(territory), "people": buttons})
    return towns


def _button(person: Any, held: Held) -> dict[str, Any]:
    role = held.role_line
    return {
        "value": person.username,
        "label": f"{person.first_name}, {role}" if person.first_name else role,
        "body": held.body_name,
        "side": side_words(held.standing.side),
    }
