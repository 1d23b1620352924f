"""The pen of history: plans made before the book began, each entered by an act of its own, with its source."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from workflow.rules.act import NO_PLAN, Act, act
from workflow.rules.acts.needs import AimKind, in_area
from workflow.rules.acts.plans import new_plan, period_obstacles, put_parts
from workflow.rules.case import Case, Obstacle
from workflow.rules.facts import (
    Words,
    a_choice,
    a_count,
    a_day,
    a_digest,
    a_name,
    an_official_number,
    some_words,
)
from workflow.rules.guards import free
from workflow.rules.lifecycle import Stage
from workflow.rules.obstacles import missing
from workflow.rules.rows import Aim, PastPlan, Report
from workflow.rules.state import State


@act
@dataclass(frozen=True, slots=True)
class EnterPastPlan(Act):
    """A plan approved before this book began: its years, its territory then, who approved it, where that is known from.

    It is in force at once, so that it can be monitored, followed by the next and ended like any other.
    """

    STAGES = NO_PLAN
    EITHER = True

    title: Words = some_words()
    process: str = a_digest()
    from_year: int = a_count(least=1990)
    to_year: int = a_count(least=1990)
    predecessor: str | None = a_name(refers="Plan", optional=True)
    municipalities: tuple[str, ...] = a_name(many=True)
    approved_by: Words = some_words()
    resolution: str = an_official_number()
    day: str = a_day()
    source: Words = some_words()
    file: str | None = a_digest(optional=True)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A period of its own that has begun, no gap behind its predecessor, a territory, and a day that is past."""
        if case.plan_key is None:
            yield missing("plan_needed")
            return
        yield from period_obstacles(state, case, self.process, self.from_year, self.to_year, self.predecessor)
        if self.from_year > int(case.day[:4]):
            yield missing("not_past", from_year=self.from_year)
        if self.day > case.day:
            yield missing("happened_later", field="day", value=self.day)
        if not self.municipalities:
            yield missing("unknown", field="municipalities", value="")

    def apply(self, state: State, case: Case) -> None:
        """Remember the plan as in force, and its source."""
        process = state.process(self.process)
        assert case.plan_key is not None and process is not None
        state.put(
            new_plan(
                case, case.plan_key, stage=Stage.IN_FORCE, title=self.title.commit, process=self.process,
                years=(self.from_year, self.to_year), predecessor=self.predecessor,
                municipalities=tuple(sorted(set(self.municipalities))), past=True,
            )
        )  # fmt: skip
        put_parts(state, case, case.plan_key, process)
        state.put(
            PastPlan(
                key=case.plan_key,
                born=case.n,
                source=self.source.commit,
                file=self.file,
                approved_by=self.approved_by.commit,
                resolution=self.resolution,
                day=self.day,
            )
        )


class PastStatus(StrEnum):
    """What is known of a measure of a past plan."""

    IN_PROGRESS = "in_progress"
    DONE = "done"
    ABANDONED = "abandoned"


@act
@dataclass(frozen=True, slots=True)
class EnterPastMeasure(Act):
    """A measure of a past plan and what became of it, with the evidence there is."""

    STAGES = frozenset({Stage.IN_FORCE})

    aim: str = a_name()
    area: str = a_name()
    told: Words = some_words()
    status: str = a_choice(PastStatus)
    evidence: Words = some_words()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A plan entered as past, a free name, an area of the process file."""
        if not case.the_plan.past:
            yield missing("not_past", plan=case.plan_key)
        yield from free(state, Aim, case.here(self.aim), "aim")
        yield from in_area(case, self.area)

    def apply(self, state: State, case: Case) -> None:
        """Remember the measure and the report on it."""
        key, plan = case.here(self.aim), case.the_plan.key
        state.put(
            Aim(
                key=key,
                born=case.n,
                plan=plan,
                kind=str(AimKind.MEASURE),
                area=self.area,
                words=self.told.commit,
                status=self.status,
            )
        )
        state.put(
            Report(
                key=f"{key}.{case.n}",
                born=case.n,
                plan=plan,
                measure=key,
                status=self.status,
                evidence=self.evidence.commit,
            )
        )
