"""Home: the towns, and what is open until when."""

from typing import Any

from django.test import Client

from tests.consult.desks import words_of
from tests.consult.pages.conftest import PLAN
from workflow.trail.canonical import parse_time


def test_what_is_open_for_comments_comes_first_with_its_last_minute(reader: Client) -> None:
    page = words_of(reader.get("/"))
    assert page.index("Open for comments now") < page.index("Plans under way and in force")
    assert "Comments can be sent" in page and "days left" in page
    assert f"/plans/{PLAN}/comment/" in page


def test_after_the_window_the_same_plan_is_merely_under_way(reader: Client, monkeypatch: Any, habrova: Any) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: parse_time(habrova.plan.closes_at).replace(year=2030))
    page = words_of(reader.get("/"))
    assert "Open for comments now" not in page and f"/plans/{PLAN}/" in page


def test_an_empty_installation_says_who_begins(db: None, monkeypatch: Any) -> None:
    monkeypatch.setattr("consult.pages.home.MOST_TOWNS", 0)
    page = words_of(Client(headers={"accept-language": "en"}).get("/"))
    assert "No plan has been begun here yet." in page and "Whoever runs this site founds a town first" in page


def test_home_asks_the_database_little(reader: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(5):
        reader.get("/")


def test_czech_readers_read_czech(reader: Client) -> None:
    page = words_of(reader.get("/", headers={"accept-language": "cs"}))
    assert '<html lang="cs">' in page and "Sušicko" in page
