"""A town: its plans, bodies and book."""

from typing import Any

from django.test import Client

from tests.cast import Installed
from tests.consult.desks import anybody, at_desk, words_of
from tests.consult.pages.conftest import PLAN, TERRITORY
from tests.walk import CLERK


def test_a_town_names_its_plans_its_groups_and_its_book(reader: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(8):
        page = words_of(reader.get(f"/t/{TERRITORY}/"))
    assert f"/plans/{PLAN}/" in page and "Working group on seniors and people with disabilities" in page
    assert f"/t/{TERRITORY}/book/" in page and "open for comments" in page


def test_hana_sees_whom_she_acts_for(habrova: Installed) -> None:
    page = words_of(at_desk(habrova, CLERK).get(f"/t/{TERRITORY}/"))
    assert "Městský úřad Lipová" in page and "Sign out" in page


def test_there_is_no_town_of_another_name(db: None) -> None:
    assert anybody().get("/t/nikde/").status_code == 404
