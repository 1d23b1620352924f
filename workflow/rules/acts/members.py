"""The pen of members: which municipalities belong to the territory, and what they agreed on among themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from workflow.rules.act import NO_PLAN, Act, act
from workflow.rules.case import Case, Obstacle
from workflow.rules.facts import Words, a_choice, a_day, a_digest, a_name, some_words
from workflow.rules.guards import free
from workflow.rules.obstacles import missing
from workflow.rules.rows import Agreement, Membership
from workflow.rules.state import State, change


class AgreementKind(StrEnum):
    """What municipalities may agree on: to plan together, to share costs, on a minimal network, on a project."""

    ASSOCIATION = "association"
    SOLIDARITY = "solidarity"
    NETWORK = "network"
    PARTNERSHIP = "partnership"


@act
@dataclass(frozen=True, slots=True)
class RecordAgreement(Act):
    """Municipalities agreed among themselves: on what, who are the parties, since when, the document by its digest."""

    STAGES = NO_PLAN
    EITHER = True

    agreement: str = a_name()
    kind: str = a_choice(AgreementKind)
    parties: tuple[str, ...] = a_name(many=True)
    day: str = a_day()
    file: str = a_digest()
    told: Words = some_words()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A free name, at least one party, and a day that is not ahead."""
        yield from free(state, Agreement, self.agreement, "agreement")
        if not self.parties:
            yield missing("unknown", field="parties", value="")
        if self.day > case.day:
            yield missing("happened_later", field="day", value=self.day)

    def apply(self, state: State, case: Case) -> None:
        """Remember it."""
        state.put(
            Agreement(
                key=self.agreement,
                born=case.n,
                kind=self.kind,
                parties=tuple(sorted(set(self.parties))),
                day=self.day,
                file=self.file,
                told=self.told.commit,
            )
        )


@act
@dataclass(frozen=True, slots=True)
class AdmitMunicipality(Act):
    """A municipality joins the territory; plans begun before keep the territory they began with."""

    STAGES = NO_PLAN
    EITHER = True

    municipality: str = a_name()
    day: str = a_day()
    agreement: str | None = a_name(refers="Agreement", optional=True)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """It is not a member already, the day is not ahead, and the agreement it joins by names it."""
        row = state.get(Membership, self.municipality)
        if row is not None and row.standing:
            yield missing("taken", field="municipality", value=self.municipality)
        if self.day > case.day:
            yield missing("happened_later", field="day", value=self.day)
        if row is not None and row.until is not None and self.day < row.until:
            yield missing("out_of_range", field="day", value=self.day, least=row.until)
        agreement = state.get(Agreement, self.agreement) if self.agreement else None
        if agreement is not None and self.municipality not in agreement.parties:
            yield missing("not_a_party", municipality=self.municipality, agreement=agreement.key)

    def apply(self, state: State, case: Case) -> None:
        """Remember since when."""
        before = state.get(Membership, self.municipality)
        state.put(
            Membership(
                key=self.municipality,
                born=before.born if before else case.n,
                municipality=self.municipality,
                since=self.day,
                agreement=self.agreement,
                standing=True,
            )
        )


@act
@dataclass(frozen=True, slots=True)
class ReleaseMunicipality(Act):
    """A municipality leaves the territory. A plan on its way must say so in a new process file (`amend_process`)."""

    STAGES = NO_PLAN
    EITHER = True

    municipality: str = a_name(refers="Membership")
    day: str = a_day()
    reason: Words = some_words()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """It is a member, and leaves no earlier than it came."""
        row = state.get(Membership, self.municipality)
        assert row is not None
        if not row.standing:
            yield missing("already_ended", field="municipality", value=self.municipality)
        if self.day > case.day:
            yield missing("happened_later", field="day", value=self.day)
        if self.day < row.since:
            yield missing("out_of_range", field="day", value=self.day, least=row.since)

    def apply(self, state: State, case: Case) -> None:
        """Remember until when."""
        row = state.get(Membership, self.municipality)
        assert row is not None
        change(state, row, standing=False, until=self.day)
