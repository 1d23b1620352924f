"""Whatever somebody sends to the form of a comment, the answer is polite, names what to mend, and loses no word."""

from collections.abc import Iterator
from typing import Any, NamedTuple
from unicodedata import normalize

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from consult.models import Refused
from tests.cast import Installed
from tests.consult.desks import anybody, standing_town, words_of
from tests.consult.pages.test_comment import fields_of, matters, send, url_of
from tests.consult.papers import docx_with
from workflow.models import Opening
from workflow.rules.clock import local_date
from workflow.rules.lifecycle import Stage

TOLD = "U polikliniky chybí lavička."


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Installed]:
    with standing_town(django_db_blocker, Stage.COMMENTING) as town:
        yield town


@pytest.fixture
def town(db: None, built: Installed) -> Installed:
    return built


class Bad(NamedTuple):
    """What is typed, which field has to be mended, and what is counted."""

    typed: dict[str, str]
    field: str
    counted: str = ""


REFUSED = {
    "nothing": Bad({"told": ""}, "told"),
    "blanks": Bad({"told": " \n\t "}, "told"),
    "100 kB": Bad({"told": "á" * 50_000}, "told", "too_long"),
    "a proposal of 100 kB": Bad({"told": TOLD, "proposed": "x" * 100_000}, "proposed", "too_long"),
    "NUL": Bad({"told": "Lavička\x00"}, "told"),
    "NUL in the name": Bad({"told": TOLD, "publish_as": "Jan\x00"}, "publish_as"),
    "a long name": Bad({"told": TOLD, "publish_as": "J" * 101}, "publish_as", "too_long"),
    "a section that is no name": Bad({"told": TOLD, "section": "../../etc/passwd"}, "section"),
    "a paragraph in words": Bad({"told": TOLD, "paragraph": "třetí"}, "paragraph"),
    "paragraph nought": Bad({"told": TOLD, "paragraph": "0"}, "paragraph"),
    "a kind that is none": Bad({"told": TOLD, "kind": "steering_remark"}, "kind"),
    "a side that is none": Bad({"told": TOLD, "side": "mayor"}, "side"),
    "a voice that is none": Bad({"told": TOLD, "voice": "signatures"}, "voice"),
    "a group of one": Bad({"told": TOLD, "voice": "group", "voices": "1"}, "voices"),
    "a group larger than the country": Bad({"told": TOLD, "voice": "group", "voices": "99999999"}, "voices"),
    "no address of mail": Bad({"told": TOLD, "mail": "jana"}, "mail"),
    "a header in the mail": Bad({"told": TOLD, "mail": "jana@example.org\nBcc: all@example.org"}, "mail"),
    "a box of machines": Bad({"told": TOLD, "honeypot": "x"}, "honeypot", "machine"),
    "a form of elsewhere": Bad({"told": TOLD, "security_hash": "0" * 40}, "security_hash"),
    "a form without its stamp": Bad({"told": TOLD, "timestamp": ""}, "timestamp"),
    "a form of yesterday": Bad({"told": TOLD, "timestamp": "1000000000"}, "timestamp"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_it_is_said_what_has_to_be_mended_and_every_word_is_still_there(town: Installed, case: Bad) -> None:
    before = matters(town).count()
    answer = send(anybody(), town, **case.typed)
    assert answer.status_code == 422 and matters(town).count() == before
    form = answer.context["form"]
    assert case.field in form.errors and set(form.errors) <= {case.field, "security_hash"}
    assert form["told"].value() == case.typed["told"]
    if case.counted:
        day = local_date(timezone.now())
        assert Refused.objects.get(territory=town.territory, plan=town.plan_key, day=day).ground == case.counted


@pytest.mark.parametrize("field", ["honeypot", "security_hash", "timestamp"])
def test_whoever_was_taken_for_a_machine_sends_it_at_the_second_press(town: Installed, field: str) -> None:
    typed = {"honeypot": "x", "security_hash": "0" * 40, "timestamp": "1000000000"}[field]
    citizen = anybody()
    form = send(citizen, town, told=TOLD, **{field: typed}).context["form"]
    names = ("content_type", "object_pk", "timestamp", "security_hash", "honeypot", "told")
    again = citizen.post(url_of(town), {name: form[name].value() or "" for name in names})
    assert again.status_code == 303


TAKEN = {
    "one letter": "A",
    "20,000 letters": "a" * 20_000,
    "right to left": "\u202eלא כאן\u202c مرحبا",
    "emoji": "👩‍🦽 potřebuje nájezd 🙏🏽",
    "zero width": "la\u200bvi\u200dčka\ufeff",
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "a formula": '=HYPERLINK("http://example.org";"x")',
    "a template": "{{ settings.SECRET_KEY }}{% load x %}",
    "quotations without end": ">" * 5_000 + " x",
    "links without end": "[" * 10_000,
    "stars without end": "*a **b " * 2_500,
    "lines without end": "a\r\n" * 5_000,
    "combining marks": "Z" + "\u0301" * 500 + "algo",
}


@pytest.mark.parametrize("told", TAKEN.values(), ids=TAKEN)
def test_strange_words_are_words_and_are_shown_as_such(town: Installed, told: str) -> None:
    citizen = anybody()
    answer = send(citizen, town, told=told)
    assert answer.status_code == 303
    matter = matters(town).latest("born")
    kept = Opening.objects.get(territory=town.territory, commit=matter.words).text
    assert kept == normalize("NFC", told.strip())
    page = citizen.get(f"/plans/{town.plan_key}/comments/{matter.number}/").content.decode()
    assert "<script>alert" not in page and "<img src=x" not in page


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.html", b"<html><script>alert(1)</script></html>"),
        ("empty.pdf", b""),
        ("macros.docx", docx_with("word/vbaProject.bin", b"x" * 50)),
        ("big.txt", b"a" * (20 * 2**20 + 1)),
    ],
)
def test_a_file_that_is_not_taken_is_told_and_the_words_stay(town: Installed, name: str, data: bytes) -> None:
    citizen, before = anybody(), matters(town).count()
    file = SimpleUploadedFile(name, data)
    answer = citizen.post(url_of(town), {**fields_of(citizen, url_of(town)), "told": TOLD, "attached": file})
    if not data:  # a browser sends nothing for an empty choice; an empty file is the same to us
        assert answer.status_code in (303, 422)
        return
    assert answer.status_code == 422 and list(answer.context["form"].errors) == ["attached"]
    assert answer.context["form"]["told"].value() == TOLD and matters(town).count() == before
    assert Refused.objects.get(territory=town.territory, ground="file").times == 1


