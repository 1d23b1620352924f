"""The clerk of an office tries whether letters arrive; nobody else, and to no other address."""

import smtplib
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from consult.letters import budget
from tests.cast import Installed
from tests.consult.desks import at_desk, words_of
from tests.walk import CLERK, coordinator

URL = "/letters/trial/"


class Closed(EmailBackend):
    """A mail server that lets nobody in."""

    def send_messages(self, messages: Any) -> int:
        raise smtplib.SMTPAuthenticationError(535, b"who are you?")


def test_a_letter_goes_to_the_clerks_own_address(habrova: Installed) -> None:
    clerk = at_desk(habrova, CLERK)
    page = clerk.get(URL)
    assert "Send a trial letter to me" in words_of(page)
    assert clerk.post(URL, {"to": "boris@example.org"}).status_code == 200
    (letter,) = mail.outbox
    assert letter.to == [page.context["to"]]


def test_what_the_mail_server_says_is_read_by_whoever_can_mend_it(habrova: Installed, settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{Closed.__module__}.Closed"
    answer = at_desk(habrova, CLERK).post(URL)
    assert answer.status_code == 502
    assert "who are you?" in words_of(answer)


def test_trials_are_counted_like_other_letters(habrova: Installed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "TO_ONE_ADDRESS", 1)
    clerk = at_desk(habrova, CLERK)
    clerk.post(URL)
    assert "Enough letters went to this address today." in words_of(clerk.post(URL))
    assert len(mail.outbox) == 1


def test_nobody_but_the_clerk_of_an_office_may_try(habrova: Installed, reader: Client) -> None:
    assert reader.get(URL).status_code == 302
    assert reader.post(URL).status_code == 302
    for seat in (coordinator(habrova), f"{habrova.process.councils[0].id}/zapis"):
        assert at_desk(habrova, seat).get(URL).status_code == 403
        assert at_desk(habrova, seat).post(URL).status_code == 403
    assert mail.outbox == []
