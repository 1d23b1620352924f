"""The pen of fulfilling: promises kept or not, a year's work chosen, a year looked back on."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from workflow.rules.act import LIVE, Act, act
from workflow.rules.acts.cycle import AFTER, UNFINISHED
from workflow.rules.acts.needs import AimKind, the_aim
from workflow.rules.case import Case, Obstacle
from workflow.rules.facts import Words, a_choice, a_count, a_day, a_digest, a_name, some_words
from workflow.rules.guards import decided_by_steering, free
from workflow.rules.obstacles import missing
from workflow.rules.rows import ActionPlan, Aim, Evaluation, Promise
from workflow.rules.state import State, change


class PromiseEnd(StrEnum):
    """How a promise ends: kept, or whoever gave it is released from it, with the reason."""

    KEPT = "kept"
    RELEASED = "released"


@act
@dataclass(frozen=True, slots=True)
class GivePromise(Act):
    """Somebody promises something while the plan is made, by a day; until it ends it is nobody's to forget."""

    STAGES = LIVE

    promise: str = a_name()
    told: Words = some_words()
    owner: Words = some_words()
    due: str = a_day()
    matter: str | None = a_name(refers="Matter", optional=True)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A free name, which no aim has either, and a day that lies ahead."""
        yield from free(state, Promise, case.here(self.promise), "promise")
        yield from free(state, Aim, case.here(self.promise), "promise")
        if self.due <= case.day and not case.the_plan.past:
            yield missing("out_of_range", field="due", value=self.due, least=case.day)

    def apply(self, state: State, case: Case) -> None:
        """Remember who promised what, by when."""
        state.put(
            Promise(
                key=case.here(self.promise),
                born=case.n,
                plan=case.the_plan.key,
                told=self.told.commit,
                owner=self.owner.commit,
                due=self.due,
                matter=case.here(self.matter) if self.matter else None,
                status="open",
            )
        )


@act
@dataclass(frozen=True, slots=True)
class ClosePromise(Act):
    """A promise was kept, with evidence, or whoever gave it is released from it, with a reason."""

    STAGES = LIVE

    promise: str = a_name(refers="Promise")
    status: str = a_choice(PromiseEnd)
    told: Words = some_words()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """It is open."""
        row = state.get(Promise, case.here(self.promise))
        assert row is not None
        if row.status != "open":
            yield missing("already_ended", field="promise", value=self.promise)

    def apply(self, state: State, case: Case) -> None:
        """Remember its end."""
        row = state.get(Promise, case.here(self.promise))
        assert row is not None
        change(state, row, status=self.status)


@act
@dataclass(frozen=True, slots=True)
class AdoptActionPlan(Act):
    """The measures of one year, decided by the steering group on the document's digest."""

    STAGES = AFTER

    year: int = a_count(least=1990)
    file: str = a_digest()
    measures: tuple[str, ...] = a_name(refers="Aim", many=True)
    proposal: str = a_name(refers="Proposal")

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A year of the plan, measures that have not ended, and the steering group's decision."""
        plan = case.the_plan
        if not plan.from_year <= self.year <= plan.to_year:
            yield missing("out_of_range", field="year", value=self.year, least=plan.from_year, most=plan.to_year)
        yield from free(state, ActionPlan, case.here(str(self.year)), "year")
        if not self.measures:
            yield missing("unknown", field="measures", value="")
        for name in self.measures:
            row = the_aim(state, case, name)
            if row.kind != AimKind.MEASURE:
                yield missing("wrong_question", aim=row.key)
            elif row.status not in UNFINISHED:
                yield missing("already_ended", field="measures", value=name)
        subject = str(self.year)
        yield from decided_by_steering(
            state, case, self.proposal, kind="action_plan", subject=subject, digest=self.file
        )

    def apply(self, state: State, case: Case) -> None:
        """Remember the year's measures."""
        state.put(
            ActionPlan(
                key=case.here(str(self.year)),
                born=case.n,
                plan=case.the_plan.key,
                year=self.year,
                measures=tuple(case.here(name) for name in self.measures),
                file=self.file,
                proposal=case.here(self.proposal),
            )
        )


@act
@dataclass(frozen=True, slots=True)
class EvaluatePlan(Act):
    """How the plan fared in one year, and when it will be looked at again (principle 10)."""

    STAGES = AFTER

    year: int = a_count(least=1990)
    told: Words = some_words()
    file: str = a_digest()
    next_on: str = a_day()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A year of the plan that has come, not evaluated yet; the next review lies ahead."""
        plan, most = case.the_plan, min(case.the_plan.to_year, int(case.day[:4]))
        if not plan.from_year <= self.year <= most:
            yield missing("out_of_range", field="year", value=self.year, least=plan.from_year, most=most)
        yield from free(state, Evaluation, case.here(str(self.year)), "year")
        if self.next_on <= case.day:
            yield missing("out_of_range", field="next_on", value=self.next_on, least=case.day)

    def apply(self, state: State, case: Case) -> None:
        """Remember the evaluation and the next review."""
        plan = case.the_plan
        state.put(
            Evaluation(
                key=case.here(str(self.year)),
                born=case.n,
                plan=plan.key,
                year=self.year,
                told=self.told.commit,
                file=self.file,
            )
        )
        change(state, plan, review_on=self.next_on)
