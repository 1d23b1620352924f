"""What is remembered: the tables the rules read and write, as frozen rows.

The same rows live in two places that must never differ: in the database of an installation (`workflow.models`) and in
the memory of whoever replays a book (`state.Replayed`). A row's `key` is unique in its territory; `born` is the number
of the entry that first made it. `INDEXES` are the only combinations of columns a question may be asked by, so that
every question is answered from an index and never by loading a town.

Times are UTC strings in whole seconds: they sort as they are and look the same everywhere. Words people wrote appear
as the commitment to them, in hex.
"""

from dataclasses import dataclass, fields
from typing import Any, ClassVar

Pairs = tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One remembered thing."""

    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = ()
    WITHIN_PLAN: ClassVar[bool] = False  # keys are `plan/name`, so that two plans may use one name

    key: str
    born: int


@dataclass(frozen=True, slots=True)
class Town(Row):
    """The territory itself: one row, key "town"."""

    log_key: str  # fingerprint of the key that signs checkpoints
    founded_at: str


@dataclass(frozen=True, slots=True)
class Body(Row):
    """A group, board or council, guest bodies included; its key is its id in the process file."""

    INDEXES = ((), ("kind",))

    kind: str
    decides: str
    admission: str
    name: str
    municipality: str | None
    members_total: int | None  # statutory seats of a council, vacancies included (paragraph 87)
    guest: bool
    constituted_at: str | None
    procedure: str | None  # digest of its rules of procedure
    schedule: str | None  # digest of its schedule of meetings
    away: Pairs  # (side, duly invited calls running it stayed away from, the last invitation), charter article 4


@dataclass(frozen=True, slots=True)
class Seat(Row):
    """A place in a body and who holds it; the key is `body/seat`."""

    INDEXES = (("body",), ("body", "filled"), ("body", "side", "filled"), ("person",))

    body: str
    side: str | None
    person: str
    role: str
    votes: bool
    filled: bool
    filled_at: str
    until: str | None  # last day of the term
    ended_at: str | None
    ending: str | None
    substitute: str | None  # the person who stands in
    contested: bool  # somebody doubts the declared side


@dataclass(frozen=True, slots=True)
class Interest(Row):
    """What a participant expects to gain, said openly from the beginning; the key is the seat's."""

    INDEXES = (("body",),)

    body: str
    gain: str


@dataclass(frozen=True, slots=True)
class Conflict(Row):
    """A seat's declared conflict of interest on one proposal."""

    INDEXES = (("seat",), ("proposal",))
    WITHIN_PLAN = True

    seat: str
    proposal: str
    standing: bool


@dataclass(frozen=True, slots=True)
class Application(Row):
    """Somebody asks to join an open group."""

    INDEXES = (("body",), ("body", "status"))

    body: str
    person: str
    side: str
    status: str  # open | admitted | refused
    ground: str | None


@dataclass(frozen=True, slots=True)
class Plan(Row):
    """One plan, one cycle. `stage` changes only by a transition of the lifecycle."""

    INDEXES = ((), ("stage",))

    stage: str
    stage_entry: int  # the entry the stage came from
    process: str  # digest of the process file it runs under
    title: str
    from_year: int
    to_year: int
    predecessor: str | None
    suspended: bool
    charter: str | None  # digest of the adopted charter
    review_on: str | None
    review_by: str | None
    matters: int  # numbers given so far; a number is never given twice
    editions: int
    edition: str | None  # digest of the frozen draft
    text: str  # digest of all parts as they are now
    register: str  # running digest of everything that happened to the matters
    posted_at: str | None
    opens_at: str | None
    closes_at: str | None
    hearing_at: str | None
    drafting_since: str | None
    news_at: str | None


@dataclass(frozen=True, slots=True)
class Mandate(Row):
    """The political mandate: a resolution of those who will guarantee the result."""

    INDEXES = (("plan",),)
    WITHIN_PLAN = True

    plan: str
    body: str
    resolution: str
    day: str
    text: str


@dataclass(frozen=True, slots=True)
class Stakeholder(Row):
    """Whom the problem touches and how they were asked in."""

    INDEXES = (("plan",), ("plan", "side"))
    WITHIN_PLAN = True

    plan: str
    side: str
    name: str
    invited: bool
    answer: str  # none | comes | declines


@dataclass(frozen=True, slots=True)
class Deliverable(Row):
    """An analysis, survey or catalogue the process file asks for."""

    INDEXES = (("plan",),)
    WITHIN_PLAN = True

    plan: str
    item: str
    digest: str
    approved: bool


@dataclass(frozen=True, slots=True)
class Survey(Row):
    """A questionnaire survey, counted and summed up."""

    INDEXES = (("plan",),)
    WITHIN_PLAN = True

    plan: str
    sent: int
    returned: int
    summary: str


@dataclass(frozen=True, slots=True)
class Need(Row):
    """A need and where it was found."""

    INDEXES = (("plan",),)
    WITHIN_PLAN = True

    plan: str
    area: str
    source: str
    words: str


