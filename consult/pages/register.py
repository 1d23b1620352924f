"""The register of comments: every one with its number, its answer and its reason, a page at a time."""

from typing import Any

from django.core.cache import caches
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.cards import cards_of
from consult.course import is_commentable
from consult.few import sides_shown
from consult.filters import Filter, chosen, page_of
from consult.places import Here, crumbs, plan_or_404
from consult.sentences import disposition_words, word
from consult.spoken import DAY, KEPT
from consult.who import now
from workflow.models import Leaf
from workflow.rules import rows
from workflow.rules.acts.answering import Disposition
from workflow.rules.acts.commenting import MatterKind
from workflow.rules.sides import Side

A_PAGE = 20
STATES: dict[str, Q] = {
    "open": Q(open=True),
    "settled": Q(open=False, disputed=False),
    "disputed": Q(disputed=True),
    "late": Q(late=True),
}
DISPOSITIONS = (*[str(one) for one in Disposition], "carried", "split")


@require_safe
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """Filters are closed lists: what is not on them is as if it had not been asked."""
    here = plan_or_404(request, slug)
    filters = _filters(here)
    picked = chosen(request, filters)
    found = _found(here, picked)
    page = page_of(Paginator(found, A_PAGE), request)
    counts = _counts(here)
    context = {
        "here": here,
        "crumbs": crumbs(here),
        "tabs": _tabs(here, picked, counts),
        "filters": filters,
        "picked": picked,
        "page": page,
        "cards": cards_of(here, list(page.object_list)),
        "address": f"?{urlencode({**picked, 'page': ''})}",
        "speak_url": here.address("comment") if is_commentable(here.plan, now()) else "",
        "every": counts["n_every"],
        "views": [
            (address, label)
            for name, label in (
                ("answers", _("You said, we did")),
                ("charts", _("Comments in pictures")),
                ("alike", _("Comments that say the same")),
                ("moderation", _("What was held or hidden")),
                ("register_csv", _("Every comment as a table (CSV)")),
            )
            if (address := here.address(name))
        ],
    }
    return render(request, "pages/register.html", context)


def _counts(here: Here) -> dict[str, int]:
    """How many there are of each state, counted once until the book's next entry."""
    head = Leaf.objects.filter(territory=here.territory).order_by("-n").values_list("hash", flat=True).first()
    name = f"register:{here.slug}:{bytes(head or b'').hex()}"
    kept: dict[str, int] | None = caches[KEPT].get(name)
    if kept is None:
        states = {f"n_{name}": Count("pk", filter=which) for name, which in STATES.items()}
        kept = here.rows(rows.Matter).aggregate(n_every=Count("pk"), **states)
        caches[KEPT].set(name, kept, DAY)
    return kept


def _filters(here: Here) -> list[Filter]:
    sides = sides_shown(here)
    return [
        Filter("kind", _("What it is"), {str(one): word("matter", one) for one in MatterKind}),
        Filter("disposition", _("How it was settled"), {one: disposition_words(one) for one in DISPOSITIONS}),
        Filter("side", _("Who speaks"), {str(one): word("side", one) for one in Side if one in sides}),
    ]


def _found(here: Here, picked: dict[str, str]) -> QuerySet[Any]:
    found: QuerySet[Any] = here.rows(rows.Matter)
    if which := STATES.get(picked.get("state", "")):
        found = found.filter(which)
    if kind := picked.get("kind"):
        found = found.filter(kind=kind)
    if disposition := picked.get("disposition"):
        found = found.filter(disposition=disposition)
    if side := picked.get("side"):
        found = found.filter(side=side)
    if section := picked.get("section"):
        found = found.filter(section=here.key(section))
    if paragraph := picked.get("paragraph"):
        found = found.filter(paragraph=int(paragraph))
    return found.order_by("number", "point")


def _tabs(here: Here, picked: dict[str, str], counts: dict[str, int]) -> list[dict[str, Any]]:
    labels = [
        ("", _("All"), counts["n_every"]),
        ("open", _("Waiting for an answer"), counts["n_open"]),
        ("settled", _("Settled"), counts["n_settled"]),
        ("disputed", _("Disputed"), counts["n_disputed"]),
        ("late", _("Late"), counts["n_late"]),
    ]
    rest = {key: value for key, value in picked.items() if key != "state"}
    return [
        {
            "label": label,
            "url": f"?{urlencode({**rest, 'state': state} if state else rest)}",
            "current": picked.get("state", "") == state,
            "count": number,
        }
        for state, label, number in labels
    ]
