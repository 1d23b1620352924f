"""A poster for a notice board or a waiting room: what is asked, until when, and a square code for a telephone."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.addresses import whole_address
from consult.course import is_commentable
from consult.own import qr_svg
from consult.places import Here, crumbs, plan_or_404
from consult.topics import Topic, topics_of
from consult.who import now


@require_safe
def view(request: HttpRequest, slug: str, topic: str = "") -> HttpResponse:
    """For the whole plan, or for one topic with its short address; from the code to the slip it is three screens."""
    here = plan_or_404(request, slug)
    topics = topics_of(here.process, here.territory)
    chosen = next((one for one in topics if one.id == topic), None)
    if topic and chosen is None:
        raise Http404
    link = whole_address(_leads_to(here, chosen))
    at = now()
    open_now = is_commentable(here.plan, at)
    context: dict[str, Any] = {
        "here": here,
        "crumbs": crumbs(here),
        "topic": chosen,
        "link": link,
        "shown": link.partition("://")[2].rstrip("/").split("/"),
        "picture": qr_svg(link, _("The way to the plan: %(link)s") % {"link": link}),
        "deadline": here.plan.closes_at if open_now else None,
        "others": [(one, here.address("poster", one.id)) for one in topics if one != chosen],
        "plan_poster_url": here.address("poster") if chosen else "",
    }
    return render(request, "pages/poster.html", context)


def _leads_to(here: Here, topic: Topic | None) -> str:
    """Every topic has one newest plan; the poster of another plan leads to that plan."""
    return topic.url if topic is not None and topic.url else here.url
