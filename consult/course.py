"""Where a plan stands on its course, what it may do next, and what is still missing for that."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from consult.places import Here
from consult.who import now
from workflow.models import Leaf, model_of
from workflow.perform import Request, obstacles_to
from workflow.rules.authority import AUTHORITY
from workflow.rules.case import CITIZEN, CLOCK, Obstacle, Standing
from workflow.rules.clock import local_date
from workflow.rules.lifecycle import ENDS, MAIN_LINE, TRANSITIONS, Stage
from workflow.rules.pens import Pen, Role
from workflow.rules.rows import Seat
from workflow.rules.sides import BodyKind

COMMENTABLE = frozenset({Stage.POSTED, Stage.COMMENTING})
LATE_COMMENTS = frozenset({Stage.RESOLVING, Stage.FINAL_SIGNOFF})
SUGGESTIONS = frozenset(MAIN_LINE)

# Who is asked about an act nobody has begun: anybody's authority is not what is missing.
_NOT_ABOUT_THE_PLAN = frozenset({"not_your_pen", "seat_unknown", "seat_vacant", "seat_lapsed", "not_the_holder"})


@dataclass(frozen=True, slots=True)
class Step:
    """One way on from where the plan is: the act, where it leads, what is missing, who may do it."""

    act: str
    target: Stage
    obstacles: tuple[Obstacle, ...]
    pens: tuple[Pen, ...]


def stages_of(here: Here) -> list[tuple[Stage, str]]:
    """The main line with `done`, `current` or `next` for each stage; an ended plan shows how far it came."""
    reached = _reached(here.plan)
    at = MAIN_LINE.index(reached)
    ended = here.plan.stage in ENDS
    states = ["done" if place < at or ended and place == at else "next" for place in range(len(MAIN_LINE))]
    if not ended:
        states[at] = "current"
    return list(zip(MAIN_LINE, states, strict=True))


def _reached(plan: Any) -> Stage:
    """The stage of the main line a plan is in, or was in before it ended."""
    stage = Stage(plan.stage)
    if stage not in ENDS:
        return stage
    if stage is Stage.SUPERSEDED:
        return Stage.IN_FORCE
    leaves = Leaf.objects.filter(territory=plan.territory, plan=plan.key, n__lt=plan.stage_entry).order_by("-n")
    before = leaves.values_list("stage", flat=True).first()
    return Stage(before) if before else Stage.PREPARATION


def next_steps(here: Here) -> list[Step]:
    """The way onward, with everything that is missing for it; empty for a plan that has ended."""
    stage = Stage(here.plan.stage)
    if stage in ENDS or stage is MAIN_LINE[-1]:
        return []
    onward = MAIN_LINE[MAIN_LINE.index(stage) + 1]
    acts = [move.act for move in TRANSITIONS if move.source == stage and move.target == onward]
    return [Step(act, onward, missing_for(here, act), AUTHORITY[act]) for act in acts]


def missing_for(here: Here, act: str) -> tuple[Obstacle, ...]:
    """What is missing for an act of the plan's course, whoever would perform it."""
    request = Request(
        act=act,
        facts=_supposed(act, here),
        territory=here.territory,
        by=_somebody(here, AUTHORITY[act]),
        at=now(),
        plan=here.slug,
    )
    return tuple(obstacle for obstacle in obstacles_to(request) if obstacle.code not in _NOT_ABOUT_THE_PLAN)


def _supposed(act: str, here: Here) -> Mapping[str, Any]:
    """Facts a person would give with the act, such that they stand in nobody's way."""
    if act == "post_draft":
        rule = here.process.comments
        days = max(rule.min_days_total, rule.min_days_before_hearing + rule.min_days_after_hearing) + 60
        return {"closes_on": (local_date(timezone.now()) + timedelta(days=days)).isoformat()}
    if act == "submit_to_councils":
        return {"report": "…"}
    return {}


def _somebody(here: Here, pens: tuple[Pen, ...]) -> Standing:
    """Anybody who may hold one of the pens, so that questions about the table find one."""
    if pens[0] is Pen.CLOCK:
        return CLOCK
    role = str(Role.COORDINATOR) if Pen.TEAM in pens else str(Role.CLERK)
    kind = BodyKind.DELIVERY_TEAM if Pen.TEAM in pens else BodyKind.OFFICE
    bodies = [rule.id for rule in here.process.bodies if rule.kind is kind] or ["office"]
    seats = _seats(here, bodies, role)
    return next(seats, CITIZEN)


def _seats(here: Here, bodies: list[str], role: str) -> Iterator[Standing]:
    held = model_of(Seat).objects.filter(territory=here.territory, body__in=bodies, filled=True, role=role)
    for seat in held.order_by("born"):
        yield Standing(seat.body, seat.key.split("/", 1)[1], seat.side, seat.person)


def is_commentable(plan: Any, at: str) -> bool:
    """Whether a comment sent now comes in time: a posted text, and the last second has not passed."""
    if plan.suspended or plan.stage not in COMMENTABLE:
        return False
    return plan.closes_at is None or at <= plan.closes_at


def deadline_of(plan: Any) -> str | None:
    """When the window of comments closes, while that lies ahead."""
    return plan.closes_at if plan.stage in COMMENTABLE else None
