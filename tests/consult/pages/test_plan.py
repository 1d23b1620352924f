"""Everyone's page of a plan."""

from typing import Any

from django.test import Client

from tests.cast import Installed
from tests.consult.desks import anybody, at_desk, words_of
from tests.consult.pages.conftest import PLAN
from tests.walk import coordinator


def test_it_says_where_the_plan_is_and_what_anybody_can_do(reader: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(30):
        page = words_of(reader.get(f"/plans/{PLAN}/"))
    assert "stage 5 of 10" in page and "Comments can be sent" in page
    assert "Read the draft" in page and "Write a comment" in page and "Public meeting" in page


def test_it_says_what_is_missing_who_can_do_it_and_on_which_principle(reader: Client) -> None:
    page = words_of(reader.get(f"/plans/{PLAN}/"))
    assert "Comments may still come until" in page and "Principle 6" in page
    assert "What is missing before the next stage" in page


def test_it_says_what_a_comment_can_still_change(reader: Client) -> None:
    assert "A comment that is accepted changes the text" in words_of(reader.get(f"/plans/{PLAN}/"))


def test_it_tells_how_parts_were_approved(reader: Client) -> None:
    page = words_of(reader.get(f"/plans/{PLAN}/"))
    assert "agreed: approve a part of the plan: Implementation part" in page


def test_the_coordinator_finds_the_way_to_what_waits_for_him(habrova: Installed) -> None:
    assert "See what waits for you" in words_of(at_desk(habrova, coordinator(habrova)).get(f"/plans/{PLAN}/"))


def test_a_plan_nobody_has_begun_is_not_there(db: None) -> None:
    assert anybody().get("/plans/nic/").status_code == 404


def test_looking_changes_nothing(reader: Client, habrova: Installed) -> None:
    before = habrova.state.head
    for page in ("", "draft/", "comments/", "decisions/", "meetings/", "people/", "needs/", "principles/", "process/"):
        assert reader.get(f"/plans/{PLAN}/{page}").status_code == 200
        assert reader.post(f"/plans/{PLAN}/{page}").status_code == 405
    assert habrova.state.head == before
