"""What changed between two editions, and because of whom."""

from typing import Any

import pytest
from django.test import Client

from consult.pages import edition_changes
from tests.cast import Installed
from tests.consult.desks import words_of
from tests.consult.pages.conftest import PLAN
from tests.walk import CLERK, coordinator
from workflow.models import model_of
from workflow.models.door import open_door
from workflow.rules.rows import Edition

EDITIONS = f"/plans/{PLAN}/editions/"


def test_words_that_came_are_marked_for_eye_and_ear_with_the_comment_that_asked_for_them(
    reader: Client, reposted: Installed, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(20):
        page = words_of(reader.get(EDITIONS))
    assert "edition 1 and edition 2" in page and "1 section with changes" in page
    assert '<ins><span class="heard">[added: </span>' in page and "Přibyla věta." in page
    assert "Because of comments" in page and f"/plans/{PLAN}/comments/6/" in page and "K textu.</q>" in page


def test_what_changed_since_the_last_posting_is_told_against_todays_text(reader: Client) -> None:
    page = words_of(reader.get(EDITIONS))
    assert "edition 1 and today" in page and "<del>" in page and "Text analyticka." in page
    assert "<script>alert" not in page and "No comment asked for this change." in page


def test_a_comment_that_is_hidden_is_named_and_its_words_are_not(reader: Client, reposted: Installed) -> None:
    reposted.do(CLERK, "hide_matter", matter="6", ground="personal_data", reason="Jsou tam cizí údaje.")
    page = words_of(reader.get(EDITIONS))
    assert f"/plans/{PLAN}/comments/6/" in page and "K textu." not in page and "The words are hidden" in page


def test_a_section_taken_out_and_one_that_is_new_are_called_so(reader: Client, habrova: Installed) -> None:
    habrova.do("citizen", "raise_matter", kind="comment", told="Chybí doprava.", channel="web", side="public")
    number = str(habrova.plan.matters)
    habrova.do(coordinator(habrova), "write_section", section="doprava", part="strategicka", place=2, matter=number,
               title="Doprava", text="Autobus.")  # fmt: skip
    habrova.do(coordinator(habrova), "withdraw_section", section="implementacni-1", reason="Je to jinde.")
    page = words_of(reader.get(EDITIONS))
    assert "new section" in page and "taken out" in page and "Text implementacni." in page and "Chybí doprava." in page


@pytest.mark.parametrize("asked", ["from=x&to=y", "from=2&to=1", "to=99", "page=-4", "page=999", "from=&to=today"])
def test_nonsense_in_the_address_compares_what_there_is(reader: Client, reposted: Installed, asked: str) -> None:
    answer = reader.get(f"{EDITIONS}?{asked}")
    assert answer.status_code == 200 and "What changed" in words_of(answer)


def test_the_same_edition_twice_has_no_changes(reader: Client, reposted: Installed) -> None:
    assert "Nothing in the text has changed between the two." in words_of(reader.get(f"{EDITIONS}?from=2&to=2"))


def test_very_much_text_is_led_to_page_by_page(
    reader: Client, reposted: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edition_changes, "LONGEST", 10)
    monkeypatch.setattr(edition_changes, "A_PAGE", 1)
    page = words_of(reader.get(EDITIONS))
    assert "too long to be shown here" in page and "<ins>" not in page and f"/plans/{PLAN}/draft/analyticka-1/" in page


def test_before_the_first_edition_there_is_nothing_to_compare_and_that_is_said(
    reader: Client, habrova: Installed
) -> None:
    with open_door():
        model_of(Edition).objects.all().delete()
    assert "No edition has been posted yet" in words_of(reader.get(EDITIONS))
