"""One meeting: called, open, attended, closed, minuted; and the questions on its table."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.acting.choices import fresh_name, seats
from consult.acting.desk import Desk, plan_desk
from consult.acting.moves import Move, moves
from consult.decided import body_name
from consult.places import Here, crumbs
from consult.sentences import word
from consult.templatetags.dohoda import count, moment
from consult.visible import opened
from workflow.models import Opening, model_of
from workflow.rules import rows
from workflow.store import Rows


@require_safe
def view(request: HttpRequest, slug: str, meeting: str) -> HttpResponse:
    """What is known of a meeting, and what its chair, minute-taker or coordinator can do with it now."""
    desk = plan_desk(request, slug)
    here = desk.here
    assert here is not None
    row = desk.rows(rows.Meeting).filter(key=here.key(meeting)).first()
    if row is None:
        raise Http404
    body = model_of(rows.Body).objects.filter(territory=here.territory, key=row.body).first() if row.body else None
    texts = opened(here.territory, [row.minutes, body.name if body else None])
    title = body_name(here, row.body, texts.get(body.name, "")) if body else word("meeting", row.kind).capitalize()
    open_questions = desk.rows(rows.Proposal).filter(status="open").order_by("born")
    open_questions = open_questions.filter(body=row.body) if row.body else open_questions
    context = {
        "here": here,
        "crumbs": crumbs(here, (_("Meetings"), here.address("meetings"))),
        "title": title,
        "kind": word("meeting", row.kind),
        "state": _state(row),
        "facts": [*_announced(desk, row), *_facts(desk, here, row)],
        "minutes": texts.get(row.minutes or "", ""),
        "questions": _questions(here, list(open_questions[:50])) if row.opened_at and not row.closed_at else [],
        "moves": _moves(desk, row, meeting, request.path),
    }
    return render(request, "pages/meeting.html", context)


def _state(row: Any) -> dict[str, str]:
    if row.cancelled:
        return {"state": "missing", "label": _("cancelled")}
    if row.closed_at:
        return {"state": "done", "label": _("held")}
    return {"state": "waiting", "label": _("open now") if row.opened_at else _("called")}


def _announced(desk: Desk, row: Any) -> list[dict[str, Any]]:
    """Place and programme, as the entry that called the meeting has them."""
    words = {found.field: found.commit for found in Opening.objects.filter(territory=desk.territory, n=row.born)}
    texts = opened(desk.territory, words.values())
    labels = {"place": _("Place"), "programme": _("Programme")}
    return [{"label": label, "value": texts[words[name]]} for name, label in labels.items() if words.get(name) in texts]


def _facts(desk: Desk, here: Here, row: Any) -> list[dict[str, Any]]:
    facts: list[dict[str, Any]] = [{"label": _("Starts"), "value": moment(row.starts_at)}]
    if not row.duly_called:
        facts.append({"label": _("Invitation"), "value": _("it went out later than it should")})
    present = model_of(rows.Attendance).objects.filter(territory=here.territory, meeting=row.key).order_by("born")
    if row.opened_at:
        people = dict(
            seats(desk, model_of(rows.Seat).objects.filter(territory=here.territory, key__in=present.values("seat")))
        )
        who = [people.get(mark.seat, mark.seat) for mark in present]
        facts.append({"label": _("Present"), "value": "\n".join(who) or _("nobody is recorded yet")})
        facts.append({"label": _("Guests"), "value": count(row.guests, "person")})
    if row.minutes:
        approved = _("approved by the group") if row.minutes_approved else _("published, not approved yet")
        facts.append({"label": _("Minutes"), "value": approved})
    return facts


def _questions(here: Here, found: list[Any]) -> list[dict[str, str]]:
    texts = opened(here.territory, [row.words for row in found])
    return [
        {"url": here.address("decision", row.key.split("/", 1)[1]), "label": texts.get(row.words) or row.subject}
        for row in found
    ]


def _moves(desk: Desk, row: Any, name: str, back: str) -> list[Move]:
    known, state = {"meeting": name}, Rows(desk.territory)
    if row.cancelled:
        return []
    if row.opened_at is None:
        cancel = {"known": known, "ask": ("reason",), "back": back, "quiet": True}
        opening = {"known": known, "back": back, "at_once": True}
        return moves(desk, state, row.body, ("open_meeting", opening), ("cancel_meeting", cancel))
    if row.closed_at is None:
        attend = {
            "known": known,
            "ask": ("seats", "substitutes", "guests"),
            "back": back,
            "initial": {"guests": row.guests},
        }
        wanted = [("record_attendance", {**attend, "at_once": True}), *_asking(desk, row, back)]
        found = moves(
            desk, state, row.body, *wanted, ("close_meeting", {"known": known, "back": back, "at_once": True})
        )
        return [_at_this_table(desk, row, each) for each in found]
    minutes = ("publish_minutes", {"known": known, "ask": ("minutes",), "back": back})
    return moves(desk, state, row.body, minutes, ("approve_minutes", {"known": known, "back": back, "quiet": True}))


def _asking(desk: Desk, row: Any, back: str) -> list[tuple[str, dict[str, Any]]]:
    """A new question to the body that sits here."""
    if row.body is None:
        return []
    known = {"proposal": fresh_name(desk, "proposal"), "body": row.body}
    return [("propose", {"known": known, "ask": ("kind", "subject", "question", "text"), "back": back})]


def _at_this_table(desk: Desk, row: Any, each: Move) -> Move:
    """Only the seats of the body that meets are ticked off."""
    if each["act"] == "record_attendance" and row.body:
        held = model_of(rows.Seat).objects.filter(territory=desk.territory, body=row.body, filled=True).order_by("born")
        listed = seats(desk, held)
        for field in ("seats", "substitutes"):
            each["form"].fields[field].choices = listed
    return each
