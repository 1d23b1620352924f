"""The lifecycle of a plan: one page, nothing else.

A plan is one cycle. It moves along `MAIN_LINE`, and there are honest ways back (returned, reposted, rejected) and out
(withdrawn). Everything that affects how a plan may move must live here. A transition has one fixed source and one
fixed target and is made by one act; what an act still needs is asked elsewhere (`guards.py`), who may perform it in
`authority.py`. Councils, parts, rounds and editions are rows, never stages; suspension is a row that refuses every
act but two. The diagrams of README and of the site are drawn from this table, the transitions of django-fsm are
declared from it, and a test holds all three equal.
"""

from enum import StrEnum
from typing import NamedTuple


class Stage(StrEnum):
    """Where a plan is. The value is what the record book and the database hold."""

    PREPARATION = "preparation"
    DRAFTING = "drafting"
    STEERING = "steering"
    POSTED = "posted"
    COMMENTING = "commenting"
    RESOLVING = "resolving"
    FINAL_SIGNOFF = "final_signoff"
    COUNCILS = "councils"
    ADOPTED = "adopted"
    IN_FORCE = "in_force"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


class Transition(NamedTuple):
    """One arrow: performing `act` moves a plan from `source` to `target`."""

    act: str
    source: Stage
    target: Stage


MAIN_LINE = (
    Stage.PREPARATION,
    Stage.DRAFTING,
    Stage.STEERING,
    Stage.POSTED,
    Stage.COMMENTING,
    Stage.RESOLVING,
    Stage.FINAL_SIGNOFF,
    Stage.COUNCILS,
    Stage.ADOPTED,
    Stage.IN_FORCE,
)

ENDS = frozenset({Stage.WITHDRAWN, Stage.SUPERSEDED})

# The stages a plan may be withdrawn from: all in which no council has finally spoken for everybody.
WITHDRAWABLE = MAIN_LINE[: MAIN_LINE.index(Stage.ADOPTED)]

TRANSITIONS = (
    # onward
    Transition("begin_drafting", Stage.PREPARATION, Stage.DRAFTING),
    Transition("enter_steering", Stage.DRAFTING, Stage.STEERING),
    Transition("post_draft", Stage.STEERING, Stage.POSTED),
    Transition("open_comments", Stage.POSTED, Stage.COMMENTING),
    Transition("close_comments", Stage.COMMENTING, Stage.RESOLVING),
    Transition("finish_resolving", Stage.RESOLVING, Stage.FINAL_SIGNOFF),
    Transition("submit_to_councils", Stage.FINAL_SIGNOFF, Stage.COUNCILS),
    Transition("adopt", Stage.COUNCILS, Stage.ADOPTED),
    Transition("take_effect", Stage.ADOPTED, Stage.IN_FORCE),
    Transition("supersede", Stage.IN_FORCE, Stage.SUPERSEDED),
    # back
    Transition("return_to_drafting", Stage.STEERING, Stage.DRAFTING),
    Transition("repost", Stage.RESOLVING, Stage.POSTED),
    Transition("return_to_resolving", Stage.FINAL_SIGNOFF, Stage.RESOLVING),
    Transition("return_from_councils", Stage.COUNCILS, Stage.DRAFTING),
    # out
    *(Transition("withdraw_plan", source, Stage.WITHDRAWN) for source in WITHDRAWABLE),
)

# The acts a plan comes into being by, and the stage it begins in: a new one, or one made before the book began.
BEGINNINGS = {"create_plan": Stage.PREPARATION, "enter_past_plan": Stage.IN_FORCE}

TARGETS = {(move.act, move.source): move.target for move in TRANSITIONS}
SOURCES: dict[str, tuple[Stage, ...]] = {
    name: tuple(move.source for move in TRANSITIONS if move.act == name)
    for name in dict.fromkeys(move.act for move in TRANSITIONS)
}
