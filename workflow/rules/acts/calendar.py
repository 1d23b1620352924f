"""The pen of the calendar: gates are passed, milestones reached or moved, a programme is closed or given up."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workflow.rules.act import NO_PLAN, Act, act
from workflow.rules.case import Case, Obstacle
from workflow.rules.facts import Words, a_day, a_digest, a_name, some_words
from workflow.rules.obstacles import missing
from workflow.rules.process_programme import GateRule, MilestoneRule, NeedRule, ProgrammeRule
from workflow.rules.programme_counts import gate_needs, gates_open, going_on, have, in_programme, rule_named, targets
from workflow.rules.rows import Gate, Milestone, Programme
from workflow.rules.state import State, change


def the_milestone(state: State, programme: str, milestone: str) -> Milestone | None:
    """What is due, as it stands."""
    return state.get(Milestone, f"{programme}/{milestone}")


def reach(state: State, case: Case, programme: str, rules: list[MilestoneRule]) -> None:
    """These milestones are reached now, those that were not before."""
    for rule in rules:
        row = the_milestone(state, programme, rule.id)
        if row is not None and not row.reached:
            change(state, row, reached=True, reached_at=case.at)


def milestones_of_need(state: State, case: Case, programme: str, about: Callable[[NeedRule], bool]) -> None:
    """The milestones that wait for a need are reached as soon as there is enough of it."""
    rule = rule_named(state, programme)
    assert rule is not None
    enough = [need.id for need in rule.needs if about(need) and have(state, programme, need) >= need.least]
    reach(state, case, programme, [one for one in rule.milestones if one.need in enough])


def gate_lacks(state: State, programme: str, rule: ProgrammeRule, gate: GateRule) -> Iterator[Obstacle]:
    """Every need of which the gate asks for more than there is."""
    for one in gate_needs(state, programme, rule, gate):
        if not one.reached:
            yield missing("gate_not_reached", gate=gate.id, target=one.need, have=one.have, need=one.least)


@act
@dataclass(frozen=True, slots=True)
class PassGate(Act):
    """A block of the programme ends: enough towns have come so far, not necessarily all."""

    STAGES = NO_PLAN

    programme: str = a_name(refers="Programme")
    gate: str = a_name()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Not passed before, the gates before it are, and there is enough of everything it asks for."""
        yield from in_programme(state, self.programme, "gate", self.gate)
        rule = rule_named(state, self.programme)
        gate = rule.gate(self.gate) if rule is not None else None
        if rule is None or gate is None:
            return
        waiting = gates_open(state, self.programme, rule)
        if gate not in waiting:
            yield missing("already_ended", field="gate", value=self.gate)
            return
        for earlier in waiting[: waiting.index(gate)]:
            yield missing("earlier_gate_open", gate=earlier.id)
        yield from gate_lacks(state, self.programme, rule, gate)

    def apply(self, state: State, case: Case) -> None:
        """Remember how much there was, and what was waiting for it."""
        rule = rule_named(state, self.programme)
        gate = rule.gate(self.gate) if rule is not None else None
        assert rule is not None and gate is not None
        counts = tuple(tuple(one) for one in gate_needs(state, self.programme, rule, gate))
        key, programme = f"{self.programme}/{self.gate}", self.programme
        state.put(Gate(key=key, born=case.n, programme=programme, gate=self.gate, passed_at=case.at, counts=counts))
        reach(state, case, programme, [one for one in rule.milestones if one.gate == self.gate])


