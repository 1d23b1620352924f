"""Days, deadlines and comment windows in Europe/Prague; `now` is always an argument.

The pure rules run where there is no time-zone data, so the rule of Directive 2000/84/EC is written here: summer time
from the last Sunday of March to the last Sunday of October, 01:00 UTC. Czech clocks follow it since 1996; it is applied
to all years. Public holidays: Act 245/2000 Sb., Good Friday by its amendment 359/2015 Sb.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Protocol

STANDARD_OFFSET = timedelta(hours=1)
SUMMER_OFFSET = timedelta(hours=2)
LAST_SECOND = time(23, 59, 59)
ONE_DAY = timedelta(days=1)

FIXED_HOLIDAYS: tuple[tuple[int, int, int], ...] = (
    (1, 1, 0),
    (5, 1, 0),
    (5, 8, 1992),
    (7, 5, 1990),
    (7, 6, 1990),
    (9, 28, 2000),
    (10, 28, 1988),
    (11, 17, 2000),
    (12, 24, 1990),
    (12, 25, 0),
    (12, 26, 0),
)
"""Month, day, and the first year it was a day off (0: before all plans)."""

GOOD_FRIDAY_SINCE = 2016

SHORT_WINDOW_DAYS = 30
"""A window shorter than this is lawful but warned about (domain.md 3.5)."""


def _last_sunday(year: int, month: int) -> date:
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta(days=(last.weekday() + 1) % 7)


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return at.astimezone(UTC)


def prague_offset(at: datetime) -> timedelta:
    """How far the clocks of Prague are ahead of UTC at this moment; `ValueError` for a moment without time zone."""
    moment = _aware(at)
    begins, ends = _summer_of(moment.year)
    return SUMMER_OFFSET if begins <= moment < ends else STANDARD_OFFSET


@lru_cache(maxsize=256)
def _summer_of(year: int) -> tuple[datetime, datetime]:
    one_o_clock = time(1, tzinfo=UTC)
    begins = datetime.combine(_last_sunday(year, 3), one_o_clock)
    return begins, datetime.combine(_last_sunday(year, 10), one_o_clock)


def local_time(at: datetime) -> datetime:
    """What a clock on the wall in Prague shows at this moment: a datetime without time zone."""
    moment = _aware(at)
    return moment.replace(tzinfo=None) + prague_offset(moment)


def local_date(at: datetime) -> date:
    """The day it is in Prague at this moment."""
    return local_time(at).date()


def moment_of(day: date, wall_clock: time) -> datetime:
    """The moment, in UTC, a clock on the wall in Prague shows this; the first of two in October's doubled hour.

    In March's missing hour it is the moment an hour later on the wall.
    """
    shown = datetime.combine(day, wall_clock).replace(tzinfo=UTC)
    summer = shown - SUMMER_OFFSET
    return summer if prague_offset(summer) == SUMMER_OFFSET else shown - STANDARD_OFFSET


def end_of_local_day(day: date) -> datetime:
    """The last second of a day in Prague, 23:59:59, in UTC: when every deadline ends."""
    return moment_of(day, LAST_SECOND)


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the computus of Butcher's almanac)."""
    golden, century, of_century = year % 19, year // 100, year % 100
    correction = (8 * century + 13) // 25
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    shift = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def public_holiday(day: date) -> bool:
    """Whether it is a public holiday in the Czech Republic, right from 2000 on."""
    if any((day.month, day.day) == (month, d) and day.year >= since for month, d, since in FIXED_HOLIDAYS):
        return True
    from_easter = (day - easter_sunday(day.year)).days
    return from_easter == 1 or (from_easter == -2 and day.year >= GOOD_FRIDAY_SINCE)


def working_day(day: date) -> bool:
    """Whether it is a day from Monday to Friday and no public holiday."""
    return day.weekday() < 5 and not public_holiday(day)


def next_working_day(day: date) -> date:
    """The day itself if it is a working day, else the first one after it: where a deadline moves to."""
    while not working_day(day):
        day += ONE_DAY
    return day


def add_working_days(day: date, count: int) -> date:
    """The working day numbered `count` after `day`, which is not counted itself; 0 is where a deadline on it falls."""
    if count < 0:
        raise ValueError("working days are counted forwards")
    if count == 0:
        return next_working_day(day)
    for _ in range(count):
        day = next_working_day(day + ONE_DAY)
    return day


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months on (or back); the month's last day where there is none such."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_end(starts_on: str, month: int) -> str:
    """The last day of the n-th month counted from a day, month 1 being the first; both as 2026-05-14."""
    return (add_months(date.fromisoformat(starts_on), month) - ONE_DAY).isoformat()


def days_between(earlier: date | datetime, later: date | datetime) -> int:
    """Days from one day in Prague to another; moments stand for the day they fall on there."""
    return (_day(later) - _day(earlier)).days


def _day(when: date | datetime) -> date:
    return local_date(when) if isinstance(when, datetime) else when


