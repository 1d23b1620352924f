"""What the measures of a plan would cost a year, and the money in sight year by year; all in thousands of crowns."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consult.crowns import crowns
from consult.places import Here
from workflow.rules.acts.priorities import Certainty

GIVEN_UP = "abandoned"


@dataclass(frozen=True, slots=True)
class Year:
    """One year: what the measures cost, and the money in sight by how sure it is; empty where none is recorded."""

    year: int
    cost: int
    money: dict[str, int]

    @property
    def in_sight(self) -> int:
        """All that is in sight."""
        return sum(self.money.values())

    @property
    def secured(self) -> int:
        """What nobody can take back any more."""
        return self.money.get(Certainty.SECURED, 0)

    @property
    def gap(self) -> int:
        """What is missing; negative where more is in sight than the measures cost."""
        return self.cost - self.in_sight


@dataclass(frozen=True, slots=True)
class Purse:
    """Measures that were not given up, and the money in sight, of one plan."""

    here: Here
    measures: Sequence[Any]
    means: Sequence[Any]

    @property
    def counted(self) -> list[Any]:
        """Measures that cost something still."""
        return [aim for aim in self.measures if aim.status != GIVEN_UP]

    @property
    def cost(self) -> int:
        """What they would cost a year, as far as it was estimated."""
        return sum(aim.amount or 0 for aim in self.counted)

    @property
    def unknown(self) -> int:
        """How many of them have no estimate."""
        return sum(aim.amount is None for aim in self.counted)

    @property
    def years(self) -> list[Year]:
        """Every year of the plan or of recorded money; none where no money was recorded."""
        if not self.means:
            return []
        by_year: defaultdict[int, dict[str, int]] = defaultdict(dict)
        for row in self.means:
            by_year[row.year][row.certainty] = by_year[row.year].get(row.certainty, 0) + row.amount
        plan = self.here.plan
        known = sorted({*range(plan.from_year, plan.to_year + 1), *by_year})
        return [Year(year, self.cost, by_year.get(year, {})) for year in known]

    def year_of(self, today: int) -> Year | None:
        """The year to speak of first: this one where money is recorded for it, else the next, else the last such."""
        recorded = [year for year in self.years if year.money]
        ahead = [year for year in recorded if year.year >= today]
        return ahead[0] if ahead else recorded[-1] if recorded else None

    def sentence(self, today: int) -> str:
        """The gap in one sentence; what is not known is said as well."""
        year = self.year_of(today)
        return " ".join(part for part in (self._gap(year), self._sure(year), self._unknown()) if part)

    def tone(self, today: int) -> str:
        """One of the meanings of a notice: missing, waiting while enough is in sight but not secured, done, info."""
        year = self.year_of(today)
        if year is None or not self.counted or self.unknown == len(self.counted):
            return "info"
        if year.gap > 0:
            return "missing"
        return "waiting" if year.secured < year.cost or self.unknown else "done"

    def _gap(self, year: Year | None) -> str:
        if not self.counted:
            return _("No measure has been written down yet.")
        if self.unknown == len(self.counted):
            return _("What the measures would cost is not known yet.")
        cost = crowns(self.cost)
        if year is None:
            return _("The measures would cost %(cost)s a year. No money in sight is recorded yet.") % {"cost": cost}
        said = {"cost": cost, "year": year.year, "sight": crowns(year.in_sight), "gap": crowns(abs(year.gap))}
        if year.gap > 0:
            line = _("The measures would cost %(cost)s a year, %(sight)s is in sight for %(year)s; %(gap)s is missing.")
        elif year.gap < 0:
            line = _("The measures would cost %(cost)s a year, %(sight)s is in sight for %(year)s; %(gap)s more.")
        else:
            line = _("The measures would cost %(cost)s a year, %(sight)s is in sight for %(year)s; just enough.")
        return line % said

    def _sure(self, year: Year | None) -> str:
        if year is None or self.unknown == len(self.counted) or year.secured == year.in_sight:
            return ""
        return _("So far %(secured)s is secured.") % {"secured": crowns(year.secured)}

    def _unknown(self) -> str:
        if not self.unknown or self.unknown == len(self.counted):
            return ""
        return ngettext(
            "One measure has no estimate yet and is not counted in.",
            "%(n)s measures have no estimate yet and are not counted in.",
            self.unknown,
        ) % {"n": self.unknown}

    def bars(self) -> list[dict[str, Any]]:
        """Each year money is recorded for, as a line of the chart: numbers, and where each piece of the bar stands."""
        years = [year for year in self.years if year.money]
        whole = max((max(year.cost, year.in_sight) for year in years), default=0) or 1
        return [_bar(year, whole) for year in years]


def _bar(year: Year, whole: int) -> dict[str, Any]:
    pieces, at = [], 0
    for certainty in Certainty:
        amount = year.money.get(str(certainty), 0)
        if amount:
            begin, end = 100 * at / whole, 100 * (at + amount) / whole
            pieces.append({"kind": str(certainty), "x": f"{begin:.2f}%", "width": f"{end - begin:.2f}%"})
            at += amount
    gap = {"x": f"{100 * at / whole:.2f}%", "width": f"{100 * year.gap / whole:.2f}%"} if year.gap > 0 else None
    return {
        "year": year.year,
        "amounts": [year.money.get(str(certainty), 0) for certainty in Certainty],
        "in_sight": year.in_sight,
        "cost": year.cost,
        "gap": max(0, year.gap),
        "spare": max(0, -year.gap),
        "pieces": pieces,
        "missing": gap,
        "mark": f"{min(100.0, 100 * year.cost / whole):.2f}%",
    }
