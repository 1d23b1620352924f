"""A scenario played into the test's own database, so that it reaches a telling moment a few days before today."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from workflow.perform import Request, perform
from workflow.rehearsal import load_scenario, play, scenario_path, starting_day
from workflow.rules.case import Standing
from workflow.rules.clock import local_date
from workflow.scenarios.checks import book_problem
from workflow.store import Rows
from workflow.trail.book import seal
from workflow.trail.canonical import format_time, parse_time


@dataclass(frozen=True, slots=True)
class Tale:
    """A town of a scenario as it stands: its book, one of its plans, and its people by the names of the cast."""

    territory: str
    plan_key: str
    cast: Mapping[str, Standing]

    def person(self, who: str) -> Standing:
        """As whom somebody of the cast acts."""
        return self.cast[who]

    def do(self, who: str, act: str, **facts: Any) -> None:
        """The same act through the same door, now."""
        now = max(format_time(datetime.now(UTC).replace(microsecond=0)), Rows(self.territory).head.last_at)
        perform(
            Request(act=act, facts=facts, territory=self.territory, by=self.person(who), at=now, plan=self.plan_key)
        )

    @property
    def problem(self) -> str | None:
        """What is wrong with the book as it is now; None if it can be replayed from its leaves alone."""
        seal(self.territory, Rows(self.territory).head.last_at)
        return book_problem(self.territory)


def today() -> date:
    """The day it is in Prague."""
    return local_date(datetime.now(UTC))


def shown(day: date) -> str:
    """A day as people type it."""
    return f"{day.day}. {day.month}. {day.year}"


def told(name: str, until: str, *, days_ago: int = 3, without: str = "") -> Tale:
    """The scenario `name` up to the end of a step, days ago; acts called `without` are left for the browser."""
    whole = load_scenario(scenario_path(name))
    scenario = replace(whole, scenes=tuple(scene for scene in whole.scenes if scene.do != without))
    played = play(
        scenario, until=until, starts=starting_day(scenario, until=until, days_ago=days_ago, today=today())
    )  # fmt: skip
    unmet = [(line.step, line.act, line.why) for line in played.lines if not line.expected]
    assert unmet == [] and local_date(parse_time(played.at)) < today()
    return Tale(scenario.territory, played.plan, played.cast)
