"""The pen of the cycle: what the plan brought, measure by measure, and what the next one takes over."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from workflow.rules.act import Act, act
from workflow.rules.acts.needs import the_aim
from workflow.rules.acts.settling import carry
from workflow.rules.case import Case, Obstacle
from workflow.rules.facts import Words, a_choice, a_count, a_digest, a_name, some_words
from workflow.rules.guards import decided_by_steering, free, unasked
from workflow.rules.lifecycle import Stage
from workflow.rules.obstacles import missing
from workflow.rules.rows import Aim, Carried, Matter, Plan, Promise, Proposal, Publication, Report
from workflow.rules.state import State, change

AFTER = frozenset({Stage.ADOPTED, Stage.IN_FORCE})
UNFINISHED = ("proposed", "in_progress", "changed")
MOST_LISTED = 20


class GuideKind(StrEnum):
    """What is printed or put on the web from a plan."""

    GUIDE = "guide"
    CATALOGUE = "catalogue"


class Distribution(StrEnum):
    """Whom a publication reaches."""

    ALL_HOUSEHOLDS = "all_households"
    OFFICES = "offices"
    ELECTRONIC = "electronic"


class MeasureStatus(StrEnum):
    """How a measure fares."""

    IN_PROGRESS = "in_progress"
    DONE = "done"
    ABANDONED = "abandoned"


class Inheritance(StrEnum):
    """What the next cycle does with something left open."""

    CARRIED = "carried"
    CHANGED = "changed"
    DROPPED = "dropped"


@act
@dataclass(frozen=True, slots=True)
class PublishGuide(Act):
    """A guide or catalogue appears: edition, copies, whom it reaches, the electronic version by its digest."""

    STAGES = AFTER | {Stage.SUPERSEDED}

    publication: str = a_name()
    kind: str = a_choice(GuideKind)
    year: int = a_count(least=1990)
    copies: int = a_count()
    distribution: str = a_choice(Distribution)
    electronic: str = a_digest()
    previous: str | None = a_name(refers="Publication", optional=True)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A free name, and a year not before the edition it follows."""
        yield from free(state, Publication, case.here(self.publication), "publication")
        before = state.get(Publication, case.here(self.previous)) if self.previous else None
        if before is not None and before.year > self.year:
            yield missing("out_of_range", field="year", value=self.year, least=before.year)

    def apply(self, state: State, case: Case) -> None:
        """Remember the edition."""
        previous = case.here(self.previous) if self.previous else None
        state.put(
            Publication(
                key=case.here(self.publication),
                born=case.n,
                plan=case.the_plan.key,
                kind=self.kind,
                year=self.year,
                copies=self.copies,
                distribution=self.distribution,
                digest=self.electronic,
                previous=previous,
            )
        )


@act
@dataclass(frozen=True, slots=True)
class ReportMeasure(Act):
    """Monitoring: a measure is in progress, done with evidence, or abandoned with a reason."""

    STAGES = AFTER

    aim: str = a_name(refers="Aim")
    status: str = a_choice(MeasureStatus)
    evidence: Words = some_words()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """It is a measure and not ended."""
        row = the_aim(state, case, self.aim)
        if row.kind != "measure":
            yield missing("wrong_question", aim=row.key)
        if row.status not in UNFINISHED:
            yield missing("already_ended", field="aim", value=self.aim)

    def apply(self, state: State, case: Case) -> None:
        """Remember the report and the status."""
        row = the_aim(state, case, self.aim)
        plan = case.the_plan.key
        state.put(
            Report(
                key=f"{row.key}.{case.n}",
                born=case.n,
                plan=plan,
                measure=row.key,
                status=self.status,
                evidence=self.evidence.commit,
            )
        )
        change(state, row, status=self.status)


