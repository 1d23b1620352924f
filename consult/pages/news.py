"""News of a plan: what happened at each stage, in sentences, each with its entry in the book."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from consult.news import by_stage
from consult.places import crumbs, plan_or_404


@require_safe
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest stage first."""
    here = plan_or_404(request, slug)
    context = {
        "here": here,
        "crumbs": crumbs(here),
        "stages": by_stage(here),
        "feed_url": here.address("plan_feed"),
        "follow_url": here.address("follow"),
    }
    return render(request, "pages/news.html", context)
