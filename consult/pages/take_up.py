"""Take up a comment to work on it, or put it back: one button each, nothing is recorded in the book."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consult.acting.choices import body_words, people_words, seat_words
from consult.acting.desk import Desk, plan_desk
from consult.acting.standing import may_do
from consult.leases import TakenUpError, holder_of, put_back, take_up
from consult.models import Lease
from consult.templatetags.dohoda import short
from workflow.models import model_of
from workflow.rules import rows
from workflow.trail.canonical import format_time


@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Pressed, it leads to the page of settling; only opened, back to the comment."""
    desk = plan_desk(request, slug)
    here = desk.here
    if here is None or not here.rows(rows.Matter).filter(key=here.key(number)).exists():
        raise Http404
    if request.method != "POST":
        return HttpResponseRedirect(here.address("matter", number))
    if desk.held is None or not may_do(desk, "draft_answer"):
        messages.error(request, _("Only those who prepare answers take a comment up. Choose the seat you act for."))
        return HttpResponseRedirect(here.address("matter", number), status=303)
    if request.POST.get("step") == "put_back":
        if put_back(desk, number):
            messages.success(request, _("You have put the comment back. Others can take it up."))
        return HttpResponseRedirect(here.address("matter", number), status=303)
    try:
        lease = take_up(desk, number)
    except TakenUpError as error:
        messages.warning(request, busy_words(desk, error.lease))
        return HttpResponseRedirect(here.address("settle", number), status=303)
    until = {"until": short(lease.until)}
    messages.success(request, _("You work on this comment until %(until)s; saving prolongs it.") % until)
    return HttpResponseRedirect(here.address("settle", number), status=303)


def taken_up(desk: Desk, matter: str) -> dict[str, Any] | None:
    """Who works on a comment now: {since, until, mine, token, who}; the public is not told who. None: nobody."""
    assert desk.here is not None
    lease = holder_of(desk.here, matter)
    if lease is None:
        return None
    mine = desk.held is not None and (lease.seat, lease.person) == (desk.held.key, desk.standing.person or "")
    return {
        "since": format_time(lease.taken_at.replace(microsecond=0)),
        "until": format_time(lease.until.replace(microsecond=0)),
        "mine": mine,
        "token": lease.token if mine else None,
        "who": seat_line(desk, lease) if desk.held is not None and not mine else "",
    }


def busy_words(desk: Desk, lease: Lease) -> str:
    """Who works on it and until when, for those at the table."""
    told = {"who": seat_line(desk, lease), "until": short(lease.until)}
    return _("%(who)s works on this comment until %(until)s. Then you can take it up.") % told


def seat_line(desk: Desk, lease: Lease) -> str:
    """The seat that holds a lease, in words."""
    seat = model_of(rows.Seat).objects.filter(territory=desk.territory, key=lease.seat).first()
    return seat_words(seat, body_words(desk), people_words(desk)) if seat is not None else lease.seat
