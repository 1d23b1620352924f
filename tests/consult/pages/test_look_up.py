"""A comment is found by its number, however somebody says it."""

import pytest
from django.test import Client

from consult.acting.typed import matter_typed
from tests.cast import Installed
from tests.consult.desks import words_of
from tests.consult.pages.conftest import PLAN
from tests.consult.spoken import page_of
from tests.walk import coordinator

LOOK_UP = "/look-up/"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("41", "41"), ("č. 41", "41"), ("#41", "41"), ("0041", "41"), ("2026-0041", "41"), ("41/2026", "41"),
        ("41 a", "41a"), ("41A.", "41a"), ("připomínka č. 12b", "12b"), ("2026", "2026"), ("no. 41 please", "41"),
        ("", None), ("ahoj", None), ("0", None), ("41 a 42", None), ("1234567890", None), ("١٢", None),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(typed: str, number: str | None) -> None:
    assert matter_typed(typed) == number


def test_the_number_leads_straight_to_the_comment(reader: Client, habrova: Installed) -> None:
    for query in ({"number": "č. 1"}, {"number": "2026-0001", "plan": PLAN}):
        assert reader.get(LOOK_UP, query)["Location"] == page_of(habrova, 1)


def test_a_point_is_found_and_one_that_was_never_made_leads_to_the_whole(reader: Client, habrova: Installed) -> None:
    habrova.do(coordinator(habrova), "split_matter", matter="1", points=2, told="Lavička; stín.")
    assert reader.get(LOOK_UP, {"number": "1 b"})["Location"] == page_of(habrova, 1).replace("/1/", "/1b/")
    assert reader.get(LOOK_UP, {"number": "1 x"})["Location"] == page_of(habrova, 1)


def test_a_number_nobody_has_is_said_to_be_none_and_stays_in_the_box(reader: Client) -> None:
    answer = reader.get(LOOK_UP, {"number": "č. 999"})
    assert answer.status_code == 200
    page = words_of(answer)
    assert "Nothing here has the number 999." in page and 'value="č. 999"' in page
    assert "Look in all plans" in words_of(reader.get(LOOK_UP, {"number": "999", "plan": PLAN}))


def test_what_is_no_number_gets_an_example(reader: Client) -> None:
    page = words_of(reader.get(LOOK_UP, {"number": "<script>alert('x')</script>"}))
    assert "Write one number, for example 41." in page
    assert "<script>alert" not in page


def test_the_empty_page_asks_for_one_thing(reader: Client) -> None:
    page = words_of(reader.get(LOOK_UP))
    assert "Number of the comment" in page and "field-error" not in page


def test_the_page_of_the_plan_has_the_box_and_every_page_the_way_there(reader: Client) -> None:
    plan = words_of(reader.get(f"/plans/{PLAN}/"))
    assert f'action="{LOOK_UP}"' in plan and f'name="plan" value="{PLAN}"' in plan
    assert f'href="{LOOK_UP}"' in words_of(reader.get("/"))


def test_a_plan_that_is_not_there_is_not_searched(reader: Client) -> None:
    assert reader.get(LOOK_UP, {"number": "1", "plan": "nikde"}).status_code == 404
