"""One topic of a town, under a short address for a poster: what the plan says, what people said, who works on it."""

from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.addresses import whole_address
from consult.brief import brief_of, known_of, plans_of
from consult.cards import cards_of
from consult.days import days_of
from consult.groups import group_line, open_groups
from consult.own import qr_svg
from consult.pages.plan_calendar import day_line
from consult.places import Here, said, town_or_404
from consult.sentences import word
from consult.text import plain_of
from consult.topics import Topic, groups_of, sections_on, topics_of
from consult.visible import opened
from consult.who import now
from workflow.rules import rows
from workflow.rules.clock import local_date
from workflow.rules.lifecycle import ENDS, Stage
from workflow.trail.canonical import parse_time

SHOWN_MATTERS, SHOWN_AIMS, SHOWN_NEEDS, SHOWN_DAYS, MOST_SECTIONS = 5, 12, 6, 3, 30
EXCERPT = 260  # characters of a section


@require_safe
def view(request: HttpRequest, territory: str, topic: str) -> HttpResponse:
    """The newest plan of the town that knows the topic; one still in the making before one in force."""
    town = town_or_404(request, territory)
    here, about = _place(territory, topic)
    at = now()
    sections, texts = _sections(here, about)
    matters = _matters(here, about, sections)
    line = brief_of(here, known_of([here], at), at)
    link = whole_address(about.url)
    context = {
        "here": here,
        "crumbs": [{"label": town.name, "url": town.url}, {"label": here.title, "url": here.url}],
        "topic": about,
        "line": line,
        "sections": [_section(here, row, texts, line) for row in sections[:MOST_SECTIONS]],
        "aims": _aims(here, about),
        "needs": _needs(here, about),
        "needs_url": f"{here.address('needs')}?area={about.id}" if about.kind == "area" else "",
        "cards": cards_of(here, list(matters.order_by("-born")[:SHOWN_MATTERS])),
        "counts": matters.aggregate(every=Count("pk"), waiting=Count("pk", filter=Q(open=True))),
        "groups": [group_line(here, body) for body in open_groups(here, groups_of(here.process, about), closed=True)],
        "days": _days(here, about, at),
        "others": [one for one in topics_of(here.process, here.territory) if one.id != about.id],
        "link": link,
        "shown_link": link.partition("://")[2],
        "picture": qr_svg(link, _("QR code with the address of this page")),
    }
    return render(request, "pages/topic.html", context)


def _place(territory: str, topic: str) -> tuple[Here, Topic]:
    """The plan to speak of, and the topic; 404 where no plan of the town knows it."""
    known = [
        (here, one)
        for here in plans_of(territory)
        for one in topics_of(here.process, here.territory)
        if one.id == topic
    ]
    if not known:
        raise Http404
    making = [pair for pair in known if pair[0].plan.stage not in ENDS and pair[0].plan.stage != Stage.IN_FORCE]
    alive = [pair for pair in known if pair[0].plan.stage not in ENDS]
    return (making or alive or known)[0]


def _sections(here: Here, topic: Topic) -> tuple[list[Any], dict[str, str]]:
    titles = here.rows(rows.Section).filter(withdrawn=False).values_list("title", flat=True)
    found = sections_on(here, topic, opened(here.territory, titles))
    return found, opened(here.territory, [words for row in found for words in (row.title, row.words)])


def _section(here: Here, row: Any, texts: dict[str, str], line: dict[str, Any]) -> dict[str, Any]:
    name, part = row.key.split("/", 1)[1], here.process.part(row.part.split("/", 1)[1])
    speak = line["comment_url"] or line["suggest_url"]
    return {
        "title": texts.get(row.title, name),
        "part": said(part.title) if part else "",
        "excerpt": plain_of(texts.get(row.words, ""), most=EXCERPT),
        "url": here.address("section", name),
        "speak_url": f"{speak}?section={name}" if speak else "",
    }


def _matters(here: Here, topic: Topic, sections: list[Any]) -> Any:
    """What was said of these sections, or settled by the topic's group."""
    about = Q(section__in=[row.key for row in sections])
    if topic.kind == "area":
        about |= Q(settled_by__in=groups_of(here.process, topic))
    return here.rows(rows.Matter).filter(about, point="")


def _aims(here: Here, topic: Topic) -> list[dict[str, str]]:
    if topic.kind != "area":
        return []
    found = list(here.rows(rows.Aim).filter(area=topic.id).exclude(kind="goal").order_by("kind", "rank", "born"))
    found = sorted(found, key=lambda row: row.kind != "priority")[:SHOWN_AIMS]
    texts = opened(here.territory, [row.words for row in found])
    return [{"kind": word("aim", row.kind), "words": texts.get(row.words, "")} for row in found if row.words in texts]


def _needs(here: Here, topic: Topic) -> list[str]:
    if topic.kind != "area":
        return []
    found = here.rows(rows.Need).filter(area=topic.id).order_by("born").values_list("words", flat=True)[:SHOWN_NEEDS]
    return list(opened(here.territory, found).values())


def _days(here: Here, topic: Topic, at: str) -> list[dict[str, Any]]:
    """The next meetings of the topic's group, and those everybody is called to."""
    groups, today = set(groups_of(here.process, topic)), local_date(parse_time(at))
    bodies = dict(here.rows(rows.Meeting).filter(starts_at__gte=at).values_list("key", "body"))
    ahead = [day for day in days_of(here) if day.is_ahead(today) and not day.cancelled]
    ours = [day for day in ahead if _is_ours(here, day.uid, bodies, groups)]
    return [day_line(here, day) for day in ours[:SHOWN_DAYS]]


def _is_ours(here: Here, uid: str, bodies: dict[str, str | None], groups: set[str]) -> bool:
    if not uid.startswith("meeting."):
        return uid.startswith("comments.")
    body = bodies.get(here.key(uid.removeprefix("meeting.")), "")
    return body is None or body in groups
