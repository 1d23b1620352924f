"""The eleven principles, measured."""

from typing import Any

from django.test import Client

from consult.indicators import MEASURES
from tests.consult.desks import words_of
from tests.consult.pages.conftest import PLAN

PRINCIPLES = f"/plans/{PLAN}/principles/"


def test_all_eleven_are_there_with_guards_and_numbers(reader: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(40):
        page = words_of(reader.get(PRINCIPLES))
    assert list(MEASURES) == list(range(1, 12))
    for number in MEASURES:
        section = page.split(f'id="p{number}"')[1].split("</section>")[0]
        assert '<dl class="facts"> <div>' in section and "What it stands guard over" in section


def test_the_numbers_are_counted_from_what_happened(reader: Client) -> None:
    page = words_of(reader.get(PRINCIPLES))
    assert "<dt>Comments whose words are hidden</dt><dd>" in page and "Comments and suggestions</dt><dd>5" in page
    assert "Groups without a single user</dt><dd>" in page
