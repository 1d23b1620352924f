"""What changed between two posted editions, section by section, word by word, and because of which comments."""

from collections import defaultdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.cards import withheld
from consult.differences import difference, excerpt
from consult.places import Here, crumbs, plan_or_404, said
from consult.reading import TODAY, wordings_of
from consult.text import plain_of
from consult.visible import opened
from workflow.rules import rows

A_PAGE = 20  # sections shown at once
LONGEST = 400_000  # characters marked on one page; what is beyond is shown by the section's own page


@require_safe
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """`?to=` is the newer edition (a number, or `today`), `?from=` the older; `?page=` the next sections."""
    here = plan_or_404(request, slug)
    editions = list(here.rows(rows.Edition).order_by("number"))
    older, newer = _chosen(here, request, editions)
    changed = _changed(here, older, newer)
    page = _page(request, len(changed))
    context = {
        "here": here,
        "crumbs": crumbs(here, (_("Text of the plan"), here.address("draft"))),
        "title": _title(older, newer),
        "choices": [{"value": str(row.number), "label": _name(row), "at": row.posted_at} for row in editions],
        "older": str(older.number) if older else "",
        "newer": str(newer.number) if newer else TODAY,
        "changes": _told(here, changed[(page - 1) * A_PAGE : page * A_PAGE]),
        "count": len(changed),
        "next_url": _address(older, newer, page + 1) if page * A_PAGE < len(changed) else "",
        "before_url": _address(older, newer, page - 1) if page > 1 else "",
        "posted": bool(editions),
    }
    return render(request, "pages/edition_changes.html", context)


def _chosen(here: Here, request: HttpRequest, editions: list[Any]) -> tuple[Any, Any]:
    """The older and the newer edition; None for the newer is today's text, for the older nothing before."""
    by_number = {str(row.number): row for row in editions}
    said_to, said_from = request.GET.get("to", ""), request.GET.get("from", "")
    newer = None if said_to == TODAY else by_number.get(said_to, editions[-1] if len(editions) > 1 else None)
    before = newer.number - 1 if newer else len(editions)
    older = by_number.get(said_from, by_number.get(str(before)))
    if older and newer and older.number > newer.number:
        older, newer = newer, older
    return older, newer


def _name(edition: Any) -> str:
    return _("edition %(number)s") % {"number": edition.number} if edition else _("today's text")


def _title(older: Any, newer: Any) -> str:
    if older is None:
        return _("What changed in the text")
    return _("What changed: %(older)s and %(newer)s") % {"older": _name(older), "newer": _name(newer)}


def _address(older: Any, newer: Any, page: int) -> str:
    return f"?from={older.number if older else ''}&to={newer.number if newer else TODAY}&page={page}"


def _page(request: HttpRequest, count: int) -> int:
    said_page = request.GET.get("page", "1")
    asked = int(said_page) if said_page.isascii() and said_page.isdigit() and len(said_page) < 6 else 1
    return max(1, min(asked, (count + A_PAGE - 1) // A_PAGE))


def _changed(here: Here, older: Any, newer: Any) -> list[tuple[Any, int, int]]:
    """(section, wording before, wording after) of each section that differs, by part and place; 0 where it is not."""
    if older is None:
        return []
    sections = {row.key: row for row in here.rows(rows.Section)}
    standing = [row for row in sections.values() if not row.withdrawn]
    before = dict(older.sections)
    after = dict(newer.sections) if newer else {row.key: row.wordings for row in standing}
    places = {here.key(rule.id): place for place, rule in enumerate(here.process.parts)}
    differ = [key for key in {**before, **after} if key in sections and before.get(key) != after.get(key)]
    differ.sort(key=lambda key: (places.get(sections[key].part, 0), sections[key].place, key))
    return [(sections[key], before.get(key, 0), after.get(key, 0)) for key in differ]


def _told(here: Here, changed: list[tuple[Any, int, int]]) -> list[dict[str, Any]]:
    old = wordings_of(here, {row.key: number for row, number, _ in changed if number})
    new = wordings_of(here, {row.key: number for row, _, number in changed if number})
    found = [*old.values(), *new.values()]
    texts = opened(here.territory, [words for row in found for words in (row.title, row.words)])
    causes = _causes(here, changed)
    told, shown = [], 0
    for row, _before, after in changed:
        was, now = old.get(row.key), new.get(row.key)
        before_words = texts.get(was.words, "") if was else ""
        after_words = texts.get(now.words, "") if now else ""
        shown += len(before_words) + len(after_words)
        title = now or was
        rule = here.process.part(row.part.split("/", 1)[1])
        told.append(
            {
                "title": texts.get(title.title, row.key.split("/", 1)[1]) if title else row.key.split("/", 1)[1],
                "part": said(rule.title) if rule else "",
                "anchor": row.key.split("/", 1)[1],
                "url": here.address("section", row.key.split("/", 1)[1]),
                "new": was is None,
                "gone": not after,
                "pieces": excerpt(difference(before_words, after_words)) if shown <= LONGEST else [],
                "too_long": shown > LONGEST,
                "causes": causes.get(row.key, []),
            }
        )
    return told


def _causes(here: Here, changed: list[tuple[Any, int, int]]) -> dict[str, list[dict[str, Any]]]:
    """The comments because of which each section was changed, by its key, in the order of the changes."""
    spans = {row.key: (before, after or row.wordings) for row, before, after in changed}
    wordings = here.rows(rows.Wording).filter(section__in=spans).exclude(matter=None).order_by("born")
    named: defaultdict[str, list[str]] = defaultdict(list)
    for wording in wordings:
        before, after = spans[wording.section]
        if before < wording.number <= after and wording.matter not in named[wording.section]:
            named[wording.section].append(wording.matter)
    keys = [key for listed in named.values() for key in listed]
    matters = {row.key: row for row in here.rows(rows.Matter).filter(key__in=keys)}
    texts = opened(here.territory, [row.words for row in matters.values()])
    return {
        section: [_cause(here, matters[key], texts) for key in listed if key in matters]
        for section, listed in named.items()
    }


def _cause(here: Here, row: Any, texts: dict[str, str]) -> dict[str, Any]:
    number = row.key.split("/", 1)[1]
    words = texts.get(row.words)
    return {
        "number": number,
        "url": here.address("matter", number),
        "words": plain_of(words) if words else withheld(row),
        "withheld": not words,
    }
