"""No more letters, with one button; and "this was not me" from the letter that asks. Looking changes nothing."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from consult import letters
from consult.addresses import address
from consult.letters.authors import author_of
from consult.letters.subjects import about, here_for
from consult.letters.tokens import NOT_ME, Found, look, unlogged
from consult.models import Follower
from consult.sentences import obstacle_sentence
from workflow.perform import RefusedError

STATUS = {"valid": 200, "used": 200, "expired": 410, "unknown": 404}
ONE_CLICK = "List-Unsubscribe"  # the field a mail program posts by itself (RFC 8058)


# The key in the address is the authority; a mail program that posts here by itself has no cookie at all.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest, token: str) -> HttpResponse:
    """Two kinds of keys come here, and each does its own thing only."""
    at = timezone.now()
    if (found := look(token, NOT_ME, at=at)).standing is not letters.Standing.UNKNOWN:
        return _not_me(request, token, found)
    if request.method == "POST":
        return _stopped(request, token)
    found, followed = letters.follows_of(token, at=at)
    return _page(request, found, followed=followed)


def _stopped(request: HttpRequest, token: str) -> HttpResponse:
    at, chosen = timezone.now(), request.POST.get("follower", "")
    if chosen and ONE_CLICK not in request.POST:
        one = letters.stop_one(token, chosen, at=at)
        found, followed = letters.follows_of(token, at=at)
        return _page(request, found, followed=followed, one=one)
    found = letters.stop(token, at=at)
    return _page(request, found, done=found.standing is letters.Standing.VALID)


def _not_me(request: HttpRequest, token: str, found: Found) -> HttpResponse:
    if request.method != "POST" or ONE_CLICK in request.POST:
        return _page(request, found, not_me=True)
    spoke = found.follower is not None and author_of(found.follower)
    try:
        found = letters.not_me(token, at=timezone.now())
    except RefusedError as refusal:
        why = [obstacle_sentence(one) for one in refusal.obstacles]
        return _page(request, found, not_me=True, refused=why, status=409)
    return _page(request, found, not_me=True, spoke=spoke, done=found.standing is letters.Standing.VALID)


def _page(
    request: HttpRequest,
    found: Found,
    *,
    followed: Sequence[Follower] = (),
    status: int | None = None,
    **more: Any,
) -> HttpResponse:
    context = {
        "standing": str(found.standing),
        "followed": [_followed(one) for one in followed],
        "look_up_url": address("look_up"),
        "number": found.follower.number if found.follower else None,
        "spoke": found.follower is not None and author_of(found.follower),
        **more,
    }
    return unlogged(render(request, "pages/stop.html", context, status=status or STATUS[found.standing]))


def _followed(follower: Follower) -> dict[str, Any]:
    here, subject = here_for(follower.territory, follower.plan), about(follower)
    return {"key": str(follower.pk), "name": subject.name, "plan": here.title if here else follower.plan}
