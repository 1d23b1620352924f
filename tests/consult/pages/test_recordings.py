"""What was said by voice waits for the office, is heard by few, written down and then read by everybody."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from consult.attached import take_upload
from tests.cast import Installed
from tests.consult import papers
from tests.consult.desks import anybody, at_desk, confirm, words_of
from tests.consult.pages.test_intake_list import built, clerk, matters, town
from tests.walk import CLERK, coordinator

assert built and clerk and town  # fixtures


@pytest.fixture
def said(town: Installed) -> str:
    """Somebody sent a recording; the number it has."""
    kept = take_upload(SimpleUploadedFile("hlas.mp3", papers.MP3), at=timezone.now())
    town.do("citizen", "raise_matter", kind="comment", told="Nahrávka.", channel="web", side="public",
            recording=kept.digest)  # fmt: skip
    return str(matters(town)[-1].number)


def page_of(town: Installed) -> str:
    return f"/plans/{town.plan_key}/recordings/"


def test_a_recording_waits_with_a_player_and_a_way_to_write_it_down(town: Installed, clerk: Client, said: str) -> None:
    page = words_of(clerk.get(page_of(town)))
    digest = matters(town)[-1].recording
    assert f"Comment {said}" in page
    assert f'src="/plans/{town.plan_key}/comments/{said}/files/{digest}/"' in page
    assert "media-src 'self'" in clerk.get(page_of(town))["Content-Security-Policy"]
    heard = clerk.get(f"/plans/{town.plan_key}/comments/{said}/files/{digest}/", headers={"Range": "bytes=0-3"})
    assert heard.status_code == 206 and heard.content == papers.MP3[:4]


def test_written_down_it_waits_no_longer_and_everybody_reads_it(town: Installed, clerk: Client, said: str) -> None:
    form = clerk.get(clerk.get(page_of(town)).context["recordings"][0]["write_url"]).context["form"]
    typed = {"matter": form["matter"].value(), "transcript": "Chybí zábradlí u schodů.", "as": CLERK}
    url = f"/plans/{town.plan_key}/do/transcribe_matter/"
    assert confirm(clerk, clerk.post(url, typed)).status_code == 303
    assert "Every recording is written down." in words_of(clerk.get(page_of(town)))
    page = words_of(anybody().get(f"/plans/{town.plan_key}/comments/{said}/"))
    assert "Chybí zábradlí u schodů." in page and "Said by voice, written down by the office" in page
    assert "<audio" not in page


def test_a_voice_is_heard_by_nobody_outside(town: Installed, clerk: Client, said: str) -> None:
    digest = matters(town)[-1].recording
    assert anybody().get(page_of(town)).status_code == 403
    assert anybody().get(f"/plans/{town.plan_key}/comments/{said}/files/{digest}/").status_code == 404
    assert anybody().get(f"/files/{digest}/").status_code == 404
    assert "The office will write the words down here." in words_of(
        anybody().get(f"/plans/{town.plan_key}/comments/{said}/")
    )


def test_the_team_may_write_down_and_a_member_of_the_steering_group_is_told_who_does(town: Installed) -> None:
    assert at_desk(town, coordinator(town)).get(page_of(town)).status_code == 200
    member = town.seats(town.process.sign_off.body)[0].key
    refused = at_desk(town, member).get(page_of(town))
    assert refused.status_code == 403 and "Recordings are written down by" in words_of(refused)
