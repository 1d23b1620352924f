"""What is shown to somebody with a session is kept by no cache but their own browser's, and asked for anew each time.

Pages with a key or a secret in them say more (`never_cache`); what is the same for everybody says so itself. This is
for all the others, so that no page has to remember it.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control

Answer = Callable[[HttpRequest], HttpResponseBase]


def private_pages(answer: Answer) -> Answer:
    """Middleware: an answer that says nothing about caches is private wherever a session is known."""

    def look(request: HttpRequest) -> HttpResponseBase:
        given = answer(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not given.has_header("Cache-Control"):
            patch_cache_control(given, private=True, no_cache=True)
        return given

    return look
