"""The pen of bodies: who sits where, for which side, since when; who asks to join; who has an interest."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from workflow.rules.act import LIVE, NO_PLAN, Act, act
from workflow.rules.acts.founding import new_seat
from workflow.rules.calls import lapsed
from workflow.rules.case import Case, Obstacle
from workflow.rules.facts import Words, a_choice, a_day, a_digest, a_name, a_person, some_words
from workflow.rules.guards import idle, known, represented, steering_kind, whole
from workflow.rules.obstacles import missing
from workflow.rules.pens import OFFICE_PENS, Role, holds_any
from workflow.rules.process_terms import Admission
from workflow.rules.rows import Body, Call, Conflict, Interest, Participant, Seat
from workflow.rules.sides import BodyKind, Side
from workflow.rules.state import State, change, changed_row


class Ending(StrEnum):
    """Why a seat fell vacant; only removal is done by others."""

    RESIGNATION = "resignation"
    DEATH = "death"
    END_OF_TERM = "end_of_term"
    REMOVAL = "removal"


def seat_obstacles(state: State, case: Case, body: str, seat: str, who: str) -> Iterator[Obstacle]:
    """A seat is filled by one person, and one person holds one seat in a body: one voice each (principle 7)."""
    place = state.get(Seat, f"{body}/{seat}")
    if place is not None and place.filled:
        yield missing("seat_filled", seat=place.key)
    yield from voices_of_one(state, body, who)
    row = state.get(Body, body)
    if row is None or row.admission != Admission.DERIVED:
        return
    groups = [state.get(Body, other.body) for other in state.find(Seat, person=who) if other.filled]
    if not any(group is not None and group.kind == BodyKind.WORKING_GROUP for group in groups):
        yield missing("not_in_working_group", body=body)


def own_or_office(state: State, case: Case, seat: str) -> Iterator[Obstacle]:
    """A seat speaks for itself; otherwise only the town's clerk or the delivery team see to it."""
    if not is_own(state, case, seat) and not holds_any(state, OFFICE_PENS, case.typist):
        yield missing("not_the_holder", seat=seat)


def is_own(state: State, case: Case, seat: str) -> bool:
    """Whether the holder acts, in person; who stands in speaks for a seat, and does not dispose of it."""
    row = state.get(Seat, seat)
    return row is not None and case.typist.key == seat and case.typist.person == row.person


def voices_of_one(state: State, body: str, person: str | None, *, but: str | None = None) -> Iterator[Obstacle]:
    """Who holds a seat in the body, or stands in for one, takes no second voice in it (principle 7, article 1)."""
    for other in state.find(Seat, body=body, filled=True):
        if person is not None and other.key != but and person in (other.person, other.substitute):
            yield missing("person_has_seat", body=body)
            return


def takes_part(state: State, case: Case, seat: Seat, body: Body | None) -> None:
    """Who has a voice in a working group counts among the people of the plan, once, also when they are gone again."""
    if seat.side is None or body is None or body.kind != BodyKind.WORKING_GROUP:
        return
    if state.get(Participant, seat.person) is None:
        state.put(Participant(key=seat.person, born=case.n, body=body.key))


def leave_open_calls(state: State, seat: Seat) -> None:
    """A seat whose holder is gone or in conflict no longer counts in the calls that are open (charter article 2)."""
    for call in state.find(Call, body=seat.body, open=True):
        if seat.key not in call.left:
            change(state, call, left=(*call.left, seat.key))


@act
@dataclass(frozen=True, slots=True)
class FillSeat(Act):
    """A person takes a seat; the side is the one the person declared. Without a side the seat has no vote."""

    STAGES = NO_PLAN
    EITHER = True

    body: str = a_name(refers="Body")
    seat: str = a_name()
    person: str = a_person()
    side: str | None = a_choice(Side, optional=True)
    role: str = a_choice(Role)
    until: str | None = a_day(optional=True)
    substitute: str | None = a_person(optional=True)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """The seat is vacant; the person sits nowhere else in this body; derived groups take only group members."""
        yield from seat_obstacles(state, case, self.body, self.seat, self.person)
        yield from voices_of_one(state, self.body, self.substitute)
        if self.substitute == self.person:
            yield missing("person_has_seat", body=self.body)
        if self.until is not None and self.until < case.day:
            yield missing("out_of_range", field="until", value=self.until, least=case.day)

    def apply(self, state: State, case: Case) -> None:
        """Remember who sits there."""
        body = state.get(Body, self.body)
        votes = self.side is not None and body is not None and steering_kind(body.kind)
        seat = new_seat(case, self.body, self.seat, self.side, self.person, self.role, votes, self.until)
        before = state.get(Seat, seat.key)
        state.put(changed_row(seat, substitute=self.substitute, born=before.born if before else seat.born))
        takes_part(state, case, seat, body)


