"""Pens: who holds the pen of an act, and which role in which body gives it.

The table of which act needs which pen is `authority`; the acts themselves may ask here who holds one.
"""

from enum import StrEnum

from workflow.rules.case import Standing
from workflow.rules.rows import Body, Seat
from workflow.rules.sides import BodyKind
from workflow.rules.state import State


class Role(StrEnum):
    """What a seat is for; duties may be held together in a small team, stated openly."""

    MEMBER = "member"
    LEAD = "lead"
    FACILITATOR = "facilitator"
    MINUTE_TAKER = "minute_taker"
    COORDINATOR = "coordinator"
    METHODOLOGIST = "methodologist"
    PROJECT_MANAGER = "project_manager"
    TOWN_CONTACT = "town_contact"
    CLERK = "clerk"


class Pen(StrEnum):
    """Who holds the pen of an act."""

    OPERATOR = "operator"  # runs the installation; three acts, no more
    CLOCK = "clock"
    ANYONE = "anyone"  # a citizen, without any seat
    CLERK = "clerk"  # the town's clerk, seated in the office
    TEAM = "team"  # coordinator, methodologist, project manager or town contact of the delivery team
    CHAIR = "chair"  # facilitator or lead of the body at the table, or a facilitator of the delivery team
    SCRIBE = "scribe"  # minute-taker of the body at the table or of the delivery team
    MEMBER = "member"  # a voting seat of the body at the table
    STEERING = "steering"  # facilitator, lead or minute-taker of a steering group
    GROUP = "group"  # any seat of a working group
    COUNCIL_CLERK = "council_clerk"  # the clerk seated in the council or board at the table
    HOLDER = "holder"  # any seat, for itself


TEAM_ROLES = frozenset({Role.COORDINATOR, Role.METHODOLOGIST, Role.PROJECT_MANAGER, Role.TOWN_CONTACT})
CHAIR_ROLES = frozenset({Role.FACILITATOR, Role.LEAD})
SCRIBE_ROLES = frozenset({Role.MINUTE_TAKER, Role.FACILITATOR, Role.LEAD})
OFFICE_PENS = (Pen.CLERK, Pen.TEAM)


def holds_any(state: State, pens: tuple[Pen, ...], who: Standing) -> bool:
    """Whether `who` holds one of these pens, at whatever table."""
    return any(holds(state, pen, who, None) for pen in pens)


def holds(state: State, pen: Pen, who: Standing, at_table: str | None) -> bool:
    """Whether `who` holds `pen` at the table of the body `at_table`."""
    return pen_held(pen, who, *place_of(state, who), at_table)


def place_of(state: State, who: Standing) -> tuple[Seat | None, Body | None]:
    """The seat and the body somebody acts from; neither for a citizen, the clock and the operator."""
    return (state.get(Seat, who.key), state.get(Body, who.body)) if who.body is not None else (None, None)


def pen_held(pen: Pen, who: Standing, seat: Seat | None, body: Body | None, at_table: str | None) -> bool:
    if who.body is None:
        return {
            Pen.OPERATOR: who.seat == "operator",
            Pen.CLOCK: who.seat == "clock",
            Pen.ANYONE: who.seat is None and who.side == "public",
        }.get(pen, False)
    if seat is None or body is None:
        return False
    if pen is Pen.HOLDER:
        return True
    return _role_holds(pen, seat, body, here=at_table == body.key)


def _role_holds(pen: Pen, seat: Seat, body: Body, *, here: bool) -> bool:
    role, kind = seat.role, body.kind
    in_team = kind == BodyKind.DELIVERY_TEAM
    match pen:
        case Pen.MEMBER:
            return here and seat.votes
        case Pen.TEAM:
            return in_team and role in TEAM_ROLES
        case Pen.CHAIR:
            return (here and role in CHAIR_ROLES) or (in_team and role in (Role.FACILITATOR, Role.COORDINATOR))
        case Pen.SCRIBE:
            return (here and role in SCRIBE_ROLES) or (in_team and role in (Role.MINUTE_TAKER, Role.COORDINATOR))
        case Pen.CLERK:
            return kind == BodyKind.OFFICE and role == Role.CLERK
        case Pen.GROUP:
            return kind == BodyKind.WORKING_GROUP
        case Pen.STEERING:
            return kind == BodyKind.STEERING_GROUP and role in (*CHAIR_ROLES, *SCRIBE_ROLES)
        case Pen.COUNCIL_CLERK:
            return here and role == Role.CLERK and kind in (BodyKind.COUNCIL, BodyKind.EXECUTIVE_BOARD)
    return False
