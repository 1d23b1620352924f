"""The pen of meetings: announced in time, open, attended, minuted, published."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Self

from workflow.rules.act import LIVE, Act, act, filled
from workflow.rules.case import Case, Obstacle
from workflow.rules.clock import days_between, local_date
from workflow.rules.facts import Words, a_choice, a_count, a_flag, a_moment, a_name, some_words
from workflow.rules.guards import free
from workflow.rules.lifecycle import Stage
from workflow.rules.obstacles import missing
from workflow.rules.rows import Attendance, Call, Meeting, Seat
from workflow.rules.state import State, change
from workflow.trail.canonical import parse_time


class MeetingKind(StrEnum):
    """What people come together for."""

    GROUP = "group"
    JOINT = "joint"
    ROUND_TABLE = "round_table"
    PUBLIC_MEETING = "public_meeting"
    PUBLIC_HEARING = "public_hearing"
    CONFERENCE = "conference"


PUBLIC = frozenset({MeetingKind.PUBLIC_MEETING, MeetingKind.PUBLIC_HEARING, MeetingKind.CONFERENCE})
ALWAYS = LIVE | {Stage.SUPERSEDED}


def the_meeting(state: State, case: Case, meeting: str) -> Meeting:
    """A meeting the judge has found to exist."""
    row = state.get(Meeting, case.here(meeting))
    assert row is not None
    return row


def body_of_meeting(state: State, case: Case, meeting: str) -> str | None:
    """The body that meets; None for a public meeting."""
    row = state.get(Meeting, case.here(meeting))
    return row.body if row else None


@act
@dataclass(frozen=True, slots=True)
class CallMeeting(Act):
    """A meeting is called and announced to the public, with place and programme."""

    STAGES = ALWAYS

    meeting: str = a_name()
    kind: str = a_choice(MeetingKind)
    body: str | None = a_name(refers="Body", optional=True)
    starts_at: str = a_moment()
    place: Words = some_words()
    programme: Words = some_words()
    duly: bool = a_flag(derived=True)

    def table(self, state: State, case: Case) -> str | None:
        """The body that meets."""
        return self.body

    def derive(self, state: State, case: Case) -> Self:
        """Whether the invitation went out in time."""
        return filled(self, duly=not list(self._late(case)))

    def _late(self, case: Case) -> Iterator[Obstacle]:
        rule = case.the_process.meetings
        ahead = days_between(local_date(parse_time(case.at)), local_date(parse_time(self.starts_at)))
        if self.body is not None and ahead < rule.invitation_days:
            yield missing("invitation_late", days=ahead, need=rule.invitation_days)
        if self.kind in PUBLIC and ahead < rule.public_notice_days:
            yield missing("meeting_not_announced", days=ahead, need=rule.public_notice_days)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A free name, a time ahead, and the public told in time; a late invitation is marked, not refused."""
        yield from free(state, Meeting, case.here(self.meeting), "meeting")
        if self.starts_at < case.at:
            yield missing("out_of_range", field="starts_at", value=self.starts_at, least=case.at)
        if self.body is None and self.kind not in PUBLIC and self.kind != MeetingKind.JOINT:
            yield missing("unknown", field="body", value="")
        if self.kind in PUBLIC:
            yield from self._late(case)

    def apply(self, state: State, case: Case) -> None:
        """Remember the meeting; its announcement is news for the public."""
        state.put(
            Meeting(
                key=case.here(self.meeting),
                born=case.n,
                plan=case.the_plan.key,
                body=self.body,
                kind=self.kind,
                starts_at=self.starts_at,
                called_at=case.at,
                duly_called=self.duly,
                guests=0,
            )
        )
        change(state, case.the_plan, news_at=case.at)


@act
@dataclass(frozen=True, slots=True)
class CancelMeeting(Act):
    """A meeting will not be held."""

    STAGES = ALWAYS

    meeting: str = a_name(refers="Meeting")
    reason: Words = some_words()

    def table(self, state: State, case: Case) -> str | None:
        """The body that was to meet."""
        return body_of_meeting(state, case, self.meeting)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """It has not been opened."""
        row = the_meeting(state, case, self.meeting)
        if row.opened_at is not None or row.cancelled:
            yield missing("meeting_over", meeting=row.key)

    def apply(self, state: State, case: Case) -> None:
        """Remember it."""
        change(state, the_meeting(state, case, self.meeting), cancelled=True, reported=True)


