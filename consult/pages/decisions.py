"""Every question put to a body of the plan and what became of it, a page at a time."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.decided import decisions_of
from consult.filters import Filter, chosen, page_of
from consult.places import Here, crumbs, plan_or_404, said
from consult.sentences import word
from workflow.rules import rows
from workflow.rules.acts.deciding import Question
from workflow.rules.process_terms import Bilingual

A_PAGE = 20
STATUSES = ("open", "agreed", "adopted_by_vote", "parked", "referred", "withdrawn", "split", "failed")


@require_safe
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest first; settled comments are left out unless asked for, since the register shows them."""
    here = plan_or_404(request, slug)
    filters = _filters(here)
    picked = chosen(request, filters)
    found = here.rows(rows.Proposal)
    for column in ("body", "kind", "status"):
        if value := picked.get(column):
            found = found.filter(**{column: value})
    if "kind" not in picked:
        found = found.exclude(kind="settle_matter")
    page = page_of(Paginator(found.order_by("-born"), A_PAGE), request)
    context = {
        "here": here,
        "crumbs": crumbs(here),
        "filters": filters,
        "picked": picked,
        "page": page,
        "decisions": decisions_of(here, list(page.object_list)),
        "address": f"?{urlencode({**picked, 'page': ''})}",
    }
    return render(request, "pages/decisions.html", context)


def _filters(here: Here) -> list[Filter]:
    groups: dict[str, Bilingual] = {rule.id: rule.title for rule in here.process.bodies}
    return [
        Filter("body", _("Who decides"), {name: said(title) for name, title in groups.items()}),
        Filter("kind", _("What about"), {str(one): word("question", one) for one in Question}),
        Filter("status", _("How it ended"), {one: word("proposal status", one) for one in STATUSES}),
    ]
