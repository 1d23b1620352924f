"""The pen of the programme: several towns under one methodology, who is invited, who answers, joins, leaves."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from workflow.rules.act import NO_PLAN, Act, act
from workflow.rules.acts.calendar import milestones_of_need
from workflow.rules.case import Case, Obstacle
from workflow.rules.clock import month_end
from workflow.rules.facts import Words, a_choice, a_day, a_digest, a_name, an_official_number, some_words
from workflow.rules.guards import free
from workflow.rules.lifecycle import Stage
from workflow.rules.obstacles import missing
from workflow.rules.process_programme import JOINING
from workflow.rules.programme_counts import TownStanding, in_programme
from workflow.rules.rows import Counted, Milestone, Programme, ProgrammeTown
from workflow.rules.state import State, change


class TownReply(StrEnum):
    """What a town answers to an invitation."""

    INTERESTED = "interested"
    DECLINED = "declined"


OUTSIDE = (TownStanding.DECLINED, TownStanding.LEFT)


def the_town(state: State, programme: str, town: str) -> ProgrammeTown | None:
    """The town in the programme, if it was ever invited."""
    return state.get(ProgrammeTown, f"{programme}/{town}")


def stands(state: State, programme: str, town: str, *wanted: TownStanding) -> Iterator[Obstacle]:
    """The programme goes on, knows the town, and the town stands where the act belongs to."""
    yield from in_programme(state, programme, "town", town)
    row = the_town(state, programme, town)
    if row is None or row.standing not in wanted:
        now, asked = row.standing if row else None, " ".join(wanted)
        yield missing("wrong_standing", town=town, standing=now, standings=asked)


@act
@dataclass(frozen=True, slots=True)
class StartProgramme(Act):
    """Several towns begin to go one way under one process file; the calendar follows from the day it starts."""

    STAGES = NO_PLAN

    programme: str = a_name()
    process: str = a_digest()
    starts_on: str = a_day()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A free name, and a process file that has this programme in this territory."""
        yield from free(state, Programme, self.programme, "programme")
        process = state.process(self.process)
        if process is None:
            yield missing("process_unknown", process=self.process)
        elif process.programme is None or process.programme.id != self.programme:
            yield missing("not_in_process", field="programme", value=self.programme)
        elif process.territory.id != case.territory:
            yield missing("not_in_process", field="territory", value=case.territory)

    def apply(self, state: State, case: Case) -> None:
        """Remember the programme and its calendar."""
        process = state.process(self.process)
        assert process is not None and process.programme is not None
        state.put(Programme(key=self.programme, born=case.n, process=self.process, starts_on=self.starts_on))
        for rule in process.programme.milestones:
            due_on = month_end(self.starts_on, rule.month)
            state.put(
                Milestone(
                    key=f"{self.programme}/{rule.id}",
                    born=case.n,
                    programme=self.programme,
                    milestone=rule.id,
                    due_on=due_on,
                    planned_on=due_on,
                )
            )


@act
@dataclass(frozen=True, slots=True)
class InviteTown(Act):
    """A town is asked to take part; one that declined or left may be asked again."""

    STAGES = NO_PLAN

    programme: str = a_name(refers="Programme")
    town: str = a_name()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """It is one of the towns the programme is for, and was not asked yet."""
        yield from in_programme(state, self.programme, "town", self.town)
        row = the_town(state, self.programme, self.town)
        if row is not None and row.standing not in OUTSIDE:
            yield missing("wrong_standing", town=self.town, standing=row.standing, standings=" ".join(OUTSIDE))

    def apply(self, state: State, case: Case) -> None:
        """Remember the invitation; what a town had agreed to before it left is over."""
        before = the_town(state, self.programme, self.town)
        born = before.born if before else case.n
        key, standing = f"{self.programme}/{self.town}", str(TownStanding.INVITED)
        state.put(ProgrammeTown(key=key, born=born, programme=self.programme, town=self.town, standing=standing))


@act
@dataclass(frozen=True, slots=True)
class RecordReply(Act):
    """A town answers: interested, or not."""

    STAGES = NO_PLAN

    programme: str = a_name(refers="Programme")
    town: str = a_name()
    reply: str = a_choice(TownReply)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """It was invited and has not joined; it may change its mind until then."""
        wanted = (TownStanding.INVITED, TownStanding.INTERESTED, TownStanding.DECLINED)
        yield from stands(state, self.programme, self.town, *wanted)
        row = the_town(state, self.programme, self.town)
        if row is not None and row.standing == self.reply:
            yield missing("no_change", field="reply")

    def apply(self, state: State, case: Case) -> None:
        """Remember the answer."""
        row = the_town(state, self.programme, self.town)
        assert row is not None
        change(state, row, standing=self.reply)


@act
@dataclass(frozen=True, slots=True)
class JoinTown(Act):
    """A town becomes a member: the partnership agreement, and the resolution by which its own body agreed to it."""

    STAGES = NO_PLAN

    programme: str = a_name(refers="Programme")
    town: str = a_name()
    agreement: str = a_digest()
    resolution: str = an_official_number()
    day: str = a_day()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """It is interested, and the agreement was signed by now."""
        yield from stands(state, self.programme, self.town, TownStanding.INTERESTED)
        if self.day > case.day:
            yield missing("happened_later", field="day", value=self.day)

    def apply(self, state: State, case: Case) -> None:
        """Remember the agreement; from now on the town counts."""
        row = the_town(state, self.programme, self.town)
        assert row is not None
        standing = str(TownStanding.JOINED)
        change(state, row, standing=standing, agreement=self.agreement, resolution=self.resolution, day=self.day)
        milestones_of_need(state, case, self.programme, lambda need: need.act == JOINING)


@act
@dataclass(frozen=True, slots=True)
class LeaveProgramme(Act):
    """A town leaves: what it added no longer counts for what is still to be reached; gates passed stay passed."""

    STAGES = NO_PLAN

    programme: str = a_name(refers="Programme")
    town: str = a_name()
    reason: Words = some_words()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """It was in."""
        wanted = (TownStanding.INVITED, TownStanding.INTERESTED, TownStanding.JOINED)
        yield from stands(state, self.programme, self.town, *wanted)

    def apply(self, state: State, case: Case) -> None:
        """Remember why, and take back what was counted."""
        row = the_town(state, self.programme, self.town)
        assert row is not None
        change(state, row, standing=str(TownStanding.LEFT), reason=self.reason.commit)
        for counted in state.find(Counted, programme=self.programme, town=self.town):
            change(state, counted, standing=False)


@act
@dataclass(frozen=True, slots=True)
class PlaceExternal(Act):
    """A town keeps its plan elsewhere, in files of its own: how far it is, told with those files."""

    STAGES = NO_PLAN

    programme: str = a_name(refers="Programme")
    town: str = a_name()
    stage: str = a_choice(Stage)
    told: Words = some_words()
    files: tuple[str, ...] = a_digest(many=True)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """It takes part, and shows something."""
        yield from stands(state, self.programme, self.town, TownStanding.INTERESTED, TownStanding.JOINED)
        if not self.files:
            yield missing("file_missing")

    def apply(self, state: State, case: Case) -> None:
        """Remember what the town tells."""
        row = the_town(state, self.programme, self.town)
        assert row is not None
        change(state, row, external=True, stage=self.stage, told=self.told.commit, files=self.files)
