"""The pen of agreement: each side binds itself, and participants say whether they support the result."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from workflow.rules.act import Act, act, filled
from workflow.rules.case import Case, Obstacle
from workflow.rules.facts import Words, a_choice, a_count, a_digest, some_words
from workflow.rules.obstacles import missing
from workflow.rules.products import substance_of
from workflow.rules.rows import Seat, SideAgreement, SupportCheck
from workflow.rules.sides import TRIAD
from workflow.rules.state import State, change


class Scope(StrEnum):
    """What a side binds itself to (principle 1): the aims, and the way they are carried out."""

    AIMS = "aims"
    IMPLEMENTATION = "implementation"


def speaks_for_side(state: State, case: Case) -> Iterator[Obstacle]:
    """A voting member seated for one of the three sides, whose side nobody doubts."""
    seat = state.get(Seat, case.by.key) if case.by.body else None
    if seat is None or not seat.votes or seat.side not in [str(side) for side in TRIAD]:
        yield missing("side_speaks_for_itself", article=12, given_by=case.by.side)
    elif seat.contested:
        yield missing("side_speaks_for_itself", article=12, given_by=case.by.side, contested=seat.key)


@act
@dataclass(frozen=True, slots=True)
class AgreeSide(Act):
    """One side binds itself to the aims, or to the way they are carried out, on the text as it stands (principle 1)."""

    scope: str = a_choice(Scope)
    text: str | None = a_digest(derived=True)

    def table(self, state: State, case: Case) -> str | None:
        """The seat's own body."""
        return case.by.body

    def derive(self, state: State, case: Case) -> Self:
        """The digest of the whole text, editorial changes aside."""
        return filled(self, text=substance_of(state, case.the_plan.key))

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Given by a member seated for one of the three sides; no side gives it for another."""
        yield from speaks_for_side(state, case)

    def apply(self, state: State, case: Case) -> None:
        """Remember the agreement."""
        key = f"{case.the_plan.key}/{case.by.side}.{self.scope}"
        before = state.get(SideAgreement, key)
        born, side = before.born if before else case.n, case.by.side or ""
        state.put(
            SideAgreement(
                key=key,
                born=born,
                plan=case.the_plan.key,
                side=side,
                scope=self.scope,
                text=self.text or "",
                given=True,
            )
        )


@act
@dataclass(frozen=True, slots=True)
class WithdrawAgreement(Act):
    """A side withdraws its agreement, with a reason."""

    scope: str = a_choice(Scope)
    reason: Words = some_words()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """It was given, and the one who takes it back may speak for the side."""
        yield from speaks_for_side(state, case)
        row = state.get(SideAgreement, f"{case.the_plan.key}/{case.by.side}.{self.scope}")
        if row is None or not row.given:
            yield missing("side_agreement_missing", side=case.by.side, scope=self.scope)

    def apply(self, state: State, case: Case) -> None:
        """Remember that it no longer holds."""
        row = state.get(SideAgreement, f"{case.the_plan.key}/{case.by.side}.{self.scope}")
        assert row is not None
        change(state, row, given=False)


@act
@dataclass(frozen=True, slots=True)
class CheckSupport(Act):
    """How many of the participants accept and support the result: another fact than consensus."""

    asked: int = a_count(least=1)
    accept: int = a_count()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Not more accept than were asked."""
        if self.accept > self.asked:
            yield missing("out_of_range", field="accept", value=self.accept, most=self.asked)

    def apply(self, state: State, case: Case) -> None:
        """Remember the check and the text it was about."""
        key = case.here(f"support.{case.n}")
        plan = case.the_plan.key
        state.put(
            SupportCheck(
                key=key, born=case.n, plan=plan, asked=self.asked, accept=self.accept, text=substance_of(state, plan)
            )
        )
