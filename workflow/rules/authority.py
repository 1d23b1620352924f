"""Which seat may perform which act: one table, deny by default.

Page, socket, API, export, command and rehearsal all ask `authority_obstacles`; nothing else decides. Authority is
judged on the seat that types (`actor`, or `by` where nobody relays). Some acts may be relayed: `RELAY` says by whom;
the seat whose decision it is must then still exist and be filled.
"""

from collections.abc import Mapping
from enum import StrEnum

from workflow.rules.act import Act
from workflow.rules.calls import lapsed
from workflow.rules.case import Case, Obstacle, Standing, plain
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
_TABLE = (Pen.CHAIR, Pen.SCRIBE)

AUTHORITY: Mapping[str, tuple[Pen, ...]] = {
    # founding
    "found_territory": (Pen.OPERATOR,),
    "seat_first_clerk": (Pen.OPERATOR,),
    "rotate_key": (Pen.OPERATOR,),
    "establish_body": (Pen.CLERK,),
    "create_plan": OFFICE_PENS,
    "amend_process": (Pen.STEERING, Pen.TEAM),
    # bodies
    "fill_seat": OFFICE_PENS,
    "end_seat": (Pen.CLERK, Pen.TEAM, Pen.HOLDER),
    "name_substitute": (Pen.HOLDER, Pen.CLERK, Pen.TEAM),
    "constitute_body": OFFICE_PENS,
    "declare_interest": (Pen.HOLDER,),
    "declare_conflict": (Pen.HOLDER,),
    "withdraw_conflict": (Pen.HOLDER,),
    "apply_to_join": (Pen.ANYONE,),
    "admit_applicant": (Pen.CLERK, Pen.TEAM, Pen.CHAIR),
    "refuse_applicant": (Pen.CLERK, Pen.TEAM, Pen.CHAIR),
    "contest_side": (Pen.HOLDER, Pen.ANYONE),
    "confirm_side": (Pen.STEERING,),
    "adopt_procedure": (Pen.CHAIR, Pen.TEAM),
    # needs
    "record_mandate": OFFICE_PENS,
    "record_stakeholder": OFFICE_PENS,
    "deliver": OFFICE_PENS,
    "approve_deliverable": (Pen.STEERING, Pen.TEAM),
    "record_survey": OFFICE_PENS,
    "record_need": (Pen.TEAM, Pen.GROUP),
    "record_aim": (Pen.TEAM, Pen.GROUP),
    "trace_aim": (Pen.TEAM, Pen.GROUP),
    "resource_measure": (Pen.TEAM, Pen.GROUP),
    "plan_review": OFFICE_PENS,
    "offer_assistance": (Pen.CLERK, Pen.TEAM),
    "publish_news": OFFICE_PENS,
    # drafting
    "begin_drafting": OFFICE_PENS,
    "write_section": (Pen.TEAM, Pen.GROUP),
    "withdraw_section": (Pen.TEAM,),
    "write_summary": (Pen.TEAM, Pen.GROUP),
    "contest_editorial": (Pen.HOLDER,),
    "submit_part": (Pen.TEAM, Pen.GROUP),
    "enter_steering": (Pen.TEAM,),
    # deciding
    "propose": (Pen.CHAIR, Pen.SCRIBE, Pen.MEMBER, Pen.TEAM),
    "open_call": (Pen.CHAIR,),
    "open_agenda": (Pen.CHAIR,),
    "take_position": (Pen.MEMBER,),
    "pull_out": (Pen.MEMBER,),
    "demand_meeting": (Pen.MEMBER,),
    "close_call": (Pen.CHAIR, Pen.CLOCK),
    "close_agenda": (Pen.CHAIR,),
    "record_attempt": (Pen.CHAIR,),
    "amend_proposal": (Pen.CHAIR, Pen.SCRIBE, Pen.TEAM),
    "split_proposal": (Pen.CHAIR,),
    "state_disagreement": (Pen.CHAIR,),
    "request_vote": (Pen.MEMBER,),
    "open_vote": (Pen.CHAIR,),
    "cast_ballot": (Pen.MEMBER,),
    "close_vote": (Pen.CHAIR,),
    "withdraw_proposal": (Pen.CHAIR,),
    "park_proposal": (Pen.CHAIR,),
    "resume_proposal": (Pen.CHAIR,),
    "refer_proposal": (Pen.CHAIR,),
    # steering
    "adopt_charter": (Pen.STEERING,),
    "sign_off_part": (Pen.STEERING,),
    "return_part": (Pen.STEERING,),
    "sign_off_stage": (Pen.STEERING,),
    "return_to_drafting": (Pen.STEERING,),
    "return_to_resolving": (Pen.STEERING,),
    "grant_exception": (Pen.STEERING,),
    "agree_side": (Pen.HOLDER,),
    "withdraw_agreement": (Pen.HOLDER,),
    "check_support": (Pen.TEAM,),
    # posting and commenting
    "post_draft": (Pen.TEAM,),
    "repost": (Pen.TEAM,),
    "open_comments": (Pen.CLOCK, Pen.TEAM),
    "extend_comments": (Pen.TEAM,),
    "close_comments": (Pen.CLOCK, Pen.TEAM),
    "raise_matter": (Pen.ANYONE, Pen.HOLDER),
    "hold_matter": (Pen.CLERK, Pen.CLOCK),
    "release_matter": (Pen.CLERK,),
    "hide_matter": (Pen.CLERK, Pen.TEAM),
    "show_matter": (Pen.CLERK, Pen.STEERING),
    "insist": (Pen.ANYONE, Pen.HOLDER),
    "redact": (Pen.CLERK,),
    # settling
    "draft_answer": (Pen.GROUP, Pen.STEERING, Pen.TEAM),
    "split_matter": _TABLE,
    "settle_matter": _TABLE,
    "settle_many": _TABLE,
    "reopen_matter": _TABLE,
    "settle_dispute": (Pen.STEERING,),
    "carry_matters": (Pen.CHAIR, Pen.SCRIBE, Pen.TEAM),
    "finish_resolving": (Pen.TEAM,),
    # councils
    "submit_to_councils": (Pen.TEAM,),
    "record_council_result": (Pen.COUNCIL_CLERK,),
    "return_from_councils": (Pen.TEAM,),
    "adopt": (Pen.TEAM, Pen.CLERK),
    "take_effect": (Pen.CLERK, Pen.CLOCK),
    # meetings
    "call_meeting": (Pen.TEAM, Pen.CHAIR),
    "cancel_meeting": (Pen.TEAM, Pen.CHAIR),
    "open_meeting": (Pen.CHAIR, Pen.SCRIBE, Pen.TEAM),
    "record_attendance": (Pen.CHAIR, Pen.SCRIBE, Pen.TEAM),
    "close_meeting": (Pen.CHAIR, Pen.SCRIBE, Pen.TEAM),
    "publish_minutes": (Pen.SCRIBE, Pen.CHAIR, Pen.TEAM),
    "approve_minutes": (Pen.CHAIR, Pen.TEAM),
    # cycle
    "publish_guide": OFFICE_PENS,
    "report_measure": (Pen.TEAM, Pen.GROUP),
    "change_measure": (Pen.STEERING,),
    "carry_over": (Pen.TEAM,),
    "supersede": OFFICE_PENS,
    # keeping
    "correct_record": (Pen.CLERK, Pen.TEAM, Pen.COUNCIL_CLERK),
    "suspend": (Pen.CLERK, Pen.STEERING),
    "resume": (Pen.CLERK, Pen.STEERING),
    "withdraw_plan": (Pen.CLERK, Pen.STEERING),
}

