"""The calendar of a plan and of a town: what comes, what was, and a file that a diary reads again and again."""

from datetime import date, timedelta
from typing import Any

from django.test import Client
from icalendar import Calendar

from tests.cast import Installed
from tests.consult.desks import anybody, words_of
from tests.consult.pages.conftest import EVIL, PLAN, TERRITORY
from tests.walk import coordinator
from workflow.rules.clock import local_date
from workflow.trail.canonical import format_time, parse_time

PAGE, FILE = f"/plans/{PLAN}/calendar/", f"/plans/{PLAN}/calendar.ics"


def events(answer: Any) -> dict[str, Any]:
    """Events by the beginning of their name."""
    return {str(one["UID"]).partition(f".{PLAN}.")[0]: one for one in Calendar.from_ical(answer.content).walk("VEVENT")}


def called(habrova: Installed, name: str, days: int = 20) -> str:
    """A meeting is called, so many days ahead."""
    starts = format_time(parse_time(habrova.at) + timedelta(days=days))
    habrova.do(coordinator(habrova), "call_meeting", meeting=name, kind="public_meeting", starts_at=starts,
               place="Kino", programme="Co dál, lidi; a kdy?")  # fmt: skip
    return starts


def test_what_comes_stands_before_what_was(reader: Client, habrova: Installed) -> None:
    called(habrova, "setkani")
    answer = reader.get(PAGE)
    page = words_of(answer)
    assert page.index("What comes") < page.index("Kino") < page.index("What was") < page.index("Radnice")
    assert "Last day for comments" in page and f'href="{FILE}"' in page
    assert EVIL not in page


def test_a_cancelled_meeting_stays_and_says_so(reader: Client, habrova: Installed) -> None:
    called(habrova, "setkani")
    habrova.do(coordinator(habrova), "cancel_meeting", meeting="setkani", reason="Nemoc.")
    page = words_of(reader.get(PAGE)).split("What was", maxsplit=1)[0]
    assert "Kino" in page and "cancelled" in page


def test_the_file_has_every_meeting_and_the_last_day_for_comments(habrova: Installed) -> None:
    starts = called(habrova, "setkani")
    answer = anybody().get(FILE)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    found = events(answer)
    assert found["meeting.setkani"].decoded("DTSTART") == parse_time(starts)
    assert str(found["meeting.setkani"]["LOCATION"]) == "Kino"
    assert str(found["meeting.setkani"]["DESCRIPTION"]) == "Co dál, lidi; a kdy?"
    last = local_date(parse_time(habrova.plan.closes_at or ""))
    assert found["comments.1"].decoded("DTSTART") == last
    assert str(found["meeting.setkani"]["URL"]).startswith("http://127.0.0.1:8000/plans/")


def test_an_event_keeps_its_name_and_counts_its_changes(habrova: Installed) -> None:
    called(habrova, "setkani")
    before = events(anybody().get(FILE))
    longer = local_date(parse_time(habrova.plan.closes_at or "")) + timedelta(days=7)
    habrova.do(coordinator(habrova), "extend_comments", closes_on=longer.isoformat())
    habrova.do(coordinator(habrova), "cancel_meeting", meeting="setkani", reason="Nemoc.")
    after = events(anybody().get(FILE))
    for name in ("comments.1", "meeting.setkani"):
        assert after[name]["UID"] == before[name]["UID"]
        assert (int(before[name]["SEQUENCE"]), int(after[name]["SEQUENCE"])) == (0, 1)
        assert after[name].decoded("DTSTAMP") == parse_time(habrova.at)
    assert after["comments.1"].decoded("DTSTART") == longer
    assert (str(before["meeting.setkani"]["STATUS"]), str(after["meeting.setkani"]["STATUS"])) == (
        "CONFIRMED", "CANCELLED",
    )  # fmt: skip


def test_the_same_bytes_come_until_something_happens(habrova: Installed, monkeypatch: Any) -> None:
    first = anybody().get(FILE)
    monkeypatch.setattr("django.utils.timezone.now", lambda: parse_time("2031-01-01T08:00:00Z"))
    kept = anybody().get(FILE, headers={"if-none-match": first["ETag"]})
    assert kept.status_code == 304 and kept.content == b""
    called(habrova, "setkani")
    assert anybody().get(FILE, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_a_town_has_the_days_of_all_its_plans(habrova: Installed) -> None:
    called(habrova, "setkani")
    found = events(anybody().get(f"/t/{TERRITORY}/calendar.ics"))
    assert found.keys() == events(anybody().get(FILE)).keys()
    assert "Kino" in words_of(anybody().get(f"/t/{TERRITORY}/calendar/"))


def test_a_review_and_a_promise_are_days_too(habrova: Installed) -> None:
    habrova.do(coordinator(habrova), "plan_review", on="2030-05-01", who="Koordinátor")
    habrova.do(
        coordinator(habrova), "give_promise", promise="kolo", told="Půjčíme kolo.", owner="Město", due="2029-01-02"
    )
    found = events(anybody().get(FILE))
    assert found["review"].decoded("DTSTART") == date(2030, 5, 1)
    assert found["promise.kolo"].decoded("DTSTART") == date(2029, 1, 2)
    assert str(found["promise.kolo"]["DESCRIPTION"]) == "Půjčíme kolo."


def test_the_page_asks_the_database_little(reader: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(14):
        reader.get(PAGE)


def test_there_is_no_calendar_of_another_plan(db: None) -> None:
    for address in ("/plans/neni/calendar/", "/plans/neni/calendar.ics", "/t/neni/calendar/", "/t/neni/calendar.ics"):
        assert anybody().get(address).status_code == 404
