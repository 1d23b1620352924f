"""Needs and what answers them."""

from typing import Any

from django.test import Client

from tests.consult.desks import words_of
from tests.consult.pages.conftest import PLAN

NEEDS = f"/plans/{PLAN}/needs/"


def test_a_need_says_where_it_was_found_and_what_answers_it(reader: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(13):
        page = words_of(reader.get(NEEDS))
    assert "Chybí odlehčení." in page and "questionnaire survey" in page and "Zřídit." in page
    assert "<script>alert" not in page


def test_a_measure_says_who_answers_for_it_and_how_far_the_money_is(reader: Client) -> None:
    page = words_of(reader.get(NEEDS))
    assert "Město" in page and "900 thousand crowns a year" in page and "being sought" in page


def test_what_the_plan_stands_on_is_listed(reader: Client) -> None:
    assert "Survey of needs" in words_of(reader.get(NEEDS))


def test_the_other_area_is_empty_and_says_so(reader: Client) -> None:
    assert "No need is recorded in this area yet." in words_of(reader.get(f"{NEEDS}?area=rodina"))
