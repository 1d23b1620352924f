"""A form whose safety check failed: nothing was taken, and every word that was typed is shown back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from consult.acting.kept import NOT_KEPT
from consult.letters.tokens import unlogged
from consult.pages import comment

LONGEST_SHOWN = 200_000
KEYS = frozenset({"new_link", "confirm", "stop"})  # pages with a key in their address


def view(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Words meant for a comment come back in the comment's form; others to be copied, since an act may commit a seat.

    Nothing is kept in a session: the request may come from a stranger's page.
    """
    try:
        match = resolve(request.path_info)
    except Resolver404:
        match = None
    if match is not None and match.url_name == "comment" and request.method == "POST":
        return comment.again(request, **match.kwargs)
    answer = render(request, "csrf_failure.html", {"typed": typed(request)}, status=403)
    return unlogged(answer) if match is not None and match.url_name in KEYS else answer


def typed(request: HttpRequest) -> list[str]:
    """What somebody wrote, longest first; codes and ticks are left out."""
    post: Any = request.POST
    words = [value for name in post if name not in NOT_KEPT for value in post.getlist(name)]
    return sorted({word[:LONGEST_SHOWN] for word in words if len(word.split()) > 1}, key=len, reverse=True)
