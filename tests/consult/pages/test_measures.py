"""Measures of approved plans side by side: columns are towns, rows are target groups."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.cast import Installed
from tests.consult.desks import anybody, words_of
from tests.consult.pages.regions import BOARD, entry, standing_region
from tests.walk import lead_to
from tests.workflow.lipova import Sealed
from tests.workflow.polesi import KAREL, join, methodology, raw_polesi
from workflow.rules.lifecycle import Stage
from workflow.rules.rows import Aim
from workflow.trail.canonical import parse_time

MEASURES = f"{BOARD}measures/"


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Installed]:
    """Three towns take part; two more have approved their plans."""
    with standing_region(django_db_blocker) as region:
        for name in ("olsany", "vrbice"):
            join(region, name)
            town = Sealed(methodology(), raw_polesi(), territory=name, plan=f"{name}-2021")
            lead_to(town, Stage.ADOPTED)
        region.at = town.at
        yield region


@pytest.fixture
def region(db: None, built: Installed, monkeypatch: pytest.MonkeyPatch) -> Installed:
    monkeypatch.setattr("django.utils.timezone.now", lambda: parse_time(built.at))
    return built


def test_approved_plans_stand_side_by_side(region: Installed) -> None:
    page = anybody().get(MEASURES)
    assert [town["name"] for town in page.context["towns"]] == ["olsany", "vrbice"]
    [row] = page.context["rows"]
    assert row["title"] == "Family"
    assert [[measure["words"] for measure in cell["measures"]] for cell in row["cells"]] == [["Zřídit."]] * 2
    assert row["cells"][0]["measures"][0]["besides"] == "Město · 900 thousand crowns a year"
    assert "Measures of the plans that towns have approved so far" in words_of(page)


def test_once_the_regional_plan_has_sources_those_alone_stand_here(region: Installed) -> None:
    process = region.process.digest
    region.do("office/clerk", "create_plan", title="Krajský plán", process=process, from_year=2022, to_year=2025)
    n = entry("vrbice", "adopt")
    region.do(KAREL, "include_source", town="vrbice", slug="vrbice-2021", n=n)
    page = anybody().get(MEASURES)
    assert [town["id"] for town in page.context["towns"]] == ["vrbice"]
    assert "Measures of the plans the regional plan is made from" in words_of(page)
    board = anybody().get(BOARD).context["regional"]
    assert board["title"] == "Krajský plán" and board["sources"] == "1 of 2"


def test_one_target_group_can_be_looked_at_alone(region: Installed, monkeypatch: Any) -> None:
    monkeypatch.setattr("consult.pages.measures.AT_ONCE", 1)
    assert [row["id"] for row in anybody().get(MEASURES).context["rows"]] == [methodology().areas[0].id]
    assert anybody().get(f"{MEASURES}?area=nic").status_code == 200


def test_words_of_a_town_that_were_erased_are_gone_here_too(region: Installed) -> None:
    vrbice = Installed(methodology(), raw_polesi(), territory="vrbice", plan="vrbice-2021", at=region.at)
    aim = vrbice.state.get(Aim, "vrbice-2021/opatreni")
    assert aim is not None
    vrbice.do("office/clerk", "redact", plan=None, commitment=aim.words, ground="Omyl.")
    [row] = anybody().get(MEASURES).context["rows"]
    assert [[measure["words"] for measure in cell["measures"]] for cell in row["cells"]] == [["Zřídit."], [""]]


def test_before_the_first_approval_it_says_what_will_stand_here(region: Installed, monkeypatch: Any) -> None:
    monkeypatch.setattr("consult.pages.measures.APPROVED", ())
    page = words_of(anybody().get(MEASURES))
    assert "No town has approved its plan yet." in page and "<table" not in page
