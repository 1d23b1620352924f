"""The pen of keeping: nothing is rewritten; a mistake is mended by a new entry, and a plan may rest or end."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from workflow.rules.act import LIVE, Act, act, filled
from workflow.rules.case import Case, Obstacle
from workflow.rules.clock import days_between, end_of_local_day, local_date, next_working_day
from workflow.rules.facts import Words, a_count, a_moment, some_words
from workflow.rules.guards import open_calls
from workflow.rules.lifecycle import WITHDRAWABLE, Stage
from workflow.rules.obstacles import missing
from workflow.rules.pens import OFFICE_PENS, holds_any
from workflow.rules.rows import Correction, CouncilDecision
from workflow.rules.sides import Outcome
from workflow.rules.state import State, change
from workflow.trail.canonical import format_time, parse_time


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
        """Remember that it rests, and since when."""
        change(state, case.the_plan, suspended=True, rests_since=case.at)


@act
@dataclass(frozen=True, slots=True)
class Resume(Act):
    """Work on the plan goes on; an open comment window is as much longer as the plan rested."""

    reason: Words = some_words()
    closes_at: str | None = a_moment(derived=True)

    def derive(self, state: State, case: Case) -> Self:
        """The new last second of the window; days nobody could comment on do not count."""
        plan = case.the_plan
        if plan.closes_at is None or plan.rests_since is None or plan.stage not in (Stage.POSTED, Stage.COMMENTING):
            return self
        last = local_date(parse_time(plan.closes_at))
        rested = days_between(parse_time(plan.rests_since), parse_time(case.at))
        if local_date(parse_time(plan.rests_since)) > last or rested == 0:
            return self
        closes_on = next_working_day(last + timedelta(days=rested))
        return filled(self, closes_at=format_time(end_of_local_day(closes_on)))

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """It was resting."""
        if not case.the_plan.suspended:
            yield missing("not_suspended")

    def apply(self, state: State, case: Case) -> None:
        """Remember that it goes on."""
        closes_at = self.closes_at or case.the_plan.closes_at
        change(state, case.the_plan, suspended=False, rests_since=None, closes_at=closes_at)


@act
@dataclass(frozen=True, slots=True)
class WithdrawPlan(Act):
    """The plan is given up, with a reason; everything that happened stays in the book."""

    STAGES = frozenset(WITHDRAWABLE)

    reason: Words = some_words()

    def apply(self, state: State, case: Case) -> None:
        """What was being asked about it ends without an outcome, so that its bodies are free for other work."""
        for rule in case.the_process.bodies:
            for call in open_calls(state, case, rule.id):
                change(state, call, open=False, closed_at=case.at, outcome=str(Outcome.INCONCLUSIVE))
