"""A message dropped as a file: its words, day, sender and attachments are read, and nothing in it is trusted."""

from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from consult.intake.letter import letter_of, plain, read_letter
from consult.models import FileRefusedError, Follower, StoredFile
from tests.cast import Installed
from tests.consult import papers
from tests.consult.desks import confirm, words_of
from tests.consult.pages.test_intake import built, clerk, newest, town, url_of

assert built and clerk and town  # fixtures

WORDS = "Dobrý den,\n\nu polikliniky chybí lavička.\n\nAnežka Tichá"


def message(*, words: str = WORDS, page: str = "", **headers: str) -> EmailMessage:
    told = EmailMessage(policy=SMTP)
    told["From"] = "Anežka Tichá <anezka@example.org>"
    told["To"] = "podatelna@lipova.example"
    told["Subject"] = "Připomínka k plánu"
    told["Date"] = "Tue, 01 Sep 2020 23:30:00 +0000"
    for name, value in headers.items():
        del told[name]
        told[name] = value
    if words:
        told.set_content(words)
    if page:
        told.add_alternative(page, subtype="html") if words else told.set_content(page, subtype="html")
    return told


def with_files(*files: tuple[str, str, bytes]) -> bytes:
    told = message()
    for name, media, data in files:
        told.add_attachment(data, maintype=media.split("/")[0], subtype=media.split("/")[1], filename=name)
    return told.as_bytes()


def test_words_sender_and_day_in_prague_are_read() -> None:
    letter = letter_of(message().as_bytes())
    assert letter.told == f"Připomínka k plánu\n\n{WORDS}"
    assert (letter.sender, letter.mail, letter.sent_on) == ("Anežka Tichá", "anezka@example.org", "2020-09-02")


def test_the_plain_words_are_preferred_and_html_becomes_words() -> None:
    page = "<style>p{}</style><p>Chybí <b>lavička</b>.</p><script>alert(1)</script><p>Děkuji.</p>"
    assert letter_of(message(page=page).as_bytes()).words == WORDS
    assert letter_of(message(words="", page=page).as_bytes()).words == "Chybí lavička.\n\nDěkuji."


def test_html_that_never_ends_is_still_words() -> None:
    assert plain("<p>a<p>b<div><script>x") == "a\nb"


@pytest.mark.parametrize("charset", ["iso-8859-2", "windows-1250", "utf-8"])
def test_letters_of_old_mail_programs_are_read(charset: str) -> None:
    raw = f"From: a@b.cz\nSubject: x\nContent-Type: text/plain; charset={charset}\n\nPříliš žluťoučký kůň.\n"
    assert letter_of(raw.encode(charset)).words == "Příliš žluťoučký kůň."


def test_attachments_are_told_apart_and_what_may_do_harm_is_left_out() -> None:
    data = with_files(
        ("sken.png", "image/png", papers.png()),
        ("hlas.mp3", "audio/mpeg", papers.MP3),
        ("smlouva.docm", "application/msword", papers.docx_with("word/vbaProject.bin", b"x")),
        ("a.exe", "application/octet-stream", b"MZ\x90\x00"),
    )
    letter = letter_of(data)
    assert [file.media for file in letter.attached] == ["image/png"]
    assert [file.media for file in letter.recordings] == ["audio/mpeg"]
    assert letter.refused == ["macros", "media"]


NESTED = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(90))
DISASTERS: list[tuple[str, bytes, str]] = [
    ("nothing", b"", "empty"),
    ("a picture", papers.png(), "letter"),
    ("plain words", "Dobrý den, chybí lavička.".encode(), "letter"),
    ("a message of Outlook", b"\xd0\xcf\x11\xe0" + bytes(600), "letter"),
    ("thousands of parts in parts", b"From: a@b.cz\nSubject: x\n" + NESTED * 12, "letter"),
    ("more than 20 MB", b"From: a@b.cz\nSubject: x\n\n" + b"x" * (20 * 2**20 + 1), "too_large"),
]


