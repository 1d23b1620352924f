"""Municipalities of a territory: their names, who belongs since when, by which agreement, and which plan holds there.

A plan keeps the territory it began with; who joined later has no plan until the next one.
"""

import json
from typing import Any

from django.utils.translation import gettext as _

from consult.addresses import address
from consult.matrix import APPROVED, Matrix
from consult.models import StoredFile
from consult.municipalities import places_called
from consult.places import Here, here_of
from consult.sentences import word
from consult.visible import opened
from workflow.models import Leaf, model_of
from workflow.rules import rows
from workflow.rules.lifecycle import Stage
from workflow.rules.process_terms import CouncilCompletion
from workflow.store import process_file


class Members:
    """Everything one page says of the municipalities of a territory."""

    def __init__(self, territory: str) -> None:
        self.territory = territory
        self.names = places_called(territory)
        self._rows = list(model_of(rows.Membership).objects.filter(territory=territory).order_by("since", "born"))
        self._agreements = list(model_of(rows.Agreement).objects.filter(territory=territory).order_by("-day", "-born"))
        plans = list(model_of(rows.Plan).objects.filter(territory=territory).order_by("-from_year", "-born"))
        told = [row.told for row in self._agreements]
        self._reasons = released(territory)
        self.texts = opened(territory, [*told, *(plan.title for plan in plans), *self._reasons.values()])
        self._plans = [(plan, here) for plan in plans if (here := self._here(plan))]
        files = [row.file for row in self._agreements]
        self._files = dict(StoredFile.objects.filter(pk__in=files).values_list("pk", "name")) if files else {}
        self._holds = {plan.key: self._holding(here) for plan, here in self._plans if plan.stage == Stage.IN_FORCE}

    def _here(self, plan: Any) -> Here | None:
        process = process_file(plan.process)
        return here_of(plan, process, self.texts) if process else None

    def _holding(self, here: Here) -> set[str]:
        """Where a plan in force holds: in its territory, or only where its council approved it."""
        places = set(here.plan.municipalities)
        if here.process.council_rule is not CouncilCompletion.OWN_TERRITORY or here.plan.past:
            return places
        matrix = Matrix(here)
        return {rule.municipality for rule in here.process.deciding_councils
                if matrix.state_of(rule) in APPROVED and rule.municipality in places}  # fmt: skip

    @property
    def standing(self) -> list[dict[str, Any]]:
        """Those that belong today; where nobody was ever admitted, those of the newest plan."""
        if self._rows:
            return [self._line(row.municipality, row) for row in self._rows if row.standing]
        newest = self._plans[0][0].municipalities if self._plans else ()
        return [self._line(place, None) for place in newest or self.names]

    @property
    def left(self) -> list[dict[str, Any]]:
        """Those that left, the last first."""
        gone = sorted((row for row in self._rows if not row.standing), key=lambda row: row.until or "", reverse=True)
        return [{**self._line(row.municipality, row), "until": row.until,
                 "reason": self.texts.get(self._reasons.get(row.municipality, ""), "")} for row in gone]  # fmt: skip

    @property
    def agreements(self) -> list[dict[str, Any]]:
        """What they agreed on, the newest first, with the document."""
        return [self._agreement(row) for row in self._agreements]

    def _agreement(self, row: Any) -> dict[str, Any]:
        return {
            "id": row.key,
            "kind": word("agreement", row.kind).capitalize(),
            "told": self.texts.get(row.told, ""),
            "day": row.day,
            "parties": [self.names.get(place, place) for place in row.parties],
            "file": address("file", row.file) if row.file in self._files else "",
            "file_name": self._files.get(row.file, ""),
            "entry": address("entry", self.territory, row.born),
        }

    def _line(self, place: str, row: Any) -> dict[str, Any]:
        return {
            "id": place,
            "name": self.names.get(place, place),
            "since": row.since if row else None,
            "agreement": self._joined_by(row),
            "plan": self._plan_in(place),
        }

    def _joined_by(self, row: Any) -> dict[str, str] | None:
        found = next((one for one in self._agreements if row and one.key == row.agreement), None)
        if found is None:
            return None
        label = self.texts.get(found.told, "") or word("agreement", found.kind)
        return {"label": label, "url": f"#agreement-{found.key}"}

    def _plan_in(self, place: str) -> dict[str, str]:
        """The plan that holds in a municipality today, or why there is none."""
        in_force = [here for plan, here in self._plans if plan.key in self._holds]
        for here in in_force:
            if place in self._holds[here.slug]:
                years = f"{here.plan.from_year}–{here.plan.to_year}"
                beside = "" if str(here.plan.from_year) in here.title else years
                return {"label": here.title, "years": beside, "url": here.url, "note": ""}
        if any(place in here.plan.municipalities for here in in_force):
            return {"label": "", "note": _("none: its own council has not approved the plan")}
        if in_force:
            return {"label": "", "note": _("none: the plan in force was made before it belonged here")}
        return {"label": "", "note": _("none is in force")}


def released(territory: str) -> dict[str, str]:
    """Why municipalities left: the commitment to the reason, by municipality; the last one, where one left twice."""
    leaves = Leaf.objects.filter(territory=territory, act="release_municipality").order_by("n")
    facts = [json.loads(bytes(data))["facts"] for data in leaves.values_list("data", flat=True)]
    return {one["municipality"]: one["reason"]["commit"] for one in facts}