def test_a_document_is_no_recording(town: Installed) -> None:
    citizen = anybody()
    file = SimpleUploadedFile("voice.wav", b"Not a sound at all.")
    answer = citizen.post(url_of(town), {**fields_of(citizen, url_of(town)), "told": TOLD, "recording": file})
    assert answer.status_code == 422 and list(answer.context["form"].errors) == ["recording"]


def test_a_file_beside_another_mistake_is_asked_for_once_more(town: Installed) -> None:
    citizen = anybody()
    file = SimpleUploadedFile("dopis.txt", b"Dopis.")
    data = {**fields_of(citizen, url_of(town)), "told": TOLD, "mail": "jana", "attached": file}
    answer = citizen.post(url_of(town), data)
    assert set(answer.context["form"].errors) == {"mail", "attached"} and "once more" in words_of(answer)


def test_an_address_full_of_nonsense_opens_the_form_all_the_same(town: Installed) -> None:
    for asked in ("section=%00&quote=%00a", "section=<b>&paragraph=-1", f"quote={'x' * 9_000}", "kind=nic&before=%ff"):
        page = anybody().get(f"{url_of(town)}?{asked}")
        assert page.status_code == 200 and "<b>&paragraph" not in page.content.decode()


def test_a_plan_there_is_not_hears_nothing(db: None) -> None:
    assert Client().post("/plans/nic/comment/", {"told": TOLD}).status_code == 404


def test_a_plan_that_has_ended_says_so(town: Installed) -> None:
    town.do("office/clerk", "withdraw_plan", reason="Sloučení obcí.")
    page = anybody().get(url_of(town))
    assert "This plan has ended" in words_of(page)
    answer = send(anybody(), town, told=TOLD)
    assert answer.status_code == 409 and answer.context["form"]["told"].value() == TOLD
