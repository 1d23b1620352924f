"""The town every reading page is read in: Habrová, whose draft is open for comments, with hostile words in every field.

It is built once a run; every file of tests gets a copy of its rows, and each test sees it as it was.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client

from consult.models import Person
from tests.cast import Installed, digest_of_file
from tests.consult.mailing import Post
from tests.towns import process_of, raw_file
from tests.walk import CLERK, answer, close_window, coordinator, lead_to
from workflow.rules.lifecycle import Stage
from workflow.rules.rows import Matter, Section
from workflow.trail.canonical import parse_time

EVIL = "<script>alert(1)</script>\"'><b onmouseover=x>"
TERRITORY, PLAN = "habrova", "habrova-plan"


@pytest.fixture(scope="module")
def habrova_built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Installed]:
    with django_db_blocker.unblock(), transaction.atomic():
        town = Installed(process_of("susice"), raw_file("susice"), territory=TERRITORY, plan=PLAN)
        if _built:
            town.at = put_back(_built)
        else:
            lead_to(town, Stage.COMMENTING)
            hostile(town)
            moderated(town)
            _built[:] = copied(town.at)
        yield town
        transaction.set_rollback(True)


_built: list[Any] = []


def copied(at: str) -> list[Any]:
    """The rows of the town's tables, entries before the plans that are explained by them; and what time it was."""
    models = [*apps.get_app_config("workflow").get_models(), Person]
    names = sorted({model._meta.db_table for model in models} - {"workflow_processfile"})
    tables = []
    with connection.cursor() as cursor:
        for table in sorted(names, key=lambda name: name != "workflow_leaf"):
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
            tables.append((table, [column[0] for column in cursor.description], cursor.fetchall()))
    return [at, tables]


def put_back(built: list[Any]) -> str:
    """The rows as they were; gives the time it was then."""
    at, tables = built
    with connection.cursor() as cursor:
        for table, columns, found in tables:
            names, places = ", ".join(f'"{name}"' for name in columns), ", ".join(["%s"] * len(columns))
            if found:
                cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", found)
    return str(at)


def hostile(town: Installed) -> None:
    """Somebody writes a script wherever words are asked for."""
    team, area = coordinator(town), town.process.areas[0].id
    section = town.state.find(Section, plan=PLAN)[0]
    name, part = section.key.split("/")[1], section.part.split("/")[1]
    town.do("citizen", "raise_matter", kind="suggestion", told=EVIL, channel="web", side="public", section=name,
            proposed=EVIL, publish_as=EVIL)  # fmt: skip
    answer(town, "2", town.process.working_groups[0].id)
    town.do(team, "write_section", section=name, part=part, place=1, title=EVIL, text=EVIL, editorial=True)
    town.do(team, "write_summary", part=part, summary=EVIL)
    town.do(team, "record_need", need="zla", area=area, source="survey", told=EVIL)
    town.do(team, "record_aim", aim="zly", kind="measure", area=area, told=EVIL, needs=["zla"])
    town.do(team, "resource_measure", aim="zly", owner=EVIL, funding="none", amount=1)
    town.do(team, "record_survey", survey="zly", sent=2, returned=1, summary=EVIL)
    starts = (parse_time(town.at) + timedelta(days=20)).isoformat()[:19] + "Z"
    town.do(team, "call_meeting", meeting="zle", kind="public_meeting", starts_at=starts, place=EVIL, programme=EVIL)
    town.do(CLERK, "establish_body", body="zla", kind="consultative_group", title=EVIL, admission="open")
    steering = town.process.sign_off.body
    town.do(team, "propose", proposal="zly", body=steering, kind="other", subject="zly", question=EVIL,
            text=digest_of_file("zly"))  # fmt: skip
    member = town.seats(steering)[0]
    Person.objects.create(territory=TERRITORY, number=member.person, public_name=EVIL)


def moderated(town: Installed) -> None:
    """Number 3 waits before it is shown, number 4 is hidden, number 5 said something nobody may read."""
    for told, name in (
        ("Tajemství tři.", "Tajná Osoba"),
        ("Tajemství čtyři.", "Tajná Osoba"),
        ("Tajemství pět.", None),
    ):
        town.do("citizen", "raise_matter", kind="comment", told=told, channel="web", side="public", publish_as=name,
                reference="Tajné číslo jednací")  # fmt: skip
    town.do(CLERK, "hold_matter", matter="3", ground="sensitive_data")
    town.do(CLERK, "hide_matter", matter="4", ground="personal_data", reason="Jsou tam cizí údaje.")
    commit = row_words(town, "5")
    town.do(CLERK, "redact", commitment=commit, ground="Na žádost osoby.", plan=None)


def row_words(town: Installed, number: str) -> str:
    row = town.state.get(Matter, f"{PLAN}/{number}")
    assert row is not None
    return row.words


@pytest.fixture
def habrova(db: None, habrova_built: Installed, monkeypatch: pytest.MonkeyPatch) -> Installed:
    """The town, an hour after its last entry."""
    now = parse_time(habrova_built.at) + timedelta(hours=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    return habrova_built


@pytest.fixture
def reader(habrova: Installed) -> Client:
    """Somebody who never signed in and reads English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def post(habrova: Installed, monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    """The town's post, whose clock is the town's."""
    began = habrova.at
    yield Post(habrova, monkeypatch)
    habrova.at = began


@pytest.fixture
def reposted(habrova: Installed) -> Installed:
    """Comment 6 asked for a sentence more; it was written, and the text was posted a second time."""
    habrova.do("citizen", "raise_matter", kind="comment", told="K textu.", channel="web", side="public",
               section="analyticka-1", paragraph=1)  # fmt: skip
    number = str(habrova.plan.matters)
    close_window(habrova)
    habrova.do(coordinator(habrova), "write_section", section="analyticka-1", part="analyticka", place=1, matter=number,
               title="Oddíl", text="Úvodní slovo.\n\nText analyticka.\n\nPřibyla věta.")  # fmt: skip
    closes = parse_time(habrova.at) + timedelta(days=habrova.process.comments.repost_days + 10)
    habrova.do(coordinator(habrova), "repost", closes_on=closes.date().isoformat())
    return habrova
