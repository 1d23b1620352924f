"""Signing in by a code, and by one click where it is a demo on this machine."""

import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client

from consult.models import Person
from consult.who import invited
from tests.cast import Installed, number_of
from tests.consult.desks import anybody, words_of
from tests.consult.pages.conftest import TERRITORY


@pytest.fixture
def demo(settings: Any, habrova: Installed) -> Any:
    """A demo with one invented person, the clerk."""
    settings.DEMO = True
    user = get_user_model().objects.create_user(username="demo-hana", email="hana@demo.invalid", first_name="Hana")
    Person.objects.create(territory=TERRITORY, number=number_of("Hana"), user=user, public_name="Hana")
    return user


def test_in_a_demo_one_click_signs_in_as_an_invented_person(demo: Any, django_assert_max_num_queries: Any) -> None:
    browser = anybody()
    with django_assert_max_num_queries(12):
        page = words_of(browser.get("/sign-in/"))
    assert "Invented people of the demo" in page and "Hana, clerk of the office" in page
    answer = browser.post("/sign-in/", {"person": "demo-hana"})
    assert answer.status_code == 302 and answer["Location"] == "/me/"
    assert "This is a demo." in words_of(browser.get("/me/"))


def test_from_another_machine_there_is_no_such_button_and_no_such_door(demo: Any) -> None:
    far = Client(REMOTE_ADDR="192.0.2.7", headers={"accept-language": "en"})
    assert "Invented people" not in words_of(far.get("/sign-in/"))
    assert far.post("/sign-in/", {"person": "demo-hana"}).status_code == 403
    assert "_auth_user_id" not in far.session


def test_outside_a_demo_the_door_is_shut_for_everybody(demo: Any, settings: Any) -> None:
    settings.DEMO = False
    assert anybody().post("/sign-in/", {"person": "demo-hana"}).status_code == 403


def test_the_one_click_opens_no_real_account(demo: Any) -> None:
    get_user_model().objects.create_user(username="skutecna", email="skutecna@example.org")
    assert anybody().post("/sign-in/", {"person": "skutecna"}).status_code == 403


@pytest.mark.parametrize("onward", ["//evil.example", "https://evil.example/", "javascript:alert(1)"])
def test_signing_in_leads_nowhere_else(demo: Any, onward: str) -> None:
    answer = anybody().post("/sign-in/", {"person": "demo-hana", "next": onward})
    assert answer["Location"] == "/me/"


def test_whoever_was_invited_signs_in_with_a_code_and_has_her_seat(habrova: Installed) -> None:
    person = invited("Jana@example.org", TERRITORY, public_name="Jana")
    habrova.do("office/clerk", "fill_seat", body="ps-seniori", seat="nova", person=person.number, side="user",
               role="member", plan=None)  # fmt: skip
    browser = anybody()
    assert browser.post("/sign-in/code/", {"email": "jana@example.org"}).status_code == 302
    code = re.search(r"^([A-Z0-9-]{6,})$", mail.outbox[-1].body, re.MULTILINE)
    assert code is not None
    browser.post("/sign-in/code/confirm/", {"code": code[1]})
    assert "Working group on seniors and people with disabilities" in words_of(browser.get("/me/"))


def test_a_wrong_code_opens_nothing(habrova: Installed) -> None:
    invited("jana@example.org", TERRITORY)
    browser = anybody()
    browser.post("/sign-in/code/", {"email": "jana@example.org"})
    browser.post("/sign-in/code/confirm/", {"code": "AAAAAA"})
    assert browser.get("/me/").status_code == 302


def test_there_is_no_page_of_passwords(db: None) -> None:
    for page in ("password/reset/", "password/change/", "email/"):
        assert anybody().get(f"/sign-in/{page}").status_code == 404


def test_one_leaves_by_a_button_and_by_nothing_else(demo: Any) -> None:
    browser = anybody()
    browser.post("/sign-in/", {"person": "demo-hana"})
    assert browser.get("/sign-out/").status_code == 405 and "_auth_user_id" in browser.session
    assert browser.post("/sign-out/").status_code == 302 and "_auth_user_id" not in browser.session