class WindowRule(Protocol):
    """The minimums of a comment window, in days; the `comments` table of a process file is one."""

    @property
    def min_days_before_hearing(self) -> int:
        """Days the draft is posted before the first hearing."""

    @property
    def min_days_after_hearing(self) -> int:
        """Days the window stays open after the last hearing."""

    @property
    def min_days_total(self) -> int:
        """Days from posting to closing."""

    @property
    def hearing_required(self) -> bool:
        """Whether there must be a hearing at all."""


@dataclass(frozen=True, slots=True)
class WindowObstacle:
    """A minimum of the comment window that is broken, and the facts a sentence needs."""

    code: str
    facts: tuple[tuple[str, int | str], ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """A comment window in UTC: a comment is in time if it comes from `opens_at` up to and including `closes_at`.

    `problems` are broken minimums no later closing can mend; `warnings` are codes of lawful but unwise windows.
    """

    opens_at: datetime
    closes_at: datetime
    problems: tuple[WindowObstacle, ...] = ()
    warnings: tuple[str, ...] = ()

    def in_time(self, at: datetime) -> bool:
        """Whether what came at this moment, as recorded in whole seconds, came in time."""
        return self.opens_at <= at.replace(microsecond=0) <= self.closes_at


def comment_window(
    posted_at: datetime, hearing_on: date | None, rule: WindowRule, *, last_hearing_on: date | None = None
) -> Window:
    """The shortest window the rule allows for a draft posted then, with a hearing (or a first and a last) on that day.

    It closes at the end of a day in Prague; a day off moves it to the next working day.
    """
    closes_on = earliest_closing(posted_at, hearing_on, rule, last_hearing_on=last_hearing_on)
    return Window(
        opens_at=_aware(posted_at).replace(microsecond=0),
        closes_at=end_of_local_day(closes_on),
        problems=_hearing_obstacles(posted_at, hearing_on, rule),
        warnings=window_warnings(local_date(posted_at), closes_on),
    )


def earliest_closing(
    posted_at: datetime, hearing_on: date | None, rule: WindowRule, *, last_hearing_on: date | None = None
) -> date:
    """The first day in Prague at whose end the window may close."""
    closes_on = local_date(posted_at) + timedelta(days=rule.min_days_total)
    last = last_hearing_on or hearing_on
    if last is not None:
        closes_on = max(closes_on, last + timedelta(days=rule.min_days_after_hearing))
    return next_working_day(closes_on)


def window_obstacles(
    posted_at: datetime,
    *,
    hearing_on: date | None,
    closes_on: date,
    rule: WindowRule,
    last_hearing_on: date | None = None,
) -> tuple[WindowObstacle, ...]:
    """Every minimum a window closing at the end of `closes_on` would break, each with the earliest lawful day.

    A day off is judged as the working day it moves to.
    """
    posted_on, closing = local_date(posted_at), next_working_day(closes_on)
    earliest = earliest_closing(posted_at, hearing_on, rule, last_hearing_on=last_hearing_on).isoformat()
    obstacles = list(_hearing_obstacles(posted_at, hearing_on, rule))
    last = last_hearing_on or hearing_on
    if last is not None and (closing - last).days < rule.min_days_after_hearing:
        facts = (("days", (closing - last).days), ("needed", rule.min_days_after_hearing), ("earliest", earliest))
        obstacles.append(WindowObstacle("closes_too_soon_after_hearing", facts))
    if (closing - posted_on).days < rule.min_days_total:
        facts = (("days", (closing - posted_on).days), ("needed", rule.min_days_total), ("earliest", earliest))
        obstacles.append(WindowObstacle("window_too_short", facts))
    return tuple(obstacles)


def _hearing_obstacles(posted_at: datetime, hearing_on: date | None, rule: WindowRule) -> tuple[WindowObstacle, ...]:
    if hearing_on is None:
        return (WindowObstacle("hearing_missing"),) if rule.hearing_required else ()
    posted_on = local_date(posted_at)
    days, needed = (hearing_on - posted_on).days, rule.min_days_before_hearing
    if days >= needed:
        return ()
    earliest = (posted_on + timedelta(days=needed)).isoformat()
    return (WindowObstacle("hearing_too_soon", (("days", days), ("needed", needed), ("earliest", earliest))),)


def window_warnings(opens_on: date, closes_on: date) -> tuple[str, ...]:
    """Codes for a lawful window few will notice: `short_window`, or one that meets `summer_holidays` (August) or
    `christmas` (24 December to 1 January)."""
    warnings = ["short_window"] if (closes_on - opens_on).days < SHORT_WINDOW_DAYS else []
    years = range(opens_on.year - 1, closes_on.year + 1)
    if any(opens_on <= date(year, 8, 31) and date(year, 8, 1) <= closes_on for year in years):
        warnings.append("summer_holidays")
    if any(opens_on <= date(year + 1, 1, 1) and date(year, 12, 24) <= closes_on for year in years):
        warnings.append("christmas")
    return tuple(warnings)
