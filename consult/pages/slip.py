"""The slip: what a person takes home after speaking. Printed once with its secret link, later without it."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from consult.acting.desk import Desk, matter_desk
from consult.addresses import address, whole_address
from consult.bookcode import code_of
from consult.cards import number_of
from consult.models import Comment
from consult.own import comment_of, is_author, own_link, qr_svg, secret_for_slip, words_on_slip
from consult.places import Here, crumbs
from consult.sentences import word
from consult.templatetags.dohoda import until
from workflow.models import Book
from workflow.rules.pens import OFFICE_PENS, holds_any
from workflow.store import Rows
from workflow.trail.canonical import format_time, parse_time


@never_cache
@require_safe
def view(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """For whoever sent it, and for the office that prints it at the counter; a stranger is told whose it is."""
    desk, here, row = matter_desk(request, slug, number)
    if row.point:
        return HttpResponseRedirect(here.address("slip", row.number))
    comment = comment_of(here, row.number)
    secret = secret_for_slip(request, comment) if comment is not None else ""
    mine = is_author(request, row)
    if not (secret or mine or at_counter(desk)):
        return not_yours(request, here, row)
    context = {
        "here": here,
        "crumbs": crumbs(here, (f"{word('matter', row.kind).capitalize()} {number}", here.address("matter", number))),
        "slip": slip_of(here, row, comment, secret),
        "secret": bool(secret),
        "mine": mine,
        "late": row.late,
        "held": row.held,
        "own_url": here.address("own", number) if mine else "",
        **files_of(here, row, mine=mine),
    }
    return render(request, "pages/slip.html", context)


def at_counter(desk: Desk) -> bool:
    """Whether somebody of the office or the team sits here, who takes in paper and prints slips for people."""
    return desk.held is not None and holds_any(Rows(desk.territory), OFFICE_PENS, desk.standing)


def slip_of(here: Here, row: Any, comment: Comment | None, secret: str) -> dict[str, Any]:
    """The slip as `parts/slip.html` takes it; without the secret, it leads to the public page of the comment."""
    number = number_of(row)
    public = here.address("matter", number)
    link = own_link(here, row.number, secret) if secret else whole_address(public)
    due = format_time(parse_time(row.received_at) + timedelta(days=here.process.comments.answer_days))
    promise = _("You will get an answer with a reason, %(until)s. You will find it under this number.")
    title = _("The way to your comment") if secret else _("The way to this comment")
    return {
        "number": number,
        "received": row.received_at,
        "words": words_on_slip(comment, secret) if comment is not None else (),
        "code": code_of(here.territory, row.born + 1),
        "check": whole_address(address("check", here.territory)),
        "link": link,
        "url": link if secret else public,
        "own": bool(secret),
        "promise": promise % {"until": until(due[:10])},
        "picture": qr_svg(link, title),
        "town": here.town.name,
        "plan": here.title,
    }


def files_of(here: Here, row: Any, *, mine: bool) -> dict[str, Any]:
    """The promise and the receipt, and whether the receipt is there already."""
    sealed = Book.objects.filter(territory=here.territory).values_list("sealed", flat=True).first() or 0
    receipt = here.address("own_receipt", row.number) if mine else address("receipt", here.territory, row.born)
    return {
        "receipt_ready": row.born < sealed,
        "receipt_url": receipt,
        "promise_url": address("promise", here.territory, row.born),
        "entry_url": address("entry", here.territory, row.born),
    }


def not_yours(request: HttpRequest, here: Here, row: Any, *, notice: str = "") -> HttpResponse:
    """The page for somebody who has not shown that the comment is theirs, or whose session has ended."""
    number = number_of(row)
    context = {
        "here": here,
        "crumbs": crumbs(here),
        "number": number,
        "notice": notice,
        "matter_url": here.address("matter", number),
        "lost_url": here.address("lost_link"),
    }
    return render(request, "acting/not_yours.html", context, status=403)
