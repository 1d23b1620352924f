"""From rows to the charter and back: who counts in a call, and what a closed call means for its proposals."""

from workflow.rules.case import Case
from workflow.rules.charter import CallState, Verdict, close_consensus
from workflow.rules.clock import local_date
from workflow.rules.quorum import (
    Away,
    CountedSeat,
    FilledSeat,
    Gathering,
    Muster,
    away_after,
    away_before,
    count_seats,
    filled_sides,
    muster,
)
from workflow.rules.rows import Attendance, Body, Call, Conflict, Exemption, Meeting, Proposal, Seat, Stance
from workflow.rules.sides import Ballot, BodyKind, Decides, Position, Side
from workflow.rules.state import State, change
from workflow.rules.voting import ProposalHistory, VoteState, after_attempt, after_failed_round
from workflow.trail.canonical import parse_time

SIDE_NAMED = {side.value: side for side in Side}
POSITION_NAMED = {position.value: position for position in Position}


def history_of(state: State, case: Case, proposal: Proposal, *, written: bool = False) -> ProposalHistory:
    """What has happened to a proposal, as the charter asks it (articles 9 and 10)."""
    body = state.get(Body, proposal.body)
    assert body is not None
    return ProposalHistory(
        kind=BodyKind(body.kind),
        decides=Decides(body.decides),
        text=proposal.digest,
        failed_rounds=proposal.failed_rounds,
        last_failed_text=proposal.failed_text,
        attempts_after_each_failed_round=proposal.attempts,
        statement=proposal.statement is not None,
        requesting_sides=frozenset(Side(side) for side in proposal.requested_by),
        votes_failed_on=voted_down(state, proposal),
        min_rounds=case.the_process.charter.min_rounds_before_vote,
        written=written,
    )


def voted_down(state: State, proposal: Proposal) -> frozenset[str]:
    """The texts a vote of this body has failed on, whichever question about the subject put them (article 11)."""
    asked = state.find(Proposal, plan=proposal.plan, subject=proposal.subject)
    same = [row for row in asked if row.body == proposal.body and row.kind == proposal.kind]
    return frozenset(text for row in same for text in row.votes_failed_on)


def count_now(
    state: State, case: Case, body: Body, *, proposals: tuple[str, ...], meeting: Meeting | None
) -> tuple[tuple[CountedSeat, ...], tuple[str, ...]]:
    """The count of a call that opens now (articles 1 and 2), and the triad sides with a filled voting seat.

    With a meeting only those seated before its invitation went out count; without one, those seated before now. Whoever
    was named at the body's constitution counts at once.
    """
    invited_at = meeting.called_at if meeting else case.at
    barred = conflicted_seats(state, case, proposals[0]) if len(proposals) == 1 else set()
    filled = [
        FilledSeat(
            seat.key,
            SIDE_NAMED[seat.side],
            seat.votes,
            seated_before_call=seat.filled_at < invited_at or seat.filled_at <= (body.constituted_at or ""),
            conflicted=seat.key in barred,
            facilitating=seat.key == case.by.key or seat.person == case.by.person,
            substitute_free=seat.substitute not in (None, case.by.person),
        )
        for seat in state.find(Seat, body=body.key, filled=True)
        if seat.side is not None and (seat.until is None or not lapsed(seat, case.at))
    ]
    return count_seats(filled), tuple(sorted(str(side) for side in filled_sides(filled)))


def conflicted_seats(state: State, case: Case, proposal: str) -> set[str]:
    """Seats in declared conflict on a question; those of the question it lets go on stay out of an exception too."""
    row = state.get(Proposal, case.here(proposal))
    about = [case.here(proposal)]
    if row is not None and row.kind == "grant_exception" and row.parent is not None:
        about.append(case.here(row.parent))
    return {conflict.seat for key in about for conflict in state.find(Conflict, proposal=key) if conflict.standing}


def lapsed(seat: Seat, at: str) -> bool:
    """Whether the seat's term is over: its last day, in Prague, has passed."""
    return seat.until is not None and local_date(parse_time(at)).isoformat() > seat.until


