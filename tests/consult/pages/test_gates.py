"""Stages of a common project: which town counts by which entry, what is missing, and who can do it."""

from collections.abc import Iterator
from typing import Any

import pytest

from consult.models import StoredFile
from tests.cast import Installed, digest_of_file
from tests.consult.desks import anybody, at_desk, confirm, words_of
from tests.consult.pages.regions import BOARD, ELSEWHERE, count, entry, standing_region
from tests.workflow.polesi import KAREL, LEAD, PROGRAMME, REGION, TOWNS, join
from workflow.models import Book, model_of
from workflow.models.door import open_door
from workflow.rules import rows
from workflow.trail.canonical import parse_time

GATES = f"{BOARD}gates/"


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Installed]:
    with standing_region(django_db_blocker) as region:
        yield region


@pytest.fixture
def region(db: None, built: Installed, monkeypatch: pytest.MonkeyPatch) -> Installed:
    monkeypatch.setattr("django.utils.timezone.now", lambda: parse_time(built.at))
    return built


def need(answer: Any, name: str) -> dict[str, Any]:
    every = [*(one for gate in answer.context["gates"] for one in gate["needs"]), *answer.context["besides"]]
    return next(one for one in every if one["id"] == name)


def test_each_town_counts_by_an_entry_that_can_be_read_and_proved(region: Installed) -> None:
    n = count(region, "bukova").n
    analyses = need(anybody().get(GATES), "analyzy")
    [line] = analyses["counted"]
    assert (line["name"], line["n"]) == ("bukova", n) and analyses["shown"] == "1 of 8"
    assert anybody().get(line["url"]).status_code == 200
    proof = anybody().get(line["proof"])
    assert proof.status_code == 200 and proof["Content-Type"].startswith("text/plain")


def test_an_agreement_counts_by_the_entry_of_the_projects_own_book(region: Installed) -> None:
    agreements = need(anybody().get(GATES), "dohody")
    assert [line["n"] for line in agreements["counted"]][-1] == entry(REGION, "join_town")
    assert "javorna" in [town["name"] for town in agreements["missing"]]


def test_what_is_missing_is_named_with_who_can_do_it_in_the_town(region: Installed) -> None:
    page = anybody().get(GATES)
    assert [town["name"] for town in need(page, "analyzy")["missing"]] == ["bukova", "dubova", ELSEWHERE]
    assert "What counts, in the book of the town: “Hand in a piece of work”." in words_of(page)
    assert "Who can do it: the clerk of the office" in words_of(page)


def test_an_entry_of_a_book_that_is_not_here_is_named_without_a_link(region: Installed) -> None:
    count(region, "bukova")
    with open_door():
        Book.objects.filter(territory="bukova").update(territory="pryc", origin="dohoda.example/dohoda/pryc")
    [line] = need(anybody().get(GATES), "analyzy")["counted"]
    assert line["n"] is not None and line["url"] == line["proof"] == ""


def test_a_town_without_a_book_counts_by_the_file_it_shows(region: Installed) -> None:
    StoredFile.keep(b"%PDF analyza", name="analyza.pdf", media="application/pdf", at=parse_time(region.at))
    StoredFile.objects.update(digest=digest_of_file("analyza"))
    region.do(
        KAREL, "count_external", programme=PROGRAMME, need="analyzy", town=ELSEWHERE, value=1,
        file=digest_of_file("analyza"), told="Analýza je v příloze.",
    )  # fmt: skip
    [line] = need(anybody().get(GATES), "analyzy")["counted"]
    assert line["file"]["label"] == "analyza.pdf" and line["told"] == "Analýza je v příloze." and line["n"] is None
    assert anybody().get(line["file"]["url"]).status_code == 200


def test_a_count_taken_back_stands_apart_with_its_reason(region: Installed) -> None:
    count(region, "bukova")
    region.do(KAREL, "take_back_count", programme=PROGRAMME, need="analyzy", town="bukova", reason="Omyl.")
    analyses = need(anybody().get(GATES), "analyzy")
    assert analyses["counted"] == [] and [line["reason"] for line in analyses["taken_back"]] == ["Omyl."]


def test_numbers_of_people_are_added_up(region: Installed) -> None:
    for town in ("bukova", "dubova"):
        count(region, town, "lide", "count_participants")
    people = need(anybody().get(GATES), "lide")
    assert people["shown"] == "8 of 20" and [line["value"] for line in people["counted"]] == [4, 4]


def test_karel_counts_a_town_from_here_and_a_reader_cannot(region: Installed) -> None:
    missing = {town["name"]: town["entry"] for town in need(at_desk(region, KAREL).get(GATES), "analyzy")["missing"]}
    assert missing["bukova"]["n"] == entry("bukova", "deliver") and missing[ELSEWHERE] is None
    assert all(town["entry"] is None for town in need(anybody().get(GATES), "analyzy")["missing"])


def test_the_one_who_leads_the_steering_group_ends_a_stage_that_is_ready(region: Installed) -> None:
    join(region, *[name for name in TOWNS if name not in ("bukova", "dubova", ELSEWHERE, "jasenna", "javorna")][:8])
    region.do(KAREL, "record_reply", programme=PROGRAMME, town="javorna", reply="interested")
    region.do(
        KAREL, "join_town", programme=PROGRAMME, town="javorna", agreement=digest_of_file("dohoda"), resolution="1",
        day=region.day,
    )  # fmt: skip
    lead = at_desk(region, LEAD)
    gate = lead.get(GATES).context["gates"][0]
    assert gate["ready"] and gate["tag"]["label"] == "ready: nothing is missing"
    [act] = gate["acts"]
    form = lead.get(act["url"])
    assert ("etapa-1", "End of stage 1") in form.context["form"]["gate"].field.choices
    typed = {"as": LEAD, "programme": PROGRAMME, "gate": "etapa-1", "next": GATES}
    assert confirm(lead, lead.post(act["url"], typed)).status_code == 303
    gate = anybody().get(GATES).context["gates"][0]
    assert gate["tag"]["label"] == "ended" and gate["needs"][0]["shown"] == "12 of 12"
    assert model_of(rows.Gate).objects.get(territory=REGION).gate == "etapa-1"
