"""The pen of positions: seats say where they stand, and the charter says what a round amounts to."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from workflow.rules.act import Act, act, filled
from workflow.rules.acts.deciding import body_of_call, the_call, the_proposal
from workflow.rules.calls import agreed, close_row, round_failed, verdict_of
from workflow.rules.case import Case, Obstacle
from workflow.rules.charter import Verdict, position_obstacles, speaking_obstacles
from workflow.rules.facts import Words, a_choice, a_name, a_table, some_words
from workflow.rules.obstacles import by_charter, missing
from workflow.rules.quorum import CountedSeat
from workflow.rules.rows import Call, Seat, Stance
from workflow.rules.sides import BlockGround, Outcome, Position, Side
from workflow.rules.state import State, change


def voice_obstacles(state: State, case: Case, call: Call) -> Iterator[Obstacle]:
    """The call is open and this voice may speak for this seat (articles 1, 2 and 6)."""
    if not call.open or (call.deadline is not None and case.at > call.deadline):
        yield missing("call_closed", call=call.key)
    mine, counted = case.by.key, None
    for seat, side, by_substitute in call.counted:
        if seat == mine:
            counted = CountedSeat(seat, Side(side), by_substitute)
    if mine == call.facilitator and counted is None:
        yield missing("seat_not_counted", article=1, seat=mine)
        return
    if mine in call.left:
        counted = None
    before = state.get(Stance, f"{call.key}.{case.by.body}.{case.by.seat}")
    reasons = speaking_obstacles(
        counted,
        first_by_substitute=before.by_substitute if before else None,
        now_by_substitute=speaks_as_substitute(state, case),
    )
    yield from by_charter(reasons)


def speaks_as_substitute(state: State, case: Case) -> bool:
    """Whether it is the named substitute who speaks for the seat."""
    seat = state.get(Seat, case.by.key)
    return seat is not None and case.by.person == seat.substitute and case.by.person != seat.person


def take(state: State, case: Case, call: Call, *, value: str, ground: str | None, reason: Words | None) -> None:
    """Remember what a seat says; the last counts."""
    key = f"{call.key}.{case.by.body}.{case.by.seat}"
    before = state.get(Stance, key)
    born = before.born if before else case.n
    substitute = speaks_as_substitute(state, case)
    text = reason.commit if reason else None
    state.put(
        Stance(
            key=key,
            born=born,
            call=call.key,
            seat=case.by.key,
            side=case.by.side,
            value=value,
            ground=ground,
            reason=text,
            by_substitute=substitute,
        )
    )


@act
@dataclass(frozen=True, slots=True)
class TakePosition(Act):
    """A seat agrees, agrees with reservations, stands aside or blocks; it may change its mind until the call closes."""

    call: str = a_name(refers="Call")
    position: str = a_choice(Position)
    ground: str | None = a_choice(BlockGround, optional=True)
    reason: Words | None = some_words(optional=True)

    def table(self, state: State, case: Case) -> str | None:
        """The body that decides."""
        return body_of_call(state, case, self.call)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """An open call this seat counts in; a reason for all but plain agreement; a ground for a block."""
        row = the_call(state, case, self.call)
        if row.kind == "vote":
            yield missing("wrong_question", call=row.key, kind=row.kind)
        yield from voice_obstacles(state, case, row)
        reasons = position_obstacles(Position(self.position), has_reason=self.reason is not None, ground=self.ground)
        yield from by_charter(reasons)

    def apply(self, state: State, case: Case) -> None:
        """Remember the position."""
        row = the_call(state, case, self.call)
        take(state, case, row, value=self.position, ground=self.ground, reason=self.reason)


@act
@dataclass(frozen=True, slots=True)
class DemandMeeting(Act):
    """A member demands a meeting: a written procedure then ends as inconclusive (article 13)."""

    call: str = a_name(refers="Call")

    def table(self, state: State, case: Case) -> str | None:
        """The body that decides."""
        return body_of_call(state, case, self.call)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """An open call in writing."""
        row = the_call(state, case, self.call)
        if not row.open:
            yield missing("call_closed", call=row.key)
        if not row.written:
            yield missing("wrong_question", call=row.key, kind=row.kind)

    def apply(self, state: State, case: Case) -> None:
        """Remember the demand."""
        change(state, the_call(state, case, self.call), demanded=True)


@dataclass(frozen=True, slots=True)
class Closing(Act):
    """A call closes with the charter's verdict; what kind of call it is, is the class's `KIND`."""

    KIND: ClassVar[str] = ""

    call: str = a_name(refers="Call")
    result: str | None = a_choice(Outcome, derived=True)
    reasons: tuple[tuple[object, ...], ...] = a_table()
    tallies: tuple[tuple[str, int], ...] = a_table()
    sides: tuple[tuple[object, ...], ...] = a_table()
    preparatory: tuple[str, ...] = a_table()

    def table(self, state: State, case: Case) -> str | None:
        """The body that decides."""
        return body_of_call(state, case, self.call)

    def judged(self, state: State, case: Case, call: Call) -> Verdict:
        """What the charter makes of the call if it closes now."""
        return verdict_of(state, case, call)

    def derive(self, state: State, case: Case) -> Self:
        """The charter's verdict."""
        row = the_call(state, case, self.call)
        if row.kind != self.KIND:
            return self
        verdict = self.judged(state, case, row)
        return filled(
            self,
            result=str(verdict.outcome),
            reasons=tuple([(reason.code, reason.article, reason.facts) for reason in verdict.reasons]),
            tallies=verdict.tallies,
            sides=tuple([(str(side.side), side.counted, side.present, side.in_favour) for side in verdict.by_side]),
            preparatory=tuple([str(side) for side in verdict.preparatory]),
        )

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """An open call of this kind."""
        row = the_call(state, case, self.call)
        if not row.open:
            yield missing("call_closed", call=row.key)
        if row.kind != self.KIND:
            yield missing("wrong_question", call=row.key, kind=row.kind)

    def outcome(self) -> str:
        """As the charter says."""
        return self.result or ""


@act
@dataclass(frozen=True, slots=True)
class CloseCall(Closing):
    """The round closes; the charter says what it amounted to, and why."""

    KIND = "consensus"

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """An open consensus call; in writing not before the deadline unless everybody answered."""
        row = the_call(state, case, self.call)
        yield from Closing.obstacles(self, state, case)
        answered = row.demanded or state.count(Stance, call=row.key) >= len(row.counted)
        if row.deadline is not None and case.at <= row.deadline and not answered:
            yield missing("call_not_over", call=row.key, until=row.deadline)

    def apply(self, state: State, case: Case) -> None:
        """Consensus decides the question; no consensus is a failed round; inconclusive is neither."""
        row = the_call(state, case, self.call)
        close_row(state, case, row, self.result or "")
        conclude(state, case, row.proposals[0], self.result or "", self.preparatory)

    def method(self) -> str:
        """By consensus, where there was any."""
        return "consensus" if self.result == Outcome.CONSENSUS else "none"


def conclude(state: State, case: Case, proposal: str, result: str, preparatory: tuple[str, ...]) -> None:
    """What a round means for its proposal."""
    row = the_proposal(state, case, proposal)
    if result == Outcome.CONSENSUS:
        agreed(state, case, row, method="consensus", preparatory=preparatory)
    elif result == Outcome.NO_CONSENSUS:
        round_failed(state, case, row)
    else:
        change(state, row, call=None)
