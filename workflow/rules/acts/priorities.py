"""The pen of priorities: what people want most, in what order, and the money in sight to do it with."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from workflow.rules.act import LIVE, Act, act
from workflow.rules.acts.needs import AimKind, in_area, the_aim
from workflow.rules.case import Case, Obstacle
from workflow.rules.facts import Words, a_choice, a_count, a_name, some_words
from workflow.rules.lifecycle import Stage
from workflow.rules.obstacles import missing
from workflow.rules.rows import Agreement, Aim, Means, Meeting, Ranking
from workflow.rules.state import State, change

RANKABLE = frozenset(
    {Stage.PREPARATION, Stage.DRAFTING, Stage.STEERING, Stage.POSTED, Stage.COMMENTING, Stage.RESOLVING}
)


class RankingMethod(StrEnum):
    """How an order came about; whatever it was, it is an order of wishes and decides nothing by itself."""

    AGREEMENT = "agreement"
    DOTS = "dots"
    POINTS = "points"
    PAIRS = "pairs"
    SHOW_OF_HANDS = "show_of_hands"


class Certainty(StrEnum):
    """How sure money is."""

    SECURED = "secured"
    APPLIED = "applied"
    EXPECTED = "expected"


@act
@dataclass(frozen=True, slots=True)
class RankAims(Act):
    """People at a meeting put priorities, goals or measures in order, by a named method; first is most wanted."""

    STAGES = RANKABLE

    ranking: str = a_name()
    kind: str = a_choice(AimKind)
    area: str | None = a_name(optional=True)
    ranked_by: str = a_choice(RankingMethod)
    meeting: str = a_name(refers="Meeting")
    people: int = a_count(least=1)
    order: tuple[str, ...] = a_name(refers="Aim", many=True)
    points: tuple[int, ...] = a_count(many=True)

    def table(self, state: State, case: Case) -> str | None:
        """The group that met; none at a public meeting."""
        row = state.get(Meeting, case.here(self.meeting))
        return row.body if row else None

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A meeting that was opened, every aim of the kind exactly once, and points that bear the order out."""
        meeting = state.get(Meeting, case.here(self.meeting))
        if meeting is None or meeting.opened_at is None:
            yield missing("meeting_not_open", meeting=self.meeting)
        if self.area is not None:
            yield from in_area(case, self.area)
        rankable = [aim.key for aim in self._rankable(state, case)]
        given = [case.here(name) for name in self.order]
        for key in dict.fromkeys(given):
            if key not in rankable:
                yield missing("wrong_question", aim=key, kind=self.kind)
            if given.count(key) > 1:
                yield missing("ranked_twice", aim=key)
        for key in rankable:
            if key not in given:
                yield missing("not_ranked", aim=key, of=len(rankable))
        yield from self._borne_out()

    def _borne_out(self) -> Iterator[Obstacle]:
        counted = self.ranked_by != RankingMethod.AGREEMENT
        falling = list(self.points) == sorted(self.points, reverse=True)
        if (counted or self.points) and (len(self.points) != len(self.order) or not falling):
            yield missing(
                "ranking_does_not_follow", method=self.ranked_by, points=len(self.points), aims=len(self.order)
            )

    def _rankable(self, state: State, case: Case) -> list[Aim]:
        aims = state.find(Aim, plan=case.plan_key, kind=self.kind)
        return [aim for aim in aims if self.area in (None, aim.area)]

    def apply(self, state: State, case: Case) -> None:
        """Remember the ranking, and each aim's place in it."""
        order = tuple(case.here(name) for name in self.order)
        key = case.here(self.ranking)
        before = state.get(Ranking, key)
        state.put(
            Ranking(
                key=key,
                born=before.born if before else case.n,
                plan=case.the_plan.key,
                kind=self.kind,
                area=self.area,
                method=self.ranked_by,
                meeting=case.here(self.meeting),
                people=self.people,
                order=order,
                points=self.points,
            )
        )
        for place, name in enumerate(self.order, start=1):
            change(state, the_aim(state, case, name), rank=place)


@act
@dataclass(frozen=True, slots=True)
class RecordMeans(Act):
    """Money in sight for one year: from whom, and how sure it is (principle 11). Said again, it is brought up to date.

    `amount` is in thousands of crowns.
    """

    STAGES = LIVE

    means: str = a_name()
    year: int = a_count(least=1990)
    funder: Words = some_words()
    certainty: str = a_choice(Certainty)
    amount: int = a_count()

    def apply(self, state: State, case: Case) -> None:
        """Remember, or bring up to date."""
        key = case.here(self.means)
        before = state.get(Means, key)
        state.put(
            Means(
                key=key,
                born=before.born if before else case.n,
                plan=case.the_plan.key,
                year=self.year,
                funder=self.funder.commit,
                certainty=self.certainty,
                amount=self.amount,
            )
        )


def of_kind(state: State, name: str, kind: str) -> Iterator[Obstacle]:
    """The agreement is of this kind."""
    row = state.get(Agreement, name)
    if row is not None and row.kind != kind:
        yield missing("wrong_agreement", agreement=name, kind=row.kind, needed=kind)


def is_a_measure(state: State, case: Case, aim: str) -> Iterator[Obstacle]:
    """The aim is a measure."""
    if the_aim(state, case, aim).kind != AimKind.MEASURE:
        yield missing("wrong_question", aim=case.here(aim))


@act
@dataclass(frozen=True, slots=True)
class ShareCosts(Act):
    """Municipalities share the costs of a measure as they agreed; `amounts` are thousands of crowns a year."""

    STAGES = LIVE

    aim: str = a_name(refers="Aim")
    agreement: str = a_name(refers="Agreement")
    municipalities: tuple[str, ...] = a_name(many=True)
    amounts: tuple[int, ...] = a_count(many=True)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A measure, an agreement on sharing costs, its parties alone, one amount each."""
        yield from is_a_measure(state, case, self.aim)
        yield from of_kind(state, self.agreement, "solidarity")
        row = state.get(Agreement, self.agreement)
        for municipality in self.municipalities:
            if row is not None and municipality not in row.parties:
                yield missing("not_a_party", municipality=municipality, agreement=self.agreement)
        given, different = len(self.municipalities), len(set(self.municipalities))
        if not given or given != different or given != len(self.amounts):
            yield missing("out_of_range", field="amounts", value=len(self.amounts), least=different)

    def apply(self, state: State, case: Case) -> None:
        """Remember the shares."""
        shares = tuple(zip(self.municipalities, self.amounts, strict=True))
        change(state, the_aim(state, case, self.aim), shares=shares)


@act
@dataclass(frozen=True, slots=True)
class ListInNetwork(Act):
    """A measure secures a service of the minimal network the municipalities agreed on."""

    STAGES = LIVE

    aim: str = a_name(refers="Aim")
    agreement: str = a_name(refers="Agreement")

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A measure, and an agreement on the network."""
        yield from is_a_measure(state, case, self.aim)
        yield from of_kind(state, self.agreement, "network")

    def apply(self, state: State, case: Case) -> None:
        """Remember the agreement."""
        change(state, the_aim(state, case, self.aim), network=self.agreement)
