"""Atom feeds: the news of a plan and of a town, and the comments and answers of a plan. The same bytes until something
happens, and whoever has them already is told so."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.addresses import address, whole_address
from consult.cards import cards_of
from consult.ics import home_of, unless_known
from consult.news import newest, news_lines
from consult.places import plan_or_404, town_or_404
from consult.text import plain_of
from workflow.models import Leaf
from workflow.rules import rows
from workflow.trail.canonical import parse_time

MOST = 30
LONGEST = 2000  # characters of one comment in a feed


@dataclass(frozen=True, slots=True)
class Told:
    """What one feed says: its name, the page it belongs to, its entries, and when it began."""

    title: str
    subtitle: str
    page: str
    items: list[dict[str, Any]]
    began: datetime
    site: str
    home: str  # the name of the installation, as the book bears it


class Steady(Atom1Feed):
    """An empty feed is as old as what it is about, not as new as this second."""

    def latest_post_date(self) -> datetime:
        """The newest entry, or the beginning."""
        dates = [item["updateddate"] or item["pubdate"] for item in self.items]
        return max((at for at in dates if at), default=self.feed["began"])


class Entries(Feed):
    """Turns `Told` into a feed; addresses are those of the site itself, not of a table of sites."""

    feed_type = Steady

    def __init__(self, told: Told, path: str) -> None:
        self.told, self.path = told, path

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Told:
        """What is told."""
        return self.told

    def title(self, told: Told) -> str:
        """The feed's name."""
        return told.title

    def subtitle(self, told: Told) -> str:
        """What can be read in it."""
        return told.subtitle

    def link(self, told: Told) -> str:
        """The page."""
        return f"{told.site}{told.page}"

    def feed_url(self, told: Told) -> str:
        """The feed's own address."""
        return f"{told.site}{self.path}"

    def feed_guid(self, told: Told) -> str:
        """The same for ever."""
        return f"tag:{told.home},{told.began.date()}:{told.page}"

    def feed_extra_kwargs(self, told: Told) -> dict[str, Any]:
        """When what it is about began."""
        return {"began": told.began}

    def items(self, told: Told) -> list[dict[str, Any]]:
        """The newest first."""
        return told.items

    def item_title(self, item: dict[str, Any]) -> str:
        """A sentence; the library escapes it."""
        return str(item["title"])

    def item_description(self, item: dict[str, Any]) -> str:
        """More of it."""
        return str(item["text"])

    def item_link(self, item: dict[str, Any]) -> str:
        """Where it is written."""
        return f"{self.told.site}{item['url']}"

    def item_guid(self, item: dict[str, Any]) -> str:
        """The same for ever."""
        return f"tag:{self.told.home},{self.told.began.date()}:{item['id']}"

    def item_pubdate(self, item: dict[str, Any]) -> datetime:
        """When it was first told."""
        return parse_time(item["at"])

    def item_updateddate(self, item: dict[str, Any]) -> datetime:
        """When it last changed."""
        return parse_time(item.get("updated") or item["at"])


@require_safe
def plan_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Stages, news and decisions of a plan."""
    here = plan_or_404(request, slug)
    lines = news_lines(here.territory, newest(here.territory, here.slug, most=MOST))
    title = _("%(plan)s, %(town)s: news") % {"plan": here.title, "town": here.town.name}
    began = _moment(here.territory, here.plan.born)
    return _answer(request, _told(here.territory, title, here.address("news"), _items(lines), began))


@require_safe
def town_feed(request: HttpRequest, territory: str) -> HttpResponse:
    """The news of all plans of a town."""
    town = town_or_404(request, territory)
    lines = news_lines(territory, newest(territory, most=MOST))
    title = _("%(town)s: news of planning") % {"town": town.name}
    return _answer(request, _told(territory, title, town.url, _items(lines), _moment(territory, 0)))


@require_safe
def comments_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest comments, and again when they are answered."""
    here = plan_or_404(request, slug)
    newest_said = here.rows(rows.Matter).filter(point="").order_by("-born")[:MOST]
    answered = here.rows(rows.Matter).exclude(settled_at=None).order_by("-settled_at")[:MOST]
    matters = {row.key: row for row in (*newest_said, *answered)}
    cards = {card["number"]: card for card in cards_of(here, list(matters.values()))}
    items = []
    for row in matters.values():
        card = cards[row.key.split("/", 1)[1]]
        items.append(_matter(card, f"{row.territory}/{row.key}", row.received_at, ""))
        if not row.open and row.settled_at:
            items.append(_matter(card, f"{row.territory}/{row.key}/answer", row.settled_at, card["answer"]))
    items.sort(key=lambda item: (item["at"], item["id"]), reverse=True)
    title = _("%(plan)s, %(town)s: comments and answers") % {"plan": here.title, "town": here.town.name}
    began = _moment(here.territory, here.plan.born)
    return _answer(request, _told(here.territory, title, here.address("register"), items[:MOST], began))


def _matter(card: dict[str, Any], id_: str, at: str, answer: str) -> dict[str, Any]:
    said = {"number": card["number"], "standing": card["standing"]}
    title = _("Answer to comment no. %(number)s: %(standing)s") if id_.endswith("/answer") else _(
        "Comment no. %(number)s"
    )  # fmt: skip
    text = answer or card["words"]
    return {"id": id_, "title": title % said, "text": plain_of(text, most=LONGEST), "url": card["url"], "at": at}


def _items(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"id": line["url"], "title": plain_of(line["sentence"], most=150), "text": line["sentence"],
         "url": line["url"], "at": line["at"]}
        for line in lines
    ]  # fmt: skip


def _told(territory: str, title: str, page: str, items: list[dict[str, Any]], began: datetime) -> Told:
    subtitle = _("From the record book, in sentences. Anybody can check every entry.")
    site = whole_address("")
    return Told(title, subtitle, page or address("town", territory), items, began, site, home_of(territory))


def _moment(territory: str, n: int) -> datetime:
    return parse_time(Leaf.objects.values_list("at", flat=True).get(territory=territory, n=n))


def _answer(request: HttpRequest, told: Told) -> HttpResponse:
    answer = Entries(told, request.path)(request)
    answer["Content-Type"] = "application/atom+xml; charset=utf-8"
    if answer.has_header("Last-Modified"):
        del answer["Last-Modified"]  # a second is too coarse for a book: the tag of the bytes decides
    return unless_known(request, answer)
