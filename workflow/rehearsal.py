"""Rehearsals: a scenario is played, act by act, on its own clock, through the one door.

`play` plays into the default database as it is: the site's when demo towns are made, a throw-away one when a scenario is
rehearsed (`throw_away_room`). Everything that happens is told as a `Line`, the shape `manage.py rehearse --json` prints.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from secrets import token_hex
from typing import Any

from workflow.perform import Done, RefusedError, Request, perform
from workflow.rules.act import ACTS, FactsError
from workflow.rules.case import Obstacle, Standing
from workflow.rules.obstacles import missing
from workflow.rules.rows import Plan
from workflow.rules.sides import Outcome
from workflow.scenarios.checks import column_of, look
from workflow.scenarios.reader import load_scenario
from workflow.scenarios.room import throw_away_room
from workflow.scenarios.scene import CHECK, NOBODY, Scenario, Scene
from workflow.scenarios.values import Surroundings, worked_out
from workflow.store import Rows, keep_process
from workflow.trail.book import log_key_digest, seal

__all__ = ["Line", "Played", "load_scenario", "play", "scenario_path", "starting_day", "throw_away_room"]

PROCESSES = Path(__file__).parent / "processes"
WEEK = 7


@dataclass(frozen=True, slots=True)
class Line:
    """One act of a rehearsal and what came of it; `why` is for people and not in the JSON."""

    step: str
    n: int | None
    at: str
    territory: str
    plan: str | None
    act: str
    by: Standing | None
    actor: Standing | None
    on_behalf_of: str | None
    stage: str | None
    method: str
    outcome: str
    expected: bool
    obstacles: tuple[Obstacle, ...] = ()
    why: str = ""

    @property
    def refused(self) -> bool:
        """Whether the act was refused."""
        return self.outcome == Outcome.REFUSED

    def as_json(self) -> dict[str, Any]:
        """The object `manage.py rehearse --json` prints."""
        return {
            "step": self.step,
            "n": self.n,
            "at": self.at,
            "territory": self.territory,
            "plan": self.plan,
            "act": self.act,
            "by": _told(self.by or Standing(None, None, None, None)),
            "actor": _told(self.actor) if self.actor else None,
            "on_behalf_of": self.on_behalf_of,
            "stage": self.stage,
            "method": self.method,
            "outcome": self.outcome,
            "refused": self.refused,
            "expected": self.expected,
            "obstacles": [{"code": one.code, "principle": one.principle, "law": one.law} for one in self.obstacles],
        }


def _told(who: Standing) -> dict[str, str | None]:
    return {"body": who.body, "seat": who.seat, "side": who.side}


@dataclass(frozen=True, slots=True)
class Played:
    """A scenario as it was played: its lines, its cast by name, where, and the time of the last act."""

    lines: tuple[Line, ...]
    cast: Mapping[str, Standing]
    territories: tuple[str, ...]
    plan: str
    at: str

    @property
    def met(self) -> bool:
        """Whether every expected outcome, and every expected refusal, happened."""
        return all(line.expected for line in self.lines)


def scenario_path(name_or_file: str) -> Path:
    """The file of a scenario: a name of one that is shipped, or a path."""
    shipped = PROCESSES / f"{name_or_file}.scenario.toml"
    return shipped if "/" not in name_or_file and shipped.exists() else Path(name_or_file)


def starting_day(scenario: Scenario, *, until: str, days_ago: int, today: date) -> date:
    """The day to start so that a stage is entered (or a step ends) `days_ago`, or up to six days more, before `today`.

    Whole weeks are added, so that meetings stay on their days of the week. Raises `LookupError` for a stage or step the
    scenario does not have.
    """
    offset = scenario.offset_of(until)
    if offset is None:
        raise LookupError(f"{scenario.file} has no stage or step {until}")
    latest = today - timedelta(days=days_ago + offset.days)
    return latest - timedelta(days=(latest - scenario.starts).days % WEEK)


def play(
    name_or_file: str | Scenario,
    *,
    until: str | None = None,
    territory: str | None = None,
    plan: str | Mapping[str, str] | None = None,
    starts: date | None = None,
    on_line: Callable[[Line], None] | None = None,
) -> Played:
    """Play a scenario into the default database as it is now.

    `until` is a stage (stop after the act that brings a plan into it) or a step (stop after its last act). `territory`
    and `plan` play it under other names, `starts` from another day. Raises `ProcessError` for a file with mistakes.
    """
    scenario = name_or_file if isinstance(name_or_file, Scenario) else load_scenario(scenario_path(name_or_file))
    plans = {scenario.plan: plan} if isinstance(plan, str) else dict(plan or {})
    stage = _Stage(scenario, plans, {scenario.territory: territory} if territory else {}, starts or scenario.starts)
    lines = []
    for scene, after in zip(scenario.scenes, [*scenario.scenes[1:], None], strict=True):
        line, entered = stage.play(scene)
        lines.append(line)
        if on_line is not None:
            on_line(line)
        over = scene.step == until and (after is None or after.step != until)
        if over or (until is not None and entered == until):
            break
    return stage.played(lines)


class _Stage:
    """Where a scenario is played: who is who, under which names, since when."""

    def __init__(
        self, scenario: Scenario, plans: Mapping[str, str], territories: Mapping[str, str], starts: date
    ) -> None:
        self.scenario, self.territories, self.starts = scenario, territories, starts
        people: dict[str, str] = {}
        for person in scenario.people.values():
            people[person.name] = people[person.same_as] if person.same_as else token_hex(16)
        self.cast = {name: person.standing(people[name]) for name, person in scenario.people.items()}
        files = {name: keep_process(raw, name=name).digest for name, raw in scenario.processes.items()}
        self.heres: dict[str, Surroundings] = {}
        self.common = {"starts": starts, "people": people, "plans": plans, "files": files}

    def played(self, lines: list[Line]) -> Played:
        """Seal every book and tell what was played."""
        at = max((line.at for line in lines), default="")
        territories = tuple(dict.fromkeys(line.territory for line in lines))
        for territory in territories:
            seal(territory, at)
        plan = self.common["plans"].get(self.scenario.plan, self.scenario.plan)
        return Played(tuple(lines), self.cast, territories, plan, at)

    def play(self, scene: Scene) -> tuple[Line, str | None]:
        """Play one act, or look; gives the line and the stage a plan entered by it, if any."""
        here = self._here(scene)
        at = scene.at.moment(self.starts)
        if scene.do == CHECK:
            return self._look(scene, here, at), None
        line, done = self._perform(scene, here, at)
        if done is None or done.stage == done.stage_before:
            return line, None
        seal(done.territory, at)
        return line, done.stage

    def _here(self, scene: Scene) -> Surroundings:
        territory = self.territories.get(scene.territory, scene.territory)
        here = self.heres.get(territory)
        if here is None:
            here = self.heres[territory] = Surroundings(territory=territory, plan=None, **self.common)
            here.read = lambda row, key, column: column_of(Rows(territory), here, row, key, column)
        here.plan = here.plan_named(scene.plan or self.scenario.plan)
        return here

    def _look(self, scene: Scene, here: Surroundings, at: str) -> Line:
        seen = look(scene.facts, here, territory=here.territory, at=at)
        by = self._who(scene.by) if scene.by else None
        stage = self._stage_now(scene, here)
        return self._line(scene, here, at, by=by, stage=stage, expected=seen.holds, outcome="done", why=seen.said)

    def _stage_now(self, scene: Scene, here: Surroundings) -> str | None:
        plan = Rows(here.territory).get(Plan, here.plan) if scene.plan and here.plan else None
        return plan.stage if plan else None

    def _perform(self, scene: Scene, here: Surroundings, at: str) -> tuple[Line, Done | None]:
        by = self._who(scene.by or "citizen")
        actor = self._who(scene.actor) if scene.actor else None
        words = here.in_words(scene.on_behalf_of) if scene.on_behalf_of else None
        happened = scene.happened.moment(self.starts) if scene.happened else None
        plan = here.plan_named(scene.plan)
        try:
            facts = self._facts(scene, here)
            done = perform(Request(
                act=scene.do, facts=facts, territory=here.territory, by=by, at=at, plan=plan, actor=actor,
                on_behalf_of=words, happened=happened,
            ))  # fmt: skip
        except RefusedError as refused:
            return self._refusal(scene, here, at, refused.obstacles), None
        except FactsError as unfit:
            told = [missing("facts_do_not_fit", field=flaw.field, fix=flaw.fix) for flaw in unfit.flaws]
            return self._refusal(scene, here, at, tuple(told)), None
        except LookupError as unknown:
            told = [missing("unknown", field="with", value=str(unknown))]
            return self._refusal(scene, here, at, tuple(told)), None
        here.entries[scene.step] = done.n
        outcome = done.deed.outcome()
        wanted = scene.expect.outcome if scene.expect.refused is None else "a refusal"
        line = self._line(
            scene, here, at, by=by, n=done.n, stage=done.stage, method=done.deed.method(), outcome=outcome,
            expected=outcome == wanted, why="" if outcome == wanted else f"{outcome}, where {wanted} was expected",
        )  # fmt: skip
        return line, done

    def _refusal(self, scene: Scene, here: Surroundings, at: str, obstacles: tuple[Obstacle, ...]) -> Line:
        codes = frozenset(obstacle.code for obstacle in obstacles)
        told = ", ".join(f"{one.code} {dict(one.facts)}" for one in obstacles)
        expected = scene.expect.refused == codes
        wanted = ", ".join(sorted(scene.expect.refused)) if scene.expect.refused else scene.expect.outcome
        return self._line(
            scene, here, at, by=self._who(scene.by or "citizen"), stage=self._stage_now(scene, here), outcome="refused",
            expected=expected, obstacles=obstacles, why=told if expected else f"{told}; expected was {wanted}",
        )  # fmt: skip

    def _line(
        self, scene: Scene, here: Surroundings, at: str, *, by: Standing | None, outcome: str, expected: bool,
        n: int | None = None, stage: str | None = None, method: str = "none", obstacles: tuple[Obstacle, ...] = (),
        why: str = "",
    ) -> Line:  # fmt: skip
        actor = self._who(scene.actor) if scene.actor else None
        return Line(
            scene.step, n, at, here.territory, here.plan_named(scene.plan), scene.do, by, actor, scene.on_behalf_of,
            stage, method, outcome, expected, obstacles, why,
        )  # fmt: skip

    def _who(self, name: str) -> Standing:
        return NOBODY[name] if name in NOBODY else self.cast[name]

    def _facts(self, scene: Scene, here: Surroundings) -> dict[str, Any]:
        schema = ACTS[scene.do].SCHEMA
        facts = {
            name: worked_out(value, schema[name], here) if name in schema else value
            for name, value in scene.facts.items()
        }
        if scene.do == "found_territory":
            facts.setdefault("log_key", log_key_digest(here.territory))
        if scene.do == "create_plan":
            facts.setdefault("process", next(iter(here.files.values())))
        return facts
