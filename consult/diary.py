"""The calendar of a common project: what is due, what was moved and why, what was reached; and the same for a diary.

The file is RFC 5545, made by the icalendar library. It says nothing that depends on the day it is fetched, so that it
stays the same, byte for byte, until something happens: `DTSTAMP` is the time of the last entry that changed an event,
and `SEQUENCE` grows with each move.
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Event

from consult.ics import begun, home_of
from consult.programmes import Project
from consult.sentences import doer_words
from consult.templatetags.dohoda import day
from consult.told import names_for
from consult.visible import opened
from workflow.models import Leaf
from workflow.rules import rows
from workflow.rules.clock import local_date
from workflow.rules.process_programme import MilestoneRule
from workflow.trail.canonical import parse_time


@dataclass(frozen=True, slots=True)
class Move:
    """One move of a milestone: its moment and day in Prague, from which day to which, who moved it and why."""

    n: int
    at: str
    on: str
    from_day: str
    to_day: str
    who: str
    reason: str


class Diary:
    """Every milestone of a project with its row and its moves."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.rows = {row.milestone: row for row in project.state.find(rows.Milestone, programme=project.key)}
        self.moves = moves_of(project, self.rows)
        self._texts = opened(project.territory, [row.told for row in self.rows.values()])

    def milestones(self) -> list[tuple[MilestoneRule, Any]]:
        """In the order of their days as planned, each with its row."""
        found = [(rule, self.rows[rule.id]) for rule in self.project.rule.milestones if rule.id in self.rows]
        return sorted(found, key=lambda pair: pair[0].month)

    def told(self, row: Any) -> str:
        """What was said when it was reached."""
        return self._texts.get(row.told or "", "")


def moves_of(project: Project, found: dict[str, Any]) -> dict[str, list[Move]]:
    """The moves of each milestone, oldest first."""
    leaves = Leaf.objects.filter(territory=project.territory, act="move_milestone").order_by("n")
    read = [(leaf, json.loads(bytes(leaf.data))) for leaf in leaves]
    mine = [(leaf, entry) for leaf, entry in read if entry["facts"]["programme"] == project.key]
    names = names_for(project.territory, [entry for _leaf, entry in mine]) if mine else {}
    moves: defaultdict[str, list[Move]] = defaultdict(list)
    for leaf, entry in mine:
        facts = entry["facts"]
        before = moves[facts["milestone"]]
        from_day = before[-1].to_day if before else found[facts["milestone"]].planned_on
        reason = names.get(facts["reason"]["commit"], "") if facts["reason"] else ""
        on = local_date(parse_time(leaf.at)).isoformat()
        before.append(Move(leaf.n, leaf.at, on, from_day, facts["due_on"], doer_words(entry, names), reason))
    return moves


def calendar_file(project: Project, diary: Diary, page: str) -> bytes:
    """The project's milestones as an iCalendar file; `page` is the full address of the page it belongs to."""
    calendar = begun(project.title, page)
    host = home_of(project.territory)
    started = Leaf.objects.filter(territory=project.territory, n=project.row.born).values_list("at", flat=True).first()
    for rule, row in diary.milestones():
        calendar.add_component(event_of(project, diary, rule, row, host=host, page=page, started=started or ""))
    return bytes(calendar.to_ical())


def event_of(
    project: Project, diary: Diary, rule: MilestoneRule, row: Any, *, host: str, page: str, started: str
) -> Event:
    """One milestone: an event of a whole day, on the day it is due now."""
    moves, due = diary.moves.get(rule.id, []), date.fromisoformat(row.due_on)
    last = row.reached_at if row.reached else project.row.ended_at
    changed = parse_time(max([started, *(move.at for move in moves), last or ""]))
    event = Event()
    event.add("uid", f"{rule.id}.{project.key}.{project.territory}@{host}")
    event.add("sequence", len(moves))
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("dtstart", due)
    event.add("dtend", due + timedelta(days=1))
    event.add("summary", project.called("milestone", rule.id), parameters={"LANGUAGE": get_language() or "cs"})
    event.add("description", description(project, diary, rule, row))
    event.add("status", status(project, row))
    event.add("transp", "TRANSPARENT")
    event.add("categories", [project.title])
    event.add("url", f"{page}#milestone-{rule.id}")
    return event


def status(project: Project, row: Any) -> str:
    """Reached is certain, ahead is a plan, and what a project that ended left out does not happen."""
    if row.reached:
        return "CONFIRMED"
    return "CANCELLED" if project.ended else "TENTATIVE"


def description(project: Project, diary: Diary, rule: MilestoneRule, row: Any) -> str:
    """What a diary shows when the event is opened: reached or not, moved by whom and why, what follows."""
    lines = [_("Reached on %(day)s.") % {"day": day(row.reached_at)}] if row.reached else []
    lines += [diary.told(row)] if diary.told(row) else []
    for move in diary.moves.get(rule.id, []):
        said = {"from": day(move.from_day), "to": day(move.to_day), "who": move.who, "reason": move.reason}
        lines.append(_("Moved from %(from)s to %(to)s (%(who)s): %(reason)s") % said)
    follows = [project.called("milestone", one.id) for one in project.rule.milestones if rule.id in one.after]
    lines += [_("What follows from it: %(what)s.") % {"what": "; ".join(follows)}] if follows else []
    return "\n".join(lines) or project.title
