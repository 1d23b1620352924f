"""What is said around a matter: who joins it, who replies, who asks for help to take part."""

from dataclasses import dataclass

from workflow.rules.row import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Joiner(Row):
    """Somebody says "I agree with this comment"; never a vote and never a ranking. The key is `plan/12.n`."""

    INDEXES = (("plan",), ("matter",), ("matter", "person"))
    WITHIN_PLAN = True

    plan: str
    matter: str
    side: str
    person: str | None = None
    said_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply(Row):
    """A reply under a matter, or an argument in the lane a contested matter was given. The key is `plan/12.n`."""

    INDEXES = (("plan",), ("matter",), ("matter", "lane"))
    WITHIN_PLAN = True

    plan: str
    matter: str
    lane: str  # reply | in_favour | against | would_accept
    words: str
    person: str | None = None
    seat: str | None = None  # `body/seat` of somebody seated, who speaks with their place
    said_at: str
    hidden: bool = False
    covered_by: tuple[str, ...] = ()
    appealed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpRequest(Row):
    """Somebody asks for help to take part; which help is counted, who asks is nobody's business. Key: `plan/help.n`."""

    INDEXES = (("plan",), ("plan", "status"))
    WITHIN_PLAN = True

    plan: str
    kind: str
    meeting: str | None = None
    status: str  # open | given | not_given
    person: str | None = None
    asked_at: str
    answered_at: str | None = None