@pytest.mark.parametrize(("data", "code"), [row[1:] for row in DISASTERS], ids=[row[0] for row in DISASTERS])
def test_what_is_no_message_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(FileRefusedError) as refused:
        read_letter(SimpleUploadedFile("a.eml", data))
    assert refused.value.code == code


@pytest.mark.parametrize(
    "raw",
    [
        b"From: =?utf-8?q?=FF=FE?= <\xff@\xfe>\nDate: 99 Foo 20x1 77:99\nSubject: =?x-unknown?b?!!!?=\n\nSlova.",
        b"From: a\nFrom: b\nSubject: x\nContent-Type: text/plain; charset=klingon\n\nSlova.",
        b"From: <>\nSubject:\nContent-Type: multipart/mixed\n\nSlova.",
        b"From: a@b.cz\nSubject: x\nContent-Transfer-Encoding: base64\n\n!!!!",
        b"From: a@b.cz\nDate:\nSubject: x\nContent-Type: text/html\n\n<p>Slova.",
        b"From: " + b"a" * 5000 + b"@b.cz\nSubject: " + b"y" * 5000 + b"\n\nSlova.",
    ],
)
def test_broken_headers_break_nothing(raw: bytes) -> None:
    letter = letter_of(raw)
    assert len(letter.mail) <= 254 and len(letter.subject) <= 300 and "\x00" not in letter.told


def drop(browser: Client, town: Installed, data: bytes, **typed: Any) -> Any:
    file = SimpleUploadedFile("Připomínka.eml", data, content_type="message/rfc822")
    return browser.post(url_of(town), {"step": "letter", "letter": file, **typed}, follow=True)


def test_a_dropped_message_fills_in_the_form_and_is_recorded_after_a_look(town: Installed, clerk: Client) -> None:
    data = with_files(("sken.png", "image/png", papers.png()))
    before = newest(town).number
    page = drop(clerk, town, data)
    form = page.context["form"]
    assert form["channel"].value() == "email" and form["sent_on"].value() == "2. 9. 2020"
    assert form["on_behalf_of"].value() == "Anežka Tichá" and newest(town).number == before
    typed = {field.name: field.value() for field in form if field.value() not in (None, False)}
    assert confirm(clerk, clerk.post(url_of(town), {**typed, "as": page.context["as"]})).status_code == 303
    matter = newest(town)
    assert (matter.number, matter.channel) == (before + 1, "email")
    assert bytes(StoredFile.objects.get(digest=matter.attached).data) == papers.png()
    assert bytes(StoredFile.objects.get(digest=matter.scan).data) == data, "the message itself stays with the office"
    assert not Follower.objects.exists(), "nobody asked for letters"


def test_the_same_message_dropped_twice_is_known(town: Installed, clerk: Client) -> None:
    for status in (303, 409):
        page = drop(clerk, town, message().as_bytes())
        form = page.context["form"]
        typed = {field.name: field.value() for field in form if field.value() not in (None, False)}
        answer = confirm(clerk, clerk.post(url_of(town), {**typed, "as": page.context["as"]}))
        assert answer.status_code == status


def test_a_file_that_is_no_message_says_how_to_save_one(town: Installed, clerk: Client) -> None:
    answer = drop(clerk, town, papers.png())
    assert answer.status_code == 422 and "choose “Save as” and the kind .eml" in words_of(answer)


def test_what_could_not_be_taken_is_told(town: Installed, clerk: Client) -> None:
    files = [(f"{n}.png", "image/png", papers.png(n + 1)) for n in range(3)]
    page = words_of(drop(clerk, town, with_files(*files, ("a.exe", "application/octet-stream", b"MZ\x90\x00"))))
    assert "One attachment goes with a comment; not taken: 2." in page
    assert "Files of this kind are not taken." in page


def test_a_message_from_the_future_came_today(town: Installed, clerk: Client) -> None:
    page = drop(clerk, town, message(Date="Mon, 01 Jan 2035 10:00:00 +0000").as_bytes())
    form = page.context["form"]
    assert not form["sent_on"].value() and form["received"].value() == form.initial["received"]
