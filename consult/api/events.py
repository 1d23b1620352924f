"""`/plans/{slug}/events?after=N`: the public entries after N, as they stand in the book; how a page catches up."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from consult.places import plan_or_404
from workflow.models import Leaf, model_of
from workflow.rules import rows

MOST = 200


def _asked(request: HttpRequest) -> int:
    said = request.GET.get("after", "-1")
    return int(said) if said.removeprefix("-").isdigit() and said.isascii() and len(said) < 16 else -1


def _head(request: HttpRequest, slug: str) -> tuple[str, int] | None:
    plan = model_of(rows.Plan).objects.filter(key=slug).order_by("pk").values_list("territory", flat=True).first()
    if plan is None:
        return None
    newest = Leaf.objects.filter(territory=plan, plan=slug).order_by("-n").values_list("n", flat=True).first()
    return plan, -1 if newest is None else int(newest)


def etag(request: HttpRequest, slug: str) -> str | None:
    """The same until there is news: town, plan, newest entry, and what was asked for."""
    head = _head(request, slug)
    return f'"{head[0]}.{slug}.{head[1]}.{_asked(request)}"' if head else None


@require_safe
@condition(etag_func=etag)
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """`head` is the newest entry, `entries` at most 200 leaves after `after`, `more` whether to ask again."""
    here = plan_or_404(request, slug)
    after = _asked(request)
    head = _head(request, slug)
    leaves = Leaf.objects.filter(territory=here.territory, plan=slug, n__gt=after).order_by("n")
    entries: list[Any] = [json.loads(bytes(data)) for data in leaves.values_list("data", flat=True)[: MOST + 1]]
    told = {"plan": slug, "head": head[1] if head else -1, "entries": entries[:MOST], "more": len(entries) > MOST}
    response = JsonResponse(told)
    patch_cache_control(response, no_cache=True)
    return response
