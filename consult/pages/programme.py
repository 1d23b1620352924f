"""A common project: what is late and what that endangers, how much of everything there is, and how far each town is."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_safe

from consult.addresses import address
from consult.board import Board, counters, late_lines, so_many
from consult.models import StoredFile
from consult.programme_acts import Pen, town_links
from consult.programmes import Project, crumbs_of, project_or_404, tabs_of
from consult.sentences import word
from consult.templatetags.dohoda import since, until
from consult.visible import opened
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.clock import month_end
from workflow.store import process_file


@require_safe
def view(request: HttpRequest, territory: str, programme: str) -> HttpResponse:
    """The region's board; `?show=late` leaves the towns that are late alone."""
    project = project_or_404(request, territory, programme)
    board, pen = Board(project), Pen(project, request.get_full_path())
    inside, only = board.inside, request.GET.get("show") == "late"
    late = [line for line in inside if line["late"]]
    context = {
        "project": project,
        "crumbs": crumbs_of(project, inside=False),
        "kicker": project.town.name,
        "lead": _lead(project, len(inside)),
        "states": _states(project),
        "report": _report(project),
        "tabs": tabs_of(project, "programme"),
        "late": [
            {**line, "acts": pen.for_due(line["kind"], line["id"], ready=line["ready"])}
            for line in late_lines(project, board.course)
        ],
        "behind": [line["name"] for line in late],
        "targets": counters(project),
        "towns": [{**line, "acts": pen.for_line(line)} for line in (late if only else inside)],
        "shown": _shown(project, len(inside), len(late), only=only),
        "gates": len(project.rule.gates),
        "outside": [{**line, "acts": town_links(pen, line)} for line in board.outside],
        "regional": _regional(project),
        "uncounted": pen.uncounted(),
        "acts": pen.of_project(),
    }
    return render(request, "pages/programme.html", context)


def _lead(project: Project, towns: int) -> str:
    ends = month_end(project.row.starts_on, project.rule.months)
    said = {"towns": towns, "since": since(project.row.starts_on), "until": until(ends)}
    return (
        ngettext(
            "%(towns)s town goes one way with others: %(since)s %(until)s.",
            "%(towns)s towns go one way together: %(since)s %(until)s.",
            towns,
        )
        % said
    )


def _states(project: Project) -> list[dict[str, str]]:
    if not project.ended:
        return []
    if project.row.reached:
        return [{"state": "done", "label": _("closed with a report")}]
    return [{"state": "missing", "label": pgettext("common project", "given up")}]


def _report(project: Project) -> dict[str, str] | None:
    """What was said when the project ended, and the file of the report if it is here."""
    if not project.ended:
        return None
    told = opened(project.territory, [project.row.told]).get(project.row.told or "", "")
    kept = StoredFile.objects.filter(pk=project.row.report).first() if project.row.report else None
    return {"told": told, "at": project.row.ended_at, "url": address("file", kept.digest) if kept else "",
            "name": kept.name if kept else ""}  # fmt: skip


def _shown(project: Project, every: int, late: int, *, only: bool) -> list[dict[str, Any]]:
    """All towns, or the late ones alone; nothing to choose where none is late."""
    url = project.address("programme")
    return [
        {"label": _("All towns"), "url": f"{url}#towns", "current": not only, "count": every},
        {"label": _("Those that are late"), "url": f"{url}?show=late#towns", "current": only, "count": late},
    ] if late else []  # fmt: skip


def _regional(project: Project) -> dict[str, str] | None:
    """The territory's own plan, made from plans of the towns."""
    found = model_of(rows.Plan).objects.filter(territory=project.territory).order_by("-born")
    for plan in found[:5]:
        process = process_file(plan.process)
        if process is None or process.programme is None or process.programme.id != project.rule.id:
            continue
        sources = model_of(rows.SourcePlan).objects.filter(territory=project.territory, plan=plan.key)
        towns = len(set(sources.values_list("town", flat=True)))
        title = opened(project.territory, [plan.title]).get(plan.title, plan.key)
        sources_shown = so_many(towns, project.rule.sources_least) if project.rule.sources_least else str(towns)
        return {"title": title, "url": address("plan", plan.key), "stage": word("stage", plan.stage),
                "sources": sources_shown}  # fmt: skip
    return None