@act
@dataclass(frozen=True, slots=True)
class EndSeat(Act):
    """A seat falls vacant."""

    STAGES = NO_PLAN
    EITHER = True

    seat: str = a_name(refers="Seat")
    ending: str = a_choice(Ending)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A filled seat; while a call of the body is open nobody else takes a voice out of it (article 2)."""
        row = state.get(Seat, self.seat)
        assert row is not None
        if not row.filled:
            yield missing("seat_vacant", seat=self.seat, ended=row.ended_at)
        yield from own_or_office(state, case, self.seat)
        own = self.ending == Ending.RESIGNATION and is_own(state, case, self.seat)
        over = self.ending == Ending.END_OF_TERM and lapsed(row, case.at)
        if not own and not over and self.ending != Ending.DEATH:
            yield from idle(state, row.body)

    def apply(self, state: State, case: Case) -> None:
        """The seat is vacant and no longer counts, in open calls too."""
        row = state.get(Seat, self.seat)
        assert row is not None
        change(state, row, filled=False, ended_at=case.at, ending=self.ending)
        leave_open_calls(state, row)


@act
@dataclass(frozen=True, slots=True)
class NameSubstitute(Act):
    """A seat names the one person who stands in for its holder; same side by charter article 1."""

    STAGES = NO_PLAN
    EITHER = True

    seat: str = a_name(refers="Seat")
    substitute: str = a_person()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A member names only their own; the substitute holds no other seat in the body."""
        row = state.get(Seat, self.seat)
        assert row is not None
        yield from own_or_office(state, case, self.seat)
        yield from voices_of_one(state, row.body, self.substitute, but=row.key)
        if self.substitute == row.person:
            yield missing("person_has_seat", body=row.body)

    def apply(self, state: State, case: Case) -> None:
        """Remember the substitute."""
        row = state.get(Seat, self.seat)
        assert row is not None
        change(state, row, substitute=self.substitute)


@act
@dataclass(frozen=True, slots=True)
class ConstituteBody(Act):
    """A body is constituted: from now on it meets and decides."""

    STAGES = LIVE

    body: str = a_name(refers="Body")

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """The process file knows it, and every side it asks for is seated (principle 3; triad)."""
        row, rule = state.get(Body, self.body), case.the_process.body(self.body)
        assert row is not None
        if row.constituted_at is not None:
            yield missing("already_constituted", body=self.body)
        if rule is None or rule.kind != row.kind:
            yield missing("not_in_process", field="body", value=self.body)
            return
        if rule.admission != row.admission:
            yield missing("not_in_process", field="admission", value=row.admission)
        yield from whole(state, rule, case.at)
        yield from represented(state, case, rule)

    def apply(self, state: State, case: Case) -> None:
        """Remember since when."""
        row = state.get(Body, self.body)
        assert row is not None
        change(state, row, constituted_at=case.at)


@act
@dataclass(frozen=True, slots=True)
class AdoptProcedure(Act):
    """A body meets under rules of procedure and a schedule of meetings set in advance."""

    STAGES = LIVE

    body: str = a_name(refers="Body")
    procedure: str = a_digest()
    schedule: str = a_digest()

    def table(self, state: State, case: Case) -> str | None:
        """The body's own."""
        return self.body

    def apply(self, state: State, case: Case) -> None:
        """Remember both digests."""
        row = state.get(Body, self.body)
        assert row is not None
        change(state, row, procedure=self.procedure, schedule=self.schedule)


@act
@dataclass(frozen=True, slots=True)
class DeclareInterest(Act):
    """A participant says openly, from the beginning, what they expect to gain."""

    STAGES = NO_PLAN
    EITHER = True

    gain: Words = some_words()

    def table(self, state: State, case: Case) -> str | None:
        """The declaring seat's body."""
        return case.by.body

    def apply(self, state: State, case: Case) -> None:
        """Remember it at the seat."""
        before = state.get(Interest, case.by.key)
        state.put(
            Interest(
                key=case.by.key, born=before.born if before else case.n, body=case.by.body or "", gain=self.gain.commit
            )
        )


@act
@dataclass(frozen=True, slots=True)
class DeclareConflict(Act):
    """A seat declares a conflict of interest on one proposal: it may speak, it takes no position."""

    proposal: str = a_name(refers="Proposal")

    def table(self, state: State, case: Case) -> str | None:
        """The declaring seat's body."""
        return case.by.body

    def apply(self, state: State, case: Case) -> None:
        """Remember it, and let the seat leave open calls on it; in a consent agenda it leaves that one item."""
        key = f"{case.here(self.proposal)}.{case.by.body}.{case.by.seat}"
        before = state.get(Conflict, key)
        proposal = case.here(self.proposal)
        state.put(
            Conflict(
                key=key, born=before.born if before else case.n, seat=case.by.key, proposal=proposal, standing=True
            )
        )
        for call in state.find(Call, body=case.by.body, open=True):
            about_it_alone = call.proposals == (self.proposal,) and call.kind != "consent"
            if about_it_alone and call.plan == case.plan_key and case.by.key not in call.left:
                change(state, call, left=(*call.left, case.by.key))


@act
@dataclass(frozen=True, slots=True)
class WithdrawConflict(Act):
    """A declared conflict no longer holds; the declaration stays in the book."""

    proposal: str = a_name(refers="Proposal")

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """There is one, and no call is open under it."""
        key = f"{case.here(self.proposal)}.{case.by.body}.{case.by.seat}"
        yield from known(state, Conflict, key, "proposal")
        if case.by.body is not None:
            yield from idle(state, case.by.body)

    def apply(self, state: State, case: Case) -> None:
        """Remember it."""
        row = state.get(Conflict, f"{case.here(self.proposal)}.{case.by.body}.{case.by.seat}")
        assert row is not None
        change(state, row, standing=False)
