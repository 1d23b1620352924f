"""Meetings ahead and held."""

from typing import Any

from django.test import Client

from tests.consult.desks import words_of
from tests.consult.pages.conftest import PLAN


def test_the_next_meetings_come_first(reader: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(11):
        page = words_of(reader.get(f"/plans/{PLAN}/meetings/"))
    ahead, held = page.split("Held</h2>")
    assert "Public meeting" in ahead and "called" in ahead
    assert "minutes published" in held and "6 seats present" in held


def test_a_hostile_place_is_only_words(reader: Client) -> None:
    assert "<script>alert" not in words_of(reader.get(f"/plans/{PLAN}/meetings/"))
