"""Anybody follows a plan or one comment by letters, and learns nothing about who else does."""

import pytest
from django.core import mail
from django.test import Client

from consult.models import Follower
from tests.consult.desks import words_of
from tests.consult.mailing import ANNA, Post

URL = "/plans/habrova-plan/follow/"


def test_one_address_and_one_button_and_a_letter_comes(post: Post, reader: Client) -> None:
    assert "Letters about the plan" in words_of(reader.get(URL))
    answer = reader.post(URL, {"email": f" {ANNA} "})
    assert (answer.status_code, answer["Location"]) == (303, f"{URL}?sent=1")
    assert "Now open your mailbox" in words_of(reader.get(answer["Location"]))
    (letter,) = post.round()
    assert letter.to == [ANNA]
    assert "wants to hear what becomes of this plan" in letter.body
    assert Follower.objects.get().confirmed_at is None


def test_one_comment_can_be_followed_by_whoever_did_not_write_it(post: Post, reader: Client) -> None:
    page = reader.get(f"{URL}?number=2")
    assert "Letters about comment no. 2" in words_of(page)
    reader.post(f"{URL}?number=2", {"email": ANNA})
    follower = Follower.objects.get()
    assert (follower.number, follower.person, follower.language) == (2, "", "en")
    (letter,) = post.round()
    assert "wants to hear what becomes of comment no. 2" in letter.body


def test_following_twice_is_answered_alike_and_tells_nothing(post: Post, reader: Client) -> None:
    first = reader.post(URL, {"email": ANNA})
    again = reader.post(URL, {"email": ANNA})
    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"])
    assert Follower.objects.count() == 1


@pytest.mark.parametrize("typed", ["", "anna", "anna@example.org\nBcc: x@example.org", "a@b.cz,c@d.cz", "a" * 300])
def test_an_address_that_is_none_is_named_and_stays_typed(post: Post, reader: Client, typed: str) -> None:
    answer = reader.post(URL, {"email": typed})
    assert answer.status_code == 422
    assert "Your e-mail –" in words_of(answer)
    assert not Follower.objects.exists()
    if typed == "anna":
        assert 'value="anna"' in words_of(answer)


@pytest.mark.parametrize("number", ["x", "999", "0", "-1", "1" * 40, "2a"])
def test_a_comment_that_is_not_there_cannot_be_followed(post: Post, reader: Client, number: str) -> None:
    assert reader.get(f"{URL}?number={number}").status_code == 404


def test_a_flood_from_one_network_is_asked_to_come_later(post: Post, reader: Client, settings: object) -> None:
    settings.SPEAKING_RATE = 2  # type: ignore[attr-defined]
    answers = [reader.post(URL, {"email": f"p{index}@example.org"}) for index in range(4)]
    assert [answer.status_code for answer in answers] == [303, 303, 429, 429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert 'value="p3@example.org"' in words_of(answers[-1])
    post.round()
    assert len(mail.outbox) == 2
