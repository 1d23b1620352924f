"""One button and no more letters come; "this was not me" is said by nobody but whoever got the letter."""

import pytest
from django.test import Client

from consult.models import Follower
from tests.consult.desks import words_of
from tests.consult.mailing import ANNA, BORIS, Post, links
from workflow.models import model_of
from workflow.rules import rows


def key_of(post: Post, number: int | None, address: str = ANNA, person: str | None = None) -> dict[str, str]:
    """Somebody asked for letters; the keys in the one that came."""
    post.follow(number, address, person)
    (letter,) = post.round()
    return links(letter)


def still(address: str) -> bool:
    return Follower.objects.filter(mail=address).exists()


def test_looking_stops_nothing_and_pressing_stops_all(post: Post, reader: Client) -> None:
    url = f"/letters/stop/{key_of(post, 2)['header']}/"
    page = reader.get(url)
    assert "Stop all letters to me" in words_of(page)
    assert still(ANNA)
    assert "No more letters will come" in words_of(reader.post(url))
    assert not still(ANNA)
    assert "This was done already" in words_of(reader.post(url))


def test_a_mail_program_stops_them_with_one_post_and_no_cookie(post: Post) -> None:
    """RFC 8058."""
    program = Client(enforce_csrf_checks=True)
    post.confirmed(3, BORIS)
    answer = program.post(f"/letters/stop/{key_of(post, 2)['header']}/", {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not still(ANNA) and still(BORIS)


def test_one_of_several_can_be_stopped_alone(post: Post, reader: Client) -> None:
    post.confirmed(2)
    url = f"/letters/stop/{key_of(post, None)['header']}/"
    page = reader.get(url)
    assert "Comment no. 2" in words_of(page) and "the whole plan" in words_of(page)
    chosen = next(item["key"] for item in page.context["followed"] if item["name"] == "Comment no. 2")
    answer = reader.post(url, {"follower": chosen})
    assert "Letters about this have stopped." in words_of(answer)
    assert [one.number for one in Follower.objects.filter(mail=ANNA)] == [None]


def test_the_letters_of_somebody_else_are_out_of_reach(post: Post, reader: Client) -> None:
    theirs = post.confirmed(2, BORIS)
    reader.post(f"/letters/stop/{key_of(post, 2)['header']}/", {"follower": str(theirs.pk)})
    reader.post(f"/letters/stop/{key_of(post, None)['header']}/", {"follower": "x' OR 1=1"})
    assert still(BORIS)


def test_an_unknown_or_old_link_says_what_to_do(post: Post, reader: Client) -> None:
    answer = reader.get("/letters/stop/nothing/")
    assert answer.status_code == 404
    assert "open the link at the end of the newest one" in words_of(answer)
    url = f"/letters/stop/{key_of(post, 2)['header']}/"
    post.town.clock(days=3 * 365 + 1)
    assert reader.post(url).status_code == 410
    assert still(ANNA)


def test_this_was_not_me_marks_the_comment_and_erases_the_address(post: Post, reader: Client) -> None:
    number = post.say(person="a" * 32)
    url = f"/letters/stop/{key_of(post, number, person='a' * 32)['stop']}/"
    post.town.clock(minutes=1)
    assert f"Somebody wrote comment no. {number} and gave your address." in words_of(reader.get(url))
    assert not matter(post, number).disowned
    said = words_of(reader.post(url))
    assert f"Comment no. {number} is marked" in said
    assert matter(post, number).disowned
    assert not still(ANNA)


def test_a_mail_program_never_says_that_it_was_not_me(post: Post, reader: Client) -> None:
    number = post.say(person="a" * 32)
    keys = key_of(post, number, person="a" * 32)
    reader.post(f"/letters/stop/{keys['stop']}/", {"List-Unsubscribe": "One-Click"})
    assert not matter(post, number).disowned


def test_while_the_plan_rests_the_page_says_so_and_the_link_stays_good(post: Post, reader: Client) -> None:
    number = post.say(person="a" * 32)
    url = f"/letters/stop/{key_of(post, number, person='a' * 32)['stop']}/"
    post.town.do("office/clerk", "suspend", reason="Povodeň.")
    answer = reader.post(url)
    assert answer.status_code == 409
    assert "It was not me" in words_of(answer)
    assert still(ANNA)
    post.town.do("office/clerk", "resume", reason="Voda opadla.")
    assert reader.post(url).status_code == 200
    assert matter(post, number).disowned


def matter(post: Post, number: int) -> rows.Matter:
    return model_of(rows.Matter).objects.get(territory=post.town.territory, key=f"{post.town.plan_key}/{number}")


def test_the_key_in_an_address_is_kept_in_no_log(post: Post, reader: Client, caplog: pytest.LogCaptureFixture) -> None:
    for address in ("/letters/stop/no-such-key/", "/letters/confirm/no-such-key/"):
        assert reader.get(address).status_code == reader.post(address).status_code == 404
    assert "no-such-key" not in caplog.text
