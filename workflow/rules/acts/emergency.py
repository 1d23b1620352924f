"""The pen of the emergency vote: only after a recorded, failed search for consensus."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from workflow.rules.act import Act, act, filled
from workflow.rules.acts.deciding import (
    body_of_call,
    is_open,
    meeting_obstacles,
    new_call,
    on_the_present_text,
    open_row,
    table_of,
    the_call,
    the_proposal,
)
from workflow.rules.acts.positions import Closing, take, voice_obstacles
from workflow.rules.calls import agreed, close_row, history_of, vote_state
from workflow.rules.case import Case, Obstacle
from workflow.rules.charter import Verdict
from workflow.rules.facts import Words, a_choice, a_count, a_name, a_table, some_words
from workflow.rules.guards import free
from workflow.rules.obstacles import by_charter, missing
from workflow.rules.rows import Call, Proposal
from workflow.rules.sides import Ballot, Outcome
from workflow.rules.state import State, change
from workflow.rules.voting import close_vote, vote_obstacles


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
        return filled(self, counted=self._call(state, case, the_proposal(state, case, self.proposal)).counted)

    def _call(self, state: State, case: Case, row: Proposal) -> Call:
        return new_call(
            state,
            case,
            call=self.call,
            kind="vote",
            proposals=(self.proposal,),
            body=row.body,
            meeting=self.meeting,
            rounds=row.failed_rounds,
        )

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Everything article 10 asks for before a vote, all at once."""
        row = the_proposal(state, case, self.proposal)
        yield from free(state, Call, case.here(self.call), "call")
        yield from is_open(row)
        yield from on_the_present_text(state, case, row)
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
class CloseVote(Closing):
    """The vote closes: adopted after so many failed rounds, with the dissent; it is no agreement (article 12)."""

    KIND = "vote"

    failed_rounds: int | None = a_count(derived=True)

    def judged(self, state: State, case: Case, call: Call) -> Verdict:
        """By the rules of the emergency vote."""
        return close_vote(vote_state(state, case, call))

    def derive(self, state: State, case: Case) -> Self:
        """The charter's verdict, and after how many failed rounds."""
        row = the_call(state, case, self.call)
        judged = Closing.derive(self, state, case)
        return filled(judged, failed_rounds=the_proposal(state, case, row.proposals[0]).failed_rounds)

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

    def method(self) -> str:
        """By vote."""
        return "vote"
