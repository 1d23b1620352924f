"""The verdict on a bundle: what holds, book by book and plan by plan, and everything that was found wrong."""

from dataclasses import dataclass, field
from typing import NamedTuple

from workflow.replay import ReplayResult
from workflow.rules.rows import Call, CouncilDecision, Exemption, Matter, Plan, Proposal
from workflow.trail.findings import Finding
from workflow.trail.publicity import Openness


@dataclass(frozen=True, slots=True)
class CouncilTold:
    """One council's decision that counts: votes for, statutory members, and what the law makes of them."""

    council: str
    yes: int
    members_total: int
    result: str
    contradiction: bool


@dataclass(frozen=True, slots=True)
class PlanTold:
    """Where a plan stands and how it came there, counted from the book."""

    key: str
    title: str | None
    stage: str
    received: int
    open: int
    ends: tuple[tuple[str, int], ...]
    calls: int
    by_consensus: int
    by_vote: int
    councils: tuple[CouncilTold, ...]
    exemptions: tuple[tuple[int, str], ...]


class CorrectedTold(NamedTuple):
    """An entry that counts an entry of another book which that book corrected later."""

    n: int
    territory: str
    entry: int
    by: int


@dataclass(slots=True)
class BookTold:
    """One book: its length and root, whose key signed it, what its words are, and what is wrong."""

    slug: str
    size: int = 0
    read: int = 0
    first_at: str = ""
    last_at: str = ""
    origin: str | None = None
    root: str | None = None
    sealed: int = 0
    fingerprint: str | None = None
    key_confirmed: bool = False
    extends: int | None = None  # size of the older checkpoint this book was shown to continue
    witnesses: tuple[str, ...] = ()
    witnesses_unknown: tuple[str, ...] = ()
    public: int = 0
    redacted: int = 0
    withheld: int = 0
    corrections: tuple[tuple[int, int], ...] = ()  # (entry that corrects, entry corrected)
    references: int = 0  # to entries of other books that were there to compare
    unchecked: tuple[tuple[str, tuple[int, ...]], ...] = ()  # books that were not, with the entries that refer to them
    corrected: tuple[CorrectedTold, ...] = ()
    plans: tuple[PlanTold, ...] = ()
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class BundleVerdict:
    """The whole verdict; `holds` decides the exit code."""

    books: list[BookTold] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether nothing at all was found wrong."""
        return not self.findings and not any(book.findings for book in self.books)

    @property
    def compared(self) -> bool:
        """Whether every book's key was one the reader brought along."""
        return all(book.key_confirmed for book in self.books)


def tell_replay(book: BookTold, result: ReplayResult, titles: dict[str, str]) -> None:
    """Fill in what a replayed book says; `titles` are opened texts by commitment."""
    book.size, book.read = len(result.hashes), result.read
    book.first_at, book.last_at = result.first_at, result.state.head.last_at
    book.findings.extend(result.findings)
    rulings = [result.words.openness(commitment) for commitment in result.words.committed]
    book.public, book.redacted = rulings.count(Openness.PUBLIC), rulings.count(Openness.REDACTED)
    book.withheld = rulings.count(Openness.WITHHELD)
    book.corrections = tuple(result.corrections)
    book.plans = tuple(plan_told(result, plan, titles.get(plan.title)) for plan in result.plans())


def plan_told(result: ReplayResult, plan: Plan, title: str | None) -> PlanTold:
    """What the book says of one plan."""
    state = result.state
    ends: dict[str, int] = {}
    for matter in state.find(Matter, plan=plan.key):
        if matter.disposition is not None:
            ends[matter.disposition] = ends.get(matter.disposition, 0) + 1
    methods = [row.method for row in state.find(Proposal, plan=plan.key)]
    return PlanTold(
        plan.key,
        title,
        plan.stage,
        received=plan.matters,
        open=state.count(Matter, plan=plan.key, open=True),
        ends=tuple(sorted(ends.items())),
        calls=state.count(Call, plan=plan.key),
        by_consensus=methods.count("consensus"),
        by_vote=methods.count("vote"),
        councils=tuple(
            CouncilTold(row.council, row.yes, row.members_total, row.result, row.contradiction)
            for row in state.find(CouncilDecision, plan=plan.key)
            if row.standing
        ),
        exemptions=tuple((row.born, row.guard) for row in state.find(Exemption, plan=plan.key)),
    )
