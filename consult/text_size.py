"""How large the letters are: chosen by a link, kept in a cookie, the same on every page, without a script."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

COOKIE = "text_size"
ASKED = "size"  # the parameter of the address
SIZES = ("1", "2", "3")
KEPT = 365 * 24 * 3600  # seconds


def size_of(request: HttpRequest) -> str:
    """The size that is kept; "1", the ordinary one, where none is."""
    said = request.COOKIES.get(COOKIE, "")
    return said if said in SIZES else SIZES[0]


def larger_letters(request: HttpRequest) -> str:
    """What `base.html` marks a page with: 2 or 3 where the reader chose larger letters, "" for the ordinary ones."""
    size = size_of(request)
    return size if size != SIZES[0] else ""


def kept_size(request: HttpRequest) -> HttpResponse | None:
    """The answer that keeps the size an address asks for and leads back to the page; None where it asks for none."""
    said = request.GET.get(ASKED, "")
    if said not in SIZES:
        return None
    rest = request.GET.copy()
    del rest[ASKED]
    query = rest.urlencode()
    answer = HttpResponseRedirect(f"{request.path}?{query}" if query else request.path, status=303)
    secure = settings.SESSION_COOKIE_SECURE
    answer.set_cookie(COOKIE, said, max_age=KEPT, samesite="Lax", secure=secure, httponly=True)
    answer["Cache-Control"] = "no-store"
    return answer


def size_links(request: HttpRequest) -> list[dict[str, Any]]:
    """The three sizes for `parts/text_size.html`: {label, url, size, current}."""
    labels = {"1": _("Ordinary letters"), "2": _("Larger letters"), "3": _("Largest letters")}
    rest = request.GET.copy()
    chosen = size_of(request)
    links = []
    for size, label in labels.items():
        rest[ASKED] = size
        links.append({"label": label, "url": f"?{rest.urlencode()}", "size": size, "current": size == chosen})
    return links
