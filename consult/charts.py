"""Comments counted for people who would rather look than read: each chart is a table first, with bars beside it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count
from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from consult.few import groups_shown
from consult.places import Here
from consult.sentences import disposition_words, word
from consult.templatetags.dohoda import count, day
from consult.visible import opened
from workflow.rules import rows
from workflow.rules.acts.commenting import MatterKind
from workflow.rules.clock import local_date
from workflow.rules.process_terms import IntakeChannel
from workflow.rules.sides import Side
from workflow.trail.canonical import parse_time

HOUR = len("2026-05-05T16")  # of a time as the book writes it
COLUMN, GAP, HEIGHT = 12, 4, 120  # of the drawing over time, in its own units
MOST_DAYS = 120


class Line(NamedTuple):
    """One line of a chart: what is counted, how many, and where they can be read."""

    label: str
    value: int
    url: str = ""
    note: str = ""


class Chart(NamedTuple):
    """A table with bars. `rest` says what is not told in it and why."""

    caption: str
    what: str
    lines: tuple[Line, ...]
    rest: str = ""

    @property
    def whole(self) -> int:
        """The value of a full bar."""
        return max((line.value for line in self.lines), default=0)

    @property
    def total(self) -> int:
        """All lines together."""
        return sum(line.value for line in self.lines)


class Column(NamedTuple):
    """One day of the drawing: a rectangle, and what it stands for."""

    x: int
    y: float
    height: float
    day: date
    value: int


class Course(NamedTuple):
    """How many came day by day: a picture and the table it is drawn from."""

    columns: tuple[Column, ...]
    width: int
    height: int
    summary: str


def said_by(here: Here, column: str) -> Counter[str]:
    """How many whole matters there are by the value of a column; remarks of the steering group are not counted."""
    return Counter(dict(_spoken(here).values_list(column).annotate(n=Count("pk"))))


def _spoken(here: Here) -> Any:
    return here.rows(rows.Matter).filter(point="").exclude(kind=str(MatterKind.STEERING_REMARK)).order_by()


def charts_of(here: Here) -> list[Chart]:
    """By section, side, way and how they were settled. Five queries."""
    register = here.address("register")
    ways = {str(one): word("channel", one) for one in IntakeChannel}
    return [
        _by_section(here, register),
        _by_side(here, register),
        _chosen(_("How comments came"), _("Way"), said_by(here, "channel"), ways),
        _settled(here, register),
    ]


def _by_side(here: Here, register: str) -> Chart:
    sides = said_by(here, "side")
    told = groups_shown(sides)
    lines = (Line(word("side", side), told[side], f"{register}?side={side}") for side in map(str, Side) if side in told)
    rest = few_words(sum(sides.values()) - sum(told.values()))
    return Chart(_("For whom people spoke"), _("Who speaks"), tuple(lines), rest)


def few_words(hidden: int) -> str:
    """Why some are not told apart; "" where all are."""
    if not hidden:
        return ""
    told = _("%(comments)s are not told apart here: so few people spoke for that side that they would be known.")
    return told % {"comments": count(hidden, "comment")}


def _by_section(here: Here, register: str) -> Chart:
    found = said_by(here, "section")
    titles = dict(here.rows(rows.Section).filter(key__in=[key for key in found if key]).values_list("key", "title"))
    texts = opened(here.territory, titles.values())
    lines = [
        Line(texts.get(titles.get(key, ""), key.split("/")[-1]), n, f"{register}?section={key.split('/', 1)[1]}")
        for key, n in sorted(found.items(), key=lambda one: str(one[0]))
        if key
    ]
    whole = [Line(_("The plan as a whole"), found[None], register)] if None in found else []  # type: ignore[index]
    return Chart(_("What people spoke about"), _("Section"), (*whole, *lines))


def _settled(here: Here, register: str) -> Chart:
    found = Counter(dict(here.rows(rows.Matter).order_by().values_list("disposition").annotate(n=Count("pk"))))
    open_ = found.pop(None, 0)
    lines = [
        Line(disposition_words(key), n, f"{register}?disposition={key}")
        for key, n in sorted(found.items())
        if key != "split"
    ]
    waiting = [Line(_("waits for an answer"), open_, f"{register}?state=open")] if open_ else []
    return Chart(_("How comments were settled"), _("How it was settled"), (*lines, *waiting))


def _chosen(caption: str, what: str, found: Mapping[str, int], labels: Mapping[str, str]) -> Chart:
    return Chart(caption, what, tuple(Line(label, found[key]) for key, label in labels.items() if found.get(key)))


def course_of(here: Here) -> Course | None:
    """Day by day from the first to the last, at most the last four months; None before anybody spoke."""
    hours: Any = _spoken(here).annotate(hour=Substr("received_at", 1, HOUR)).values_list("hour")
    days = _by_day(hours.annotate(n=Count("pk")))
    if not days:
        return None
    last = max(days)
    first = max(min(days), last - timedelta(days=MOST_DAYS - 1))
    most = max(days.values())
    columns = tuple(_column(at, first + timedelta(days=at), days, most) for at in range((last - first).days + 1))
    busiest = max(days, key=lambda one: (days[one], one))
    summary = _("From %(first)s to %(last)s; most came on %(busiest)s: %(most)s.") % {
        "first": day(min(days).isoformat()),
        "last": day(last.isoformat()),
        "busiest": day(busiest.isoformat()),
        "most": count(most, "comment"),
    }
    return Course(columns, len(columns) * (COLUMN + GAP), HEIGHT, summary)


def _by_day(hours: Iterable[tuple[str, int]]) -> Counter[date]:
    """Days as people in Prague have them."""
    days: Counter[date] = Counter()
    for hour, n in hours:
        moment: datetime = parse_time(f"{hour}:00:00Z")
        days[local_date(moment)] += n
    return days


def _column(at: int, of: date, days: Mapping[date, int], most: int) -> Column:
    height = round(HEIGHT * days.get(of, 0) / most, 1)
    return Column(at * (COLUMN + GAP), round(HEIGHT - height, 1), height, of, days.get(of, 0))
