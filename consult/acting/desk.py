"""Where somebody acts and as whom: the town, perhaps a plan, the seat chosen for this session."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest

from consult.addresses import address
from consult.places import Here, Town, plan_or_404, town_or_404
from consult.who import Held, acting_as, now, standing_of
from workflow.models import model_of
from workflow.perform import Request
from workflow.rules import rows
from workflow.rules.act import ACTS, is_of_territory
from workflow.rules.case import Standing
from workflow.store import head_of


@dataclass(frozen=True, slots=True)
class Desk:
    """One person's place to act from: `held` is the seat they act as, None for a citizen."""

    town: Town
    here: Here | None
    held: Held | None
    standing: Standing

    @property
    def territory(self) -> str:
        """The territory whose book it will stand in."""
        return self.town.territory

    @property
    def plan(self) -> str | None:
        """The plan's name, if there is one."""
        return self.here.slug if self.here else None

    def plan_for(self, act: str) -> str | None:
        """The plan an act is done in: none for an act of the territory, wherever its form was opened."""
        kind = ACTS[act]
        return None if is_of_territory(kind) and not kind.EITHER else self.plan

    def url(self, act: str) -> str:
        """The address of an act's form."""
        return address("plan_act", self.here.slug, act) if self.here else address("town_act", self.territory, act)

    def index_url(self) -> str:
        """What can be done here."""
        return address("plan_acts", self.here.slug) if self.here else address("town_acts", self.territory)

    def rows(self, table: type[rows.Row]) -> Any:
        """Rows of the plan, or of the territory where the table knows no plan."""
        found = model_of(table).objects.filter(territory=self.territory)
        if not table.WITHIN_PLAN:
            return found
        return found.filter(key__startswith=f"{self.plan}/") if self.plan else found.none()

    def request(self, act: str, facts: dict[str, Any], **more: Any) -> Request:
        """The act as this desk would perform it this second; `more` are further fields of `Request`."""
        by = more.pop("by", self.standing)
        at = max(now(), head_of(self.territory).last_at)
        plan = more.pop("plan", None) or self.plan_for(act)
        return Request(act=act, facts=facts, territory=self.territory, by=by, at=at, plan=plan, **more)


def plan_desk(request: HttpRequest, slug: str) -> Desk:
    """The desk at a plan; 404 where there is none."""
    here = plan_or_404(request, slug)
    return _desk(request, here.town, here)


def matter_desk(request: HttpRequest, slug: str, number: str) -> tuple[Desk, Here, Any]:
    """The desk at a plan, the plan, and the row of one of its matters; 404 where there is none."""
    desk = plan_desk(request, slug)
    row = desk.rows(rows.Matter).filter(key=f"{slug}/{number}").first()
    if desk.here is None or row is None:
        raise Http404
    return desk, desk.here, row


def town_desk(request: HttpRequest, territory: str) -> Desk:
    """The desk at a town; 404 where there is none."""
    return _desk(request, town_or_404(request, territory), None)


def _desk(request: HttpRequest, town: Town, here: Here | None) -> Desk:
    return Desk(town, here, acting_as(request, town.territory), standing_of(request, town.territory))
