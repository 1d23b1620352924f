"""The register of comments: every one with its number, its answer and its reason, a page at a time."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.cards import cards_of
from consult.course import is_commentable
from consult.filters import Filter, chosen, page_of
from consult.places import Here, crumbs, plan_or_404
from consult.sentences import disposition_words, word
from consult.who import now
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
    counts = here.rows(rows.Matter).aggregate(
        n_every=Count("pk"), **{f"n_{name}": Count("pk", filter=which) for name, which in STATES.items()}
    )
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
    }
    return render(request, "pages/register.html", context)


def _filters(here: Here) -> list[Filter]:
    return [
        Filter("kind", _("What it is"), {str(one): word("matter", one) for one in MatterKind}),
        Filter("disposition", _("How it was settled"), {one: disposition_words(one) for one in DISPOSITIONS}),
        Filter("side", _("Who speaks"), {str(one): word("side", one) for one in Side}),
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
