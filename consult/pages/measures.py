"""Measures of the plans that towns approved, side by side by target group: where a regional plan begins."""

from collections import defaultdict
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.addresses import address
from consult.board import plans_of
from consult.places import said
from consult.programmes import Project, crumbs_of, project_or_404, tabs_of
from consult.sentences import word
from consult.templatetags.dohoda import number
from consult.visible import opened_in_many
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.lifecycle import Stage

APPROVED = (Stage.ADOPTED, Stage.IN_FORCE, Stage.SUPERSEDED)
AT_ONCE = 400  # measures shown together; of more, one target group at a time
MOST = 3_000


@require_safe
def view(request: HttpRequest, territory: str, programme: str) -> HttpResponse:
    """Columns are towns, rows are target groups; `?area=` leaves one of them."""
    project = project_or_404(request, territory, programme)
    towns, sources = _towns(project)
    measures = _measures(towns)
    groups = {area.id: said(area.title) for area in project.process.areas}
    groups |= {area: area for area in measures.values_list("area", flat=True).distinct() if area not in groups}
    chosen = request.GET.get("area", "")
    if chosen not in groups:
        chosen = next(iter(groups), "") if measures.count() > AT_ONCE else ""
    found = list((measures.filter(area=chosen) if chosen else measures)[:MOST]) if towns else []
    context = {
        "project": project,
        "crumbs": crumbs_of(project),
        "tabs": tabs_of(project, "measures"),
        "groups": _choices(project, groups, chosen),
        "towns": [{"name": project.called("municipality", town), "url": address("plan", plan), "id": town}
                  for town, plan in towns.items()],
        "rows": _rows(project, {key: title for key, title in groups.items() if chosen in ("", key)}, towns, found),
        "taken_up": sources,
        "count": len(found),
    }  # fmt: skip
    return render(request, "pages/measures.html", context)


def _towns(project: Project) -> tuple[dict[str, str], bool]:
    """Towns and their plans: those the regional plan is made from; before there are any, those that were approved."""
    taken = model_of(rows.SourcePlan).objects.filter(territory=project.territory).order_by("born")
    sources = dict(taken.values_list("town", "slug"))
    plans = sources or {town: plan.key for town, plan in plans_of(project).items() if plan.stage in APPROVED}
    return {town.id: plans[town.id] for town in project.rule.towns if town.id in plans}, bool(sources)


def _measures(towns: dict[str, str]) -> "QuerySet[Any]":
    found = model_of(rows.Aim).objects.filter(territory__in=list(towns), plan__in=list(towns.values()), kind="measure")
    order: QuerySet[Any] = found.order_by(F("rank").asc(nulls_last=True), "born")
    return order


def _choices(project: Project, groups: dict[str, str], chosen: str) -> list[dict[str, Any]]:
    """One target group or all of them, as `parts/tabs.html` takes it; nothing where there is nothing to choose."""
    if len(groups) < 2:
        return []
    url = project.address("measures")
    every = [{"label": _("All target groups"), "url": url, "current": not chosen}]
    return [*every, *({"label": title, "url": f"{url}?area={key}", "current": key == chosen}
                      for key, title in groups.items())]  # fmt: skip


def _rows(project: Project, groups: dict[str, str], towns: dict[str, str], found: list[Any]) -> list[dict[str, Any]]:
    wanted: defaultdict[str, list[str | None]] = defaultdict(list)
    for row in found:
        wanted[row.territory] += [row.words, row.owner]
    texts = opened_in_many(wanted)
    cells: defaultdict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in found:
        cells[row.area, row.territory].append(_measure(row, texts))
    names = {town: project.called("municipality", town) for town in towns}
    return [
        {"id": key, "title": title,
         "cells": [{"town": names[town], "url": address("plan", plan), "measures": cells[key, town]}
                   for town, plan in towns.items()]}
        for key, title in groups.items()
    ]  # fmt: skip


def _measure(row: Any, texts: dict[str, str]) -> dict[str, str]:
    money = _("%(amount)s thousand crowns a year") % {"amount": number(row.amount)} if row.amount else ""
    status = word("aim status", row.status) if row.status not in ("proposed", "in_progress") else ""
    said_besides = [texts.get(row.owner or "", ""), money, status]
    return {"words": texts.get(row.words, ""), "besides": " · ".join(part for part in said_besides if part)}
