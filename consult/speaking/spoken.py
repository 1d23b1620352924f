"""Tells the browser which of the drafts it keeps itself was sent: `site.js` forgets it, on whatever page is next."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponseBase

COOKIE = "spoken"
KEPT = timedelta(hours=1)
LONGEST = 64


def mark_spoken(answer: HttpResponseBase, draft: str) -> None:
    """`draft` is the name the browser gave it; anything else than letters and digits is none."""
    if draft and len(draft) <= LONGEST and draft.isascii() and draft.isalnum():
        answer.set_cookie(COOKIE, draft, max_age=KEPT, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
