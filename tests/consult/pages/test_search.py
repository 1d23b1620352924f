"""Search as a page: one box; results with their place; an answer to every question."""

from typing import Any

import pytest
from django.test import Client

from tests.cast import Installed
from tests.consult.desks import words_of
from tests.consult.pages.conftest import PLAN, TERRITORY
from tests.consult.test_finding import DISASTERS


def asked(reader: Client, question: str, **more: str) -> Any:
    answer = reader.get("/search/", {"q": question, **more})
    assert answer.status_code == 200
    return answer


def test_without_a_question_there_is_one_box(reader: Client) -> None:
    page = words_of(reader.get("/search/"))
    assert 'role="search"' in page and 'name="q"' in page and "result" not in page.split("<main")[1]


def test_a_result_says_what_it_is_where_it_belongs_and_shows_the_place(reader: Client) -> None:
    page = words_of(asked(reader, "lavick"))
    assert "1 result" in page and f'href="/plans/{PLAN}/comments/1/"' in page
    assert "Chybí <mark>lavička</mark>." in page and "Comment · " in page


def test_results_are_told_apart_by_kind(reader: Client) -> None:
    answer = asked(reader, "vysvetlujeme")
    assert [tab["label"] for tab in answer.context["tabs"]] == ["Everything", "Answers"]
    alone = asked(reader, "vysvetlujeme", kind="answers")
    assert [result["kind"] for result in alone.context["results"]] == ["answer"]
    assert asked(reader, "vysvetlujeme", kind="nesmysl").context["results"] == answer.context["results"]


def test_a_hearing_is_called_by_its_kind(reader: Client) -> None:
    titles = [str(result["plain"]) for result in asked(reader, "public hearing", kind="meetings").context["results"]]
    assert any(title.startswith("Public hearing of the draft, ") for title in titles)


def test_what_the_plan_says_comes_first(reader: Client, habrova: Installed) -> None:
    habrova.do("citizen", "raise_matter", kind="comment", told="Text je hezký.", channel="web", side="public")
    kinds = [result["kind"] for result in asked(reader, "text").context["results"]]
    assert kinds[0] == "text of the plan" and kinds[-1] == "comment"


def test_nothing_found_says_what_to_do_and_where_else_to_look(reader: Client) -> None:
    page = words_of(asked(reader, "velbloud", **{"in": TERRITORY}))
    assert "Nothing public says this here." in page and "Try fewer words" in page
    assert 'href="?q=velbloud"' in page


def test_one_town_and_one_plan(reader: Client) -> None:
    assert asked(reader, "lavicka", **{"in": f"{TERRITORY}/{PLAN}"}).context["count"] == 1
    assert asked(reader, "lavicka", **{"in": TERRITORY}).context["count"] == 1
    assert asked(reader, "lavicka", **{"in": "nikde/nic"}).context["where"].value == ""


def test_long_lists_are_leafed_through(reader: Client, habrova: Installed) -> None:
    for n in range(25):
        habrova.do("citizen", "raise_matter", kind="comment", told=f"Strom {n}.", channel="web", side="public")
    first, second = asked(reader, "strom"), asked(reader, "strom", page="2")
    assert (len(first.context["results"]), len(second.context["results"])) == (20, 5)
    assert "?q=strom&amp;page=2" in first.content.decode() and asked(reader, "strom", page="x" * 50)


@pytest.mark.parametrize("question", DISASTERS)
def test_any_question_gets_a_page(reader: Client, question: str) -> None:
    for where in ("", question[:50], f"{TERRITORY}/{question[:50]}"):
        asked(reader, question, **{"in": where, "kind": question[:50], "page": question[:50]})


def test_hostile_words_stay_words(reader: Client) -> None:
    page = asked(reader, "<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in page and "<b onmouseover" not in page
    assert "&lt;<mark>script</mark>&gt;" in page


def test_czech_readers_find_and_read_czech(reader: Client) -> None:
    page = words_of(reader.get("/search/", {"q": "lavicka"}, headers={"accept-language": "cs"}))
    assert "Připomínka č. 1" in page
