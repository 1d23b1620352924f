"""What a scenario is made of: people, acts in their order, and what should come of each."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from workflow.rules.case import CITIZEN, CLOCK, OPERATOR, Standing
from workflow.rules.lifecycle import BEGINNINGS, TRANSITIONS
from workflow.rules.pens import Role
from workflow.rules.sides import Outcome, Side
from workflow.scenarios.groups import TERRITORY_MARK
from workflow.scenarios.values import Offset

CHECK = "check"  # a step that is looked at rather than done
NOBODY: Mapping[str, Standing] = {"clock": CLOCK, "operator": OPERATOR, "citizen": CITIZEN}


@dataclass(frozen=True, slots=True)
class Person:
    """One of the cast: a short name, the seat it acts as (none: a citizen), and whose number it shares, if any.

    The same name is another human being in every territory: it has a number and, if it is seated, a seat in each.
    """

    name: str
    body: str | None = None
    seat: str | None = None
    side: str | None = None
    role: str = str(Role.MEMBER)
    until: str | None = None
    substitute: str | None = None
    same_as: str | None = None

    def within(self, territory: str) -> "Person":
        """This person as it is seated in one territory."""
        body, seat = (said and said.replace(TERRITORY_MARK, territory) for said in (self.body, self.seat))
        return replace(self, body=body, seat=seat)

    def standing(self, number: str) -> Standing:
        """As whom it acts, with its number in the territory."""
        return Standing(self.body, self.seat, self.side if self.body else str(Side.PUBLIC), number)


@dataclass(frozen=True, slots=True)
class Expected:
    """What should come of an act: an outcome, or a refusal with exactly these codes."""

    outcome: str = str(Outcome.DONE)
    refused: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """One act of a scenario, or one look at the state (`do` is `check`); `key` is its place in the file."""

    key: str
    step: str
    at: Offset
    by: str | None
    do: str
    facts: Mapping[str, Any]
    expect: Expected
    plan: str | None
    territory: str
    actor: str | None = None
    on_behalf_of: str | None = None
    happened: Offset | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario as read. `processes` are the bytes of the process files it names, the town's own one first.

    `plan` may be the name of one plan in every territory, as in `{territory}-plan`.
    """

    file: str
    starts: date
    territory: str
    plan: str
    people: Mapping[str, Person]
    processes: Mapping[str, bytes]
    scenes: tuple[Scene, ...]

    def plan_in(self, territory: str) -> str:
        """The name of the plan acts in a territory are about where they do not say another."""
        return self.plan.replace(TERRITORY_MARK, territory)

    def offset_of(self, until: str) -> Offset | None:
        """When a plan first enters a stage, or when a step ends; None if it never does."""
        moves = {move.act for move in TRANSITIONS if move.target == until}
        moves |= {begins for begins, stage in BEGINNINGS.items() if stage == until}
        entering = [scene.at for scene in self.scenes if scene.do in moves and scene.expect.refused is None]
        of_step = [scene.at for scene in self.scenes if scene.step == until]
        return entering[0] if entering else of_step[-1] if of_step else None
