"""Do letters arrive? An office sends one to its own address and reads what the mail server said."""

from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consult.addresses import address
from consult.letters import budget
from consult.letters.writing import trial
from consult.who import keeps_an_office, standings
from workflow.rules.clock import local_date

SMTP = "django.core.mail.backends.smtp.EmailBackend"
LONGEST_ANSWER = 300


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest) -> HttpResponse:
    """For the clerk of an office alone; POST sends one letter to the clerk's own address, and to no other."""
    if not request.user.is_authenticated:
        return redirect(f"{address('sign_in')}?next={address('mail_test')}")
    if not keeps_an_office(standings(request.user)):
        raise PermissionDenied
    outcome = _tried(request.user.email) if request.method == "POST" else {}
    context = {
        "to": request.user.email,
        "sender": settings.DEFAULT_FROM_EMAIL,
        "server": _server(),
        **outcome,
    }
    return render(request, "pages/mail_test.html", context, status=502 if outcome.get("refused") else 200)


def _server() -> str:
    """Where letters go, in words."""
    if settings.EMAIL_BACKEND == SMTP:
        return _("the mail server %(host)s, port %(port)s") % {
            "host": settings.EMAIL_HOST, "port": settings.EMAIL_PORT,
        }  # fmt: skip
    return _("files on this machine: no mail server is set")


def _tried(mail: str) -> dict[str, Any]:
    try:
        budget.spend(mail, network="", day=local_date(timezone.now()))
    except budget.OverdrawnError:
        return {"refused": _("Enough letters went to this address today. Try again tomorrow.")}
    try:
        trial(mail).send()
    except (SMTPException, OSError) as refusal:
        return {"refused": " ".join(f"{type(refusal).__name__}: {refusal}".split())[:LONGEST_ANSWER]}
    return {"sent": True}