RELAY: Mapping[str, tuple[Pen, ...]] = {
    # what a person says aloud at the table is recorded by the minute-taker
    "take_position": (Pen.SCRIBE, Pen.CHAIR),
    "cast_ballot": (Pen.SCRIBE, Pen.CHAIR),
    "pull_out": (Pen.SCRIBE, Pen.CHAIR),
    "request_vote": (Pen.SCRIBE, Pen.CHAIR),
    "demand_meeting": (Pen.SCRIBE, Pen.CHAIR),
    "declare_conflict": (Pen.SCRIBE, Pen.CHAIR),
    "declare_interest": (Pen.SCRIBE, Pen.CHAIR, Pen.CLERK, Pen.TEAM),
    "agree_side": (Pen.SCRIBE, Pen.CHAIR, Pen.TEAM),
    # what comes on paper, by mail or at a hearing is entered by staff or brought by a member of a group
    "raise_matter": (Pen.CLERK, Pen.TEAM, Pen.SCRIBE, Pen.GROUP),
    "insist": (Pen.CLERK, Pen.TEAM),
    "apply_to_join": (Pen.CLERK, Pen.TEAM),
    # a council's result from the attached extract
    "record_council_result": (Pen.TEAM, Pen.CLERK),
}


def authority_obstacles(state: State, case: Case, deed: Act) -> list[Obstacle]:
    """Why the one who types may not perform `deed`; empty means they may."""
    if case.actor is None:
        return _may(state, case, deed, AUTHORITY, case.by)
    owner = _may(state, case, deed, AUTHORITY, case.by, in_person=False)
    return [*owner, *_may(state, case, deed, RELAY, case.actor)]


