"""From the bytes of a scenario to its acts, or to every mistake in it at once. The format: processes/README.md."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from workflow.rules.act import ACTS
from workflow.rules.lifecycle import BEGINNINGS
from workflow.rules.obstacles import GROUNDS
from workflow.rules.pens import Role
from workflow.rules.process_file import load_process, parse_toml
from workflow.rules.process_mistakes import ProcessError
from workflow.rules.process_values import ID_PATTERN
from workflow.rules.sides import Outcome, Side
from workflow.scenarios.checks import check_slips
from workflow.scenarios.groups import ID_FIX, TERRITORY_MARK, Groups, known_territories, read_groups, spread
from workflow.scenarios.scene import CHECK, NOBODY, Expected, Person, Scenario, Scene
from workflow.scenarios.slips import Slips
from workflow.scenarios.values import WORKING_HOURS, Offset, flaw_in, read_offset

HEADER_KEYS = ("process", "territory", "plan", "starts", "group", "person", "act")
PERSON_KEYS = ("name", "body", "seat", "side", "role", "until", "substitute", "same_as")
ACT_KEYS = (
    "step", "at", "by", "do", "with", "expect", "plan", "territory", "actor", "on_behalf_of", "happened", "for",
)  # fmt: skip
STEP_PATTERN = re.compile(r"[A-Z]\d{1,3}(\.[0-9a-z]+)*")
IMPLIED = {"found_territory": ("log_key",), "create_plan": ("process",), "enter_past_plan": ("process",)}
FROM_CAST = ("body", "seat", "side", "role", "until", "substitute")
PROCESS_KEYS = {"territory", "bodies", "parts"}  # by these a process file is told from a scenario
OUTCOMES = [str(outcome) for outcome in Outcome if outcome is not Outcome.REFUSED]


def load_scenario(path: Path) -> Scenario:
    """The scenario in a file. Raises `ProcessError` with every mistake, `OSError` if it cannot be read."""
    table, slips = parse_toml(path.read_bytes(), path.name), Slips(path.name)
    if table.keys() >= PROCESS_KEYS and "act" not in table:
        beside = f"{path.name.removesuffix('.toml')}.scenario.toml"
        slips.add("act", "this is a process file, and only a scenario is played", f"name the scenario: {beside}")
        raise ProcessError(tuple(slips.mistakes))
    slips.strangers(table, HEADER_KEYS, "")
    slips.required(table, ("territory", "plan", "starts", "act"), "")
    head = slips.texts(table, ("process", "territory", "plan"), "")
    own = head.get("territory", "")
    for key in ("territory", "plan"):
        if key in head and not ID_PATTERN.fullmatch(head[key].replace(TERRITORY_MARK, own) if key == "plan" else own):
            slips.add(key, f'"{head[key]}" is no name', ID_FIX)
    starts = table.get("starts", date.min)
    if not isinstance(starts, date) or isinstance(starts, datetime):
        slips.add("starts", "this is not a day", "write a day without quotation marks: starts = 2020-05-21")
        starts = date.min
    name = head.get("process", path.name.removesuffix(".toml").removesuffix(".scenario") + ".toml")
    groups = read_groups(table, slips, own)
    people = {person.name: person for person in _people(table, slips, groups)}
    reader = _Reader(path, slips, people, head, groups, known_territories(table, groups, own))
    reader.process(name, "process")
    scenes = tuple(reader.scenes(table))
    if slips.mistakes:
        raise ProcessError(tuple(slips.mistakes))
    return Scenario(path.name, starts, head["territory"], head["plan"], reader.people, reader.processes, scenes)


def _people(table: Mapping[str, Any], slips: Slips, groups: Groups) -> Iterator[Person]:
    seen: set[str] = set()
    for key, written in slips.tables(table, "person"):
        for row in spread(written, key, groups, slips):
            said = _of_cast(row, key, seen, slips)
            seen.add(said.get("name", ""))
            if "name" in said:
                yield Person(**said)


def _of_cast(row: Mapping[str, Any], key: str, seen: set[str], slips: Slips) -> dict[str, str]:
    """What is said of one of the cast; `seen` are those before."""
    slips.strangers(row, PERSON_KEYS, key)
    slips.required(row, ("name",), key)
    said = slips.texts(row, PERSON_KEYS, key)
    name = said.get("name", "")
    if name in seen or name in NOBODY:
        slips.add(f"{key}.name", f'"{name}" is taken', "give everybody a name of their own")
    if "same_as" in said and said["same_as"] not in seen:
        slips.add(f"{key}.same_as", f'"{said["same_as"]}" is nobody', "name a [[person]] written before")
    if ("body" in said) != ("seat" in said):
        slips.add(key, "body and seat go together", "write both, or neither for a citizen")
    slips.one_of(said, "side", [str(side) for side in Side], key)
    slips.one_of(said, "role", [str(role) for role in Role], key)
    return said


@dataclass(slots=True)
class _Reader:
    """Reads the acts one after another; step and time carry on from the act before."""

    path: Path
    slips: Slips
    people: Mapping[str, Person]
    head: Mapping[str, str]
    groups: Groups
    territories: set[str]
    processes: dict[str, bytes] = field(default_factory=dict)
    step: str = ""
    at: Offset | None = None
    steps: dict[str, set[str]] = field(default_factory=dict)

    def process(self, name: str, key: str) -> None:
        """Read a process file beside the scenario; its own mistakes are told with it."""
        if name in self.processes:
            return
        try:
            self.processes[name] = (self.path.parent / name).read_bytes()
            load_process(self.processes[name], file=name)
        except OSError as error:
            wrong = f"{name} cannot be read ({error.strerror})"
            self.slips.add(key, wrong, "name a process file that lies beside the scenario")
        except ProcessError as error:
            self.slips.mistakes.extend(error.mistakes)

    def scenes(self, table: Mapping[str, Any]) -> Iterator[Scene]:
        """Every act of the file, groups and lists expanded into one each."""
        for key, row in self.slips.tables(table, "act"):
            self.slips.strangers(row, ACT_KEYS, key)
            self._when(row, key)
            several = spread(row, key, self.groups, self.slips)
            scenes = [self._scene(one, key) for each in several for one in self._expanded(each, key)]
            yield from scenes
            for scene in scenes:
                self.steps.setdefault(scene.territory, set()).add(self.step)

    def _when(self, row: Mapping[str, Any], key: str) -> None:
        said = self.slips.texts(row, ("step", "at"), key)
        self.step = said.get("step", self.step)
        if STEP_PATTERN.fullmatch(self.step) is None:
            self.slips.add(f"{key}.step", f'"{self.step}" is no step', 'write a letter and a number: "K5" or "K5.2"')
        at = read_offset(said["at"]) if "at" in said else self.at
        if at is None:
            self.slips.add(f"{key}.at", "this is no time", 'write days after the start: "0d" or "14d 16:10"')
        elif self.at is not None and at < self.at:
            self.slips.add(f"{key}.at", f'"{said["at"]}" is before the act above it', "put the acts in their order")
        else:
            self.at = at

    def _expanded(self, row: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
        """A list in `by`, or in a fact that takes one value, stands for so many acts."""
        kind, facts = ACTS.get(str(row.get("do"))), row.get("with", {})
        if kind is None or not isinstance(facts, dict):
            return [dict(row)]
        lists = [name for name, fact in kind.SCHEMA.items() if isinstance(facts.get(name), list) and not fact.many]
        if len(lists) + isinstance(row.get("by"), list) > 1:
            self.slips.add(key, "two lists stand where one value does", "keep one list and write the other acts out")
            return []
        if lists:
            return [{**row, "with": {**facts, lists[0]: value}} for value in facts[lists[0]]]
        return [{**row, "by": name} for name in row["by"]] if isinstance(row.get("by"), list) else [dict(row)]

    def _scene(self, row: Mapping[str, Any], key: str) -> Scene:
        said = self.slips.texts(row, ("by", "do", "plan", "territory", "actor", "on_behalf_of", "happened"), key)
        do = said.get("do", "")
        self.slips.required(row, ("do", "with") if do == CHECK else ("by", "do"), key)
        for who in ("by", "actor"):
            if who in said and said[who] not in NOBODY and said[who] not in self.people:
                self.slips.unknown(f"{key}.{who}", said[who], [*self.people, *NOBODY], "somebody of the cast")
        happened = read_offset(said.get("happened"))
        if "happened" in said and happened is None:
            self.slips.add(f"{key}.happened", "this is no time", 'write days after the start: "14d 16:10"')
        expect = self._expect(row.get("expect", OUTCOMES[0]), do, f"{key}.expect")
        territory = self._territory(said.get("territory"), f"{key}.territory")
        return Scene(
            key=key,
            step=self.step,
            at=self.at or Offset(0, WORKING_HOURS),
            by=said.get("by"),
            do=do,
            facts=self._facts(row.get("with", {}), do, key, expect, territory),
            expect=expect,
            plan=self._plan(said.get("plan"), do, f"{key}.plan", territory),
            territory=territory,
            actor=said.get("actor"),
            on_behalf_of=said.get("on_behalf_of"),
            happened=happened,
        )

    def _territory(self, said: str | None, key: str) -> str:
        if said is not None and said not in self.territories:
            self.slips.unknown(key, said, sorted({*self.territories, *self.groups}), "a territory or a group")
        return said or self.head.get("territory", "")

    def _plan(self, said: str | None, do: str, key: str, territory: str) -> str | None:
        """The plan an act belongs to: as written, else the scenario's own for everything but acts of the territory."""
        kind = ACTS.get(do)
        of_territory = kind is not None and not kind.STAGES and do not in BEGINNINGS
        plan = said or (None if of_territory else self.head.get("plan"))
        filled = plan.replace(TERRITORY_MARK, territory) if plan else None
        if said and filled and not ID_PATTERN.fullmatch(filled):
            self.slips.add(key, f'"{said}" is no name', ID_FIX)
        return filled

    def _expect(self, said: Any, do: str, key: str) -> Expected:
        if isinstance(said, str):
            if said not in OUTCOMES:
                self.slips.unknown(key, said, OUTCOMES, "an outcome, or {refused = [codes]}; outcomes are")
            return Expected(said)
        codes = said.get("refused") if isinstance(said, dict) and said.keys() == {"refused"} else None
        if not isinstance(codes, list) or not codes or do == CHECK:
            fix = 'write expect = "consensus", or expect = {refused = ["no_mandate"]} for an act'
            self.slips.add(key, "this is nothing to expect", fix)
            return Expected()
        for place, code in enumerate(codes):
            if code not in GROUNDS:
                self.slips.unknown(
                    f"{key}.refused[{place}]", code, GROUNDS, "a code of an obstacle", "docs/obstacles.md"
                )
        return Expected("refused", frozenset(str(code) for code in codes))

    def _facts(self, said: Any, do: str, key: str, expect: Expected, territory: str) -> dict[str, Any]:
        if not isinstance(said, dict):
            self.slips.add(f"{key}.with", "this is not a table", 'write with = {part = "analyticka"}')
            return {}
        facts: dict[str, Any] = self._with_cast(said, territory) if do == "fill_seat" else said
        if do == CHECK:
            check_slips(facts, f"{key}.with", steps=self.steps.get(territory, set()), slips=self.slips)
        elif do and do not in ACTS:
            self.slips.unknown(f"{key}.do", do, [*ACTS, CHECK], "an act there is", "docs/records.md")
        elif do and (expect.refused is None or "facts_do_not_fit" not in expect.refused):
            self._fact_slips(facts, do, f"{key}.with", territory)
        return facts

    def _with_cast(self, facts: dict[str, Any], territory: str) -> dict[str, Any]:
        """Filling a seat, what is not written is as the cast has it."""
        person = self.people.get(str(facts.get("person")))
        known = {name: getattr(person.within(territory), name) for name in FROM_CAST} if person else {}
        return {**{name: value for name, value in known.items() if value is not None}, **facts}

    def _fact_slips(self, facts: Mapping[str, Any], do: str, key: str, territory: str) -> None:
        schema = ACTS[do].SCHEMA
        given = [name for name, fact in schema.items() if not fact.derived]
        self.slips.strangers(facts, given, key)
        kinds = {name: schema[name] for name in given}
        needed = [name for name, fact in kinds.items() if not (fact.optional or fact.many or fact.kind == "flag")]
        self.slips.required(facts, [name for name in needed if name not in IMPLIED.get(do, ())], key)
        for name in facts.keys() & kinds.keys():
            value = facts[name]
            if fix := flaw_in(value, kinds[name], people=self.people, steps=self.steps, territory=territory):
                self.slips.add(f"{key}.{name}", "this value does not fit", fix)
            elif isinstance(value, dict) and "file" in value:
                self.process(value["file"], f"{key}.{name}")
