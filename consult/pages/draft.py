"""The text of the plan, one part at a time: a summary in plain words, numbered sections, where people spoke."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.course import is_commentable
from consult.pages.section import difference
from consult.places import Here, crumbs, plan_or_404, said
from consult.sentences import word
from consult.text import html_of
from consult.visible import opened
from consult.who import now
from workflow.rules import rows

CHANGES = "changes"


@require_safe
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """`?part=` chooses the part, `?show=changes` what changed in it since it was posted."""
    here = plan_or_404(request, slug)
    rules = here.process.parts
    rule = next((rule for rule in rules if rule.id == request.GET.get("part")), rules[0])
    marked = request.GET.get("show") == CHANGES
    part = here.rows(rows.Part).filter(key=here.key(rule.id)).first()
    sections = list(here.rows(rows.Section).filter(part=here.key(rule.id), withdrawn=False).order_by("place", "key"))
    posted = _posted(here)
    texts = opened(
        here.territory,
        [part.summary if part else None, *(words for row in sections for words in (row.title, row.words))],
    )
    context = {
        "here": here,
        "crumbs": crumbs(here),
        "title": said(rule.title),
        "status": {"state": _state(part), "label": word("part status", part.status)} if part else None,
        "tabs": _tabs(here, rule.id),
        "views": _views(here, rule.id, marked=marked, posted=bool(posted)),
        "summary": html_of(texts.get(part.summary, "")) if part and part.summary else "",
        "paragraphs": [] if marked else _paragraphs(here, rule.id, sections, texts),
        "changes": _changes(here, sections, posted, texts) if marked else [],
        "marked": marked,
        "reading": " ".join(texts.get(row.words, "") for row in sections),
    }
    return render(request, "pages/draft.html", context)


def _state(part: Any) -> str:
    return {"approved": "done", "returned": "missing"}.get(part.status, "waiting")


def _tabs(here: Here, chosen: str) -> list[dict[str, Any]]:
    return [
        {"label": said(rule.title), "url": f"{here.address('draft')}?part={rule.id}", "current": rule.id == chosen}
        for rule in here.process.parts
    ]


def _views(here: Here, part: str, *, marked: bool, posted: bool) -> list[dict[str, Any]]:
    if not posted:
        return []
    base = f"{here.address('draft')}?part={part}"
    return [
        {"label": _("The text"), "url": base, "current": not marked},
        {"label": _("What changed since it was posted"), "url": f"{base}&show={CHANGES}", "current": marked},
    ]


def _posted(here: Here) -> dict[str, int]:
    """The wording of each section in the newest posted edition; empty before the first."""
    edition = here.rows(rows.Edition).order_by("-number").first()
    return dict(edition.sections) if edition else {}


def _paragraphs(here: Here, part: str, sections: list[Any], texts: dict[str, str]) -> list[dict[str, Any]]:
    said_of = here.rows(rows.Matter).filter(section__in=[row.key for row in sections], point="")
    counts = {row["section"]: row["n"] for row in said_of.values("section").annotate(n=Count("pk")).order_by()}
    number = [rule.id for rule in here.process.parts].index(part) + 1
    speak = here.address("comment") if is_commentable(here.plan, now()) else ""
    paragraphs = []
    for place, row in enumerate(sections, start=1):
        name = row.key.split("/", 1)[1]
        paragraphs.append(
            {
                "number": f"{number}.{place}",
                "anchor": name,
                "title": texts.get(row.title, name),
                "url": here.address("section", name),
                "html": html_of(texts.get(row.words, "")),
                "comments": counts.get(row.key, 0),
                "comments_url": f"{here.address('register')}?section={name}",
                "speak_url": f"{speak}?section={name}" if speak else "",
            }
        )
    return paragraphs


def _changes(here: Here, sections: list[Any], posted: dict[str, int], texts: dict[str, str]) -> list[dict[str, Any]]:
    """Sections whose wording is not the posted one, marked word by word, with the matters that caused the changes."""
    changed = [row for row in sections if posted.get(row.key, 0) < row.wordings]
    old = {f"{row.key}.{posted[row.key]}" for row in changed if row.key in posted}
    before = {row.section: row.words for row in here.rows(rows.Wording).filter(key__in=old)}
    causes = here.rows(rows.Wording).filter(section__in=[row.key for row in changed]).exclude(matter=None)
    newer = [row for row in causes.order_by("born") if row.number > posted.get(row.section, 0)]
    texts = texts | opened(here.territory, before.values())
    return [
        {
            "title": texts.get(row.title, ""),
            "url": here.address("section", row.key.split("/", 1)[1]),
            "pieces": difference(texts.get(before.get(row.key, ""), ""), texts.get(row.words, "")),
            "matters": [
                {"number": number, "url": here.address("matter", number)}
                for number in dict.fromkeys(
                    cause.matter.split("/", 1)[1] for cause in newer if cause.section == row.key
                )
            ],
        }
        for row in changed
    ]
