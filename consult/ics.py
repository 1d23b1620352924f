"""Calendar files (RFC 5545), made by the icalendar library: what each of ours begins with, how it is given out.

A file says nothing that depends on the day it is fetched: it stays the same, byte for byte, until something happens.
"""

import hashlib
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import content_disposition_header, quote_etag
from icalendar import Calendar

from workflow.models import Book

MAKER = "-//Dohoda//Dohoda//EN"


def begun(title: str, page: str) -> Calendar:
    """A calendar without events; `page` is the full address of the page it belongs to."""
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    calendar.add("x-wr-timezone", "Europe/Prague")
    calendar.add("url", page)
    calendar.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    return calendar


def home_of(territory: str) -> str:
    """The name of the installation in the name of its book: it never changes, whatever address the site has."""
    origin = Book.objects.filter(territory=territory).values_list("origin", flat=True).first() or ""
    return origin.partition("/")[0] or "dohoda.invalid"


def given_out(request: HttpRequest, data: bytes, name: str) -> HttpResponse:
    """The file; whoever has these bytes already is told so (RFC 9110)."""
    answer = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(False, f"{name}.ics") or "inline"
    return unless_known(request, answer)


def unless_known(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The answer under the tag of its bytes, or word that nothing changed."""
    answer["X-Content-Type-Options"] = "nosniff"
    answer["ETag"] = quote_etag(hashlib.sha256(answer.content).hexdigest())
    patch_cache_control(answer, no_cache=True)
    patch_vary_headers(answer, ["Accept-Language", "Cookie"])
    known = get_conditional_response(request, etag=answer["ETag"], response=answer)
    return known if isinstance(known, HttpResponse) else answer