@dataclass(frozen=True, slots=True)
class Aim(Row):
    """A priority, goal or measure, traced back to needs; measures have an owner, money and a status."""

    INDEXES = (("plan",), ("plan", "kind"), ("plan", "kind", "traced"), ("plan", "kind", "resourced"), ("plan", "kind", "status"))
    WITHIN_PLAN = True

    plan: str
    kind: str
    area: str
    parent: str | None
    words: str
    needs: tuple[str, ...]
    traced: bool
    owner: str | None
    funding: str | None
    amount: int | None
    resourced: bool
    status: str


@dataclass(frozen=True, slots=True)
class SideAgreement(Row):
    """One side binds itself to aims or to the way they are carried out, on one text; the key ends in `side.scope`."""

    INDEXES = (("plan",),)
    WITHIN_PLAN = True

    plan: str
    side: str
    scope: str
    text: str
    given: bool


@dataclass(frozen=True, slots=True)
class Part(Row):
    """A part of the plan. `substance` is the digest that editorial changes leave alone; sign-offs hold to it."""

    INDEXES = (("plan",), ("plan", "status"))
    WITHIN_PLAN = True

    plan: str
    status: str  # open | submitted | returned | approved
    summary: str | None
    text: str
    substance: str
    sections: int


@dataclass(frozen=True, slots=True)
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
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Wording(Row):
    """One wording of a section."""

    INDEXES = (("plan", "section"), ("plan", "editorial"))
    WITHIN_PLAN = True

    plan: str
    section: str
    number: int
    title: str
    words: str
    editorial: bool
    matter: str | None  # the matter that caused the change


@dataclass(frozen=True, slots=True)
class Edition(Row):
    """The frozen draft as it was posted."""

    INDEXES = (("plan",),)
    WITHIN_PLAN = True

    plan: str
    number: int
    text: str
    parts: Pairs  # (part, digest)
    sections: Pairs  # (section, wording number)
    posted_at: str


@dataclass(frozen=True, slots=True)
class SignOff(Row):
    """A body approved these bytes: `part.NAME` or `stage.NAME`. A later change voids it, visibly."""

    INDEXES = (("plan",), ("plan", "scope", "valid"))
    WITHIN_PLAN = True

    plan: str
    scope: str
    digest: str
    proposal: str
    method: str
    preparatory: bool
    valid: bool
    voided_by: int | None


@dataclass(frozen=True, slots=True)
class Matter(Row):
    """A comment, suggestion, question or remark of the steering group, as the engine knows it; the key is `plan/12a`."""

    INDEXES = (
        ("plan",),
        ("plan", "open"),
        ("plan", "open", "due"),
        ("plan", "open", "late"),
        ("plan", "disputed"),
        ("plan", "disposition"),
        ("plan", "held"),
        ("plan", "section"),
        ("plan", "kind"),
        ("whole",),
    )
    WITHIN_PLAN = True

    plan: str
    number: int
    point: str  # "" or a letter
    whole: str | None  # key of the matter this is a point of
    kind: str
    channel: str
    side: str
    section: str | None
    edition: int
    words: str
    proposed: str | None
    received_at: str
    late: bool
    due: bool  # must be settled before resolving ends
    insisted: bool
    disputed: bool  # insisted on and not accepted: the steering group decides
    held: bool
    hidden: bool
    open: bool
    disposition: str | None
    reason: str | None
    change: str | None  # key of the wording that carries the change
    same_as: str | None
    settled_by: str | None
    method: str | None
    settled_at: str | None
    person: str | None


@dataclass(frozen=True, slots=True)
class Answer(Row):
    """The answer a group prepared for a matter; nobody has decided on it yet. The key is the matter's."""

    INDEXES = (("plan",),)
    WITHIN_PLAN = True

    plan: str
    disposition: str
    reason: str | None
    grounds: tuple[str, ...]
    change: str | None
    same_as: str | None
    destination: str | None
    digest: str


@dataclass(frozen=True, slots=True)
class Meeting(Row):
    """A meeting, hearing, round table or council session; the key is its own name."""

    INDEXES = (("plan",), ("plan", "kind"), ("body",), ("plan", "reported"))
    WITHIN_PLAN = True

    plan: str
    body: str | None
    kind: str
    starts_at: str
    called_at: str
    duly_called: bool
    opened_at: str | None
    closed_at: str | None
    guests: int
    minutes: str | None
    minutes_at: str | None
    minutes_approved: bool
    reported: bool  # nothing is missing in its record
    cancelled: bool


@dataclass(frozen=True, slots=True)
class Attendance(Row):
    """A seat was present at a meeting; the key is `plan/meeting.body.seat`."""

    INDEXES = (("meeting",), ("seat",))
    WITHIN_PLAN = True

    meeting: str
    seat: str
    side: str | None
    by_substitute: bool


