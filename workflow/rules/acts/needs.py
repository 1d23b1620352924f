"""The pen of needs: the process begins with needs, not with a draft.

From needs come priorities, goals and measures, each traceable back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from workflow.rules.act import Act, act
from workflow.rules.case import Case, Obstacle
from workflow.rules.facts import Words, a_choice, a_count, a_name, some_words
from workflow.rules.guards import free
from workflow.rules.obstacles import missing
from workflow.rules.rows import Aim, Need, Promise
from workflow.rules.state import State, change


class AimKind(StrEnum):
    """The levels of a plan below its target groups."""

    PRIORITY = "priority"
    GOAL = "goal"
    MEASURE = "measure"


class NeedSource(StrEnum):
    """Where a need was found."""

    SURVEY = "survey"
    WORKING_GROUP = "working_group"
    HEARING = "hearing"
    COMMENT = "comment"
    ANALYSIS = "analysis"


class Funding(StrEnum):
    """How far the money for a measure is; `none` is no reason to drop it (principle 11)."""

    SECURED = "secured"
    APPLIED = "applied"
    SOUGHT = "sought"
    NONE = "none"


@act
@dataclass(frozen=True, slots=True)
class RecordNeed(Act):
    """A need of people in the territory, and where it was found."""

    need: str = a_name()
    area: str = a_name()
    source: str = a_choice(NeedSource)
    told: Words = some_words()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A free name in an area of the process file."""
        yield from free(state, Need, case.here(self.need), "need")
        yield from in_area(case, self.area)

    def apply(self, state: State, case: Case) -> None:
        """Remember the need."""
        state.put(
            Need(
                key=case.here(self.need),
                born=case.n,
                plan=case.the_plan.key,
                area=self.area,
                source=self.source,
                words=self.told.commit,
            )
        )


def in_area(case: Case, area: str) -> Iterator[Obstacle]:
    """The process file must know the area or target group."""
    if area not in [rule.id for rule in case.the_process.areas]:
        yield missing("not_in_process", field="area", value=area)


@act
@dataclass(frozen=True, slots=True)
class RecordAim(Act):
    """A priority, goal or measure of the plan, traced to needs where they are known."""

    aim: str = a_name()
    kind: str = a_choice(AimKind)
    area: str = a_name()
    told: Words = some_words()
    parent: str | None = a_name(refers="Aim", optional=True)
    needs: tuple[str, ...] = a_name(refers="Need", many=True)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A free name in an area of the process file."""
        yield from free(state, Aim, case.here(self.aim), "aim")
        yield from free(state, Promise, case.here(self.aim), "aim")
        yield from in_area(case, self.area)

    def apply(self, state: State, case: Case) -> None:
        """Remember the aim."""
        state.put(
            Aim(
                key=case.here(self.aim),
                born=case.n,
                plan=case.the_plan.key,
                kind=self.kind,
                area=self.area,
                parent=self.parent,
                words=self.told.commit,
                needs=self.needs,
                traced=bool(self.needs),
                status="proposed",
            )
        )


def the_aim(state: State, case: Case, aim: str) -> Aim:
    """An aim the judge has found to exist."""
    row = state.get(Aim, case.here(aim))
    assert row is not None
    return row


@act
@dataclass(frozen=True, slots=True)
class TraceAim(Act):
    """An aim is traced to the needs it answers (principle 9)."""

    aim: str = a_name(refers="Aim")
    needs: tuple[str, ...] = a_name(refers="Need", many=True)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """At least one need."""
        if not self.needs:
            yield missing("need_missing", aim=case.here(self.aim))

    def apply(self, state: State, case: Case) -> None:
        """Remember the links."""
        row = the_aim(state, case, self.aim)
        change(state, row, needs=tuple(sorted({*row.needs, *self.needs})), traced=True)


@act
@dataclass(frozen=True, slots=True)
class ResourceMeasure(Act):
    """Who answers for a measure, what it needs, and how far the money is (principle 11)."""

    aim: str = a_name(refers="Aim")
    owner: Words = some_words()
    funding: str = a_choice(Funding)
    amount: int = a_count()  # thousands of crowns a year

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """It is a measure."""
        if the_aim(state, case, self.aim).kind != AimKind.MEASURE:
            yield missing("wrong_question", aim=case.here(self.aim))

    def apply(self, state: State, case: Case) -> None:
        """Remember owner and means."""
        row = the_aim(state, case, self.aim)
        change(state, row, owner=self.owner.commit, funding=self.funding, amount=self.amount, resourced=True)
