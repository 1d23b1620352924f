"""The register of comments."""

from typing import Any

import pytest
from django.test import Client

from tests.cast import Installed
from tests.consult.desks import words_of
from tests.consult.pages.conftest import PLAN

REGISTER = f"/plans/{PLAN}/comments/"


def test_every_comment_has_its_number_and_its_standing(reader: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(16):
        page = words_of(reader.get(REGISTER))
    assert "Comment 1" in page and "Chybí lavička." in page and "waits for an answer" in page
    assert "Suggestion 2" in page and "Vysvětlujeme." in page


def test_held_hidden_and_redacted_words_are_not_there_but_their_numbers_are(reader: Client) -> None:
    page = words_of(reader.get(REGISTER))
    assert "Comment 3" in page and "Comment 4" in page and "Comment 5" in page
    assert "Tajemství" not in page and "Tajná" not in page and "Tajné" not in page
    assert "The words wait before they are shown." in page and "The words are hidden" in page
    assert "taken from the public on a legal ground" in page


@pytest.mark.parametrize(
    ("asked", "there", "gone"),
    [
        ("?state=settled", "Suggestion 2", "Comment 1<"),
        ("?state=open", "Comment 1", "Suggestion 2"),
        ("?kind=suggestion", "Suggestion 2", "Comment 1<"),
        ("?disposition=explained", "Suggestion 2", "Comment 1<"),
        ("?section=analyticka-1", "Suggestion 2", "Comment 1<"),
        ("?disposition=accepted", "No comment is like that.", "Comment 1<"),
        ("?side=user", "Comment 1", "No comment is like that."),
    ],
)
def test_it_can_be_narrowed(reader: Client, asked: str, there: str, gone: str) -> None:
    page = words_of(reader.get(REGISTER + asked))
    assert there in page and gone not in page


@pytest.mark.parametrize(
    "asked", ["?kind=told__contains", "?page=-1", "?page=zz", "?state=' OR 1=1", "?plan=x&person=y"]
)
def test_what_is_on_no_list_is_as_if_it_had_not_been_asked(reader: Client, asked: str) -> None:
    answer = reader.get(REGISTER + asked)
    assert answer.status_code == 200 and "Comment 1" in words_of(answer)


def test_forty_comments_are_leafed_through_twenty_at_a_time(
    reader: Client, habrova: Installed, django_assert_max_num_queries: Any
) -> None:
    for n in range(36):
        habrova.do("citizen", "raise_matter", kind="comment", told=f"Věc {n}.", channel="web", side="public")
    with django_assert_max_num_queries(16):
        first = words_of(reader.get(REGISTER))
    assert first.count('<article class="matter">') == 20 and "page 1 of 3" in first
    last = words_of(reader.get(f"{REGISTER}?page=999"))
    assert "page 3 of 3" in last and "Věc 35." in last
