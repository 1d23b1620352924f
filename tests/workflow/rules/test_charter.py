"""How the working group of Bukvičná agrees: charter articles 6, 7 and 8."""

from dataclasses import replace
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.rules.small_town import EVERYBODY, any_call, but, called, positions, without
from workflow.rules.charter import (
    AGREEING,
    ARTICLES,
    CallState,
    Verdict,
    close_consensus,
    last_voices,
    position_obstacles,
    speaker_keeps,
    speaking_obstacles,
)
from workflow.rules.quorum import ARTICLE_OF, CountedSeat, because
from workflow.rules.sides import TRIAD, BlockGround, Method, Outcome, Position, Side


def codes(verdict: Verdict) -> list[str]:
    return [reason.code for reason in verdict.reasons]


def test_every_article_has_its_sentence_for_people() -> None:
    assert list(ARTICLES) == list(range(1, 16))
    assert all(sentence.endswith(".") for sentence in ARTICLES.values())


def test_article_6_plain_agreement_needs_no_reason_all_else_does() -> None:
    assert position_obstacles(Position.AGREE, has_reason=False) == ()
    for position in (Position.AGREE_WITH_RESERVATIONS, Position.STAND_ASIDE):
        assert position_obstacles(position, has_reason=False) == (because("reason_missing", position=position.value),)
        assert position_obstacles(position, has_reason=True) == ()


def test_article_6_a_block_without_ground_and_reason_is_told_both() -> None:
    bare = position_obstacles(Position.BLOCK, has_reason=False)
    assert [reason.code for reason in bare] == ["reason_missing", "ground_missing"]


@pytest.mark.parametrize("ground", list(BlockGround))
def test_article_6_nobody_judges_a_ground_from_the_list(ground: BlockGround) -> None:
    assert position_obstacles(Position.BLOCK, has_reason=True, ground=ground.value) == ()


def test_article_6_a_ground_that_is_not_on_the_list_is_refused() -> None:
    assert position_obstacles(Position.BLOCK, has_reason=True, ground="no_mandate") == (
        because("ground_unknown", ground="no_mandate"),
    )


def test_article_6_the_last_word_of_a_seat_counts() -> None:
    history = [("anna", Position.BLOCK), ("emil", Position.AGREE), ("anna", Position.AGREE)]
    assert last_voices(history) == {"anna": Position.AGREE, "emil": Position.AGREE}


def test_article_6_whoever_spoke_first_for_the_seat_keeps_it() -> None:
    assert speaker_keeps(None, True)
    assert speaker_keeps(None, False)
    assert speaker_keeps(True, True)
    assert not speaker_keeps(True, False)
    assert not speaker_keeps(False, True)


def test_article_6_danas_substitute_began_so_dana_arriving_late_listens() -> None:
    dana = CountedSeat("dana", Side.PROVIDER)
    late = speaking_obstacles(dana, first_by_substitute=True, now_by_substitute=False)
    assert late == (because("seat_already_spoken_for", seat="dana"),)


def test_article_1_in_conflict_dana_herself_may_not_speak_for_her_seat() -> None:
    dana = CountedSeat("dana", Side.PROVIDER, by_substitute=True)
    herself = speaking_obstacles(dana, first_by_substitute=None, now_by_substitute=False)
    assert herself == (because("holder_may_not_speak", seat="dana"),)
    assert speaking_obstacles(dana, first_by_substitute=None, now_by_substitute=True) == ()


def test_article_2_a_seat_outside_the_count_takes_no_position() -> None:
    newcomer = speaking_obstacles(None, first_by_substitute=None, now_by_substitute=False)
    assert newcomer == (because("seat_not_counted"),)


def test_article_6_silence_is_presence_but_never_consent() -> None:
    verdict = close_consensus(called(positions(agree="anna cyril emil"), here=EVERYBODY))
    assert verdict.outcome is Outcome.NO_CONSENSUS
    assert verdict.reasons == (because("too_few_agrees", agrees=3, present=7, needed=4),)
    assert dict(verdict.tallies)["silent"] == 4


