"""The record book, its filters, its receipts, its bundle."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.cast import Installed
from tests.consult.desks import anybody, words_of
from tests.consult.pages.conftest import PLAN, TERRITORY
from workflow.models import Book
from workflow.trail.book import seal

BOOK = f"/t/{TERRITORY}/book/"


def test_entries_are_sentences_the_newest_first(reader: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(30):
        page = words_of(reader.get(BOOK))
    assert "The words of comment no. 4 are hidden" in page and page.count('<article class="entry') == 30
    assert "Tajemství" not in page and "Tajné" not in page


def test_it_can_be_narrowed_to_what_an_auditor_looks_for(reader: Client) -> None:
    page = words_of(reader.get(f"{BOOK}?plan={PLAN}&act=hide_matter"))
    assert page.count('<article class="entry') == 1
    odd = words_of(reader.get(f"{BOOK}?only=exceptions"))
    assert "hidden words" in odd and "Position for" not in odd
    assert words_of(reader.get(f"{BOOK}?stage=posted")).count('<article class="entry') == 1


def test_a_filter_that_is_no_filter_is_not_heard(reader: Client) -> None:
    assert reader.get(f"{BOOK}?act=x' OR '1'='1&territory=other&page=999999999999").status_code == 200


def test_the_whole_book_can_be_taken_home_once_it_is_sealed(reader: Client, habrova: Installed, settings: Any) -> None:
    later = reader.get(f"{BOOK}bundle.zip")
    assert later.status_code == 503 and later["Retry-After"] == "60"
    assert Book.objects.get(territory=TERRITORY).sealed == 0, "looking seals nothing"
    seal(TERRITORY, habrova.at)
    answer = reader.get(f"{BOOK}bundle.zip")
    raw = b"".join(answer.streaming_content)
    names = zipfile.ZipFile(BytesIO(raw)).namelist()
    assert f"books/{TERRITORY}/leaves.jsonl" in names and "verify.py" in names
    assert all(b"Tajemstv" not in zipfile.ZipFile(BytesIO(raw)).read(name) for name in names)
    assert len(list((Path(settings.VAR) / "bundles").glob(f"{TERRITORY}.*.zip"))) == 1


@pytest.mark.parametrize("page", ["", "bundle.zip", "5/", "5/receipt"])
def test_there_is_no_book_of_another_town(db: None, page: str) -> None:
    assert anybody().get(f"/t/nikde/book/{page}").status_code == 404
