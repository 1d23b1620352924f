"""What came of a plan: measures with their reports and changes, years looked back on, promises."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from consult.addresses import address
from consult.decided import decisions_of
from consult.models import StoredFile
from consult.places import Here
from consult.sentences import word
from consult.templatetags.dohoda import changes
from consult.visible import opened
from workflow.models import Leaf, Opening
from workflow.rules import rows

MOST = 500
STATES = {"in_progress": "waiting", "changed": "waiting", "proposed": "waiting", "done": "done", "abandoned": "missing"}
ORDER = ("in_progress", "changed", "proposed", "done", "abandoned")


@dataclass(frozen=True)
class Fulfilment:
    """The measures of one plan and everything reported of them, read once; `today` is a day."""

    here: Here
    today: str

    @cached_property
    def _measures(self) -> list[Any]:
        return list(self.here.rows(rows.Aim).filter(kind="measure").order_by("born")[:MOST])

    @cached_property
    def _reports(self) -> dict[str, list[Any]]:
        found: defaultdict[str, list[Any]] = defaultdict(list)
        for row in self.here.rows(rows.Report).order_by("born"):
            found[row.measure].append(row)
        return found

    @cached_property
    def _first_words(self) -> dict[str, str]:
        """The commitment of the first wording of each changed measure: the book keeps it."""
        changed = {
            aim.born: aim.key for aim in self._measures if any(r.proposal for r in self._reports.get(aim.key, []))
        }
        if not changed:
            return {}
        found = Opening.objects.filter(territory=self.here.territory, n__in=changed, field="told")
        return {changed[n]: commit for n, commit in found.values_list("n", "commit")}

    @cached_property
    def _days(self) -> dict[int, str]:
        """When each report and evaluation was entered."""
        entries = [row.born for listed in self._reports.values() for row in listed]
        entries += [row.born for row in (*self._evaluations, *self._action_plans)]
        return dict(Leaf.objects.filter(territory=self.here.territory, n__in=entries).values_list("n", "at"))

    @cached_property
    def _evaluations(self) -> list[Any]:
        return list(self.here.rows(rows.Evaluation).order_by("-year"))

    @cached_property
    def _action_plans(self) -> list[Any]:
        return list(self.here.rows(rows.ActionPlan).order_by("-year"))

    @cached_property
    def _promises(self) -> list[Any]:
        return list(self.here.rows(rows.Promise).order_by("due", "born")[:MOST])

    @cached_property
    def _ends(self) -> dict[str, tuple[str, int]]:
        """By the name of a promise: the commitment of how it ended, and the entry that says so."""
        if all(row.status == "open" for row in self._promises):
            return {}
        found = Leaf.objects.filter(territory=self.here.territory, act="close_promise", plan=self.here.slug)
        facts = [(json.loads(bytes(data))["facts"], n) for n, data in found.values_list("n", "data")]
        return {fact["promise"]: (fact["told"]["commit"], n) for fact, n in facts}

    @cached_property
    def _texts(self) -> dict[str, str]:
        wanted: list[str | None] = [words for aim in self._measures for words in (aim.words, aim.owner)]
        wanted += [row.evidence for listed in self._reports.values() for row in listed]
        wanted += [words for row in self._promises for words in (row.told, row.owner)]
        wanted += [row.told for row in self._evaluations]
        wanted += [commit for commit, _n in self._ends.values()]
        return opened(self.here.territory, [*wanted, *self._first_words.values()])

    @cached_property
    def _kept(self) -> set[str]:
        wanted = [row.file for row in (*self._evaluations, *self._action_plans)]
        return set(StoredFile.objects.filter(digest__in=wanted).values_list("pk", flat=True)) if wanted else set()

    @cached_property
    def _decisions(self) -> dict[str, dict[str, Any]]:
        """The decisions behind changes and action plans, by the key of their proposal."""
        keys = {row.proposal for listed in self._reports.values() for row in listed if row.proposal}
        keys |= {row.proposal for row in self._action_plans}
        if not keys:
            return {}
        found = list(self.here.rows(rows.Proposal).filter(key__in=keys))
        return dict(zip((row.key for row in found), decisions_of(self.here, found), strict=True))

    def by_status(self) -> list[dict[str, Any]]:
        """How many measures fare how, as `parts/chart_table.html` takes it."""
        counted = Counter(aim.status for aim in self._measures)
        return [
            {"label": word("aim status", status).capitalize(), "value": counted[status], "state": STATES[status],
             "url": f"#{status}"}
            for status in ORDER if counted[status]
        ]  # fmt: skip

    @property
    def total(self) -> int:
        """All measures."""
        return len(self._measures)

    def groups(self) -> list[dict[str, Any]]:
        """Measures by how they fare, those being worked on first."""
        listed = []
        for status in ORDER:
            found = [self._measure(aim) for aim in self._measures if aim.status == status]
            if found:
                title = word("aim status", status).capitalize()
                listed.append({"id": status, "title": title, "state": STATES[status], "measures": found})
        return listed

    def _measure(self, aim: Any) -> dict[str, Any]:
        reports = self._reports.get(aim.key, [])
        return {
            "name": aim.key.split("/", 1)[1],
            "words": self._said(aim.words),
            "owner": self._texts.get(aim.owner or "", ""),
            "past": self.here.plan.past,
            "open": aim.status not in ("done", "abandoned"),
            "reports": [self._report(row) for row in reversed(reports) if not row.proposal],
            "changes": self._changes(aim, [row for row in reports if row.proposal]),
        }

    def _said(self, commit: str) -> str:
        return self._texts.get(commit, "") or _("(words that are not public)")

    def _report(self, row: Any) -> dict[str, Any]:
        return {
            "at": self._days.get(row.born, ""),
            "status": word("aim status", row.status),
            "state": STATES[row.status],
            "evidence": self._said(row.evidence),
            "url": address("entry", self.here.territory, row.born),
        }

    def _changes(self, aim: Any, changed: list[Any]) -> list[dict[str, Any]]:
        """Each change with the wording before it and after it, and who decided."""
        listed, before = [], self._said(self._first_words[aim.key]) if aim.key in self._first_words else ""
        for row in changed:
            after = self._said(row.evidence)
            listed.append(
                {
                    "at": self._days.get(row.born, ""),
                    "before": before,
                    "after": after,
                    "pieces": changes(before, after),
                    "decision": self._decisions.get(row.proposal),
                }
            )
            before = after
        return listed

    def action_plans(self) -> list[dict[str, Any]]:
        """Years chosen, the latest first."""
        known = {aim.key: aim for aim in self._measures}
        return [
            {
                "year": row.year,
                "measures": [self._chosen(known[key]) for key in row.measures if key in known],
                "decision": self._decisions.get(row.proposal),
                "url": address("file", row.file) if row.file in self._kept else "",
            }
            for row in self._action_plans
        ]

    def _chosen(self, aim: Any) -> dict[str, str]:
        return {
            "words": self._said(aim.words),
            "status": word("aim status", aim.status),
            "state": STATES[aim.status],
            "url": f"#measure-{aim.key.split('/', 1)[1]}",
        }

    def evaluations(self) -> list[dict[str, Any]]:
        """Years looked back on, the latest first."""
        return [
            {
                "year": row.year,
                "told": self._said(row.told),
                "at": self._days.get(row.born, ""),
                "url": address("file", row.file) if row.file in self._kept else "",
            }
            for row in self._evaluations
        ]

    def promises(self) -> list[dict[str, Any]]:
        """Overdue first, then open by their day, then kept and taken back."""
        listed = [self._promise(row) for row in self._promises]
        return sorted(listed, key=lambda line: ("late", "waiting", "done", "missing").index(line["state"]))

    def _promise(self, row: Any) -> dict[str, Any]:
        name = row.key.split("/", 1)[1]
        overdue = row.status == "open" and row.due < self.today
        states = {"open": "waiting", "kept": "done", "released": "missing"}
        label = _("open") if row.status == "open" else word("promise status", row.status)
        commit, n = self._ends.get(name, ("", None))
        return {
            "name": name,
            "told": self._said(row.told),
            "owner": self._texts.get(row.owner, ""),
            "due": row.due,
            "open": row.status == "open",
            "state": "late" if overdue else states[row.status],
            "label": _("overdue") if overdue else label,
            "ended": self._texts.get(commit, ""),
            "url": address("entry", self.here.territory, n if n is not None else row.born),
            "matter": row.matter.split("/", 1)[1] if row.matter else "",
            "matter_url": self.here.address("matter", row.matter.split("/", 1)[1]) if row.matter else "",
        }
