"""An address is asked once, confirmed with a button, and forgotten as soon as its owner says so."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from consult import letters
from consult.letters import Standing, retention
from consult.models import Follower, Token
from tests.consult.mailing import ANNA, BORIS, Post, links
from workflow.models import Leaf, Opening, model_of
from workflow.rules import rows


def matter(post: Post, number: int) -> rows.Matter:
    return model_of(rows.Matter).objects.get(territory=post.town.territory, key=f"{post.town.plan_key}/{number}")


def test_the_letter_says_that_the_comment_counts_and_asks_only_about_the_address(post: Post) -> None:
    number = post.say()
    post.follow(number, person="a" * 32, code="412-7F3A-K2")
    (letter,) = post.round()
    assert letter.to == [ANNA]
    assert letter.subject == f"Comment no. {number}: may the answer come to this address?"
    assert f"your comment no. {number} is counted" in letter.body
    assert "412-7F3A-K2" in letter.body
    assert f"write the number {number}" in letter.body
    assert set(links(letter)) == {"confirm", "stop", "header"}
    assert "lavička" not in letter.body  # a stranger's mailbox is no place for somebody's words


def test_the_letter_is_written_in_the_language_of_whoever_asked(post: Post) -> None:
    post.follow(post.say(), language="cs")
    (letter,) = post.round()
    assert "Dobrý den" in letter.body


def test_an_unknown_language_becomes_that_of_the_site(post: Post) -> None:
    assert post.follow(post.say(), language="xx").language == "cs"


def test_pressing_the_button_confirms_and_pressing_it_again_changes_nothing(post: Post) -> None:
    follower = post.follow(post.say())
    (letter,) = post.round()
    key = links(letter)["confirm"]
    assert letters.confirm(key, at=post.now).standing is Standing.VALID
    assert letters.confirm(key, at=post.now + timedelta(days=30)).standing is Standing.USED
    follower.refresh_from_db()
    assert follower.confirmed_at == post.now


def test_a_link_too_old_confirms_nothing_by_any_way(post: Post) -> None:
    follower = post.follow(post.say())
    (letter,) = post.round()
    key = links(letter)["confirm"]
    week_later = post.now + timedelta(days=7)
    assert letters.confirm(key, at=week_later).standing is Standing.EXPIRED
    retention.forget_old(week_later)
    assert letters.confirm(key, at=week_later).standing is Standing.EXPIRED
    follower.refresh_from_db()
    assert (follower.confirmed_at, follower.mail) == (None, "")


def test_a_key_is_good_for_its_own_purpose_alone(post: Post) -> None:
    post.follow(post.say(), person="a" * 32)
    (letter,) = post.round()
    keys = links(letter)
    for key in (keys["header"], keys["stop"]):
        assert letters.confirm(key, at=post.now).standing is Standing.UNKNOWN
    assert letters.stop(keys["confirm"], at=post.now).standing is Standing.UNKNOWN
    assert letters.not_me(keys["header"], at=post.now).standing is Standing.UNKNOWN


def test_whoever_stopped_is_not_revived_by_an_old_link(post: Post) -> None:
    follower = post.follow(post.say())
    (letter,) = post.round()
    letters.stop(links(letter)["header"], at=post.now)
    assert letters.confirm(links(letter)["confirm"], at=post.now).standing is Standing.UNKNOWN
    follower.refresh_from_db()
    assert (follower.mail, follower.confirmed_at) == ("", None)


def test_a_refused_act_leaves_neither_address_nor_letter(post: Post) -> None:
    number = post.say()
    with transaction.atomic():
        post.follow(number)
        transaction.set_rollback(True)
    assert not Follower.objects.exists()
    assert post.round() == []


def test_the_address_stands_in_one_row_and_nowhere_else(post: Post) -> None:
    follower = post.confirmed(post.say(), person="a" * 32)
    everywhere = [bytes(data).decode() for data in Leaf.objects.values_list("data", flat=True)]
    everywhere += list(Opening.objects.values_list("text", flat=True))
    everywhere += [json.dumps(errand.args_kwargs) + errand.traceback for errand in DBTaskResult.objects.all()]
    everywhere += [str(token) for token in Token.objects.values_list("hash", "purpose")]
    assert not [text for text in everywhere if "anna" in text.casefold()]
    assert Follower.objects.get(mail=ANNA) == follower


def test_no_key_that_was_sent_can_be_read_from_the_database(post: Post) -> None:
    post.follow(post.say())
    (letter,) = post.round()
    stored = " ".join(Token.objects.values_list("hash", flat=True))
    stored += " ".join(json.dumps(errand.args_kwargs) for errand in DBTaskResult.objects.all())
    assert not [key for key in links(letter).values() if key in stored]


@pytest.mark.parametrize(
    "typed",
    [
        "", "anna", "anna@", "anna@example.org\nBcc: all@example.org", "anna@example.org\r\nSubject: x",
        "a@b.cz, c@d.cz", "Anna <anna@example.org>", "anna@example.org\x00", "a" * 250 + "@example.org",
        "anna@exa mple.org",
    ],
)  # fmt: skip
def test_what_is_no_single_address_is_refused(post: Post, typed: str) -> None:
    with pytest.raises(ValidationError):
        post.follow(post.say(), typed)
    assert not Follower.objects.exists()


def test_asking_twice_for_the_same_keeps_one_row(post: Post) -> None:
    number = post.say()
    assert post.follow(number, "anna@EXAMPLE.org").pk == post.follow(number, "anna@example.org ").pk


def test_this_was_not_me_marks_the_comment_in_the_name_of_its_person_and_erases_the_address(post: Post) -> None:
    number = post.say(person="b" * 32)
    follower = post.follow(number, person="b" * 32)
    (letter,) = post.round()
    key = links(letter)["stop"]  # the link in the text of this letter is the one that disowns
    post.town.clock(minutes=1)
    assert letters.not_me(key, at=post.now).standing is Standing.VALID
    assert matter(post, number).disowned
    follower.refresh_from_db()
    assert (follower.mail, follower.person) == ("", "")
    assert letters.not_me(key, at=post.now).standing is Standing.USED


def test_somebody_who_only_joined_disowns_nothing(post: Post) -> None:
    number = post.say(person="b" * 32)
    post.follow(number, BORIS, person="c" * 32)
    (letter,) = post.round()
    assert letters.not_me(links(letter)["stop"], at=post.now).standing is Standing.VALID
    assert not matter(post, number).disowned
    assert not Follower.objects.filter(mail=BORIS).exists()


def test_one_press_stops_everything_that_comes_to_an_address_and_nothing_of_others(post: Post) -> None:
    first, second = post.say(), post.say("Chybí strom.", person="b" * 32)
    post.confirmed(first)
    post.confirmed(second)
    post.confirmed(first, BORIS)
    post.follow(None)
    letter = post.round()[-1]
    assert letters.stop(links(letter)["header"], at=post.now).standing is Standing.VALID
    assert list(Follower.objects.filter(stopped_at=None).values_list("mail", flat=True)) == [BORIS]
    assert letters.stop(links(letter)["header"], at=post.now).standing is Standing.USED


def test_stopping_one_thing_leaves_the_link_good_for_the_rest(post: Post) -> None:
    first, second = post.say(), post.say("Chybí strom.", person="b" * 32)
    post.confirmed(first)
    post.follow(second)
    key = links(post.round()[-1])["header"]
    for number in (second, first):
        _found, followed = letters.follows_of(key, at=post.now)
        chosen = next(str(one.pk) for one in followed if one.number == number)
        assert letters.stop_one(key, chosen, at=post.now)
    assert not Follower.objects.filter(stopped_at=None).exists()


def test_nobody_stops_the_letters_of_somebody_else(post: Post) -> None:
    number = post.say()
    post.confirmed(number)
    theirs = post.confirmed(number, BORIS)
    post.follow(None)
    key = links(post.round()[-1])["header"]
    assert not letters.stop_one(key, str(theirs.pk), at=post.now)
    theirs.refresh_from_db()
    assert theirs.mail == BORIS
