"""The board of a common project: how far each town is, what it waits for, what is late and what that endangers."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from consult.addresses import address
from consult.course import deadline_of
from consult.models import StoredFile
from consult.programmes import Project
from consult.sentences import word
from consult.sentences.words import out_of
from consult.templatetags.dohoda import number, short, until
from consult.visible import opened
from workflow.across import corrected_since
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.lifecycle import ENDS, MAIN_LINE, Stage
from workflow.rules.process_programme import JOINING
from workflow.rules.programme_counts import NeedStanding, TownStanding, gate_needs, have, targets
from workflow.rules.programme_course import BoardRow, Course, Due, board_of
from workflow.store import process_file

MOST_ENDANGERED = 4


def so_many(have_: int, least: int) -> str:
    """ "5 of 8"."""
    return _("%(have)s of %(of_all)s") % {"have": number(have_), "of_all": out_of(least)}


def plans_of(project: Project) -> dict[str, Any]:
    """The plan each town makes under the project's methodology, by town: the newest that was not given up."""
    towns = [town.id for town in project.rule.towns]
    found: dict[str, Any] = {}
    for plan in model_of(rows.Plan).objects.filter(territory__in=towns).order_by("born"):
        process = process_file(plan.process)
        ours = process is not None and process.programme is not None and process.programme.id == project.rule.id
        if ours and (plan.stage != Stage.WITHDRAWN or plan.territory not in found):
            found[plan.territory] = plan
    return found


def need_days(project: Project, course: Course) -> dict[str, str]:
    """By when each need is asked for: with the first gate that asks for it, or its milestone."""
    days: dict[str, list[str]] = {}
    for gate in project.rule.gates:
        for one in gate.needs:
            days.setdefault(one.need, []).append(course.due["gate", gate.id].due_on)
    for milestone in project.rule.milestones:
        due = course.due.get(("milestone", milestone.id))
        if milestone.need is not None and due is not None:
            days.setdefault(milestone.need, []).append(due.due_on)
    return {need: min(found) for need, found in days.items()}


def counters(project: Project) -> list[dict[str, Any]]:
    """Everything the project set out to reach against what there is, as `parts/targets.html` takes it."""
    found = targets(project.state, project.key, project.rule)
    return [counter(project, one) for one in found if one.least]


def counter(project: Project, one: NeedStanding) -> dict[str, Any]:
    """One bar: its name, how much there is of how much."""
    short_by = one.least - one.have
    return {
        "label": project.called("need", one.need),
        "value": one.have,
        "least": one.least,
        "shown": so_many(one.have, one.least),
        "state": "done" if one.reached else "waiting",
        "word": _("reached") if one.reached else _("%(n)s missing") % {"n": number(short_by)},
    }


