"""The page with the button: looking confirms nothing, pressing confirms once, and every other case says what to do."""

from django.test import Client

from consult.models import Follower
from tests.consult.desks import words_of
from tests.consult.mailing import Post, links


def asked(post: Post, number: int | None = 2) -> str:
    """Somebody asked for letters; the address of the page with the button."""
    post.follow(number)
    (letter,) = post.round()
    return f"/letters/confirm/{links(letter)['confirm']}/"


def is_confirmed() -> bool:
    return Follower.objects.get().confirmed_at is not None


def test_a_scanner_that_opens_every_link_confirms_nothing(post: Post, reader: Client) -> None:
    """CVE-2019-1020018: opening the link was enough."""
    url = asked(post)
    page = reader.get(url)
    reader.head(url)
    assert page.status_code == 200
    assert "Yes, send letters here" in words_of(page)
    assert "Comment no. 2 is counted, whatever you press here" in words_of(page)
    assert not is_confirmed()


def test_pressing_confirms_and_says_what_comes(post: Post, reader: Client) -> None:
    answer = reader.post(asked(post))
    assert answer.status_code == 200
    assert "Your address is confirmed" in words_of(answer)
    assert is_confirmed()


def test_pressing_again_is_answered_kindly(post: Post, reader: Client) -> None:
    url = asked(post)
    reader.post(url)
    for answer in (reader.post(url), reader.get(url)):
        assert answer.status_code == 200
        assert "Your address is confirmed already" in words_of(answer)


def test_a_link_too_old_leads_to_a_new_letter_and_to_the_comment(post: Post, reader: Client) -> None:
    url = asked(post)
    post.town.clock(days=8)
    for answer in (reader.get(url), reader.post(url)):
        assert answer.status_code == 410
        said = words_of(answer)
        assert "This link is too old" in said
        assert "Comment no. 2 is counted and will be answered." in said
        assert "/plans/habrova-plan/follow/?number=2" in said
    assert not is_confirmed()


def test_an_unknown_link_says_what_may_have_happened(post: Post, reader: Client) -> None:
    for answer in (reader.get("/letters/confirm/nothing/"), reader.post("/letters/confirm/nothing/")):
        assert answer.status_code == 404
        assert "We do not know this link" in words_of(answer)
        assert "to its last letter" in words_of(answer)


def test_a_browser_that_takes_no_cookies_can_confirm(post: Post) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(asked(post)).status_code == 200
    assert is_confirmed()


def test_the_page_is_kept_by_no_cache(post: Post, reader: Client) -> None:
    assert "no-store" in reader.get(asked(post))["Cache-Control"]