def gathering_facts(state: State, case: Case, call: Call) -> dict[str, object]:
    """What a call is judged by besides what its seats said. A seat whose term ran out has left it (article 2)."""
    body = state.get(Body, call.body)
    assert body is not None
    at_meeting = state.find(Attendance, meeting=call.meeting) if call.meeting else []
    in_steering = body.kind == BodyKind.STEERING_GROUP
    until = min(case.at, call.deadline or case.at)
    seats = state.find(Seat, body=call.body, filled=True)
    over = [seat.key for seat in seats if seat.until is not None and lapsed(seat, until)]
    # Whoever sat for a side when the call opened may sit there still; a successor fills nothing.
    sitting = {seat.side for seat in seats if seat.votes and seat.filled_at <= call.opened_at and seat.key not in over}
    excepted = in_steering and (
        state.count(Exemption, plan=call.plan, guard="side_conflicted") > 0 or _asks_for_exception(state, call)
    )
    return {
        "count": tuple([CountedSeat(seat, SIDE_NAMED[side], sub) for seat, side, sub in call.counted]),
        "filled_sides": frozenset([SIDE_NAMED[side] for side in call.sides_filled if side in sitting]),
        "left": frozenset((*call.left, *over)),
        "present": frozenset([row.seat for row in at_meeting]),
        "stayed_away": away_before(aways(body), invitation=invitation_of(call)),
        "excepted_sides": frozenset(Side) if excepted else frozenset(),
        "written": call.written,
    }


def _asks_for_exception(state: State, call: Call) -> bool:
    rows = [state.get(Proposal, f"{call.plan}/{proposal}") for proposal in call.proposals]
    return any(row and row.kind == "grant_exception" and row.subject == "side-conflicted" for row in rows)


def invitation_of(call: Call) -> str:
    """What names the invitation a call was made under; in writing every call is its own."""
    return call.meeting or call.key


def aways(body: Body) -> tuple[Away, ...]:
    """Which sides stayed away from how many calls running."""
    return tuple([Away(SIDE_NAMED[side], calls, invitation) for side, calls, invitation in body.away])


def positions_in(state: State, call: Call) -> dict[str, Position]:
    """The last position of every seat in a round."""
    return {row.seat: POSITION_NAMED[row.value] for row in state.find(Stance, call=call.key)}


def consensus_state(state: State, case: Case, call: Call) -> CallState:
    """A consensus call as the charter judges it at closing."""
    return CallState(
        **gathering_facts(state, case, call),  # type: ignore[arg-type]
        positions=positions_in(state, call),
        max_stand_asides=case.the_process.charter.max_stand_asides,
        meeting_demanded=call.demanded,
    )


def verdict_of(state: State, case: Case, call: Call) -> Verdict:
    """What a consensus round amounts to if it closes now."""
    verdict = close_consensus(consensus_state(state, case, call))
    case.mustered = verdict.mustered
    return verdict


def vote_state(state: State, case: Case, call: Call) -> VoteState:
    """An emergency vote as the charter judges it at closing."""
    ballots = {row.seat: Ballot(row.value) for row in state.find(Stance, call=call.key)}
    return VoteState(**gathering_facts(state, case, call), ballots=ballots)  # type: ignore[arg-type]


def muster_now(state: State, case: Case, call: Call) -> Muster:
    """Who counts and who is present in a call if it closes now."""
    gathering = Gathering(**gathering_facts(state, case, call))  # type: ignore[arg-type]
    return muster(gathering, voices=[row.seat for row in state.find(Stance, call=call.key)])


def close_row(state: State, case: Case, call: Call, outcome: str) -> None:
    """Remember that a call is over, and which sides stayed away from it (article 4)."""
    change(state, call, open=False, closed_at=case.at, outcome=outcome)
    body = state.get(Body, call.body)
    assert body is not None
    mustered = case.mustered or muster_now(state, case, call)
    away = away_after(aways(body), mustered, invitation=invitation_of(call), duly_invited=call.duly_called)
    change(state, body, away=tuple((str(row.side), row.calls, row.invitation) for row in away))


def round_failed(state: State, case: Case, proposal: Proposal) -> None:
    """One more failed round on a proposal (articles 7 and 9)."""
    after = after_failed_round(history_of(state, case, proposal))
    change(
        state,
        proposal,
        failed_rounds=after.failed_rounds,
        failed_text=after.last_failed_text,
        attempts=after.attempts_after_each_failed_round,
        statement=None,
        requested_by=(),
        call=None,
    )


def attempted(state: State, case: Case, proposal: Proposal, *, text: str | None = None, status: str = "open") -> None:
    """One more attempt at agreement, perhaps with a new text; rounds are not reset (article 9)."""
    after = after_attempt(history_of(state, case, proposal), text=text)
    change(state, proposal, digest=after.text, attempts=after.attempts_after_each_failed_round, status=status)


def agreed(state: State, case: Case, proposal: Proposal, *, method: str, preparatory: tuple[str, ...]) -> None:
    """A proposal is decided: by agreement, or by an emergency vote."""
    status = "agreed" if method == "consensus" else "adopted_by_vote"
    change(state, proposal, status=status, method=method, preparatory=preparatory, decided_at=case.at, call=None)
