"""The pen of plans: a plan begins under one process file, and may take another only by a decision."""

from collections.abc import Iterator
from dataclasses import dataclass

from workflow.rules.act import LIVE, NO_PLAN, Act, act
from workflow.rules.case import Case, Obstacle
from workflow.rules.facts import Words, a_count, a_digest, a_name, some_words
from workflow.rules.guards import decided_by_steering, free, has_left
from workflow.rules.lifecycle import Stage
from workflow.rules.obstacles import missing
from workflow.rules.process import Process
from workflow.rules.products import NOTHING
from workflow.rules.rows import Membership, Part, Plan
from workflow.rules.state import State, change


@act
@dataclass(frozen=True, slots=True)
class CreatePlan(Act):
    """A plan begins, one cycle under one process file, which it keeps."""

    STAGES = NO_PLAN
    EITHER = True

    title: Words = some_words()
    process: str = a_digest()
    from_year: int = a_count(least=1990)
    to_year: int = a_count(least=1990)
    predecessor: str | None = a_name(refers="Plan", optional=True)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A free name, a known process file, a period without overlap, members only, no gap behind its predecessor."""
        if case.plan_key is None:
            yield missing("plan_needed")
            return
        yield from period_obstacles(state, case, self.process, self.from_year, self.to_year, self.predecessor)
        members = state.count(Membership)
        for municipality in territory_of(state, case, self.process) if members else ():
            row = state.get(Membership, municipality)
            if row is None or not row.standing:
                yield missing("municipality_not_member", municipality=municipality)

    def apply(self, state: State, case: Case) -> None:
        """Remember the plan and the parts its process file names."""
        process = state.process(self.process)
        assert case.plan_key is not None and process is not None
        years, territory = (self.from_year, self.to_year), territory_of(state, case, self.process)
        state.put(
            new_plan(
                case, case.plan_key, stage=Stage.PREPARATION, title=self.title.commit, process=self.process,
                years=years, predecessor=self.predecessor, municipalities=territory,
            )
        )  # fmt: skip
        put_parts(state, case, case.plan_key, process)


def period_obstacles(
    state: State, case: Case, process: str, from_year: int, to_year: int, predecessor: str | None
) -> Iterator[Obstacle]:
    """A free name, a known process file, a period that overlaps no other, and no gap behind the plan before."""
    yield from free(state, Plan, case.plan_key or "", "plan")
    if state.process(process) is None:
        yield missing("process_unknown", process=process)
    if to_year < from_year:
        yield missing("out_of_range", field="to_year", value=to_year, least=from_year)
    for other in state.find(Plan):
        if other.stage != Stage.WITHDRAWN and from_year <= other.to_year and other.from_year <= to_year:
            yield missing("periods_overlap", plan=other.key, from_year=other.from_year, to_year=other.to_year)
    before = state.get(Plan, predecessor) if predecessor else None
    if before is not None and before.to_year + 1 < from_year:
        yield missing("period_gap", plan=before.key, to_year=before.to_year)


def territory_of(state: State, case: Case, digest: str) -> tuple[str, ...]:
    """The municipalities a plan under this process file holds in, by id."""
    process = state.process(digest)
    return tuple(sorted(one.id for one in process.within(case.territory).territory.municipalities)) if process else ()


def new_plan(
    case: Case, key: str, *, stage: Stage, title: str, process: str, years: tuple[int, int], predecessor: str | None,
    municipalities: tuple[str, ...], past: bool = False,
) -> Plan:  # fmt: skip
    """A plan as it begins, in the stage it begins in."""
    return Plan(
        key=key,
        born=case.n,
        stage=str(stage),
        stage_entry=case.n,
        process=process,
        title=title,
        from_year=years[0],
        to_year=years[1],
        municipalities=municipalities,
        past=past,
        predecessor=predecessor,
        matters=0,
        editions=0,
        text=NOTHING,
        register=NOTHING,
        news_at=case.at,
    )


def put_parts(state: State, case: Case, plan: str, process: Process) -> None:
    """Remember the parts of a process file that are not there yet."""
    for rule in process.parts:
        if state.get(Part, f"{plan}/{rule.id}") is None:
            state.put(
                Part(
                    key=f"{plan}/{rule.id}",
                    born=case.n,
                    plan=plan,
                    status="open",
                    text=NOTHING,
                    substance=NOTHING,
                    sections=0,
                )
            )


@act
@dataclass(frozen=True, slots=True)
class AmendProcess(Act):
    """A running plan takes a new version of its process file, decided by the steering group on the file's digest."""

    STAGES = LIVE

    process: str = a_digest()
    proposal: str = a_name(refers="Proposal")

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A known file that keeps every part with text in it, and the steering group's decision on it."""
        subject = "process"
        yield from decided_by_steering(
            state, case, self.proposal, kind="amend_process", subject=subject, digest=self.process
        )
        found = state.process(self.process)
        if found is None:
            yield missing("process_unknown", process=self.process)
            return
        new = found.within(case.territory)
        if self.process == case.the_plan.process:
            yield missing("no_change", field="process")
        for part in state.find(Part, plan=case.plan_key):
            if part.sections and new.part(part.key.split("/", 1)[1]) is None:
                yield missing("part_unknown", part=part.key)
        yield from self._councils_kept(state, case, new)

    def _councils_kept(self, state: State, case: Case, new: Process) -> Iterator[Obstacle]:
        """A council that has the text before it is asked to the end, unless its municipality has left."""
        if case.the_plan.stage != Stage.COUNCILS:
            return
        old = case.the_process
        if (old.council_rule, old.lead) != (new.council_rule, new.lead):
            yield missing("council_still_asked", field="council_rule")
        for rule in old.councils:
            if new.council(rule.id) is None and not has_left(state, rule.municipality):
                yield missing("council_still_asked", council=rule.id)

    def apply(self, state: State, case: Case) -> None:
        """From now on the plan runs under the new file."""
        new = state.process(self.process)
        assert new is not None
        territory = territory_of(state, case, self.process)
        change(state, case.the_plan, process=self.process, municipalities=territory)
        put_parts(state, case, case.the_plan.key, new)
