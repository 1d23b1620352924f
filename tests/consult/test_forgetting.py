"""What is kept about people goes when its time is over, all in one place."""

import os
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command

from consult import forgetting
from consult.forgetting import FORGOTTEN, forget_all, forget_daily
from consult.letters import worker
from consult.models import DRAFTS_KEPT, Draft, HelpContact, Lease, StoredFile

NOON = datetime(2026, 10, 16, 10, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
WHERE = {"territory": "lipova", "plan": "lipova-2021"}

pytestmark = pytest.mark.django_db


def test_a_draft_is_kept_thirty_days() -> None:
    Draft.objects.create(owner="jana", page="/a/", fields={"told": "Chybí lavička."}, kept_at=NOON)
    forget_all(NOON + DRAFTS_KEPT)
    assert Draft.objects.exists()
    forget_all(NOON + DRAFTS_KEPT + SECOND)
    assert not Draft.objects.exists()


def test_who_worked_on_a_comment_is_forgotten_a_day_after_and_the_counter_is_not() -> None:
    Lease.objects.create(**WHERE, matter="4", seat="ps/a", person="a" * 32, taken_at=NOON, until=NOON, token=3)
    forget_all(NOON + forgetting.LEASES_KEPT)
    assert Lease.objects.get().person
    forget_all(NOON + forgetting.LEASES_KEPT + SECOND)
    lease = Lease.objects.get()
    assert (lease.seat, lease.person, lease.token) == ("", "", 3)


def test_an_expired_session_goes() -> None:
    Session.objects.create(session_key="a" * 32, session_data="", expire_date=NOON)
    Session.objects.create(session_key="b" * 32, session_data="", expire_date=NOON + timedelta(days=1))
    assert forget_all(NOON + SECOND)["sessions"] == 1


def test_a_contact_for_help_that_belongs_to_nothing_goes() -> None:
    HelpContact.objects.create(territory="lipova", request="lipova-2021/help.5", contact="600 000 000", made_at=NOON)
    assert forget_all(NOON)["contacts for help"] == 1


def test_a_file_of_a_form_never_sent_goes_with_its_draft() -> None:
    file = StoredFile.keep(b"Hlas.", name="hlas.mp3", media="audio/mpeg", at=NOON)
    later = NOON + forgetting.FILES_KEPT + SECOND
    Draft.objects.create(owner="jana", page="/a/", fields={"recording_kept": [file.digest]}, kept_at=later)
    assert forget_all(later)["files nobody sent"] == 0
    Draft.objects.all().delete()
    assert forget_all(NOON + forgetting.FILES_KEPT)["files nobody sent"] == 0
    assert forget_all(later)["files nobody sent"] == 1 and not StoredFile.objects.exists()


def test_letters_written_to_files_go_after_thirty_days(settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_FILE_PATH = tmp_path
    for name, at in (("old.log", NOON - forgetting.LETTERS_KEPT - SECOND), ("new.log", NOON)):
        (tmp_path / name).write_text("To: anna@example.org")
        os.utime(tmp_path / name, (at.timestamp(), at.timestamp()))
    assert forget_all(NOON)["letters in files"] == 1
    assert [path.name for path in tmp_path.iterdir()] == ["new.log"]


def test_the_worker_forgets_once_a_day_and_again_the_next_day(monkeypatch: pytest.MonkeyPatch) -> None:
    days: list[datetime] = []
    monkeypatch.setattr(forgetting, "FORGOTTEN", {"drafts": lambda at: days.append(at) or 0})
    for at in (NOON, NOON + SECOND, NOON + timedelta(hours=6), NOON + timedelta(days=1)):
        worker.day_work(at)
    assert days == [NOON, NOON + timedelta(days=1)]


def test_a_fault_in_one_keeps_no_other_and_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def broken(at: datetime) -> int:
        tried.append("broken")
        raise OSError

    monkeypatch.setattr(forgetting, "FORGOTTEN", {"a": broken, "b": lambda at: tried.append("whole") or 1})
    forget_daily(NOON)
    forget_daily(NOON)
    assert tried == ["broken", "whole"] * 2


def test_the_command_says_how_many_of_each() -> None:
    Draft.objects.create(owner="jana", page="/a/", fields={}, kept_at=NOON - timedelta(days=9_000))
    said = StringIO()
    call_command("forget", stdout=said)
    assert "drafts: 1 erased" in said.getvalue() and said.getvalue().count("\n") == len(FORGOTTEN)
