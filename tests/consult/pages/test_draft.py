"""The text of the plan, a part at a time."""

from typing import Any

from django.test import Client

from tests.consult.desks import words_of
from tests.consult.pages.conftest import PLAN

DRAFT = f"/plans/{PLAN}/draft/"


def test_a_part_opens_with_its_summary_and_counts_what_people_said(
    reader: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(9):
        page = words_of(reader.get(DRAFT))
    assert "In plain words" in page and "1 comment" in page and "reading takes" in page


def test_every_section_can_be_commented_on_while_the_window_is_open(reader: Client) -> None:
    assert f"/plans/{PLAN}/comment/?section=analyticka-1" in words_of(reader.get(DRAFT))


def test_another_part_has_its_own_address(reader: Client) -> None:
    page = words_of(reader.get(f"{DRAFT}?part=strategicka"))
    assert "Text strategicka." in page and "Text analyticka." not in page


def test_what_changed_since_posting_is_marked(reader: Client) -> None:
    page = words_of(reader.get(f"{DRAFT}?show=changes"))
    assert "<del>" in page and "<ins>" in page and "Text analyticka." in page


def test_a_part_there_is_not_shows_the_first(reader: Client) -> None:
    assert "Analytic part" in words_of(reader.get(f"{DRAFT}?part=../../etc"))
