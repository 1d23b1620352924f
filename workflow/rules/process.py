"""How one town does it: a process file as frozen dataclasses.

The names of the fields are the keys of the TOML file, their defaults are the defaults of the file, and their metadata
are the bounds the reader holds (`process_reader`). What cannot be seen in one table alone, references, principles of
the charter, paragraphs of law, is asked in `process_checks`. The graph is code (`lifecycle`), the numbers are here.
`processes/README.md` explains every key, under test.
"""

from dataclasses import dataclass, field, replace
from fractions import Fraction

from workflow.rules.lifecycle import Stage
from workflow.rules.process_parts import DeliverableRule, PartRule
from workflow.rules.process_places import Territory
from workflow.rules.process_programme import ProgrammeRule
from workflow.rules.process_terms import (
    AN_ID,
    AT_LEAST_ONE,
    SIGNED_STAGES,
    Admission,
    Bilingual,
    CouncilCompletion,
    CouncilLevel,
    FinalSignOff,
    InheritedKind,
    IntakeChannel,
    PlanKind,
    between,
)
from workflow.rules.sides import STATUTORY_BODIES, BodyKind, Decides, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRule:
    """What is being made, for how many years, and how often it is reviewed (principle 10)."""

    kind: PlanKind = PlanKind.COMMUNITY
    title: Bilingual
    period_years: int = field(metadata=between(1, 15))
    review_months: int = field(default=12, metadata=between(1, 60))


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A block of the calendar (etapa), counted in months from the start; a guide to people, never a guard."""

    id: str = field(metadata=AN_ID)
    title: Bilingual
    offset_months: int = field(metadata=between(0, 120))
    months: int = field(metadata=between(1, 120))
    named_in_seed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A thematic area, or a target group given in advance."""

    id: str = field(metadata=AN_ID)
    title: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRule:
    """A group that works or decides. `sides` are the seats each side must at least have when it is constituted."""

    id: str = field(metadata=AN_ID)
    kind: BodyKind
    title: Bilingual
    area: str | None = field(default=None, metadata=AN_ID)
    sides: tuple[tuple[Side, int], ...] = field(default=(), metadata=between(0, 50))
    admission: Admission
    decision: Decides
    written_procedure: bool | None = None
    derived_from: tuple[str, ...] = field(default=(), metadata=AN_ID)

    def least_seats(self, side: Side) -> int:
        """How many seats of `side` the body needs before it is constituted; 0 where none is required."""
        return dict(self.sides).get(side, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentPeriod:
    """How long the draft lies open and how comments are answered. Who may comment is no parameter (principle 2)."""

    min_days_before_hearing: int = field(default=14, metadata=between(0, 365))
    min_days_after_hearing: int = field(default=14, metadata=between(0, 365))
    min_days_total: int = field(default=28, metadata=between(1, 365))
    repost_days: int = field(default=14, metadata=between(1, 365))
    hearing_required: bool = True
    channels: tuple[IntakeChannel, ...] = field(default=tuple(IntakeChannel), metadata=AT_LEAST_ONE)
    settle_while_open: bool = False
    insist: bool = True
    answer_days: int = field(default=30, metadata=between(1, 90))
    split: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOffRule:
    """Which steering group signs, on leaving which stages, and whether once more before the councils."""

    body: str = field(metadata=AN_ID)
    stages: tuple[Stage, ...] = field(default=SIGNED_STAGES, metadata=AT_LEAST_ONE)
    final: FinalSignOff = FinalSignOff.IF_CHANGED


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilRule:
    """A council or board that votes on the plan. `members_total` are the statutory seats, vacancies included."""

    id: str = field(metadata=AN_ID)
    municipality: str = field(metadata=AN_ID)
    level: CouncilLevel = CouncilLevel.COUNCIL
    members_total: int = field(metadata=between(5, 70))
    recommends: bool = False
    name: Bilingual

    def as_body(self) -> BodyRule:
        """The same council seen as a body: it decides by vote alone, and its members are elected, not admitted."""
        return BodyRule(
            id=self.id,
            kind=BodyKind.COUNCIL if self.level is CouncilLevel.COUNCIL else BodyKind.EXECUTIVE_BOARD,
            title=self.name,
            admission=Admission.APPOINTED,
            decision=Decides.VOTE_ONLY,
            written_procedure=False,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CharterRules:
    """The parameters of the charter (`charter.py`); its rules themselves are code."""

    min_rounds_before_vote: int = field(default=2, metadata=between(1, 12))
    max_stand_asides: Fraction = field(default=Fraction(1, 3), metadata=between(0, Fraction(1, 2)))
    written_procedure: tuple[BodyKind, ...] = (BodyKind.WORKING_GROUP,)
    written_min_working_days: int = field(default=3, metadata=between(3, 60))
    rules_required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRule:
    """Days before a meeting and after it; `news_days` is how long a stage may stay without public news."""

    invitation_days: int = field(default=7, metadata=between(0, 60))
    public_notice_days: int = field(default=7, metadata=between(0, 60))
    minutes_days: int = field(default=10, metadata=between(1, 60))
    news_days: int = field(default=60, metadata=between(1, 366))


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportRule:
    """The share of all participants who accept the result: a fact beside consensus, never a vote."""

    min_share: Fraction = field(default=Fraction(1, 2), metadata=between(Fraction(1, 2), 1))


@dataclass(frozen=True, slots=True)
class Period:
    """Years a plan is for, both included."""

    from_year: int = field(metadata=between(1990, 2200))
    to_year: int = field(metadata=between(1990, 2200))


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleRule:
    """How one plan follows another (principle 10)."""

    carry_over: tuple[InheritedKind, ...] = tuple(InheritedKind)
    periods: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxed:
    """A charter guard this town does without: marked as an assumption, with the reason people read."""

    guard: str = field(metadata={"form": "code"})
    principle: int = field(metadata=between(1, 11))
    assumption: bool
    reason: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """One version of one town's process. `digest` is the SHA-256 of the file's bytes, in hex: its name in the book."""

    digest: str
    id: str = field(metadata=AN_ID)
    title: Bilingual
    territory: Territory
    plan: PlanRule
    source: str
    phases: tuple[Phase, ...] = ()
    areas: tuple[Area, ...] = ()
    bodies: tuple[BodyRule, ...] = field(metadata=AT_LEAST_ONE)
    parts: tuple[PartRule, ...] = field(metadata=AT_LEAST_ONE)
    deliverables: tuple[DeliverableRule, ...] = ()
    comments: CommentPeriod = CommentPeriod()
    sign_off: SignOffRule
    councils: tuple[CouncilRule, ...] = field(metadata=AT_LEAST_ONE)
    council_rule: CouncilCompletion = CouncilCompletion.ALL
    lead: str | None = field(default=None, metadata=AN_ID)
    charter: CharterRules = CharterRules()
    meetings: MeetingRule = MeetingRule()
    support_check: SupportRule | None = None
    cycle: CycleRule = CycleRule()
    relaxed: tuple[Relaxed, ...] = ()
    programme: ProgrammeRule | None = None

    def body(self, body_id: str) -> BodyRule | None:
        """The body with this id, councils and boards included; None if the process has none."""
        councils = tuple(council.as_body() for council in self.councils)
        return next((body for body in (*self.bodies, *councils) if body.id == body_id), None)

    def part(self, part_id: str) -> PartRule | None:
        """The part of the plan with this id, or None."""
        return next((part for part in self.parts if part.id == part_id), None)

    def council(self, council_id: str) -> CouncilRule | None:
        """The council or board with this id, or None."""
        return next((council for council in self.councils if council.id == council_id), None)

    def deliverable(self, deliverable_id: str) -> DeliverableRule | None:
        """The required piece of work with this id, or None."""
        return next((deliverable for deliverable in self.deliverables if deliverable.id == deliverable_id), None)

    @property
    def working_groups(self) -> tuple[BodyRule, ...]:
        """The groups that draft, and that answer comments."""
        return tuple(body for body in self.bodies if body.kind is BodyKind.WORKING_GROUP)

    @property
    def steering(self) -> BodyRule:
        """The steering group that signs off; the loader has made sure of it."""
        return next(body for body in self.bodies if body.id == self.sign_off.body)

    @property
    def deciding_councils(self) -> tuple[CouncilRule, ...]:
        """The councils whose vote decides on the plan: all but the boards that only recommend."""
        return tuple(council for council in self.councils if not council.recommends)

    def allows_written_procedure(self, body: BodyRule) -> bool:
        """Whether `body` may decide outside a meeting: its own word, else what its kind may (charter article 13)."""
        if body.kind in STATUTORY_BODIES:
            return False
        return body.kind in self.charter.written_procedure if body.written_procedure is None else body.written_procedure

    def relaxation(self, guard: str) -> Relaxed | None:
        """The town's reason for doing without `guard`, or None where the guard holds."""
        return next((relaxed for relaxed in self.relaxed if relaxed.guard == guard), None)

    def within(self, territory: str) -> "Process":
        """As it holds for a plan in `territory`: in a town of a programme its own councils alone, else itself."""
        if self.programme is None:
            return self
        kept = _WITHIN.get((self.digest, territory))
        if kept is None or (kept[0] is not self and kept[1] is not self):
            kept = _WITHIN[self.digest, territory] = (self, self._narrowed(territory))
        return kept[1]

    def _narrowed(self, territory: str) -> "Process":
        here = self.programme.place(self.territory, territory) if self.programme is not None else None
        if here is None:
            return self
        places = [one.id for one in here.municipalities]
        councils = tuple(council for council in self.councils if council.municipality in places)
        kept = {council.id for council in councils}
        bodies = tuple(body for body in self.bodies if body.kind not in STATUTORY_BODIES or body.id in kept)
        return replace(self, territory=here, councils=councils, bodies=bodies)


# Every act of every town of a programme asks: what was worked out once is kept, by the file's digest and the town.
_WITHIN: dict[tuple[str, str], tuple[Process, Process]] = {}
