"""Comments said by voice that wait to be written down by the office: heard here, written in the form of the act."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from consult.acting.desk import Desk, plan_desk
from consult.acting.standing import may_do
from consult.cards import cards_of
from consult.filters import page_of
from consult.pages.intake import not_for_you
from consult.places import Here, crumbs
from consult.recordings import player_url, waiting_recordings
from consult.sentences import who_may

A_PAGE = 20


@never_cache
@require_safe
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """For those who may write them down; others are told who does it."""
    desk = plan_desk(request, slug)
    here = desk.here
    assert here is not None
    if not (desk.held and may_do(desk, "transcribe_matter")):
        told = _("Recordings are written down by: %(who)s.") % {"who": who_may("transcribe_matter")}
        return not_for_you(request, desk, told)
    page = page_of(Paginator(waiting_recordings(here), A_PAGE), request)
    cards = cards_of(here, list(page.object_list))
    listed = [_listed(desk, here, card, row) for card, row in zip(cards, page.object_list, strict=True)]
    context = {"here": here, "crumbs": crumbs(here), "page": page, "recordings": listed, "address": "?page="}
    return render(request, "pages/recordings.html", context)


def _listed(desk: Desk, here: Here, card: dict[str, Any], row: Any) -> dict[str, Any]:
    asked = urlencode({"matter": row.number, "next": here.address("recordings")})
    return {**card, "player": player_url(desk, row), "write_url": f"{desk.url('transcribe_matter')}?{asked}"}
