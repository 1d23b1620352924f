"""What somebody may do for a common project, as links to plain forms that know already what they are about."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from consult.acting.standing import may_do
from consult.addresses import address
from consult.programmes import Project
from consult.sentences import act_label
from workflow.counting import counts_of
from workflow.store import Rows

Link = dict[str, str]
OF_PROJECT = ("record_training", "close_programme", "abandon_programme")
NEXT_FOR_TOWN = {
    "": ("invite_town",),
    "invited": ("record_reply",),
    "interested": ("join_town",),
    "declined": ("invite_town",),
    "left": ("invite_town",),
}


class Pen:
    """Which acts of the project this reader holds the pen of; nothing is offered once the project has ended."""

    def __init__(self, project: Project, back: str) -> None:
        self.project, self.back = project, back
        self._state = Rows(project.territory)
        self._may: dict[str, bool] = {}
        self._found: list[dict[str, Any]] | None = None

    def may(self, act: str) -> bool:
        """Whether the act can be done from where the reader sits."""
        if self.project.desk.held is None or self.project.ended:
            return False
        if act not in self._may:
            self._may[act] = may_do(self.project.desk, act, self._state)
        return self._may[act]

    def link(self, act: str, label: str = "", **known: Any) -> Link | None:
        """The form of an act with what is known filled in; None for those who may not."""
        if not self.may(act):
            return None
        asked = urlencode({"programme": self.project.key, **known, "next": self.back})
        return {"label": label or act_label(act), "url": f"{address('town_act', self.project.territory, act)}?{asked}"}

    def links(self, *acts: str, **known: Any) -> list[Link]:
        """Those of the acts the reader may do."""
        return [link for act in acts if (link := self.link(act, **known))]

    def for_due(self, kind: str, name: str, *, ready: bool = False) -> list[Link]:
        """What is done for a milestone or a gate that is still ahead: it is reached, passed or moved."""
        rule = self.project.rule
        if kind == "gate":
            own = [one.id for one in rule.milestones if one.gate == name]
            passing = self.links("pass_gate", gate=name) if ready else []
            return [*passing, *(link for one in own for link in self.links("move_milestone", milestone=one))]
        milestone = rule.milestone(name)
        free = milestone is not None and milestone.need is None and milestone.gate is None
        return self.links(*(("reach_milestone",) if free else ()), "move_milestone", milestone=name)

    def for_line(self, line: dict[str, Any]) -> list[Link]:
        """What is done for a town on the board."""
        return self.links("place_external", town=line["id"]) if line.get("external") or not line["stage"] else []

    def of_project(self) -> list[Link]:
        """What is done for the whole project."""
        return self.links(*OF_PROJECT)

    def uncounted(self) -> list[dict[str, Any]]:
        """Entries of towns' books that say already what a need asks for, and do not count yet; for those who count."""
        if self._found is None:
            self._found = list(self._uncounted()) if self.may("count_town") else []
        return self._found

    def _uncounted(self) -> Iterator[dict[str, Any]]:
        for one in counts_of(self.project.territory, self.project.key):
            yield {
                "town": one.town,
                "name": self.project.called("municipality", one.town),
                "need": one.need,
                "label": self.project.called("need", one.need),
                "n": one.n,
                "url": address("entry", one.town, one.n),
                "act": self.link("count_town", need=one.need, town=one.town, n=one.n),
            }


def town_links(pen: Pen, line: dict[str, Any]) -> list[Link]:
    """What can be done next for a town that does not take part yet, or no longer."""
    return pen.links(*NEXT_FOR_TOWN.get(line["standing"], ()), town=line["id"])
