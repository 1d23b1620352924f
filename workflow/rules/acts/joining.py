"""The pen of joining: anybody may ask to join an open group; a declared side may be doubted and confirmed."""

from collections.abc import Iterator
from dataclasses import dataclass

from workflow.rules.act import NO_PLAN, Act, act
from workflow.rules.acts.bodies import seat_obstacles, takes_part
from workflow.rules.acts.founding import new_seat
from workflow.rules.case import Case, Obstacle
from workflow.rules.facts import Words, a_choice, a_name, a_person, some_words
from workflow.rules.guards import decided_by_steering, idle, steering_kind
from workflow.rules.obstacles import missing
from workflow.rules.pens import Role
from workflow.rules.rows import Application, Body, Seat
from workflow.rules.sides import Side
from workflow.rules.state import State, change


@act
@dataclass(frozen=True, slots=True)
class ApplyToJoin(Act):
    """Anybody asks to join an open group, without mandate or organisation."""

    STAGES = NO_PLAN
    EITHER = True

    body: str = a_name(refers="Body")
    application: str = a_name()
    person: str = a_person()
    side: str = a_choice(Side)
    about: Words | None = some_words(optional=True)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A free name, and the person's own wish."""
        if case.actor is None and case.by.person not in (None, self.person):
            yield missing("not_the_holder")
        if state.get(Application, f"{self.body}/{self.application}") is not None:
            yield missing("taken", field="application", value=self.application)

    def apply(self, state: State, case: Case) -> None:
        """Remember the application."""
        key = f"{self.body}/{self.application}"
        state.put(Application(key=key, born=case.n, body=self.body, person=self.person, side=self.side, status="open"))


@act
@dataclass(frozen=True, slots=True)
class AdmitApplicant(Act):
    """An applicant becomes a member; a newcomer speaks at once and takes positions from the next meeting."""

    STAGES = NO_PLAN
    EITHER = True

    application: str = a_name(refers="Application")
    seat: str = a_name()

    def table(self, state: State, case: Case) -> str | None:
        """The body asked."""
        row = state.get(Application, self.application)
        return row.body if row else None

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Still open, and the seat is free."""
        row = state.get(Application, self.application)
        assert row is not None
        if row.status != "open":
            yield missing("already_ended", field="application", value=self.application)
        yield from seat_obstacles(state, case, row.body, self.seat, row.person)

    def apply(self, state: State, case: Case) -> None:
        """Seat the applicant."""
        row = state.get(Application, self.application)
        assert row is not None
        body = state.get(Body, row.body)
        votes = body is not None and steering_kind(body.kind)
        seat = new_seat(case, row.body, self.seat, row.side, row.person, str(Role.MEMBER), votes, None)
        state.put(seat)
        takes_part(state, case, seat, body)
        change(state, row, status="admitted")


@act
@dataclass(frozen=True, slots=True)
class RefuseApplicant(Act):
    """An application is refused, which an open group may do only with a ground everybody can read (principle 2)."""

    STAGES = NO_PLAN
    EITHER = True

    application: str = a_name(refers="Application")
    ground: Words | None = some_words(optional=True)

    def table(self, state: State, case: Case) -> str | None:
        """The body asked."""
        row = state.get(Application, self.application)
        return row.body if row else None

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Still open, and a ground is given."""
        row = state.get(Application, self.application)
        assert row is not None
        if row.status != "open":
            yield missing("already_ended", field="application", value=self.application)
        if self.ground is None:
            yield missing("refusal_without_ground", body=row.body)
            yield missing("open_group", body=row.body)

    def apply(self, state: State, case: Case) -> None:
        """Remember the refusal and its ground."""
        row = state.get(Application, self.application)
        assert row is not None
        change(state, row, status="refused", ground=self.ground.commit if self.ground else None)


@act
@dataclass(frozen=True, slots=True)
class ContestSide(Act):
    """Somebody doubts that a member stands for the side they declared; the doubt is public."""

    STAGES = NO_PLAN
    EITHER = True

    seat: str = a_name(refers="Seat")
    reason: Words = some_words()

    def apply(self, state: State, case: Case) -> None:
        """Mark the seat."""
        row = state.get(Seat, self.seat)
        assert row is not None
        change(state, row, contested=True)


@act
@dataclass(frozen=True, slots=True)
class ConfirmSide(Act):
    """The steering group decided which side a contested seat stands for."""

    seat: str = a_name(refers="Seat")
    side: str = a_choice(Side)
    proposal: str = a_name(refers="Proposal")

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """The steering group's decision on it; no call of the body is open."""
        subject = self.seat.replace("/", ".")
        yield from decided_by_steering(state, case, self.proposal, kind="confirm_side", subject=subject)
        yield from idle(state, self.seat.split("/", 1)[0])

    def apply(self, state: State, case: Case) -> None:
        """The seat stands for this side."""
        row = state.get(Seat, self.seat)
        assert row is not None
        change(state, row, side=self.side, contested=False)
