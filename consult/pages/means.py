"""Wishes and means: priorities in the order people gave them, what the measures would cost, and the money in sight."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.acting.desk import Desk, plan_desk
from consult.acting.standing import may_do
from consult.addresses import address
from consult.crowns import crowns
from consult.models import StoredFile
from consult.places import Here, crumbs, said
from consult.purse import Purse
from consult.sentences import act_label, word
from consult.visible import opened
from consult.who import now
from consult.wishes import Wishes
from workflow.rules import rows
from workflow.rules.lifecycle import ENDS
from workflow.store import Rows

LEGEND = ("secured", "applied", "expected")
ACTS = ("rank_aims", "record_means", "resource_measure", "share_costs", "list_in_network")


@require_safe
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """The gap first, in one sentence; then year by year, wish by wish, and who shares the costs."""
    desk = plan_desk(request, slug)
    here = desk.here
    assert here is not None
    wishes = Wishes(here)
    means = list(here.rows(rows.Means).order_by("year", "born"))
    purse = Purse(here, wishes.measures, means)
    today = int(now()[:4])
    year = purse.year_of(today)
    counted = [wishes.measure(aim) for aim in purse.counted]
    context = {
        "here": here,
        "crumbs": crumbs(here),
        "sentence": purse.sentence(today),
        "tone": "missing" if year and year.gap > 0 else "done" if year and not purse.unknown else "info",
        "bars": purse.bars(),
        "legend": [{"kind": kind, "label": word("certainty", kind)} for kind in LEGEND],
        "money": _money(here, means),
        "money_columns": [
            {"label": _("Who pays")},
            {"label": _("Year")},
            {"label": _("How sure it is")},
            {"label": _("Amount"), "number": True},
        ],
        "groups": wishes.groups(),
        "poor": [line for line in counted if line["state"] == "missing" or line["amount"] is None],
        "agreements": _agreements(wishes),
        "shares": _shares(wishes),
        "network": [wishes.measure(aim) for aim in wishes.measures if aim.network],
        "doing": _doing(desk),
    }
    return render(request, "pages/means.html", context)


def _money(here: Here, means: list[Any]) -> list[list[Any]]:
    """Who pays how much in which year, as `parts/table.html` takes it."""
    texts = opened(here.territory, [row.funder for row in means])
    return [
        [texts.get(row.funder, "–"), row.year, word("certainty", row.certainty), crowns(row.amount)] for row in means
    ]


def _agreements(wishes: Wishes) -> list[dict[str, Any]]:
    """What municipalities agreed on that concerns money: sharing costs, the minimal network."""
    found = [row for row in wishes.agreements if row.kind in ("solidarity", "network")]
    texts = opened(wishes.here.territory, [row.told for row in found])
    kept = set(StoredFile.objects.filter(digest__in=[row.file for row in found]).values_list("pk", flat=True))
    names = _names(wishes.here)
    return [
        {
            "kind": row.kind,
            "label": word("agreement", row.kind),
            "told": texts.get(row.told, ""),
            "day": row.day,
            "parties": [names.get(place, place) for place in row.parties],
            "url": address("file", row.file) if row.file in kept else "",
        }
        for row in found
    ]


def _names(here: Here) -> dict[str, str]:
    return {place.id: said(place.name) for place in here.process.territory.municipalities}


def _shares(wishes: Wishes) -> dict[str, Any] | None:
    """Measures against the municipalities that share their costs, with sums; None where nobody shares any."""
    shared = [aim for aim in wishes.measures if aim.shares]
    if not shared:
        return None
    names = _names(wishes.here)
    places = [place for place in names if any(place in dict(aim.shares) for aim in shared)]
    places += sorted({place for aim in shared for place in dict(aim.shares)} - set(places))
    lines = [
        [wishes.words(aim), *(_or_nothing(dict(aim.shares).get(place)) for place in places),
         crowns(sum(dict(aim.shares).values()))]
        for aim in shared
    ]  # fmt: skip
    sums = [sum(dict(aim.shares).get(place, 0) for aim in shared) for place in places]
    lines.append([_("Together"), *(crowns(amount) for amount in sums), crowns(sum(sums))])
    columns = [_("Measure"), *(names.get(place, place) for place in places), _("Together")]
    return {"columns": [{"label": label, "number": at > 0} for at, label in enumerate(columns)], "rows": lines}


def _or_nothing(amount: int | None) -> str:
    return crowns(amount) if amount is not None else "–"


def _doing(desk: Desk) -> list[dict[str, str]]:
    """The plain forms, for those who may."""
    here = desk.here
    assert here is not None
    if desk.held is None or here.plan.stage in ENDS or here.plan.suspended:
        return []
    state = Rows(desk.territory)
    return [{"label": act_label(act), "url": desk.url(act)} for act in ACTS if may_do(desk, act, state)]