@act
@dataclass(frozen=True, slots=True)
class ChangeMeasure(Act):
    """A measure of an adopted plan is changed: a decision, not an edit; the first wording stays in the book."""

    STAGES = AFTER

    aim: str = a_name(refers="Aim")
    told: Words = some_words()
    proposal: str = a_name(refers="Proposal")

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """It is a measure, and the steering group decided; one decision makes one change."""
        row = the_aim(state, case, self.aim)
        if row.kind != "measure":
            yield missing("wrong_question", aim=row.key)
        yield from decided_by_steering(state, case, self.proposal, kind="change_measure", subject=self.aim)
        reports = state.find(Report, plan=case.plan_key, measure=row.key)
        if any(report.proposal == case.here(self.proposal) for report in reports):
            yield missing("already_ended", field="proposal", value=self.proposal)

    def apply(self, state: State, case: Case) -> None:
        """Remember the new wording and who decided."""
        row = the_aim(state, case, self.aim)
        proposal = state.get(Proposal, case.here(self.proposal))
        plan, by = case.the_plan.key, proposal.key if proposal else None
        state.put(
            Report(
                key=f"{row.key}.{case.n}",
                born=case.n,
                plan=plan,
                measure=row.key,
                status="changed",
                evidence=self.told.commit,
                proposal=by,
            )
        )
        change(state, row, words=self.told.commit, status="changed")


def unfinished(state: State, plan: str) -> list[str]:
    """What a plan left open: measures not done, matters carried or still without an end, promises not kept, by key."""
    measures = [aim.key for status in UNFINISHED for aim in state.find(Aim, plan=plan, kind="measure", status=status)]
    carried = [matter.key for matter in state.find(Matter, plan=plan, disposition="carried")]
    row = state.get(Plan, plan)
    over = row is not None and row.stage in AFTER | {Stage.SUPERSEDED}  # nobody can settle anything there any more
    unanswered = [matter.key for matter in state.find(Matter, plan=plan, open=True)] if over else []
    promised = [promise.key for promise in state.find(Promise, plan=plan, status="open")]
    return [*measures, *carried, *unanswered, *promised]


def not_inherited(state: State, case: Case) -> Iterator[Obstacle]:
    """Everything the last cycle left open must be carried, changed or dropped with a reason (principle 10)."""
    before = case.the_plan.predecessor
    if before is None:
        return
    kinds = [str(kind) for kind in case.the_process.cycle.carry_over]
    done = {row.origin for row in state.find(Carried, plan=case.plan_key)}
    left = [key for key in unfinished(state, before) if key not in done and _kind(state, key) in kinds]
    for key in left[:MOST_LISTED]:
        yield missing("not_carried_over", origin=key, of=len(left))


def _kind(state: State, key: str) -> str:
    if state.get(Promise, key) is not None:
        return "promises"
    return "measures" if state.get(Aim, key) is not None else "matters"


@act
@dataclass(frozen=True, slots=True)
class CarryOver(Act):
    """The new cycle says what it does with one thing the last one left open: carries, changes or drops it, and why."""

    STAGES = frozenset({Stage.PREPARATION, Stage.DRAFTING})

    origin: str = a_name()
    inheritance: str = a_choice(Inheritance)
    reason: Words = some_words()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """It was left open by the plan before."""
        before = case.the_plan.predecessor
        if before is None or f"{before}/{self.origin}" not in unfinished(state, before):
            yield missing("unknown", field="origin", value=self.origin)

    def apply(self, state: State, case: Case) -> None:
        """Remember the choice; a matter that had no end until now has this one."""
        key, before = case.here(f"from.{self.origin}"), f"{case.the_plan.predecessor}/{self.origin}"
        row = state.get(Carried, key)
        born, kind = row.born if row else case.n, _kind(state, before)
        state.put(
            Carried(
                key=key,
                born=born,
                plan=case.the_plan.key,
                origin=before,
                kind=kind,
                choice=self.inheritance,
                reason=self.reason.commit,
            )
        )
        matter = state.get(Matter, before)
        if matter is not None and matter.open:
            carry(state, case, matter, self.reason.commit)


@act
@dataclass(frozen=True, slots=True)
class Supersede(Act):
    """The next plan is in force; this one ends."""

    STAGES = frozenset({Stage.IN_FORCE})

    successor: str = a_name(refers="Plan")

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """The successor follows this plan and is in force; nobody is being asked anything about this one."""
        yield from unasked(state, case)
        row = state.get(Plan, self.successor)
        assert row is not None
        if row.predecessor != case.plan_key or row.stage != Stage.IN_FORCE:
            yield missing("not_yet_in_period", plan=row.key, stage=row.stage)
