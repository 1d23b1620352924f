"""One section: how it reads now, every wording it ever had, what changed between any two and because of whom."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.cards import cards_of
from consult.course import is_commentable
from consult.places import Here, crumbs, plan_or_404, said
from consult.templatetags.dohoda import changes
from consult.text import html_of
from consult.visible import opened
from consult.who import now
from workflow.models import Leaf
from workflow.rules import rows

MOST_WORDINGS, MOST_MATTERS = 50, 10
LONGEST_COMPARED = 60_000  # characters; beyond, comparing word by word would keep others waiting


@require_safe
def view(request: HttpRequest, slug: str, section: str) -> HttpResponse:
    """`?from=` and `?to=` choose the wordings to compare; without them the last two."""
    here = plan_or_404(request, slug)
    row = here.rows(rows.Section).filter(key=here.key(section)).first()
    if row is None:
        raise Http404
    wordings = list(here.rows(rows.Wording).filter(section=row.key).order_by("-number")[:MOST_WORDINGS])
    texts = opened(here.territory, [words for wording in wordings for words in (wording.title, wording.words)])
    older, newer = _chosen(request, wordings)
    matters = list(here.rows(rows.Matter).filter(section=row.key, point="").order_by("-born")[: MOST_MATTERS + 1])
    part = here.process.part(row.part.split("/", 1)[1])
    context = {
        "here": here,
        "crumbs": crumbs(
            here, (said(part.title) if part else "", f"{here.address('draft')}?part={row.part.split('/')[1]}")
        ),
        "title": texts.get(row.title, section),
        "withdrawn": row.withdrawn,
        "html": html_of(texts.get(row.words, "")),
        "older": older,
        "newer": newer,
        "pieces": difference(texts.get(older.words, ""), texts.get(newer.words, "")) if older and newer else [],
        "wordings": _history(here, wordings, texts),
        "cards": cards_of(here, matters[:MOST_MATTERS]),
        "more_url": f"{here.address('register')}?section={section}" if len(matters) > MOST_MATTERS else "",
        "speak_url": _speak(here, section),
        "url": here.address("section", section),
    }
    return render(request, "pages/section.html", context)


def difference(before: str, after: str) -> list[dict[str, str]]:
    """What changed, word by word; two long texts are shown one after the other."""
    if len(before) + len(after) > LONGEST_COMPARED:
        return [{"op": "del", "text": before}, {"op": "ins", "text": after}]
    return changes(before, after)


def _chosen(request: HttpRequest, wordings: list[Any]) -> tuple[Any, Any]:
    by_number = {str(wording.number): wording for wording in wordings}
    newer = by_number.get(request.GET.get("to", ""), wordings[0] if wordings else None)
    before = str(newer.number - 1) if newer else ""
    older = by_number.get(request.GET.get("from", before), by_number.get(before))
    if older and newer and older.number > newer.number:
        older, newer = newer, older
    return older, newer


def _history(here: Here, wordings: list[Any], texts: dict[str, str]) -> list[dict[str, Any]]:
    born = [wording.born for wording in wordings]
    leaves = Leaf.objects.filter(territory=here.territory, n__in=born).values_list("n", "at") if born else ()
    at = dict(leaves)
    return [
        {
            "number": wording.number,
            "title": texts.get(wording.title, ""),
            "at": at.get(wording.born),
            "editorial": wording.editorial,
            "n": wording.born,
            "matter": wording.matter.split("/", 1)[1] if wording.matter else "",
            "matter_url": here.address("matter", wording.matter.split("/", 1)[1]) if wording.matter else "",
        }
        for wording in wordings
    ]


def _speak(here: Here, section: str) -> dict[str, str] | None:
    form = here.address("comment")
    if not form or not is_commentable(here.plan, now()):
        return None
    return {"label": _("Comment on this section"), "url": f"{form}?section={section}"}
