"""How a programme goes: what is late and what that endangers, how its gates stand, how far each town is.

Pure, for pages and for whoever has only the book. A day is written 2026-05-14.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from workflow.rules.clock import month_end
from workflow.rules.process_programme import JOINING, GateRule, MilestoneRule, NeedRule, ProgrammeRule
from workflow.rules.programme_counts import NeedStanding, TownStanding, gate_needs
from workflow.rules.rows import Counted, Gate, Milestone, ProgrammeTown
from workflow.rules.state import State


class Due(NamedTuple):
    """A milestone or a gate as something due; `reached` is whether it is behind us."""

    kind: str  # milestone | gate
    id: str
    due_on: str
    reached: bool


class Endangered(NamedTuple):
    """Something still ahead that rests on something late; `by` are the late ones it rests on, however far back."""

    kind: str
    id: str
    due_on: str
    by: tuple[tuple[str, str], ...]


Key = tuple[str, str]  # kind and id


class Course:
    """The calendar of one programme as it stands."""

    def __init__(self, rule: ProgrammeRule, due: Mapping[Key, Due]) -> None:
        self.rule = rule
        self.due = due

    def late(self, today: str) -> list[Due]:
        """What was due before today and is not reached, the longest waiting first."""
        waiting = [one for one in self.due.values() if not one.reached and one.due_on < today]
        return sorted(waiting, key=lambda one: one.due_on)

    def endangered(self, today: str) -> list[Endangered]:
        """Everything that follows from what is late, through milestones and gates, and is not late itself."""
        late = [(one.kind, one.id) for one in self.late(today)]
        by: dict[Key, list[Key]] = {}
        for cause in late:
            for key in self.following(cause):
                by.setdefault(key, []).append(cause)
        ahead = [(self.due[key], causes) for key, causes in by.items() if key not in late]
        ahead.sort(key=lambda pair: pair[0].due_on)
        return [Endangered(one.kind, one.id, one.due_on, tuple(causes)) for one, causes in ahead if not one.reached]

    def following(self, cause: Key) -> list[Key]:
        """What cannot be reached before `cause` is, however far ahead."""
        found: dict[Key, None] = {}
        waiting = [cause]
        while waiting:
            for key in self._next(waiting.pop(0)):
                if key not in found and key != cause:
                    found[key] = None
                    waiting.append(key)
        return list(found)

    def _next(self, key: Key) -> Iterator[Key]:
        kind, name = key
        if kind == "milestone":
            yield from self._after_milestone(name)
            return
        yield from (("milestone", one.id) for one in self.rule.milestones if one.gate == name)
        order = [gate.id for gate in self.rule.gates]
        yield from (("gate", later) for later in order[order.index(name) + 1 : order.index(name) + 2])

    def _after_milestone(self, name: str) -> Iterator[Key]:
        mine = self.rule.milestone(name)
        yield from (("milestone", one.id) for one in self.rule.milestones if name in one.after)
        need = mine.need if mine is not None else None
        yield from (("gate", gate.id) for gate in self.rule.gates if need in [one.need for one in gate.needs])


def course_of(state: State, programme: str, rule: ProgrammeRule, starts_on: str) -> Course:
    """The calendar with what was reached and moved so far; a gate is due by the end of its month."""
    rows = {row.milestone: row for row in state.find(Milestone, programme=programme)}
    passed = {row.gate for row in state.find(Gate, programme=programme)}
    milestones = [milestone_due(one, rows) for one in rule.milestones if one.id in rows]
    gates = [Due("gate", one.id, gate_day(one, rule, rows, starts_on), one.id in passed) for one in rule.gates]
    return Course(rule, {(one.kind, one.id): one for one in (*milestones, *gates)})


def milestone_due(rule: MilestoneRule, rows: Mapping[str, Milestone]) -> Due:
    """A milestone as it is due now."""
    row = rows[rule.id]
    return Due("milestone", rule.id, row.due_on, row.reached)


def gate_day(gate: GateRule, rule: ProgrammeRule, rows: Mapping[str, Milestone], starts_on: str) -> str:
    """When a gate is due: with the milestone that waits for it, wherever that was moved, else by its month."""
    own = [rows[one.id].due_on for one in rule.milestones if one.gate == gate.id and one.id in rows]
    return min(own) if own else month_end(starts_on, gate.month)


class GateStanding(NamedTuple):
    """A gate: whether and when it was passed, and how much of each need there is, or was when it was passed."""

    gate: GateRule
    passed_at: str | None
    needs: tuple[NeedStanding, ...]

    @property
    def ready(self) -> bool:
        """Whether there is enough of everything."""
        return all(one.reached for one in self.needs)


def gates_of(state: State, programme: str, rule: ProgrammeRule) -> list[GateStanding]:
    """Every gate in its order."""
    passed = {row.gate: row for row in state.find(Gate, programme=programme)}
    found = []
    for gate in rule.gates:
        row = passed.get(gate.id)
        needs = [NeedStanding(*one) for one in row.counts] if row else gate_needs(state, programme, rule, gate)
        found.append(GateStanding(gate, row.passed_at if row else None, tuple(needs)))
    return found


class Cell(NamedTuple):
    """What one town adds to one need; None where nothing. `corrected_by` is an entry of that town's book."""

    need: str
    counted: Counted | None
    corrected_by: int | None = None

    @property
    def fulfilled(self) -> bool:
        """Whether it counts."""
        return self.counted is not None and self.counted.standing


class BoardRow(NamedTuple):
    """One town on the board; `town` is None before it was invited. `past` are the gates it has come through."""

    id: str
    town: ProgrammeTown | None
    cells: tuple[Cell, ...]
    past: tuple[str, ...]


def board_of(
    state: State, programme: str, rule: ProgrammeRule, corrected: Mapping[tuple[str, int], int] | None = None
) -> list[BoardRow]:
    """Every town of the file in its order, with what was counted of it.

    `corrected` are entries of towns' books that were corrected since, by town and number: only those books know.
    """
    towns = {row.town: row for row in state.find(ProgrammeTown, programme=programme)}
    counted = {(row.town, row.need): row for row in state.find(Counted, programme=programme)}
    since = corrected or {}
    board = []
    for town in rule.towns:
        cells = [cell_of(need, counted.get((town.id, need.id)), since) for need in rule.needs if need.act != JOINING]
        row = towns.get(town.id)
        joined = row is not None and row.standing == TownStanding.JOINED
        board.append(BoardRow(town.id, row, tuple(cells), tuple(past(rule, cells, joined=joined))))
    return board


def cell_of(need: NeedRule, row: Counted | None, corrected: Mapping[tuple[str, int], int]) -> Cell:
    """One cell of the board."""
    by = corrected.get((row.town, row.n)) if row is not None and row.n is not None else None
    return Cell(need.id, row, by)


def past(rule: ProgrammeRule, cells: list[Cell], *, joined: bool) -> Iterator[str]:
    """The gates one town has come through by itself: it has added to each need they ask for, one after another."""
    done = {cell.need for cell in cells if cell.fulfilled}
    if joined:
        done |= {need.id for need in rule.needs if need.act == JOINING}
    for gate in rule.gates:
        if not all(one.need in done for one in gate.needs):
            return
        yield gate.id
