"""One question: who stands where, what the charter makes of it now, and every way on that is open to the reader."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consult.acting.choices import fresh_name
from consult.acting.desk import Desk, plan_desk
from consult.acting.kept import forget, keep
from consult.acting.moves import Move, moves
from consult.acting.values import panel_of
from consult.acting.verdicts import followed_by, rounds_of, verdict_now, what_it_is_about
from consult.acting.voices import ACT_OF, VoicesForm, positions_by_side, record_voices
from consult.acting.whose import may_relay
from consult.decided import body_name, decisions_of
from consult.places import crumbs
from consult.sentences import word
from consult.templatetags.dohoda import count
from consult.visible import opened
from workflow.models import model_of
from workflow.perform import RefusedError
from workflow.rules import rows
from workflow.rules.act import FactsError
from workflow.store import Rows

STATES = {"open": "waiting", "parked": "waiting", "agreed": "done", "adopted_by_vote": "done"}


@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest, slug: str, proposal: str) -> HttpResponse:
    """A question put to a body; posted, what its members said, as the minute-taker enters it."""
    desk = plan_desk(request, slug)
    row = desk.rows(rows.Proposal).filter(key=f"{slug}/{proposal}").first()
    if row is None:
        raise Http404
    call = desk.rows(rows.Call).filter(key=row.call).first() if row.call else None
    if call is not None and call.kind == "consent":
        return HttpResponseRedirect(desk.here.address("agenda", call.key.split("/", 1)[1]))  # type: ignore[union-attr]
    if request.method == "POST" and call is not None:
        return _enter(request, desk, row, call)
    return _page(request, desk, row, call)


def _enter(request: HttpRequest, desk: Desk, row: Any, call: Any) -> HttpResponse:
    keep(request)
    form = VoicesForm(desk, call, data=request.POST)
    try:
        if form.is_valid():
            done = record_voices(form)
            forget(request)
            messages.success(request, _("Recorded: %(count)s.") % {"count": count(len(done), "entry")})
            return HttpResponseRedirect(request.path, status=303)
    except RefusedError as refusal:
        return _page(request, desk, row, call, voices=form, obstacles=refusal.obstacles, status=409)
    except FactsError:
        form.add_error(None, _("This does not fit. Please write it again."))
    return _page(request, desk, row, call, voices=form, status=422)


def _page(
    request: HttpRequest, desk: Desk, row: Any, call: Any, *, voices: VoicesForm | None = None, obstacles: Any = (),
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    here, state = desk.here, Rows(desk.territory)
    assert here is not None
    body = model_of(rows.Body).objects.filter(territory=desk.territory, key=row.body).first()
    texts = opened(desk.territory, [row.words, row.statement, body.name if body else None])
    scribe = call is not None and may_relay(desk, ACT_OF[call.kind], row.body)
    past, recorded = rounds_of(desk, row), texts.get(body.name, "") if body else ""
    context = {
        "here": here,
        "crumbs": crumbs(here, (_("Decisions"), here.address("decisions"))),
        "title": texts.get(row.words) or _("A question to decide"),
        "kicker": f"{body_name(here, row.body, recorded)} · {word('question', row.kind)}",
        "state": {"state": STATES.get(row.status, "missing"), "label": word("proposal status", row.status)},
        "about": what_it_is_about(desk, row),
        "statement": texts.get(row.statement or "", ""),
        "call": call,
        "positions": positions_by_side(desk, call) if call else [],
        "verdict": verdict_now(desk, call) if call else None,
        "decided": decisions_of(here, [row])[0] if row.status in ("agreed", "adopted_by_vote") else None,
        "past": past,
        "voices": voices or (VoicesForm(desk, call) if scribe else None),
        "panel": panel_of(desk, obstacles) if obstacles else None,
        "moves": _moves(desk, state, row, call, request.path),
        "follow": followed_by(desk, row),
    }
    return render(request, "pages/decision.html", context, status=status)


def _moves(desk: Desk, state: Rows, row: Any, call: Any, back: str) -> list[Move]:
    name = row.key.split("/", 1)[1]
    if call is not None:
        return moves(desk, state, row.body, *_during(desk, row, call, name, back))
    if row.status == "parked":
        return moves(desk, state, row.body, ("resume_proposal", {"known": {"proposal": name}, "back": back}))
    return moves(desk, state, row.body, *_between(desk, row, name, back)) if row.status == "open" else []


def _during(desk: Desk, row: Any, call: Any, name: str, back: str) -> list[tuple[str, dict[str, Any]]]:
    known = {"call": call.key.split("/", 1)[1]}
    counted = desk.held is not None and desk.held.key in [seat for seat, _side, _sub in call.counted]
    wanted: list[tuple[str, dict[str, Any]]] = []
    if counted and call.kind == "vote":
        wanted.append(("cast_ballot", {"known": known, "ask": ("ballot", "reason"), "back": back, "at_once": True}))
    elif counted:
        ask = ("position", "reason", "ground")
        wanted.append(("take_position", {"known": known, "ask": ask, "back": back, "at_once": True}))
    wanted.append(("close_vote" if call.kind == "vote" else "close_call", {"known": known, "back": back}))
    if counted:
        wanted.append(("declare_conflict", {"known": {"proposal": name}, "back": back, "quiet": True}))
    if counted and call.written:
        wanted.append(("demand_meeting", {"known": known, "back": back, "quiet": True}))
    return wanted


def _between(desk: Desk, row: Any, name: str, back: str) -> list[tuple[str, dict[str, Any]]]:
    known = {"proposal": name}
    opening = {"known": known | {"call": fresh_name(desk, "call")}, "initial": _open_meeting(desk, row.body)}
    first = ("open_call", {**opening, "ask": ("meeting", "until"), "back": back})
    quiet = {"known": known, "back": back, "quiet": True}
    leaving = [
        ("withdraw_proposal", {**quiet, "ask": ("reason",)}),
        ("declare_conflict", quiet),
    ]
    if row.failed_rounds == 0:
        return [first, ("park_proposal", {**quiet, "ask": ("reason",)}), *leaving]
    ways: list[tuple[str, dict[str, Any]]] = [
        ("record_attempt", {"known": known, "ask": ("attempt", "told"), "back": back}),
        ("amend_proposal", {"known": known, "ask": ("text", "told"), "back": back}),
        first,
        ("state_disagreement", {"known": known, "ask": ("statement",), "back": back}),
        ("request_vote", {"known": known, "back": back, "whose": True}),
        ("open_vote", {**opening, "ask": ("meeting",), "back": back}),
    ]
    other = [(act, {**quiet, "ask": ("reason",)}) for act in ("park_proposal", "refer_proposal", "split_proposal")]
    return [*ways, *other, *leaving]


def _open_meeting(desk: Desk, body: str) -> dict[str, str]:
    """The meeting at the table this minute, if there is one."""
    found = desk.rows(rows.Meeting).filter(opened_at__isnull=False, closed_at=None, cancelled=False)
    meeting = found.filter(body=body).order_by("-born").first() or found.filter(body=None, kind="joint").first()
    return {"meeting": meeting.key.split("/", 1)[1]} if meeting else {}
