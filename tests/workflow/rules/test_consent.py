"""The consent agenda: charter article 14."""

from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.rules.small_town import EVERYBODY, any_call, called, positions
from workflow.rules.charter import CallState, Verdict, close_consensus
from workflow.rules.consent import PULLED, close_consent
from workflow.rules.sides import Outcome

FORTY = tuple(f"answer-{number}" for number in range(1, 41))


def outcomes(results: dict[str, Verdict | str]) -> dict[str, str]:
    return {item: result if isinstance(result, str) else result.outcome.value for item, result in results.items()}


def test_article_14_forty_answers_are_agreed_in_one_call() -> None:
    results = close_consent(called(positions(agree=EVERYBODY)), items=FORTY)
    assert list(results) == list(FORTY)
    assert set(outcomes({**results}).values()) == {"consensus"}


def test_article_14_one_pulled_out_leaves_unharmed_and_the_rest_stand() -> None:
    results = close_consent(called(positions(agree=EVERYBODY)), items=FORTY, pulled={"answer-7"})
    assert results["answer-7"] == PULLED
    assert outcomes({**results}) == {item: "pulled" if item == "answer-7" else "consensus" for item in FORTY}


def test_article_14_not_answering_is_not_agreeing() -> None:
    results = close_consent(called(positions(agree="anna cyril emil"), here=EVERYBODY), items=FORTY[:2])
    assert outcomes({**results}) == {"answer-1": "no_consensus", "answer-2": "no_consensus"}


def test_article_14_a_block_on_the_list_is_a_failed_round_of_every_item_left_on_it() -> None:
    call = called(positions(agree="boris cyril dana emil eva gita", block="anna"))
    results = close_consent(call, items=FORTY[:3], pulled={"answer-2"})
    assert outcomes({**results}) == {"answer-1": "no_consensus", "answer-2": "pulled", "answer-3": "no_consensus"}


def test_article_14_without_quorum_no_item_counts_a_round() -> None:
    results = close_consent(called(positions(agree="anna cyril")), items=FORTY[:2])
    assert set(outcomes({**results}).values()) == {"inconclusive"}


def test_article_1_dana_in_conflict_on_one_item_does_not_count_for_it() -> None:
    call = called(positions(agree="anna cyril dana emil", aside="boris eva"))
    results = close_consent(call, items=FORTY[:2], conflicted={"answer-2": {"dana"}})
    plain, hers = results["answer-1"], results["answer-2"]
    assert isinstance(plain, Verdict)
    assert isinstance(hers, Verdict)
    assert (plain.counted, plain.outcome) == (7, Outcome.CONSENSUS)
    assert (hers.counted, hers.outcome) == (6, Outcome.NO_CONSENSUS)


@given(any_call(), st.frozensets(st.sampled_from(FORTY), max_size=5))
def test_every_item_is_either_pulled_or_decided_as_if_called_alone(call: CallState, pulled: frozenset[str]) -> None:
    results = close_consent(call, items=FORTY, pulled=pulled)
    alone = close_consensus(call)
    assert {item for item, result in results.items() if result == PULLED} == pulled
    assert all(result == alone for item, result in results.items() if item not in pulled)
