"""Who this site works for, how that is tested, what does not work yet, and whom to tell."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

CHECKED_ON = "2026-11-22"  # when the statement was last held against the pages and their tests


@require_safe
def view(request: HttpRequest) -> HttpResponse:
    """A note, the same for everybody."""
    return render(request, "pages/accessibility.html", {"checked_on": CHECKED_ON})
