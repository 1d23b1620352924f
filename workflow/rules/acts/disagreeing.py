"""The pen of disagreeing well: attempts at agreement, other ways on, and the recorded way to an emergency vote."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from workflow.rules.act import Act, act
from workflow.rules.acts.deciding import (
    body_of_call,
    is_open,
    meeting_obstacles,
    new_call,
    open_row,
    table_of,
    take,
    text_in_question,
    the_call,
    the_proposal,
    voice_obstacles,
)
from workflow.rules.calls import agreed, attempted, close_row, history_of, vote_state
from workflow.rules.case import Case, Obstacle
from workflow.rules.facts import Words, a_choice, a_count, a_digest, a_name, a_table, some_words
from workflow.rules.guards import free
from workflow.rules.obstacles import by_charter, missing
from workflow.rules.rows import Call, Proposal
from workflow.rules.sides import TRIAD, Attempt, Ballot, Outcome
from workflow.rules.state import State, change
from workflow.rules.voting import close_vote, vote_obstacles


@act
@dataclass(frozen=True, slots=True)
class RecordAttempt(Act):
    """After a failed round somebody tried a way on: amend, mediate, refer, split or park (article 9)."""

    proposal: str = a_name(refers="Proposal")
    attempt: str = a_choice(Attempt)
    told: Words = some_words()

    def table(self, state: State, case: Case) -> str | None:
        """The body that decides."""
        return table_of(state, case, self.proposal)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """The question is open."""
        yield from is_open(the_proposal(state, case, self.proposal))

    def apply(self, state: State, case: Case) -> None:
        """Count the attempt."""
        attempted(state, case, the_proposal(state, case, self.proposal))


@act
@dataclass(frozen=True, slots=True)
class AmendProposal(Act):
    """The text in question was changed to find agreement; failed rounds are not forgotten."""

    proposal: str = a_name(refers="Proposal")
    text: str | None = a_digest(optional=True)
    told: Words = some_words()
    on: str | None = a_digest(derived=True)

    def table(self, state: State, case: Case) -> str | None:
        """The body that decides."""
        return table_of(state, case, self.proposal)

    def derive(self, state: State, case: Case) -> Self:
        """The digest of the text as it stands now."""
        row = the_proposal(state, case, self.proposal)
        return replace(self, on=text_in_question(state, case, row.kind, row.subject) or self.text)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """The question is open and its text is another one now."""
        row = the_proposal(state, case, self.proposal)
        yield from is_open(row)
        if self.on is None or self.on == row.digest:
            yield missing("no_change", field="text")
        elif self.text is not None and self.text != self.on:
            yield missing("stale", field="text", given=self.text, now=self.on)

    def apply(self, state: State, case: Case) -> None:
        """The question is about the new text; an attempt is counted."""
        attempted(state, case, the_proposal(state, case, self.proposal), text=self.on)


@dataclass(frozen=True, slots=True)
class Leaving(Act):
    """A way for a question to leave the table undecided; what it is then is the class's `STATUS`."""

    STATUS: ClassVar[str] = ""

    proposal: str = a_name(refers="Proposal")
    reason: Words = some_words()

    def table(self, state: State, case: Case) -> str | None:
        """The body that decides."""
        return table_of(state, case, self.proposal)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """The question is open."""
        yield from is_open(the_proposal(state, case, self.proposal))

    def apply(self, state: State, case: Case) -> None:
        """Count it as an attempt, and remember how the question left."""
        attempted(state, case, the_proposal(state, case, self.proposal), status=self.STATUS)


@act
@dataclass(frozen=True, slots=True)
class WithdrawProposal(Leaving):
    """The question is withdrawn."""

    STATUS = "withdrawn"


@act
@dataclass(frozen=True, slots=True)
class ParkProposal(Leaving):
    """The question is put aside for now; it may be taken up again."""

    STATUS = "parked"


@act
@dataclass(frozen=True, slots=True)
class ReferProposal(Leaving):
    """The question goes to the steering group or another body, which is asked anew."""

    STATUS = "referred"


@act
@dataclass(frozen=True, slots=True)
class SplitProposal(Leaving):
    """The question is split; each part is put as its own question, with its rounds from the beginning."""

    STATUS = "split"


@act
@dataclass(frozen=True, slots=True)
class ResumeProposal(Act):
    """A parked question is taken up again, its failed rounds remembered."""

    proposal: str = a_name(refers="Proposal")

    def table(self, state: State, case: Case) -> str | None:
        """The body that decides."""
        return table_of(state, case, self.proposal)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """It was parked."""
        row = the_proposal(state, case, self.proposal)
        if row.status != "parked":
            yield missing("proposal_not_open", proposal=row.key, status=row.status)

    def apply(self, state: State, case: Case) -> None:
        """It is open again."""
        change(state, the_proposal(state, case, self.proposal), status="open")


@act
@dataclass(frozen=True, slots=True)
class StateDisagreement(Act):
    """The facilitator states what was tried, which objections remain, and why it cannot wait (article 10)."""

    proposal: str = a_name(refers="Proposal")
    statement: Words = some_words()

    def table(self, state: State, case: Case) -> str | None:
        """The body that decides."""
        return table_of(state, case, self.proposal)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """The question is open and a round has failed."""
        row = the_proposal(state, case, self.proposal)
        yield from is_open(row)
        if row.failed_rounds == 0:
            least = case.the_process.charter.min_rounds_before_vote
            yield missing("too_few_failed_rounds", article=10, failed=0, needed=least)

    def apply(self, state: State, case: Case) -> None:
        """Remember the statement."""
        change(state, the_proposal(state, case, self.proposal), statement=self.statement.commit)


