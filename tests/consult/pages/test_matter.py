"""One comment's public page."""

from typing import Any

from django.test import Client

from tests.cast import Installed
from tests.consult.desks import at_desk, words_of
from tests.consult.pages.conftest import PLAN
from tests.walk import coordinator

COMMENTS = f"/plans/{PLAN}/comments/"


def test_words_answer_reason_and_decision_stand_on_one_page(reader: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(20):
        page = words_of(reader.get(f"{COMMENTS}2/"))
    assert "Vysvětlujeme." in page and "explained" in page
    assert "agreed: settle a comment: no. 2" in page
    assert "<script>alert" not in page and "Wording proposed" in page


def test_a_comment_without_an_answer_says_that_one_must_come(reader: Client) -> None:
    page = words_of(reader.get(f"{COMMENTS}1/"))
    assert "Chybí lavička." in page and "There is no answer yet." in page


def test_words_held_hidden_or_redacted_are_on_no_page(reader: Client) -> None:
    for number in "345":
        page = words_of(reader.get(f"{COMMENTS}{number}/"))
        assert f"Comment {number}" in page and "Tajemství" not in page and "Tajná" not in page and "Tajné" not in page


def test_the_coordinator_finds_the_way_to_settling(habrova: Installed) -> None:
    desk = at_desk(habrova, coordinator(habrova))
    assert f"{COMMENTS}1/settle/" in words_of(desk.get(f"{COMMENTS}1/"))


def test_a_number_nobody_was_given_is_not_there(reader: Client) -> None:
    assert reader.get(f"{COMMENTS}999/").status_code == 404
    assert reader.get(f"{COMMENTS}1z/").status_code == 404


def test_points_of_a_comment_stand_on_its_page_and_have_their_own(reader: Client, habrova: Installed) -> None:
    habrova.do(coordinator(habrova), "split_matter", matter="1", points=2, told="Lavička; stín.")
    assert "Its points, answered one by one" in words_of(reader.get(f"{COMMENTS}1/"))
    assert "A point of" in words_of(reader.get(f"{COMMENTS}1b/"))
