"""A comment is taken up with a button and put back with a button; late words are kept beside the newer ones."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from consult.leases import LASTS
from consult.models import Lease
from tests.cast import Installed
from tests.consult.desks import anybody, at_desk, confirm, move_of, standing_town, words_of
from tests.walk import close_window, coordinator
from workflow.models import Leaf, model_of
from workflow.rules import rows
from workflow.rules.lifecycle import Stage


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Installed]:
    """Lipová, where comments are being settled."""
    with standing_town(django_db_blocker, Stage.COMMENTING) as town:
        close_window(town)
        yield town


@pytest.fixture
def town(db: None, built: Installed) -> Installed:
    return built


@pytest.fixture
def karel(town: Installed) -> Client:
    return at_desk(town, coordinator(town))


@pytest.fixture
def olga(town: Installed) -> Client:
    return at_desk(town, town.seats(town.process.working_groups[0].id)[0].key)


def url_of(town: Installed, page: str) -> str:
    return f"/plans/{town.plan_key}/comments/1/{page}"


def take_up(browser: Client, town: Installed) -> Any:
    return browser.post(url_of(town, "take-up/"), {"step": "take_up"})


def form_of(browser: Client, town: Installed, **typed: Any) -> tuple[str, dict[str, Any]]:
    """The address and the data of the answer somebody writes on the page of settling."""
    move = move_of(browser.get(url_of(town, "settle/")), "draft_answer")
    data: dict[str, Any] = {item["name"]: item["value"] for item in move["hidden"]}
    return move["url"], {**data, "disposition": "explained", **typed}


def prepared(town: Installed) -> Any:
    return model_of(rows.Answer).objects.filter(territory=town.territory).first()


def words_behind(town: Installed, row: Any) -> str:
    from workflow.models import Opening

    return str(Opening.objects.get(territory=town.territory, commit=row.reason).text)


def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


def test_taking_up_is_one_button_and_no_entry_of_the_book(town: Installed, karel: Client) -> None:
    before = Leaf.objects.filter(territory=town.territory).count()
    assert "Take it up" in words_of(karel.get(url_of(town, "")))
    answer = take_up(karel, town)
    assert answer.status_code == 303 and answer["Location"] == url_of(town, "settle/")
    page = words_of(karel.get(url_of(town, "settle/")))
    assert "You work on this comment" in page and "Put it back" in page
    assert Leaf.objects.filter(territory=town.territory).count() == before


def test_others_at_the_table_read_who_works_on_it_and_the_public_does_not(
    town: Installed, karel: Client, olga: Client
) -> None:
    take_up(karel, town)
    page = words_of(olga.get(url_of(town, "")))
    assert "koordinator" in page and "works on this comment" in page and "Take it up" not in page
    answer = take_up(olga, town)
    assert answer.status_code == 303
    assert "works on this comment until" in words_of(olga.get(answer["Location"]))
    assert "koordinator" not in words_of(anybody().get(url_of(town, "")))


def test_put_back_it_is_free_for_the_next_one(town: Installed, karel: Client, olga: Client) -> None:
    take_up(karel, town)
    karel.post(url_of(town, "take-up/"), {"step": "put_back"})
    take_up(olga, town)
    assert Lease.objects.get().seat.startswith(town.process.working_groups[0].id)


def test_a_citizen_takes_nothing_up_and_an_opened_address_changes_nothing(town: Installed, karel: Client) -> None:
    assert anybody().post(url_of(town, "take-up/"), {"step": "take_up"}).status_code == 303
    assert karel.get(url_of(town, "take-up/")).status_code == 302
    assert not Lease.objects.exists()
    assert karel.post(f"/plans/{town.plan_key}/comments/999/take-up/").status_code == 404


def test_saving_under_a_lease_prolongs_it(town: Installed, karel: Client) -> None:
    take_up(karel, town)
    Lease.objects.update(until=timezone.now() + timedelta(minutes=1))
    url, data = form_of(karel, town, reason="Vysvětlení.")
    assert "lease=1" in url
    assert confirm(karel, karel.post(url, data)).status_code == 303
    assert words_behind(town, prepared(town)) == "Vysvětlení."
    assert Lease.objects.get().until > timezone.now() + LASTS - timedelta(minutes=1)


def test_words_written_under_an_older_taking_up_are_kept_beside_the_newer_ones(
    town: Installed, karel: Client, olga: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_up(karel, town)
    url, data = form_of(karel, town, reason="Karlova slova.")
    an_hour_later(monkeypatch)
    take_up(olga, town)
    other_url, other = form_of(olga, town, reason="Olžina slova.")
    assert confirm(olga, olga.post(other_url, other)).status_code == 303
    olga.post(url_of(town, "take-up/"), {"step": "put_back"})
    late = karel.post(url, data)
    page = words_of(late)
    assert late.status_code == 409 and "Your words were not saved yet" in page
    assert "Karlova slova." in page and "explained" in page
    assert words_behind(town, prepared(town)) == "Olžina slova."


def test_whoever_was_late_takes_it_up_again_with_the_same_words(
    town: Installed, karel: Client, olga: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_up(karel, town)
    url, data = form_of(karel, town, reason="Karlova slova.")
    an_hour_later(monkeypatch)
    take_up(olga, town)
    olga.post(url_of(town, "take-up/"), {"step": "put_back"})
    late = karel.post(url, data)
    again = dict(late.context["hidden"])
    answer = karel.post(late.context["url"], again)
    assert answer.status_code == 307 and "lease=3" in answer["Location"]
    check = karel.post(answer["Location"], again)
    assert "Karlova slova." in words_of(check)
    assert confirm(karel, check).status_code == 303
    assert words_behind(town, prepared(town)) == "Karlova slova."


def test_while_somebody_works_on_it_others_keep_their_words_and_wait(
    town: Installed, karel: Client, olga: Client
) -> None:
    url, data = form_of(olga, town, reason="Olžina slova.")
    take_up(karel, town)
    busy = olga.post(url, data)
    assert busy.status_code == 409 and "Olžina slova." in words_of(busy) and "koordinator" in words_of(busy)
    still = olga.post(busy.context["url"], dict(busy.context["hidden"]))
    assert still.status_code == 409 and "Olžina slova." in words_of(still)
    assert prepared(town) is None


def test_without_taking_up_an_answer_is_saved_as_before(town: Installed, karel: Client) -> None:
    url, data = form_of(karel, town, reason="Vysvětlení.")
    assert "lease=" not in url
    assert confirm(karel, karel.post(url, data)).status_code == 303
    assert prepared(town) is not None
