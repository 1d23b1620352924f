"""Wishes and means: priorities in the order people gave them, what the measures would cost, and the money in sight."""

from collections import Counter
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
from consult.municipalities import municipality_names
from consult.places import Here, crumbs
from consult.possible import in_stage
from consult.purse import GIVEN_UP, Purse
from consult.sentences import act_label, word
from consult.templatetags.dohoda import number
from consult.visible import opened
from consult.who import now
from consult.wishes import Wishes
from workflow.rules import rows
from workflow.rules.act import ACTS
from workflow.rules.lifecycle import ENDS
from workflow.store import Rows

LEGEND = ("secured", "applied", "expected")
OFFERED = ("rank_aims", "record_means", "resource_measure", "share_costs", "list_in_network")


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
    names = municipality_names(here)
    counted = [wishes.measure(aim) for aim in purse.counted]
    context = {
        "here": here,
        "crumbs": crumbs(here),
        "sentence": purse.sentence(today),
        "tone": purse.tone(today),
        "bars": purse.bars(),
        "unrecorded": [year.year for year in purse.years if not year.money],
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
        "agreements": _agreements(wishes, names),
        "shares": _shares(wishes, names),
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


def _agreements(wishes: Wishes, names: dict[str, str]) -> list[dict[str, Any]]:
    """What municipalities agreed on that concerns money: sharing costs, the minimal network."""
    found = [row for row in wishes.agreements if row.kind in ("solidarity", "network")]
    texts = opened(wishes.here.territory, [row.told for row in found])
    kept = set(StoredFile.objects.filter(digest__in=[row.file for row in found]).values_list("pk", flat=True))
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


def _shares(wishes: Wishes, names: dict[str, str]) -> dict[str, Any] | None:
    """Measures whose costs municipalities share, and what each of them pays for all; None where nobody shares any."""
    shared = [aim for aim in wishes.measures if aim.shares and aim.status != GIVEN_UP]
    if not shared:
        return None
    paid: Counter[str] = Counter()
    for aim in shared:
        paid.update(dict(aim.shares))
    places = sorted(paid, key=lambda place: list(names).index(place) if place in names else len(names))
    lines = [
        [
            wishes.words(aim),
            " · ".join(f"{names.get(place, place)} {number(amount)}" for place, amount in aim.shares),
            number(sum(dict(aim.shares).values())),
        ]
        for aim in shared
    ]
    columns = [_("Measure"), _("Who pays how much"), _("Together")]
    return {
        "columns": [{"label": label, "number": at == 2} for at, label in enumerate(columns)],
        "rows": lines,
        "paid": [{"label": names.get(place, place), "value": paid[place]} for place in places],
        "most": max(paid.values()),
        "total": paid.total(),
    }


def _doing(desk: Desk) -> list[dict[str, str]]:
    """The plain forms, for those who may."""
    here = desk.here
    assert here is not None
    if desk.held is None or here.plan.stage in ENDS or here.plan.suspended:
        return []
    state = Rows(desk.territory)
    known = {"rank_aims": "?kind=priority"}
    return [
        {"label": act_label(act), "url": f"{desk.url(act)}{known.get(act, '')}"}
        for act in OFFERED
        if in_stage(ACTS[act], here.plan.stage) and may_do(desk, act, state)
    ]
