"""The pen of deciding: a question is put, positions are taken, a round closes, and a way on is found."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from workflow.rules.act import Act, act, filled
from workflow.rules.calls import count_now, history_of
from workflow.rules.case import Case, Obstacle
from workflow.rules.clock import end_of_local_day
from workflow.rules.facts import Words, a_choice, a_count, a_day, a_digest, a_moment, a_name, a_table, some_words
from workflow.rules.guards import constituted, free
from workflow.rules.obstacles import by_charter, missing
from workflow.rules.products import stage_products
from workflow.rules.rows import Answer, Body, Call, Meeting, Part, Proposal
from workflow.rules.state import State, change
from workflow.rules.voting import WrittenCall, call_obstacles
from workflow.trail.canonical import format_time, parse_time


class Question(StrEnum):
    """What a body may be asked to decide."""

    ADOPT_CHARTER = "adopt_charter"
    SIGN_OFF_PART = "sign_off_part"
    SIGN_OFF_STAGE = "sign_off_stage"
    SETTLE_MATTER = "settle_matter"
    SETTLE_DISPUTE = "settle_dispute"
    GRANT_EXCEPTION = "grant_exception"
    AMEND_PROCESS = "amend_process"
    APPROVE_DELIVERABLE = "approve_deliverable"
    CHANGE_MEASURE = "change_measure"
    ACTION_PLAN = "action_plan"
    CONFIRM_SIDE = "confirm_side"
    OTHER = "other"


def text_in_question(state: State, case: Case, kind: str, subject: str) -> str | None:
    """The digest a question of this kind is about as things stand now; None where the asker must name it."""
    if kind == Question.SIGN_OFF_PART:
        part = state.get(Part, case.here(subject))
        return part.substance if part else None
    if kind == Question.SIGN_OFF_STAGE:
        return stage_products(state, case.the_plan, subject)
    if kind in (Question.SETTLE_MATTER, Question.SETTLE_DISPUTE):
        answer = state.get(Answer, case.here(subject))
        return answer.digest if answer else None
    return None


def new_proposal(
    case: Case,
    *,
    proposal: str,
    body: str,
    kind: str,
    subject: str,
    text: str,
    question: str,
    parent: str | None = None,
) -> Proposal:
    """A question as it stands before any round."""
    return Proposal(
        key=case.here(proposal),
        born=case.n,
        plan=case.the_plan.key,
        body=body,
        kind=kind,
        subject=subject,
        digest=text,
        words=question,
        status="open",
        failed_rounds=0,
        parent=parent,
    )


def table_of(state: State, case: Case, proposal: str) -> str | None:
    """The body that decides a proposal."""
    row = state.get(Proposal, case.here(proposal))
    return row.body if row else None


def the_proposal(state: State, case: Case, proposal: str) -> Proposal:
    """A proposal the judge has found to exist."""
    row = state.get(Proposal, case.here(proposal))
    assert row is not None
    return row


def is_open(row: Proposal) -> Iterator[Obstacle]:
    """The question is not decided, parked or withdrawn, and nobody is being asked about it at this moment."""
    if row.status != "open":
        yield missing("proposal_not_open", proposal=row.key, status=row.status)
    if row.call is not None:
        yield missing("call_open", call=row.call)


def on_the_present_text(state: State, case: Case, row: Proposal) -> Iterator[Obstacle]:
    """What is in question has not changed since it was put."""
    now = text_in_question(state, case, row.kind, row.subject)
    if now is not None and now != row.digest:
        yield missing("decided_on_another_text", proposal=row.key, decided=row.digest, now=now)


def has_rules(case: Case, body: Body) -> Iterator[Obstacle]:
    """Where the process file asks for it, a body decides under rules and a schedule of its own."""
    if case.the_process.charter.rules_required and (body.procedure is None or body.schedule is None):
        yield missing("procedure_missing", body=body.key)


@act
@dataclass(frozen=True, slots=True)
class Propose(Act):
    """A question is put to a body, on the bytes of a digest."""

    proposal: str = a_name()
    body: str = a_name(refers="Body")
    kind: str = a_choice(Question)
    subject: str = a_name()
    question: Words = some_words()
    text: str | None = a_digest(optional=True)
    parent: str | None = a_name(refers="Proposal", optional=True)
    on: str | None = a_digest(derived=True)

    def table(self, state: State, case: Case) -> str | None:
        """The body asked."""
        return self.body

    def derive(self, state: State, case: Case) -> Self:
        """The digest of what the question is about, as it stands now."""
        return filled(self, on=text_in_question(state, case, self.kind, self.subject) or self.text)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A body that decides by agreement, constituted, with its rules where they are asked for; and these bytes."""
        yield from free(state, Proposal, case.here(self.proposal), "proposal")
        body = state.get(Body, self.body)
        assert body is not None
        if body.decides == "vote_only":
            yield missing("body_votes_only", article=15, kind=body.kind)
        else:
            yield from constituted(state, self.body)
        if body.decides == "advisory":
            yield missing("body_only_advises", article=10, kind=body.kind)
        yield from has_rules(case, body)
        if self.on is None:
            yield self._without_text()
        elif self.text is not None and self.text != self.on:
            yield missing("stale", field="text", given=self.text, now=self.on)

    def _without_text(self) -> Obstacle:
        """What the question would be about is not there: a part, a prepared answer, or a digest only the asker has."""
        if self.kind == Question.SIGN_OFF_PART:
            return missing("unknown", field="subject", value=self.subject)
        answered = self.kind in (Question.SETTLE_MATTER, Question.SETTLE_DISPUTE)
        return missing("unknown", field="answer" if answered else "text", value="")

    def apply(self, state: State, case: Case) -> None:
        """Remember the question."""
        state.put(
            new_proposal(
                case,
                proposal=self.proposal,
                body=self.body,
                kind=self.kind,
                subject=self.subject,
                text=self.on or "",
                question=self.question.commit,
                parent=self.parent,
            )
        )


