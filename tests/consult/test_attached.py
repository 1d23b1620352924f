"""What people attach: honest files of every kind are taken, the table of disasters is turned away with a way out."""

import io
import tracemalloc
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.utils import timezone, translation

from consult.attached import looked_through, served, take_upload, words_for_refusal
from consult.models import LONGEST_FILE, MEDIA, FileRefusedError, StoredFile
from tests.consult import papers
from tests.consult.papers import docx, docx_with, jpeg, m4a, odt_with, png, types, xlsx, zipped

HONEST = [
    ("posudek.pdf", papers.PDF, "application/pdf"),
    ("dopis.odt", odt_with(), "application/vnd.oasis.opendocument.text"),
    ("tabulka.ods", odt_with(kind="spreadsheet"), "application/vnd.oasis.opendocument.spreadsheet"),
    ("dopis z OpenOffice.odt", odt_with("Basic/script-lc.xml", "<a/>"), "application/vnd.oasis.opendocument.text"),
    ("dopis.docx", docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("dopis s obrázkem.docx", docx_with("word/media/image1.png", png()),
     "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("seznam.xlsx", xlsx([["č.", "text"], [1, "Chybí zábradlí."]]),
     "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("seznam.csv", "č.;text\n1;Chybí zábradlí.\n".encode("cp1250"), "text/csv"),
    ("text.txt", "﻿Chybí zábradlí.\r\n".encode(), "text/plain"),
    ("text z Poznámkového bloku.txt", "Chybí zábradlí.".encode("utf-16"), "text/plain"),
    ("sken.png", png(4960, 7016), "image/png"),
    ("fotka.jpg", jpeg(4000, 3000), "image/jpeg"),
    ("fotka, která se hýbe.jpg", jpeg() + papers.box(b"ftyp", b"mp42"), "image/jpeg"),
    ("hlas.mp3", papers.MP3, "audio/mpeg"),
    ("hlas se jménem.mp3", papers.MP3_TAGGED, "audio/mpeg"),
    ("hlas z telefonu.m4a", m4a(), "audio/mp4"),
    ("hlas.ogg", papers.OGG, "audio/ogg"),
    ("hlas z prohlížeče.webm", papers.WEBM, "audio/webm"),
    ("hlas.wav", papers.WAV, "audio/wav"),
]  # fmt: skip

ENTITIES = "<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><d>&b;</d>"
OUTSIDE = "<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><d>&x;</d>"
OTHER_LIST = "<!DOCTYPE d SYSTEM 'https://example.org/evil.dtd'><d/>"


def lying() -> bytes:
    """An archive that says its part is empty while megabytes come out of it."""
    data = bytearray(docx_with("word/big.bin", bytes(9 * 2**20)))
    size = (9 * 2**20).to_bytes(4, "little")
    while (at := data.find(size)) != -1:
        data[at : at + 4] = (100).to_bytes(4, "little")
    return bytes(data)


def twice() -> bytes:
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types())
        archive.writestr("word/document.xml", papers.WORDS)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("word/document.xml", "<other/>")
    return packed.getvalue()


def locked() -> bytes:
    data = bytearray(odt_with())
    at = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    data[at + 8] |= 1
    return bytes(data)


def spoilt() -> bytes:
    """One byte of the words is another than the checksum says."""
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", types())
        archive.writestr("word/document.xml", papers.WORDS)
    return packed.getvalue().replace(b"</w:p>", b"</w:q>", 1)


DOCM = types("application/vnd.ms-word.document.macroEnabled.main+xml")
DISASTERS = [
    ("nothing", b"", "empty"),
    ("only blanks", b" \n \t", "empty"),
    ("a program", b"MZ\x90\0\3\0\0\0", "media"),
    ("a program of another system", b"\x7fELF\2\1\1\0", "media"),
    ("a program under the name of a scan", b"\xca\xfe\xba\xbe\0\0\0\x34", "media"),
    ("a web page", b"<!doctype html><script>alert(1)</script>", "media"),
    ("a web page after blanks", b"\n\n  <html onload=alert(1)>", "media"),
    ("a drawing with a script", b"<svg xmlns='s'><script>alert(1)</script></svg>", "media"),
    ("a script of a shell", b"#!/bin/sh\nrm -rf ~\n", "media"),
    ("the old format of Word", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "media"),
    ("rich text with an object", b"{\\rtf1{\\object\\objdata 0105}}", "media"),
    ("a moving picture", b"GIF89a" + bytes(20), "media"),
    ("a film", m4a(b"soun", b"vide"), "media"),
    ("a film in the browser's format", papers.WEBM_FILM, "media"),
    ("a film in an open format", papers.OGG_FILM, "media"),
    ("a plain archive", zipped({"a.txt": "a", "b.txt": "b"}), "media"),
    ("a presentation", zipped({"[Content_Types].xml": types("x.presentationml.presentation.main+xml")}), "media"),
    ("an archive that calls itself something else", zipped({"c.xml": "<a/>"}, first="application/x-evil"), "media"),
    ("an empty archive", b"PK\x05\x06" + bytes(18), "media"),
    ("a document with macros", docx_with("word/vbaProject.bin", b"x"), "macros"),
    ("macros under capital letters", docx_with("word/VBAPROJECT.BIN", b"x"), "macros"),
    ("a document that is declared to have macros", zipped({"[Content_Types].xml": DOCM}), "macros"),
    ("a table with old macros", docx_with("xl/macrosheets/sheet1.xml", "<a/>"), "macros"),
    ("a document with a control", docx_with("word/activeX/activeX1.bin", b"x"), "macros"),
    ("a document with a program inside", docx_with("word/embeddings/oleObject1.bin", b"x"), "macros"),
    ("a document with a document with macros inside", docx_with("word/embeddings/a.xlsm", b"x"), "macros"),
    ("ODF with a Basic module", odt_with("Basic/Standard/Module1.xml", "<module/>"), "macros"),
    ("ODF with a Python script", odt_with("Scripts/python/a.py", "import os"), "macros"),
    ("ODF that runs something when it is opened",
     odt_with("settings.xml", "<s><script:event-listener xmlns:script='s'/></s>"), "macros"),
    ("a part that grows a thousandfold", docx_with("word/big.xml", "<a>" + " " * 9_000_000 + "</a>"), "bomb"),
    ("a part that does not say how large it is", lying(), "damaged"),
    ("tens of thousands of parts", zipped({f"p{n}.xml": "" for n in range(2_100)}), "bomb"),
    ("a picture of terabytes", png(60_000, 60_000), "bomb"),
    ("a photograph of gigabytes", jpeg(65_000, 65_000), "bomb"),
    ("entities in entities", docx_with("word/bomb.xml", ENTITIES), "entities"),
    ("an entity out of a file", docx_with("word/xxe.xml", OUTSIDE), "entities"),
    ("a document type from the web", docx_with("word/dtd.xml", OTHER_LIST), "entities"),
    ("an entity in the relations", docx_with("_rels/.rels", OUTSIDE), "entities"),
    ("an entity in ODF", odt_with("styles.xml", OUTSIDE), "entities"),
    ("an entity in a drawing inside", docx_with("word/media/a.svg", OUTSIDE), "entities"),
    ("half of a document", docx()[:300], "damaged"),
    ("a document without its list", docx().replace(b"PK\x05\x06", b"PK\x05\x07"), "damaged"),
    ("one changed letter", spoilt(), "damaged"),
    ("the same part twice", twice(), "damaged"),
    ("a name that leads out", docx_with("../../etc/cron.d/x", b"x"), "damaged"),
    ("an absolute name", docx_with("/etc/cron.d/x", b"x"), "damaged"),
    ("XML that does not end", docx_with("word/half.xml", "<a><b>"), "damaged"),
    ("half of a picture", png()[:-20], "damaged"),
    ("half of a photograph", jpeg(padding=100)[:-40], "damaged"),
    ("half of a recording", m4a()[:-9], "damaged"),
    ("a document behind a password", locked(), "locked"),
    ("more than 20 MB", papers.PDF + bytes(LONGEST_FILE), "too_large"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "media"), HONEST, ids=[name for name, _data, _media in HONEST])
def test_what_people_send_is_known_by_its_bytes_and_taken(name: str, data: bytes, media: str) -> None:
    assert looked_through(data, name=name).media == media


@pytest.mark.parametrize(("data", "code"), [row[1:] for row in DISASTERS], ids=[row[0] for row in DISASTERS])
def test_what_may_do_harm_is_turned_away(data: bytes, code: str) -> None:
    for name in ("sken.pdf", "seznam.csv", "hlas.mp3", "x.docm"):
        with pytest.raises(FileRefusedError) as refused:
            looked_through(data, name=name)
        assert refused.value.code == code


@pytest.mark.parametrize("language", ["cs", "en"])
def test_every_refusal_has_a_sentence_of_its_own_with_a_way_out(language: str) -> None:
    codes = sorted({code for _name, _data, code in DISASTERS})
    with translation.override(language):
        told = [words_for_refusal(code) for code in codes]
    assert len(set(told)) == len(codes) == 8
    assert all(words.count(".") >= 2 for words in told)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a\r\nSet-Cookie: x=1.pdf", '"><script>.pdf', "Nováková epilepsie.pdf"]
)
def test_a_file_is_kept_and_given_out_under_a_name_of_our_own(name: str) -> None:
    kept = take_upload(SimpleUploadedFile(name, papers.PDF, content_type="text/html"), at=timezone.now())
    assert kept.name == f"{kept.digest[:16]}.pdf" and kept.media == "application/pdf"
    answer = served(RequestFactory().get("/"), kept)
    assert answer["Content-Disposition"] == f'attachment; filename="{kept.name}"'
    assert answer["X-Content-Type-Options"] == "nosniff" and "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.django_db
