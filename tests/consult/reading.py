"""A town worth reading about, and somebody who reads its pages without signing in.

The town is walked once a run; every file of tests gets a copy of its rows. People said five things of its draft: an
ordinary one, a hostile one, one held back, one hidden, one of a section that was rewritten. The window is open.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.test import Client

from tests.cast import Installed
from tests.consult.desks import words_of
from tests.towns import process_of, raw_file
from tests.walk import approve_part, approve_stage, coordinator, lead_to, listen, post
from workflow.models import Book
from workflow.rules.lifecycle import Stage
from workflow.trail.canonical import parse_time

SCRIPT = "<script>alert(1)</script>"
ORDINARY, HELD, HIDDEN = "Chybí lavička.", "Soused Novotný pije.", "Všichni jsou zloději."
NAMED, UNNAMED = "Olga Malá", "Držená Osoba"
SECRETS = (HELD, HIDDEN, UNNAMED)
_walked: list["Walked"] = []


@dataclass(frozen=True, slots=True)
class Walked:
    """The town as rows of its tables (name, columns, rows), and the time it was then."""

    at: str
    tables: tuple[tuple[str, list[str], list[tuple[Any, ...]]], ...]


@contextmanager
def town_to_read(blocker: Any) -> Iterator[Installed]:
    """Lipová with its draft open to comments; gone again at the end."""
    with blocker.unblock(), transaction.atomic():
        town = Installed(process_of("susice"), raw_file("susice"))
        if _walked:
            _put_back(town, _walked[0])
        else:
            _walk(town)
            _walked.append(_kept(town))
        yield town
        transaction.set_rollback(True)


def section_of(town: Installed) -> str:
    """The section that was written twice."""
    return f"{town.process.parts[0].id}-1"


def _walk(town: Installed) -> None:
    lead_to(town, Stage.DRAFTING)
    _rewrite(town)
    post(town)
    listen(town)
    citizen = {"kind": "comment", "channel": "web", "side": "public"}
    town.do("citizen", "raise_matter", told=f"Zlé {SCRIPT}", proposed=SCRIPT, publish_as=SCRIPT, **citizen)
    town.do("citizen", "raise_matter", told=HELD, proposed=HELD, publish_as=UNNAMED, **citizen)
    town.do("citizen", "raise_matter", told=HIDDEN, **citizen)
    town.do("citizen", "raise_matter", told="Doplnit.", publish_as=NAMED, section=section_of(town), **citizen)
    town.do("office/clerk", "hold_matter", matter="3", ground="sensitive_data")
    town.do("office/clerk", "hide_matter", matter="4", ground="unlawful", reason="Uráží.")
    town.clock(hours=1)


def _rewrite(town: Installed) -> None:
    """The first section gets a second wording, and what was approved is approved anew."""
    part = town.process.parts[0].id
    town.do(
        coordinator(town), "write_section", section=section_of(town), part=part, place=1, title=f"Oddíl {SCRIPT}",
        text=f"Text **nový** {SCRIPT}.",
    )  # fmt: skip
    town.do(coordinator(town), "submit_part", part=part)
    approve_part(town, part, again="-znovu")
    approve_stage(town, "drafting", again="-znovu")


def _tables() -> list[str]:
    """The engine's tables, entries before the plans that are explained by them; process files are kept otherwise."""
    names = sorted(model._meta.db_table for model in apps.get_app_config("workflow").get_models())
    return sorted(set(names) - {"workflow_processfile"}, key=lambda name: name != "workflow_leaf")


def _kept(town: Installed) -> Walked:
    tables = []
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
            tables.append((table, [column[0] for column in cursor.description], cursor.fetchall()))
    return Walked(town.at, tuple(tables))


def _put_back(town: Installed, walked: Walked) -> None:
    town.at = walked.at
    with connection.cursor() as cursor:
        for table, columns, found in walked.tables:
            names, places = ", ".join(f'"{name}"' for name in columns), ", ".join(["%s"] * len(columns))
            if found:
                cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", found)


def minutes_later(town: Installed) -> Any:
    """The moment at which the town is read, a few minutes after the last thing happened."""
    return parse_time(town.at) + timedelta(minutes=5)


def size(town: Installed) -> int:
    """How many entries the book has."""
    return int(Book.objects.get(territory=town.territory).size)


def read(town: Installed, url: str, *, language: str = "cs", browser: Client | None = None) -> str:
    """What a page says to somebody who never signed in; the book is as long afterwards as before."""
    before = size(town)
    answer = (browser or Client()).get(url, headers={"accept-language": language})
    assert answer.status_code == 200
    assert size(town) == before
    assert SCRIPT not in answer.content.decode()
    return words_of(answer)


def missing(url: str) -> bool:
    """Whether there is nothing at an address."""
    return Client().get(url).status_code == 404


def tells_no_secret(words: str) -> bool:
    """Whether nothing that is held back or hidden stands there."""
    return not any(secret in words for secret in SECRETS)
