"""The same button pressed sixty-four times in one moment: what is said once stands once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from consult.models import Comment
from tests.advisories.test_pressed_twice import form_of, send
from tests.cast import Installed
from tests.consult.desks import anybody
from tests.consult.spoken import page_of, say
from tests.towns import process_of, raw_file
from tests.walk import lead_to
from tests.workflow.test_races import at_once
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.lifecycle import Stage

MANY = 64


def running() -> Installed:
    town = lead_to(Installed(process_of("susice"), raw_file("susice")), Stage.COMMENTING)
    assert isinstance(town, Installed)
    return town


def presses(browser: Client, deed: Callable[[Client], Any]) -> list[Callable[[], object]]:
    """As many copies of one browser as there are presses: each knows what the browser knew, nothing of the others."""

    def press() -> object:
        copy = Client(headers={"accept-language": "en"})
        copy.cookies = browser.cookies.copy()
        answer = deed(copy)
        return answer.status_code, answer.get("Location", "")

    return [press] * MANY


@pytest.mark.django_db(transaction=True)
def test_sixty_four_presses_of_one_form_are_one_comment(settings: Any) -> None:
    settings.SPEAKING_RATE = 10_000
    town, citizen = running(), anybody()
    before = town.plan.matters
    filled = form_of(citizen, town)
    told = set(at_once(*presses(citizen, lambda one: send(one, town, filled))))
    assert told == {(303, page_of(town, before + 1, "slip/"))}
    assert town.plan.matters == before + 1 == Comment.objects.filter(territory=town.territory).count() + before


@pytest.mark.django_db(transaction=True)
def test_sixty_four_presses_of_i_agree_are_one_person(settings: Any) -> None:
    """CVE-2023-47634: one person endorsed as often as they could press at once."""
    settings.SPEAKING_RATE = 10_000
    town, citizen = running(), anybody()
    posted = say(town)
    place = page_of(town, posted.number, "join/")
    citizen.get(place)
    told = set(at_once(*presses(citizen, lambda one: one.post(place, {"side": "public"}))))
    assert len(told) == 1 and {status for status, _place in told} == {303}  # type: ignore[misc]
    assert model_of(rows.Joiner).objects.filter(territory=town.territory).count() == 1
