"""Rounds and the emergency vote: articles 9 to 13 and 15 of the charter (`charter.md`).

Voting is an emergency means for the extreme case (principle 4): what must have been tried before one may open is listed
here, everything at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction

from workflow.rules.charter import Verdict, silent_sides, verdict_on
from workflow.rules.clock import add_working_days, end_of_local_day, local_date
from workflow.rules.quorum import Gathering, Muster, Reason, because, muster, quorum_reasons
from workflow.rules.sides import STATUTORY_BODIES, TRIAD, Ballot, BodyKind, Decides, Method, Outcome, Side

MIN_ROUNDS_BEFORE_VOTE = 2
"""Article 10: failed rounds before a vote may open."""

SIDES_TO_REQUEST_A_VOTE = 2
"""Article 10: triad sides whose counted seats must request a vote."""

WRITTEN_MIN_WORKING_DAYS = 3
"""Article 13: working days everybody has to answer in writing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalHistory:
    """What has happened to one proposal in one body; `text` and the other texts are digests.

    `attempts_after_each_failed_round` counts the attempts (`sides.Attempt`) recorded after round 1, 2, ...; what is
    missing at its end counts as 0. `statement`: the facilitator's statement is recorded with the attempts, the
    remaining objections and why it cannot wait. `requesting_sides`: sides whose counted seats request a vote.
    `votes_failed_on`: texts a vote has failed on. `written`: the vote is asked for in writing.
    """

    kind: BodyKind
    decides: Decides
    text: str
    failed_rounds: int = 0
    last_failed_text: str | None = None
    attempts_after_each_failed_round: tuple[int, ...] = ()
    statement: bool = False
    requesting_sides: frozenset[Side] = frozenset()
    votes_failed_on: frozenset[str] = frozenset()
    min_rounds: int = MIN_ROUNDS_BEFORE_VOTE
    written: bool = False

    def attempts_after(self, failed_round: int) -> int:
        """Attempts recorded after the failed round numbered from 1."""
        counts = self.attempts_after_each_failed_round
        return counts[failed_round - 1] if failed_round <= len(counts) else 0


def after_failed_round(history: ProposalHistory) -> ProposalHistory:
    """One more failed round, on the present text (articles 7 and 9)."""
    rounds = history.failed_rounds
    attempts = tuple(history.attempts_after(k) for k in range(1, rounds + 1))
    return replace(
        history,
        failed_rounds=rounds + 1,
        last_failed_text=history.text,
        attempts_after_each_failed_round=(*attempts, 0),
        statement=False,
        requesting_sides=frozenset(),
    )


def after_attempt(history: ProposalHistory, *, text: str | None = None) -> ProposalHistory:
    """One more attempt after the last failed round; `text` is the new text if it amended. Rounds go on (article 9)."""
    rounds = history.failed_rounds
    attempts = tuple(history.attempts_after(k) + (1 if k == rounds else 0) for k in range(1, rounds + 1))
    return replace(history, text=text or history.text, attempts_after_each_failed_round=attempts)


def part_split_off(history: ProposalHistory, *, text: str) -> ProposalHistory:
    """A part of a split proposal: its own proposal, whose rounds start at 0 (article 9)."""
    return ProposalHistory(kind=history.kind, decides=history.decides, text=text, min_rounds=history.min_rounds)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenCall:
    """A call to answer in writing: whether the body may, when it opens, until when one may answer (article 13)."""

    allowed: bool
    opens_at: datetime
    deadline_at: datetime
    min_working_days: int = WRITTEN_MIN_WORKING_DAYS


def call_obstacles(history: ProposalHistory, *, written: WrittenCall | None = None) -> tuple[Reason, ...]:
    """Everything that keeps the next consensus call from opening (articles 9, 13, 15)."""
    reasons: list[Reason] = []
    if history.kind in STATUTORY_BODIES or history.decides is Decides.VOTE_ONLY:
        reasons.append(because("body_votes_only", kind=history.kind.value))
    rounds = history.failed_rounds
    if rounds and not history.attempts_after(rounds):
        reasons.append(because("attempt_missing", round=rounds))
    if written is not None:
        reasons += _written_reasons(history.kind, written)
    return tuple(reasons)


def earliest_written_deadline(opens_at: datetime, *, working_days: int = WRITTEN_MIN_WORKING_DAYS) -> datetime:
    """The end of the last of so many whole working days after the day it opened, in UTC (article 13)."""
    return end_of_local_day(add_working_days(local_date(opens_at), working_days))


def _written_reasons(kind: BodyKind, written: WrittenCall) -> list[Reason]:
    reasons: list[Reason] = []
    if kind in STATUTORY_BODIES or not written.allowed:
        reasons.append(because("written_not_allowed", kind=kind.value))
    earliest = earliest_written_deadline(written.opens_at, working_days=written.min_working_days)
    if written.deadline_at < earliest:
        last_day = local_date(earliest).isoformat()
        reasons.append(because("written_deadline_too_short", working_days=written.min_working_days, earliest=last_day))
    return reasons


