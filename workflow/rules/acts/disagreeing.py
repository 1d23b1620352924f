"""The pen of disagreeing well: attempts at agreement, other ways on, and the recorded way to an emergency vote."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from workflow.rules.act import Act, act, filled
from workflow.rules.acts.deciding import is_open, table_of, text_in_question, the_proposal
from workflow.rules.calls import attempted
from workflow.rules.case import Case, Obstacle
from workflow.rules.facts import Words, a_choice, a_digest, a_name, some_words
from workflow.rules.obstacles import missing
from workflow.rules.rows import Call
from workflow.rules.sides import TRIAD, Attempt
from workflow.rules.state import State, change


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
        return filled(self, on=text_in_question(state, case, row.kind, row.subject) or self.text)

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
        """The question is open and the seat counted in its last round, for one of the three sides."""
        row = the_proposal(state, case, self.proposal)
        yield from is_open(row)
        rounds = [call for call in state.find(Call, body=row.body, open=False) if call.proposals == (self.proposal,)]
        counted = [seat for seat, _, _ in rounds[-1].counted] if rounds else []
        if case.by.side not in [str(side) for side in TRIAD] or (rounds and case.by.key not in counted):
            yield missing("seat_not_counted", article=10, seat=case.by.key)

    def apply(self, state: State, case: Case) -> None:
        """Remember which sides asked."""
        row = the_proposal(state, case, self.proposal)
        sides = {*row.requested_by, case.by.side or ""}
        change(state, row, requested_by=tuple(sorted(sides)))
