"""What people want most: priorities, goals and measures in the order they were given, and how it came about."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from consult.crowns import crowns
from consult.places import Here, said
from consult.sentences import word
from consult.templatetags.dohoda import count, short
from consult.visible import opened
from workflow.models import model_of
from workflow.rules import rows

MOST = 500  # aims of one plan; more than any seed has, and still one page
FUNDING_STATES = {"secured": "done", "applied": "waiting", "sought": "waiting", "none": "missing"}


@dataclass(frozen=True)
class Wishes:
    """The aims of one plan with their rankings, read once."""

    here: Here

    @cached_property
    def aims(self) -> list[Any]:
        """Every aim, the most wanted first, those nobody ranked in the order they came."""
        found = list(self.here.rows(rows.Aim).order_by("born")[:MOST])
        return sorted(found, key=lambda aim: (aim.rank is None, aim.rank or 0, aim.born))

    @property
    def measures(self) -> list[Any]:
        """The measures among them."""
        return [aim for aim in self.aims if aim.kind == "measure"]

    @cached_property
    def rankings(self) -> list[Any]:
        """Every ranking, priorities before goals before measures, the newest first."""
        kinds = ("priority", "goal", "measure")
        found = self.here.rows(rows.Ranking).order_by("-born")
        return sorted(found, key=lambda row: kinds.index(row.kind))

    @cached_property
    def texts(self) -> dict[str, str]:
        """The public words of aims and their owners."""
        return opened(self.here.territory, [*(aim.words for aim in self.aims), *(aim.owner for aim in self.aims)])

    @cached_property
    def agreements(self) -> list[Any]:
        """Agreements of the municipalities of this territory, oldest first."""
        return list(model_of(rows.Agreement).objects.filter(territory=self.here.territory).order_by("day", "born"))

    def words(self, aim: Any) -> str:
        """An aim as it reads now."""
        return self.texts.get(aim.words, "") or _("(words that are not public)")

    def measure(self, aim: Any) -> dict[str, Any]:
        """A measure with who answers for it and its money."""
        return {
            "key": aim.key.split("/", 1)[1],
            "words": self.words(aim),
            "owner": self.texts.get(aim.owner or "", ""),
            "amount": aim.amount,
            "money": crowns(aim.amount) if aim.amount is not None else "",
            "funding": word("funding", aim.funding) if aim.funding else _("not known yet"),
            "state": FUNDING_STATES.get(aim.funding or "", "missing"),
            "status": word("aim status", aim.status),
            "given_up": aim.status == "abandoned",
            "network": aim.network is not None,
        }

    def groups(self) -> list[dict[str, Any]]:
        """Priorities as they were ranked, then those nobody ranked, then measures that stand alone."""
        shown: set[str] = set()
        listed = [self._ranked(row, shown) for row in self.rankings]
        left = [aim for aim in self.aims if aim.kind == "priority" and aim.key not in shown]
        if left:
            title = _("Not ranked yet") if self.rankings else _("Priorities; nobody has ranked them yet")
            listed.append({"title": title, "ranked": False, "items": [self._item(aim, shown) for aim in left]})
        alone = [aim for aim in self.measures if aim.key not in shown]
        if alone:
            items = [self._item(aim, shown) for aim in alone]
            title = _("Measures below no priority") if listed else _("Measures")
            listed.append({"title": title, "ranked": False, "items": items})
        return listed

    def _ranked(self, row: Any, shown: set[str]) -> dict[str, Any]:
        by_key = {aim.key: aim for aim in self.aims}
        aims = [by_key[key] for key in row.order if key in by_key]
        most = max(row.points, default=0)
        items = [self._item(aim, shown) for aim in aims]
        for item, points in zip(items, row.points, strict=False):
            item |= {"points": points, "most": most}
        return {"title": self._title(row), "how": self._how(row), "ranked": True, "items": items}

    def _title(self, row: Any) -> str:
        kinds = {"priority": _("Priorities"), "goal": _("Goals"), "measure": _("Measures")}
        area = next((said(area.title) for area in self.here.process.areas if area.id == row.area), "")
        return f"{kinds[row.kind]}: {area}" if area else kinds[row.kind]

    def _how(self, row: Any) -> dict[str, Any]:
        """Method, meeting and people of a ranking."""
        meeting = self._meetings.get(row.meeting)
        return {
            "method": word("ranked by", row.method),
            "people": count(row.people, "person"),
            "meeting": f"{word('meeting', meeting.kind)} {short(meeting.starts_at)}" if meeting else "",
            "url": self.here.address("meeting", row.meeting.split("/", 1)[1]),
        }

    @cached_property
    def _meetings(self) -> dict[str, Any]:
        keys = [row.meeting for row in self.rankings]
        return {row.key: row for row in self.here.rows(rows.Meeting).filter(key__in=keys)} if keys else {}

    def _item(self, aim: Any, shown: set[str]) -> dict[str, Any]:
        """One aim and the measures anywhere below it; each measure stands below one aim only."""
        first = aim.key not in shown
        shown.add(aim.key)
        below = [] if not first else [one for one in self._below(aim) if one.kind == "measure" and one.key not in shown]
        shown.update(one.key for one in below)
        own = self.measure(aim) if aim.kind == "measure" else None
        return {"words": self.words(aim), "measure": own, "below": [self.measure(one) for one in below]}

    @cached_property
    def _children(self) -> dict[str, list[Any]]:
        found: defaultdict[str, list[Any]] = defaultdict(list)
        for aim in self.aims:
            if aim.parent:
                found[self.here.key(aim.parent)].append(aim)
        return found

    def _below(self, aim: Any, depth: int = 0) -> Iterator[Any]:
        if depth < 4:
            for child in self._children.get(aim.key, []):
                yield child
                yield from self._below(child, depth + 1)
