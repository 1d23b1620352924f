"""Days and deadlines in Prague: clocks, holidays, working days, comment windows."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.rules.clock import (
    Window,
    WindowObstacle,
    add_months,
    add_working_days,
    comment_window,
    days_between,
    easter_sunday,
    end_of_local_day,
    local_date,
    local_time,
    moment_of,
    next_working_day,
    prague_offset,
    public_holiday,
    window_obstacles,
    working_day,
)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("year", "spring", "autumn"),
    [(1996, 31, 27), (2000, 26, 29), (2011, 27, 30), (2016, 27, 30), (2020, 29, 25), (2024, 31, 27), (2027, 28, 31)],
)
def test_summer_time_lasts_from_the_last_sunday_of_march_to_that_of_october(
    year: int, spring: int, autumn: int
) -> None:
    second = timedelta(seconds=1)
    begins, ends = utc(year, 3, spring, 1), utc(year, 10, autumn, 1)
    assert [prague_offset(at) for at in (begins - second, begins)] == [timedelta(hours=1), timedelta(hours=2)]
    assert [prague_offset(at) for at in (ends - second, ends)] == [timedelta(hours=2), timedelta(hours=1)]


def test_a_moment_in_another_zone_is_the_same_moment() -> None:
    in_tokyo = datetime(2024, 7, 1, 6, 30, tzinfo=timezone(timedelta(hours=9)))
    assert local_time(in_tokyo) == datetime(2024, 6, 30, 23, 30)
    assert local_date(in_tokyo) == date(2024, 6, 30)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        local_date(datetime(2024, 7, 1))


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        (date(2024, 1, 15), utc(2024, 1, 15, 22, 59, 59)),
        (date(2024, 7, 15), utc(2024, 7, 15, 21, 59, 59)),
        (date(2024, 3, 30), utc(2024, 3, 30, 22, 59, 59)),
        (date(2024, 3, 31), utc(2024, 3, 31, 21, 59, 59)),
        (date(2024, 10, 26), utc(2024, 10, 26, 21, 59, 59)),
        (date(2024, 10, 27), utc(2024, 10, 27, 22, 59, 59)),
    ],
)
def test_a_day_ends_at_the_last_second_before_midnight_in_prague(day: date, ends: datetime) -> None:
    assert end_of_local_day(day) == ends
    assert local_date(ends) == day
    assert local_date(ends + timedelta(seconds=1)) == day + timedelta(days=1)


def test_the_missing_and_the_doubled_hour() -> None:
    assert moment_of(date(2024, 3, 31), time(2, 30)) == utc(2024, 3, 31, 1, 30)
    assert moment_of(date(2024, 10, 27), time(2, 30)) == utc(2024, 10, 27, 0, 30)
    assert moment_of(date(2024, 10, 27), time(3, 0)) == utc(2024, 10, 27, 2, 0)


@given(st.datetimes(datetime(1996, 1, 1), datetime(2090, 1, 1)))
def test_what_the_clock_on_the_wall_shows_leads_back_to_the_moment(naive: datetime) -> None:
    at = naive.replace(tzinfo=UTC)
    shown = local_time(at)
    back = moment_of(shown.date(), shown.time())
    assert local_time(back) == shown
    assert at - back in (timedelta(0), timedelta(hours=1))


# Among them the earliest and the latest possible day, and the years in which the moon of the tables is moved.
EASTERS = """
1818-03-22 1943-04-25 1954-04-18 1981-04-19 2000-04-23 2005-03-27 2008-03-23 2011-04-24 2020-04-12 2024-03-31
2025-04-20 2038-04-25 2049-04-18 2076-04-19 2100-03-28 2200-04-06 2285-03-22 2299-04-16
"""


@pytest.mark.parametrize("sunday", [date.fromisoformat(day) for day in EASTERS.split()], ids=str)
def test_easter_sundays(sunday: date) -> None:
    assert easter_sunday(sunday.year) == sunday


def test_the_thirteen_holidays_of_2024() -> None:
    days = [date(2024, 1, 1) + timedelta(days=n) for n in range(366)]
    assert " ".join(f"{day.day}.{day.month}." for day in days if public_holiday(day)) == (
        "1.1. 29.3. 1.4. 1.5. 8.5. 5.7. 6.7. 28.9. 28.10. 17.11. 24.12. 25.12. 26.12."
    )


def test_good_friday_is_a_holiday_since_2016() -> None:
    assert not public_holiday(date(2015, 4, 3))
    assert public_holiday(date(2016, 3, 25))


def test_two_holidays_came_with_the_act_of_2000() -> None:
    assert not public_holiday(date(1999, 9, 28))
    assert not public_holiday(date(1999, 11, 17))
    assert public_holiday(date(2000, 9, 28))
    assert public_holiday(date(2000, 11, 17))


@pytest.mark.parametrize(
    ("start", "count", "lands"),
    [
        (date(2024, 5, 2), 3, date(2024, 5, 7)),  # over a weekend
        (date(2024, 5, 6), 3, date(2024, 5, 10)),  # over Wednesday 8 May
        (date(2024, 3, 28), 1, date(2024, 4, 2)),  # over Easter
        (date(2024, 12, 23), 1, date(2024, 12, 27)),
        (date(2024, 7, 5), 0, date(2024, 7, 8)),  # Friday 5 July, a holiday: a deadline on it moves
        (date(2024, 7, 4), 0, date(2024, 7, 4)),
    ],
)
def test_working_days_are_counted_from_the_day_after(start: date, count: int, lands: date) -> None:
    assert add_working_days(start, count) == lands


def test_working_days_are_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(date(2024, 5, 2), -1)


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(1, 30))
def test_so_many_working_days_lie_between(start: date, count: int) -> None:
    lands = add_working_days(start, count)
    between = [start + timedelta(days=n) for n in range(1, (lands - start).days + 1)]
    assert sum(working_day(day) for day in between) == count
    assert working_day(lands)


def test_months_are_clamped_to_the_end_of_a_shorter_one() -> None:
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2023, 11, 30), 3) == date(2024, 2, 29)
    assert add_months(date(2024, 3, 31), -1) == date(2024, 2, 29)
    assert add_months(date(2005, 9, 1), 22) == date(2007, 7, 1)


def test_days_are_those_of_prague() -> None:
    assert days_between(utc(2024, 6, 1, 21, 59), utc(2024, 6, 1, 22, 0)) == 1
    assert days_between(date(2024, 3, 1), utc(2024, 3, 31, 22, 0)) == 31


@dataclass(frozen=True)
class Minimums:
    min_days_before_hearing: int = 14
    min_days_after_hearing: int = 14
    min_days_total: int = 28
    hearing_required: bool = True


POSTED = utc(2011, 4, 1, 8, 0)
HEARING = date(2011, 4, 20)


def obstacles(closes_on: date, *, hearing: date | None = HEARING, rule: Minimums | None = None) -> dict[str, object]:
    found = window_obstacles(POSTED, hearing_on=hearing, closes_on=closes_on, rule=rule or Minimums())
    return {obstacle.code: dict(obstacle.facts) for obstacle in found}


def test_a_draft_posted_on_1_april_and_heard_on_the_20th_is_open_until_4_may() -> None:
    window = comment_window(POSTED, HEARING, Minimums())
    assert window == Window(opens_at=POSTED, closes_at=utc(2011, 5, 4, 21, 59, 59))


def test_closing_it_on_1_may_is_refused_with_the_earliest_lawful_day() -> None:
    assert obstacles(date(2011, 5, 1)) == {
        "closes_too_soon_after_hearing": {"days": 12, "needed": 14, "earliest": "2011-05-04"}
    }
    assert obstacles(date(2011, 5, 4)) == {}


def test_a_window_too_short_in_every_way_says_all_of_it() -> None:
    assert list(obstacles(date(2011, 4, 15), hearing=date(2011, 4, 8))) == [
        "hearing_too_soon", "closes_too_soon_after_hearing", "window_too_short",
    ]  # fmt: skip


def test_a_hearing_too_soon_is_no_later_closing_can_mend() -> None:
    window = comment_window(POSTED, date(2011, 4, 14), Minimums())
    assert window.problems == (
        WindowObstacle("hearing_too_soon", (("days", 13), ("needed", 14), ("earliest", "2011-04-15"))),
    )


def test_without_a_hearing_the_total_alone_holds() -> None:
    assert list(obstacles(date(2011, 4, 29), hearing=None)) == ["hearing_missing"]
    none_needed = Minimums(hearing_required=False)
    assert obstacles(date(2011, 4, 29), hearing=None, rule=none_needed) == {}
    assert comment_window(POSTED, None, none_needed).closes_at == utc(2011, 4, 29, 21, 59, 59)


def test_the_last_of_several_hearings_keeps_the_window_open() -> None:
    window = comment_window(POSTED, HEARING, Minimums(), last_hearing_on=date(2011, 4, 27))
    assert local_date(window.closes_at) == date(2011, 5, 11)


def test_a_deadline_on_a_day_off_moves_to_the_next_working_day() -> None:
    posted = utc(2024, 3, 1, 9, 0)
    good_friday_plus = comment_window(posted, date(2024, 3, 15), Minimums())
    assert local_date(good_friday_plus.closes_at) == date(2024, 4, 2)
    asked = window_obstacles(posted, hearing_on=date(2024, 3, 15), closes_on=date(2024, 3, 29), rule=Minimums())
    assert asked == ()


def test_a_comment_in_the_last_second_is_in_time_and_one_later_is_late() -> None:
    window = comment_window(POSTED, HEARING, Minimums())
    assert window.in_time(POSTED)
    assert window.in_time(window.closes_at + timedelta(milliseconds=999))
    assert not window.in_time(window.closes_at + timedelta(seconds=1))
    assert not window.in_time(POSTED - timedelta(seconds=1))


@pytest.mark.parametrize(
    ("posted", "hearing", "warnings"),
    [
        (utc(2024, 4, 2, 8), date(2024, 4, 30), ()),
        (utc(2024, 9, 2, 8), date(2024, 9, 17), ("short_window",)),
        (utc(2024, 9, 2, 8), date(2024, 9, 18), ()),
        (utc(2024, 7, 8, 8), date(2024, 7, 31), ("summer_holidays",)),
        (utc(2024, 12, 2, 8), date(2024, 12, 18), ("christmas",)),
        (utc(2025, 1, 1, 8), date(2025, 1, 31), ("christmas",)),
    ],
)
def test_a_lawful_window_few_would_notice_is_warned_about(
    posted: datetime, hearing: date, warnings: tuple[str, ...]
) -> None:
    window = comment_window(posted, hearing, Minimums())
    assert (window.problems, window.warnings) == ((), warnings)


DAYS = st.integers(0, 40)


@given(st.datetimes(datetime(2005, 1, 1), datetime(2040, 1, 1)), DAYS, DAYS, DAYS, DAYS)
def test_the_shortest_window_breaks_no_minimum_and_the_working_day_before_breaks_one(
    posted: datetime, ahead: int, before: int, after: int, total: int
) -> None:
    posted_at = posted.replace(tzinfo=UTC)
    rule = Minimums(before, after, total)
    hearing = local_date(posted_at) + timedelta(days=before + ahead)
    window = comment_window(posted_at, hearing, rule)
    closes_on = local_date(window.closes_at)
    assert window.problems == ()
    assert window_obstacles(posted_at, hearing_on=hearing, closes_on=closes_on, rule=rule) == ()
    sooner = closes_on - timedelta(days=1)
    while not working_day(sooner):
        sooner -= timedelta(days=1)
    if next_working_day(local_date(posted_at)) <= sooner:
        assert window_obstacles(posted_at, hearing_on=hearing, closes_on=sooner, rule=rule) != ()


def test_a_window_opens_on_a_whole_second() -> None:
    window = comment_window(POSTED.replace(microsecond=700_000), HEARING, Minimums())
    assert window.opens_at == POSTED
    assert window.in_time(POSTED)
