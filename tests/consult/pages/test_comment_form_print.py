"""An empty form on paper: one address, one code, large print, and a place for what the office fills in."""

import pytest
from django.test import Client

from tests.cast import Installed
from tests.consult.desks import words_of
from tests.consult.pages.conftest import PLAN
from workflow.models import model_of
from workflow.rules import rows

FORM = f"/plans/{PLAN}/form/"


def test_the_form_says_until_when_and_leads_to_the_same_form_on_the_web(reader: Client, habrova: Installed) -> None:
    page = words_of(reader.get(FORM))
    assert "What would you change?" in page and "Hand it in" in page
    assert f"/plans/{PLAN}/comment/" in page and '<svg role="img"' in page


def test_every_section_that_stands_has_a_box(reader: Client, habrova: Installed) -> None:
    standing = model_of(rows.Section).objects.filter(territory=habrova.territory, plan=PLAN, withdrawn=False)
    page = reader.get(FORM)
    assert len(page.context["sections"]) == standing.count() > 0
    assert "the whole plan" in words_of(page)


def test_a_plan_of_many_sections_is_asked_for_by_its_parts(
    reader: Client, habrova: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consult.pages.comment_form_print.MOST_SECTIONS", 0)
    assert len(reader.get(FORM).context["sections"]) == len(habrova.process.parts)


def test_there_is_a_place_for_number_day_and_reference_and_the_code_of_the_book(
    reader: Client, habrova: Installed
) -> None:
    page = words_of(reader.get(FORM))
    for what in (
        "Filled in by the office",
        "Number of the comment",
        "Came on",
        "Reference number",
        "Code of the record",
    ):
        assert what in page


def test_hostile_titles_stay_words(reader: Client, habrova: Installed) -> None:
    assert "<script>alert" not in reader.get(FORM).content.decode()


def test_there_is_no_form_of_a_plan_that_is_not(reader: Client, habrova: Installed) -> None:
    assert reader.get("/plans/neni/form/").status_code == 404
