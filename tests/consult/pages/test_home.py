"""Home: the towns, and what is open until when."""

from typing import Any

from django.test import Client

from tests.consult.desks import words_of
from tests.consult.pages.conftest import PLAN
from tests.walk import coordinator
from workflow.rules.rows import Section
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
    with django_assert_max_num_queries(9):
        reader.get("/")


def test_czech_readers_read_czech(reader: Client) -> None:
    page = words_of(reader.get("/", headers={"accept-language": "cs"}))
    assert '<html lang="cs">' in page and "Sušicko" in page


def test_each_open_plan_says_what_is_fixed_by_whom_what_can_change_and_what_comes(reader: Client) -> None:
    page = words_of(reader.get("/"))
    assert "Your voice can change" in page and "A comment that is accepted changes the text" in page
    assert "Implementation part: approved by Steering group" in page
    assert "Public meeting on" in page and "The next stage: settling of comments." in page


def test_a_person_begins_with_her_own_topic(reader: Client) -> None:
    page = words_of(reader.get("/"))
    assert "What concerns you?" in page and 'href="/k/habrova/seniori/"' in page


def test_words_can_be_looked_for_at_once(reader: Client) -> None:
    page = words_of(reader.get("/"))
    assert 'role="search"' in page and 'action="/search/"' in page


def test_what_was_changed_after_its_approval_is_not_called_fixed(reader: Client, habrova: Any) -> None:
    before = reader.get("/").context["open"][0]["fixed"]
    part = habrova.process.parts[1]
    row = next(one for one in habrova.state.find(Section, plan=PLAN) if one.part.endswith(f"/{part.id}"))
    habrova.do(coordinator(habrova), "write_section", section=row.key.split("/")[1], part=part.id, place=1,
               title="Jinak", text="Jinak.", matter="1", covers=list(row.covers))  # fmt: skip
    after = reader.get("/").context["open"][0]["fixed"]
    assert part.title.en in before and part.title.en not in after