def _may(
    state: State, case: Case, deed: Act, table: Mapping[str, tuple[Pen, ...]], who: Standing, *, in_person: bool = True
) -> list[Obstacle]:
    """Whether `who` sits where they say and, if so, holds one of the pens of `deed`."""
    seat, body = place_of(state, who)
    return _standing_obstacles(case, who, seat, in_person=in_person) or _pen_obstacles(
        table.get(deed.NAME, ()), deed, who, seat, body, deed.table(state, case)
    )


def _standing_obstacles(case: Case, who: Standing, seat: Seat | None, *, in_person: bool) -> list[Obstacle]:
    """Whether the seat exists, is filled, has not lapsed, and is held by this person (or the named substitute)."""
    if who.body is None:
        known = who.seat in ("clock", "operator") and who.side is None or (who.seat is None and who.side == "public")
        return [] if known else [Obstacle("seat_unknown", None, None, plain({"seat": who.seat or ""}))]
    if seat is None:
        return [Obstacle("seat_unknown", None, None, plain({"seat": who.key}))]
    if not seat.filled:
        return [Obstacle("seat_vacant", None, None, plain({"seat": who.key, "ended": seat.ended_at}))]
    if seat.until is not None and lapsed(seat, case.at):
        return [Obstacle("seat_lapsed", None, None, plain({"seat": who.key, "until": seat.until or ""}))]
    people = (seat.person, seat.substitute or seat.person, *(() if in_person else (None,)))
    if who.side != seat.side or who.person not in people:
        return [Obstacle("not_the_holder", None, None, plain({"seat": who.key}))]
    return []


def _pen_obstacles(
    pens: tuple[Pen, ...], deed: Act, who: Standing, seat: Seat | None, body: Body | None, at_table: str | None
) -> list[Obstacle]:
    for pen in pens:
        if _holds(pen, who, seat, body, at_table):
            return []
    facts = {"act": deed.NAME, "seat": who.key if who.body else who.seat, "pens": " ".join(pens), "body": at_table}
    return [Obstacle("not_your_pen", None, None, plain(facts))]


def holds_any(state: State, pens: tuple[Pen, ...], who: Standing) -> bool:
    """Whether `who` holds one of these pens, at whatever table."""
    return any(holds(state, pen, who, None) for pen in pens)


def holds(state: State, pen: Pen, who: Standing, at_table: str | None) -> bool:
    """Whether `who` holds `pen` at the table of the body `at_table`."""
    return _holds(pen, who, *place_of(state, who), at_table)


def place_of(state: State, who: Standing) -> tuple[Seat | None, Body | None]:
    """The seat and the body somebody acts from; neither for a citizen, the clock and the operator."""
    return (state.get(Seat, who.key), state.get(Body, who.body)) if who.body is not None else (None, None)


def _holds(pen: Pen, who: Standing, seat: Seat | None, body: Body | None, at_table: str | None) -> bool:
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
