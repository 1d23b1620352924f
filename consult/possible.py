"""What a seat may do at all where a plan is now, by authority and stage; what is missing is asked when it is done."""

from typing import Any

from consult.who import Held
from workflow.rules.act import ACTS, Act, is_of_territory
from workflow.rules.authority import AUTHORITY
from workflow.rules.lifecycle import BEGINNINGS, SOURCES, Stage
from workflow.rules.pens import holds
from workflow.store import Rows


def in_stage(kind: type[Act], stage: Stage) -> bool:
    """Whether an act belongs to the stage."""
    return stage in (frozenset(SOURCES.get(kind.NAME, ())) or kind.STAGES)


def possible_acts(held: Held, plan: Any) -> list[str]:
    """Acts of the plan this seat holds the pen of, in the order of the rules; `plan` is a row of the plan."""
    state, stage = Rows(held.territory), Stage(plan.stage)
    resting = {"resume", "withdraw_plan"}
    return [
        name
        for name, kind in ACTS.items()
        if (in_stage(kind, stage) or kind.EITHER)
        and (not plan.suspended or name in resting)
        and _may(state, held, name)
        and name not in BEGINNINGS
    ]


def possible_town_acts(held: Held) -> list[str]:
    """Acts of the territory this seat holds the pen of."""
    state = Rows(held.territory)
    return [name for name, kind in ACTS.items() if is_of_territory(kind) and _may(state, held, name)]


def _may(state: Rows, held: Held, act: str) -> bool:
    """At its own table a seat may do what its role allows; tables of others ask again when the act is done."""
    return any(holds(state, pen, held.standing, held.standing.body) for pen in AUTHORITY.get(act, ()))
