"""Whose decision or words an act is, when another types it: only where the rules let it be relayed, and by whom."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from consult.acting.choices import Choices, body_words, people_words, seat_words
from consult.acting.desk import Desk
from consult.acting.fields import MomentField
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.act import ACTS
from workflow.rules.authority import AUTHORITY, RELAY
from workflow.rules.case import CITIZEN, Standing
from workflow.rules.pens import Pen, holds
from workflow.rules.sides import STATUTORY_BODIES
from workflow.store import Rows

MINE, CITIZENS = "", "citizen"
MOST_SEATS = 500
UNNAMED = frozenset({"ask_for_help"})  # what somebody needs is not to be found beside their number in the book
BY_VOICE = frozenset({"agree_side", "take_position", "cast_ballot", "pull_out", "request_vote", "demand_meeting"})


def may_relay(desk: Desk, act: str, table: str | None = None) -> bool:
    """Whether this seat may enter the act for somebody else, at the table of `table` or at its own."""
    if desk.held is None or act not in RELAY:
        return False
    state = Rows(desk.territory)
    return any(holds(state, pen, desk.standing, table or desk.standing.body) for pen in RELAY[act])


def whose_fields(desk: Desk, act: str, given: dict[str, str]) -> dict[str, forms.Field]:
    """The questions about whose act it is, for those who may relay it; none for everybody else."""
    made: dict[str, forms.Field] = {}
    table = _table_of(desk, given)
    if may_relay(desk, act, table):
        label = _("Whose decision or words are these?")
        made["by"] = forms.ChoiceField(label=label, choices=owners(desk, act, table), required=False)
        if Pen.ANYONE in AUTHORITY[act]:
            made["on_behalf_of"] = forms.CharField(
                label=_("Who said it"),
                help_text=_("A person, an organisation or a circle of people. Kept for the office, not published."),
                required=False,
                max_length=300,
            )
    if desk.held is not None:
        made["happened"] = MomentField(
            label=_("When it happened, if earlier than now"),
            help_text=_("For example 14. 5. 2026 16:00."),
            required=False,
        )
    return made


def owners(desk: Desk, act: str, table: str | None) -> Choices:
    """Those whose act it may be: oneself, a citizen, or the seats that hold the pen."""
    pens, own = AUTHORITY[act], desk.held is not None and (desk.held.votes or act not in BY_VOICE)
    listed: Choices = [(MINE, _("my own") if own else "–")]
    if Pen.ANYONE in pens:
        listed.append((CITIZENS, _("somebody from the public")))
    found = model_of(rows.Seat).objects.filter(territory=desk.territory, filled=True).order_by("body", "born")
    if Pen.COUNCIL_CLERK in pens:
        councils = model_of(rows.Body).objects.filter(territory=desk.territory, kind__in=list(STATUTORY_BODIES))
        keys = list(councils.values_list("key", flat=True)) if table is None else [table]
        found = found.filter(body__in=keys, role="clerk")
    elif table is not None:
        found = found.filter(body=table)
    if Pen.MEMBER in pens or act in BY_VOICE:
        found = found.filter(votes=True)
    names, people = body_words(desk), people_words(desk)
    return [*listed, *((seat.key, seat_words(seat, names, people)) for seat in found[:MOST_SEATS])]


def _table_of(desk: Desk, given: dict[str, str]) -> str | None:
    """The body at whose table it happens, by the call, proposal or council already named."""
    if desk.here is None:
        return given.get("council") or None
    for field, table in (("call", rows.Call), ("proposal", rows.Proposal)):
        if name := given.get(field):
            key = desk.here.key(name)
            return (
                model_of(table).objects.filter(territory=desk.territory, key=key).values_list("body", flat=True).first()
            )
    return given.get("council") or None


def voices(desk: Desk, act: str, cleaned: dict[str, Any]) -> dict[str, Any]:
    """`by`, `actor`, `on_behalf_of`, `happened` and a new plan's name, for the request, from what was chosen."""
    more: dict[str, Any] = {"happened": cleaned.get("happened"), "plan": cleaned.get("plan_name")}
    owner = cleaned.get("by")
    if owner == CITIZENS:
        more |= {"by": CITIZEN, "actor": desk.standing, "on_behalf_of": cleaned.get("on_behalf_of") or None}
    elif owner and owner != desk.standing.key and (seat := standing_at(desk.territory, owner)):
        more |= {"by": seat, "actor": desk.standing}
    elif act in UNNAMED:
        more |= {"by": CITIZEN}
    elif desk.held is not None and Pen.ANYONE in AUTHORITY[act] and Pen.HOLDER not in AUTHORITY[act]:
        more |= {"by": Standing(None, None, "public", desk.standing.person)}
    return {key: value for key, value in more.items() if value}


def standing_at(territory: str, key: str) -> Standing | None:
    """The standing of whoever holds a seat, as the rules compare it."""
    seat = model_of(rows.Seat).objects.filter(territory=territory, key=key).first()
    return Standing(seat.body, key.split("/", 1)[1], seat.side, seat.person) if seat else None


assert RELAY.keys() <= ACTS.keys()
