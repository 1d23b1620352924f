"""A town: its plans, bodies and book."""

from typing import Any

import pytest
from django.test import Client

from tests.cast import Installed
from tests.consult.desks import anybody, at_desk, words_of
from tests.consult.pages.conftest import PLAN, TERRITORY
from tests.walk import CLERK
from workflow.trail.canonical import parse_time


def test_a_town_names_its_plans_its_groups_and_its_book(reader: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(30):
        page = words_of(reader.get(f"/t/{TERRITORY}/"))
    assert f"/plans/{PLAN}/" in page and "Working group on seniors and people with disabilities" in page
    assert f"/t/{TERRITORY}/book/" in page and "open for comments" in page


def test_hana_sees_whom_she_acts_for(habrova: Installed) -> None:
    page = words_of(at_desk(habrova, CLERK).get(f"/t/{TERRITORY}/"))
    assert "Městský úřad Lipová" in page and "Sign out" in page


def test_there_is_no_town_of_another_name(db: None) -> None:
    assert anybody().get("/t/nikde/").status_code == 404


def test_what_is_open_comes_first_then_what_comes_and_what_is_new(reader: Client) -> None:
    page = words_of(reader.get(f"/t/{TERRITORY}/")).split("<main", maxsplit=1)[1]
    order = ("Open for comments now", "Write a comment", "What concerns you?", "What comes", "News", "Plans")
    places = [page.index(words) for words in order]
    assert places == sorted(places)
    assert f'href="/t/{TERRITORY}/calendar/"' in page and f'value="{TERRITORY}"' in page


def test_once_the_window_has_closed_a_suggestion_can_still_be_sent(
    reader: Client, habrova: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = parse_time(habrova.plan.closes_at or "").replace(year=2030)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    page = words_of(reader.get(f"/t/{TERRITORY}/"))
    assert "Open for comments now" not in page and "Send a suggestion" in page and "What concerns you?" in page
