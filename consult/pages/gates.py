"""Stages of a common project: what each asks for, which towns count by which entry of their book, who still can."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from consult.board import counter
from consult.countings import Countings
from consult.programme_acts import Pen
from consult.programmes import Project, crumbs_of, project_or_404, tabs_of
from consult.sentences import who_may
from workflow.rules.programme_counts import NeedStanding, have
from workflow.rules.programme_course import Course, GateStanding, gates_of


@require_safe
def view(request: HttpRequest, territory: str, programme: str) -> HttpResponse:
    """Gate after gate, then what is counted besides; each count leads to the entry it rests on."""
    project = project_or_404(request, territory, programme)
    pen, course = Pen(project, request.get_full_path()), project.course()
    countings = Countings(project, pen)
    gates = gates_of(project.state, project.key, project.rule)
    asked = {one.need for gate in gates for one in gate.needs}
    context = {
        "project": project,
        "crumbs": crumbs_of(project),
        "tabs": tabs_of(project, "gates"),
        "gates": [_gate(project, course, gate, countings, pen) for gate in gates],
        "besides": [
            _need(project, NeedStanding(need.id, have(project.state, project.key, need), need.least), countings)
            for need in project.rule.needs
            if need.id not in asked
        ],
    }
    return render(request, "pages/gates.html", context)


def _gate(project: Project, course: Course, standing: GateStanding, countings: Countings, pen: Pen) -> dict[str, Any]:
    gate, due = standing.gate, course.due["gate", standing.gate.id]
    late = due in course.late(project.today) and not project.ended
    return {
        "id": gate.id,
        "title": project.called("gate", gate.id),
        "due_on": due.due_on,
        "passed_at": standing.passed_at,
        "tag": _tag(standing, late=late),
        "needs": [_need(project, one, countings) for one in standing.needs],
        "who": "" if standing.passed_at or project.ended else who_may("pass_gate"),
        "ready": standing.ready and not standing.passed_at,
        "acts": [] if standing.passed_at else pen.for_due("gate", gate.id, ready=standing.ready),
    }


def _tag(standing: GateStanding, *, late: bool) -> dict[str, str]:
    if standing.passed_at:
        return {"state": "done", "label": pgettext("stage of the project", "ended")}
    if standing.ready:
        return {"state": "waiting", "label": _("ready: nothing is missing")}
    if late:
        return {"state": "late", "label": _("late")}
    return {"state": "waiting", "label": _("waits for towns")}


def _need(project: Project, one: NeedStanding, countings: Countings) -> dict[str, Any]:
    """One need: its bar, the towns that count with their entries, those that do not, and who can do it there."""
    return {**counter(project, one), "id": one.need, **countings.of(one.need)}