def vote_obstacles(history: ProposalHistory) -> tuple[Reason, ...]:
    """Everything that keeps an emergency vote from opening (articles 9, 10, 11, 13, 15); empty means it may.

    What a council votes on is no emergency vote and never passes here (`council.py`).
    """
    reasons: list[Reason] = []
    if history.kind in STATUTORY_BODIES or history.decides is Decides.VOTE_ONLY:
        reasons.append(because("body_votes_only", kind=history.kind.value))
    elif history.decides is Decides.ADVISORY:
        reasons.append(because("body_only_advises", kind=history.kind.value))
    if history.written:
        reasons.append(because("vote_in_writing"))
    if history.text in history.votes_failed_on:
        reasons.append(because("text_already_voted_down"))
    return (*reasons, *_search_reasons(history))


def _search_reasons(history: ProposalHistory) -> list[Reason]:
    rounds, needed = history.failed_rounds, max(history.min_rounds, 1)
    reasons: list[Reason] = []
    if rounds < needed:
        reasons.append(because("too_few_failed_rounds", failed=rounds, needed=needed))
    if rounds and history.last_failed_text != history.text:
        reasons.append(because("last_round_on_other_text"))
    for failed_round in range(1, rounds + 1):
        if not history.attempts_after(failed_round):
            reasons.append(because("attempt_missing", round=failed_round))
    if not history.statement:
        reasons.append(because("statement_missing"))
    requests = len(history.requesting_sides & frozenset(TRIAD))
    if requests < SIDES_TO_REQUEST_A_VOTE:
        reasons.append(because("too_few_sides_request", sides=requests, needed=SIDES_TO_REQUEST_A_VOTE))
    return reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteState(Gathering):
    """An emergency vote at closing, its count fixed anew when it opened: the last ballot of each seat (article 11)."""

    ballots: Mapping[str, Ballot] = field(default_factory=dict)


def close_vote(vote: VoteState) -> Verdict:
    """What an emergency vote amounted to (article 11): `pass`, `fail` (a tie too), or `inquorate` (articles 4 and 5).

    Yes is needed from more than half of the whole count, present or not, and from each triad side that is not empty.
    """
    mustered = muster(vote, voices=vote.ballots.keys())
    no_quorum = quorum_reasons(mustered)
    no_majority = _majority_reasons(vote, mustered)
    outcome = Outcome.PASS
    if no_quorum:
        outcome = Outcome.INQUORATE
    elif no_majority:
        outcome = Outcome.FAIL
    return verdict_on(
        mustered,
        vote.ballots,
        outcome=outcome,
        method=Method.VOTE,
        reasons=no_quorum + no_majority,
        choices=Ballot,
        favourable=(Ballot.YES,),
    )


def _majority_reasons(vote: VoteState, mustered: Muster) -> tuple[Reason, ...]:
    counted = len(mustered.counted)
    in_favour = [seat for seat in mustered.counted if vote.ballots.get(seat.seat) is Ballot.YES]
    reasons: list[Reason] = []
    if not len(in_favour) * 2 > counted:
        reasons.append(because("too_few_yes", yes=len(in_favour), counted=counted, needed=counted // 2 + 1))
    reasons += silent_sides(mustered, in_favour, code="side_without_yes")
    return tuple(reasons)


@dataclass(frozen=True, slots=True)
class VoteRecord:
    """What an adoption by vote is remembered as: after how many failed rounds, and which seats voted no."""

    failed_rounds: int
    dissent: tuple[str, ...]


def vote_record(vote: VoteState, *, failed_rounds: int) -> VoteRecord:
    """An adoption by vote after so many failed rounds, with its dissent (article 12), in the order of the count."""
    counted = muster(vote, voices=vote.ballots.keys()).counted
    against = tuple(seat.seat for seat in counted if vote.ballots.get(seat.seat) is Ballot.NO)
    return VoteRecord(failed_rounds, against)


def agreement_obstacles(*, side: Side, given_by: Side, method: Method) -> tuple[Reason, ...]:
    """What keeps something from being a side's agreement on aims and procedure (article 12, principle 1).

    Only that side gives it, and nothing adopted by a vote stands for it.
    """
    reasons: list[Reason] = []
    if given_by is not side:
        reasons.append(because("side_speaks_for_itself", side=side.value, given_by=given_by.value))
    if method is Method.VOTE:
        reasons.append(because("vote_is_not_agreement", side=side.value))
    return tuple(reasons)


def support_reached(*, accepting: int, participants: int, min_share: Fraction) -> bool:
    """Whether a support check among all participants found enough of them accepting; nobody asked is no support."""
    return participants > 0 and Fraction(accepting, participants) >= min_share
