"""What was said, read and sent by programs: the same visibility and the same door as the pages."""

from typing import Any

import pytest
from django.test import Client

from consult.limits import FAR_ABOVE
from consult.models import Comment, Follower, Refused
from tests.cast import Installed
from tests.consult.pages.conftest import PLAN, TERRITORY
from tests.walk import close_window
from workflow.models import Leaf, Opening, model_of
from workflow.rules import rows
from workflow.trail.canonical import parse_time

COMMENTS = f"/api/plans/{PLAN}/comments/"


def said(browser: Client, **what: Any) -> Any:
    return browser.post(COMMENTS, what, content_type="application/json")


def test_a_comment_with_its_answer(reader: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(8):
        told = reader.get(f"{COMMENTS}2/").json()
    assert told["disposition"] == "explained" and told["reason"] == "Vysvětlujeme." and told["status"] == "counted"


def test_words_that_are_not_public_are_null_for_programs_too(reader: Client) -> None:
    everything = reader.get(COMMENTS).content.decode()
    assert "Tajemství" not in everything and "Tajná" not in everything and "Tajné" not in everything
    assert [reader.get(f"{COMMENTS}{number}/").json()["status"] for number in (3, 4)] == ["held", "hidden"]
    assert all(reader.get(f"{COMMENTS}{number}/").json()["text"] is None for number in (3, 4, 5))


def test_the_register_is_read_a_page_at_a_time(reader: Client) -> None:
    told = reader.get(f"{COMMENTS}?after=3").json()
    assert [row["number"] for row in told["results"]] == ["4", "5"] and told["next"] is None
    assert reader.get(f"{COMMENTS}?after=x").json()["results"][0]["number"] == "1"


def test_a_citizen_without_an_account_is_heard_and_told_her_number(reader: Client, habrova: Installed) -> None:
    answer = said(reader, text="Chybí zábradlí.", section="analyticka-1", quote="Text", publish_as="Jana", insist=True)
    assert answer.status_code == 201
    told = answer.json()
    assert told["number"] == "6" and told["status"] == "counted" and f"/plans/{PLAN}/comments/6/" in told["secret_link"]
    comment = Comment.objects.get(territory=TERRITORY, plan=PLAN, number=6)
    assert comment.n == told["entry"] and comment.ip_address is None and comment.user_email == ""
    assert comment.secret not in told["secret_link"], "only the digest of the secret is kept"
    row = model_of(rows.Matter).objects.get(territory=TERRITORY, key=f"{PLAN}/6")
    assert row.insisted and row.section == f"{PLAN}/analyticka-1"
    assert Opening.objects.get(territory=TERRITORY, commit=row.quote).text == "Text"
    assert Opening.objects.get(territory=TERRITORY, commit=row.words).text == "Chybí zábradlí."
    assert len(row.person) == 32 and comment.posted_from == "api"
    assert reader.get(f"{COMMENTS}6/").json()["published_as"] == "Jana"


@pytest.mark.parametrize(
    ("what", "field"),
    [
        ({}, "text"),
        ({"text": "   "}, "text"),
        ({"text": "a" * 20_001}, "text"),
        ({"text": "Ano.", "publish_as": "J" * 101}, "publish_as"),
        ({"text": "Ano.", "section": "../etc"}, "section"),
        ({"text": "Ano.", "insist": "snad"}, "insist"),
        ({"text": "Ano.", "email": "jana"}, "email"),
        ({"text": "Ano.", "email": "jana@example.org\nBcc: x@example.org"}, "email"),
        ({"text": "Ano.", "email": f"{'j' * 250}@example.org"}, "email"),
        ({"text": "Ano.", "quote": "x" * 2_001}, "quote"),
        ({"text": "Ano.", "paragraph": 3}, "paragraph"),
        ({"text": "Ano.", "paragraph": 0, "section": "analyticka-1"}, "paragraph"),
        ({"text": "Ano.", "kind": "steering_remark"}, "kind"),
        ({"text": ["Ano."]}, "text"),
        ({"text": {"a": 1}}, "text"),
        ({"text": "Ano\x00"}, "text"),
    ],
)
def test_what_has_to_be_mended_is_named_field_by_field(reader: Client, what: dict[str, Any], field: str) -> None:
    answer = said(reader, **what)
    assert answer.status_code == 422 and answer["Content-Type"] == "application/problem+json"
    assert list(answer.json()["errors"]) == [field]


def test_a_section_there_is_not_is_refused_and_nothing_is_left_behind(reader: Client, habrova: Installed) -> None:
    entries = Leaf.objects.filter(territory=TERRITORY).count()
    answer = said(reader, text="Chybí zábradlí.", section="neni")
    assert answer.status_code == 409 and answer.json()["obstacles"][0]["code"] == "unknown"
    assert Leaf.objects.filter(territory=TERRITORY).count() == entries
    assert not Comment.objects.filter(territory=TERRITORY, plan=PLAN, number=6).exists()


def test_when_the_stage_refuses_the_program_is_told_why(reader: Client, habrova: Installed) -> None:
    from workflow.perform import obstacles_to

    assert obstacles_to is not None
    habrova.do("office/clerk", "suspend", reason="Volby.")
    answer = said(reader, text="Chybí zábradlí.")
    assert answer.status_code == 409 and [row["code"] for row in answer.json()["obstacles"]] == ["suspended"]


def test_a_late_comment_is_numbered_and_late(reader: Client, habrova: Installed, monkeypatch: Any) -> None:
    at = habrova.at
    try:
        close_window(habrova)
        monkeypatch.setattr("django.utils.timezone.now", lambda: parse_time(habrova.at))
        assert said(reader, text="Nestihla jsem to.").status_code == 201
    finally:
        habrova.at = at
    assert reader.get(f"{COMMENTS}6/").json()["late"] is True


def test_a_letter_no_text_has_is_refused_in_words(reader: Client) -> None:
    answer = reader.post(COMMENTS, '{"text": "a\\ud800"}', content_type="application/json")
    assert answer.status_code == 422 and answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("body", ["", "{", "[]", '"text"', "null", "[" * 5_000])
def test_what_is_no_json_object_is_told_politely(reader: Client, body: str) -> None:
    answer = reader.post(COMMENTS, body, content_type="application/json")
    assert answer.status_code in (400, 422) and answer["Content-Type"] == "application/problem+json"


def test_an_address_for_answers_is_asked_about_by_a_letter(reader: Client) -> None:
    assert said(reader, text="Chybí zábradlí.", email="jana@example.org").json()["status"] == "counted"
    assert Follower.objects.get(territory=TERRITORY, plan=PLAN, number=6).mail == "jana@example.org"


def test_above_the_limit_it_is_held_and_far_above_told_when_to_come_back(reader: Client, settings: Any) -> None:
    settings.SPEAKING_RATE = 1
    assert said(reader, text="Jedna.").json()["status"] == "counted"
    held = said(reader, text="Dvě.")
    assert held.status_code == 201 and held.json()["status"] == "held"
    assert reader.get(f"{COMMENTS}{held.json()['number']}/").json()["status"] == "held"
    for number in range(3, FAR_ABOVE + 1):
        assert said(reader, text=f"{number}.").status_code == 201
    late = said(reader, text="Příliš.")
    assert late.status_code == 429 and int(late["Retry-After"]) > 0
    spoofed = reader.post(
        COMMENTS, {"text": "Tři."}, content_type="application/json", headers={"x-forwarded-for": "198.51.100.7"}
    )
    assert spoofed.status_code == 429, "what a visitor writes into a header is not believed"
    assert reader.get(COMMENTS).status_code == 200, "reading is not counted"


def test_what_the_stage_refused_is_counted_for_everybody_to_see(reader: Client, habrova: Installed) -> None:
    habrova.do("office/clerk", "suspend", reason="Volby.")
    said(reader, text="Chybí zábradlí.")
    assert Refused.objects.get(territory=TERRITORY, plan=PLAN, ground="stage").times == 1


def test_a_cookie_is_not_needed_and_not_believed(reader: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert said(strict, text="Bez sušenky.").status_code == 201
