"""The pen of the public: anybody speaks, everything is numbered, nothing is dropped."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from workflow.rules.act import LIVE, Act, act, filled
from workflow.rules.case import Case, Obstacle
from workflow.rules.clock import end_of_local_day
from workflow.rules.facts import Words, a_choice, a_count, a_day, a_digest, a_flag, a_name, some_words
from workflow.rules.lifecycle import Stage
from workflow.rules.obstacles import missing
from workflow.rules.process_terms import IntakeChannel
from workflow.rules.products import register_moved
from workflow.rules.rows import Body, Matter, Section
from workflow.rules.sides import BodyKind, Side
from workflow.rules.state import State, change
from workflow.trail.canonical import format_time

SETTLED_BADLY = frozenset({"not_accepted", "accepted_in_part", "out_of_scope"})


class MatterKind(StrEnum):
    """What somebody says: of the posted draft, at any time, as a question, or the steering group of a group's work."""

    COMMENT = "comment"
    SUGGESTION = "suggestion"
    QUESTION = "question"
    STEERING_REMARK = "steering_remark"


class SpeakingFor(StrEnum):
    """For whom somebody speaks. A sheet of signatures under one text is recorded as what it is."""

    SELF = "self"
    HELPER = "helper"
    ORGANISATION = "organisation"
    GROUP = "group"
    SIGNATURES = "signatures"


# where the day of sending is known and counts, not the day the office opened it
DATED = frozenset({IntakeChannel.EMAIL, IntakeChannel.POST, IntakeChannel.DATA_BOX})
MANY_VOICES = frozenset({SpeakingFor.GROUP, SpeakingFor.SIGNATURES})
CLOSED_TO_COMMENTS = frozenset({Stage.COUNCILS, Stage.ADOPTED, Stage.IN_FORCE, Stage.WITHDRAWN, Stage.SUPERSEDED})
OF_THE_TEXT = frozenset({MatterKind.COMMENT, MatterKind.STEERING_REMARK})
BEFORE_POSTING = frozenset({Stage.PREPARATION, Stage.DRAFTING, Stage.STEERING})


def the_matter(state: State, case: Case, matter: str) -> Matter:
    """A matter the judge has found to exist."""
    row = state.get(Matter, case.here(matter))
    assert row is not None
    return row


def is_covered(state: State, row: Matter) -> bool:
    """Whether the words of a matter are held or hidden: what people wrote belongs to the whole and all its points."""
    return any(each.held or each.hidden for each in whole_and_points(state, row))


def whole_and_points(state: State, row: Matter) -> tuple[Matter, ...]:
    """The matter and, if it was split, its points; a point alone."""
    return (row, *(state.find(Matter, whole=row.key) if row.disposition == "split" else ()))


def is_over(row: Matter, case: Case) -> Iterator[Obstacle]:
    """Of the text that councils have before them nothing more is said; a suggestion or question lives on."""
    if row.kind in OF_THE_TEXT and case.the_plan.stage in CLOSED_TO_COMMENTS:
        yield missing("comments_refused", stage=case.the_plan.stage)


def is_their_own(row: Matter, case: Case) -> Iterator[Obstacle]:
    """The matter is the person's own. Where the book knows no person, and where the office entered it itself, for
    somebody it has seen or a letter it has, the office vouches for the one who asks, with or without a slip."""
    if row.person is not None and row.person == case.by.person:
        return
    entered = row.person is None or row.channel != IntakeChannel.WEB
    if case.actor is None or case.by.person is not None or not entered:
        yield missing("not_the_holder", matter=row.key)