@act
@dataclass(frozen=True, slots=True)
class MoveMilestone(Act):
    """A milestone is due on another day; the public calendar says why."""

    STAGES = NO_PLAN

    programme: str = a_name(refers="Programme")
    milestone: str = a_name()
    due_on: str = a_day()
    reason: Words | None = some_words(optional=True)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Not reached yet, another day, not before the programme began, and a reason."""
        yield from in_programme(state, self.programme, "milestone", self.milestone)
        row, programme = the_milestone(state, self.programme, self.milestone), state.get(Programme, self.programme)
        if row is not None and row.reached:
            yield missing("already_ended", field="milestone", value=self.milestone)
        if row is not None and row.due_on == self.due_on:
            yield missing("no_change", field="due_on")
        if programme is not None and self.due_on < programme.starts_on:
            yield missing("out_of_range", field="due_on", value=self.due_on, least=programme.starts_on)
        if self.reason is None:
            yield missing("reason_missing", field="reason")

    def apply(self, state: State, case: Case) -> None:
        """Remember the day and the reason."""
        row = the_milestone(state, self.programme, self.milestone)
        assert row is not None and self.reason is not None
        change(state, row, due_on=self.due_on, moved=row.moved + 1, reason=self.reason.commit)


@act
@dataclass(frozen=True, slots=True)
class ReachMilestone(Act):
    """A milestone is reached, said in words and, where there is something to show, with a file."""

    STAGES = NO_PLAN

    programme: str = a_name(refers="Programme")
    milestone: str = a_name()
    told: Words = some_words()
    file: str | None = a_digest(optional=True)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Not reached yet; one that waits for a need or a gate is reached by that and not by anybody's word."""
        yield from in_programme(state, self.programme, "milestone", self.milestone)
        row, programme = the_milestone(state, self.programme, self.milestone), rule_named(state, self.programme)
        rule = programme.milestone(self.milestone) if programme is not None else None
        if row is not None and row.reached:
            yield missing("already_ended", field="milestone", value=self.milestone)
        elif programme is not None and rule is not None:
            yield from self._waits_for(state, programme, rule)

    def _waits_for(self, state: State, programme: ProgrammeRule, rule: MilestoneRule) -> Iterator[Obstacle]:
        need = programme.need(rule.need) if rule.need is not None else None
        if need is not None:
            there = have(state, self.programme, need)
            yield missing("gate_not_reached", target=need.id, have=there, need=need.least)
        if rule.gate is not None:
            yield missing("earlier_gate_open", gate=rule.gate)

    def apply(self, state: State, case: Case) -> None:
        """Remember what was said and shown."""
        row = the_milestone(state, self.programme, self.milestone)
        assert row is not None
        change(state, row, reached=True, reached_at=case.at, told=self.told.commit, file=self.file)


@act
@dataclass(frozen=True, slots=True)
class CloseProgramme(Act):
    """The programme reached what it set out to reach; its report is public."""

    STAGES = NO_PLAN

    programme: str = a_name(refers="Programme")
    report: str = a_digest()
    told: Words = some_words()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Every gate is passed and every target reached, people trained and at work included."""
        yield from going_on(state, self.programme)
        row, rule = state.get(Programme, self.programme), rule_named(state, self.programme)
        if rule is None:
            yield missing("process_unknown", process=row.process if row is not None else None)
            return
        for gate in gates_open(state, self.programme, rule):
            yield from list(gate_lacks(state, self.programme, rule, gate)) or [
                missing("earlier_gate_open", gate=gate.id)
            ]
        for one in targets(state, self.programme, rule):
            if not one.reached:
                yield missing("target_missed", target=one.need, have=one.have, need=one.least)

    def apply(self, state: State, case: Case) -> None:
        """Remember the report."""
        row = state.get(Programme, self.programme)
        assert row is not None
        change(state, row, ended_at=case.at, reached=True, report=self.report, told=self.told.commit)


@act
@dataclass(frozen=True, slots=True)
class AbandonProgramme(Act):
    """The programme ends without having reached what it set out to: why, said openly. The towns' plans go on."""

    STAGES = NO_PLAN

    programme: str = a_name(refers="Programme")
    reason: Words = some_words()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """It goes on."""
        yield from going_on(state, self.programme)

    def apply(self, state: State, case: Case) -> None:
        """Remember why."""
        row = state.get(Programme, self.programme)
        assert row is not None
        change(state, row, ended_at=case.at, told=self.reason.commit)
