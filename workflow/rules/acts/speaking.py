"""The pen of everybody, around what was said: joining a comment, replying, answering back, asking for help."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from workflow.rules.act import Act, act
from workflow.rules.acts.commenting import is_covered, is_over, is_their_own, the_matter, whole_and_points
from workflow.rules.case import Case, Obstacle
from workflow.rules.facts import Words, a_choice, a_flag, a_name, some_words
from workflow.rules.obstacles import missing
from workflow.rules.rows import HelpRequest, Joiner, Matter, Reply
from workflow.rules.sides import Side
from workflow.rules.state import State, change


class Lane(StrEnum):
    """Where a reply stands: under the matter, or among the arguments of a contested one."""

    REPLY = "reply"
    IN_FAVOUR = "in_favour"
    AGAINST = "against"
    WOULD_ACCEPT = "would_accept"


class Satisfaction(StrEnum):
    """What the person who spoke says of the answer."""

    SATISFIED = "satisfied"
    NOT_SATISFIED = "not_satisfied"


class HelpKind(StrEnum):
    """What somebody needs to take part as an equal (principle 7)."""

    TRANSPORT = "transport"
    COMPANION = "companion"
    INTERPRETER = "interpreter"
    EASY_READING = "easy_reading"
    CARE = "care"
    OTHER = "other"


def may_be_spoken_around(state: State, case: Case, row: Matter) -> Iterator[Obstacle]:
    """Something may be said around a whole matter that people can read, until councils have the text."""
    if row.point:
        yield missing("out_of_range", field="matter", value=row.key)
    if is_covered(state, row):
        yield missing("matter_covered", matter=row.key)
    yield from is_over(row, case)


@act
@dataclass(frozen=True, slots=True)
class JoinMatter(Act):
    """ "I agree with this comment": heard with it and answered with it; reasons count, numbers do not rank."""

    matter: str = a_name(refers="Matter")
    side: str = a_choice(Side)
    publish_as: Words | None = some_words(optional=True)

    def table(self, state: State, case: Case) -> str | None:
        """The body of the one who relays."""
        return case.typist.body

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A whole matter people can read, somebody else's, and each person once."""
        row, person = the_matter(state, case, self.matter), case.by.person
        yield from may_be_spoken_around(state, case, row)
        if person is not None and (row.person == person or state.count(Joiner, matter=row.key, person=person)):
            yield missing("no_change", field="matter")

    def apply(self, state: State, case: Case) -> None:
        """Remember who joined; the number beside the matter says how many."""
        row = the_matter(state, case, self.matter)
        state.put(
            Joiner(
                key=f"{row.key}.{case.n}",
                born=case.n,
                plan=row.plan,
                matter=row.key,
                side=self.side,
                person=case.by.person,
                said_at=case.happened or case.at,
            )
        )
        change(state, row, joiners=row.joiners + 1)


@act
@dataclass(frozen=True, slots=True)
class ReplyToMatter(Act):
    """Somebody replies under a matter, or brings an argument where arguments are gathered."""

    matter: str = a_name(refers="Matter")
    told: Words = some_words()
    lane: str = a_choice(Lane)
    publish_as: Words | None = some_words(optional=True)

    def table(self, state: State, case: Case) -> str | None:
        """The body of the one who relays."""
        return case.typist.body

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A whole matter people can read; arguments need their lane; nothing once councils have the text."""
        row = the_matter(state, case, self.matter)
        yield from may_be_spoken_around(state, case, row)
        if self.lane != Lane.REPLY and not row.lane:
            yield missing("lane_not_open", matter=row.key)

    def apply(self, state: State, case: Case) -> None:
        """Remember the reply."""
        row = the_matter(state, case, self.matter)
        state.put(
            Reply(
                key=f"{row.key}.{case.n}",
                born=case.n,
                plan=row.plan,
                matter=row.key,
                lane=self.lane,
                words=self.told.commit,
                person=case.by.person,
                seat=case.by.key if case.by.body is not None else None,
                said_at=case.happened or case.at,
            )
        )
        change(state, row, replies=row.replies + 1)


@act
@dataclass(frozen=True, slots=True)
class OpenLane(Act):
    """For a contested matter: what speaks for it, what against, and what would people accept?"""

    matter: str = a_name(refers="Matter")
    question: Words | None = some_words(optional=True)

    def table(self, state: State, case: Case) -> str | None:
        """The body of the one who opens it."""
        return case.typist.body

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A whole matter without an end, or with a point without one, and no lane yet."""
        row = the_matter(state, case, self.matter)
        if row.lane:
            yield missing("no_change", field="matter")
        if row.point:
            yield missing("out_of_range", field="matter", value=row.key)
        elif not any(each.open or each.disputed for each in whole_and_points(state, row)):
            yield missing("matter_settled", matter=row.key, disposition=row.disposition)

    def apply(self, state: State, case: Case) -> None:
        """Remember that arguments are gathered."""
        change(state, the_matter(state, case, self.matter), lane=True)