def meeting_obstacles(state: State, case: Case, meeting: str | None, body: str) -> Iterator[Obstacle]:
    """Outside a written procedure a body decides at an open meeting of its own, or a joint one."""
    row = state.get(Meeting, case.here(meeting)) if meeting else None
    if row is None or row.opened_at is None or row.closed_at is not None or row.body not in (body, None):
        yield missing("meeting_not_open", body=body, meeting=meeting)


def new_call(
    state: State, case: Case, *, call: str, kind: str, proposals: tuple[str, ...], body: str, meeting: str | None,
    deadline: str | None = None, rounds: int = 1,
) -> Call:  # fmt: skip
    """A call with its count fixed now."""
    if case.call is not None and case.call.key == case.here(call):
        return case.call
    row, place = state.get(Body, body), state.get(Meeting, case.here(meeting)) if meeting else None
    assert row is not None
    counted, sides = count_now(state, case, row, proposals=proposals, meeting=place)
    pairs = tuple([(seat.seat, str(seat.side), seat.by_substitute) for seat in counted])
    duly = place.duly_called if place else True
    case.call = Call(
        key=case.here(call),
        born=case.n,
        plan=case.the_plan.key,
        body=body,
        kind=kind,
        written=deadline is not None,
        deadline=deadline,
        proposals=proposals,
        round=rounds,
        meeting=case.here(meeting) if meeting else None,
        duly_called=duly,
        facilitator=case.by.key,
        opened_at=case.at,
        open=True,
        counted=pairs,
        sides_filled=sides,
    )
    return case.call


def open_row(state: State, case: Case, row: Call) -> None:
    """Remember an open call, also at its proposals."""
    state.put(row)
    for proposal in row.proposals:
        change(state, the_proposal(state, case, proposal), call=row.key)


@act
@dataclass(frozen=True, slots=True)
class OpenCall(Act):
    """The facilitator opens a round of consensus; the count is fixed now. With `until` it runs in writing."""

    call: str = a_name()
    proposal: str = a_name(refers="Proposal")
    meeting: str | None = a_name(refers="Meeting", optional=True)
    until: str | None = a_day(optional=True)
    round: int | None = a_count(derived=True)
    counted: tuple[tuple[str, str, bool], ...] = a_table()
    deadline: str | None = a_moment(derived=True)

    def table(self, state: State, case: Case) -> str | None:
        """The body that decides."""
        return table_of(state, case, self.proposal)

    def derive(self, state: State, case: Case) -> Self:
        """Which round it is, who counts, and the last second to answer."""
        row = the_proposal(state, case, self.proposal)
        deadline = format_time(end_of_local_day(date.fromisoformat(self.until))) if self.until else None
        call = self._call(state, case, row, deadline)
        return filled(self, round=row.failed_rounds + 1, counted=call.counted, deadline=deadline)

    def _call(self, state: State, case: Case, row: Proposal, deadline: str | None) -> Call:
        return new_call(
            state,
            case,
            call=self.call,
            kind="consensus",
            proposals=(self.proposal,),
            body=row.body,
            meeting=self.meeting,
            deadline=deadline,
            rounds=row.failed_rounds + 1,
        )

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """An open question, an attempt since the last failed round, and a meeting or a lawful written procedure."""
        row = the_proposal(state, case, self.proposal)
        yield from free(state, Call, case.here(self.call), "call")
        yield from is_open(row)
        yield from on_the_present_text(state, case, row)
        written = self._written(case, row) if self.deadline else None
        yield from by_charter(call_obstacles(history_of(state, case, row), written=written))
        if self.deadline is None:
            yield from meeting_obstacles(state, case, self.meeting, row.body)

    def _written(self, case: Case, row: Proposal) -> WrittenCall:
        rule = case.the_process.body(row.body)
        return WrittenCall(
            allowed=rule is not None and case.the_process.allows_written_procedure(rule),
            opens_at=parse_time(case.at),
            deadline_at=parse_time(self.deadline or case.at),
            min_working_days=case.the_process.charter.written_min_working_days,
        )

    def apply(self, state: State, case: Case) -> None:
        """Remember the call."""
        open_row(state, case, self._call(state, case, the_proposal(state, case, self.proposal), self.deadline))


def the_call(state: State, case: Case, call: str) -> Call:
    """A call the judge has found to exist."""
    row = state.get(Call, case.here(call))
    assert row is not None
    return row


def body_of_call(state: State, case: Case, call: str) -> str | None:
    """The body whose call it is."""
    row = state.get(Call, case.here(call))
    return row.body if row else None
