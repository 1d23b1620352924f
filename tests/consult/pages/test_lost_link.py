"""A lost link: a letter to the address that was given with the comment, and not a word to anybody who asks."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from consult.letters.worker import run_errands
from consult.models import Comment, Follower, Token
from consult.own import opens
from tests.cast import Installed
from tests.consult.desks import anybody, words_of
from tests.consult.spoken import by_link, page_of, say

OLGA = "olga@example.org"


def confirmed(**which: Any) -> None:
    """The button in the first letter was pressed; that letter has left and is read."""
    Follower.objects.filter(**which).update(confirmed_at=timezone.now())
    run_errands()
    mail.outbox.clear()


def ask(town: Installed, address: str = OLGA, number: str = "", browser: Client | None = None) -> Any:
    browser = browser or anybody()
    answer = browser.post(f"/plans/{town.plan_key}/lost-link/", {"mail": address, "number": number})
    run_errands()
    return answer


@pytest.fixture
def spoken(habrova: Installed) -> Any:
    """Olga's comment, whose address she confirmed."""
    posted = say(habrova, follow=OLGA)
    confirmed(mail=OLGA)
    return posted


def links_in(body: str) -> list[str]:
    return [line for line in body.splitlines() if "/lost-link/" in line]


def test_the_letter_goes_to_the_confirmed_address_with_a_page_to_press_on(habrova: Installed, spoken: Any) -> None:
    answer = ask(habrova)
    assert answer.status_code == 303
    assert "a letter with a new link is on its way" in words_of(anybody().get(answer["Location"]))
    [letter] = mail.outbox
    assert letter.to == [OLGA]
    assert str(spoken.number) in letter.body
    assert len(links_in(letter.body)) == 1 and "?key=" not in letter.body


def test_nothing_is_dead_before_the_button_is_pressed(habrova: Installed, spoken: Any) -> None:
    ask(habrova)
    assert opens(Comment.objects.get(pk=spoken.comment.pk), spoken.secret)


def test_the_page_says_the_same_to_everybody(habrova: Installed, spoken: Any) -> None:
    say(habrova, follow="petr@example.org")  # never confirmed
    answers = {
        (answer.status_code, answer["Location"], answer.content)
        for answer in (
            ask(habrova, OLGA),
            ask(habrova, OLGA, "č. 999"),
            ask(habrova, "petr@example.org"),
            ask(habrova, "nikdo@example.org"),
        )
    }
    assert len(answers) == 1
    assert [letter.to for letter in mail.outbox if links_in(letter.body)] == [[OLGA]]


def test_every_request_queues_one_errand_known_or_not(habrova: Installed, spoken: Any) -> None:
    from django_tasks_db.models import DBTaskResult

    before = DBTaskResult.objects.count()
    for address in (OLGA, "nikdo@example.org"):
        anybody().post(f"/plans/{habrova.plan_key}/lost-link/", {"mail": address})
    assert DBTaskResult.objects.count() == before + 2
    assert OLGA not in str(list(DBTaskResult.objects.values()))


def test_somebody_with_two_comments_gets_one_letter_for_both(habrova: Installed, spoken: Any) -> None:
    say(habrova, follow=OLGA)
    confirmed(mail=OLGA)
    ask(habrova, "OLGA@example.org")
    [letter] = mail.outbox
    assert len(links_in(letter.body)) == 2


def test_an_address_added_later_through_the_link_gets_answers_and_never_a_link(habrova: Installed) -> None:
    posted = say(habrova)
    by_link(posted).post(page_of(habrova, posted.number, "own/"), {"act": "follow", "mail": "zlodej@example.org"})
    confirmed(mail="zlodej@example.org")
    ask(habrova, "zlodej@example.org", str(posted.number))
    assert mail.outbox == []


def test_somebody_who_only_reads_along_gets_no_link(habrova: Installed, spoken: Any) -> None:
    Follower.objects.filter(mail=OLGA).update(person="0" * 32)
    ask(habrova)
    assert mail.outbox == []


def test_whoever_stopped_letters_gets_none(habrova: Installed, spoken: Any) -> None:
    Follower.objects.filter(mail=OLGA).update(stopped_at=timezone.now())
    ask(habrova)
    assert mail.outbox == []


def test_a_mailbox_is_not_flooded(habrova: Installed, spoken: Any) -> None:
    for _ in range(15):
        ask(habrova)
    assert 0 < len(mail.outbox) <= 6


def test_a_network_that_asks_all_the_time_waits_and_keeps_what_was_typed(habrova: Installed) -> None:
    answers = [ask(habrova, f"a{number}@example.org") for number in range(21)]
    assert [answer.status_code for answer in answers] == [303] * 20 + [429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert "a20@example.org" in words_of(answers[-1])


@pytest.mark.parametrize(
    "address", ["", "olga", "a@example.org\nBcc: b@example.org", "a@b@c", "x" * 300 + "@example.org"]
)
def test_what_is_no_address_is_said_to_be_none(habrova: Installed, address: str) -> None:
    answer = ask(habrova, address)
    assert answer.status_code == 422
    assert mail.outbox == [] and not Token.objects.exists()


def test_a_number_that_is_none_is_named(habrova: Installed) -> None:
    answer = ask(habrova, OLGA, "moje")
    assert answer.status_code == 422
    assert "Write one number, for example 41." in words_of(answer)


def test_the_page_tells_the_way_by_the_six_words_too(habrova: Installed) -> None:
    page = words_of(anybody().get(f"/plans/{habrova.plan_key}/lost-link/"))
    assert "read the six words" in page
    assert "/t/habrova/counter/" in page
