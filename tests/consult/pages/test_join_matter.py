"""Somebody says "I agree with this comment": heard and answered with it, with a paper of their own, and no vote."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, override_settings

from consult.models import Follower
from tests.cast import Installed
from tests.consult.desks import anybody, at_desk, words_of
from tests.consult.pages.conftest import EVIL, PLAN, TERRITORY
from tests.walk import CLERK, coordinator
from workflow.models import Leaf, Opening, model_of
from workflow.rules.rows import Joiner, Matter

URL = f"/plans/{PLAN}/comments/1/join/"
COMMENT = f"/plans/{PLAN}/comments/1/"


@pytest.fixture(autouse=True)
def _nobody_spoke_yet() -> None:
    cache.clear()


def joiners() -> list[Any]:
    return list(model_of(Joiner).objects.filter(territory=TERRITORY, plan=PLAN).order_by("born"))


def row() -> Any:
    return model_of(Matter).objects.get(territory=TERRITORY, key=f"{PLAN}/1")


def test_the_page_shows_the_comment_and_what_will_be_recorded_before_anything_is(reader: Client) -> None:
    page = words_of(reader.get(URL))
    assert "Chybí lavička." in page and "This will be recorded" in page
    assert "It is no vote" in page
    assert joiners() == []


def test_one_button_and_somebody_is_counted_with_a_confirmation_of_their_own(reader: Client) -> None:
    answer = reader.post(URL, {"side": "public"})
    assert answer.status_code == 303
    joined = joiners()
    assert [(one.matter, one.side) for one in joined] == [(f"{PLAN}/1", "public")]
    assert row().joiners == 1
    page = words_of(reader.get(answer["Location"]))
    assert "You agree with comment no. 1" in page
    assert f"/t/{TERRITORY}/book/{joined[0].born}/receipt" in page
    assert "Code of the record book" in page and f"Entry {joined[0].born} of the record book." in page
    comment = words_of(reader.get(COMMENT))
    assert "1 person also says this" in comment and "You have said that you agree with this comment." in comment


def test_nobody_is_named_who_did_not_wish_it_and_hostile_names_stay_words(reader: Client) -> None:
    reader.post(URL, {"side": "user"})
    anybody().post(URL, {"side": "user", "publish_as": EVIL})
    page = reader.get(COMMENT).content.decode()
    assert "By name:" in page and "<script>alert" not in page
    facts = Leaf.objects.filter(territory=TERRITORY, act="join_matter").order_by("n")
    assert b'"publish_as":null' in bytes(facts[0].data)


def test_one_session_is_heard_once_even_from_two_tabs(reader: Client) -> None:
    first = reader.post(URL, {"side": "public"})
    second = reader.post(URL, {"side": "user"})
    assert second.status_code == 303 and second["Location"] == first["Location"]
    session = reader.session
    del session["joined"]
    session.save()
    third = reader.post(URL, {"side": "public"})
    assert third["Location"] == first["Location"]
    assert len(joiners()) == 1


def test_one_account_is_heard_once_from_every_browser(habrova: Installed) -> None:
    for _ in range(2):
        at_desk(habrova, coordinator(habrova)).post(URL, {"side": "commissioner"})
    assert [one.side for one in joiners()] == ["commissioner"]


def test_two_comments_joined_by_one_person_are_not_linked_in_the_book(reader: Client) -> None:
    reader.post(URL, {"side": "public"})
    reader.post(f"/plans/{PLAN}/comments/2/join/", {"side": "public"})
    first, second = joiners()
    assert first.person and second.person and first.person != second.person


def test_an_address_for_letters_is_kept_for_this_comment_and_never_in_the_book(reader: Client) -> None:
    assert reader.post(URL, {"side": "public", "mail": "marie@example.org"}).status_code == 303
    follower = Follower.objects.get(territory=TERRITORY)
    assert (follower.mail, follower.number, follower.plan) == ("marie@example.org", 1, PLAN)
    assert not Opening.objects.filter(text__contains="marie@").exists()


def test_an_address_that_is_none_is_named_and_nothing_is_recorded(reader: Client) -> None:
    answer = reader.post(URL, {"side": "provider", "publish_as": "Marie Krátká", "mail": "marie@"})
    assert answer.status_code == 422
    assert "Marie Krátká" in words_of(answer) and answer.context["form"].errors.keys() == {"mail"}
    assert joiners() == [] and not Follower.objects.exists()


def test_a_machine_that_fills_in_everything_is_not_heard(reader: Client) -> None:
    assert reader.post(URL, {"side": "public", "honeypot": "x"}).status_code == 422
    assert joiners() == []


@override_settings(SPEAKING_RATE=2)
def test_above_the_limits_the_form_asks_for_more_and_keeps_what_was_typed(habrova: Installed) -> None:
    for _ in range(2):
        assert anybody().post(URL, {"side": "public"}).status_code == 303
    answer = anybody().post(URL, {"side": "public", "publish_as": "Marie Krátká"})
    assert answer.status_code == 422 and "Marie Krátká" in words_of(answer)
    assert "Unusually much is coming in just now" in words_of(answer)
    assert len(joiners()) == 2


@override_settings(SPEAKING_RATE=1)
def test_far_above_the_limits_one_is_told_how_long_to_wait(habrova: Installed) -> None:
    answers = [anybody().post(URL, {"side": "public"}) for _ in range(12)]
    assert answers[-1].status_code == 429 and int(answers[-1]["Retry-After"]) > 0
    assert len(joiners()) == 1


def test_words_nobody_can_read_cannot_be_agreed_with(reader: Client) -> None:
    for number in "34":
        page = words_of(reader.get(f"/plans/{PLAN}/comments/{number}/join/"))
        assert "not shown now" in page and '<form method="post" novalidate' not in page
        assert reader.post(f"/plans/{PLAN}/comments/{number}/join/", {"side": "public"}).status_code == 409
    assert joiners() == []


def test_while_the_plan_rests_nothing_is_recorded_and_the_words_are_kept(habrova: Installed, reader: Client) -> None:
    habrova.do(CLERK, "suspend", reason="Povodeň.")
    answer = reader.post(URL, {"side": "public", "publish_as": "Marie Krátká"})
    assert answer.status_code == 409 and "Marie Krátká" in words_of(answer)
    assert "Marie Krátká" in words_of(reader.get(URL))


def test_a_point_of_a_comment_is_not_joined_by_itself(habrova: Installed, reader: Client) -> None:
    habrova.do(coordinator(habrova), "split_matter", matter="1", points=2, told="Lavička; stín.")
    assert reader.get(f"/plans/{PLAN}/comments/1a/join/").status_code == 404


def test_a_confirmation_opened_by_a_stranger_says_only_what_the_entry_says(reader: Client) -> None:
    reader.post(URL, {"side": "public", "mail": "marie@example.org"})
    n = joiners()[0].born
    page = words_of(anybody().get(f"{URL}?done={n}"))
    assert "Somebody agrees with comment no. 1" in page and "marie@" not in page
    assert anybody().get(f"{URL}?done=0").status_code == 404
    assert anybody().get(f"/plans/{PLAN}/comments/2/join/?done={n}").status_code == 404


def test_no_list_of_the_site_is_put_in_order_by_how_many_agree() -> None:
    """Reasons count, numbers do not: nothing sorts, filters or picks comments by their joiners."""
    sorts = re.compile(r"(order_by|sorted|filter|exclude|max|min|nlargest)\([^)]*joiners")
    house = Path(__file__).resolve().parents[3]
    found = [path.name for path in (house / "consult").rglob("*.py") if sorts.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_a_comment_many_agree_with_keeps_its_place_in_the_register(habrova: Installed, reader: Client) -> None:
    register = f"/plans/{PLAN}/comments/"
    before = re.findall(r"Comment \d+</a>", words_of(reader.get(register)))
    for _ in range(3):
        anybody().post(f"/plans/{PLAN}/comments/5/join/", {"side": "public"})
    assert re.findall(r"Comment \d+</a>", words_of(reader.get(register))) == before
