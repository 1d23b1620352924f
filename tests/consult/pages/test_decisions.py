"""Every question and what became of it."""

from typing import Any

from django.test import Client

from tests.consult.desks import words_of
from tests.consult.pages.conftest import PLAN

DECISIONS = f"/plans/{PLAN}/decisions/"


def test_each_says_who_decided_what_with_which_voices(reader: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(11):
        page = words_of(reader.get(DECISIONS))
    assert "agreed: approve a part of the plan: Strategic part (6 agree)" in page
    assert "<script>alert" not in page


def test_settled_comments_are_there_only_when_asked_for(reader: Client) -> None:
    assert "no. 2" not in words_of(reader.get(DECISIONS))
    assert "settle a comment: no. 2" in words_of(reader.get(f"{DECISIONS}?kind=settle_matter"))


def test_what_is_still_open_can_be_found(reader: Client) -> None:
    page = words_of(reader.get(f"{DECISIONS}?status=open"))
    assert "open: something else" in page and "approve a part" not in page.rpartition("</form>")[2]
