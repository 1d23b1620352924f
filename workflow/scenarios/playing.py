"""Playing a scenario: act by act, on its own clock, through the one door."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from secrets import token_hex
from typing import Any

from workflow.perform import Done, RefusedError, Request, perform
from workflow.rules.act import ACTS, FactsError
from workflow.rules.case import Obstacle, Standing
from workflow.rules.lifecycle import BEGINNINGS
from workflow.rules.obstacles import missing
from workflow.rules.rows import Plan
from workflow.rules.sides import Method, Outcome
from workflow.scenarios.checks import column_of, look
from workflow.scenarios.scene import CHECK, NOBODY, Scenario, Scene
from workflow.scenarios.values import Surroundings, worked_out
from workflow.store import Rows, keep_process
from workflow.trail.book import log_key_digest, seal

UNSEATED = Standing(None, None, None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One act of a rehearsal and what came of it; `why` is for people and not in the JSON."""

    step: str
    n: int | None = None
    at: str
    territory: str
    plan: str | None
    act: str
    by: Standing
    actor: Standing | None = None
    on_behalf_of: str | None = None
    stage: str | None = None
    method: str = str(Method.NONE)
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
            "by": _told(self.by),
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


class Stage:
    """Where a scenario is played: who is who, under which names, since when."""

    def __init__(
        self, scenario: Scenario, *, plans: Mapping[str, str], territories: Mapping[str, str], starts: date
    ) -> None:
        """The process files are kept; everybody of the cast gets a number of their own in each territory."""
        self.scenario, self.plans, self.territories, self.starts = scenario, plans, territories, starts
        self.files = {name: keep_process(raw, name=name).digest for name, raw in scenario.processes.items()}
        self.casts: dict[str, dict[str, Standing]] = {}
        self.heres: dict[str, Surroundings] = {}
        self._in(scenario.territory)

    def play(self, scene: Scene) -> tuple[Line, str | None]:
        """Play one act, or look; gives the line and the stage a plan entered by it, if any."""
        here, at = self._here(scene), scene.at.moment(self.starts)
        if scene.do == CHECK:
            seen = look(scene.facts, here, territory=here.territory, at=at)
            return self._line(scene, here, stage=self._stage_now(scene, here), expected=seen.holds, why=seen.said), None
        try:
            request = self._request(scene, here)
        except LookupError as nothing:
            return self._refusal(scene, here, (missing("unknown", field="with", value=str(nothing)),)), None
        try:
            done = perform(request)
        except RefusedError as refused:
            return self._refusal(scene, here, refused.obstacles), None
        except FactsError as unfit:
            flaws = [missing("facts_do_not_fit", field=flaw.field, fix=flaw.fix) for flaw in unfit.flaws]
            return self._refusal(scene, here, tuple(flaws)), None
        here.entries[scene.step] = done.n
        moved = done.stage if done.stage != done.stage_before else None
        if moved is not None:
            seal(done.territory, at)
        return self._success(scene, here, done), moved

    def _here(self, scene: Scene) -> Surroundings:
        here = self._in(scene.territory)
        here.plan = here.plan_named(scene.plan or self.scenario.plan_in(scene.territory))
        return here

    def _in(self, named: str) -> Surroundings:
        """The surroundings in a territory of the scenario, by the name it has there or is played under."""
        territory = self.territories.get(named, named)
        if territory in self.heres:
            return self.heres[territory]
        cast = self.casts[territory] = self._cast(territory)
        people = {name: standing.person or "" for name, standing in cast.items()}
        here = Surroundings(self.starts, people, territory, None, plans=self.plans, files=self.files)

        def read(row: str, key: str, column: str) -> Any:
            return column_of(Rows(territory), here, row, key, column)

        here.read, here.elsewhere = read, self._in
        self.heres[territory] = here
        return here

    def _cast(self, territory: str) -> dict[str, Standing]:
        numbers: dict[str, str] = {}
        for person in self.scenario.people.values():
            numbers[person.name] = numbers[person.same_as] if person.same_as else token_hex(16)
        people = self.scenario.people.items()
        return {name: person.within(territory).standing(numbers[name]) for name, person in people}

    def _request(self, scene: Scene, here: Surroundings) -> Request:
        schema = ACTS[scene.do].SCHEMA
        facts = {
            name: worked_out(value, schema[name], here) if name in schema else value
            for name, value in scene.facts.items()
        }
        if scene.do == "found_territory":
            facts.setdefault("log_key", log_key_digest(here.territory))
        if scene.do in BEGINNINGS:
            facts.setdefault("process", next(iter(self.files.values())))
        return Request(
            act=scene.do,
            facts=facts,
            territory=here.territory,
            by=self._who(scene.by, here),
            at=scene.at.moment(self.starts),
            plan=here.plan_named(scene.plan),
            actor=self._who(scene.actor, here) if scene.actor else None,
            on_behalf_of=here.in_words(scene.on_behalf_of) if scene.on_behalf_of else None,
            happened=scene.happened.moment(self.starts) if scene.happened else None,
        )

    def _success(self, scene: Scene, here: Surroundings, done: Done) -> Line:
        outcome = done.deed.outcome()
        wanted = f"refused: {', '.join(sorted(scene.expect.refused))}" if scene.expect.refused else scene.expect.outcome
        why = "" if outcome == wanted else f"it was {outcome}, expected was {wanted}"
        return self._line(
            scene, here, n=done.n, stage=done.stage, method=done.deed.method(), outcome=outcome,
            expected=outcome == wanted, why=why,
        )  # fmt: skip

    def _refusal(self, scene: Scene, here: Surroundings, obstacles: tuple[Obstacle, ...]) -> Line:
        expected = scene.expect.refused == frozenset(obstacle.code for obstacle in obstacles)
        told = ", ".join(" ".join([one.code, *(f"{name}={value}" for name, value in one.facts)]) for one in obstacles)
        wanted = ", ".join(sorted(scene.expect.refused or ())) or scene.expect.outcome
        return self._line(
            scene, here, stage=self._stage_now(scene, here), outcome=str(Outcome.REFUSED), expected=expected,
            obstacles=obstacles, why=told if expected else f"it was refused: {told}; expected was {wanted}",
        )  # fmt: skip

    def _line(self, scene: Scene, here: Surroundings, *, outcome: str = str(Outcome.DONE), **more: Any) -> Line:
        return Line(
            step=scene.step,
            at=scene.at.moment(self.starts),
            territory=here.territory,
            plan=here.plan_named(scene.plan),
            act=scene.do,
            by=self._who(scene.by, here) if scene.by else UNSEATED,
            actor=self._who(scene.actor, here) if scene.actor else None,
            on_behalf_of=here.in_words(scene.on_behalf_of) if scene.on_behalf_of else None,
            outcome=outcome,
            **more,
        )

    def _stage_now(self, scene: Scene, here: Surroundings) -> str | None:
        plan = Rows(here.territory).get(Plan, here.plan) if scene.plan and here.plan else None
        return plan.stage if plan else None

    def _who(self, name: str | None, here: Surroundings) -> Standing:
        who = name or "citizen"
        return NOBODY[who] if who in NOBODY else self.casts[here.territory][who]
