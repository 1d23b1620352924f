"""You said, we did: what came of comments, those that changed the text first, and how often one reason served many."""

from typing import Any

from django.core.cache import cache
from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.db.models.functions import MD5
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.cards import cards_of
from consult.filters import page_of
from consult.places import Here, crumbs, plan_or_404
from workflow.models import Opening
from workflow.rules import rows

A_PAGE = 20
DAY = 24 * 3600
KINDS: dict[str, Q] = {
    "": Q(change__isnull=False),
    "refused": Q(disposition__in=("not_accepted", "out_of_scope")),
    "explained": Q(disposition__in=("explained", "noted", "duplicate_of"), change__isnull=True),
    "carried": Q(disposition="carried"),
}


@require_safe
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """`?kind=` chooses; what is not on the list is as if it had not been asked."""
    here = plan_or_404(request, slug)
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    settled = here.rows(rows.Matter).filter(open=False).exclude(disposition="split")
    page = page_of(Paginator(settled.filter(KINDS[kind]).order_by("number", "point"), A_PAGE), request)
    found = list(page.object_list)
    counts = settled.aggregate(**{f"n_{name}": Count("pk", filter=which) for name, which in KINDS.items()})
    waiting = here.rows(rows.Matter).filter(open=True).count()
    context = {
        "here": here,
        "crumbs": crumbs(here, (_("Comments and answers"), here.address("register"))),
        "tabs": _tabs(kind, counts),
        "pairs": list(zip(cards_of(here, found), _changes(here, found), strict=True)),
        "page": page,
        "address": f"?kind={kind}&page=",
        "waiting": waiting,
        "settled": settled.count(),
        "reasons": reasons_of(here),
    }
    return render(request, "pages/answers.html", context)


def _tabs(kind: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    labels = {
        "": _("Changed the text"),
        "refused": _("Not accepted"),
        "explained": _("Explained or noted"),
        "carried": _("Carried over"),
    }
    return [
        {"label": label, "url": f"?kind={name}", "current": name == kind, "count": counts[f"n_{name}"]}
        for name, label in labels.items()
    ]


def _changes(here: Here, matters: list[Any]) -> list[dict[str, str]]:
    """Where the change of each can be seen; {} where there is none."""
    keys = {here.key(row.change) for row in matters if row.change}
    found = dict(here.rows(rows.Wording).filter(key__in=keys).values_list("key", "section")) if keys else {}
    return [_change(here, row, found) for row in matters]


def _change(here: Here, row: Any, found: dict[str, str]) -> dict[str, str]:
    section = found.get(here.key(row.change), "") if row.change else ""
    return {"url": f"{here.address('section', section.split('/', 1)[1])}#changed"} if section else {}


def reasons_of(here: Here) -> dict[str, int]:
    """How many settled matters have a reason, how many of them one that stands word for word under another as well,
    and under how many the commonest one stands. Worked out once for each state of the register."""
    name = f"reasons:{here.territory}:{here.slug}:{here.plan.register}"
    kept: dict[str, int] | None = cache.get(name)
    if kept is None:
        settled = here.rows(rows.Matter).filter(open=False, reason__isnull=False, settled_by__isnull=False)
        opened = Opening.objects.filter(territory=here.territory, commit__in=settled.values("reason"))
        counts = opened.annotate(words=MD5(F("text"))).values("words").annotate(n=Count("pk")).order_by()
        same = list(counts.values_list("n", flat=True))
        kept = {
            "every": sum(same),
            "shared": sum(n for n in same if n > 1),
            "most": max(same, default=0),
        }
        cache.set(name, kept, DAY)
    return kept