def test_the_same_file_twice_is_kept_once() -> None:
    for name in ("a.pdf", "b.pdf"):
        take_upload(SimpleUploadedFile(name, papers.PDF), at=timezone.now())
    assert StoredFile.objects.count() == 1


@pytest.mark.django_db
def test_a_scan_of_ten_megabytes_is_taken_whole() -> None:
    scan = jpeg(7000, 9900, padding=10 * 2**20)
    kept = take_upload(SimpleUploadedFile("sken.jpg", scan), at=timezone.now())
    assert bytes(StoredFile.objects.get(pk=kept.digest).data) == scan


def test_looking_a_large_document_through_needs_little_memory() -> None:
    """Of a document of 15 MB little more than itself is in memory at any moment."""
    part = bytes(range(256)) * 2**12
    parts: dict[str, str | bytes] = {f"word/media/{n}.png": part for n in range(15)}
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, data in {"[Content_Types].xml": types(), "word/document.xml": papers.WORDS, **parts}.items():
            archive.writestr(name, data)
    tracemalloc.start()
    looked_through(packed.getvalue())
    highest = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert highest < len(packed.getvalue()) + 6 * 2**20


def test_a_bomb_is_not_unpacked_before_it_is_known_to_be_one() -> None:
    packed = docx_with("word/big.bin", bytes(100 * 2**20))
    assert len(packed) < 2**20
    tracemalloc.start()
    with pytest.raises(FileRefusedError):
        looked_through(packed)
    highest = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert highest < 5 * 2**20


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "status", "told", "first"),
    [
        ("", 200, None, 0),
        ("bytes=0-1", 206, "bytes 0-1/404", 0),
        ("bytes=400-", 206, "bytes 400-403/404", 400),
        ("bytes=-4", 206, "bytes 400-403/404", 400),
        ("bytes=0-99999999999999999999", 206, "bytes 0-403/404", 0),
        ("bytes=900-", 200, None, 0),
        ("bytes=0-1,3-4", 200, None, 0),
        ("bytes=-", 200, None, 0),
        ("lines=1-2", 200, None, 0),
        ("bytes=²-3", 200, None, 0),
    ],
)
def test_a_player_may_ask_for_a_piece_of_a_recording(asked: str, status: int, told: str | None, first: int) -> None:
    kept = take_upload(SimpleUploadedFile("hlas", papers.MP3), at=timezone.now())
    answer = served(RequestFactory().get("/", headers={"Range": asked}), kept)
    assert (answer.status_code, answer.get("Content-Range")) == (status, told)
    assert papers.MP3[first:].startswith(answer.content)


def test_each_kind_we_take_has_an_ending_of_its_own() -> None:
    assert len(set(MEDIA.values())) == len(MEDIA)
    assert {media for _name, _data, media in HONEST} == set(MEDIA)
