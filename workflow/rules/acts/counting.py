"""The pen of counting: what happened in the towns, entry by entry out of their own books, and who took part.

A count names the entry it rests on by the other book's name, its number, its hash, and the size and root of a sealed
head that covers it. The one door fills these in and holds them against that book; whoever verifies a bundle with both
books does the same. A town without a book is counted by what it shows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from workflow.rules.act import NO_PLAN, Act, act, filled
from workflow.rules.acts.calendar import milestones_of_need
from workflow.rules.case import Case, Obstacle
from workflow.rules.facts import Words, a_count, a_day, a_digest, a_name, a_person, an_origin, some_words
from workflow.rules.guards import free
from workflow.rules.lifecycle import Stage
from workflow.rules.obstacles import missing
from workflow.rules.process_programme import JOINING, NeedRule
from workflow.rules.programme_counts import TownStanding, going_on, in_programme, of_region, rule_named, worth
from workflow.rules.rows import Counted, Participant, ProgrammeTown, SourcePlan, Trained, Training
from workflow.rules.state import State, change

APPROVED = ("adopt", "take_effect")
MOST_TRAINED = 100  # people in one entry


def referred(town: str, n: int, origin: str | None, size: int | None, *hashes: str | None) -> Iterator[Obstacle]:
    """The reference is whole: that town's book, and a head of it that covers the entry."""
    if origin is None:
        yield missing("book_unknown", town=town)
    elif origin.rpartition("/")[2] != town or size is None or n >= size or None in hashes:
        yield missing("reference_forged", town=town, n=n)


def counts(state: State, programme: str, need: str, town: str) -> Iterator[Obstacle]:
    """The programme goes on and knows the need and the town, and the town has joined."""
    yield from in_programme(state, programme, "need", need)
    row = state.get(ProgrammeTown, f"{programme}/{town}")
    if row is None or row.standing != TownStanding.JOINED:
        yield missing("not_joined", town=town, programme=programme)
    rule = the_need(state, programme, need)
    if rule is not None and rule.act == JOINING:
        yield missing("not_in_process", field="need", value=need)


def the_need(state: State, programme: str, need: str) -> NeedRule | None:
    """The need in the process file, or None."""
    rule = rule_named(state, programme)
    return rule.need(need) if rule is not None else None


def keep_count(state: State, case: Case, deed: "CountTown | CountExternal", **more: Any) -> None:
    """Remember what a town adds to a need, in place of what it added before."""
    key = f"{deed.programme}/{deed.need}.{deed.town}"
    before = state.get(Counted, key)
    born, value = before.born if before else case.n, deed.value or 0
    who: dict[str, Any] = {"programme": deed.programme, "need": deed.need, "town": deed.town}
    state.put(Counted(key=key, born=born, value=value, **who, **more))
    milestones_of_need(state, case, deed.programme, lambda need: need.id == deed.need)


