"""Who acts, when, on what: the case an act is judged in, and the obstacle a refusal is made of."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from workflow.rules.clock import local_date
from workflow.rules.facts import Words
from workflow.rules.process import Process
from workflow.rules.quorum import Muster
from workflow.rules.rows import Call, Plan
from workflow.trail.canonical import parse_time


class Who(NamedTuple):
    """The four things that say as whom somebody acts."""

    body: str | None
    seat: str | None
    side: str | None
    person: str | None


class Standing(Who):
    """As whom somebody acts: body, seat, side, and the person's random number in this territory; all may be None.

    The clock is `(None, "clock", None, None)`, the operator `(None, "operator", None, None)`, a citizen
    `(None, None, "public", person or None)`.
    """

    @cached_property
    def key(self) -> str:
        """The key of the seat's row, `body/seat`."""
        return f"{self.body}/{self.seat}"


CLOCK = Standing(None, "clock", None, None)
OPERATOR = Standing(None, "operator", None, None)
CITIZEN = Standing(None, None, "public", None)


@dataclass(slots=True)
class Case:
    """Everything an act is judged by besides what is remembered.

    `at` is when it is recorded, `happened` when it happened if that was earlier. `by` is whose decision or right the
    act is, `actor` the seat that typed it (None when it is `by` itself), `on_behalf_of` whose words are relayed. The
    last two are what judging worked out and the change needs again: a call about to open, the muster of one closing.
    """

    territory: str
    n: int
    at: str
    by: Standing
    actor: Standing | None = None
    on_behalf_of: Words | None = None
    happened: str | None = None
    plan_key: str | None = None
    plan: Plan | None = None
    process: Process | None = None
    call: Call | None = None
    mustered: Muster | None = None

    @property
    def day(self) -> str:
        """The day it is in Prague: between midnight there and midnight in UTC not the one `at` begins with."""
        return local_date(parse_time(self.at)).isoformat()

    @property
    def typist(self) -> Standing:
        """The seat whose authority is judged."""
        return self.actor or self.by

    def here(self, name: str) -> str:
        """The key of a row of this plan."""
        return f"{self.plan_key}/{name}"

    @property
    def the_plan(self) -> Plan:
        """The plan; judging has made sure there is one before any guard asks."""
        assert self.plan is not None
        return self.plan

    @property
    def the_process(self) -> Process:
        """The plan's process file; judging has made sure of it."""
        assert self.process is not None
        return self.process


class Obstacle(NamedTuple):
    """One thing that is missing: a stable code, what it rests on, and the facts a sentence needs.

    `principle` is 1 to 11 of the charter, `law` a paragraph; `facts` are pairs of text and text or number. Two kinds:
    what rests on law (or on plain order) nobody can waive; a charter guard can be lifted by an exception the steering
    group grants, recorded and shown for ever.
    """

    code: str
    principle: int | None
    law: str | None
    facts: tuple[tuple[str, str | int], ...]

    def fact(self, name: str) -> str | int | None:
        """One of the facts, or None."""
        return dict(self.facts).get(name)


def plain(facts: dict[str, Any]) -> tuple[tuple[str, str | int], ...]:
    """Facts of an obstacle in a fixed order, without those that say nothing."""
    return tuple(sorted((key, value) for key, value in facts.items() if value is not None))
