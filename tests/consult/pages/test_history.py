"""The cycles of a territory: who approved which plan, where it held, what came of it, and which one holds today."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from consult.models import StoredFile
from tests.cast import Installed, digest_of_file
from tests.consult.desks import anybody, standing_town, words_of
from tests.towns import process_of, raw_file
from tests.walk import CLERK, coordinator, vote
from workflow.rules.lifecycle import Stage
from workflow.trail.canonical import parse_time

OLD = {
    "approved_by": "Zastupitelstvo města Lipová", "resolution": "12/2008", "source": "Tištěný plán v archivu.",
    "municipalities": ["susice"],
}  # fmt: skip


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Installed]:
    """Lipová, whose own plan is before the councils, after two plans from before the book."""
    with standing_town(django_db_blocker, Stage.COUNCILS) as town:
        yield town


@pytest.fixture
def town(db: None, built: Installed, monkeypatch: pytest.MonkeyPatch) -> Installed:
    monkeypatch.setattr("django.utils.timezone.now", lambda: parse_time(built.at))
    return built


def enter(town: Installed, plan: str, years: tuple[int, int], before: str | None = None, **said: Any) -> None:
    """The clerk enters a plan from before the book."""
    given = {**OLD, "day": f"{years[0] - 1}-12-03", **said}
    town.do(
        CLERK, "enter_past_plan", plan=plan, title=f"Plán {years[0]}", process=town.process.digest, from_year=years[0],
        to_year=years[1], predecessor=before, **given,
    )  # fmt: skip


def with_past(town: Installed) -> None:
    enter(town, "plan-1", (2013, 2015), file=digest_of_file("plan-1"))
    enter(town, "plan-2", (2016, 2020), "plan-1", municipalities=["susice", "obec-a"])


def cycles(town: Installed) -> dict[str, dict[str, Any]]:
    listed = anybody().get(f"/t/{town.territory}/history/").context["cycles"]
    return {one["url"].split("/")[-2]: one for one in listed}


def test_each_plan_says_who_approved_it_where_it_held_and_where_that_is_known_from(town: Installed) -> None:
    with_past(town)
    first = cycles(town)["plan-1"]
    assert first["approved"] == [
        {"who": "Zastupitelstvo města Lipová", "resolution": "resolution 12/2008", "day": "2012-12-03"}
    ]
    assert first["places"] == {"count": "1 municipality", "named": "town of Sušice"}
    assert first["source"]["text"] == "Tištěný plán v archivu." and first["source"]["url"] == ""
    assert cycles(town)["plan-2"]["places"]["named"] == "Municipality A (invented) and town of Sušice"


def test_the_source_can_be_read_where_it_was_kept(town: Installed) -> None:
    with_past(town)
    StoredFile.keep(b"%PDF plan", name="plan.pdf", media="application/pdf", at=parse_time(town.at))
    StoredFile.objects.update(digest=digest_of_file("plan-1"))
    assert anybody().get(cycles(town)["plan-1"]["source"]["url"]).status_code == 200


def test_the_newest_stands_first_and_one_holds_today(town: Installed) -> None:
    with_past(town)
    listed = list(cycles(town))
    assert listed == [town.plan_key, "plan-2", "plan-1"]
    page = anybody().get(f"/t/{town.territory}/history/")
    assert [one["title"] for one in page.context["in_force"]] == ["Plán 2016"]
    assert {name: one["kind"] for name, one in cycles(town).items()} == {
        town.plan_key: "next", "plan-2": "now", "plan-1": "past",
    }  # fmt: skip


def test_what_came_of_measures_and_promises_is_counted(town: Installed) -> None:
    with_past(town)
    area = town.process.areas[0].id
    for name, status in (("a", "done"), ("b", "done"), ("c", "in_progress"), ("d", "abandoned")):
        town.do(
            CLERK, "enter_past_measure", plan="plan-2", aim=name, area=area, told="Opatření.", status=status,
            evidence="Zpráva.",
        )  # fmt: skip
    town.do(coordinator(town), "give_promise", plan="plan-2", promise="slib", told="Byt.", owner="Město",
            due="2030-01-01")  # fmt: skip
    second = cycles(town)["plan-2"]
    assert second["measures"] == ["realised: 2", "under way: 1", "abandoned: 1"] and second["promises"] == ["open: 1"]


def test_the_picture_says_the_same_as_the_table(town: Installed) -> None:
    with_past(town)
    page = words_of(anybody().get(f"/t/{town.territory}/history/"))
    drawn = re.findall(r'class="time-label"[^>]*>([^<]+)<', page)
    assert drawn == ["2013–2015", "2016–2020", "2021–2024"]
    assert 'role="img"' in page and "The same plans stand in the table on this page." in page


def test_a_plan_approved_here_names_its_councils(town: Installed) -> None:
    for rule in sorted(town.process.councils, key=lambda rule: not rule.recommends)[:2]:
        vote(town, rule.id, resolution="Z/7")
    [approval] = cycles(town)[town.plan_key]["approved"]
    assert (approval["resolution"], approval["day"]) == ("resolution Z/7", town.day)


def test_there_is_no_territory_of_another_name(db: None) -> None:
    assert anybody().get("/t/nikde/history/").status_code == 404


def test_a_territory_without_a_plan_says_who_begins_one(db: None) -> None:
    town = Installed(process_of("susice"), raw_file("susice"), territory="prazdna")
    town.do("operator", "found_territory", log_key=digest_of_file("key"))
    page = words_of(anybody().get("/t/prazdna/history/"))
    assert "No plan is recorded here yet." in page and "<table" not in page


def test_the_town_leads_to_its_history(town: Installed) -> None:
    assert f"/t/{town.territory}/history/" in words_of(anybody().get(f"/t/{town.territory}/"))