@dataclass(frozen=True, slots=True)
class Proposal(Row):
    """A question put to a body, on the bytes of `digest`."""

    INDEXES = (("plan",), ("plan", "status"), ("plan", "body", "status"), ("plan", "subject"))
    WITHIN_PLAN = True

    plan: str
    body: str
    kind: str
    subject: str
    digest: str
    words: str
    status: str  # open | agreed | adopted_by_vote | failed | withdrawn | parked | referred | split
    failed_rounds: int
    attempts: tuple[int, ...]  # attempts recorded after each failed round
    failed_text: str | None  # the digest of the last failed round
    votes_failed_on: tuple[str, ...]
    statement: str | None  # the facilitator's statement for a vote
    requested_by: tuple[str, ...]  # sides that asked for a vote
    method: str | None
    preparatory: tuple[str, ...]
    decided_at: str | None
    call: str | None
    parent: str | None


@dataclass(frozen=True, slots=True)
class Call(Row):
    """A consensus round, a vote, or a consent agenda, with the count fixed when it opened."""

    INDEXES = (("plan",), ("body",), ("body", "open"))
    WITHIN_PLAN = True

    plan: str
    body: str
    kind: str  # consensus | vote | consent
    written: bool
    deadline: str | None
    proposals: tuple[str, ...]
    pulled: tuple[str, ...]
    round: int
    meeting: str | None
    duly_called: bool
    facilitator: str
    opened_at: str
    open: bool
    closed_at: str | None
    counted: Pairs  # (seat, side, by substitute)
    sides_filled: tuple[str, ...]
    left: tuple[str, ...]
    demanded: bool  # a member demands a meeting
    outcome: str | None


@dataclass(frozen=True, slots=True)
class Stance(Row):
    """A seat's position or ballot in a call; the last one counts, the book holds the history."""

    INDEXES = (("call",),)
    WITHIN_PLAN = True

    call: str
    seat: str
    side: str | None
    value: str
    ground: str | None
    reason: str | None
    by_substitute: bool


@dataclass(frozen=True, slots=True)
class CouncilDecision(Row):
    """What a council decided at a session: counts, number, day, and the result the law gives them."""

    INDEXES = (("plan",), ("plan", "council"), ("plan", "council", "standing"), ("council", "resolution"))
    WITHIN_PLAN = True

    plan: str
    council: str
    attempt: int
    resolution: str
    day: str
    text: str
    members_total: int
    present: int
    yes: int
    no: int
    abstain: int
    not_voting: int
    absent: int
    announced: str | None  # the result read out at the session
    result: str
    contradiction: bool
    conditions: str  # none | return | annex
    extract: str | None
    standing: bool  # not corrected by a later entry, and of the text the councils now have


@dataclass(frozen=True, slots=True)
class Exemption(Row):
    """An exception the steering group granted from one charter guard; a permanent badge."""

    INDEXES = (("plan",), ("plan", "guard"))
    WITHIN_PLAN = True

    plan: str
    guard: str
    reason: str
    proposal: str


@dataclass(frozen=True, slots=True)
class Correction(Row):
    """Entry `entry` is wrong; this says so. The wrong one stays."""

    INDEXES = (("entry",),)

    entry: int
    reason: str


@dataclass(frozen=True, slots=True)
class SupportCheck(Row):
    """How many participants accept and support the result: another measure than consensus."""

    INDEXES = (("plan",),)
    WITHIN_PLAN = True

    plan: str
    asked: int
    accept: int
    text: str


@dataclass(frozen=True, slots=True)
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
    previous: str | None


@dataclass(frozen=True, slots=True)
class Report(Row):
    """A monitoring report on one measure."""

    INDEXES = (("plan",), ("plan", "measure"))
    WITHIN_PLAN = True

    plan: str
    measure: str
    status: str
    evidence: str
    proposal: str | None


@dataclass(frozen=True, slots=True)
class Carried(Row):
    """What the next cycle does with something the last one left open."""

    INDEXES = (("plan",),)
    WITHIN_PLAN = True

    plan: str
    origin: str
    kind: str
    choice: str
    reason: str


@dataclass(frozen=True, slots=True)
class Assistance(Row):
    """Help offered so that people can take part as equals."""

    INDEXES = (("plan",),)
    WITHIN_PLAN = True

    plan: str
    kind: str
    offered: int
    used: int


@dataclass(frozen=True, slots=True)
class Redaction(Row):
    """The words behind a commitment are gone from the public; the key is the commitment."""

    ground: str
    plan: str | None


TABLES: tuple[type[Row], ...] = (
    Town, Body, Seat, Interest, Conflict, Application, Plan, Mandate, Stakeholder, Deliverable, Survey, Need, Aim,
    SideAgreement, Part, Section, Wording, Edition, SignOff, Matter, Answer, Meeting, Attendance, Proposal, Call, Stance,
    CouncilDecision, Exemption, Correction, SupportCheck, Publication, Report, Carried, Assistance, Redaction,
)  # fmt: skip
TABLE_NAMED = {table.__name__: table for table in TABLES}
COLUMNS: dict[type[Row], tuple[str, ...]] = {table: tuple(column.name for column in fields(table)) for table in TABLES}
