"""Keys in addresses, forms from elsewhere, sessions of others: what is proved by what, and told to whom."""

import base64
import json
import logging

import pytest
from django.test import Client
from django.utils import timezone

from consult import challenge
from consult.acting.kept import LONGEST_OF_STRANGERS
from consult.api.parsing import LONGEST_BODY
from consult.letters.tokens import CONFIRM, REISSUE, STOP, issue
from consult.models import Draft, Follower
from consult.speaking.files import KeptField
from tests.advisories.addresses import walk
from tests.advisories.private import OTHER_PLAN, world_of
from tests.cast import Installed
from tests.consult.desks import anybody
from tests.consult.pages.conftest import PLAN
from tests.consult.spoken import by_link, page_of, say
from workflow.models import Leaf

KEYED = {REISSUE: "/lost-link/{}/", CONFIRM: "/letters/confirm/{}/", STOP: "/letters/stop/{}/"}
WITHOUT_COOKIE = {"confirm", "stop", "api_comments", "healthz"}  # a key or nothing at all is the authority


def key_for(town: Installed, purpose: str) -> str:
    posted = say(town, follow="olga@example.org")
    Follower.objects.update(confirmed_at=timezone.now())
    return issue(Follower.objects.get(number=posted.number), purpose, at=timezone.now())


@pytest.mark.parametrize("purpose", sorted(KEYED))
def test_a_page_with_a_key_in_its_address_tells_nobody_and_its_button_works(habrova: Installed, purpose: str) -> None:
    """Under `no-referrer` browsers send `Origin: null` with the form, which the check against forgery refuses."""
    answer = anybody().get(KEYED[purpose].format(key_for(habrova, purpose)))
    assert answer.status_code == 200
    assert answer["Referrer-Policy"] == "strict-origin"
    assert "no-store" in answer["Cache-Control"] and "private" in answer["Cache-Control"]


def test_a_key_that_failed_the_check_against_forgery_is_in_no_log(
    habrova: Installed, caplog: pytest.LogCaptureFixture
) -> None:
    raw = key_for(habrova, REISSUE)
    with caplog.at_level(logging.DEBUG):
        assert Client(enforce_csrf_checks=True).post(f"/lost-link/{raw}/").status_code == 403
    assert raw not in caplog.text


def test_a_form_from_another_site_is_not_taken(habrova: Installed) -> None:
    """CVE-2023-47635, CVE-2015-5081; signing somebody in as another is such a form, too."""
    world, stranger = world_of(habrova), Client(enforce_csrf_checks=True)
    before = Leaf.objects.count()
    taken = {
        name
        for name, path in walk(world, entries=False)
        if stranger.post(path, {"told": "Cizí slova.", "side": "public"}).status_code not in (403, 404, 405)
    }
    assert taken <= WITHOUT_COOKIE | {"account_login", "account_email", "me"}, taken
    assert Leaf.objects.count() == before


def test_a_link_opens_the_comment_of_its_own_town_alone(habrova: Installed) -> None:
    """CVE-2026-45414: what one organisation had signed was good in another."""
    world = world_of(habrova)
    theirs = say(world.other)
    browser = anybody()
    browser.get(f"/plans/{PLAN}/comments/{theirs.number}/?key={theirs.secret}")
    assert browser.get(f"/plans/{PLAN}/comments/{theirs.number}/own/").status_code == 403
    browser.get(f"/plans/{OTHER_PLAN}/comments/{theirs.number}/?key={theirs.secret}")
    assert browser.get(f"/plans/{OTHER_PLAN}/comments/{theirs.number}/own/").status_code == 200
    assert browser.get(f"/plans/{PLAN}/comments/{theirs.number}/own/").status_code == 403


def test_whoever_planted_a_session_does_not_get_the_comment_opened_in_it(habrova: Installed) -> None:
    posted, mischief, victim = say(habrova), anybody(), anybody()
    mischief.post(page_of(habrova, 1, "reply/"), {"told": ""})  # nothing is recorded, and a session began
    planted = mischief.session
    planted["anything"] = True
    planted.save()
    mischief.cookies["sessionid"] = planted.session_key
    victim.cookies["sessionid"] = planted.session_key
    by_link(posted, victim)
    assert victim.get(page_of(habrova, posted.number, "own/")).status_code == 200
    assert mischief.get(page_of(habrova, posted.number, "own/")).status_code == 403


@pytest.mark.parametrize("salt", ["a?b?c", "?", "a?expires=", "a?expires=1&expires=2", "\ud800", "&&&"])
def test_an_answer_to_a_sum_nobody_asked_opens_nothing_and_breaks_nothing(salt: str) -> None:
    given = {"algorithm": "SHA-256", "challenge": "c", "number": 1, "salt": salt, "signature": "s"}
    assert challenge.answered(base64.b64encode(json.dumps(given).encode()).decode()) is False
    assert challenge.answered("A" * 100_000) is False


def test_a_program_that_sends_too_much_is_told_so_before_anything_is_read(reader: Client) -> None:
    body = b'{"text": "' + b"x" * LONGEST_BODY + b'"}'
    answer = reader.post(f"/api/plans/{PLAN}/comments/", body, content_type="application/json")
    assert answer.status_code == 413 and answer["Content-Type"] == "application/problem+json"


def test_a_stranger_fills_no_disk_with_drafts(habrova: Installed) -> None:
    anybody().post(page_of(habrova, 1, "reply/"), {"told": "x" * (LONGEST_OF_STRANGERS + 1)})
    assert not Draft.objects.exists()


def test_a_kept_file_is_named_by_us_alone() -> None:
    assert [KeptField().clean(value) for value in ("", "\x00", "x" * 400, "abc:def:ghi", "é")] == [""] * 5
