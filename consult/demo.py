"""Demo towns: some after the five descriptions, some invented, each stopped at a telling moment before now.

A town is played whole or not at all, under names of its own, on days counted back from today. Everybody who holds a
seat gets an invented name and an account that can be entered with one click, in the demo alone.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from consult.comments import post_comment
from consult.models import Person, StoredFile
from consult.who import DEMO_MAIL
from workflow.models import Book, model_of
from workflow.perform import Request, perform
from workflow.rehearsal import load_scenario, play, scenario_path, starting_day
from workflow.rules import rows
from workflow.rules.case import CITIZEN, Standing
from workflow.rules.clock import local_date
from workflow.rules.lifecycle import Stage
from workflow.scenarios.scene import Scenario
from workflow.scenarios.values import Surroundings
from workflow.trail.canonical import format_time, parse_time

OPEN_DAYS, EXTENDED_DAYS = 28, 42


@dataclass(frozen=True, slots=True)
class DemoTown:
    """One town of the demo: which scenario, under which names, stopped after what and how many days before today."""

    territory: str
    scenario: str
    until: str
    days_ago: int
    plan: str | None = None  # none where several towns play, each with a plan of its own
    renamed: tuple[tuple[str, str], ...] = ()


def _listed() -> tuple[DemoTown, ...]:
    listed = tomllib.loads((Path(__file__).parent / "demo.toml").read_text(encoding="utf-8"))["town"]
    return tuple(DemoTown(**{**one, "renamed": tuple(map(tuple, one.get("renamed", ())))}) for one in listed)


TOWNS = _listed()

VOICES = (
    ("Babičce je osmdesát a do schodů už nevyjde. Může pečovatelka přijít i v sobotu?", "user", None),
    ("V návrhu není nic o dopravě k lékaři z vesnic, kde autobus jezdí jen ráno a večer.", "public", None),
    ("Prosíme, ať se u stacionáře píše, kolik míst přibude a kdy.", "provider", "Denní stacionář Lípa"),
)

# First names and trees, in lists of lengths without a common divisor: nobody is called the same in one town.
WOMEN = (
    ("Hana", "Věra", "Jana", "Eva", "Alena", "Dana", "Iva", "Zdena", "Marta", "Olga", "Renata", "Pavla", "Šárka"),
    (
        "Lipová",
        "Jasanová",
        "Kaštanová",
        "Olšová",
        "Vrbová",
        "Buková",
        "Jedlová",
        "Borová",
        "Jívová",
        "Topolová",
        "Klenová",
    ),
)
MEN = (
    ("Karel", "Josef", "Pavel", "Petr", "Jiří", "Milan", "Tomáš", "Ivan", "Radek", "Otto", "Libor", "Aleš", "Viktor"),
    ("Jasan", "Kaštan", "Jilm", "Smrk", "Modřín", "Javor", "Dub", "Buk", "Tis", "Jeřáb", "Klen"),
)
FEMININE = re.compile(r".*(ka|ice|yně|a|e)(-|$)|.*(sluzba|pece|skola|charita)")


def found_towns(at: str) -> list[str]:
    """Play every town that is not there yet; returns the territories that were played."""
    today = local_date(parse_time(at))
    played = [town.territory for town in TOWNS if not Book.objects.filter(territory=town.territory).exists()]
    for town in TOWNS:
        if town.territory in played:
            with transaction.atomic():
                _found(town, today)
        keep_open(town, at)
    return played


def _found(town: DemoTown, today: date) -> None:
    scenario = renamed(load_scenario(scenario_path(town.scenario)), town.renamed)
    starts = starting_day(scenario, until=town.until, days_ago=town.days_ago, today=today)
    territory = town.territory if town.plan else None
    played = play(scenario, until=town.until, territory=territory, plan=town.plan, starts=starts)
    if not played.met:
        raise LookupError(f"{town.scenario} did not go as it was written")
    for territory in played.territories:
        _seat_people(territory, played.casts[territory])
    _keep_files(town, scenario, starts, played.at)
    if town.until == Stage.COMMENTING:
        _speak(town, played.at)


def renamed(scenario: Scenario, stems: tuple[tuple[str, str], ...]) -> Scenario:
    """The same scenario in an invented town: the stem of its name is another, everywhere."""
    if not stems:
        return scenario
    processes = {
        name: _marked_invented(_other(raw.decode(), stems)).encode() for name, raw in scenario.processes.items()
    }
    people = {name: _person(person, stems) for name, person in scenario.people.items()}
    scenes = tuple(
        replace(scene, facts=_other(scene.facts, stems), on_behalf_of=_other(scene.on_behalf_of, stems))
        for scene in scenario.scenes
    )
    return replace(scenario, processes=processes, people=people, scenes=scenes)


def _person(person: Any, stems: tuple[tuple[str, str], ...]) -> Any:
    return replace(person, body=_other(person.body, stems), seat=_other(person.seat, stems))


def _other(value: Any, stems: tuple[tuple[str, str], ...]) -> Any:
    if isinstance(value, str):
        for stem, other in stems:
            value = value.replace(stem, other)
        return value
    if isinstance(value, Mapping):
        return {key: _other(item, stems) if key not in ("file",) else item for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_other(item, stems) for item in value)
    return value


def _marked_invented(process: str) -> str:
    """The name of the territory says that there is no such town."""
    found = r'(\[territory\][^\[]*?name = \{cs = "[^"]*)(", en = "[^"]*)(")'
    return re.sub(found, r"\1 (smyšlené město)\2 (invented town)\3", process, count=1)


def _seat_people(territory: str, cast: Mapping[str, Standing]) -> None:
    """An account and an invented name for every number of the cast that holds a seat."""
    women, men = (map(" ".join, zip(*map(cycle, names), strict=False)) for names in (WOMEN, MEN))
    accounts = get_user_model().objects
    seats = model_of(rows.Seat).objects.filter(territory=territory)
    unnamed = {number for pair in seats.values_list("person", "substitute") for number in pair if number}
    for name, standing in cast.items():
        number = standing.person
        if number is None or number not in unnamed:
            continue
        unnamed.remove(number)
        called = next(women if FEMININE.match(name) else men)
        username = f"{territory}-{name}"
        user = accounts.create_user(username=username, email=f"{username}@{DEMO_MAIL}", first_name=called)
        Person.objects.create(territory=territory, number=number, user=user, public_name=called)


def _keep_files(town: DemoTown, scenario: Scenario, starts: date, at: str) -> None:
    """The texts whose digests the scenario speaks of, so that they can be opened."""
    for scene in scenario.scenes:
        territory = scene.territory if town.plan is None else town.territory
        here = Surroundings(starts=starts, people={}, territory=territory, plan=town.plan or scene.plan)
        for key, value in scene.facts.items():
            if isinstance(value, dict) and isinstance(value.get("digest_of"), str):
                text = here.in_words(value["digest_of"])
                StoredFile.keep(text.encode(), name=f"{scene.do}-{key}.txt", media="text/plain", at=parse_time(at))


def _speak(town: DemoTown, at: str) -> None:
    """A few people have spoken before anybody looks."""
    for hours, (told, side, name) in enumerate(VOICES, start=1):
        said = format_time(parse_time(at) + timedelta(hours=3 * hours))
        facts = {"kind": "comment", "told": told, "channel": "web", "side": side, "publish_as": name}
        act = Request(act="raise_matter", facts=facts, territory=town.territory, by=CITIZEN, at=said, plan=town.plan)
        post_comment(act, name=name or "")


def keep_open(town: DemoTown, at: str) -> None:
    """A demo that is open for comments stays open: the coordinator gives people more time, which the rules allow."""
    books = [town.territory, *model_of(rows.ProgrammeTown).objects.values_list("town", flat=True)]
    plans = model_of(rows.Plan).objects.filter(stage=str(Stage.COMMENTING), suspended=False)
    for plan in plans.filter(territory__in=books if town.plan is None else books[:1]).order_by("territory", "key"):
        left = (parse_time(plan.closes_at) - parse_time(at)).days
        coordinator = _coordinator(plan.territory)
        if left >= OPEN_DAYS or coordinator is None:
            continue
        closes_on = (local_date(parse_time(at)) + timedelta(days=EXTENDED_DAYS)).isoformat()
        perform(
            Request(
                act="extend_comments", facts={"closes_on": closes_on}, territory=plan.territory, by=coordinator, at=at,
                plan=plan.key,
            )
        )  # fmt: skip


def _coordinator(territory: str) -> Standing | None:
    seats = model_of(rows.Seat).objects.filter(territory=territory, role="coordinator", filled=True)
    seat = seats.order_by("born").first()
    return Standing(seat.body, seat.key.split("/", 1)[1], seat.side, seat.person) if seat else None
