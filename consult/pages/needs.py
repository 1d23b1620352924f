"""What the plan begins with and what it leads to: needs, and the priorities, goals and measures that answer them."""

from collections import defaultdict
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.addresses import address
from consult.models import StoredFile
from consult.places import Here, crumbs, plan_or_404, said
from consult.sentences import word
from consult.templatetags.dohoda import number
from consult.visible import opened
from workflow.rules import rows

MOST = 300  # of one area; more than any seed has, and still one page


@require_safe
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """One area at a time (`?area=`); each aim says which needs it answers (principle 9)."""
    here = plan_or_404(request, slug)
    areas = here.process.areas
    area = next((area for area in areas if area.id == request.GET.get("area")), areas[0] if areas else None)
    chosen = area.id if area else ""
    needs = list(here.rows(rows.Need).filter(area=chosen).order_by("born")[:MOST])
    aims = list(here.rows(rows.Aim).filter(area=chosen).order_by("born")[:MOST])
    surveys = list(here.rows(rows.Survey).order_by("born"))
    texts = opened(
        here.territory,
        [*(row.words for row in (*needs, *aims)), *(row.owner for row in aims), *(row.summary for row in surveys)],
    )
    context = {
        "here": here,
        "crumbs": crumbs(here),
        "tabs": _tabs(here, chosen),
        "needs": [_need(row, aims, texts) for row in needs],
        "aims": _tree(here, aims, texts),
        "deliverables": _deliverables(here),
        "surveys": [
            {"sent": row.sent, "returned": row.returned, "summary": texts.get(row.summary, "")} for row in surveys
        ],
        "assistance": [
            {"label": word("help", row.kind), "offered": row.offered, "used": row.used}
            for row in here.rows(rows.Assistance).order_by("born")
        ],
    }
    return render(request, "pages/needs.html", context)


def _tabs(here: Here, chosen: str) -> list[dict[str, Any]]:
    counted = here.rows(rows.Need).values("area").annotate(n=Count("pk")).order_by()
    counts = {row["area"]: row["n"] for row in counted}
    url = here.address("needs")
    return [
        {
            "label": said(area.title),
            "url": f"{url}?area={area.id}",
            "current": area.id == chosen,
            "count": counts.get(area.id, 0),
        }
        for area in here.process.areas
    ]


def _need(row: Any, aims: list[Any], texts: dict[str, str]) -> dict[str, Any]:
    name = row.key.split("/", 1)[1]
    answered = [texts.get(aim.words, "") for aim in aims if name in aim.needs]
    return {
        "name": name,
        "words": texts.get(row.words, ""),
        "source": word("need source", row.source),
        "aims": answered,
    }


def _tree(here: Here, aims: list[Any], texts: dict[str, str]) -> list[dict[str, Any]]:
    """Aims below their parents, at most three deep; what has no parent here stands at the top."""
    below: defaultdict[str | None, list[Any]] = defaultdict(list)
    known = {row.key.split("/", 1)[1] for row in aims}
    for row in aims:
        below[row.parent if row.parent in known else None].append(row)

    def branch(parent: str | None, depth: int) -> list[dict[str, Any]]:
        if depth > 3:
            return []
        return [{**_aim(row, texts), "below": branch(row.key.split("/", 1)[1], depth + 1)} for row in below[parent]]

    return branch(None, 1)


def _aim(row: Any, texts: dict[str, str]) -> dict[str, Any]:
    facts = []
    if row.kind == "measure":
        facts.append({"label": _("Who answers for it"), "value": texts.get(row.owner or "", "") or _("nobody yet")})
        money = word("funding", row.funding) if row.funding else _("not known yet")
        if row.amount:
            money += " · " + _("%(amount)s thousand crowns a year") % {"amount": number(row.amount)}
        facts.append({"label": _("Money"), "value": money})
        facts.append({"label": _("How it fares"), "value": word("aim status", row.status)})
    return {
        "kind": word("aim", row.kind).capitalize(),
        "words": texts.get(row.words, ""),
        "needs": row.needs,
        "traced": row.traced or row.kind == "goal",  # a goal stands between the two that must be traced
        "facts": facts,
    }


def _deliverables(here: Here) -> list[dict[str, Any]]:
    """What the process file asks for, and whether it is there."""
    given = {row.item: row for row in here.rows(rows.Deliverable)}
    kept = set(
        StoredFile.objects.filter(digest__in=[row.digest for row in given.values()]).values_list("pk", flat=True)
    )
    lines = []
    for rule in here.process.deliverables:
        row = given.get(rule.id)
        state, label = ("missing", _("not handed in yet")) if row is None else ("done", _("handed in"))
        if row is not None and rule.approved_by is not None:
            state, label = ("done", _("approved")) if row.approved else ("waiting", _("waits for approval"))
        url = address("file", row.digest) if row is not None and row.digest in kept else ""
        lines.append({"label": said(rule.title), "value": label, "state": state, "url": url})
    return lines
