"""The pen of keeping: nothing is rewritten; a mistake is mended by a new entry, and a plan may rest or end."""

from collections.abc import Iterator
from dataclasses import dataclass

from workflow.rules.act import LIVE, Act, act
from workflow.rules.authority import OFFICE_PENS, holds_any
from workflow.rules.case import Case, Obstacle
from workflow.rules.facts import Words, a_count, some_words
from workflow.rules.lifecycle import WITHDRAWABLE, Stage
from workflow.rules.obstacles import missing
from workflow.rules.rows import Correction, CouncilDecision
from workflow.rules.state import State, change


@act
@dataclass(frozen=True, slots=True)
class CorrectRecord(Act):
    """Entry n is wrong; this says so and why. The wrong one stays visible; a council's result is then entered anew."""

    STAGES = LIVE | {Stage.WITHDRAWN, Stage.SUPERSEDED}

    entry: int = a_count()
    reason: Words = some_words()

    def table(self, state: State, case: Case) -> str | None:
        """The body of the one who corrects."""
        return case.typist.body

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """The entry is in the book; a council's clerk corrects only what the council's own results say."""
        if self.entry >= case.n:
            yield missing("entry_unknown", entry=self.entry, size=case.n)
        row = self._decision(state, case)
        if not holds_any(state, OFFICE_PENS, case.typist) and (row is None or row.council != case.typist.body):
            yield missing("not_your_pen", act="correct_record", seat=case.typist.key)
        if row is not None and case.the_plan.stage != Stage.COUNCILS:
            yield missing("wrong_stage", stage=case.the_plan.stage, act="correct_record")

    def _decision(self, state: State, case: Case) -> CouncilDecision | None:
        rows = state.find(CouncilDecision, plan=case.plan_key)
        return next((row for row in rows if row.born == self.entry), None)

    def apply(self, state: State, case: Case) -> None:
        """Remember the correction; a wrong council result no longer counts."""
        state.put(Correction(key=f"{self.entry}.{case.n}", born=case.n, entry=self.entry, reason=self.reason.commit))
        row = self._decision(state, case)
        if row is not None:
            change(state, row, standing=False)


@act
@dataclass(frozen=True, slots=True)
class Suspend(Act):
    """Work on the plan rests: every act but resuming and withdrawing is refused."""

    reason: Words = some_words()

    def apply(self, state: State, case: Case) -> None:
        """Remember that it rests."""
        change(state, case.the_plan, suspended=True)


@act
@dataclass(frozen=True, slots=True)
class Resume(Act):
    """Work on the plan goes on."""

    reason: Words = some_words()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """It was resting."""
        if not case.the_plan.suspended:
            yield missing("not_suspended")

    def apply(self, state: State, case: Case) -> None:
        """Remember that it goes on."""
        change(state, case.the_plan, suspended=False)


@act
@dataclass(frozen=True, slots=True)
class WithdrawPlan(Act):
    """The plan is given up, with a reason; everything that happened stays in the book."""

    STAGES = frozenset(WITHDRAWABLE)

    reason: Words = some_words()
