"""The day's letter to one address: everything new about all it follows, gathered into one.

What an address was told is remembered as the number of the last entry, after the letter has left. A process that dies
in between leaves the number as it was, and the next letter tells of the same again.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.core.mail import EmailMessage
from django.db.models import F, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from consult.addresses import whole_address
from consult.letters import news, writing
from consult.letters.forgetting import forget
from consult.letters.subjects import about, here_for
from consult.models import Follower
from consult.places import Here
from consult.templatetags.dohoda import day, until
from workflow.models import Book
from workflow.rules.lifecycle import Stage
from workflow.trail.canonical import format_time

SOON = timedelta(days=3)  # how long before its last second a window is said to close
RETURNED_OFTEN = 5


class DayLetter(NamedTuple):
    """A letter ready to leave; `known` says how far each follower behind it was told, `upto` how far they are now."""

    message: EmailMessage
    known: dict[Any, int]
    upto: dict[str, int]


def active() -> "QuerySet[Follower]":
    """Those who confirmed their address and did not stop."""
    return Follower.objects.filter(confirmed_at__isnull=False, stopped_at=None)


def letter_for(key: str, *, at: datetime) -> DayLetter | None:
    """The letter to the address of this follower, about everything it follows; None where nothing is new."""
    first = active().filter(pk=key).first()
    if first is None:
        return None
    everyone = list(active().filter(mail=first.mail).order_by("territory", "plan", F("number").asc(nulls_first=True)))
    newest = max(everyone, key=lambda one: one.confirmed_at or at)
    with translation.override(newest.language):
        upto = {territory: size - 1 for territory, size in _sizes(everyone).items()}
        plans = _plans(everyone, at)
        if not plans:
            _silently(everyone, upto)
            return None
        mark = " ".join(f"{one.pk}:{one.told_up_to}-{upto.get(one.territory)}" for one in everyone)
        message = writing.news(newest, {"plans": plans}, subject=_subject(plans), mark=mark, at=at)
    return DayLetter(message, {one.pk: one.told_up_to for one in everyone}, upto)


def told(letter: DayLetter, *, at: datetime) -> None:
    """The letter has left: remember what they know now."""
    for key, before in letter.known.items():
        row = Follower.objects.filter(pk=key, told_up_to=before)
        for territory in row.values_list("territory", flat=True):
            row.update(told_up_to=letter.upto.get(territory, before), told_at=at, returned=0)


def came_back(letter: DayLetter, *, at: datetime) -> None:
    """The letter could not be delivered. After five such days in a row the address is given up and erased."""
    rows = Follower.objects.filter(pk__in=letter.known)
    rows.update(returned=F("returned") + 1)
    forget(list(rows.filter(returned__gte=RETURNED_OFTEN)), at=at)


def closes_soon(plan: Any, at: datetime) -> bool:
    """Whether the window of comments closes within three days."""
    if plan.stage != Stage.COMMENTING or not plan.closes_at:
        return False
    return format_time(at.replace(microsecond=0)) < plan.closes_at <= format_time(at.replace(microsecond=0) + SOON)


def not_told_of_closing(one: Follower, plan: Any) -> bool:
    """Whether no letter has left since the last three days of the window began."""
    return one.told_at is None or format_time((one.told_at + SOON).replace(microsecond=0)) < plan.closes_at


def _sizes(followers: Sequence[Follower]) -> dict[str, int]:
    found = Book.objects.filter(territory__in={one.territory for one in followers})
    return dict(found.values_list("territory", "size"))


def _silently(followers: Sequence[Follower], upto: dict[str, int]) -> None:
    """Nothing to say up to here, and nobody need look at these entries again."""
    for one in followers:
        row = Follower.objects.filter(pk=one.pk, told_up_to=one.told_up_to)
        row.update(told_up_to=upto.get(one.territory, one.told_up_to))


def _plans(followers: Sequence[Follower], at: datetime) -> list[dict[str, Any]]:
    """What is new, by plan, as `mail/news.txt` takes it; plans without news are left out."""
    by_plan: dict[tuple[str, str], list[Follower]] = {}
    for one in followers:
        by_plan.setdefault((one.territory, one.plan), []).append(one)
    told = []
    for (territory, slug), those in by_plan.items():
        here = here_for(territory, slug)
        stories = _stories(here, those, at) if here is not None else []
        if here is not None and stories:
            url = whole_address(here.url)
            told.append({"plan": here.title, "town": here.town.name, "url": url, "stories": stories})
    return told


def _stories(here: Here, followers: list[Follower], at: datetime) -> list[dict[str, Any]]:
    every = news.happened(here.territory, here.slug, after=min(one.told_up_to for one in followers))
    whole = any(one.number is None for one in followers)
    told, seen = [], set()
    for one in followers:
        if one.number in seen:
            continue
        seen.add(one.number)
        after = min(other.told_up_to for other in followers if other.number == one.number)
        fresh = [entry for entry in every if entry.leaf.n > after]
        lines = _lines(here, one, fresh, at=at, ends=not whole)
        if lines:
            told.append(_story(one, lines))
    return told


def _lines(here: Here, one: Follower, fresh: list[news.Happened], *, at: datetime, ends: bool) -> list[news.Line]:
    if one.number is not None:
        return news.of_comment(here, one.number, fresh) + (news.ends(here, fresh) if ends else [])
    lines = news.of_plan(here, fresh)
    if closes_soon(here.plan, at) and not_told_of_closing(one, here.plan):
        sentence = _("Comments can still be sent, %(until)s.") % {"until": until(here.plan.closes_at)}
        lines.append(news.Line(day(at), sentence))
    return lines


def _story(one: Follower, lines: list[news.Line]) -> dict[str, Any]:
    """The newest lines; how many earlier ones only the page has."""
    subject = about(one)
    shown = lines[-news.MOST_LINES :]
    return {
        "name": subject.name[:1].upper() + subject.name[1:],
        "url": subject.url,
        "number": one.number,
        "lines": [line._asdict() for line in shown],
        "more": len(lines) - len(shown),
    }


def _subject(plans: list[dict[str, Any]]) -> str:
    stories = [story for plan in plans for story in plan["stories"]]
    if len(stories) == 1 and stories[0]["number"] is not None:
        return _("News about comment no. %(number)s") % {"number": stories[0]["number"]}
    if len(plans) == 1:
        return _("News: %(plan)s") % {"plan": plans[0]["plan"]}
    return _("News about the plans you follow")
