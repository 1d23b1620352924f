"""Who this site works for, what does not work yet, and whom to tell."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def view(request: HttpRequest) -> HttpResponse:
    """A note, the same for everybody."""
    return render(request, "pages/accessibility.html")