@act
@dataclass(frozen=True, slots=True)
class OpenMeeting(Act):
    """The meeting begins."""

    STAGES = ALWAYS

    meeting: str = a_name(refers="Meeting")

    def table(self, state: State, case: Case) -> str | None:
        """The body that meets."""
        return body_of_meeting(state, case, self.meeting)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Not before its hour (half an hour's grace), not twice, not cancelled."""
        row = the_meeting(state, case, self.meeting)
        if row.opened_at is not None or row.cancelled:
            yield missing("meeting_over", meeting=row.key)
        if parse_time(case.at) + timedelta(minutes=30) < parse_time(row.starts_at):
            yield missing("out_of_range", field="at", value=case.at, least=row.starts_at)

    def apply(self, state: State, case: Case) -> None:
        """Remember when."""
        change(state, the_meeting(state, case, self.meeting), opened_at=case.at)


@act
@dataclass(frozen=True, slots=True)
class RecordAttendance(Act):
    """Who is present: seats, and how many guests."""

    STAGES = ALWAYS

    meeting: str = a_name(refers="Meeting")
    seats: tuple[str, ...] = a_name(refers="Seat", many=True)
    substitutes: tuple[str, ...] = a_name(refers="Seat", many=True)
    guests: int = a_count()

    def table(self, state: State, case: Case) -> str | None:
        """The body that meets."""
        return body_of_meeting(state, case, self.meeting)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """The meeting was opened, its sheet is not in already after its end, and the seats are filled."""
        row = the_meeting(state, case, self.meeting)
        if row.opened_at is None or (row.closed_at is not None and row.attended):
            yield missing("meeting_not_open", meeting=row.key)
        for key in (*self.seats, *self.substitutes):
            seat = state.get(Seat, key)
            if seat is not None and not seat.filled:
                yield missing("seat_vacant", seat=key, ended=seat.ended_at)

    def apply(self, state: State, case: Case) -> None:
        """Remember who came; nobody is taken off the sheet by leaving."""
        row = the_meeting(state, case, self.meeting)
        change(state, row, guests=self.guests, attended=True, reported=row.minutes is not None)
        for key, by_substitute in [*((key, False) for key in self.seats), *((key, True) for key in self.substitutes)]:
            seat = state.get(Seat, key)
            mark = f"{row.key}.{key.replace('/', '.')}"
            if seat is not None and state.get(Attendance, mark) is None:
                state.put(
                    Attendance(
                        key=mark, born=case.n, meeting=row.key, seat=key, side=seat.side, by_substitute=by_substitute
                    )
                )


@act
@dataclass(frozen=True, slots=True)
class CloseMeeting(Act):
    """The meeting ends."""

    STAGES = ALWAYS

    meeting: str = a_name(refers="Meeting")

    def table(self, state: State, case: Case) -> str | None:
        """The body that meets."""
        return body_of_meeting(state, case, self.meeting)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """It is open, and no call is left open at it."""
        row = the_meeting(state, case, self.meeting)
        if row.opened_at is None or row.closed_at is not None:
            yield missing("meeting_not_open", meeting=row.key)
        bodies = [row.body] if row.body else [rule.id for rule in case.the_process.bodies]
        for call in [call for body in bodies for call in state.find(Call, body=body, open=True)]:
            if call.meeting == row.key:
                yield missing("call_open", call=call.key)

    def apply(self, state: State, case: Case) -> None:
        """Remember when."""
        change(state, the_meeting(state, case, self.meeting), closed_at=case.at)


@act
@dataclass(frozen=True, slots=True)
class PublishMinutes(Act):
    """The minutes are public; without them the course of the process has a hole (principles 5 and 8)."""

    STAGES = ALWAYS

    meeting: str = a_name(refers="Meeting")
    minutes: Words = some_words()

    def table(self, state: State, case: Case) -> str | None:
        """The body that met."""
        return body_of_meeting(state, case, self.meeting)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """The meeting is over."""
        row = the_meeting(state, case, self.meeting)
        if row.closed_at is None:
            yield missing("meeting_not_open", meeting=row.key)

    def apply(self, state: State, case: Case) -> None:
        """Remember the minutes; later ones replace them, and the book keeps each. Without the attendance sheet the
        record still has a hole."""
        row = the_meeting(state, case, self.meeting)
        change(state, row, minutes=self.minutes.commit, minutes_at=case.at, reported=row.attended)
        change(state, case.the_plan, news_at=case.at)


@act
@dataclass(frozen=True, slots=True)
class ApproveMinutes(Act):
    """The body approved the minutes of its meeting."""

    STAGES = ALWAYS

    meeting: str = a_name(refers="Meeting")

    def table(self, state: State, case: Case) -> str | None:
        """The body that met."""
        return body_of_meeting(state, case, self.meeting)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """They were published."""
        row = the_meeting(state, case, self.meeting)
        if row.minutes is None:
            yield missing("process_record_missing", meeting=row.key)

    def apply(self, state: State, case: Case) -> None:
        """Remember the approval."""
        change(state, the_meeting(state, case, self.meeting), minutes_approved=True)