@act
@dataclass(frozen=True, slots=True)
class CountTown(Act):
    """An entry of a town's book counts for a need of the programme."""

    STAGES = NO_PLAN
    ACROSS = "town"

    programme: str = a_name(refers="Programme")
    need: str = a_name()
    town: str = a_name()
    n: int = a_count()
    origin: str | None = an_origin()
    size: int | None = a_count(across=True)
    root: str | None = a_digest(across=True)
    leaf: str | None = a_digest(across=True)
    value: int | None = a_count(across=True)

    @classmethod
    def follows(cls, state: State, facts: Mapping[str, Any], entry: Mapping[str, Any]) -> dict[str, Any] | None:
        """What the entry is worth to the need; an unknown need is refused elsewhere."""
        need = the_need(state, facts["programme"], facts["need"])
        if need is None:
            return {}
        value = worth(need, entry)
        return None if value is None else {"value": value}

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A whole reference to an entry that was not counted yet."""
        yield from counts(state, self.programme, self.need, self.town)
        yield from referred(self.town, self.n, self.origin, self.size, self.root, self.leaf)
        need = the_need(state, self.programme, self.need)
        fits = need is None or self.value == 1 or (need.sums is not None and self.value is not None)
        if self.origin is not None and not fits:
            yield missing("reference_does_not_fit", town=self.town, n=self.n, target=self.need)
        before = state.get(Counted, f"{self.programme}/{self.need}.{self.town}")
        if before is not None and before.standing and before.n == self.n:
            yield missing("no_change", field="n")

    def apply(self, state: State, case: Case) -> None:
        """Remember the count and the entry."""
        where = {"n": self.n, "origin": self.origin, "size": self.size, "root": self.root, "leaf": self.leaf}
        keep_count(state, case, self, **where)


@act
@dataclass(frozen=True, slots=True)
class CountExternal(Act):
    """A town that keeps its plan elsewhere counts for a need, by a file it shows."""

    STAGES = NO_PLAN

    programme: str = a_name(refers="Programme")
    need: str = a_name()
    town: str = a_name()
    value: int = a_count()
    file: str = a_digest()
    told: Words = some_words()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """The town has joined and said where it keeps its plan; where towns are counted, it is one."""
        yield from counts(state, self.programme, self.need, self.town)
        row = state.get(ProgrammeTown, f"{self.programme}/{self.town}")
        if row is not None and not row.external:
            yield missing("wrong_standing", town=self.town, standing=row.standing, standings="external")
        need = the_need(state, self.programme, self.need)
        if need is not None and need.sums is None and self.value != 1:
            yield missing("out_of_range", field="value", value=self.value, most=1)

    def apply(self, state: State, case: Case) -> None:
        """Remember the count and the file."""
        keep_count(state, case, self, file=self.file, told=self.told.commit)


@act
@dataclass(frozen=True, slots=True)
class TakeBackCount(Act):
    """A town was counted by mistake, or has itself corrected the entry: it no longer counts, and why."""

    STAGES = NO_PLAN

    programme: str = a_name(refers="Programme")
    need: str = a_name()
    town: str = a_name()
    reason: Words = some_words()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """It counts."""
        yield from going_on(state, self.programme)
        row = state.get(Counted, f"{self.programme}/{self.need}.{self.town}")
        if row is None or not row.standing:
            yield missing("unknown", field="town", value=self.town)

    def apply(self, state: State, case: Case) -> None:
        """Remember why; the entry stays where it is."""
        row = state.get(Counted, f"{self.programme}/{self.need}.{self.town}")
        assert row is not None
        change(state, row, standing=False, reason=self.reason.commit)


@act
@dataclass(frozen=True, slots=True)
class CountParticipants(Act):
    """How many people ever had a seat with a side in a working group of the town: each once, in however many groups."""

    STAGES = NO_PLAN

    people: int = a_count(derived=True)

    def derive(self, state: State, case: Case) -> Self:
        """Distinct people."""
        return filled(self, people=state.count(Participant))


@act
@dataclass(frozen=True, slots=True)
class RecordTraining(Act):
    """A training or seminar took place: on which day, about what, and who came; a person counts once in them all."""

    STAGES = NO_PLAN

    programme: str = a_name(refers="Programme")
    training: str = a_name()
    day: str = a_day()
    topic: Words = some_words()
    people: tuple[str, ...] = a_person(many=True)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A free name, a day that is not ahead, and somebody came."""
        yield from going_on(state, self.programme)
        yield from free(state, Training, f"{self.programme}/{self.training}", "training")
        if self.day > case.day:
            yield missing("happened_later", field="day", value=self.day)
        if not 1 <= len(self.people) <= MOST_TRAINED:
            yield missing("out_of_range", field="people", value=len(self.people), least=1, most=MOST_TRAINED)

    def apply(self, state: State, case: Case) -> None:
        """Remember the training, and each person once."""
        came = tuple(dict.fromkeys(self.people))
        programme, key = self.programme, f"{self.programme}/{self.training}"
        topic, people = self.topic.commit, len(came)
        state.put(Training(key=key, born=case.n, programme=programme, day=self.day, topic=topic, people=people))
        for person in came:
            mine = f"{programme}/{person}"
            before = state.get(Trained, mine)
            born, times = (before.born, before.trainings + 1) if before else (case.n, 1)
            state.put(Trained(key=mine, born=born, programme=programme, person=person, trainings=times))


@act
@dataclass(frozen=True, slots=True)
class IncludeSource(Act):
    """The region's own plan is made from a town's plan, which that town has approved."""

    STAGES = frozenset({Stage.PREPARATION, Stage.DRAFTING, Stage.STEERING})
    ACROSS = "town"

    town: str = a_name()
    slug: str = a_name()
    n: int = a_count()
    origin: str | None = an_origin()
    size: int | None = a_count(across=True)
    root: str | None = a_digest(across=True)
    leaf: str | None = a_digest(across=True)

    @classmethod
    def follows(cls, state: State, facts: Mapping[str, Any], entry: Mapping[str, Any]) -> dict[str, Any] | None:
        """Nothing more, if the entry is the approval of that plan."""
        return {} if entry["act"] in APPROVED and entry["plan"] == facts["slug"] else None

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A plan of the region, a town of its programme, a whole reference, and not taken up before."""
        programme = case.the_process.programme
        if programme is None or not of_region(case, programme):
            yield missing("not_in_process", field="territory", value=case.territory)
        elif programme.town(self.town) is None:
            yield missing("not_in_process", field="town", value=self.town)
        yield from referred(self.town, self.n, self.origin, self.size, self.root, self.leaf)
        yield from free(state, SourcePlan, case.here(f"{self.town}.{self.slug}"), "slug")

    def apply(self, state: State, case: Case) -> None:
        """Remember the source."""
        state.put(
            SourcePlan(
                key=case.here(f"{self.town}.{self.slug}"),
                born=case.n,
                plan=case.the_plan.key,
                town=self.town,
                slug=self.slug,
                n=self.n,
                origin=self.origin or "",
                size=self.size or 0,
                root=self.root or "",
                leaf=self.leaf or "",
            )
        )
