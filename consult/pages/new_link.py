"""The page behind the key in a letter: one press makes a new link to one's own comment, and the old one is dead."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consult.addresses import address
from consult.letters import Standing
from consult.letters.reissuing import new_secret
from consult.letters.tokens import REISSUE, look, unlogged
from consult.own import hand_over


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest, raw: str) -> HttpResponse:
    """Looking uses nothing up, however often a mail program opens it; only the button does, and once."""
    at = timezone.now()
    if request.method == "POST":
        with transaction.atomic():
            found, comment, secret = new_secret(raw, at=at)
        if comment is not None:
            answer = HttpResponseRedirect(address("slip", comment.plan, comment.number), status=303)
            hand_over(answer, request, comment, secret)
            return answer
    else:
        found = look(raw, REISSUE, at=at)
    good = found.standing is Standing.VALID and found.follower is not None and found.follower.stopped_at is None
    follower = found.follower
    context = {
        "good": good,
        "standing": str(found.standing),
        "number": follower.number if follower else None,
        "lost_url": address("lost_link", follower.plan) if follower else "",
    }
    return unlogged(render(request, "pages/new_link.html", context, status=200 if good else 410))
