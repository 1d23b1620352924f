"""The text of the plan as a PDF, where this machine can set pages, and what is said where it cannot."""

import zlib
from pathlib import Path
from re import DOTALL, findall
from typing import Any

import pytest
from django.test import Client
from django_tasks import default_task_backend

from consult import printing
from tests.cast import Installed
from tests.consult.desks import words_of
from tests.consult.pages.conftest import PLAN
from tests.walk import CLERK, coordinator
from workflow.rules.rows import Section

PDF = f"/plans/{PLAN}/draft.pdf"
IMMEDIATE = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
WAITING = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


class Sheet:
    """Stands for the library: it sets no pages and remembers what it was asked to set."""

    set_pages: list[str] = []

    class urls:
        class URLFetcher:
            """What the library fetches with."""

    class CSS:
        def __init__(self, filename: str, url_fetcher: Any) -> None:
            assert Path(filename).name == "draft_pdf.css"

    class HTML:
        def __init__(self, string: str, url_fetcher: Any) -> None:
            self.string = string
            with pytest.raises(ValueError):
                url_fetcher.fetch("https://evil.example/x.png")

        def write_pdf(self, **how: object) -> bytes:
            assert how["pdf_variant"] == "pdf/ua-1"
            Sheet.set_pages.append(self.string)
            return b"%PDF-1.7 " + str(len(Sheet.set_pages)).encode()


@pytest.fixture(autouse=True)
def room(tmp_path: Path, settings: Any) -> Path:
    settings.VAR = tmp_path
    Sheet.set_pages = []
    return tmp_path


@pytest.fixture
def at_once(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.TASKS = IMMEDIATE
    monkeypatch.setattr(printing, "library", lambda: Sheet)


@pytest.fixture
def later(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.TASKS = WAITING
    monkeypatch.setattr(printing, "library", lambda: Sheet)


def body_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_the_pdf_is_made_once_for_a_wording_and_a_language(reader: Client, habrova: Installed, at_once: None) -> None:
    first, second = reader.get(PDF), reader.get(PDF)
    assert first["Content-Type"] == "application/pdf" and body_of(first) == body_of(second) == b"%PDF-1.7 1"
    body_of(reader.get(PDF, headers={"accept-language": "cs"}))
    assert len(Sheet.set_pages) == 2
    assert "In plain words" in Sheet.set_pages[0] and "Text analyticka." in Sheet.set_pages[0]


def test_it_carries_the_code_of_the_book_and_the_edition(reader: Client, habrova: Installed, at_once: None) -> None:
    body_of(reader.get(PDF))
    assert "Code of the record book" in Sheet.set_pages[0] and "Edition 1" in Sheet.set_pages[0]


def test_todays_text_is_another_pdf(reader: Client, habrova: Installed, at_once: None) -> None:
    body_of(reader.get(PDF)), body_of(reader.get(f"{PDF}?edition=today"))
    assert "it has not been posted" in Sheet.set_pages[1] and "<script>alert" not in Sheet.set_pages[1]


def test_while_it_is_being_made_the_page_says_so_and_it_is_asked_for_once(
    reader: Client, habrova: Installed, later: None
) -> None:
    first, second = reader.get(PDF), reader.get(PDF)
    assert first.status_code == second.status_code == 202
    assert "The PDF is being made" in words_of(first) and "you may leave this page" in words_of(second)
    assert len(default_task_backend.results) == 1


def test_what_does_not_come_is_asked_for_again_and_print_is_offered(
    reader: Client, habrova: Installed, later: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.get(PDF)
    monkeypatch.setattr(printing, "AWAITED", -1)
    assert "taking longer than usual" in words_of(reader.get(PDF))
    assert len(default_task_backend.results) == 2


def test_where_no_pages_can_be_set_print_is_offered(
    reader: Client, habrova: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "library", lambda: None)
    answer = reader.get(PDF)
    assert answer.status_code == 503 and "Open the text and print it" in words_of(answer)


def test_a_word_taken_from_the_public_is_on_no_page_that_is_kept(
    reader: Client, habrova: Installed, at_once: None, room: Path
) -> None:
    body_of(reader.get(PDF))
    section = habrova.state.get(Section, f"{PLAN}/strategicka-1")
    assert section is not None and "Text strategicka." in Sheet.set_pages[0]
    habrova.do(CLERK, "redact", commitment=section.words, ground="Soud to nařídil.", plan=None)
    printing.forget_printed(None, territory=habrova.territory, act="redact")
    assert not list(room.rglob("*.pdf"))
    body_of(reader.get(PDF))
    assert "Text strategicka." not in Sheet.set_pages[1]


def test_few_files_are_kept(
    reader: Client, habrova: Installed, at_once: None, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "MOST_KEPT", 2)
    for text in ("Jedna.", "Dvě.", "Tři."):
        habrova.do(coordinator(habrova), "write_section", section="strategicka-1", part="strategicka", place=1,
                   title="Oddíl", text=text, editorial=True)  # fmt: skip
        body_of(reader.get(f"{PDF}?edition=today"))
    assert len(list(room.rglob("*.pdf"))) == 2


def test_real_pages_are_tagged_for_screen_readers_and_hold_the_text(
    reader: Client, habrova: Installed, settings: Any
) -> None:
    settings.TASKS = IMMEDIATE
    answer = reader.get(PDF)
    if printing.library() is None:  # a machine without the system's part of the library: then the page says so
        assert answer.status_code == 503 and "cannot make PDF files" in words_of(answer)
        return
    data = body_of(answer)
    streams = [inflated(one) for one in findall(rb"stream\r?\n(.*?)\r?\nendstream", data, DOTALL)]
    assert data.startswith(b"%PDF-1.7") and any(b"pdfuaid:part" in one for one in streams)
    assert any(b"/StructTreeRoot" in one for one in [data, *streams])


def inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream
