"""The calendar of a common project: what is due, reached, late or moved, by whom and why, and what follows from it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from consult.addresses import address
from consult.board import MOST_ENDANGERED
from consult.diary import Diary
from consult.models import StoredFile
from consult.places import said
from consult.programme_acts import Pen
from consult.programmes import Project, crumbs_of, project_or_404, tabs_of
from workflow.rules.clock import local_date, month_end
from workflow.rules.process_programme import MilestoneRule
from workflow.rules.programme_course import Course
from workflow.trail.canonical import parse_time


@require_safe
def view(request: HttpRequest, territory: str, programme: str) -> HttpResponse:
    """Phase after phase, month after month."""
    project = project_or_404(request, territory, programme)
    course, pen = project.course(), Pen(project, request.get_full_path())
    diary = Diary(project)
    files = [row.file for row in diary.rows.values() if row.file]
    kept = dict(StoredFile.objects.filter(pk__in=files).values_list("pk", "name")) if files else {}
    lines = [_line(project, diary, course, rule, pen=pen, kept=kept) for rule, _row in diary.milestones()]
    context = {
        "project": project,
        "crumbs": crumbs_of(project),
        "tabs": tabs_of(project, "calendar"),
        "phases": list(_phases(project, lines)),
        "reached": sum(line["reached"] for line in lines),
        "every": len(lines),
        "strip": _strip(project, lines),
        "months": project.rule.months,
        "ics_url": project.address("calendar_ics"),
    }
    return render(request, "pages/calendar.html", context)


def _line(
    project: Project, diary: Diary, course: Course, rule: MilestoneRule, *, pen: Pen, kept: dict[str, str]
) -> dict[str, Any]:
    row = diary.rows[rule.id]
    late = not row.reached and row.due_on < project.today and not project.ended
    ahead = course.following(("milestone", rule.id)) if late else []
    endangered = [project.called(*key) for key in ahead if not course.due[key].reached]
    return {
        "id": rule.id,
        "month": rule.month,
        "title": project.called("milestone", rule.id),
        "due_on": row.due_on,
        "reached": row.reached,
        "late": late,
        "tag": _tag(project, row, late=late),
        "reached_on": local_date(parse_time(row.reached_at)).isoformat() if row.reached_at else "",
        "told": diary.told(row),
        "file": {"url": address("file", row.file), "label": kept[row.file]} if row.file in kept else None,
        "moves": diary.moves.get(rule.id, []),
        "waits_for": _waits_for(project, rule),
        "endangers": endangered[:MOST_ENDANGERED],
        "more": max(0, len(endangered) - MOST_ENDANGERED),
        "follows": [project.called("milestone", one.id) for one in project.rule.milestones if rule.id in one.after],
        "acts": [] if row.reached else pen.for_due("milestone", rule.id),
    }  # fmt: skip


def _tag(project: Project, row: Any, *, late: bool) -> dict[str, str]:
    if row.reached:
        return {"state": "done", "label": _("reached")}
    if project.ended:
        return {"state": "missing", "label": _("not reached")}
    days = abs((date.fromisoformat(row.due_on) - date.fromisoformat(project.today)).days)
    if late:
        return {"state": "late", "label": ngettext("late by %(n)s day", "late by %(n)s days", days) % {"n": days}}
    return {"state": "waiting", "label": ngettext("in %(n)s day", "in %(n)s days", days) % {"n": days}
            if days else _("today")}  # fmt: skip


def _waits_for(project: Project, rule: MilestoneRule) -> dict[str, str] | None:
    """What reaches it by itself: a need that is counted, or the end of a stage."""
    url = project.address("gates")
    if rule.gate is not None:
        return {"label": project.called("gate", rule.gate), "url": f"{url}#gate-{rule.gate}"}
    if rule.need is not None:
        return {"label": project.called("need", rule.need), "url": url}
    return None


def _phases(project: Project, lines: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The blocks of the calendar with what is due in each; one without a name where the process file has none."""
    starts_on, shown = project.row.starts_on, set()
    for phase in project.process.phases:
        inside = [line for line in lines if phase.offset_months < line["month"] <= phase.offset_months + phase.months]
        shown |= {line["id"] for line in inside}
        yield {
            "id": phase.id,
            "title": said(phase.title),
            "from": _after(month_end(starts_on, phase.offset_months)) if phase.offset_months else starts_on,
            "until": month_end(starts_on, phase.offset_months + phase.months),
            "lines": inside,
        }
    if rest := [line for line in lines if line["id"] not in shown]:
        yield {"id": "rest", "title": _("Besides the phases") if shown else "", "lines": rest}


def _after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _strip(project: Project, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One box a month: whether everything due in it is reached, something is late, or it lies ahead."""
    boxes = []
    for month in range(1, project.rule.months + 1):
        due = [line for line in lines if line["month"] == month]
        kind = "next" if not due else "late" if any(line["late"] for line in due) else "next"
        kind = "done" if due and all(line["reached"] for line in due) else kind
        until = month_end(project.row.starts_on, month)
        began = project.row.starts_on if month == 1 else _after(month_end(project.row.starts_on, month - 1))
        boxes.append({"month": month, "x": (month - 1) * 20, "kind": kind, "now": began <= project.today <= until})
    return boxes