@act
@dataclass(frozen=True, slots=True)
class RequestVote(Act):
    """A counted seat asks for a vote; two sides of the triad must, and no body votes on whether to vote."""

    proposal: str = a_name(refers="Proposal")

    def table(self, state: State, case: Case) -> str | None:
        """The body that decides."""
        return table_of(state, case, self.proposal)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """The question is open and the seat belongs to one of the three sides."""
        yield from is_open(the_proposal(state, case, self.proposal))
        if case.by.side not in [str(side) for side in TRIAD]:
            yield missing("seat_not_counted", article=10, seat=case.by.key)

    def apply(self, state: State, case: Case) -> None:
        """Remember which sides asked."""
        row = the_proposal(state, case, self.proposal)
        sides = {*row.requested_by, case.by.side or ""}
        change(state, row, requested_by=tuple(sorted(sides)))


@act
@dataclass(frozen=True, slots=True)
class OpenVote(Act):
    """The search for consensus failed and it cannot wait: an emergency vote opens, its count fixed anew."""

    call: str = a_name()
    proposal: str = a_name(refers="Proposal")
    meeting: str | None = a_name(refers="Meeting", optional=True)
    counted: tuple[tuple[str, str, bool], ...] = a_table()

    def table(self, state: State, case: Case) -> str | None:
        """The body that decides."""
        return table_of(state, case, self.proposal)

    def derive(self, state: State, case: Case) -> Self:
        """Who counts."""
        return replace(self, counted=self._call(state, case, the_proposal(state, case, self.proposal)).counted)

    def _call(self, state: State, case: Case, row: Proposal) -> Call:
        return new_call(
            state, case, call=self.call, kind="vote", proposals=(self.proposal,), body=row.body,
            meeting=self.meeting, rounds=row.failed_rounds,
        )  # fmt: skip

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Everything article 10 asks for before a vote, all at once."""
        row = the_proposal(state, case, self.proposal)
        yield from free(state, Call, case.here(self.call), "call")
        yield from is_open(row)
        yield from by_charter(vote_obstacles(history_of(state, case, row)))
        yield from meeting_obstacles(state, case, self.meeting, row.body)

    def apply(self, state: State, case: Case) -> None:
        """Remember the vote."""
        open_row(state, case, self._call(state, case, the_proposal(state, case, self.proposal)))


@act
@dataclass(frozen=True, slots=True)
class CastBallot(Act):
    """A seat votes yes, no or abstains; the last ballot counts until the vote closes."""

    call: str = a_name(refers="Call")
    ballot: str = a_choice(Ballot)
    reason: Words | None = some_words(optional=True)

    def table(self, state: State, case: Case) -> str | None:
        """The body that decides."""
        return body_of_call(state, case, self.call)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """An open vote this seat counts in."""
        row = the_call(state, case, self.call)
        if row.kind != "vote":
            yield missing("wrong_question", call=row.key, kind=row.kind)
        yield from voice_obstacles(state, case, row)

    def apply(self, state: State, case: Case) -> None:
        """Remember the ballot."""
        take(state, case, the_call(state, case, self.call), value=self.ballot, ground=None, reason=self.reason)


@act
@dataclass(frozen=True, slots=True)
class CloseVote(Act):
    """The vote closes: adopted by vote after so many failed rounds, with the dissent; it is not agreement (article 12)."""

    call: str = a_name(refers="Call")
    result: str | None = a_choice(Outcome, derived=True)
    reasons: tuple[tuple[object, ...], ...] = a_table()
    tallies: tuple[tuple[str, int], ...] = a_table()
    sides: tuple[tuple[object, ...], ...] = a_table()
    preparatory: tuple[str, ...] = a_table()
    failed_rounds: int | None = a_count(derived=True)

    def table(self, state: State, case: Case) -> str | None:
        """The body that decides."""
        return body_of_call(state, case, self.call)

    def derive(self, state: State, case: Case) -> Self:
        """The charter's verdict."""
        row = the_call(state, case, self.call)
        verdict = close_vote(vote_state(state, row))
        return replace(
            self,
            result=str(verdict.outcome),
            reasons=tuple((reason.code, reason.article, reason.facts) for reason in verdict.reasons),
            tallies=verdict.tallies,
            sides=tuple((str(side.side), side.counted, side.present, side.in_favour) for side in verdict.by_side),
            preparatory=tuple(str(side) for side in verdict.preparatory),
            failed_rounds=the_proposal(state, case, row.proposals[0]).failed_rounds,
        )

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """An open vote."""
        row = the_call(state, case, self.call)
        if not row.open:
            yield missing("call_closed", call=row.key)
        if row.kind != "vote":
            yield missing("wrong_question", call=row.key, kind=row.kind)

    def apply(self, state: State, case: Case) -> None:
        """A pass decides; a fail forbids another vote on the same text; inquorate is neither."""
        row = the_call(state, case, self.call)
        close_row(state, case, row, self.result or "")
        proposal = the_proposal(state, case, row.proposals[0])
        if self.result == Outcome.PASS:
            agreed(state, case, proposal, method="vote", preparatory=self.preparatory)
        elif self.result == Outcome.FAIL:
            change(state, proposal, votes_failed_on=(*proposal.votes_failed_on, proposal.digest), call=None)
        else:
            change(state, proposal, call=None)

    def outcome(self) -> str:
        """As the charter says."""
        return self.result or ""

    def method(self) -> str:
        """By vote."""
        return "vote"
