"""The outbox of the demo: letters that would have left, readable and with working links, for this machine alone."""

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consult.addresses import address
from consult.letters.outbox import letters_sent
from consult.letters.rounds import gather
from consult.letters.worker import run_errands
from consult.who import demo_door_open

FILES = "django.core.mail.backends.filebased.EmailBackend"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest) -> HttpResponse:
    """Outside the demo there is no such page. POST sends what waits, without waiting for the hour or the next day."""
    if not demo_door_open(request) or settings.EMAIL_BACKEND != FILES:
        raise Http404
    if request.method == "POST":
        gather(timezone.now(), hurry=True)
        run_errands()
        return HttpResponseRedirect(address("outbox"), status=303)
    return render(request, "pages/outbox.html", {"letters": letters_sent(Path(settings.EMAIL_FILE_PATH))})
