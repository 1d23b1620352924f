"""The demo towns: each whole or not at all, the open one open, everybody one click away."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client

from consult.demo import OPEN_DAYS, TOWNS, found_towns, keep_open
from consult.models import Person
from tests.consult.desks import words_of
from workflow.models import Book, model_of
from workflow.rules import rows
from workflow.trail.canonical import format_time, parse_time

NOW = "2026-11-25T10:00:00Z"


@pytest.fixture(scope="module")
def towns(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[str]]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield found_towns(NOW)
        transaction.set_rollback(True)


@pytest.fixture
def demo(db: None, towns: list[str], settings: Any, monkeypatch: Any) -> list[str]:
    settings.DEMO = True
    monkeypatch.setattr("django.utils.timezone.now", lambda: parse_time(NOW))
    return towns


def plan(town: Any) -> Any:
    return model_of(rows.Plan).objects.get(territory=town.territory, key=town.plan)


def test_each_town_stands_at_a_telling_moment(demo: list[str]) -> None:
    assert demo == [town.territory for town in TOWNS]
    assert {town.territory: plan(town).stage for town in TOWNS if town.plan} == {
        "demo-susice": "commenting", "demo-klatovy": "in_force", "demo-vrchovy": "resolving", "demo-olsice": "councils",
        "demo-tanvald": "councils", "demo-breclav": "in_force",
    }  # fmt: skip
    decided = model_of(rows.CouncilDecision).objects.filter(standing=True, result="pass")
    assert 0 < decided.filter(territory="demo-olsice").count() < 4
    assert decided.filter(territory="demo-tanvald").count() == 8
    assert model_of(rows.Plan).objects.exclude(territory="demo-susice").filter(stage="commenting").count() == 9
    past = model_of(rows.Plan).objects.filter(territory="demo-breclav", past=True)
    assert past.count() == 4


def test_susice_is_open_for_at_least_four_weeks(demo: list[str]) -> None:
    left = parse_time(plan(TOWNS[0]).closes_at) - parse_time(NOW)
    assert left.days >= OPEN_DAYS


def test_nothing_in_a_demo_town_lies_ahead_of_now(demo: list[str]) -> None:
    assert all(book.last_at <= NOW for book in Book.objects.all())


def test_home_names_every_town_and_says_which_are_invented(demo: list[str]) -> None:
    page = words_of(Client(headers={"accept-language": "cs"}).get("/"))
    assert "město Sušice" in page and "město Klatovy" in page and page.count("(smyšlené město)") == 2


def test_a_second_run_plays_nothing_again(demo: list[str]) -> None:
    sizes = dict(Book.objects.values_list("territory", "size"))
    assert found_towns(NOW) == []
    assert dict(Book.objects.values_list("territory", "size")) == sizes


def test_months_later_the_open_town_is_opened_again(demo: list[str]) -> None:
    later = format_time(datetime(2027, 3, 1, 9, tzinfo=UTC))
    keep_open(TOWNS[0], later)
    assert (parse_time(plan(TOWNS[0]).closes_at) - parse_time(later)).days >= OPEN_DAYS


def test_there_is_somebody_to_be_for_every_seat(demo: list[str]) -> None:
    for town in TOWNS:
        seated = set(
            model_of(rows.Seat).objects.filter(territory=town.territory, filled=True).values_list("person", flat=True)
        )
        known = set(Person.objects.filter(territory=town.territory).values_list("number", flat=True))
        assert seated <= known
        names = list(Person.objects.filter(territory=town.territory).values_list("public_name", flat=True))
        assert len(names) == len(set(names))


def test_every_button_signs_in(demo: list[str]) -> None:
    page = Client().get("/sign-in/").content.decode()
    for user in get_user_model().objects.filter(username__startswith="demo-vrchovy"):
        if f'value="{user.username}"' in page:
            browser = Client()
            assert browser.post("/sign-in/", {"person": user.username}).status_code == 302
            assert browser.get("/me/").status_code == 200


def test_what_councils_read_can_be_opened(demo: list[str]) -> None:
    digest = model_of(rows.Deliverable).objects.filter(territory="demo-susice").values_list("digest", flat=True)[0]
    assert Client().get(f"/files/{digest}/").status_code == 200


def test_outside_a_demo_the_command_founds_nothing(db: None, settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("demo")
