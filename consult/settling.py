"""Saving an answer under a lease: words that come late are kept beside the newer ones, never in their place."""

from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from consult.acting.desk import Desk
from consult.acting.kept import NOT_KEPT, keep
from consult.acting.moves import Move
from consult.acting.steps import act_page
from consult.leases import LateError, TakenUpError, save_under, take_up
from consult.pages.take_up import busy_words
from consult.places import crumbs
from consult.sentences import act_label, disposition_words, field_label
from consult.visible import opened, read_by_office
from workflow.rules import rows

SAVES = frozenset({"draft_answer", "write_section"})
TOKEN, AGAIN = "lease", "again"  # in the address of a save
LONG_WORDS = ("reason", "destination", "title", "text")


def leased(moves: list[Move], path: str, lease: dict[str, Any] | None) -> list[Move]:
    """The moves of the page of settling; those that save go through it, with the token they are written under."""
    token = f"&{TOKEN}={lease['token']}" if lease and lease["mine"] else ""
    for move in moves:
        if move["act"] in SAVES:
            move["url"] = f"{path}?act={move['act']}&{move['url'].partition('?')[2]}{token}"
    return moves


def save(request: HttpRequest, desk: Desk, row: Any, number: str) -> HttpResponse:
    """The form of an act that saves words on a comment, while nobody else has taken it up since they were begun."""
    act = request.GET["act"]
    if request.method != "POST" or desk.held is None:
        return act_page(request, desk, act)
    try:
        if request.GET.get(AGAIN):
            return _again(request, take_up(desk, number).token)
        with transaction.atomic():
            save_under(desk, number, _token(request))
            return act_page(request, desk, act)
    except TakenUpError as busy:
        return _both(request, desk, row, number, busy_words(desk, busy.lease), free=False)
    except LateError:
        why = _("Somebody else has taken the comment up since you began to write. Nothing of yours is lost.")
        return _both(request, desk, row, number, why, free=True)


def _token(request: HttpRequest) -> int | None:
    said = request.GET.get(TOKEN, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 18 else None


def _without(request: HttpRequest, **more: Any) -> str:
    """The address of this save with another token, or none."""
    kept = [(name, value) for name, values in request.GET.lists() for value in values if name not in (TOKEN, AGAIN)]
    return f"{request.path}?{urlencode([*kept, *more.items()])}"


def _again(request: HttpRequest, token: int) -> HttpResponse:
    """The same words once more, under the new token; 307 makes the browser send what it sent (RFC 9110 15.4.8)."""
    return HttpResponseRedirect(_without(request, **{TOKEN: token}), status=307)


def _both(request: HttpRequest, desk: Desk, row: Any, number: str, why: str, *, free: bool) -> HttpResponse:
    """Both texts side by side: what was typed, and what stands now."""
    keep(request)
    assert desk.here is not None
    act = request.GET["act"]
    typed = [(name, value) for name in request.POST for value in request.POST.getlist(name) if name not in NOT_KEPT]
    own = [{"label": field_label(act, name), "value": value} for name, value in typed if name in LONG_WORDS and value]
    context = {
        "here": desk.here,
        "crumbs": crumbs(desk.here, (_("Comment no. %(number)s") % {"number": number}, _back(desk, number))),
        "number": number,
        "title": act_label(act),
        "why": why,
        "own": own,
        "theirs": _standing_now(desk, row),
        "free": free,
        "url": _without(request, **{AGAIN: 1}),
        "hidden": [*typed, ("as", request.POST.get("as", "")), ("next", request.POST.get("next", ""))],
        "back_url": _back(desk, number),
    }
    return render(request, "acting/late.html", context, status=409)


def _back(desk: Desk, number: str) -> str:
    return desk.here.address("settle", number) if desk.here else ""


def prepared_words(desk: Desk, answer: Any) -> dict[str, str]:
    """The words of a prepared answer: public once it is settled, before that for those who write it together."""
    commits = [answer.reason, answer.destination]
    return read_by_office(desk, commits) | opened(desk.territory, commits)


def _standing_now(desk: Desk, row: Any) -> list[dict[str, str]]:
    """The prepared answer and the text of the section as they are at this moment."""
    answer = desk.rows(rows.Answer).filter(key=row.key).first()
    section = desk.rows(rows.Section).filter(key=row.section).first() if row.section else None
    told = []
    if answer is not None:
        texts = prepared_words(desk, answer)
        told.append({"label": _("How to settle it"), "value": disposition_words(answer.disposition)})
        told.append({"label": _("Reason"), "value": texts.get(answer.reason or "", "")})
    if section is not None:
        texts = opened(desk.territory, [section.words])
        told.append({"label": _("Text of the section"), "value": texts.get(section.words, "")})
    return [one for one in told if one["value"]]
