"""Polesí as pages show it: a region whose towns plan together, and the same grown to as many towns as one likes."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.db import transaction

from tests.cast import MORNING, Installed, digest_of_file
from tests.workflow.polesi import (
    KAREL,
    PROGRAMME,
    REGION,
    TOWNS,
    begin,
    council,
    installed_region,
    installed_town,
    join,
    municipality,
    raw_polesi,
    town_rule,
)
from workflow.models import Book, Leaf, model_of
from workflow.models.door import open_door
from workflow.rules import rows
from workflow.rules.process_file import load_process
from workflow.store import columns_of
from workflow.trail.canonical import dumps
from workflow.trail.merkle import leaf_hash

BOARD = f"/programmes/{REGION}/{PROGRAMME}/"
HERE = ("bukova", "dubova")  # the towns whose books are here
ELSEWHERE = "habrova"  # the town that keeps its plan in files of its own


@contextmanager
def standing_region(blocker: Any) -> Iterator[Installed]:
    """Three towns have joined, one of them writes in files of its own; one is not interested; two books are here."""
    with blocker.unblock(), transaction.atomic():
        region = installed_region()
        join(region, *HERE, ELSEWHERE)
        region.do(KAREL, "invite_town", programme=PROGRAMME, town="jasenna")
        region.do(KAREL, "record_reply", programme=PROGRAMME, town="jasenna", reply="declined")
        region.do(KAREL, "invite_town", programme=PROGRAMME, town="javorna")
        region.do(
            KAREL, "place_external", programme=PROGRAMME, town=ELSEWHERE, stage="drafting", told="Píšeme ve Wordu.",
            files=[digest_of_file("plan.docx")],
        )  # fmt: skip
        for name in HERE:
            town = installed_town(name)
            town.do(KAREL, "deliver", deliverable="pruzkum", file=digest_of_file("pruzkum"), about="Analýza potřeb.")
            town.do(KAREL, "count_participants")
        yield region
        transaction.set_rollback(True)


def entry(territory: str, act: str) -> int:
    """The number of the last entry of this kind."""
    last = Leaf.objects.filter(territory=territory, act=act).order_by("-n").values_list("n", flat=True).first()
    assert last is not None
    return int(last)


def count(region: Installed, town: str, need: str = "analyzy", act: str = "deliver") -> Any:
    """A town counts by the entry that says so."""
    return region.do(KAREL, "count_town", programme=PROGRAMME, need=need, town=town, n=entry(town, act))


@lru_cache
def raw_grown(towns: int) -> bytes:
    """The methodology for so many towns, the thirteen among them."""
    text = raw_polesi().decode()
    for rule in (lambda name: municipality(name, "orp"), council, town_rule):
        last = rule(TOWNS[-1])
        text = text.replace(last, last + "".join(map(rule, new_names(towns))), 1)
    return text.encode()


def new_names(towns: int) -> list[str]:
    """Names beyond the thirteen."""
    return [f"obec-{number}" for number in range(len(TOWNS) + 1, towns + 1)]


def grown(towns: int) -> Installed:
    """The region with so many towns, all of them joined, each with a plan and one count: written as rows, for speed."""
    raw = raw_grown(towns)
    process = load_process(raw, file="polesi.toml")
    region = Installed(process, raw, territory=REGION, plan=f"{REGION}-2022")
    begin(region)
    pattern = columns_of(plan_like(process, raw))
    names = [*TOWNS, *new_names(towns)]
    with open_door():
        for name in names:
            begun_elsewhere(name, pattern)
        write(rows.ProgrammeTown, REGION, [joined(name) for name in names])
        write(rows.Counted, REGION, [counted(name) for name in names])
    return region


def plan_like(process: Any, raw: bytes) -> Any:
    """A plan that was begun through the door, for others to look like."""
    model = Installed(process.within("vzor"), raw, territory="vzor", plan="vzor-2021")
    model.do("operator", "found_territory", log_key=digest_of_file("key"))
    model.do("operator", "seat_first_clerk", person=digest_of_file("Hana")[:32], office_name="Úřad")
    model.do("office/clerk", "create_plan", title="Plán", process=process.digest, from_year=2022, to_year=2025)
    return model.plan


def begun_elsewhere(name: str, pattern: dict[str, Any]) -> None:
    """A town with a book of one entry and a plan."""
    plan = f"{name}-2021"
    data = dumps({"n": 0, "act": "create_plan", "territory": name, "plan": plan, "facts": {}})
    Book.objects.bulk_create([Book(territory=name, origin=f"dohoda.example/dohoda/{name}", size=1, last_at=MORNING)])
    leaf = {"at": MORNING, "act": "create_plan", "plan": plan, "stage": pattern["stage"], "data": data}
    Leaf.objects.bulk_create([Leaf(territory=name, n=0, hash=leaf_hash(data), **leaf)])
    write(rows.Town, name, [{"key": "town", "born": 0, "log_key": digest_of_file("key"), "founded_at": MORNING}])
    write(rows.Plan, name, [{**pattern, "key": plan, "born": 0, "stage_entry": 0, "municipalities": [name]}])


def joined(name: str) -> dict[str, Any]:
    return {"key": f"{PROGRAMME}/{name}", "born": 1, "programme": PROGRAMME, "town": name, "standing": "joined",
            "external": False, "files": []}  # fmt: skip


def counted(name: str) -> dict[str, Any]:
    return {"key": f"{PROGRAMME}/analyzy.{name}", "born": 2, "programme": PROGRAMME, "need": "analyzy", "town": name,
            "value": 1, "standing": True, "n": 0}  # fmt: skip


def write(table: type[rows.Row], territory: str, listed: list[dict[str, Any]]) -> None:
    model = model_of(table)
    model.objects.bulk_create([model(territory=territory, **columns) for columns in listed])


def facts(territory: str, n: int) -> dict[str, Any]:
    """The facts of an entry."""
    return dict(json.loads(bytes(Leaf.objects.get(territory=territory, n=n).data))["facts"])
