"""The cycle: members and agreements of a territory, promises, priorities, what came of a plan, what the next takes."""

from dataclasses import dataclass

from workflow.rules.row import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Row):
    """A municipality of the territory; the key is its id. Plans keep the territory they began with."""

    INDEXES = ((), ("standing",))

    municipality: str
    since: str
    until: str | None = None
    agreement: str | None = None
    standing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Row):
    """What municipalities agreed on among themselves: sharing costs, a minimal network, working together."""

    INDEXES = ((), ("kind",))

    kind: str
    parties: tuple[str, ...] = ()
    day: str
    file: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPlan(Row):
    """Where a plan made before the book began is known from; the key is the plan's."""

    INDEXES = ((),)

    source: str
    file: str | None = None
    approved_by: str
    resolution: str
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise(Row):
    """What somebody promised while the plan was made, and by when."""

    INDEXES = (("plan",), ("plan", "status"))
    WITHIN_PLAN = True

    plan: str
    told: str
    owner: str
    due: str
    matter: str | None = None
    status: str  # open | kept | released


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking(Row):
    """The order people gave to aims of one kind, at which meeting and by which method; first is most wanted."""

    INDEXES = (("plan",),)
    WITHIN_PLAN = True

    plan: str
    kind: str
    area: str | None = None
    method: str
    meeting: str
    people: int
    order: tuple[str, ...] = ()
    points: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Means(Row):
    """Money in sight for one year, in thousands of crowns: from whom, and how sure it is."""

    INDEXES = (("plan",), ("plan", "year"))
    WITHIN_PLAN = True

    plan: str
    year: int
    funder: str
    certainty: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPlan(Row):
    """Which measures are worked on in one year; the key is `plan/YEAR`."""

    INDEXES = (("plan",),)
    WITHIN_PLAN = True

    plan: str
    year: int
    measures: tuple[str, ...] = ()
    file: str
    proposal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation(Row):
    """How the plan fared in one year; the key is `plan/YEAR`."""

    INDEXES = (("plan",),)
    WITHIN_PLAN = True

    plan: str
    year: int
    told: str
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication(Row):
    """A guide or catalogue made from the plan."""

    INDEXES = (("plan",),)
    WITHIN_PLAN = True

    plan: str
    kind: str
    year: int
    copies: int
    distribution: str
    digest: str
    previous: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Row):
    """A monitoring report on one measure."""

    INDEXES = (("plan",), ("plan", "measure"))
    WITHIN_PLAN = True

    plan: str
    measure: str
    status: str
    evidence: str
    proposal: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried(Row):
    """What the next cycle does with something the last one left open."""

    INDEXES = (("plan",),)
    WITHIN_PLAN = True

    plan: str
    origin: str
    kind: str
    choice: str
    reason: str
