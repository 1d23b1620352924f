"""What the clock counts for a programme: entries of towns' books that already say what a need asks for.

For each town that joined and each need still open, the first entry that fits counts, or, where a number is added up,
the last one: people come to a town's groups for years. Nothing is counted that a later entry of that book corrects,
nor again what somebody took back.
"""

from collections.abc import Iterator
from typing import NamedTuple

from workflow.across import corrected_since, read
from workflow.models import Leaf, model_of
from workflow.rules.process_programme import JOINING, NeedRule, ProgrammeRule
from workflow.rules.programme_counts import TownStanding, gates_open, rule_of, worth
from workflow.rules.rows import Counted, Programme, ProgrammeTown
from workflow.rules.state import State
from workflow.store import Rows


class Count(NamedTuple):
    """One entry of a town's book that should be counted."""

    territory: str
    programme: str
    need: str
    town: str
    n: int


def counts_due() -> Iterator[Count]:
    """Everything the clock may count now, in every programme of the installation."""
    running = model_of(Programme).objects.filter(ended_at=None).order_by("pk").values_list("territory", "key")
    for territory, programme in running:
        yield from counts_of(territory, programme)


def counts_of(territory: str, programme: str) -> Iterator[Count]:
    """What one programme may count now."""
    state = Rows(territory)
    row = state.get(Programme, programme)
    rule = rule_of(state, row) if row is not None else None
    if rule is None:
        return
    joined = state.find(ProgrammeTown, programme=programme, standing=str(TownStanding.JOINED))
    known = state.find(Counted, programme=programme)
    for need in needs_open(state, programme, rule):
        mine = {one.town: one for one in known if one.need == need.id}
        for town, n in entries_for(need, [one.town for one in joined if may_count(need, mine.get(one.town))]).items():
            if town not in mine or mine[town].n != n or not (mine[town].standing or mine[town].reason):
                yield Count(territory, programme, need.id, town, n)


def may_count(need: NeedRule, known: Counted | None) -> bool:
    """Whether a town may add to a need what it has not added yet; one that is counted counts once."""
    return known is None or not known.standing or need.sums is not None


def needs_open(state: State, programme: str, rule: ProgrammeRule) -> list[NeedRule]:
    """The needs of gates not passed yet, and those that stand in no gate: the programme is closed by them."""
    waiting = {one.need for gate in gates_open(state, programme, rule) for one in gate.needs}
    gated = {one.need for gate in rule.gates for one in gate.needs}
    return [need for need in rule.needs if need.act != JOINING and (need.id in waiting or need.id not in gated)]


def entries_for(need: NeedRule, towns: list[str]) -> dict[str, int]:
    """For each town the number of the entry that counts for a need; towns without one are left out."""
    leaves = Leaf.objects.filter(territory__in=towns, act=need.act).order_by("territory", "n")
    fitting: dict[str, list[int]] = {}
    for leaf in leaves.iterator():
        if worth(need, read(leaf)) is not None:
            fitting.setdefault(leaf.territory, []).append(leaf.n)
    wrong = corrected_since(fitting) if fitting else {}
    good = {town: [n for n in entries if (town, n) not in wrong] for town, entries in fitting.items()}
    return {town: entries[0 if need.sums is None else -1] for town, entries in good.items() if entries}
