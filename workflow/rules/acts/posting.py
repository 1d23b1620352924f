"""The pen of posting: a draft is frozen and posted, a window opens and closes by the calendar."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from workflow.rules.act import Act, act, filled
from workflow.rules.acts.meetings import MeetingKind
from workflow.rules.case import Case, Obstacle
from workflow.rules.clock import end_of_local_day, local_date, next_working_day, window_obstacles
from workflow.rules.facts import a_count, a_day, a_digest, a_moment, a_table
from workflow.rules.guards import covered, parts_approved, recorded, stage_approved
from workflow.rules.lifecycle import Stage
from workflow.rules.obstacles import missing
from workflow.rules.process import CommentPeriod
from workflow.rules.products import by_key, standing_sections, substance_of
from workflow.rules.programme_counts import sourced
from workflow.rules.rows import Edition, Matter, Meeting, Part, Plan
from workflow.rules.state import State, change
from workflow.trail.canonical import format_time, parse_time


def hearings(state: State, case: Case, since: str | None = None) -> list[date]:
    """The days of the public hearings called for this plan since a moment, in Prague."""
    rows = state.find(Meeting, plan=case.plan_key, kind=str(MeetingKind.PUBLIC_HEARING))
    ahead = [row for row in rows if not row.cancelled and row.starts_at >= (since or case.at)]
    return sorted(local_date(parse_time(row.starts_at)) for row in ahead)


def rule_now(case: Case) -> CommentPeriod:
    """The minimums of a window; a text posted again after comments gets the shorter one."""
    rule = case.the_process.comments
    if case.the_plan.editions == 0:
        return rule
    return replace(rule, min_days_total=rule.repost_days, hearing_required=False)


def window_guard(
    state: State, case: Case, *, posted_at: str, closes_on: str, rule: CommentPeriod
) -> Iterator[Obstacle]:
    """Every minimum of the window that would be broken, each with the earliest lawful day."""
    days = hearings(state, case, posted_at)
    broken = window_obstacles(
        parse_time(posted_at),
        hearing_on=days[0] if days else None,
        last_hearing_on=days[-1] if days else None,
        closes_on=date.fromisoformat(closes_on),
        rule=rule,
    )
    for obstacle in broken:
        yield missing(obstacle.code, **dict(obstacle.facts))


def last_second(closes_on: str) -> str:
    """The last second of a window: a day off moves it to the next working day."""
    return format_time(end_of_local_day(next_working_day(date.fromisoformat(closes_on))))


def frozen_parts(state: State, case: Case) -> tuple[tuple[str, str], ...]:
    """Each part with the digest of its text."""
    return tuple((part.key, part.text) for part in by_key(state.find(Part, plan=case.plan_key)))


@dataclass(frozen=True, slots=True)
class Posting(Act):
    """A draft is frozen and posted: the shape of the first posting and of later ones."""

    closes_on: str = a_day()
    edition: int | None = a_count(derived=True)
    text: str | None = a_digest(derived=True)
    parts: tuple[tuple[str, str], ...] = a_table()
    closes_at: str | None = a_moment(derived=True)

    def derive(self, state: State, case: Case) -> Self:
        """The edition's number and digests, and the last second of the window."""
        return filled(
            self,
            edition=case.the_plan.editions + 1,
            text=case.the_plan.text,
            parts=frozen_parts(state, case),
            closes_at=last_second(self.closes_on),
        )

    def ready(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A summary in plain language for every part, and a window that gives people time."""
        for rule in case.the_process.parts:
            part = state.get(Part, case.here(rule.id))
            if part is None or part.summary is None:
                yield missing("summary_missing", part=rule.id)
            yield from covered(state, case, rule)
        yield from window_guard(state, case, posted_at=case.at, closes_on=self.closes_on, rule=rule_now(case))

    def apply(self, state: State, case: Case) -> None:
        """Freeze the edition and set the window."""
        plan = case.the_plan
        sections = [
            (section.key, section.wordings)
            for part in by_key(state.find(Part, plan=plan.key))
            for section in standing_sections(state, plan.key, part.key)
        ]
        state.put(
            Edition(
                key=f"{plan.key}/{self.edition}",
                born=case.n,
                plan=plan.key,
                number=self.edition or 0,
                text=self.text or "",
                parts=self.parts,
                sections=tuple(sections),
                posted_at=case.at,
            )
        )
        change(
            state,
            plan,
            editions=self.edition,
            edition=substance_of(state, plan.key),
            posted_at=case.at,
            opens_at=case.at,
            closes_at=self.closes_at,
            news_at=case.at,
        )


@act
@dataclass(frozen=True, slots=True)
class PostDraft(Posting):
    """The approved draft is posted for everybody; the comment window is announced with its last second."""

    STAGES = frozenset({Stage.STEERING})

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Each part approved as it stands, summaries, the approval of drafting, the record, and a fair window."""
        yield from parts_approved(state, case)
        yield from stage_approved(state, case, "drafting")
        yield from recorded(state, case)
        yield from sourced(state, case)
        yield from self.ready(state, case)


@act
@dataclass(frozen=True, slots=True)
class Repost(Posting):
    """Comments changed the substance: the new text is posted and people are asked again, for a shorter time."""

    STAGES = frozenset({Stage.RESOLVING})

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """There is a change of substance."""
        if substance_of(state, case.the_plan.key) == case.the_plan.edition:
            yield missing("no_change", field="text")
        yield from self.ready(state, case)


@act
@dataclass(frozen=True, slots=True)
class OpenComments(Act):
    """The window opens."""

    STAGES = frozenset({Stage.POSTED})

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Its hour has come."""
        opens_at = case.the_plan.opens_at or ""
        if case.at < opens_at:
            yield missing("window_not_open", opens_at=opens_at)


def no_longer_late(state: State, plan: str, closes_at: str) -> None:
    """Comments that came before the new end of the window must be answered like any other."""
    for row in state.find(Matter, plan=plan, open=True, late=True):
        if row.received_at <= closes_at:
            change(state, row, late=False, due=True)


@act
@dataclass(frozen=True, slots=True)
class ExtendComments(Act):
    """People get more time; a window is never made shorter."""

    STAGES = frozenset({Stage.POSTED, Stage.COMMENTING})

    closes_on: str = a_day()
    closes_at: str | None = a_moment(derived=True)

    def derive(self, state: State, case: Case) -> Self:
        """The new last second."""
        return filled(self, closes_at=last_second(self.closes_on))

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Later than before."""
        before = case.the_plan.closes_at or ""
        if (self.closes_at or "") <= before:
            yield missing("shortening", closes_at=before)

    def apply(self, state: State, case: Case) -> None:
        """Remember the new last second; what came late by the old one came in time by this."""
        change(state, case.the_plan, closes_at=self.closes_at, news_at=case.at)
        no_longer_late(state, case.the_plan.key, self.closes_at or "")


@act
@dataclass(frozen=True, slots=True)
class CloseComments(Act):
    """The window is over; what comes now is late, numbered and shown."""

    STAGES = frozenset({Stage.COMMENTING})

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Its last second has passed, the hearing was held, and people had the time the process file promises."""
        plan = case.the_plan
        if case.at <= (plan.closes_at or ""):
            yield missing("window_still_open", closes_at=plan.closes_at)
        yield from self._promised(state, case, plan)

    def _promised(self, state: State, case: Case, plan: Plan) -> Iterator[Obstacle]:
        posted_at, closes_at = plan.posted_at or case.at, plan.closes_at or case.at
        rule = case.the_process.comments
        if plan.editions > 1:
            rule = replace(rule, min_days_total=rule.repost_days, hearing_required=False)
        closes_on = local_date(parse_time(closes_at)).isoformat()
        yield from window_guard(state, case, posted_at=posted_at, closes_on=closes_on, rule=rule)
        held = [
            row
            for row in state.find(Meeting, plan=plan.key, kind=str(MeetingKind.PUBLIC_HEARING))
            if row.opened_at is not None and row.opened_at >= posted_at
        ]
        if rule.hearing_required and not held:
            yield missing("hearing_missing")
