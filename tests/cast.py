"""The small town of every test: Lipová on the river Olešná, its people, and the way it makes a plan.

Hana is the town's clerk, Karel coordinates, Věra facilitates and takes the minutes. Groups are seated from the process
file the town runs under: for each side as many as it asks for, and one more. `Memory` plays on the state of a replayer,
without a database; `Installed` plays through the one door, on rows. Both walk the same way, `tests.walk`.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from workflow.rules.act import ACTS, facts_of, read_act
from workflow.rules.case import CITIZEN, CLOCK, OPERATOR, Case, Obstacle, Standing
from workflow.rules.clock import local_date
from workflow.rules.facts import FactKind, Words
from workflow.rules.judge import enact, judge
from workflow.rules.lifecycle import BEGINNINGS
from workflow.rules.process import Process
from workflow.rules.rows import Plan, Seat
from workflow.rules.state import Head, Replayed, State
from workflow.trail.canonical import commit, dumps, format_time, parse_time
from workflow.trail.leaf import leaf_of

TOWN, PLAN = "lipova", "lipova-2021"
MORNING = "2020-09-01T08:00:00Z"


def number_of(who: str) -> str:
    """A person's random number in the town; here it follows from the name so that tests are the same every time."""
    return hashlib.sha256(who.encode()).hexdigest()[:32]


def digest_of_file(name: str) -> str:
    """The digest of an uploaded file, or of any text people decide on."""
    return hashlib.sha256(name.encode()).hexdigest()


class Refused(Exception):
    """The act was refused, with everything that is missing."""

    def __init__(self, obstacles: tuple[Obstacle, ...]) -> None:
        self.obstacles = obstacles
        super().__init__(", ".join(obstacle.code for obstacle in obstacles))

    @property
    def codes(self) -> list[str]:
        """The codes of all that is missing."""
        return [obstacle.code for obstacle in self.obstacles]


class Town:
    """A town where things happen; `at` is now, in UTC."""

    state: State

    def __init__(self, process: Process, *, territory: str = TOWN, plan: str = PLAN, at: str = MORNING) -> None:
        if process.programme is not None and territory == TOWN:  # a methodology of many towns: the first of them
            territory = process.programme.towns[0].id
        self.process = process.within(territory)
        self.territory = territory
        self.plan_key = plan
        self.at = at

    def do(
        self, who: str | Standing, act: str, /, *, plan: str | None = "", actor: str | None = None, **facts: Any
    ) -> Any:
        """`who` performs an act now; returns the judged act. Raises `Refused`."""
        raise LookupError(act)

    def clock(self, **ahead: int) -> None:
        """Time passes."""
        self.at = format_time(parse_time(self.at) + timedelta(**ahead))

    @contextmanager
    def refused(self, *codes: str) -> Iterator[None]:
        """What happens inside is refused, and these codes are among the reasons."""
        with pytest.raises(Refused) as refusal:
            yield
        assert set(codes) <= set(refusal.value.codes), refusal.value.codes

    def person(self, who: str | Standing) -> Standing:
        """As whom somebody acts: `body/seat`, "clock", "operator", "citizen", or a standing as it is."""
        if isinstance(who, Standing):
            return who
        if who in ("clock", "operator", "citizen"):
            return {"clock": CLOCK, "operator": OPERATOR, "citizen": CITIZEN}[who]
        seat = self.state.get(Seat, who)
        body, name = who.split("/")
        return Standing(body, name, seat.side if seat else None, seat.person if seat else number_of(who))

    @property
    def day(self) -> str:
        """The day it is in Prague."""
        return local_date(parse_time(self.at)).isoformat()

    @property
    def plan(self) -> Plan:
        """The plan as it stands."""
        plan = self.state.get(Plan, self.plan_key)
        assert plan is not None
        return plan

    def seats(self, body: str) -> list[Seat]:
        """The filled voting seats of a body."""
        return [seat for seat in self.state.find(Seat, body=body, filled=True) if seat.votes]

    def _plan_of(self, act: str, plan: str | None) -> str | None:
        if plan != "":
            return plan
        kind = ACTS[act]
        return None if not kind.STAGES and act not in BEGINNINGS else self.plan_key


class Memory(Town):
    """A town in the memory of a replayer; `leaves` is its book."""

    def __init__(self, process: Process, **where: Any) -> None:
        super().__init__(process, **where)
        self.state: Replayed = Replayed({process.digest: process})
        self.leaves: list[bytes] = []
        self.texts: dict[str, dict[str, str]] = {}

    def do(
        self, who: str | Standing, act: str, /, *, plan: str | None = "", actor: str | None = None, **facts: Any
    ) -> Any:
        """See `Town.do`."""
        case = Case(
            self.territory, len(self.leaves), self.at, self.person(who), self.person(actor) if actor else None,
            plan_key=self._plan_of(act, plan),
        )  # fmt: skip
        judgement = judge(self.state, case, read_act(act, self._given(act, facts)))
        if not judgement.permitted:
            raise Refused(judgement.obstacles)
        before = case.plan.stage if case.plan else None
        stage = enact(self.state, case, judgement.deed)
        leaf = leaf_of(case, act=act, facts=facts_of(judgement.deed), stage_before=before, stage=stage)
        self.leaves.append(dumps(leaf))
        self.state.head = Head(len(self.leaves), self.at)
        return judgement.deed

    def _given(self, act: str, facts: dict[str, Any]) -> dict[str, Any]:
        schema = ACTS[act].SCHEMA
        return {key: self._fact(schema[key].kind if key in schema else None, value) for key, value in facts.items()}

    def _fact(self, kind: FactKind | None, value: Any) -> Any:
        if kind is FactKind.WORDS and isinstance(value, str):
            salt = hashlib.sha256(f"{len(self.leaves)} {value}".encode()).digest()
            words = Words(commit(salt, value.encode()), len(value.encode()))
            self.texts[words.commit] = {"salt": salt.hex(), "media": "text/plain", "text": value}
            return words
        return tuple(value) if isinstance(value, list) else value


class Installed(Town):
    """A town on the rows of a database, through the one door."""

    def __init__(self, process: Process, raw: bytes, **where: Any) -> None:
        from workflow.store import keep_process

        super().__init__(process, **where)
        keep_process(raw, name=f"{process.id}.toml")

    @property
    def state(self) -> State:  # type: ignore[override]
        """The rows as they are now."""
        from workflow.store import Rows

        return Rows(self.territory)

    def do(
        self, who: str | Standing, act: str, /, *, plan: str | None = "", actor: str | None = None, **facts: Any
    ) -> Any:
        """See `Town.do`."""
        from workflow.perform import RefusedError, Request, perform

        request = Request(
            act=act, facts=facts, territory=self.territory, by=self.person(who), at=self.at,
            plan=self._plan_of(act, plan), actor=self.person(actor) if actor else None,
        )  # fmt: skip
        try:
            return perform(request).deed
        except RefusedError as refusal:
            raise Refused(refusal.obstacles) from None
