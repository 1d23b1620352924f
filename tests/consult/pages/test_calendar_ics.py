"""The calendar as a file: a diary reads it, finds every milestone once, and follows every move."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from tests.cast import Installed
from tests.consult.desks import anybody
from tests.consult.pages.regions import BOARD, standing_region
from tests.workflow.polesi import KAREL, PROGRAMME
from workflow.trail.canonical import parse_time

FILE = f"{BOARD}calendar.ics"
MILESTONES = {"seminar", "etapa-1", "analyzy", "etapa-2", "zprava"}


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Installed]:
    with standing_region(django_db_blocker) as region:
        yield region


@pytest.fixture
def region(db: None, built: Installed) -> Installed:
    return built


def fetched() -> Any:
    return anybody().get(FILE)


def events(answer: Any) -> dict[str, Any]:
    """Events by the milestone their name begins with."""
    calendar = Calendar.from_ical(answer.content)
    return {str(event["UID"]).split(".")[0]: event for event in calendar.walk("VEVENT")}


def move(region: Installed, due_on: str, reason: str = "Sál je obsazený.") -> None:
    region.do(KAREL, "move_milestone", programme=PROGRAMME, milestone="seminar", due_on=due_on, reason=reason)


def test_it_lists_every_milestone_as_a_whole_day(region: Installed) -> None:
    answer = fetched()
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    found = events(answer)
    assert found.keys() == MILESTONES
    assert (found["seminar"].decoded("DTSTART"), found["seminar"].decoded("DTEND")) == (
        date(2020, 11, 30), date(2020, 12, 1),
    )  # fmt: skip
    assert str(found["seminar"]["SUMMARY"]) == "First seminar"


def test_an_event_keeps_its_name_and_says_how_often_it_was_moved(region: Installed) -> None:
    before = events(fetched())["seminar"]
    move(region, "2020-12-15")
    move(region, "2021-01-10")
    after = events(fetched())["seminar"]
    assert after["UID"] == before["UID"]
    assert (int(before["SEQUENCE"]), int(after["SEQUENCE"])) == (0, 2)
    assert after.decoded("DTSTART") == date(2021, 1, 10)


def test_a_milestone_ahead_is_tentative_one_reached_is_confirmed_and_one_given_up_is_cancelled(
    region: Installed,
) -> None:
    assert str(events(fetched())["zprava"]["STATUS"]) == "TENTATIVE"
    region.do(KAREL, "reach_milestone", programme=PROGRAMME, milestone="seminar", told="Byl.")
    region.do(KAREL, "abandon_programme", programme=PROGRAMME, reason="Došly peníze.")
    found = events(fetched())
    assert (str(found["seminar"]["STATUS"]), str(found["zprava"]["STATUS"])) == ("CONFIRMED", "CANCELLED")


def test_words_come_through_whole_whatever_stands_in_them(region: Installed) -> None:
    reason = "Sál, kde jsme chtěli být; je obsazený\\zavřený.\nBEGIN:VEVENT\n" + "Přijďte později. " * 20
    move(region, "2020-12-15", reason)
    answer = fetched()
    assert events(answer).keys() == MILESTONES
    assert reason.strip() in str(events(answer)["seminar"]["DESCRIPTION"])


def test_lines_are_folded_at_seventy_five_octets_and_end_as_the_standard_asks(region: Installed) -> None:
    move(region, "2020-12-15", "Příliš žluťoučký kůň úpěl ďábelské ódy. " * 20)
    data = fetched().content
    assert data.endswith(b"\r\n") and b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75


def test_the_same_bytes_come_until_something_happens(region: Installed, monkeypatch: Any) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: parse_time("2020-10-01T08:00:00Z"))
    first = fetched()
    monkeypatch.setattr("django.utils.timezone.now", lambda: parse_time("2021-10-01T08:00:00Z"))
    assert fetched().content == first.content
    kept = anybody().get(FILE, headers={"if-none-match": first["ETag"]})
    assert kept.status_code == 304 and kept.content == b""
    move(region, "2020-12-15")
    changed = anybody().get(FILE, headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200 and changed["ETag"] != first["ETag"]
    assert events(changed)["seminar"].decoded("DTSTAMP") == parse_time(region.at)


def test_it_speaks_the_readers_language(region: Installed) -> None:
    answer = Client(headers={"accept-language": "cs"}).get(FILE)
    assert str(events(answer)["seminar"]["SUMMARY"]) == "První seminář"
    assert "Accept-Language" in answer["Vary"]
