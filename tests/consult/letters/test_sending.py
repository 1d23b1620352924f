"""How letters leave: headers nobody can break, links nobody can bend, a mail server that is away, and a full purse."""

import logging
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django_tasks_db.models import DBTaskResult

from consult.letters import budget, retention, rounds, worker, writing
from consult.letters.tokens import STOP, Standing, look
from consult.models import Budget, Follower
from tests.consult.mailing import ANNA, BORIS, Post, links
from tests.walk import answer, close_window

REFUSALS: list[Exception] = []


class Moody(EmailBackend):
    """A mail server that refuses as often as it is told to."""

    def send_messages(self, messages: Any) -> int:
        if REFUSALS:
            raise REFUSALS.pop(0)
        return super().send_messages(messages)


@pytest.fixture
def moody(settings: Any) -> list[Exception]:
    settings.EMAIL_BACKEND = f"{Moody.__module__}.Moody"
    REFUSALS.clear()
    return REFUSALS


def test_every_letter_can_be_stopped_with_one_button_of_the_mail_program(post: Post) -> None:
    post.follow(post.say())
    (letter,) = post.round()
    head = letter.message()
    key = links(letter)["header"]
    assert head["List-Unsubscribe"] == f"<http://127.0.0.1:8000/letters/stop/{key}/>"
    assert head["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert head["Auto-Submitted"] == "auto-generated"
    assert look(key, STOP, at=post.now).standing is Standing.VALID


def test_links_come_from_the_settings_whatever_a_request_claims(post: Post, settings: Any) -> None:
    """CVE-2021-30185: a Host header stood in the link of a letter."""
    settings.PUBLIC_URL = "https://plan.example.org"
    post.follow(post.say())
    (letter,) = post.round()
    assert "https://plan.example.org/letters/confirm/" in letter.body
    assert "127.0.0.1" not in letter.body
    assert letter.extra_headers["List-Unsubscribe"].startswith("<https://plan.example.org/")


@pytest.mark.parametrize("evil", ["a\nBcc: x@example.org", "a\r\n\r\nhello", "a\u2028b", "a\x00b", "b" * 999])
def test_no_words_break_out_of_a_header(post: Post, evil: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\n" not in writing.one_line(evil) and len(writing.one_line(evil)) <= 151
    follower = post.follow(post.say())
    letter = writing._letter(follower, evil, "mail/trial.txt", {"site": evil}, "key", mark=evil)
    head, _, _body = letter.message().as_string().partition("\n\n")
    assert not [line for line in head.splitlines() if line.startswith(("Bcc:", "hello"))]
    assert letter.recipients() == [ANNA]


def test_a_town_that_writes_a_line_break_into_the_title_of_its_plan_sends_one_subject(post: Post) -> None:
    post.confirmed(None)
    close_window(post.town)
    post.evening(1)
    (letter,) = post.round()
    assert "\n" not in letter.message()["Subject"]


def test_a_mail_server_that_is_away_gets_the_letter_later(post: Post, moody: list[Exception]) -> None:
    post.follow(post.say())
    moody += [SMTPServerDisconnected("gone"), ConnectionRefusedError("no")]
    assert post.round() == []
    assert post.round() == []  # not before its time
    post.town.clock(minutes=1)
    assert post.round() == []
    post.town.clock(minutes=10)
    (letter,) = post.round()
    assert letter.to == [ANNA]


def test_a_letter_nobody_takes_is_given_up_and_the_log_names_no_address(
    post: Post, moody: list[Exception], caplog: pytest.LogCaptureFixture
) -> None:
    follower = post.follow(post.say())
    moody += [SMTPRecipientsRefused({ANNA: (550, b"no such user anna@example.org")})] * 9
    with caplog.at_level(logging.DEBUG):
        for _ in range(9):
            post.round()
            post.town.clock(hours=7)
    assert len(moody) == 9 - 5
    assert "SMTPRecipientsRefused" in caplog.text
    assert "anna" not in caplog.text
    assert not DBTaskResult.objects.filter(traceback__contains="anna").exists()
    follower.refresh_from_db()
    assert follower.mail == ANNA


def test_news_that_could_not_be_delivered_comes_with_the_next_days_letter(post: Post, moody: list[Exception]) -> None:
    number = post.say()
    post.confirmed(number)
    close_window(post.town)
    answer(post.town, str(number), post.town.process.working_groups[0].id)
    moody += [SMTPServerDisconnected("gone")] * 5
    post.evening(1)
    for _ in range(5):
        assert post.round() == []
        post.town.clock(hours=6) if len(moody) == 1 else post.town.clock(hours=1)
    post.evening(1)
    (letter,) = post.round()
    assert "Vysvětlujeme." in letter.body


def test_an_address_no_letter_reaches_for_five_days_is_given_up_and_erased(post: Post, moody: list[Exception]) -> None:
    number = post.say()
    follower = post.confirmed(number)
    close_window(post.town)
    answer(post.town, str(number), post.town.process.working_groups[0].id)
    for _ in range(5):
        moody[:] = [SMTPServerDisconnected("gone")] * 5
        post.evening(1)
        for _attempt in range(5):
            post.round()
            post.town.clock(hours=6, minutes=1) if len(moody) == 1 else post.town.clock(hours=1, minutes=1)
    follower.refresh_from_db()
    assert (follower.mail, follower.stopped_at is not None) == ("", True)


def test_six_letters_a_day_go_to_an_address_and_no_seventh(post: Post) -> None:
    """CVE-2022-31184: an address typed in again and again got letters without end."""
    for index in range(9):
        post.follow(post.say(person=str(index) * 32))
        post.round()
    assert len(mail.outbox) == budget.TO_ONE_ADDRESS
    post.follow(post.say(person="b" * 32), BORIS)
    assert [letter.to for letter in post.round()] == [[BORIS]]
    post.town.clock(days=1)
    post.follow(post.say(person="c" * 32))
    assert [letter.to for letter in post.round()] == [[ANNA]]


def test_a_network_that_asks_for_too_many_letters_waits_until_tomorrow(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(budget, "FROM_ONE_NETWORK", 2)
    for index in range(3):
        post.follow(post.say(person=str(index) * 32), f"p{index}@example.org", network="192.0.2.0/24")
    post.follow(post.say(person="b" * 32), BORIS, network="198.51.100.0/24")
    assert [letter.to[0] for letter in post.round()] == ["p0@example.org", "p1@example.org", BORIS]
    post.town.clock(days=1, seconds=1)
    assert [letter.to[0] for letter in post.round()] == ["p2@example.org"]


def test_the_installation_sends_only_so_many_letters_a_day(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "FROM_US", 2)
    for index in range(3):
        post.follow(post.say(person=str(index) * 32), f"p{index}@example.org")
    assert len(post.round()) == 2
    post.town.clock(days=1, seconds=1)
    assert len(post.round()) == 1


def test_the_budget_knows_no_address_and_no_network(post: Post) -> None:
    post.follow(post.say(), network="192.0.2.0/24")
    post.round()
    hashes = list(Budget.objects.values_list("mail_hash", flat=True))
    assert len(hashes) == 3
    assert all(len(one) == 64 and int(one, 16) for one in hashes)


def test_an_errand_that_kills_every_worker_is_given_up(post: Post) -> None:
    post.follow(post.say())
    errand = DBTaskResult.objects.get()
    for name in ("first", "second", "third"):
        errand.refresh_from_db()
        errand.claim(name)
        post.town.clock(minutes=11)
        rounds.requeue_lost(post.now)
    assert worker.run_errands() == 0


def test_an_errand_that_went_wrong_is_done_again_when_the_fault_is_mended(
    post: Post, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    post.follow(post.say())
    with monkeypatch.context() as broken:
        broken.setattr("consult.letters.writing.tidy", lambda body: 1 / 0)
        assert post.round() == []
    assert "ZeroDivisionError" in caplog.text and "anna" not in caplog.text
    post.town.clock(minutes=9)
    assert post.round() == []
    post.town.clock(minutes=2)
    assert len(post.round()) == 1


def test_an_address_nobody_confirms_is_erased_after_a_week(post: Post) -> None:
    follower = post.follow(post.say())
    post.round()
    retention.forget_old(post.now + timedelta(days=7) - timedelta(seconds=1))
    assert Follower.objects.get(pk=follower.pk).mail == ANNA
    assert retention.forget_old(post.now + timedelta(days=7)) == 1
    assert Follower.objects.get(pk=follower.pk).mail == ""


def test_traces_of_whoever_stopped_go_after_ninety_days_and_budgets_after_two(post: Post) -> None:
    post.follow(post.say())
    post.round()
    retention.forget_old(post.now + timedelta(days=8))
    assert Follower.objects.count() == 1
    assert not Budget.objects.exists() and not DBTaskResult.objects.exists()
    retention.forget_old(post.now + timedelta(days=8 + 90))
    assert not Follower.objects.exists()
