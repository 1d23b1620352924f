"""What this site knows about people, for how long, and how to have it erased."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def view(request: HttpRequest) -> HttpResponse:
    """A note, the same for everybody."""
    return render(request, "pages/privacy.html")
