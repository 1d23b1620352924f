"""The same form sent twice is one thing said: two presses of a button, an answer that never came, a page loaded again.

What is sent is known again by the browser (its cookie against forgery), the form as it was handed out, and every word
in it. What is kept beside the number it was given is a digest of that mark: from the database alone, even with our key,
nobody works the mark out, or the secret link that follows from it.
"""

import hashlib

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from consult.models import Entered

APART = "\x1f"


def mark_of_form(request: HttpRequest, *said: str) -> str:
    """By what the same sending is known again; another for every browser, form and word. "" without a cookie."""
    browser = str(request.META.get("CSRF_COOKIE") or "")
    if not browser or request.META.get("CSRF_COOKIE_NEEDS_UPDATE"):
        return ""
    value = APART.join([browser, request.path, request.POST.get("timestamp", ""), *said])
    return salted_hmac("consult.once", value, algorithm="sha256").hexdigest()


def sent_before(territory: str, plan: str, mark: str) -> int | None:
    """The number the same sending was given; None where it is new. One query at most."""
    if not mark:
        return None
    found = Entered.objects.filter(territory=territory, plan=plan, mark=_kept(mark))
    return found.values_list("number", flat=True).first()


def note_sent(territory: str, plan: str, mark: str, number: int) -> None:
    """Keep the number; inside the transaction. Raises IntegrityError where the other of two presses came first."""
    if mark:
        Entered.objects.create(territory=territory, plan=plan, mark=_kept(mark), number=number)


def _kept(mark: str) -> str:
    return hashlib.sha256(mark.encode()).hexdigest()
