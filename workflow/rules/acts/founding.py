"""The pen of founding: a territory begins, its bodies and plans are named, its rules are kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from workflow.rules.act import NO_PLAN, Act, act
from workflow.rules.case import Case, Obstacle
from workflow.rules.facts import Words, a_choice, a_count, a_digest, a_flag, a_name, a_person, some_words
from workflow.rules.guards import free
from workflow.rules.obstacles import missing
from workflow.rules.pens import Role
from workflow.rules.process_terms import Admission
from workflow.rules.rows import Body, Seat, Town
from workflow.rules.sides import STATUTORY_BODIES, BodyKind, Decides
from workflow.rules.state import State, change

OFFICE, TOWN = "office", "town"


class FoundedBody(StrEnum):
    """The kinds of body a clerk may establish; the office itself comes with the first clerk."""

    STEERING_GROUP = "steering_group"
    WORKING_GROUP = "working_group"
    CONSULTATIVE_GROUP = "consultative_group"
    DELIVERY_TEAM = "delivery_team"
    EXECUTIVE_BOARD = "executive_board"
    COUNCIL = "council"


def new_body(
    key: str, case: Case, kind: str, body_name: str, admission: str = "appointed", municipality: str | None = None,
    members_total: int | None = None, guest: bool = False,
) -> Body:  # fmt: skip
    """A body as it stands before it is constituted; how it decides follows from its kind."""
    decides = Decides.ADVISORY
    if kind in STATUTORY_BODIES:
        decides = Decides.VOTE_ONLY
    elif kind in (BodyKind.STEERING_GROUP, BodyKind.WORKING_GROUP):
        decides = Decides.CONSENSUS_FIRST
    return Body(
        key=key,
        born=case.n,
        kind=kind,
        decides=str(decides),
        admission=admission,
        name=body_name,
        municipality=municipality,
        members_total=members_total,
        guest=guest,
    )


def new_seat(
    case: Case, body: str, seat: str, side: str | None, who: str, role: str, votes: bool, until: str | None
) -> Seat:
    """A seat filled in this case."""
    return Seat(
        key=f"{body}/{seat}",
        born=case.n,
        body=body,
        side=side,
        person=who,
        role=role,
        votes=votes,
        filled=True,
        filled_at=case.at,
        until=until,
    )


@act
@dataclass(frozen=True, slots=True)
class FoundTerritory(Act):
    """A territory begins: entry 0 of its book, by the operator, with the fingerprint of the key that signs it."""

    STAGES = NO_PLAN

    log_key: str = a_digest()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Only once."""
        if state.get(Town, TOWN) is not None:
            yield missing("already_founded", territory=case.territory)

    def apply(self, state: State, case: Case) -> None:
        """Remember the territory."""
        state.put(Town(key=TOWN, born=case.n, log_key=self.log_key, founded_at=case.at))


@act
@dataclass(frozen=True, slots=True)
class SeatFirstClerk(Act):
    """The operator seats the town's first clerk in the office; from then on the town acts for itself."""

    STAGES = NO_PLAN

    person: str = a_person()
    office_name: Words = some_words()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Only the first."""
        yield from free(state, Body, OFFICE, "office")

    def apply(self, state: State, case: Case) -> None:
        """Remember the office and its clerk."""
        state.put(new_body(OFFICE, case, str(BodyKind.OFFICE), self.office_name.commit))
        state.put(new_seat(case, OFFICE, "clerk", None, self.person, str(Role.CLERK), False, None))


@act
@dataclass(frozen=True, slots=True)
class RotateKey(Act):
    """The key that signs checkpoints is replaced; announced in the book while the old one still signs."""

    STAGES = NO_PLAN

    log_key: str = a_digest()

    def apply(self, state: State, case: Case) -> None:
        """Remember the new fingerprint."""
        town = state.get(Town, TOWN)
        if town is not None:
            change(state, town, log_key=self.log_key)


@act
@dataclass(frozen=True, slots=True)
class EstablishBody(Act):
    """A group, board or council is named; councils of other municipalities are guests with statutory seats."""

    STAGES = NO_PLAN

    body: str = a_name()
    kind: str = a_choice(FoundedBody)
    title: Words = some_words()
    admission: str = a_choice(Admission)
    municipality: str | None = a_name(optional=True)
    members_total: int | None = a_count(optional=True, least=3)
    guest: bool = a_flag()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A free name; a council says how many statutory seats it has, vacancies included."""
        yield from free(state, Body, self.body, "body")
        if self.kind in STATUTORY_BODIES and self.members_total is None:
            yield missing("members_missing", body=self.body)

    def apply(self, state: State, case: Case) -> None:
        """Remember the body."""
        municipality, total = self.municipality, self.members_total
        state.put(
            new_body(self.body, case, self.kind, self.title.commit, self.admission, municipality, total, self.guest)
        )