def test_article_7_everybody_agrees() -> None:
    verdict = close_consensus(called(positions(agree="anna boris cyril dana emil", reserved="eva gita")))
    assert (verdict.outcome, verdict.method, verdict.reasons) == (Outcome.CONSENSUS, Method.CONSENSUS, ())
    assert dict(verdict.tallies) == {
        "agree": 5, "agree_with_reservations": 2, "stand_aside": 0, "block": 0, "silent": 0, "absent": 0,
    }  # fmt: skip


def test_article_7_one_block_is_enough() -> None:
    verdict = close_consensus(called(positions(agree="boris cyril dana emil eva gita", block="anna")))
    assert verdict.outcome is Outcome.NO_CONSENSUS
    assert verdict.reasons == (because("blocked", blocks=1),)


def test_article_7_half_of_those_present_is_not_more_than_half() -> None:
    verdict = close_consensus(called(positions(agree="anna cyril emil"), here="anna boris cyril dana emil eva"))
    assert codes(verdict) == ["too_few_agrees"]


@pytest.mark.parametrize(("aside", "outcome"), [("boris dana", "consensus"), ("boris dana eva", "no_consensus")])
def test_article_7_a_third_of_seven_present_rounded_down_is_two(aside: str, outcome: str) -> None:
    agree = " ".join(name for name in EVERYBODY.split() if name not in aside)
    assert close_consensus(called(positions(agree=agree, aside=aside))).outcome == outcome


def test_article_7_the_town_may_allow_fewer_to_stand_aside() -> None:
    call = called(positions(agree="anna cyril dana emil eva gita", aside="boris"), max_stand_asides=Fraction(0))
    assert close_consensus(call).reasons == (because("too_many_stand_asides", stand_asides=1, present=7, allowed=0),)


def test_article_7_users_who_are_there_but_all_stand_aside_have_not_agreed() -> None:
    verdict = close_consensus(called(positions(agree="cyril dana emil eva gita", aside="anna boris")))
    assert verdict.reasons == (because("side_without_agree", side="user"),)


def test_article_7_reasons_name_everything_that_stood_in_the_way() -> None:
    verdict = close_consensus(called(positions(agree="cyril", aside="anna dana eva", block="emil"), here=EVERYBODY))
    assert codes(verdict) == [
        "blocked", "too_few_agrees", "too_many_stand_asides", "side_without_agree", "side_without_agree",
    ]  # fmt: skip


def test_article_7_without_quorum_a_block_is_still_told_but_no_round_counts() -> None:
    verdict = close_consensus(called(positions(agree="cyril", block="emil")))
    assert verdict.outcome is Outcome.INCONCLUSIVE
    assert codes(verdict)[:2] == ["quorum_of_seats", "side_absent"]
    assert "blocked" in codes(verdict)


def test_article_7_the_verdict_shows_every_side() -> None:
    verdict = close_consensus(called(positions(agree="anna cyril emil eva gita"), seats=without("boris")))
    shown = [(tally.side, tally.counted, tally.present, tally.in_favour) for tally in verdict.by_side]
    assert shown == [("user", 1, 1, 1), ("provider", 2, 1, 1), ("commissioner", 2, 2, 2), ("public", 1, 1, 1)]


def test_article_8_the_block_of_one_who_resigned_does_not_count() -> None:
    said = positions(agree="boris cyril dana emil eva gita", block="anna")
    verdict = close_consensus(called(said, left=frozenset({"anna"})))
    assert (verdict.outcome, verdict.counted) == (Outcome.CONSENSUS, 6)


def test_article_8_a_successor_inherits_no_voice_in_the_call() -> None:
    successor_agrees = positions(agree="anna cyril emil")
    verdict = close_consensus(called(successor_agrees, here="gita", left=frozenset({"anna", "boris"})))
    assert dict(verdict.tallies)["agree"] == 2


def test_article_8_a_new_round_knows_nothing_of_the_last() -> None:
    first = called(positions(agree="boris cyril dana emil eva gita", block="anna"))
    second = called({}, here=EVERYBODY)
    assert close_consensus(first).outcome is Outcome.NO_CONSENSUS
    assert dict(close_consensus(second).tallies)["block"] == 0


def test_substitution_makes_dana_in_conflict_as_good_as_dana() -> None:
    said = positions(agree="anna cyril dana emil eva")
    replaced = called(said, seats=but("dana", conflicted=True, substitute_free=True))
    assert close_consensus(replaced) == close_consensus(called(said))


