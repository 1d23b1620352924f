"""A town built once for the tests of one file, and people of it at their desks, signed in."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client

from consult.acting.desk import Desk
from consult.models import Person
from consult.places import here_of, town_named
from consult.who import standings
from tests.cast import Installed
from tests.towns import process_of, raw_file
from tests.walk import lead_to
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.case import CITIZEN
from workflow.rules.lifecycle import Stage


@contextmanager
def standing_town(blocker: Any, stage: Stage, name: str = "susice") -> Iterator[Installed]:
    """The town walked to `stage`; every test sees it as it was, and it is gone at the end."""
    with blocker.unblock(), transaction.atomic():
        town = Installed(process_of(name), raw_file(name))
        lead_to(town, stage)
        yield town
        transaction.set_rollback(True)


def at_desk(town: Installed, seat: str) -> Client:
    """A browser in which the holder of a seat is signed in."""
    number = town.person(seat).person or ""
    person = Person.objects.filter(territory=town.territory, number=number).first()
    if person is None:
        user = get_user_model().objects.create_user(username=number, email=f"{number}@example.org")
        person = Person.objects.create(territory=town.territory, number=number, user=user)
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(person.user)
    browser.get("/")
    session = browser.session
    session["acting_as"] = {town.territory: seat}
    session.save()
    return browser


def desk_of(town: Installed, seat: str | None) -> Desk:
    """The desk of whoever holds a seat, or of somebody from the street."""
    plan = model_of(rows.Plan).objects.get(territory=town.territory, key=town.plan_key)
    here = here_of(plan, town.process, {})
    if seat is None:
        return Desk(town_named(town.territory), here, None, CITIZEN)
    at_desk(town, seat)
    person = Person.objects.get(territory=town.territory, number=town.person(seat).person)
    held = next(each for each in standings(person.user, town.territory) if each.key == seat)
    return Desk(town_named(town.territory), here, held, held.standing)


def anybody() -> Client:
    """A browser of somebody who never signed in."""
    return Client(headers={"accept-language": "en"})


def words_of(answer: Any) -> str:
    """What a page says, on one line."""
    return " ".join(answer.content.decode().split())


def move_of(answer: Any, act: str) -> dict[str, Any]:
    """The small form of an act on a page."""
    return next(move for move in answer.context["moves"] if move["act"] == act)


def press(browser: Client, answer: Any, act: str, **typed: Any) -> Any:
    """Fill in one of the forms of a page and press its button; confirm what will be recorded."""
    move = move_of(answer, act)
    data: dict[str, Any] = {}
    for item in move["hidden"]:
        data.setdefault(item["name"], []).append(item["value"])
    data |= {name: bound.initial for name, bound in move["form"].fields.items() if bound.initial}
    data |= {name: value for name, value in move["form"].initial.items() if name in move["form"].fields and value}
    answer = browser.post(move["url"], {**data, **typed})
    return confirm(browser, answer)


def confirm(browser: Client, answer: Any) -> Any:
    """Press the button of "this will be recorded", if that is where we are."""
    if answer.status_code != 200 or "record" not in (answer.context or {}):
        return answer
    record, carried = answer.context["record"], dict[str, list[str]]()
    for item in record["fields"]:
        carried.setdefault(item["name"], []).append(item["value"])
    return browser.post(record["url"], carried)
