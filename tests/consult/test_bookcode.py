"""A short code on paper, and what it says years later about the book it was printed from."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from consult.bookcode import ALPHABET, Outcome, check, code_of, newest_code, recent_code
from tests import databases
from tests.cast import TOWN, Installed, digest_of_file, number_of
from tests.towns import process_of, raw_file
from tests.walk import CLERK
from workflow.models import Book, Leaf
from workflow.trail.book import seal
from workflow.trail.merkle import root


def town_with_a_book(bodies: int = 3) -> Installed:
    """Lipová with its clerk and a few bodies: a book of 2 entries and one for each body."""
    town = Installed(process_of("susice"), raw_file("susice"))
    town.do("operator", "found_territory", log_key=digest_of_file("key"))
    town.do("operator", "seat_first_clerk", person=number_of("Hana"), office_name="Městský úřad Lipová")
    for number in range(bodies):
        establish(town, f"skupina-{number}")
    return town


def establish(town: Installed, body: str) -> None:
    town.clock(minutes=1)
    town.do(CLERK, "establish_body", body=body, kind="consultative_group", title=f"Skupina {body}", admission="open")


def code_by_hand(size: int) -> str:
    """From the leaves alone, as anybody could work it out from the downloaded book."""
    hashes = Leaf.objects.filter(territory=TOWN, n__lt=size).order_by("n").values_list("hash", flat=True)
    bits = f"{int.from_bytes(root([bytes(hashed) for hashed in hashes])):0256b}"
    symbols = "".join(ALPHABET[int(bits[at : at + 5], 2)] for at in range(0, 30, 5))
    return f"{size}-{symbols[:4]}-{symbols[4:]}"


@pytest.fixture
def town(db: None) -> Installed:
    return town_with_a_book()


def test_the_code_is_the_number_of_entries_and_the_beginning_of_the_root_over_them(town: Installed) -> None:
    assert newest_code(TOWN) == code_of(TOWN, 5) == code_by_hand(5)
    assert code_of(TOWN, 3) == code_by_hand(3)


def test_every_code_ever_printed_lies_on_the_book_sealed_or_not(town: Installed) -> None:
    printed = [code_of(TOWN, size) for size in range(1, 6)]
    seal(TOWN, town.at)
    for number in range(300):
        establish(town, f"dalsi-{number}")
        printed.append(newest_code(TOWN))
        if number % 97 == 0:
            seal(TOWN, town.at)
    assert {check(TOWN, code).outcome for code in printed} == {Outcome.LIES_ON_IT}
    assert printed[250] == code_by_hand(251)


def test_the_answer_tells_when_the_last_of_those_entries_was_made(town: Installed) -> None:
    found = check(TOWN, code_of(TOWN, 3))
    assert found.size == 3
    assert found.now == 5
    assert found.at == Leaf.objects.get(territory=TOWN, n=2).at


def test_a_code_is_read_however_people_type_it(town: Installed) -> None:
    code = newest_code(TOWN)
    size, four, two = code.split("-")
    for typed in (
        code.lower(),
        f" {size} {four} {two} ",
        f"{size}{four}{two}",
        f"{size}–{four}–{two}",
        f"kód knihy: {code}",
        code.replace("0", "O").replace("1", "l"),
        code.replace("1", "I"),
    ):
        assert check(TOWN, typed).outcome is Outcome.LIES_ON_IT, typed


@pytest.mark.parametrize(
    "typed",
    ["", "ahoj", "412", "7F3A-K2", "0-7F3A-K2", "5-7F3U-K2", "x" * 5000, "9" * 40, "٥-7F3A-K2", "5-7F3Á-K2", "--"],
)
def test_what_is_no_code_is_said_to_be_none(town: Installed, typed: str) -> None:
    found = check(TOWN, typed)
    assert found.outcome is Outcome.NO_CODE
    assert (found.size, found.at) == (0, "")


def test_another_symbol_is_not_on_the_book(town: Installed) -> None:
    code = newest_code(TOWN)
    other = code[:-1] + ("2" if code[-1] != "2" else "3")
    assert check(TOWN, other).outcome is Outcome.NOT_ON_IT


def test_a_book_without_entries_has_no_code(db: None) -> None:
    assert newest_code("nikde") == code_of("nikde", 1) == ""
    assert check("nikde", "1-7F3A-K2").outcome is Outcome.SHORTER_NOW


def test_a_page_that_carries_the_code_asks_for_nothing_while_it_is_fresh(
    town: Installed, django_assert_num_queries: Any
) -> None:
    assert recent_code(TOWN) == newest_code(TOWN)
    with django_assert_num_queries(0):
        recent_code(TOWN)
    with django_assert_num_queries(1):
        newest_code(TOWN)
    seal(TOWN, town.at)
    with django_assert_num_queries(4):
        code_of(TOWN, 4)


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_last_weeks_slip_exposes_a_book_restored_from_an_older_copy(tmp_path: Path) -> None:
    town = town_with_a_book()
    seal(TOWN, town.at)
    old = tmp_path / "zaloha.sqlite3"
    name = str(connection.settings_dict["NAME"])
    connection.close()
    with closing(sqlite3.connect(name)) as source, closing(sqlite3.connect(old)) as target:
        source.backup(target)
    establish(town, "seniori")
    slip = newest_code(TOWN)
    establish(town, "rodiny")
    assert check(TOWN, slip).outcome is Outcome.LIES_ON_IT

    put_in_place(old, name)
    assert Book.objects.get(territory=TOWN).size == 5
    assert check(TOWN, slip).outcome is Outcome.SHORTER_NOW

    for body in ("seniori-2", "rodiny-2", "deti-2"):  # and the town goes on as if nothing had happened
        establish(town, body)
    seal(TOWN, town.at)
    assert check(TOWN, slip).outcome is Outcome.NOT_ON_IT
    assert newest_code(TOWN) == code_by_hand(8)


def put_in_place(copy: Path, name: str) -> None:
    """What somebody does who restores a backup: the file in the place of the file."""
    connection.close()
    for side in databases.SIDE_FILES:
        Path(name + side).unlink(missing_ok=True)
    Path(name).write_bytes(copy.read_bytes())
