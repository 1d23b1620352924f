"""The judgement every act passes, live and replayed: authority, what is missing, what follows, what changes.

`judge` asks and changes nothing. `enact` makes the change a judged act makes, the arrow of the lifecycle included. The
one door (`workflow.perform`) and the replay (`workflow.verify`) both go through here, which is why they cannot differ.
"""

from typing import NamedTuple

from workflow.rules.act import Act, is_of_territory
from workflow.rules.acts.cycle import not_inherited
from workflow.rules.acts.founding import TOWN
from workflow.rules.authority import authority_obstacles
from workflow.rules.case import Case, Obstacle, Standing
from workflow.rules.lifecycle import BEGINNINGS, SOURCES, TARGETS, Stage
from workflow.rules.obstacles import LIFTABLE, missing
from workflow.rules.rows import TABLE_NAMED, Exemption, Plan, Town
from workflow.rules.state import State, change

ALLOWED_AT_REST = frozenset({"resume", "withdraw_plan"})


class Judgement(NamedTuple):
    """The act with what follows from it worked out, everything that is missing, and which guards were lifted."""

    deed: Act
    obstacles: tuple[Obstacle, ...]
    lifted: tuple[str, ...]

    @property
    def permitted(self) -> bool:
        """Whether nothing is missing."""
        return not self.obstacles


def open_case(state: State, case: Case) -> Case:
    """Fill in the plan and its process file as they stand."""
    case.plan = state.get(Plan, case.plan_key) if case.plan_key else None
    process = state.process(case.plan.process) if case.plan else None
    case.process = process.within(case.territory) if process else None
    case.call = case.mustered = None
    return case


def judge(state: State, case: Case, deed: Act) -> Judgement:
    """What stands in the way of `deed`, everything at once; nothing is changed.

    Where the act does not even fit where things are (no such plan, a name that refers to nothing), only that is told:
    the finer guards would have nothing to ask about.
    """
    open_case(state, case)
    first = [*order_obstacles(state, case, deed), *reference_obstacles(state, case, deed)]
    if first:
        return Judgement(deed, tuple(first), ())
    worked_out = deed.derive(state, case) if deed.DERIVED else deed
    found = [*stage_obstacles(case, deed), *authority_obstacles(state, case, worked_out)]
    found += worked_out.obstacles(state, case)
    if deed.NAME == "begin_drafting":
        found += not_inherited(state, case)
    if not found:
        return Judgement(worked_out, (), ())
    standing, lifted = lift(state, case, list(dict.fromkeys(found)))
    return Judgement(worked_out, standing, lifted)


def order_obstacles(state: State, case: Case, deed: Act) -> list[Obstacle]:
    """Time never goes back; a territory is founded first; an act of a plan has a plan, and others have none.

    Where there is a plan, its territory was founded before it.
    """
    obstacles: list[Obstacle] = []
    if case.at < state.head.last_at:
        obstacles.append(missing("clock_went_back", at=case.at, last=state.head.last_at))
    if case.happened is not None and case.happened > case.at:
        obstacles.append(missing("happened_later", field="happened", value=case.happened))
    if case.plan is None and deed.NAME != "found_territory" and state.get(Town, TOWN) is None:
        obstacles.append(missing("no_territory", territory=case.territory))
    if deed.NAME in BEGINNINGS:
        return obstacles
    of_territory = is_of_territory(type(deed))
    if of_territory and case.plan_key is not None and not deed.EITHER:
        obstacles.append(missing("no_plan_wanted", act=deed.NAME))
    if not of_territory and case.plan_key is None:
        obstacles.append(missing("plan_needed", act=deed.NAME))
    if case.plan_key is not None and case.plan is None:
        obstacles.append(missing("plan_unknown", plan=case.plan_key))
    if case.plan is not None and case.process is None:
        obstacles.append(missing("process_unknown", process=case.plan.process))
    return obstacles


def reference_obstacles(state: State, case: Case, deed: Act) -> list[Obstacle]:
    """Every name that refers to something must refer to something there is."""
    obstacles: list[Obstacle] = []
    for field, fact in deed.REFERRING:
        table = TABLE_NAMED[fact.refers or ""]
        value = getattr(deed, field)
        for name in value if fact.many else (value,):
            if name is None:
                continue
            key = case.here(name) if table.WITHIN_PLAN else name
            if state.get(table, key) is None:
                obstacles.append(missing("unknown", field=field, value=name, table=fact.refers))
    return obstacles


def stage_obstacles(case: Case, deed: Act) -> list[Obstacle]:
    """The plan is in a stage the act belongs to, and does not rest."""
    plan = case.plan
    if plan is None or is_of_territory(type(deed)):
        return []
    obstacles: list[Obstacle] = []
    stages = SOURCES.get(deed.NAME) or deed.STAGES
    if plan.stage not in stages:
        facts = " ".join(str(stage) for stage in Stage if stage in stages)
        obstacles.append(missing("wrong_stage", stage=plan.stage, act=deed.NAME, stages=facts))
    if plan.suspended and deed.NAME not in ALLOWED_AT_REST:
        obstacles.append(missing("suspended", plan=plan.key))
    return obstacles


def lift(state: State, case: Case, found: list[Obstacle]) -> tuple[tuple[Obstacle, ...], tuple[str, ...]]:
    """Take away charter guards that the process file relaxes or the steering group granted an exception from."""
    standing: list[Obstacle] = []
    lifted: list[str] = []
    for obstacle in found:
        if obstacle.code in LIFTABLE and case.plan is not None and _is_lifted(state, case, obstacle.code):
            lifted.append(obstacle.code)
        else:
            standing.append(obstacle)
    return tuple(standing), tuple(dict.fromkeys(lifted))


def _is_lifted(state: State, case: Case, code: str) -> bool:
    if case.process is not None and case.process.relaxation(code) is not None:
        return True
    return state.count(Exemption, plan=case.plan_key, guard=code) > 0


def enact(state: State, case: Case, deed: Act) -> str | None:
    """Make the change of a permitted act; returns the plan's stage after it."""
    deed.apply(state, case)
    plan = state.get(Plan, case.plan_key) if case.plan_key else None
    if plan is None:
        return None
    target = TARGETS.get((deed.NAME, Stage(plan.stage))) if deed.NAME in SOURCES else None
    if target is not None:
        plan = change(state, plan, stage=str(target), stage_entry=case.n)
    return plan.stage


def citizen(person: str | None = None) -> Standing:
    """Anybody, speaking for themselves."""
    return Standing(None, None, "public", person)
