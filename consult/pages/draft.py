"""The text of the plan as people read it: an edition as it was posted, part by part, numbered, with who spoke where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.cards import cards_of
from consult.course import is_commentable
from consult.places import Here, crumbs, plan_or_404, said
from consult.reading import (
    TODAY,
    Chapter,
    Source,
    Where,
    comments_beside,
    edition_asked,
    edition_row,
    matters_beside,
    part_read,
)
from consult.spoken import DAY, KEPT
from consult.templatetags.dohoda import day
from consult.text import html_of
from consult.text_size import kept_size, size_links
from consult.voice import approvals, changing_line, ways_to_speak, window_lines
from consult.who import now
from workflow.models import Leaf

MOST_BESIDE = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for, as far as it is there. `edition` 0 is today's text."""

    part: str
    edition: int
    newest: int
    beside: str
    speaking: bool  # comments on this text come in time

    def query(self, **other: str | int) -> str:
        """The address of the same text, or with something else chosen."""
        named: dict[str, str | int] = {"part": self.part}
        if self.edition != self.newest or self.edition == 0:
            named["edition"] = self.edition or TODAY
        return f"?{urlencode(named | other)}"


@require_safe
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """`?part=`, `?edition=` (a number, or `today`: as it stands), `?beside=sluzby-p3` for comments there."""
    here = plan_or_404(request, slug)
    if kept := kept_size(request):
        return kept
    at = now()
    edition, newest = edition_asked(here, request.GET.get("edition", "")), int(here.plan.editions)
    rule = next((one for one in here.process.parts if one.id == request.GET.get("part")), here.process.parts[0])
    speaking = is_commentable(here.plan, at) and edition == newest > 0
    asked = Asked(rule.id, edition, newest, request.GET.get("beside", "")[:120], speaking)
    ways = ways_to_speak(here, at)
    context = {
        "here": here,
        "crumbs": crumbs(here),
        "title": said(rule.title),
        "tabs": _tabs(here, asked),
        "text": _text(here, asked),
        "deadline": here.plan.closes_at if speaking else None,
        "lines": list(window_lines(here, at)),
        "way": ways[0] if ways else None,
        "older": _older(here, asked),
        "sizes": size_links(request),
        "pdf_url": f"{here.address('draft_pdf')}{asked.query()}" if here.address("draft_pdf") else "",
    }
    return render(request, "pages/draft.html", context)


def _tabs(here: Here, asked: Asked) -> list[dict[str, Any]]:
    return [
        {"label": said(rule.title), "url": asked.query(part=rule.id), "current": rule.id == asked.part}
        for rule in here.process.parts
    ]


def _older(here: Here, asked: Asked) -> dict[str, str]:
    """What somebody is told who reads another text than the newest edition; {} for that one, or before the first."""
    if asked.edition == asked.newest:
        return {}
    url = asked.query(edition=asked.newest)
    if asked.edition:
        text = _("You are reading an older edition, as it was posted then.")
        return {"text": text, "url": url, "label": _("The newest edition")}
    text = _("This is the text as it stands today, with what was changed since it was posted.")
    return {"text": text, "url": url, "label": _("The edition that was posted")}


def _text(here: Here, asked: Asked) -> SafeString:
    """The text itself, made once until the next entry of the town's book; with comments beside it, each time anew."""
    if asked.beside:
        return _made(here, asked)
    last = Leaf.objects.filter(territory=here.territory).order_by("-n").values_list("hash", flat=True).first()
    state = f"{bytes(last or b'').hex()}:{asked.edition}:{asked.part}:{asked.speaking}:{get_language()}"
    name = f"draft:{here.slug}:{state}"
    found: str | None = caches[KEPT].get(name)
    if found is None:
        found = str(_made(here, asked))
        caches[KEPT].set(name, found, DAY)
    return SafeString(found)


def _made(here: Here, asked: Asked) -> SafeString:
    edition = edition_row(here, asked.edition)
    chapters, summary = part_read(here, asked.part, edition)
    stands = comments_beside(here, chapters, asked.edition)
    number = [rule.id for rule in here.process.parts].index(asked.part) + 1
    context = {
        "here": here,
        "edition_line": _edition_line(edition),
        "changes_url": f"{here.address('editions')}?to={edition.number}" if edition and edition.number > 1 else "",
        "other_url": asked.query(edition=TODAY) if asked.edition else "",
        "earlier": [(n, asked.query(edition=n)) for n in range(1, asked.newest + 1) if n != asked.edition],
        "changing_line": changing_line(here),
        "approvals": approvals(here),
        "summary": html_of(summary),
        "chapters": [
            _chapter(here, asked, chapter, f"{number}.{place}", stands)
            for place, chapter in enumerate(chapters, start=1)
        ],
        "reading": " ".join(chapter.words for chapter in chapters),
    }
    return render_to_string("parts/draft_text.html", context)


def _edition_line(edition: Any) -> str:
    if edition is None:
        return ""
    return _("Edition %(number)s, posted %(day)s") % {"number": edition.number, "day": day(edition.posted_at)}


def _chapter(
    here: Here, asked: Asked, chapter: Chapter, number: str, stands: Mapping[Where, Sequence[Source]]
) -> dict[str, Any]:
    """One section with its paragraphs; comments on it as a whole are told at its title."""
    paragraphs = [_paragraph(here, asked, chapter, f"{number}.{one.number}", one, stands) for one in chapter.paragraphs]
    return {
        "number": number,
        "title": chapter.title,
        "url": here.address("section", chapter.name),
        "withdrawn": chapter.withdrawn,
        "paragraphs": paragraphs,
        **_spoken(here, asked, (chapter.name, None), chapter.name, stands),
    }


def _paragraph(
    here: Here, asked: Asked, chapter: Chapter, number: str, one: Any, stands: Mapping[Where, Sequence[Source]]
) -> dict[str, Any]:
    about = urlencode({"section": chapter.name, "paragraph": one.number})
    return {
        "number": number,
        "html": one.html,
        "speak_url": f"{here.address('comment')}?{about}" if asked.speaking else "",
        **_spoken(here, asked, (chapter.name, one.number), one.anchor(chapter.name), stands),
    }


def _spoken(
    here: Here, asked: Asked, where: Where, anchor: str, stands: Mapping[Where, Sequence[Source]]
) -> dict[str, Any]:
    """How many spoke at a place, and what they said where the address asks for it."""
    sources = stands.get(where, ())
    shown = bool(sources) and asked.beside == anchor
    told: dict[str, Any] = {
        "anchor": anchor,
        "comments": sum(n for _, _, n in sources),
        "comments_url": f"{asked.query(beside=anchor)}#{anchor}",
        "close_url": f"{asked.query()}#{anchor}" if shown else "",
    }
    if shown:
        told["cards"] = cards_of(here, list(matters_beside(here, where, sources)[:MOST_BESIDE]))
        chosen = {"section": where[0]} | ({"paragraph": where[1]} if where[1] else {})
        told["list_url"] = f"{here.address('register')}?{urlencode(chosen)}"
    return told
