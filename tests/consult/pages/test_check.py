"""A code from any paper is typed, and the book answers in plain words."""

import re

import pytest
from django.test import Client

from consult.bookcode import code_of, newest_code
from tests.cast import Installed
from tests.consult.desks import anybody, words_of
from tests.consult.spoken import page_of, say
from workflow.models import Book

CHECK = "/t/habrova/check/"


def asked(browser: Client, code: str) -> str:
    answer = browser.get(CHECK, {"code": code})
    assert answer.status_code == 200
    return words_of(answer)


def test_a_slip_lies_on_todays_book_and_the_day_of_its_entry_is_said(reader: Client, habrova: Installed) -> None:
    code = code_of("habrova", say(habrova).done.n + 1)
    say(habrova)
    page = asked(reader, code.lower().replace("-", " "))
    assert "Yes. This paper and today&#x27;s book agree." in page
    assert f"when the book had {code.partition('-')[0]} entries" in page
    assert f"/t/habrova/book/{int(code.partition('-')[0]) - 1}/" in page


def test_a_paper_that_knows_more_entries_than_the_book_tells_of_an_older_copy(
    reader: Client, habrova: Installed
) -> None:
    size = Book.objects.get(territory="habrova").size
    page = asked(reader, f"{size + 7}-7F3A-K2")
    assert "The book is shorter today than when the paper was printed." in page
    assert f"The paper knows {size + 7} entries, the book has {size} today." in page
    assert "Keep the paper." in page and "somebody outside it" in page


def test_another_code_is_mistyped_or_the_book_was_changed(reader: Client, habrova: Installed) -> None:
    code = newest_code("habrova")
    page = asked(reader, code[:-1] + ("2" if code[-1] != "2" else "3"))
    assert "No. This code does not lie on today&#x27;s book." in page
    assert "letter by letter" in page


@pytest.mark.parametrize("typed", ["ahoj", "<script>alert(1)</script>", "x" * 3000, "\x00"])
def test_what_is_no_code_is_told_what_one_looks_like_and_what_was_typed_stays(reader: Client, typed: str) -> None:
    page = asked(reader, typed)
    assert "This is not a code of a record book." in page
    assert "<script>alert" not in page


def test_an_empty_box_asks_and_judges_nothing(reader: Client) -> None:
    page = asked(reader, "  ")
    assert "Code from the paper" in page
    assert "told-now" not in page


def test_the_way_there_is_on_the_book_and_at_the_foot_of_every_page_of_the_town(reader: Client) -> None:
    for page in ("/t/habrova/book/", "/plans/habrova-plan/"):
        assert f'href="{CHECK}"' in words_of(reader.get(page))
    assert f'href="{CHECK}"' not in words_of(reader.get("/"))


def test_every_page_of_the_town_carries_the_code_when_it_is_printed(reader: Client, habrova: Installed) -> None:
    code = newest_code("habrova")
    for page in ("/plans/habrova-plan/", "/plans/habrova-plan/meetings/", "/t/habrova/", page_of(habrova, 1)):
        [foot] = re.findall(r'<p class="printed-code">.*?</p>', words_of(reader.get(page)))
        assert f"code of the record book <strong>{code}</strong> · printed" in foot


def test_a_town_that_is_not_there_has_no_book(db: None) -> None:
    assert anybody().get("/t/nikde/check/").status_code == 404