class Board:
    """Towns against stages. The number of queries does not depend on how many towns there are."""

    def __init__(self, project: Project) -> None:
        self.project, self.course = project, project.course()
        self.plans = plans_of(project)
        self._days = need_days(project, self.course)
        counted: dict[str, list[int]] = {}
        for row in project.state.find(rows.Counted, programme=project.key):
            if row.n is not None:
                counted.setdefault(row.town, []).append(row.n)
        corrected = corrected_since(counted) if counted else {}
        self.rows = board_of(project.state, project.key, project.rule, corrected)
        self._founded = set(model_of(rows.Town).objects.filter(territory__in=[row.id for row in self.rows])
                            .values_list("territory", flat=True))  # fmt: skip
        elsewhere = [row.town for row in self.rows if row.town is not None and row.town.external]
        self._texts = opened(project.territory, [town.told for town in elsewhere])
        files = {digest for town in elsewhere for digest in town.files}
        kept = StoredFile.objects.filter(pk__in=files).values_list("pk", "name") if files else ()
        self._files = dict(kept)

    @property
    def inside(self) -> list[dict[str, Any]]:
        """The towns that joined, and those that keep their plan elsewhere, in the order of the process file."""
        return [self._line(row) for row in self.rows if takes_part(row)]

    @property
    def outside(self) -> list[dict[str, Any]]:
        """All others: invited, interested, not interested, left, not asked."""
        lines = []
        for row in self.rows:
            if not takes_part(row):
                standing = row.town.standing if row.town is not None else ""
                said = word("town standing", standing) if standing else _("not invited")
                name = self.project.called("municipality", row.id)
                lines.append({"id": row.id, "name": name, "url": self.town_url(row.id), "standing": standing,
                              "said": said})  # fmt: skip
        return lines

    def town_url(self, town: str) -> str:
        """The page of a town, if its book is here."""
        return address("town", town) if town in self._founded else ""

    def _line(self, row: BoardRow) -> dict[str, Any]:
        waits = list(self._waits(row))
        waits = [one for one in waits if one["due_on"]] or waits  # what has no day of its own presses nobody
        return {
            "id": row.id,
            "name": self.project.called("municipality", row.id),
            "url": self.town_url(row.id),
            **self._stage(row),
            "gates": [{"title": self.project.called("gate", gate.id), "passed": gate.id in row.past}
                      for gate in self.project.rule.gates],
            "gates_shown": so_many(len(row.past), len(self.project.rule.gates)),
            "waits": waits,
            "late": any(one["late"] for one in waits),
            "corrected": [self._corrected(row, cell.need, cell.corrected_by) for cell in row.cells
                          if cell.fulfilled and cell.corrected_by is not None],
        }  # fmt: skip

    def _corrected(self, row: BoardRow, need: str, by: int) -> dict[str, Any]:
        return {"label": self.project.called("need", need), "url": address("entry", row.id, by), "n": by}

    def _stage(self, row: BoardRow) -> dict[str, Any]:
        """Where its plan is: as the stage bar says, or as the town tells of a plan it keeps elsewhere."""
        town, plan = row.town, self.plans.get(row.id)
        if town is not None and town.external:
            told = self._texts.get(town.told or "", "")
            files = [{"label": self._files.get(digest, ""), "url": address("file", digest)} for digest in town.files]
            return {**steps(town.stage), "external": True, "told": told,
                    "files": [file for file in files if file["label"]]}  # fmt: skip
        if plan is None:
            return {**steps(None), "plan_url": ""}
        deadline = deadline_of(plan)
        note = _("comments can be sent %(until)s") % {"until": until(deadline)} if deadline else ""
        rests = _("work rests") if plan.suspended else ""
        return {**steps(plan.stage), "plan_url": address("plan", plan.key), "note": rests or note}

    def _waits(self, row: BoardRow) -> Iterator[dict[str, Any]]:
        """What the town has not added yet: for the next stage of the project, or, once through all, besides them."""
        done = {cell.need for cell in row.cells if cell.fulfilled}
        done |= {need.id for need in self.project.rule.needs if need.act == JOINING and joined(row)}
        ahead = [gate for gate in self.project.rule.gates if gate.id not in row.past]
        asked = {one.need for one in ahead[0].needs} if ahead else {need.id for need in self.project.rule.needs}
        for need in self.project.rule.needs:
            if need.id in asked and need.id not in done:
                day = self._days.get(need.id, "")
                late = bool(day) and day < self.project.today and not self.project.ended
                yield {"label": self.project.called("need", need.id), "due_on": day, "late": late}


def takes_part(row: BoardRow) -> bool:
    """Whether a town stands on the board."""
    return row.town is not None and (
        joined(row) or (row.town.external and row.town.standing == TownStanding.INTERESTED)
    )


def joined(row: BoardRow) -> bool:
    """Whether it has a partnership agreement."""
    return row.town is not None and row.town.standing == TownStanding.JOINED