@act
@dataclass(frozen=True, slots=True)
class AnswerBack(Act):
    """Whoever spoke says whether the answer satisfies them; the course counts as much as the result (principle 8)."""

    matter: str = a_name(refers="Matter")
    satisfaction: str = a_choice(Satisfaction)
    reason: Words | None = some_words(optional=True)

    def table(self, state: State, case: Case) -> str | None:
        """The body of the one who relays."""
        return case.typist.body

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Their own matter, answered in all its points, and something new to say."""
        row = the_matter(state, case, self.matter)
        yield from is_their_own(row, case)
        if any(each.open for each in whole_and_points(state, row)):
            yield missing("not_answered_yet", matter=row.key)
        if row.satisfied == self.satisfaction:
            yield missing("no_change", field="satisfaction")

    def apply(self, state: State, case: Case) -> None:
        """Remember what they said."""
        change(state, the_matter(state, case, self.matter), satisfied=self.satisfaction)


@act
@dataclass(frozen=True, slots=True)
class DisownMatter(Act):
    """ "This was not me": somebody in whose name it was said says so; it stays, marked, and the office looks at it."""

    matter: str = a_name(refers="Matter")
    known: bool = a_flag()  # they know who wrote it, and whether they wish to say is theirs

    def table(self, state: State, case: Case) -> str | None:
        """The body of the one who relays."""
        return case.typist.body

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Said once, by the person the matter was said for."""
        row = the_matter(state, case, self.matter)
        yield from is_their_own(row, case)
        if row.disowned:
            yield missing("no_change", field="matter")

    def apply(self, state: State, case: Case) -> None:
        """Remember it."""
        change(state, the_matter(state, case, self.matter), disowned=True)


@act
@dataclass(frozen=True, slots=True)
class AskForHelp(Act):
    """Somebody asks for help to take part; what they need is counted, and nothing else about them is public."""

    kind: str = a_choice(HelpKind)
    meeting: str | None = a_name(refers="Meeting", optional=True)
    about: Words | None = some_words(optional=True)

    def table(self, state: State, case: Case) -> str | None:
        """The body of the one who relays."""
        return case.typist.body

    def apply(self, state: State, case: Case) -> None:
        """Remember what is asked for."""
        plan = case.the_plan
        state.put(
            HelpRequest(
                key=f"{plan.key}/help.{case.n}",
                born=case.n,
                plan=plan.key,
                kind=self.kind,
                meeting=case.here(self.meeting) if self.meeting else None,
                status="open",
                person=case.by.person,
                asked_at=case.happened or case.at,
            )
        )


@act
@dataclass(frozen=True, slots=True)
class AnswerHelp(Act):
    """Whether the help that was asked for is given; told to the person, counted in public."""

    request: str = a_name(refers="HelpRequest")
    given: bool = a_flag()
    reason: Words | None = some_words(optional=True)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A promise is not taken back, a refusal may turn into one, and says why."""
        row = state.get(HelpRequest, case.here(self.request))
        assert row is not None
        if row.status == "given" or (row.status == "not_given" and not self.given):
            yield missing("already_ended", field="request", value=self.request)
        if not self.given and self.reason is None:
            yield missing("refusal_without_ground", request=row.key)

    def apply(self, state: State, case: Case) -> None:
        """Remember the answer."""
        row = state.get(HelpRequest, case.here(self.request))
        assert row is not None
        change(state, row, status="given" if self.given else "not_given", answered_at=case.at)
