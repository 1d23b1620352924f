"""People: the territory, its bodies, their seats, who asks to join, who has an interest."""

from dataclasses import dataclass

from workflow.rules.row import Pairs, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Town(Row):
    """The territory itself: one row, key "town"."""

    log_key: str  # fingerprint of the key that signs checkpoints
    founded_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Body(Row):
    """A group, board or council, guest bodies included; its key is its id in the process file."""

    INDEXES = ((), ("kind",))

    kind: str
    decides: str
    admission: str
    name: str
    municipality: str | None = None
    members_total: int | None = None  # statutory seats of a council, vacancies included (paragraph 87)
    guest: bool = False
    constituted_at: str | None = None
    procedure: str | None = None  # digest of its rules of procedure
    schedule: str | None = None  # digest of its schedule of meetings
    away: Pairs = ()  # (side, duly invited calls running it stayed away from, the last invitation), charter article 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat(Row):
    """A place in a body and who holds it; the key is `body/seat`."""

    INDEXES = (("body",), ("body", "filled"), ("body", "side", "filled"), ("person",))

    body: str
    side: str | None = None
    person: str
    role: str
    votes: bool = False
    filled: bool = False
    filled_at: str
    until: str | None = None  # last day of the term
    ended_at: str | None = None
    ending: str | None = None
    substitute: str | None = None  # the person who stands in
    contested: bool = False  # somebody doubts the declared side


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest(Row):
    """What a participant expects to gain, said openly from the beginning; the key is the seat's."""

    INDEXES = (("body",),)

    body: str
    gain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict(Row):
    """A seat's declared conflict of interest on one proposal."""

    INDEXES = (("seat",), ("proposal",))
    WITHIN_PLAN = True

    seat: str
    proposal: str
    standing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Application(Row):
    """Somebody asks to join an open group."""

    INDEXES = (("body",), ("body", "status"))

    body: str
    person: str
    side: str
    status: str  # open | admitted | refused
    ground: str | None = None
