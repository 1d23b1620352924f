"""Leaving: by a button, never by a link that something else could follow."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST


@require_POST
def view(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("home")
