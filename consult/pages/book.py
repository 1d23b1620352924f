"""The record book of a town: every entry in a sentence, the newest first, narrowed by plan, act and stage."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.addresses import address
from consult.filters import Filter, chosen, page_of
from consult.places import here_of, town_or_404
from consult.sentences import act_groups, act_label, word
from consult.told import EXCEPTIONS, told
from consult.visible import opened
from workflow.models import Book, Checkpoint, Leaf, model_of
from workflow.rules import rows
from workflow.rules.lifecycle import Stage
from workflow.store import process_file

A_PAGE = 30


@require_safe
def view(request: HttpRequest, territory: str) -> HttpResponse:
    """Nobody signs in to read it, and reading changes nothing."""
    town = town_or_404(request, territory)
    filters = _filters(territory)
    picked = chosen(request, filters)
    found = Leaf.objects.filter(territory=territory)
    for column in ("plan", "act", "stage"):
        if value := picked.get(column):
            found = found.filter(**{column: value})
    if picked.get("only") == "exceptions":
        found = found.filter(act__in=list(EXCEPTIONS))
    page = page_of(Paginator(found.order_by("-n"), A_PAGE), request)
    sealed = Checkpoint.objects.filter(territory=territory).order_by("-size").first()
    context: dict[str, Any] = {
        "town": town,
        "crumbs": [{"label": town.name, "url": town.url}],
        "filters": filters,
        "picked": picked,
        "page": page,
        "entries": told(territory, page.object_list),
        "address": f"?{urlencode({**picked, 'page': ''})}",
        "size": Book.objects.filter(territory=territory).values_list("size", flat=True).first() or 0,
        "sealed": sealed,
        "bundle_url": address("bundle", territory),
        "groups": [
            {"title": group.title, "acts": [(act, act_label(act)) for act in group.acts]} for group in act_groups()
        ],
    }
    return render(request, "pages/book.html", context)


def _filters(territory: str) -> list[Filter]:
    plans = list(model_of(rows.Plan).objects.filter(territory=territory).order_by("-born")[:50])
    texts = opened(territory, [plan.title for plan in plans])
    titles = {
        plan.key: here_of(plan, process, texts).title for plan in plans if (process := process_file(plan.process))
    }
    acts = {act: act_label(act) for group in act_groups() for act in group.acts}
    return [
        Filter("plan", _("Plan"), titles),
        Filter("stage", _("Stage"), {str(stage): word("stage", stage) for stage in Stage}),
        Filter("act", _("What happened"), acts),
        Filter("only", _("Which"), {"exceptions": _("exceptions only")}),
    ]
