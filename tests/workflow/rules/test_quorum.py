"""Who counts and who is here: charter articles 1 to 5, told about the working group of Bukvičná."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.rules.small_town import EVERYBODY, GROUP, any_seats, but, called, positions, without
from workflow.rules.charter import close_consensus, still_preparatory
from workflow.rules.quorum import (
    ARTICLE_OF,
    Away,
    Emptiness,
    FilledSeat,
    away_after,
    away_before,
    because,
    count_seats,
    filled_sides,
    muster,
    quorum_reasons,
)
from workflow.rules.sides import Outcome, Side


def names(seats: Iterable[FilledSeat]) -> list[str]:
    return [seat.seat for seat in count_seats(seats)]


def codes(here: str, **more: object) -> list[str]:
    """What quorum lacks when these and nobody else are in the room."""
    call = called({}, here=here, **more)  # type: ignore[arg-type]
    return [reason.code for reason in quorum_reasons(muster(call, voices=()))]


def test_article_1_everybody_who_votes_counts_once() -> None:
    assert names(GROUP) == EVERYBODY.split()


def test_article_1_dana_in_conflict_does_not_count() -> None:
    assert "dana" not in names(but("dana", conflicted=True))


def test_article_1_the_facilitators_own_seat_does_not_count() -> None:
    assert "eva" not in names(but("eva", facilitating=True))


@pytest.mark.parametrize(("conflicted", "facilitating"), [(True, False), (False, True), (True, True)])
def test_article_1_a_named_substitute_makes_the_seat_count(conflicted: bool, facilitating: bool) -> None:
    count = count_seats(but("dana", conflicted=conflicted, facilitating=facilitating, substitute_free=True))
    assert [seat.by_substitute for seat in count if seat.seat == "dana"] == [True]


def test_article_1_a_substitute_adds_no_second_voice() -> None:
    assert names(but("dana", substitute_free=True)) == EVERYBODY.split()


def test_article_1_a_seat_without_a_vote_never_counts() -> None:
    assert "gita" not in names(but("gita", votes=False))


def test_article_1_one_seat_cannot_be_listed_twice() -> None:
    with pytest.raises(ValueError, match="one seat, one voice"):
        count_seats((*GROUP, GROUP[0]))


def test_article_2_thirty_newcomers_of_the_evening_do_not_count() -> None:
    crowd = [FilledSeat(seat=f"newcomer-{n}", side=Side.PUBLIC, seated_before_call=False) for n in range(30)]
    assert names((*GROUP, *crowd)) == EVERYBODY.split()


def test_article_2_a_newcomers_substitute_does_not_count_either() -> None:
    late = but("eva", seated_before_call=False, conflicted=True, substitute_free=True)
    assert "eva" not in names(late)


def test_article_2_who_resigns_during_the_call_leaves_the_count() -> None:
    mustered = muster(called({}, left=frozenset({"gita"})), voices=())
    assert " ".join(seat.seat for seat in mustered.counted) == "anna boris cyril dana emil eva"


def test_article_3_who_took_a_position_is_present_after_leaving_the_room() -> None:
    mustered = muster(called({}, here="emil"), voices={"anna"})
    assert mustered.present == {"anna", "emil"}


def test_article_3_strangers_in_the_room_are_not_present_seats() -> None:
    mustered = muster(called({}, here="emil a-reporter"), voices={"a-passer-by"})
    assert mustered.present == {"emil"}


def test_article_4_exactly_half_is_no_quorum() -> None:
    six = without("gita")
    assert codes("anna cyril emil", seats=six) == ["quorum_of_seats"]
    assert codes("anna cyril emil eva", seats=six) == []


def test_article_4_the_refusal_says_how_many_are_needed() -> None:
    lacking = quorum_reasons(muster(called({}, here="anna cyril emil"), voices=()))
    assert lacking == (because("quorum_of_seats", present=3, counted=7, needed=4),)


def test_article_4_every_counted_side_must_be_there() -> None:
    call = called(positions(agree="cyril dana emil eva gita"))
    verdict = close_consensus(call)
    assert verdict.outcome is Outcome.INCONCLUSIVE
    assert verdict.reasons == (because("side_absent", side="user", counted=2),)


def test_article_4_the_public_is_not_required_as_a_side() -> None:
    assert codes("anna cyril emil eva") == []


def test_article_4_an_empty_room_lacks_everything_and_says_so() -> None:
    assert codes("") == ["quorum_of_seats", "side_absent", "side_absent", "side_absent"]


@pytest.mark.parametrize(
    ("missed", "outcome"), [(0, "inconclusive"), (1, "inconclusive"), (2, "consensus"), (3, "consensus")]
)
def test_article_4_a_side_is_waited_for_twice(missed: int, outcome: str) -> None:
    call = called(positions(agree="cyril dana emil eva gita"), stayed_away={Side.USER: missed})
    verdict = close_consensus(call)
    assert verdict.outcome == outcome
    assert verdict.preparatory == ((Side.USER,) if missed >= 2 else ())


def test_article_4_a_side_that_comes_the_third_time_is_needed_again() -> None:
    call = called(positions(agree="cyril dana emil eva gita"), here="anna", stayed_away={Side.USER: 2})
    assert [reason.code for reason in close_consensus(call).reasons] == ["side_without_agree"]


def test_article_4_the_absent_side_still_counts_among_the_seats() -> None:
    assert codes("cyril emil gita", stayed_away={Side.USER: 2}) == ["quorum_of_seats"]


def test_article_4_three_items_of_one_evening_are_one_call_stayed_away_from() -> None:
    away: tuple[Away, ...] = ()
    nobody_for_users = muster(called({}, here="cyril emil"), voices=())
    for _ in range(3):
        away = away_after(away, nobody_for_users, invitation="June", duly_invited=True)
    assert away_before(away, invitation="June")[Side.USER] == 0
    assert away_before(away, invitation="July")[Side.USER] == 1


def test_article_4_two_evenings_count_as_two_and_coming_starts_anew() -> None:
    nobody_for_users = muster(called({}, here="cyril emil"), voices=())
    away = away_after((), nobody_for_users, invitation="June", duly_invited=True)
    away = away_after(away, nobody_for_users, invitation="July", duly_invited=True)
    assert away_before(away, invitation="August")[Side.USER] == 2
    away = away_after(away, muster(called({}, here="anna"), voices=()), invitation="August", duly_invited=True)
    assert away_before(away, invitation="September")[Side.USER] == 0


def test_article_4_who_was_there_for_one_item_did_not_stay_away_from_the_next() -> None:
    away = away_after((), muster(called({}, here="anna"), voices=()), invitation="June", duly_invited=True)
    away = away_after(away, muster(called({}), voices=()), invitation="June", duly_invited=True)
    assert away_before(away, invitation="July")[Side.USER] == 0


def test_article_4_a_call_nobody_was_duly_invited_to_is_not_held_against_a_side() -> None:
    nobody = muster(called({}), voices=())
    assert away_after((), nobody, invitation="June", duly_invited=False) == ()
    before = away_after((), nobody, invitation="May", duly_invited=True)
    assert away_after(before, nobody, invitation="June", duly_invited=False) == before


def test_article_4_a_side_refilled_after_a_vacancy_starts_anew() -> None:
    away = away_after((), muster(called({}), voices=()), invitation="June", duly_invited=True)
    vacant = muster(called({}, seats=without("anna boris")), voices=())
    assert Side.USER not in away_before(away_after(away, vacant, invitation="July", duly_invited=True), invitation="x")


def test_article_5_without_any_user_the_body_goes_on_and_the_decision_is_preparatory() -> None:
    verdict = close_consensus(called(positions(agree="cyril dana emil eva gita"), seats=without("anna boris")))
    assert verdict.outcome is Outcome.CONSENSUS
    assert verdict.preparatory == (Side.USER,)


def test_article_5_the_label_falls_when_the_side_agrees_to_the_same_digest() -> None:
    assert still_preparatory((Side.USER, Side.PROVIDER), {Side.PROVIDER}) == (Side.USER,)
    assert still_preparatory((Side.USER,), {Side.USER}) == ()


def test_article_5_a_side_silenced_by_conflict_alone_is_waited_for() -> None:
    seats = but("cyril", but("dana", conflicted=True), conflicted=True)
    verdict = close_consensus(called(positions(agree="anna boris emil eva gita"), seats=seats))
    assert verdict.outcome is Outcome.INCONCLUSIVE
    assert verdict.reasons == (because("side_conflicted", side="provider"),)


def test_article_5_the_only_town_seat_facilitating_is_a_conflict_not_a_vacancy() -> None:
    seats = but("emil", without("eva"), facilitating=True)
    mustered = muster(called({}, seats=seats), voices=())
    assert mustered.empty == {Side.COMMISSIONER: Emptiness.CONFLICT}


def test_article_5_an_exception_of_the_steering_group_lets_it_go_on_labelled() -> None:
    seats = but("cyril", but("dana", conflicted=True), conflicted=True)
    said = positions(agree="anna boris emil eva gita")
    verdict = close_consensus(called(said, seats=seats, excepted_sides=frozenset({Side.PROVIDER})))
    assert (verdict.outcome, verdict.preparatory) == (Outcome.CONSENSUS, (Side.PROVIDER,))


def test_article_5_an_exception_does_not_excuse_a_side_that_could_speak() -> None:
    call = called(positions(agree="anna boris emil eva gita"), excepted_sides=frozenset({Side.PROVIDER}))
    assert close_consensus(call).outcome is Outcome.INCONCLUSIVE


def test_article_5_the_last_provider_resigning_makes_a_vacancy_declaring_a_conflict_does_not() -> None:
    seats = without("dana")
    said = positions(agree="anna boris emil eva")
    gone = called(said, seats=seats, left=frozenset({"cyril"}))
    resigned = replace(gone, filled_sides=filled_sides(seats, vacated={"cyril"}))
    assert close_consensus(resigned).preparatory == (Side.PROVIDER,)
    assert close_consensus(gone).outcome is Outcome.INCONCLUSIVE


def test_article_5_a_newcomer_alone_on_a_side_is_waited_for_until_the_next_call() -> None:
    seats = but("anna", without("boris"), seated_before_call=False)
    verdict = close_consensus(called(positions(agree="cyril dana emil eva gita"), seats=seats))
    assert [reason.code for reason in verdict.reasons] == ["side_conflicted"]


CODES = {
    1: "holder_may_not_speak",
    2: "seat_not_counted",
    4: "quorum_of_seats side_absent",
    5: "side_conflicted",
    6: "ground_missing ground_unknown reason_missing seat_already_spoken_for",
    7: "blocked side_without_agree too_few_agrees too_many_stand_asides",
    9: "attempt_missing",
    10: "body_only_advises last_round_on_other_text statement_missing too_few_failed_rounds too_few_sides_request",
    11: "side_without_yes text_already_voted_down too_few_yes",
    12: "side_speaks_for_itself vote_is_not_agreement",
    13: "meeting_demanded vote_in_writing written_deadline_too_short written_not_allowed",
    15: "body_votes_only",
}


def test_every_code_rests_on_its_article() -> None:
    assert {code: article for article, codes in CODES.items() for code in codes.split()} == ARTICLE_OF
    with pytest.raises(KeyError):
        because("no_mandate")


@given(any_seats(), st.randoms())
def test_the_order_of_the_list_changes_nothing(seats: tuple[FilledSeat, ...], chance: object) -> None:
    shuffled = list(seats)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert set(count_seats(seats)) == set(count_seats(shuffled))


@given(any_seats())
def test_vacant_silent_and_barred_seats_never_count(seats: tuple[FilledSeat, ...]) -> None:
    counted = {seat.seat: seat for seat in count_seats(seats)}
    for seat in seats:
        barred = seat.conflicted or seat.facilitating
        counts = seat.votes and seat.seated_before_call and (seat.substitute_free or not barred)
        assert (seat.seat in counted) == counts
        if counts:
            assert counted[seat.seat].by_substitute == barred


@given(any_seats())
def test_with_everybody_present_only_a_conflict_or_an_empty_count_can_lack_quorum(
    seats: tuple[FilledSeat, ...],
) -> None:
    call = called({}, seats=seats, here=" ".join(seat.seat for seat in seats))
    lacking = {reason.code for reason in quorum_reasons(muster(call, voices=()))}
    assert lacking <= ({"side_conflicted"} if call.count else {"side_conflicted", "quorum_of_seats"})
