"""A consent agenda: prepared answers approved at once, each explicitly; any seat pulls an item out."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consult.acting.desk import Desk, plan_desk
from consult.acting.kept import forget, keep
from consult.acting.moves import Move, move, moves
from consult.acting.standing import may_do
from consult.acting.values import panel_of
from consult.acting.voices import VoicesForm, positions_by_side, record_voices
from consult.acting.whose import may_relay
from consult.places import crumbs
from consult.sentences import disposition_words, outcome_words, word
from consult.templatetags.dohoda import count
from consult.text import plain_of
from consult.visible import opened
from workflow.perform import RefusedError
from workflow.rules import rows
from workflow.rules.acts.agenda import item_name
from workflow.store import Rows


@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest, slug: str, call: str) -> HttpResponse:
    """The listed answers and who agrees; posted, what members said, as the minute-taker enters it."""
    desk = plan_desk(request, slug)
    row = desk.rows(rows.Call).filter(key=f"{slug}/{call}", kind="consent").first()
    if row is None:
        raise Http404
    if request.method != "POST" or not row.open:
        return _page(request, desk, row)
    keep(request)
    form = VoicesForm(desk, row, data=request.POST)
    try:
        if form.is_valid():
            done = record_voices(form)
            forget(request)
            messages.success(request, _("Recorded: %(count)s.") % {"count": count(len(done), "entry")})
            return HttpResponseRedirect(request.path, status=303)
    except RefusedError as refusal:
        return _page(request, desk, row, voices=form, obstacles=refusal.obstacles, status=409)
    return _page(request, desk, row, voices=form, status=422)


def _page(
    request: HttpRequest,
    desk: Desk,
    row: Any,
    *,
    voices: VoicesForm | None = None,
    obstacles: Any = (),
    status: int = 200,
) -> HttpResponse:
    here = desk.here
    assert here is not None
    name = row.key.split("/", 1)[1]
    scribe = row.open and may_relay(desk, "take_position", row.body)
    context = {
        "here": here,
        "crumbs": crumbs(here, (_("Decisions"), here.address("decisions"))),
        "state": {"state": "waiting", "label": _("open")}
        if row.open
        else {"state": "done", "label": outcome_words(row.outcome)},
        "items": _items(desk, row, name, request.path),
        "positions": positions_by_side(desk, row),
        "voices": voices or (VoicesForm(desk, row) if scribe else None),
        "panel": panel_of(desk, obstacles) if obstacles else None,
        "moves": _moves(desk, row, name, request.path),
    }
    return render(request, "pages/agenda.html", context, status=status)


def _items(desk: Desk, row: Any, name: str, back: str) -> list[dict[str, Any]]:
    """Each listed answer: what was said, what is proposed, whether somebody pulled it out."""
    here = desk.here
    assert here is not None
    stem = len(item_name(name, ""))
    numbers = [item[stem:] for item in row.proposals]
    keys = [here.key(number) for number in numbers]
    matters = {found.key: found for found in desk.rows(rows.Matter).filter(key__in=keys)}
    answers = {found.key: found for found in desk.rows(rows.Answer).filter(key__in=keys)}
    asked = {
        found.key: found
        for found in desk.rows(rows.Proposal).filter(key__in=[here.key(item) for item in row.proposals])
    }
    words = [matter.words for matter in matters.values()] + [answer.reason for answer in answers.values()]
    texts, may_pull = opened(here.territory, words), row.open and _may_pull(desk, row)
    told = []
    for item, number, key in zip(row.proposals, numbers, keys, strict=True):
        matter, answer, question = matters.get(key), answers.get(key), asked.get(here.key(item))
        pulled = item in row.pulled
        known = {"call": name, "matter": number}
        told.append(
            {
                "number": number,
                "url": here.address("settle", number),
                "words": plain_of(texts.get(matter.words, "") if matter else "", most=160),
                "disposition": disposition_words(answer.disposition) if answer else "",
                "reason": plain_of(texts.get(answer.reason or "", "") if answer else "", most=240),
                "state": "missing" if pulled else "waiting" if row.open else "done",
                "label": _("pulled out") if pulled else word("proposal status", question.status) if question else "",
                "pull": move(desk, "pull_out", known=known, back=back, at_once=True, quiet=True, mark=number)
                if may_pull and not pulled
                else None,
            }
        )
    return told


def _may_pull(desk: Desk, row: Any) -> bool:
    return desk.held is not None and desk.held.key in [seat for seat, _side, _sub in row.counted]


def _moves(desk: Desk, row: Any, name: str, back: str) -> list[Move]:
    known, state = {"call": name}, Rows(desk.territory)
    if not row.open:
        left = desk.rows(rows.Matter).filter(open=True).exists()
        return moves(desk, state, row.body, ("settle_many", {"known": known, "back": back})) if left else []
    wanted: list[tuple[str, dict[str, Any]]] = []
    if _may_pull(desk, row) and may_do(desk, "take_position", state, row.body):
        ask = ("position", "reason", "ground")
        wanted.append(("take_position", {"known": known, "ask": ask, "back": back, "at_once": True}))
    wanted.append(("close_agenda", {"known": known, "back": back}))
    return moves(desk, state, row.body, *wanted)
