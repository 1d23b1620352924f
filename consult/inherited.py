"""What the last cycle left open, one by one, with what the new plan decided to do with each."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from consult.addresses import address
from consult.places import Here
from consult.sentences import disposition_words, word
from consult.templatetags.dohoda import until
from consult.text import plain_of
from consult.visible import opened
from workflow.models import Leaf, model_of
from workflow.rules import rows
from workflow.rules.acts.cycle import unfinished
from workflow.store import Rows

KINDS = ("measures", "matters", "promises")
STATES = {"carried": "done", "changed": "done", "dropped": "missing"}


@dataclass(frozen=True)
class Inheritance:
    """Everything one plan takes over or owes a word on; empty for a first plan."""

    here: Here

    @property
    def before(self) -> str | None:
        """The plan before this one."""
        return self.here.plan.predecessor or None

    @cached_property
    def _carried(self) -> dict[str, Any]:
        return {row.origin: row for row in self.here.rows(rows.Carried).order_by("born")}

    @cached_property
    def _open(self) -> list[str]:
        """Keys of what is left open, of the kinds this town takes over, and of what was chosen already."""
        if self.before is None:
            return []
        left = unfinished(Rows(self.here.territory), self.before)
        return list(dict.fromkeys([*left, *self._carried]))

    @cached_property
    def _rows(self) -> dict[str, dict[str, Any]]:
        """The rows behind the keys, by kind."""
        tables = {"measures": rows.Aim, "matters": rows.Matter, "promises": rows.Promise}
        found = {
            kind: {row.key: row for row in self._of(table)} if self._open else {} for kind, table in tables.items()
        }
        kinds = [str(kind) for kind in self.here.process.cycle.carry_over]
        return {kind: {key: row for key, row in listed.items() if kind in kinds or key in self._carried}
                for kind, listed in found.items()}  # fmt: skip

    def _of(self, table: type[rows.Row]) -> Any:
        """Rows of the plan before, among the keys; those of one table cannot have the key of another."""
        return model_of(table).objects.filter(territory=self.here.territory, key__in=self._open).order_by("born")

    @cached_property
    def _texts(self) -> dict[str, str]:
        wanted: list[str | None] = [row.reason for row in self._carried.values()]
        wanted += [row.words for kind in ("measures", "matters") for row in self._rows[kind].values()]
        wanted += [words for row in self._rows["promises"].values() for words in (row.told, row.owner)]
        return opened(self.here.territory, wanted)

    @cached_property
    def _days(self) -> dict[int, str]:
        entries = [row.born for row in self._carried.values()]
        return dict(Leaf.objects.filter(territory=self.here.territory, n__in=entries).values_list("n", "at"))

    @property
    def total(self) -> int:
        """Everything there is to choose about."""
        return sum(len(listed) for listed in self._rows.values())

    @property
    def left(self) -> int:
        """What is still owed a choice."""
        return sum(key not in self._carried for listed in self._rows.values() for key in listed)

    def names(self) -> list[tuple[str, str]]:
        """Everything by its short name, in words, for a form: what is still owed a choice first."""
        items = [item for group in self.groups() for item in group["items"]]
        return [(item["name"], plain_of(item["words"], most=80)) for item in sorted(items, key=_owed_first)]

    def groups(self) -> list[dict[str, Any]]:
        """By kind: those still owed a choice first."""
        titles = {
            "measures": _("Measures that were not finished"),
            "matters": _("Comments and suggestions that were left for later"),
            "promises": _("Promises that were not kept yet"),
        }
        listed: list[dict[str, Any]] = []
        for kind in KINDS:
            items = [self._item(row) for row in self._rows[kind].values()]
            listed.append({"title": titles[kind], "items": sorted(items, key=_owed_first)})
        return [group for group in listed if group["items"]]

    def _item(self, row: Any) -> dict[str, Any]:
        name, chosen = row.key.split("/", 1)[1], self._carried.get(row.key)
        told = self._told(row, name)
        if chosen is None:
            return {**told, "name": name, "chosen": False}
        return {
            **told,
            "name": name,
            "chosen": True,
            "state": STATES[chosen.choice],
            "choice": word("inheritance", chosen.choice),
            "reason": self._texts.get(chosen.reason, ""),
            "at": self._days.get(chosen.born, ""),
            "url": address("entry", self.here.territory, chosen.born),
        }

    def _told(self, row: Any, name: str) -> dict[str, Any]:
        """What it says, in what state it was left, and where to read it."""
        assert self.before is not None
        if hasattr(row, "due") and hasattr(row, "owner"):
            facts = [self._texts.get(row.owner, ""), until(row.due)]
            page = address("fulfilment", self.before)
            return {"words": self._said(row.told), "facts": [fact for fact in facts if fact], "source": page}
        if hasattr(row, "disposition"):
            facts = [_("no. %(number)s") % {"number": name}, word("matter", row.kind)]
            if row.key not in self._carried:
                facts.append(disposition_words(row.disposition) or _("without an answer"))
            return {"words": self._said(row.words), "facts": facts, "source": address("matter", self.before, name)}
        page = f"{address('fulfilment', self.before)}#measure-{name}"
        return {"words": self._said(row.words), "facts": [word("aim status", row.status)], "source": page}

    def _said(self, commit: str) -> str:
        return self._texts.get(commit, "") or _("(words that are not public)")


def _owed_first(item: dict[str, Any]) -> bool:
    return bool(item["chosen"])
