"""Rehearsals: a scenario is played, act by act, on its own clock, through the one door.

`play` plays into the default database as it is: the site's own where demo towns are made, a throw-away one where a
scenario is rehearsed (`throw_away_room`). Everything that happens is told as a `Line`, which is what
`manage.py rehearse --json` prints.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from workflow.rules.case import Standing
from workflow.rules.clock import working_day
from workflow.scenarios.playing import Line, Stage
from workflow.scenarios.reader import load_scenario
from workflow.scenarios.room import throw_away_room
from workflow.scenarios.scene import Scenario
from workflow.trail.book import seal

__all__ = ["PROCESSES", "Line", "Played", "load_scenario", "play", "scenario_path", "starting_day", "throw_away_room"]

PROCESSES = Path(__file__).parent / "processes"
WEEK, MOST_WEEKS = timedelta(days=7), 53


@dataclass(frozen=True, slots=True)
class Played:
    """A scenario as it was played: its lines, its cast by name, where, and the time of the last act.

    `casts` has everybody once more in each of the `territories` played, the scenario's own one first; `cast` and `plan`
    are those of that one.
    """

    lines: tuple[Line, ...]
    cast: Mapping[str, Standing]
    casts: Mapping[str, Mapping[str, Standing]]
    territories: tuple[str, ...]
    plan: str
    at: str

    @property
    def met(self) -> bool:
        """Whether every expected outcome, and every expected refusal, happened."""
        return all(line.expected for line in self.lines)


def scenario_path(name_or_file: str) -> Path:
    """The file of a scenario: the name of one that is shipped, or a path."""
    shipped = PROCESSES / f"{name_or_file}.scenario.toml"
    return shipped if Path(name_or_file).name == name_or_file and shipped.exists() else Path(name_or_file)


def starting_day(scenario: Scenario, *, until: str, days_ago: int, today: date) -> date:
    """The last day to start on so that a stage is entered (or a step ends) at least `days_ago` before `today`.

    It lies whole weeks from the scenario's own start, so that meetings keep their days of the week: `until` is reached
    up to six days earlier than asked. Where a closing day would fall on a public holiday, and so move, it lies a week
    earlier still. Raises `LookupError` for a stage or step the scenario never comes to.
    """
    offset = scenario.offset_of(until)
    if offset is None:
        raise LookupError(f"{scenario.file} never comes to {until}")
    latest = today - timedelta(days=days_ago + offset.days)
    latest -= timedelta(days=(latest - scenario.starts).days % WEEK.days)
    closings = list(_closings(scenario, offset.days))
    candidates = [latest - weeks * WEEK for weeks in range(MOST_WEEKS)]
    good = (day for day in candidates if all(working_day(day + closing) for closing in closings))
    return next(good, latest)


def _closings(scenario: Scenario, days: int) -> Iterator[timedelta]:
    """Offsets of the days a window closes on that is over by then, as far as they are working days in the scenario."""
    for scene in scenario.scenes:
        said = scene.facts.get("closes_on")
        closing = timedelta(days=int(said[:-1])) if isinstance(said, str) else None
        if closing is not None and closing.days <= days and working_day(scenario.starts + closing):
            yield closing


def play(
    name_or_file: str | Scenario,
    *,
    until: str | None = None,
    territory: str | Mapping[str, str] | None = None,
    plan: str | Mapping[str, str] | None = None,
    starts: date | None = None,
    on_line: Callable[[Line], None] | None = None,
) -> Played:
    """Play a scenario into the default database as it is now.

    `until` is a stage (stop after the act that brings a plan into it) or a step (stop after its last act). `territory`
    and `plan` play it under other names (mappings where there are several), `starts` from another day. Raises
    `ProcessError` for a file with mistakes, `OSError` for one that cannot be read.
    """
    scenario = name_or_file if isinstance(name_or_file, Scenario) else load_scenario(scenario_path(name_or_file))
    own = scenario.plan_in(scenario.territory)
    territories = {scenario.territory: territory} if isinstance(territory, str) else dict(territory or {})
    plans = {scenario.plan_in(name): scenario.plan_in(other) for name, other in territories.items()}
    plans |= {own: plan} if isinstance(plan, str) else dict(plan or {})
    stage = Stage(scenario, plans=plans, territories=territories, starts=starts or scenario.starts)
    lines: list[Line] = []
    for place, scene in enumerate(scenario.scenes):
        line, entered = stage.play(scene)
        lines.append(line)
        if on_line is not None:
            on_line(line)
        if until is not None and (entered == until or _ends(scenario, place, until)):
            break
    at = lines[-1].at if lines else ""
    played = tuple(dict.fromkeys(line.territory for line in lines if line.n is not None))
    for name in played:
        seal(name, at)
    cast = stage.casts[territories.get(scenario.territory, scenario.territory)]
    return Played(tuple(lines), cast, stage.casts, played, plans.get(own, own), at)


def _ends(scenario: Scenario, place: int, step: str) -> bool:
    """Whether the act at `place` is the last of a step."""
    return scenario.scenes[place].step == step and all(scene.step != step for scene in scenario.scenes[place + 1 :])
