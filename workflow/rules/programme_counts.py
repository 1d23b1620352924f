"""How a programme stands: how much of each need there is, what a gate still asks for, who works and learns.

Asked by the acts of the programme and by pages alike. What an entry of a town's book is worth to a need is said here
once, for the one door and for whoever verifies a bundle.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from workflow.rules.case import Case, Obstacle
from workflow.rules.obstacles import missing
from workflow.rules.pens import Role
from workflow.rules.process_programme import JOINING, GateRule, NeedRule, ProgrammeRule
from workflow.rules.rows import Body, Counted, Gate, Programme, ProgrammeTown, Seat, SourcePlan, Trained
from workflow.rules.sides import BodyKind
from workflow.rules.state import State


class TownStanding(StrEnum):
    """How far a town has come into a programme."""

    INVITED = "invited"
    INTERESTED = "interested"
    DECLINED = "declined"
    JOINED = "joined"
    LEFT = "left"


class NeedStanding(NamedTuple):
    """How much of a need there is, and how much is asked for."""

    need: str
    have: int
    least: int

    @property
    def reached(self) -> bool:
        """Whether it is enough."""
        return self.have >= self.least


def rule_of(state: State, programme: Programme) -> ProgrammeRule | None:
    """The programme in the process file it began with; None where that file is not at hand."""
    process = state.process(programme.process)
    return process.programme if process is not None else None


def rule_named(state: State, programme: str) -> ProgrammeRule | None:
    """The same, by the programme's name."""
    row = state.get(Programme, programme)
    return rule_of(state, row) if row is not None else None


def going_on(state: State, programme: str) -> Iterator[Obstacle]:
    """The programme was neither closed nor given up."""
    row = state.get(Programme, programme)
    if row is not None and row.ended_at is not None:
        yield missing("programme_over", programme=programme)


def in_programme(state: State, programme: str, field: str, value: str) -> Iterator[Obstacle]:
    """The programme goes on, and its process file knows the town, need, gate or milestone."""
    yield from going_on(state, programme)
    row, rule = state.get(Programme, programme), rule_named(state, programme)
    if rule is None:
        yield missing("process_unknown", process=row.process if row is not None else None)
    elif getattr(rule, field)(value) is None:
        yield missing("not_in_process", field=field, value=value)


def worth(need: NeedRule, entry: Mapping[str, Any]) -> int | None:
    """What an entry of a town's book adds to a need: 1, or the number that is summed; None if it does not fit."""
    facts = entry["facts"]
    if entry["act"] != need.act or (need.fact is not None and not has_value(facts.get(need.fact), need.value)):
        return None
    if need.sums is None:
        return 1
    value = facts.get(need.sums)
    return value if type(value) is int else None


def has_value(given: Any, wanted: str | None) -> bool:
    """Whether a fact, as it stands in an entry, has the value a process file writes as text."""
    if isinstance(given, list | tuple):
        return any(has_value(one, wanted) for one in given)
    return given is not None and (str(given).lower() if isinstance(given, bool) else str(given)) == wanted


def have(state: State, programme: str, need: NeedRule) -> int:
    """How much of a need there is: by the towns still in the programme, each once."""
    if need.act == JOINING:
        return state.count(ProgrammeTown, programme=programme, standing=str(TownStanding.JOINED))
    if need.sums is None:
        return state.count(Counted, programme=programme, need=need.id, standing=True)
    return sum(row.value for row in state.find(Counted, programme=programme, need=need.id, standing=True))


def targets(state: State, programme: str, rule: ProgrammeRule) -> list[NeedStanding]:
    """Everything the programme set out to reach, people included."""
    standing = [NeedStanding(need.id, have(state, programme, need), need.least) for need in rule.needs]
    trained = NeedStanding("people.trained", state.count(Trained, programme=programme), rule.people.trained)
    return [*standing, trained, NeedStanding("people.coordinators", coordinators(state), rule.people.coordinators)]


def gate_needs(state: State, programme: str, rule: ProgrammeRule, gate: GateRule) -> list[NeedStanding]:
    """What a gate asks for, and how much of it there is."""
    asked = [(rule.need(one.need), one.least) for one in gate.needs]
    return [NeedStanding(need.id, have(state, programme, need), least) for need, least in asked if need is not None]


def of_region(case: Case, programme: ProgrammeRule) -> bool:
    """Whether the plan is the region's own, and not that of one of the towns."""
    return case.territory == case.the_process.territory.id and programme.town(case.territory) is None


def sourced(state: State, case: Case) -> Iterator[Obstacle]:
    """The region's own plan is made from enough towns' plans."""
    programme = case.the_process.programme
    if programme is None or not of_region(case, programme):
        return
    towns = {row.town for row in state.find(SourcePlan, plan=case.plan_key)}
    if len(towns) < programme.sources_least:
        yield missing("sources_missing", have=len(towns), need=programme.sources_least)


def gates_open(state: State, programme: str, rule: ProgrammeRule) -> list[GateRule]:
    """The gates not passed yet, in their order."""
    passed = {row.gate for row in state.find(Gate, programme=programme)}
    return [gate for gate in rule.gates if gate.id not in passed]


def coordinators(state: State) -> int:
    """How many people sit as coordinator in a delivery team of the territory."""
    teams = state.find(Body, kind=str(BodyKind.DELIVERY_TEAM))
    seats = [seat for team in teams for seat in state.find(Seat, body=team.key, filled=True)]
    return len({seat.person for seat in seats if seat.role == Role.COORDINATOR})
