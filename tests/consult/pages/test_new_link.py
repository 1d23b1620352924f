"""The page behind the key in a letter: one press, one new link, and the old one is dead."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from consult.letters.tokens import CONFIRM, REISSUE, issue
from consult.models import Comment, Follower, Token
from consult.own import opens, spoken_by
from tests.cast import Installed
from tests.consult.desks import anybody, words_of
from tests.consult.spoken import page_of, say
from tests.towns import process_of, raw_file
from tests.walk import lead_to
from workflow.rules.lifecycle import Stage

OLGA = "olga@example.org"


@pytest.fixture
def spoken(habrova: Installed) -> Any:
    posted = say(habrova, follow=OLGA)
    Follower.objects.update(confirmed_at=timezone.now())
    return posted


def key_for(posted: Any, purpose: str = REISSUE) -> str:
    follower = Follower.objects.get(plan=posted.comment.plan, number=posted.number)
    return issue(follower, purpose, at=timezone.now())


def kept(posted: Any) -> Comment:
    return Comment.objects.get(pk=posted.comment.pk)


def test_one_press_makes_a_new_link_and_shows_it_on_the_slip(habrova: Installed, spoken: Any) -> None:
    raw, browser = key_for(spoken), anybody()
    answer = browser.post(f"/lost-link/{raw}/")
    assert answer["Location"] == page_of(habrova, spoken.number, "slip/")
    slip = browser.get(answer["Location"]).context["slip"]
    secret = slip["link"].partition("?key=")[2]
    assert opens(kept(spoken), secret) and not opens(kept(spoken), spoken.secret)
    assert slip["words"] == () and spoken_by(kept(spoken), " ".join(spoken.words))
    assert "This is your comment" in words_of(browser.get(page_of(habrova, spoken.number)))


def test_looking_uses_nothing_up(spoken: Any) -> None:
    raw = key_for(spoken)
    for _ in range(3):
        assert "Make a new link" in words_of(anybody().get(f"/lost-link/{raw}/"))
    anybody().head(f"/lost-link/{raw}/")
    assert opens(kept(spoken), spoken.secret)
    assert Token.objects.get(purpose=REISSUE).used_at is None


def test_a_second_press_is_told_that_it_was_used_and_changes_nothing(spoken: Any) -> None:
    raw = key_for(spoken)
    anybody().post(f"/lost-link/{raw}/")
    after = kept(spoken).secret
    again = anybody().post(f"/lost-link/{raw}/")
    assert again.status_code == 410
    assert "was used already" in words_of(again)
    assert kept(spoken).secret == after


def test_after_a_day_it_is_over_on_every_way(spoken: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = key_for(spoken)
    later = timezone.now() + timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    for answer in (anybody().get(f"/lost-link/{raw}/"), anybody().post(f"/lost-link/{raw}/")):
        assert answer.status_code == 410
        assert "worked for one day only" in words_of(answer)
    assert opens(kept(spoken), spoken.secret)


def test_a_key_for_something_else_is_none_here(spoken: Any) -> None:
    for raw in (key_for(spoken, CONFIRM), "x", "x" * 200, spoken.secret):
        answer = anybody().post(f"/lost-link/{raw}/")
        assert answer.status_code == 410
        assert "incomplete or not ours" in words_of(answer)
    assert opens(kept(spoken), spoken.secret)


def test_whoever_stopped_meanwhile_or_was_never_the_author_gets_nothing(spoken: Any) -> None:
    raw = key_for(spoken)
    Follower.objects.update(stopped_at=timezone.now())
    assert anybody().get(f"/lost-link/{raw}/").status_code == 410
    assert anybody().post(f"/lost-link/{raw}/").status_code == 410
    Follower.objects.update(stopped_at=None, person="0" * 32)
    assert anybody().post(f"/lost-link/{key_for(spoken)}/").status_code == 410
    assert opens(kept(spoken), spoken.secret)


@pytest.mark.django_db(transaction=True)
def test_64_presses_at_the_same_moment_make_one_new_link() -> None:
    town = Installed(process_of("susice"), raw_file("susice"))
    lead_to(town, Stage.COMMENTING)
    posted = say(town, follow=OLGA)
    Follower.objects.update(confirmed_at=timezone.now())
    raw = key_for(posted)

    def press(_: int) -> tuple[int, str]:
        browser = Client(headers={"accept-language": "en"})
        try:
            answer = browser.post(f"/lost-link/{raw}/")
            cookie = browser.cookies.get(f"slip-{town.plan_key}-{posted.number}")
            return answer.status_code, cookie.value if cookie else ""
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as crowd:
        pressed = list(crowd.map(press, range(64)))
    assert sorted(status for status, _ in pressed) == [303] + [410] * 63
    [secret] = [secret for _, secret in pressed if secret]
    assert opens(kept(posted), secret)
