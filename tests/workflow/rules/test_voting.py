"""Rounds, the emergency vote, writing, councils at the door: charter articles 9 to 13 and 15."""

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.rules.small_town import EVERYBODY, GROUP, any_vote, but, called, positions, voted, without
from workflow.rules.charter import close_consensus
from workflow.rules.quorum import FilledSeat, Reason, because
from workflow.rules.sides import TRIAD, Attempt, Ballot, BodyKind, Decides, Method, Outcome, Side
from workflow.rules.voting import (
    ProposalHistory,
    VoteRecord,
    VoteState,
    WrittenCall,
    after_attempt,
    after_failed_round,
    agreement_obstacles,
    call_obstacles,
    close_vote,
    earliest_written_deadline,
    part_split_off,
    support_reached,
    vote_obstacles,
    vote_record,
)

FIRST_DRAFT = ProposalHistory(kind=BodyKind.WORKING_GROUP, decides=Decides.CONSENSUS_FIRST, text="shelter-1")
SEARCHED = replace(
    FIRST_DRAFT,
    failed_rounds=2,
    last_failed_text="shelter-1",
    attempts_after_each_failed_round=(1, 2),
    statement=True,
    requesting_sides=frozenset({Side.USER, Side.COMMISSIONER}),
)


def codes(reasons: tuple[Reason, ...]) -> list[str]:
    return [reason.code for reason in reasons]


def test_article_9_the_first_call_may_open() -> None:
    assert call_obstacles(FIRST_DRAFT) == ()


def test_article_9_between_two_rounds_somebody_must_have_tried_a_way_on() -> None:
    failed = after_failed_round(FIRST_DRAFT)
    assert call_obstacles(failed) == (because("attempt_missing", round=1),)
    assert call_obstacles(after_attempt(failed)) == ()


def test_article_9_an_attempt_after_round_one_does_not_do_for_round_two() -> None:
    twice = after_failed_round(after_attempt(after_failed_round(FIRST_DRAFT)))
    assert call_obstacles(twice) == (because("attempt_missing", round=2),)


def test_article_9_amending_does_not_reset_the_rounds_but_a_part_split_off_starts_anew() -> None:
    amended = after_attempt(after_failed_round(FIRST_DRAFT), text="shelter-2")
    assert (amended.failed_rounds, amended.text, amended.last_failed_text) == (1, "shelter-2", "shelter-1")
    assert part_split_off(amended, text="shelter-2a").failed_rounds == 0


def test_article_9_every_attempt_is_remembered_with_the_round_it_followed() -> None:
    history = after_attempt(FIRST_DRAFT)
    for attempts in (2, 1, 0):
        history = after_failed_round(history)
        for _ in range(attempts):
            history = after_attempt(history)
    assert (history.failed_rounds, history.attempts_after_each_failed_round) == (3, (2, 1, 0))


def test_article_9_there_are_five_ways_on() -> None:
    assert [attempt.value for attempt in Attempt] == ["amend", "mediate", "refer", "split", "park"]


def test_article_10_a_vote_after_an_honest_search_may_open() -> None:
    assert vote_obstacles(SEARCHED) == ()


def test_article_10_a_vote_in_round_zero_is_told_everything_that_is_missing() -> None:
    assert codes(vote_obstacles(FIRST_DRAFT)) == ["too_few_failed_rounds", "statement_missing", "too_few_sides_request"]


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"failed_rounds": 1}, because("too_few_failed_rounds", failed=1, needed=2)),
        ({"min_rounds": 3}, because("too_few_failed_rounds", failed=2, needed=3)),
        ({"text": "shelter-2"}, because("last_round_on_other_text")),
        ({"attempts_after_each_failed_round": (0, 1)}, because("attempt_missing", round=1)),
        ({"attempts_after_each_failed_round": (1,)}, because("attempt_missing", round=2)),
        ({"statement": False}, because("statement_missing")),
        ({"requesting_sides": frozenset({Side.USER})}, because("too_few_sides_request", sides=1, needed=2)),
        ({"decides": Decides.ADVISORY}, because("body_only_advises", kind="working_group")),
        ({"written": True}, because("vote_in_writing")),
        ({"votes_failed_on": frozenset({"shelter-1"})}, because("text_already_voted_down")),
        ({"kind": BodyKind.COUNCIL}, because("body_votes_only", kind="council")),
        ({"decides": Decides.VOTE_ONLY}, because("body_votes_only", kind="working_group")),
    ],
)
def test_article_10_each_missing_thing_is_named(changes: dict[str, Any], missing: Reason) -> None:
    assert vote_obstacles(replace(SEARCHED, **changes)) == (missing,)


