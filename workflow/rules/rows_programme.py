"""A programme of several towns: who takes part, what is due, what was counted out of their books, who was trained."""

from dataclasses import dataclass

from workflow.rules.row import Pairs, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Row):
    """A common project of several towns; its key is its id in the process file."""

    INDEXES = ((),)

    process: str  # digest of the process file it began with
    starts_on: str
    ended_at: str | None = None
    reached: bool = False  # it was closed with its report; otherwise it was given up
    report: str | None = None
    told: str | None = None  # what was said at the end


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeTown(Row):
    """A town of the programme; the key is `programme/town`, the town its territory."""

    INDEXES = (("programme",), ("programme", "standing"))

    programme: str
    town: str
    standing: str  # invited | interested | declined | joined | left
    agreement: str | None = None  # digest of the partnership agreement
    resolution: str | None = None
    day: str | None = None
    external: bool = False  # it keeps its plan elsewhere; `stage` and `files` are what it tells
    stage: str | None = None
    told: str | None = None
    files: tuple[str, ...] = ()
    reason: str | None = None  # why it left


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(Row):
    """Something due; the key is `programme/milestone`."""

    INDEXES = (("programme",), ("programme", "reached"))

    programme: str
    milestone: str
    due_on: str
    planned_on: str  # as the calendar was made at the start
    moved: int = 0  # how often
    reason: str | None = None  # of the last move
    reached: bool = False
    reached_at: str | None = None
    told: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate(Row):
    """A gate that was passed; the key is `programme/gate`."""

    INDEXES = (("programme",),)

    programme: str
    gate: str
    passed_at: str
    counts: Pairs = ()  # (need, how much there was, how much was asked for)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted(Row):
    """What one town adds to one need, and the entry of its book that says so; the key is `programme/need.town`."""

    INDEXES = (("programme",), ("programme", "need"), ("programme", "need", "standing"), ("programme", "town"))

    programme: str
    need: str
    town: str
    value: int
    standing: bool = True  # the town is still in the programme, and the count was not taken back
    reason: str | None = None  # why it was taken back
    n: int | None = None  # entry of the town's book, under the root of its first `size` entries
    origin: str | None = None
    size: int | None = None
    root: str | None = None
    leaf: str | None = None
    file: str | None = None  # of a town that keeps its plan elsewhere
    told: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Training(Row):
    """A training or seminar; the key is `programme/training`."""

    INDEXES = (("programme",),)

    programme: str
    day: str
    topic: str
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained(Row):
    """A person who was trained, once, however often they came; the key is `programme/person`."""

    INDEXES = (("programme",),)

    programme: str
    person: str
    trainings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePlan(Row):
    """A town's approved plan the region's own plan is made from; the name is `town.slug`."""

    INDEXES = (("plan",),)
    WITHIN_PLAN = True

    plan: str
    town: str
    slug: str
    n: int
    origin: str
    size: int
    root: str
    leaf: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant(Row):
    """Somebody who ever had a seat with a side in a working group of the territory; the key is the person's number."""

    INDEXES = ((),)

    body: str  # the first group
