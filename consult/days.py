"""The days of a plan that people write down: meetings, the last day for comments, promises, the next review.

The same for a page and for a diary. Each event keeps its name for ever; `SEQUENCE` counts the entries that changed it.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from consult.decided import body_name
from consult.ics import begun, home_of
from consult.places import Here
from consult.sentences import word
from consult.templatetags.dohoda import until
from consult.visible import opened
from workflow.models import Leaf, Opening, model_of
from workflow.rules import rows
from workflow.rules.clock import local_date
from workflow.trail.canonical import parse_time

MOST_MEETINGS, MOST_PROMISES = 1000, 500
CHANGING = ("post_draft", "repost", "extend_comments", "cancel_meeting", "plan_review")


@dataclass(frozen=True, slots=True)
class Day:
    """One thing on one day: `at` is a moment, or a date for a whole day."""

    uid: str
    title: str
    at: str
    url: str
    place: str = ""
    told: str = ""
    cancelled: bool = False
    done: bool = False
    changed: str = ""  # the moment of the last entry that changed it
    times: int = 0  # how often it was changed since it was first told

    def is_ahead(self, today: date) -> bool:
        """Whether it still comes; what was held this morning does not."""
        return self.on >= today and not self.done

    @property
    def on(self) -> date:
        """The day in Prague."""
        return local_date(parse_time(self.at)) if "T" in self.at else date.fromisoformat(self.at)


@dataclass(frozen=True, slots=True)
class _Changes:
    """When something changed: the cancellations by meeting, and the moments of acts by name, oldest first."""

    cancelled: dict[str, str]
    moments: defaultdict[str, list[str]]


def days_of(here: Here) -> list[Day]:
    """Every day of a plan, the earliest first. At most eight queries."""
    changes = _changes(here)
    days = [*_meetings(here, changes), *_window(here, changes), *_review(here, changes), *_promises(here)]
    return sorted(days, key=lambda day: (day.on, day.at, day.uid))


def _changes(here: Here) -> _Changes:
    leaves = Leaf.objects.filter(territory=here.territory, plan=here.slug, act__in=CHANGING).order_by("n")
    cancelled: dict[str, str] = {}
    moments: defaultdict[str, list[str]] = defaultdict(list)
    for act, at, data in leaves.values_list("act", "at", "data"):
        moments[act].append(at)
        if act == "cancel_meeting":
            cancelled[str(json.loads(bytes(data))["facts"]["meeting"])] = at
    return _Changes(cancelled, moments)


def _meetings(here: Here, changes: _Changes) -> Iterator[Day]:
    found = list(here.rows(rows.Meeting).order_by("-starts_at")[:MOST_MEETINGS])
    announced = Opening.objects.filter(territory=here.territory, n__in=[row.born for row in found])
    commits = {(n, field): commit for n, field, commit in announced.values_list("n", "field", "commit")}
    bodies = {row.body for row in found if row.body}
    names = dict(
        model_of(rows.Body).objects.filter(territory=here.territory, key__in=bodies).values_list("key", "name")
    )
    texts = opened(here.territory, [*commits.values(), *names.values()])
    for row in found:
        name = row.key.split("/", 1)[1]
        kind = word("meeting", row.kind).capitalize()
        who = body_name(here, row.body, texts.get(names.get(row.body, ""), "")) if row.body else ""
        gone = changes.cancelled.get(name, "")
        yield Day(
            uid=f"meeting.{name}", title=f"{kind}: {who}" if who else kind, at=row.starts_at,
            url=here.address("meeting", name), place=texts.get(commits.get((row.born, "place"), ""), ""),
            told=texts.get(commits.get((row.born, "programme"), ""), ""), cancelled=row.cancelled,
            done=row.closed_at is not None, changed=max(row.called_at, gone), times=int(bool(gone)),
        )  # fmt: skip


def _window(here: Here, changes: _Changes) -> Iterator[Day]:
    """The last day for comments of the draft as it is posted now."""
    plan, posted = here.plan, [*changes.moments["post_draft"], *changes.moments["repost"]]
    if not plan.closes_at or not posted:
        return
    since = max(posted)
    moves = [at for at in changes.moments["extend_comments"] if at >= since]
    yield Day(
        uid=f"comments.{plan.editions}", title=_("Last day for comments"),
        at=local_date(parse_time(plan.closes_at)).isoformat(), url=here.url, changed=max([since, *moves]),
        times=len(moves), told=_("Comments can be sent %(until)s.") % {"until": until(plan.closes_at)},
    )  # fmt: skip


def _review(here: Here, changes: _Changes) -> Iterator[Day]:
    planned = changes.moments["plan_review"]
    if here.plan.review_on and planned:
        yield Day(
            uid="review", title=_("Review of how the plan is fulfilled"), at=here.plan.review_on,
            url=here.address("fulfilment"), changed=planned[-1], times=len(planned) - 1,
        )  # fmt: skip


def _promises(here: Here) -> Iterator[Day]:
    found = list(here.rows(rows.Promise).order_by("due")[:MOST_PROMISES])
    if not found:
        return
    texts = opened(here.territory, [row.told for row in found])
    made = Leaf.objects.filter(territory=here.territory, n__in=[row.born for row in found])
    times = dict(made.values_list("n", "at"))
    for row in found:
        yield Day(
            uid=f"promise.{row.key.split('/', 1)[1]}", title=_("A promise is due"), at=row.due,
            url=f"{here.address('fulfilment')}#promises", told=texts.get(row.told, ""), done=row.status == "kept",
            cancelled=row.status == "released", changed=times.get(row.born, ""),
        )  # fmt: skip


def calendar_file(title: str, page: str, plans: Iterable[Here], site: str) -> bytes:
    """The days of these plans as an iCalendar file; `page` is the full address of its page, `site` of the site."""
    calendar: Calendar = begun(title, page)
    for here in plans:
        host = home_of(here.territory)
        for day in days_of(here):
            calendar.add_component(_event(here, day, host=host, site=site))
    return bytes(calendar.to_ical())


def _event(here: Here, day: Day, *, host: str, site: str) -> Event:
    event, changed = Event(), parse_time(day.changed)
    event.add("uid", f"{day.uid}.{here.slug}.{here.territory}@{host}")
    event.add("sequence", day.times)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    if "T" in day.at:
        event.add("dtstart", parse_time(day.at))
    else:
        event.add("dtstart", day.on)
        event.add("dtend", day.on + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    event.add("summary", f"{day.title} – {here.title}", parameters={"LANGUAGE": get_language() or "cs"})
    if day.place:
        event.add("location", day.place)
    event.add("description", day.told or here.title)
    event.add("status", "CANCELLED" if day.cancelled else "CONFIRMED")
    event.add("categories", [here.title])
    event.add("url", f"{site}{day.url}")
    return event