def test_article_10_the_public_requests_no_vote() -> None:
    asking = replace(SEARCHED, requesting_sides=frozenset({Side.USER, Side.PUBLIC}))
    assert codes(vote_obstacles(asking)) == ["too_few_sides_request"]


def test_article_10_no_process_file_makes_the_search_unnecessary() -> None:
    assert "too_few_failed_rounds" in codes(vote_obstacles(replace(FIRST_DRAFT, min_rounds=0)))


def test_article_10_a_further_failed_round_asks_for_a_new_statement_and_new_requests() -> None:
    third = after_attempt(after_failed_round(SEARCHED))
    assert codes(vote_obstacles(third)) == ["statement_missing", "too_few_sides_request"]


def test_article_11_four_of_seven_from_all_sides_pass() -> None:
    verdict = close_vote(voted(yes="anna cyril emil gita", no="boris dana", abstain="eva"))
    assert (verdict.outcome, verdict.method, verdict.reasons) == (Outcome.PASS, Method.VOTE, ())


def test_article_11_more_than_half_of_the_whole_count_is_needed_not_of_those_present() -> None:
    verdict = close_vote(voted(yes="anna cyril emil", here="gita"))
    assert verdict.outcome is Outcome.FAIL
    assert verdict.reasons == (because("too_few_yes", yes=3, counted=7, needed=4),)


def test_article_11_a_tie_fails() -> None:
    verdict = close_vote(voted(yes="anna cyril emil", no="boris dana eva", seats=without("gita")))
    assert verdict.outcome is Outcome.FAIL


def test_article_11_five_yes_without_one_user_fail() -> None:
    verdict = close_vote(voted(yes="cyril dana emil eva gita", no="anna", abstain="boris"))
    assert (verdict.outcome, verdict.reasons) == (Outcome.FAIL, (because("side_without_yes", side="user"),))


def test_article_11_without_quorum_the_vote_is_inquorate() -> None:
    verdict = close_vote(voted(yes="anna cyril"))
    assert verdict.outcome is Outcome.INQUORATE
    assert codes(verdict.reasons) == ["quorum_of_seats", "side_absent", "too_few_yes"]


def test_article_11_a_vote_without_any_user_is_preparatory() -> None:
    verdict = close_vote(voted(yes="cyril dana emil", seats=without("anna boris")))
    assert (verdict.outcome, verdict.preparatory) == (Outcome.PASS, (Side.USER,))


def test_article_11_a_side_silenced_by_conflict_makes_no_quorum_for_a_vote() -> None:
    seats = but("anna", but("boris", conflicted=True), conflicted=True)
    assert close_vote(voted(yes="cyril dana emil eva gita", seats=seats)).outcome is Outcome.INQUORATE


def test_article_11_seven_to_two_passes_and_the_two_are_remembered() -> None:
    nine = (*GROUP, FilledSeat(seat="hynek", side=Side.USER), FilledSeat(seat="irma", side=Side.PROVIDER))
    vote = voted(yes="anna cyril dana emil eva gita irma", no="boris hynek", seats=nine)
    assert close_vote(vote).outcome is Outcome.PASS
    assert dict(close_vote(vote).tallies) == {"yes": 7, "no": 2, "abstain": 0, "silent": 0, "absent": 0}
    assert vote_record(vote, failed_rounds=2).dissent == ("boris", "hynek")


def test_article_11_new_text_after_a_failed_vote_needs_a_new_failed_round() -> None:
    voted_down = replace(SEARCHED, votes_failed_on=frozenset({"shelter-1"}))
    amended = after_attempt(voted_down, text="shelter-2")
    assert codes(vote_obstacles(amended)) == ["last_round_on_other_text"]


def test_article_12_the_record_says_after_how_many_rounds_and_who_dissented() -> None:
    vote = voted(yes="anna cyril emil gita", no="boris dana", abstain="eva")
    assert vote_record(vote, failed_rounds=2) == VoteRecord(2, ("boris", "dana"))


def test_article_12_a_vote_is_not_a_sides_agreement() -> None:
    by_vote = agreement_obstacles(side=Side.USER, given_by=Side.USER, method=Method.VOTE)
    assert by_vote == (because("vote_is_not_agreement", side="user"),)
    assert agreement_obstacles(side=Side.USER, given_by=Side.USER, method=Method.CONSENSUS) == ()


def test_article_12_a_side_speaks_for_itself_alone() -> None:
    for_users = agreement_obstacles(side=Side.USER, given_by=Side.PROVIDER, method=Method.NONE)
    assert for_users == (because("side_speaks_for_itself", side="user", given_by="provider"),)


THURSDAY = datetime(2024, 5, 2, 8, 0, tzinfo=UTC)  # the days off that follow: 4 and 5 May, Wednesday 8 May


def writing(deadline: datetime, *, allowed: bool = True) -> WrittenCall:
    return WrittenCall(allowed=allowed, opens_at=THURSDAY, deadline_at=deadline)