def steps(stage: str | None) -> dict[str, Any]:
    """A stage as its words, its place on the main line, and the small bar beside them."""
    every = len(MAIN_LINE)
    if stage is None:
        return {"stage": "", "place": 0, "of": every, "bar": steps_bar(0), "state": ""}
    if stage in ENDS and stage != Stage.SUPERSEDED:
        return {"stage": word("stage", stage), "place": 0, "of": every, "bar": [], "state": "missing"}
    place = every if stage == Stage.SUPERSEDED else MAIN_LINE.index(Stage(stage)) + 1
    return {"stage": word("stage", stage), "place": place, "of": every, "bar": steps_bar(place), "state": ""}


def steps_bar(place: int) -> list[dict[str, Any]]:
    """One small box a stage: where it begins, and whether it lies behind."""
    return [{"x": at * 10, "kind": "now" if at + 1 == place else "done" if at < place else "next"}
            for at in range(len(MAIN_LINE))]  # fmt: skip


def late_lines(project: Project, course: Course) -> list[dict[str, Any]]:
    """What is late by itself, the longest first: what it lacks, what is late because of it, what it endangers."""
    if project.ended:
        return []
    late = {(one.kind, one.id): one for one in course.late(project.today)}
    following = {key: course.following(key) for key in late}
    caused = {later for key in late for later in following[key]}
    roots = [one for key, one in late.items() if key not in caused and not _said_by_its_gate(project, key, late)]
    lines = [_late_line(project, course, one, late) for one in roots]
    for line, before in zip(lines[1:], lines, strict=False):
        line["same"] = bool(line["endangers"]) and all(line[key] == before[key] for key in ("endangers", "more"))
    return lines


def _said_by_its_gate(project: Project, key: tuple[str, str], known: Any) -> bool:
    """A milestone that waits for a gate says nothing that the gate beside it does not."""
    rule = project.rule.milestone(key[1]) if key[0] == "milestone" else None
    return rule is not None and rule.gate is not None and ("gate", rule.gate) in known


def _late_line(project: Project, course: Course, one: Due, late: Any) -> dict[str, Any]:
    after = course.following((one.kind, one.id))
    kept = [key for key in after if not course.due[key].reached and not _said_by_its_gate(project, key, after)]
    kept = [key for key in kept if not _same_thing(project, one, key)]
    ahead = [course.due[key] for key in kept if key not in late]
    ahead.sort(key=lambda due: due.due_on)
    lacks = list(_lacks(project, one))
    return {
        "kind": one.kind,
        "id": one.id,
        "title": project.called(one.kind, one.id),
        "due_on": one.due_on,
        "ready": not lacks,
        "lacks": lacks,
        "also": [project.called(*key) for key in kept if key in late],
        "endangers": [{"title": project.called(due.kind, due.id), "day": short(due.due_on)}
                      for due in ahead[:MOST_ENDANGERED]],
        "more": max(0, len(ahead) - MOST_ENDANGERED),
        "url": f"{project.address('gates' if one.kind == 'gate' else 'calendar')}#{one.kind}-{one.id}",
    }  # fmt: skip


def _same_thing(project: Project, one: Due, key: tuple[str, str]) -> bool:
    rule = project.rule.milestone(key[1]) if key[0] == "milestone" else None
    return rule is not None and one.kind == "gate" and rule.gate == one.id


def _lacks(project: Project, one: Due) -> Iterator[str]:
    """Of what there is not enough: "towns with an analysis: 5 of 8"."""
    gate = project.rule.gate(one.id) if one.kind == "gate" else None
    rule = project.rule.milestone(one.id) if one.kind == "milestone" else None
    need = project.rule.need(rule.need) if rule is not None and rule.need is not None else None
    if gate is not None:
        standing = gate_needs(project.state, project.key, project.rule, gate)
    elif need is not None:
        standing = [NeedStanding(need.id, have(project.state, project.key, need), need.least)]
    else:
        standing = []
    for lacking in standing:
        if not lacking.reached:
            yield f"{project.called('need', lacking.need)}: {so_many(lacking.have, lacking.least)}"
