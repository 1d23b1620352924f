"""Deciding: what people say and how it is settled, meetings, calls, councils, exceptions, corrections."""

from dataclasses import dataclass

from workflow.rules.row import Pairs, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter(Row):
    """A comment, suggestion, question or steering remark, as the engine knows it; the key is `plan/12a`."""

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
        ("alike",),
    )
    WITHIN_PLAN = True
    NUMBERED = True

    plan: str
    number: int
    point: str  # "" or a letter
    whole: str | None = None  # key of the matter this is a point of
    kind: str
    channel: str
    side: str
    section: str | None = None
    edition: int
    words: str
    proposed: str | None = None
    received_at: str
    late: bool = False
    due: bool = False  # must be settled before resolving ends
    insisted: bool = False
    disputed: bool = False  # insisted on and not accepted: the steering group decides
    held: bool = False
    hidden: bool = False
    open: bool = False
    disposition: str | None = None
    reason: str | None = None
    change: str | None = None  # key of the wording that carries the change
    same_as: str | None = None
    settled_by: str | None = None
    method: str | None = None
    settled_at: str | None = None
    person: str | None = None
    quote: str | None = None  # the passage it points at, as it stood in `edition`
    paragraph: int | None = None  # which paragraph of the section, from 1
    voice: str  # self | helper | organisation | group | signatures
    voices: int | None = None  # how many people a group or a sheet of signatures speaks for
    recording: str | None = None  # the voice recording that is the original
    transcript: str | None = None
    attached: str | None = None
    scan: str | None = None  # the letter it came in, with address and signature: only the office opens it
    alike: str | None = None  # key of the matter that stands for a group of nearly the same ones
    joiners: int = 0
    replies: int = 0
    lane: bool = False  # arguments for, against and what people would accept are gathered
    satisfied: str | None = None  # what the person who spoke says of the answer
    disowned: bool = False  # the person it was said for says it was not them
    covered_by: tuple[str, ...] = ()  # people who held or hid it: none of them hears an appeal
    appealed: bool = False  # somebody asks for a second look at holding or hiding it


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Row):
    """The answer a group prepared for a matter; nobody has decided on it yet. The key is the matter's."""

    INDEXES = (("plan",),)
    WITHIN_PLAN = True

    plan: str
    disposition: str
    reason: str | None = None
    grounds: tuple[str, ...] = ()
    change: str | None = None
    same_as: str | None = None
    destination: str | None = None
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Row):
    """A meeting, hearing, round table or council session; the key is its own name."""

    INDEXES = (("plan",), ("plan", "kind"), ("body",), ("plan", "reported"))
    WITHIN_PLAN = True

    plan: str
    body: str | None = None
    kind: str
    starts_at: str
    called_at: str
    duly_called: bool = False
    opened_at: str | None = None
    closed_at: str | None = None
    guests: int
    minutes: str | None = None
    minutes_at: str | None = None
    minutes_approved: bool = False
    attended: bool = False  # the attendance sheet is in
    reported: bool = False  # nothing is missing in its record
    cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance(Row):
    """A seat was present at a meeting; the key is `plan/meeting.body.seat`."""

    INDEXES = (("meeting",), ("seat",))
    WITHIN_PLAN = True

    meeting: str
    seat: str
    side: str | None = None
    by_substitute: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
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
    attempts: tuple[int, ...] = ()  # attempts recorded after each failed round
    failed_text: str | None = None  # the digest of the last failed round
    votes_failed_on: tuple[str, ...] = ()
    statement: str | None = None  # the facilitator's statement for a vote
    requested_by: tuple[str, ...] = ()  # sides that asked for a vote
    method: str | None = None
    preparatory: tuple[str, ...] = ()
    decided_at: str | None = None
    call: str | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Row):
    """A consensus round, a vote, or a consent agenda, with the count fixed when it opened."""

    INDEXES = (("plan",), ("body",), ("body", "open"))
    WITHIN_PLAN = True

    plan: str
    body: str
    kind: str  # consensus | vote | consent
    written: bool = False
    deadline: str | None = None
    proposals: tuple[str, ...] = ()
    pulled: tuple[str, ...] = ()
    round: int
    meeting: str | None = None
    duly_called: bool = False
    facilitator: str
    opened_at: str
    open: bool = False
    closed_at: str | None = None
    counted: Pairs = ()  # (seat, side, by substitute)
    sides_filled: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    demanded: bool = False  # a member demands a meeting
    outcome: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance(Row):
    """A seat's position or ballot in a call; the last one counts, the book holds the history."""

    INDEXES = (("call",),)
    WITHIN_PLAN = True

    call: str
    seat: str
    side: str | None = None
    value: str
    ground: str | None = None
    reason: str | None = None
    by_substitute: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
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
    announced: str | None = None  # the result read out at the session
    result: str
    contradiction: bool = False
    conditions: str  # none | return | annex
    annex: str | None = None
    extract: str | None = None
    standing: bool = False  # not corrected by a later entry, and of the text the councils now have


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption(Row):
    """An exception the steering group granted from one charter guard; a permanent badge."""

    INDEXES = (("plan",), ("plan", "guard"))
    WITHIN_PLAN = True

    plan: str
    guard: str
    reason: str
    proposal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Row):
    """Entry `entry` is wrong; this says so. The wrong one stays."""

    INDEXES = (("entry",),)

    entry: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction(Row):
    """The words behind a commitment are gone from the public; the key is the commitment."""

    ground: str
    plan: str | None = None
