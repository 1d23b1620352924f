"""The plan: its foundations, needs and aims, its text, what was approved, and what came of it."""

from dataclasses import dataclass

from workflow.rules.row import Pairs, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Row):
    """One plan, one cycle. `stage` changes only by a transition of the lifecycle."""

    INDEXES = ((), ("stage",))

    stage: str
    stage_entry: int  # the entry the stage came from
    process: str  # digest of the process file it runs under
    title: str
    from_year: int
    to_year: int
    municipalities: tuple[str, ...] = ()  # the territory it holds in, whoever joins or leaves later
    past: bool = False  # made before the book began, entered from its sources
    predecessor: str | None = None
    suspended: bool = False
    rests_since: str | None = None
    charter: str | None = None  # digest of the adopted charter
    review_on: str | None = None
    review_by: str | None = None
    matters: int  # numbers given so far; a number is never given twice
    editions: int
    edition: str | None = None  # digest of the frozen draft
    text: str  # digest of all parts as they are now
    register: str  # running digest of everything that happened to the matters
    posted_at: str | None = None
    opens_at: str | None = None
    closes_at: str | None = None
    hearing_at: str | None = None
    drafting_since: str | None = None
    councils_since: str | None = None  # the day the councils got the text they vote on
    news_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate(Row):
    """The political mandate: a resolution of those who will guarantee the result."""

    INDEXES = (("plan",),)
    WITHIN_PLAN = True

    plan: str
    body: str
    resolution: str
    day: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stakeholder(Row):
    """Whom the problem touches and how they were asked in."""

    INDEXES = (("plan",), ("plan", "side"))
    WITHIN_PLAN = True

    plan: str
    side: str
    name: str
    invited: bool = False
    answer: str  # none | comes | declines


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliverable(Row):
    """An analysis, survey or catalogue the process file asks for."""

    INDEXES = (("plan",),)
    WITHIN_PLAN = True

    plan: str
    item: str
    digest: str
    approved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey(Row):
    """A questionnaire survey, counted and summed up."""

    INDEXES = (("plan",),)
    WITHIN_PLAN = True

    plan: str
    sent: int
    returned: int
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Need(Row):
    """A need and where it was found."""

    INDEXES = (("plan",),)
    WITHIN_PLAN = True

    plan: str
    area: str
    source: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim(Row):
    """A priority, goal or measure, traced back to needs; measures have an owner, money and a status."""

    INDEXES = (
        ("plan",),
        ("plan", "kind"),
        ("plan", "kind", "traced"),
        ("plan", "kind", "resourced"),
        ("plan", "kind", "status"),
    )
    WITHIN_PLAN = True

    plan: str
    kind: str
    area: str
    parent: str | None = None
    words: str
    needs: tuple[str, ...] = ()
    traced: bool = False
    owner: str | None = None
    funding: str | None = None
    amount: int | None = None
    resourced: bool = False
    status: str
    rank: int | None = None  # its place in the last ranking of its kind
    network: str | None = None  # the agreement on the minimal network that lists it
    shares: Pairs = ()  # (municipality, thousands of crowns a year) by an agreement on sharing costs


@dataclass(frozen=True, slots=True, kw_only=True)
class SideAgreement(Row):
    """One side binds itself to aims or to the way they are carried out, on one text; the key ends in `side.scope`."""

    INDEXES = (("plan",),)
    WITHIN_PLAN = True

    plan: str
    side: str
    scope: str
    text: str
    given: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Row):
    """A part of the plan. `substance` is the digest that editorial changes leave alone; sign-offs hold to it."""

    INDEXES = (("plan",), ("plan", "status"))
    WITHIN_PLAN = True

    plan: str
    status: str  # open | submitted | returned | approved
    summary: str | None = None
    text: str
    substance: str
    sections: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Row):
    """A section of a part; every wording it ever had is kept."""

    INDEXES = (("plan",), ("plan", "part"))
    WITHIN_PLAN = True

    plan: str
    part: str
    place: int
    title: str
    words: str
    substance: str  # the wording of the last change that was not editorial
    wordings: int
    withdrawn: bool = False
    covers: tuple[str, ...] = ()  # contents of the part's checklist it holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording(Row):
    """One wording of a section."""

    INDEXES = (("plan", "section"), ("plan", "editorial"))
    WITHIN_PLAN = True

    plan: str
    section: str
    number: int
    title: str
    words: str
    editorial: bool = False
    matter: str | None = None  # the matter that caused the change


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition(Row):
    """The frozen draft as it was posted."""

    INDEXES = (("plan",),)
    WITHIN_PLAN = True

    plan: str
    number: int
    text: str
    parts: Pairs = ()  # (part, digest)
    sections: Pairs = ()  # (section, wording number)
    posted_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff(Row):
    """A body approved these bytes: `part.NAME` or `stage.NAME`. A later change voids it, visibly."""

    INDEXES = (("plan",), ("plan", "scope", "valid"))
    WITHIN_PLAN = True

    plan: str
    scope: str
    digest: str
    proposal: str
    method: str
    preparatory: bool = False
    valid: bool = False
    voided_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assistance(Row):
    """Help offered so that people can take part as equals."""

    INDEXES = (("plan",),)
    WITHIN_PLAN = True

    plan: str
    kind: str
    offered: int
    used: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportCheck(Row):
    """How many participants accept and support the result: another measure than consensus."""

    INDEXES = (("plan",),)
    WITHIN_PLAN = True

    plan: str
    asked: int
    accept: int
    text: str
