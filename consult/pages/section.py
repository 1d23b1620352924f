"""One section: how it reads now, what people said beside each paragraph, and every wording it ever had."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.cards import cards_of
from consult.course import is_commentable
from consult.differences import difference
from consult.places import Here, crumbs, plan_or_404, said
from consult.reading import Chapter, comments_beside, matters_beside
from consult.text_size import kept_size, size_links
from consult.visible import opened
from consult.who import now
from workflow.models import Leaf
from workflow.rules import rows

MOST_WORDINGS, A_PAGE = 50, 10
STATES = {"open": Q(open=True), "settled": Q(open=False)}

__all__ = ["difference", "view"]


@require_safe
def view(request: HttpRequest, slug: str, section: str) -> HttpResponse:
    """`?from=` and `?to=` choose the wordings to compare, `?state=`, `?paragraph=`, `?before=` the comments."""
    here = plan_or_404(request, slug)
    row = here.rows(rows.Section).filter(key=here.key(section)).first()
    if row is None:
        raise Http404
    if kept := kept_size(request):
        return kept
    wordings = list(here.rows(rows.Wording).filter(section=row.key).order_by("-number")[:MOST_WORDINGS])
    texts = opened(here.territory, [words for wording in wordings for words in (wording.title, wording.words)])
    older, newer = _chosen(request, wordings)
    part = here.process.part(row.part.split("/", 1)[1])
    draft = f"{here.address('draft')}?part={row.part.split('/')[1]}"
    chapter = Chapter(row.key, row.wordings, texts.get(row.title, section), texts.get(row.words, ""), row.withdrawn)
    context = {
        "here": here,
        "crumbs": crumbs(here, (said(part.title) if part else "", draft)),
        "title": chapter.title,
        "withdrawn": row.withdrawn,
        "older": older,
        "newer": newer,
        "pieces": difference(texts.get(older.words, ""), texts.get(newer.words, "")) if older and newer else [],
        "wordings": _history(here, wordings, texts),
        "speak_url": _speak(here, chapter),
        "url": here.address("section", section),
        "sizes": size_links(request),
        **_said(request, here, chapter),
    }
    return render(request, "pages/section.html", context)


def _said(request: HttpRequest, here: Here, chapter: Chapter) -> dict[str, Any]:
    """The paragraphs with how many spoke at each, and the comments themselves, narrowed and a page at a time."""
    stands = comments_beside(here, [chapter], 0)
    asked = request.GET.get("paragraph", "")
    numbers = {str(one.number) for one in chapter.paragraphs}
    picked = {"paragraph": asked} if asked in numbers else {}
    if request.GET.get("state") in STATES:
        picked["state"] = request.GET["state"]
    if "paragraph" in picked:
        where = (chapter.name, int(picked["paragraph"]))
        found = matters_beside(here, where, stands.get(where, ()))
    else:
        found = here.rows(rows.Matter).filter(section=chapter.key, point="").order_by("-born")
    if "state" in picked:
        found = found.filter(STATES[picked["state"]])
    after = request.GET.get("before", "")
    if after.isascii() and after.isdigit() and len(after) < 16:  # by place and not by number: a count reads them all
        found = found.filter(born__lt=int(after))
    listed = list(found[: A_PAGE + 1])
    older = f"?{urlencode({**picked, 'before': listed[A_PAGE - 1].born})}#said" if len(listed) > A_PAGE else ""
    about = here.address("comment") if _speakable(here, chapter) else ""
    return {
        "paragraphs": [_paragraph(chapter, one, stands, about) for one in chapter.paragraphs],
        "cards": cards_of(here, listed[:A_PAGE]),
        "older_url": older,
        "picked": picked,
        "states": _states(picked),
        "said_at_all": any(stands.values()),
    }


def _paragraph(chapter: Chapter, one: Any, stands: Any, about: str) -> dict[str, Any]:
    chosen = urlencode({"section": chapter.name, "paragraph": one.number})
    return {
        "number": str(one.number),
        "html": one.html,
        "anchor": one.anchor(chapter.name),
        "comments": sum(n for _, _, n in stands.get((chapter.name, one.number), ())),
        "comments_url": f"?paragraph={one.number}#said",
        "speak_url": f"{about}?{chosen}" if about else "",
    }


def _speakable(here: Here, chapter: Chapter) -> bool:
    """Whether a comment sent now on a paragraph comes in time, and reads the words that were posted."""
    if not is_commentable(here.plan, now()) or chapter.withdrawn:
        return False
    posted = here.rows(rows.Edition).order_by("-number").values_list("sections", flat=True).first()
    return dict(posted or ()).get(chapter.key) == chapter.wording


def _states(picked: dict[str, str]) -> list[dict[str, Any]]:
    rest = {name: value for name, value in picked.items() if name != "state"}
    labels = [("", _("All")), ("open", _("Waiting for an answer")), ("settled", _("Answered"))]
    return [
        {
            "label": label,
            "url": f"?{urlencode({**rest, 'state': state} if state else rest)}#said",
            "current": picked.get("state", "") == state,
        }
        for state, label in labels
    ]


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


def _speak(here: Here, chapter: Chapter) -> dict[str, str] | None:
    form = here.address("comment")
    if not form or chapter.withdrawn or not is_commentable(here.plan, now()):
        return None
    return {"label": _("Comment on this section"), "url": f"{form}?section={chapter.name}"}
