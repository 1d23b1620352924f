"""What somebody may do from where they sit, and what stands in the way before anything is typed."""

from typing import Any

from consult.acting.desk import Desk
from consult.acting.whose import UNNAMED, may_relay
from workflow.perform import obstacles_to
from workflow.rules.act import ACTS, Act, is_of_territory
from workflow.rules.authority import AUTHORITY
from workflow.rules.case import CITIZEN, Case, Obstacle, Standing, plain
from workflow.rules.facts import FactKind
from workflow.rules.judge import stage_obstacles
from workflow.rules.pens import Pen, holds
from workflow.store import Rows

FOR_A_SIDE = frozenset({"agree_side", "withdraw_agreement"})  # by a seat that speaks for a side, or relayed


def may_do(desk: Desk, act: str, state: Rows | None = None, table: str | None = None) -> bool:
    """Whether the seat holds a pen for the act at the table of a body, at its own if none is named."""
    state = state or Rows(desk.territory)
    pens = AUTHORITY[act]
    if act in FOR_A_SIDE and not (desk.held and desk.held.votes):
        return may_relay(desk, act, table)
    if any(holds(state, pen, desk.standing, table or desk.standing.body) for pen in pens):
        return True
    return Pen.ANYONE in pens or may_relay(desk, act, table)


def in_the_way(desk: Desk, act: str, state: Rows | None = None) -> tuple[Obstacle, ...]:
    """Everything that can be known to be missing before the form is filled in."""
    kind = ACTS[act]
    by = _speaker(desk, act)
    asked = {name: fact for name, fact in kind.SCHEMA.items() if fact.asked}
    if all(fact.kind is FactKind.WORDS for fact in asked.values()):
        return obstacles_to(desk.request(act, dict.fromkeys(asked, "…"), by=by))
    found: list[Obstacle] = []
    if not may_do(desk, act, state):
        facts = {"act": act, "seat": desk.standing.key if desk.held else "", "pens": " ".join(AUTHORITY[act])}
        found.append(Obstacle("not_your_pen", 7, None, plain(facts)))
    return (*found, *out_of_stage(desk, kind()))


def out_of_stage(desk: Desk, deed: Act) -> list[Obstacle]:
    """Whether the plan is in a stage the act belongs to."""
    if desk.here is None or is_of_territory(type(deed)):
        return []
    case: Any = Case(desk.territory, 0, "", desk.standing, plan_key=desk.plan, plan=desk.here.plan)
    return stage_obstacles(case, deed)


def _speaker(desk: Desk, act: str) -> Standing:
    if act in UNNAMED:
        return CITIZEN
    if Pen.ANYONE in AUTHORITY[act] and Pen.HOLDER not in AUTHORITY[act]:
        return Standing(None, None, "public", desk.standing.person)
    return desk.standing
