"""The button of the letter that asks: may answers go to this address? Looking at the page confirms nothing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from consult import letters
from consult.addresses import address
from consult.letters.subjects import here_for
from consult.letters.tokens import CONFIRM, Found, look, unlogged
from consult.models import Follower

STATUS = {"valid": 200, "used": 200, "expired": 410, "unknown": 404}


# The key in the address is the authority, and nobody but its holder knows it: no cookie has to prove anything.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the button (a scanner of mail presses none), POST confirms."""
    at = timezone.now()
    pressed = request.method == "POST"
    found = letters.confirm(token, at=at) if pressed else look(token, CONFIRM, at=at)
    done = pressed and found.standing is letters.Standing.VALID
    context = {"standing": str(found.standing), "done": done, **_about(found)}
    return unlogged(render(request, "pages/confirm.html", context, status=STATUS[found.standing]))


def _about(found: Found) -> dict[str, Any]:
    follower: Follower | None = found.follower
    here = here_for(follower.territory, follower.plan) if follower is not None else None
    if follower is None or here is None:
        return {"look_up_url": address("look_up")}
    page = here.address("matter", follower.number) if follower.number else here.url
    again = f"{here.address('follow')}?number={follower.number}" if follower.number else here.address("follow")
    return {
        "here": here,
        "number": follower.number,
        "page_url": page,
        "again_url": again,
        "look_up_url": address("look_up"),
    }
