"""Councils by paragraph 87 of Act 128/2000: charter article 15 and the worked cases of Czech towns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.rules.council import CouncilOutcome, CouncilResult, contradicts, council_result, majority, quorate


def session(members: int, yes: int, *, no: int = 0, abstain: int = 0, not_voting: int = 0) -> CouncilResult:
    """A vote in a council of so many seats; who is not counted is absent."""
    present = yes + no + abstain + not_voting
    return council_result(
        members_total=members,
        present=present,
        yes=yes,
        no=no,
        abstain=abstain,
        not_voting=not_voting,
        absent=members - present,
    )


@pytest.mark.parametrize(
    ("members", "needed"),
    [(5, 3), (7, 4), (9, 5), (11, 6), (15, 8), (21, 11), (27, 14), (45, 23), (55, 28), (65, 33), (10, 6)],
)
def test_article_15_more_than_half_of_all_members(members: int, needed: int) -> None:
    assert majority(members) == needed
    assert quorate(members, needed)
    assert not quorate(members, needed - 1)


@pytest.mark.parametrize(
    ("result", "outcome"),
    [
        (session(45, 23, no=16), "pass"),  # České Budějovice
        (session(45, 22, no=5, abstain=13), "fail"),  # České Budějovice: more yes than no, and not enough
        (session(65, 32, no=4), "fail"),  # Prague: all but four of those present, and one short
        (session(65, 33), "pass"),
        (session(27, 13, not_voting=12), "fail"),
        (session(27, 15), "pass"),
        (session(9, 4, no=2), "fail"),
        (session(9, 5, no=1), "pass"),
        (session(27, 13), "inquorate"),
    ],
)
def test_article_15_worked_cases(result: CouncilResult, outcome: str) -> None:
    assert result.outcome == outcome
    assert result.problems == ()


def test_article_15_vacant_seats_do_not_lower_the_number() -> None:
    nine_seats_of_which_one_vacant = council_result(
        members_total=9, present=8, yes=4, no=4, abstain=0, not_voting=0, absent=1
    )
    assert nine_seats_of_which_one_vacant.outcome is CouncilOutcome.FAIL


@pytest.mark.parametrize(
    ("counts", "problems"),
    [
        ((9, 6, 4, 1, 0, 0, 3), ("votes_do_not_add_up_to_present",)),
        ((9, 6, 4, 2, 0, 0, 2), ("present_and_absent_do_not_add_up_to_members",)),
        ((9, 6, 7, -1, 0, 0, 3), ("no_negative",)),
        ((-1, 0, 0, 0, 0, 0, -1), ("members_total_negative", "absent_negative")),
        ((9, 7, 4, 1, 0, 0, 3), ("votes_do_not_add_up_to_present", "present_and_absent_do_not_add_up_to_members")),
    ],
)
def test_counts_that_cannot_be_are_named_and_never_mended(counts: tuple[int, ...], problems: tuple[str, ...]) -> None:
    members_total, present, yes, no, abstain, not_voting, absent = counts
    result = council_result(
        members_total=members_total,
        present=present,
        yes=yes,
        no=no,
        abstain=abstain,
        not_voting=not_voting,
        absent=absent,
    )
    assert (result.outcome, result.problems) == (CouncilOutcome.INVALID, problems)


def test_a_negative_number_of_members_has_no_majority() -> None:
    result = council_result(members_total=-1, present=0, yes=0, no=0, abstain=0, not_voting=0, absent=-1)
    assert (result.majority, result.quorate) == (None, None)


def test_a_recorded_result_is_flagged_only_where_it_contradicts_valid_counts() -> None:
    assert contradicts("pass", CouncilOutcome.FAIL)
    assert contradicts("fail", CouncilOutcome.PASS)
    assert contradicts("pass", CouncilOutcome.INQUORATE)
    assert not contradicts("pass", CouncilOutcome.PASS)
    assert not contradicts("pass", CouncilOutcome.INVALID)
    assert not contradicts("", CouncilOutcome.PASS)
    assert not contradicts("deferred", CouncilOutcome.PASS)


COUNTS = st.integers(0, 40)


@given(COUNTS, COUNTS, COUNTS, COUNTS, COUNTS)
def test_with_a_quorum_only_the_yes_matter(yes: int, no: int, abstain: int, not_voting: int, absent: int) -> None:
    members = yes + no + abstain + not_voting + absent
    result = session(members, yes, no=no, abstain=abstain, not_voting=not_voting)
    others = session(members, yes, not_voting=no + abstain + not_voting)
    assert result == others
    assert result.quorate == ((members - absent) * 2 > members)
    if result.quorate:
        assert (result.outcome == "pass") == (yes * 2 > members)
    else:
        assert result.outcome == "inquorate"


@given(COUNTS, COUNTS, COUNTS)
def test_one_more_yes_never_loses(yes: int, no: int, absent: int) -> None:
    members = yes + no + absent
    if no and session(members, yes, no=no).outcome == "pass":
        assert session(members, yes + 1, no=no - 1).outcome == "pass"


@given(st.lists(st.integers(-3, 12), min_size=7, max_size=7))
def test_any_seven_numbers_get_an_answer(numbers: list[int]) -> None:
    members_total, present, yes, no, abstain, not_voting, absent = numbers
    result = council_result(
        members_total=members_total,
        present=present,
        yes=yes,
        no=no,
        abstain=abstain,
        not_voting=not_voting,
        absent=absent,
    )
    assert (result.outcome == "invalid") == bool(result.problems)