@act
@dataclass(frozen=True, slots=True)
class RaiseMatter(Act):
    """Somebody says something about the plan; it gets a number at once, whoever they are (principles 2 and 6)."""

    STAGES = LIVE

    kind: str = a_choice(MatterKind)
    told: Words = some_words()
    channel: str = a_choice(IntakeChannel)
    side: str = a_choice(Side)
    section: str | None = a_name(refers="Section", optional=True)
    proposed: Words | None = some_words(optional=True)
    publish_as: Words | None = some_words(optional=True)
    reference: Words | None = some_words(optional=True)
    insisted: bool = a_flag()
    sent_on: str | None = a_day(optional=True)
    scan: str | None = a_digest(optional=True)
    quote: Words | None = some_words(optional=True)
    paragraph: int | None = a_count(optional=True, least=1)
    voice: str | None = a_choice(SpeakingFor, optional=True)
    voices: int | None = a_count(optional=True, least=2)
    recording: str | None = a_digest(optional=True)
    attached: str | None = a_digest(optional=True)
    number: int | None = a_count(derived=True)
    edition: int | None = a_count(derived=True)
    late: bool = a_flag(derived=True)
    due: bool = a_flag(derived=True)

    def table(self, state: State, case: Case) -> str | None:
        """The body of the one who relays."""
        return case.typist.body

    def derive(self, state: State, case: Case) -> Self:
        """Its number and edition, whether it came in time, and whether it must be settled before the end."""
        plan = case.the_plan
        comment = self.kind == MatterKind.COMMENT
        late = comment and plan.closes_at is not None and self._sent(case) > plan.closes_at
        due = (comment and not late) or self.kind == MatterKind.STEERING_REMARK
        return filled(self, number=plan.matters + 1, edition=plan.editions, late=late, due=due)

    def _sent(self, case: Case) -> str:
        """When it counts as sent: the day on the letter or postmark the office read, else when it came."""
        if case.actor is None:
            return case.at
        if self.sent_on is not None and self.channel in DATED:
            last = format_time(end_of_local_day(date.fromisoformat(self.sent_on)))
            return min(last, case.happened or case.at)
        return case.happened or case.at

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Comments while there is a posted text that no council has before it; suggestions and questions always."""
        plan, rule = case.the_plan, case.the_process.comments
        if self.kind == MatterKind.COMMENT and plan.stage in BEFORE_POSTING and plan.editions == 0:
            yield missing("window_not_open", stage=plan.stage)
        if self.kind == MatterKind.COMMENT and plan.stage in CLOSED_TO_COMMENTS:
            yield missing("comments_refused", stage=plan.stage)
        if self.channel not in (*rule.channels, IntakeChannel.DATA_BOX):
            yield missing("channel_unknown", channel=self.channel)
        if (self.voices is not None) != (self.voice in MANY_VOICES):
            yield missing("out_of_range", field="voices", value=self.voices)
        if self.paragraph is not None and self.section is None:
            yield missing("out_of_range", field="paragraph", value=self.paragraph)
        if self.insisted and not rule.insist:
            yield missing("insisting_not_offered")
        section = state.get(Section, case.here(self.section)) if self.section else None
        if section is not None and section.withdrawn:
            yield missing("already_ended", field="section", value=self.section)
        if self.kind == MatterKind.STEERING_REMARK:
            body = state.get(Body, case.by.body) if case.by.body else None
            if body is None or body.kind != BodyKind.STEERING_GROUP:
                yield missing("not_your_pen", act="raise_matter", seat=case.by.seat, pens="steering")

    def apply(self, state: State, case: Case) -> None:
        """Remember the matter; a number is never given twice."""
        plan = case.the_plan
        number = self.number or 0
        section = case.here(self.section) if self.section else None
        proposed = self.proposed.commit if self.proposed else None
        state.put(
            Matter(
                key=f"{plan.key}/{number}",
                born=case.n,
                plan=plan.key,
                number=number,
                point="",
                kind=self.kind,
                channel=self.channel,
                side=self.side,
                section=section,
                edition=self.edition or 0,
                words=self.told.commit,
                proposed=proposed,
                received_at=case.happened or case.at,
                late=self.late,
                due=self.due,
                insisted=self.insisted,
                open=True,
                person=case.by.person,
                quote=self.quote.commit if self.quote else None,
                paragraph=self.paragraph,
                voice=self.voice or SpeakingFor.SELF,
                voices=self.voices,
                recording=self.recording,
                attached=self.attached,
                scan=self.scan,
            )
        )
        change(state, plan, matters=number)
        if self.due:
            register_moved(state, plan.key, number, "raised", self.told.commit)


@act
@dataclass(frozen=True, slots=True)
class Insist(Act):
    """The person who spoke insists; a comment insisted on and not accepted goes to the steering group."""

    matter: str = a_name(refers="Matter")
    reason: Words | None = some_words(optional=True)

    def table(self, state: State, case: Case) -> str | None:
        """The body of the one who relays."""
        return case.typist.body

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """The process file offers it, it is the person's own comment, and it was not said before. Where the book
        knows no person the office vouches for the one who asks."""
        row = the_matter(state, case, self.matter)
        if not case.the_process.comments.insist:
            yield missing("insisting_not_offered")
        yield from is_their_own(row, case)
        if row.insisted:
            yield missing("no_change", field="matter")
        if case.the_plan.stage in CLOSED_TO_COMMENTS:
            yield missing("comments_refused", stage=case.the_plan.stage)

    def apply(self, state: State, case: Case) -> None:
        """Remember it, at each point of a comment that was split; what was refused becomes a dispute."""
        whole = the_matter(state, case, self.matter)
        for row in (whole, *state.find(Matter, whole=whole.key)):
            disputed = row.disposition in SETTLED_BADLY
            change(state, row, insisted=True, disputed=disputed)
            if disputed:
                register_moved(state, row.plan, row.key, "insisted")
