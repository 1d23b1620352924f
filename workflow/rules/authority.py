"""Which seat may perform which act: one table, deny by default.

Page, socket, API, export, command and rehearsal all ask `authority_obstacles`; nothing else decides. Authority is
judged on the seat that types (`actor`, or `by` where nobody relays). Some acts may be relayed: `RELAY` says by whom;
the seat whose decision it is must then still exist and be filled.
"""

from collections.abc import Mapping

from workflow.rules.act import Act
from workflow.rules.calls import lapsed
from workflow.rules.case import Case, Obstacle, Standing, plain
from workflow.rules.pens import OFFICE_PENS, Pen, pen_held, place_of
from workflow.rules.rows import Body, Seat
from workflow.rules.state import State

_TABLE = (Pen.CHAIR, Pen.SCRIBE)

AUTHORITY: Mapping[str, tuple[Pen, ...]] = {
    # founding
    "found_territory": (Pen.OPERATOR,),
    "seat_first_clerk": (Pen.OPERATOR,),
    "rotate_key": (Pen.OPERATOR,),
    "establish_body": (Pen.CLERK,),
    "create_plan": OFFICE_PENS,
    "enter_past_plan": OFFICE_PENS,
    "enter_past_measure": OFFICE_PENS,
    "record_agreement": OFFICE_PENS,
    "admit_municipality": OFFICE_PENS,
    "release_municipality": OFFICE_PENS,
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
    "rank_aims": (Pen.CHAIR, Pen.SCRIBE, Pen.TEAM),
    "record_means": OFFICE_PENS,
    "share_costs": OFFICE_PENS,
    "list_in_network": OFFICE_PENS,
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
    "release_matter": (Pen.CLERK, Pen.STEERING, Pen.CLOCK),
    "hide_matter": (Pen.CLERK, Pen.TEAM),
    "show_matter": (Pen.CLERK, Pen.STEERING),
    "insist": (Pen.ANYONE, Pen.HOLDER),
    "join_matter": (Pen.ANYONE, Pen.HOLDER),
    "reply_to_matter": (Pen.ANYONE, Pen.HOLDER),
    "open_lane": (*_TABLE, Pen.TEAM),
    "answer_back": (Pen.ANYONE, Pen.HOLDER),
    "disown_matter": (Pen.ANYONE, Pen.HOLDER),
    "appeal_hiding": (Pen.ANYONE, Pen.HOLDER),
    "uphold_hiding": (Pen.STEERING,),
    "hide_reply": (Pen.CLERK, Pen.TEAM),
    "show_reply": (Pen.CLERK, Pen.STEERING),
    "transcribe_matter": (Pen.CLERK, Pen.TEAM, Pen.SCRIBE),
    "ask_for_help": (Pen.ANYONE,),  # never as a seat: what somebody needs would stand in the book beside a name
    "answer_help": OFFICE_PENS,
    "redact": (Pen.CLERK,),
    # settling
    "confirm_alike": (Pen.GROUP, Pen.STEERING, Pen.TEAM),
    "split_alike": (Pen.GROUP, Pen.STEERING, Pen.TEAM),
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
    "give_promise": (Pen.TEAM, Pen.GROUP, Pen.STEERING, Pen.CLERK),
    "close_promise": OFFICE_PENS,
    "adopt_action_plan": (Pen.STEERING,),
    "evaluate_plan": (Pen.TEAM,),
    "carry_over": (Pen.TEAM,),
    "supersede": OFFICE_PENS,
    # programme, in the book of its own territory; the last two in a town's book, and in a plan of the region
    "start_programme": (Pen.TEAM,),
    "invite_town": (Pen.TEAM,),
    "record_reply": (Pen.TEAM,),
    "join_town": (Pen.TEAM,),
    "leave_programme": (Pen.TEAM,),
    "place_external": (Pen.TEAM,),
    "count_town": (Pen.TEAM, Pen.CLOCK),
    "count_external": (Pen.TEAM,),
    "take_back_count": (Pen.TEAM,),
    "pass_gate": (Pen.STEERING,),
    "move_milestone": (Pen.TEAM,),
    "reach_milestone": (Pen.TEAM,),
    "record_training": (Pen.TEAM,),
    "close_programme": (Pen.TEAM,),
    "abandon_programme": (Pen.TEAM, Pen.STEERING),
    "count_participants": OFFICE_PENS,
    "include_source": (Pen.TEAM,),
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
    "join_matter": (Pen.CLERK, Pen.TEAM, Pen.SCRIBE, Pen.GROUP),
    "reply_to_matter": (Pen.CLERK, Pen.TEAM, Pen.SCRIBE),
    "answer_back": (Pen.CLERK, Pen.TEAM),
    "disown_matter": (Pen.CLERK, Pen.TEAM),
    "appeal_hiding": (Pen.CLERK, Pen.TEAM),
    "ask_for_help": (Pen.CLERK, Pen.TEAM),
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


def holds_pen_of(state: State, act: str, who: Standing, at: str) -> bool:
    """Whether somebody sits where they say and holds a pen of an act: enough to read what it decides on, never to act.

    False for a citizen, the clock and the operator, and for a pen that only counts at a table.
    """
    seat, body = place_of(state, who)
    if seat is None or _standing_obstacles(at, who, seat, in_person=True):
        return False
    return any(pen_held(pen, who, seat, body, None) for pen in AUTHORITY.get(act, ()))


def _may(
    state: State, case: Case, deed: Act, table: Mapping[str, tuple[Pen, ...]], who: Standing, *, in_person: bool = True
) -> list[Obstacle]:
    """Whether `who` sits where they say and, if so, holds one of the pens of `deed`."""
    seat, body = place_of(state, who)
    return _standing_obstacles(case.at, who, seat, in_person=in_person) or _pen_obstacles(
        table.get(deed.NAME, ()), deed, who, seat, body, deed.table(state, case)
    )


def _standing_obstacles(at: str, who: Standing, seat: Seat | None, *, in_person: bool) -> list[Obstacle]:
    """Whether the seat exists, is filled, has not lapsed, and is held by this person (or the named substitute)."""
    if who.body is None:
        known = who.seat in ("clock", "operator") and who.side is None or (who.seat is None and who.side == "public")
        return [] if known else [Obstacle("seat_unknown", None, None, plain({"seat": who.seat or ""}))]
    if seat is None:
        return [Obstacle("seat_unknown", None, None, plain({"seat": who.key}))]
    if not seat.filled:
        return [Obstacle("seat_vacant", None, None, plain({"seat": who.key, "ended": seat.ended_at}))]
    if seat.until is not None and lapsed(seat, at):
        return [Obstacle("seat_lapsed", None, None, plain({"seat": who.key, "until": seat.until or ""}))]
    people = (seat.person, seat.substitute or seat.person, *(() if in_person else (None,)))
    if who.side != seat.side or who.person not in people:
        return [Obstacle("not_the_holder", None, None, plain({"seat": who.key}))]
    return []


def _pen_obstacles(
    pens: tuple[Pen, ...], deed: Act, who: Standing, seat: Seat | None, body: Body | None, at_table: str | None
) -> list[Obstacle]:
    for pen in pens:
        if pen_held(pen, who, seat, body, at_table):
            return []
    facts = {"act": deed.NAME, "seat": who.key if who.body else who.seat, "pens": " ".join(pens), "body": at_table}
    return [Obstacle("not_your_pen", None, None, plain(facts))]