def test_article_13_three_whole_working_days_to_answer() -> None:
    assert earliest_written_deadline(THURSDAY) == datetime(2024, 5, 7, 21, 59, 59, tzinfo=UTC)
    assert call_obstacles(FIRST_DRAFT, written=writing(datetime(2024, 5, 7, 21, 59, 59, tzinfo=UTC))) == ()
    hasty = call_obstacles(FIRST_DRAFT, written=writing(datetime(2024, 5, 7, 21, 59, 58, tzinfo=UTC)))
    assert hasty == (because("written_deadline_too_short", working_days=3, earliest="2024-05-07"),)


def test_article_13_only_where_the_body_allows_it_and_never_in_a_council() -> None:
    later = datetime(2024, 5, 31, 12, 0, tzinfo=UTC)
    assert codes(call_obstacles(FIRST_DRAFT, written=writing(later, allowed=False))) == ["written_not_allowed"]
    council = replace(FIRST_DRAFT, kind=BodyKind.COUNCIL, decides=Decides.VOTE_ONLY)
    assert codes(call_obstacles(council, written=writing(later))) == ["body_votes_only", "written_not_allowed"]


def test_article_13_in_writing_only_an_answer_is_presence() -> None:
    verdict = close_consensus(called(positions(agree="anna cyril emil"), here=EVERYBODY, written=True))
    assert (verdict.outcome, verdict.present) == (Outcome.INCONCLUSIVE, 3)
    answered = close_consensus(called(positions(agree="anna cyril emil gita"), written=True))
    assert answered.outcome is Outcome.CONSENSUS


def test_article_13_anyone_may_demand_a_meeting() -> None:
    verdict = close_consensus(called(positions(agree=EVERYBODY), written=True, meeting_demanded=True))
    assert (verdict.outcome, codes(verdict.reasons)) == (Outcome.INCONCLUSIVE, ["meeting_demanded"])


@pytest.mark.parametrize("kind", [BodyKind.COUNCIL, BodyKind.EXECUTIVE_BOARD])
def test_article_15_councils_and_boards_never_seek_consensus_here(kind: BodyKind) -> None:
    history = replace(FIRST_DRAFT, kind=kind)
    assert call_obstacles(history) == (because("body_votes_only", kind=kind.value),)
    assert "body_votes_only" in codes(vote_obstacles(history))


def test_an_advisory_group_may_seek_consensus_on_its_advice() -> None:
    assert call_obstacles(replace(FIRST_DRAFT, decides=Decides.ADVISORY)) == ()


def test_forty_one_of_fifty_two_participants_are_a_majority() -> None:
    assert support_reached(accepting=41, participants=52, min_share=Fraction(1, 2))
    assert not support_reached(accepting=25, participants=52, min_share=Fraction(1, 2))
    assert not support_reached(accepting=0, participants=0, min_share=Fraction(1, 2))


@given(any_vote())
def test_a_vote_passes_exactly_when_no_reason_is_left(vote: VoteState) -> None:
    verdict = close_vote(vote)
    assert (verdict.outcome is Outcome.PASS) == (not verdict.reasons)
    assert (verdict.outcome is Outcome.INQUORATE) == any(reason.article in (4, 5) for reason in verdict.reasons)
    yes = dict(verdict.tallies)["yes"]
    assert verdict.outcome is not Outcome.PASS or yes * 2 > verdict.counted


@given(any_vote(), st.data())
def test_one_more_yes_never_undoes_a_pass(vote: VoteState, data: st.DataObject) -> None:
    if close_vote(vote).outcome is Outcome.PASS:
        seat = data.draw(st.sampled_from([s.seat for s in vote.count]))
        assert close_vote(replace(vote, ballots={**vote.ballots, seat: Ballot.YES})).outcome is Outcome.PASS


@given(any_vote())
def test_half_for_and_half_against_never_passes(vote: VoteState) -> None:
    counted = [s.seat for s in vote.count if s.seat not in vote.left]
    half = counted[: len(counted) // 2]
    tied = {seat: Ballot.YES if seat in half else Ballot.NO for seat in counted}
    assert close_vote(replace(vote, ballots=tied)).outcome is not Outcome.PASS


@given(any_vote(), st.sampled_from(TRIAD))
def test_a_side_that_votes_no_to_a_seat_is_never_outvoted(vote: VoteState, side: Side) -> None:
    of_side = [s.seat for s in vote.count if s.side is side and s.seat not in vote.left]
    if of_side:
        against = {**{s.seat: Ballot.YES for s in vote.count}, **dict.fromkeys(of_side, Ballot.NO)}
        assert close_vote(replace(vote, ballots=against)).outcome is not Outcome.PASS