def by_the_letter(call: CallState) -> tuple[str, frozenset[str]]:
    """Articles 3, 4, 5, 7 and 13 once more, read off the text, to hold `close_consensus` against."""
    seats = {s.seat: s.side for s in call.count if s.seat not in call.left}
    said = {seat: call.positions[seat] for seat in seats if seat in call.positions}
    present = {seat for seat in seats if seat in said or (seat in call.present and not call.written)}
    agree = {seat for seat, position in said.items() if position in AGREEING}
    conclusive, agreed, empty = len(present) > len(seats) / 2, True, set()
    for side in TRIAD:
        of_side = {seat for seat in seats if seats[seat] is side}
        if not of_side:
            if side in call.filled_sides and side not in call.excepted_sides:
                conclusive = False
            empty.add(side)
        elif not of_side & present:
            if call.stayed_away.get(side, 0) >= 2:
                empty.add(side)
            else:
                conclusive = False
        elif not of_side & agree:
            agreed = False
    if not conclusive or (call.written and call.meeting_demanded):
        return "inconclusive", frozenset()
    agreed = agreed and Position.BLOCK not in said.values() and len(agree) > len(present) / 2
    asides = [seat for seat, position in said.items() if position is Position.STAND_ASIDE]
    agreed = agreed and len(asides) <= floor(call.max_stand_asides * len(present))
    return ("consensus", frozenset(empty)) if agreed else ("no_consensus", frozenset())


@given(any_call())
def test_two_engineers_compute_the_same(call: CallState) -> None:
    verdict = close_consensus(call)
    assert (verdict.outcome, frozenset(verdict.preparatory)) == by_the_letter(call)


@given(any_call())
def test_reasons_are_empty_exactly_when_there_is_consensus_and_tell_round_from_no_round(call: CallState) -> None:
    verdict = close_consensus(call)
    articles = {reason.article for reason in verdict.reasons}
    assert (verdict.outcome is Outcome.CONSENSUS) == (not articles)
    assert (verdict.outcome is Outcome.INCONCLUSIVE) == bool(articles & {4, 5, 13})
    assert all(ARTICLE_OF[reason.code] == reason.article for reason in verdict.reasons)


@given(any_call(), st.data())
def test_one_more_agree_never_undoes_a_consensus(call: CallState, data: st.DataObject) -> None:
    if close_consensus(call).outcome is Outcome.CONSENSUS:
        seat = data.draw(st.sampled_from([s.seat for s in call.count]))
        more = replace(call, positions={**call.positions, seat: Position.AGREE})
        assert close_consensus(more).outcome is Outcome.CONSENSUS


@given(any_call(), st.data())
def test_a_block_of_a_counted_seat_always_prevents_consensus(call: CallState, data: st.DataObject) -> None:
    counted = [s.seat for s in call.count if s.seat not in call.left]
    if counted:
        blocked = {**call.positions, data.draw(st.sampled_from(counted)): Position.BLOCK}
        assert close_consensus(replace(call, positions=blocked)).outcome is not Outcome.CONSENSUS


@given(any_call(), st.sampled_from(TRIAD))
def test_the_public_never_agrees_for_a_side_that_is_there(call: CallState, side: Side) -> None:
    said = {s.seat: Position.AGREE for s in call.count if s.side is Side.PUBLIC}
    here = [s.seat for s in call.count if s.side is side and s.seat not in call.left]
    if here:
        only_public = replace(call, positions=said, present=frozenset(here), written=False)
        assert close_consensus(only_public).outcome is not Outcome.CONSENSUS


@given(any_call())
def test_what_strangers_say_changes_nothing(call: CallState) -> None:
    said = {**call.positions, "stranger": Position.BLOCK}
    assert close_consensus(replace(call, positions=said, present=call.present | {"stranger"})) == close_consensus(call)


@given(any_call())
def test_the_tallies_add_up_to_the_count(call: CallState) -> None:
    verdict = close_consensus(call)
    assert sum(number for _, number in verdict.tallies) == verdict.counted
    assert sum(tally.counted for tally in verdict.by_side) == verdict.counted
    assert sum(tally.present for tally in verdict.by_side) == verdict.present
    assert verdict.counted == len([s for s in call.count if s.seat not in call.left])
