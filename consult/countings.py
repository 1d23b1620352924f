"""What is counted of each town, and the entry it rests on, with the way to that entry and its proof."""

import json
from collections import defaultdict
from typing import Any

from consult.addresses import address
from consult.board import joined, takes_part
from consult.models import StoredFile
from consult.programme_acts import Pen
from consult.programmes import Project
from consult.sentences import act_label, who_may
from consult.visible import opened
from workflow.across import corrected_since
from workflow.models import Book, Leaf
from workflow.rules import rows
from workflow.rules.process_programme import JOINING, NeedRule
from workflow.rules.programme_counts import TownStanding
from workflow.rules.programme_course import BoardRow, board_of


class Countings:
    """Everything counted in one project, read at once for all towns."""

    def __init__(self, project: Project, pen: Pen) -> None:
        self.project, self.pen = project, pen
        found = project.state.find(rows.Counted, programme=project.key)
        entries: defaultdict[str, list[int]] = defaultdict(list)
        for row in found:
            if row.n is not None:
                entries[row.town].append(row.n)
        corrected = corrected_since(dict(entries)) if entries else {}
        self._every = board_of(project.state, project.key, project.rule, corrected)
        self._books = set(Book.objects.filter(territory__in=list(entries)).values_list("territory", flat=True))
        self._texts = opened(project.territory, [words for row in found for words in (row.told, row.reason)])
        files = [row.file for row in found if row.file]
        self._files = dict(StoredFile.objects.filter(pk__in=files).values_list("pk", "name")) if files else {}
        self._joined_by = joining_entries(project)
        self._open: defaultdict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
        for one in pen.uncounted():
            self._open[one["need"]][one["town"]] = one

    def of(self, need: str) -> dict[str, Any]:
        """The towns that count for a need, those that do not, and who can change that."""
        rule = self.project.rule.need(need)
        if rule is None:
            return {"counted": [], "missing": []}
        asked = [row for row in self._every if takes_part(row) or (rule.act == JOINING and on_the_way(row))]
        lines = [(row, self._joined(row) if rule.act == JOINING else self._cell(row, rule)) for row in asked]
        what, who = act_label(rule.act), who_may(rule.act)
        return {
            "counted": [line for _row, line in lines if line and line["counts"]],
            "taken_back": [line for _row, line in lines if line and not line["counts"]],
            "missing": [self._missing(row, rule) for row, line in lines if not line or not line["counts"]],
            "what": what,
            "who": who,
            "sums": rule.sums is not None,
            "here": rule.act == JOINING,
        }

    def _missing(self, row: BoardRow, rule: NeedRule) -> dict[str, Any]:
        """A town that adds nothing yet: what its book already says, and what somebody here may do about it."""
        waiting = self._open[rule.id].get(row.id)
        elsewhere = row.town is not None and row.town.external and rule.act != JOINING
        acts = self.pen.links("count_external", need=rule.id, town=row.id) if elsewhere and joined(row) else []
        if rule.act == JOINING:
            interested = row.town is not None and row.town.standing == TownStanding.INTERESTED
            acts = self.pen.links("join_town" if interested else "record_reply", town=row.id)
        name = self.project.called("municipality", row.id)
        return {"id": row.id, "name": name, "entry": waiting, "acts": acts}

    def _joined(self, row: BoardRow) -> dict[str, Any] | None:
        if not joined(row) or row.town is None:
            return None
        n, territory = self._joined_by.get(row.id), self.project.territory
        return {
            **self._line(row, value=1),
            "n": n,
            "url": address("entry", territory, n) if n is not None else "",
            "proof": address("receipt", territory, n) if n is not None else "",
            "resolution": row.town.resolution,
        }

    def _cell(self, row: BoardRow, rule: NeedRule) -> dict[str, Any] | None:
        cell = next((cell for cell in row.cells if cell.need == rule.id), None)
        if cell is None or cell.counted is None:
            return None
        one, here = cell.counted, row.id in self._books and cell.counted.n is not None
        return {
            **self._line(row, value=one.value),
            "counts": one.standing,
            "n": one.n,
            "url": address("entry", row.id, one.n) if here and one.n is not None else "",
            "proof": address("receipt", row.id, one.n) if here and one.n is not None else "",
            "file": {"url": address("file", one.file), "label": self._files[one.file]}
            if one.file in self._files
            else {},
            "told": self._texts.get(one.told or "", ""),
            "reason": self._texts.get(one.reason or "", ""),
            "corrected": cell.corrected_by,
            "corrected_url": address("entry", row.id, cell.corrected_by) if cell.corrected_by is not None else "",
            "acts": self.pen.links("take_back_count", need=rule.id, town=row.id) if one.standing else [],
        }

    def _line(self, row: BoardRow, *, value: int) -> dict[str, Any]:
        return {"id": row.id, "name": self.project.called("municipality", row.id), "value": value, "counts": True}


def on_the_way(row: BoardRow) -> bool:
    """Whether a town was asked and may still join."""
    return row.town is not None and row.town.standing in (TownStanding.INVITED, TownStanding.INTERESTED)


def joining_entries(project: Project) -> dict[str, int]:
    """By which entry of the project's own book each town joined; the last one, where it came back."""
    leaves = Leaf.objects.filter(territory=project.territory, act=JOINING).order_by("n").values_list("n", "data")
    found = {}
    for n, data in leaves:
        facts = json.loads(bytes(data))["facts"]
        if facts["programme"] == project.key:
            found[facts["town"]] = int(n)
    return found
