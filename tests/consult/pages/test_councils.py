"""Councils: how many must say yes is said beforehand, and the counts are judged by the law alone."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import Installed
from tests.consult.desks import anybody, at_desk, confirm, press, standing_town, words_of
from tests.walk import CLERK, begin, coordinator, vote
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.lifecycle import Stage


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Installed]:
    """Lipová, whose plan lies before the councils."""
    with standing_town(django_db_blocker, Stage.COUNCILS) as town:
        for board in town.process.councils:
            if board.recommends:
                vote(town, board.id)
        yield town


@pytest.fixture
def town(db: None, built: Installed) -> Installed:
    return built


def url_of(town: Installed) -> str:
    return f"/plans/{town.plan_key}/councils/"


def council(town: Installed) -> Any:
    return next(rule for rule in town.process.councils if not rule.recommends)


def counts(town: Installed, yes: int, **more: Any) -> dict[str, Any]:
    total = council(town).members_total
    return {
        "resolution": "12-2022", "day": "1. 2. 2022", "present": str(total), "yes": str(yes), "no": str(total - yes),
        "abstain": "0", "not_voting": "0", "absent": "0", "conditions": "none", **more,
    }  # fmt: skip


def decisions(town: Installed) -> Any:
    return model_of(rows.CouncilDecision).objects.filter(territory=town.territory, council=council(town).id)


def enter(browser: Any, town: Installed, **typed: Any) -> Any:
    page = browser.get(url_of(town))
    line = next(line for line in page.context["entering"] if line["move"]["hidden"][0]["value"] == council(town).id)
    page.context["moves"].append(line["move"])
    return press(browser, page, "record_council_result", **typed)


def test_anybody_sees_how_many_are_needed(town: Installed) -> None:
    total = council(town).members_total
    page = anybody().get(url_of(town))
    assert f"needs {total // 2 + 1} of {total}" in words_of(page)
    assert page.context["entering"] == []


def test_the_councils_own_clerk_enters_the_counts(town: Installed) -> None:
    clerk = at_desk(town, f"{council(town).id}/zapis")
    assert enter(clerk, town, **counts(town, council(town).members_total)).status_code == 303
    assert decisions(town).get().result == "pass"
    assert "approved" in words_of(anybody().get(url_of(town)))


def test_too_few_are_too_few_and_it_says_so_before_it_is_recorded(town: Installed) -> None:
    clerk = at_desk(town, f"{council(town).id}/zapis")
    assert enter(clerk, town, **counts(town, council(town).members_total // 2)).status_code == 303
    assert decisions(town).get().result == "fail"


def test_counts_that_do_not_add_up_are_refused_and_kept(town: Installed) -> None:
    clerk = at_desk(town, f"{council(town).id}/zapis")
    answer = enter(clerk, town, **counts(town, 3, absent="5"))
    assert answer.status_code == 409
    assert "12-2022" in words_of(answer)
    assert not decisions(town).exists()


def test_the_coordinator_enters_it_only_from_the_attached_extract(town: Installed) -> None:
    karel = at_desk(town, coordinator(town))
    page = karel.get(url_of(town))
    assert page.context["entering"] == [] and len(page.context["relaying"]) == len(town.process.deciding_councils)
    url = next(line["url"] for line in page.context["relaying"] if f"council={council(town).id}&" in line["url"])
    form = karel.get(url).context["form"]
    assert form["council"].value() == council(town).id and form["by"].value() == f"{council(town).id}/zapis"
    typed = counts(town, council(town).members_total) | {
        "council": council(town).id, "by": f"{council(town).id}/zapis", "as": coordinator(town),
    }  # fmt: skip
    assert confirm(karel, karel.post(url, typed)).status_code == 409
    file = SimpleUploadedFile("usneseni.pdf", b"%PDF-1.7 usneseni", content_type="application/pdf")
    done = confirm(karel, karel.post(url, {**typed, "extract_file": file}))
    assert done.status_code == 303 and done["Location"] == url_of(town)
    assert decisions(town).get().extract is not None


def test_another_councils_clerk_enters_nothing_here(town: Installed) -> None:
    other = [rule.id for rule in town.process.councils if rule.id != council(town).id][-1]
    lines = at_desk(town, f"{other}/zapis").get(url_of(town)).context["entering"]
    assert all(line["move"]["hidden"][0]["value"] != council(town).id for line in lines)


def test_every_municipality_stands_on_one_line_and_the_sum_above(
    town: Installed, django_assert_max_num_queries: Any
) -> None:
    reader = anybody()
    with django_assert_max_num_queries(40):
        page = reader.get(url_of(town))
    lines = page.context["lines"]
    assert [line["place"] for line in lines] == ["susice", "obec-a", "obec-b"]
    assert lines[0]["boards"][0]["label"] == "recommends it" and lines[1]["boards"] == []
    assert "Councils that approved: 0 of 3." in words_of(page)
    vote(town, council(town).id)
    page = words_of(reader.get(url_of(town)))
    assert "Councils that approved: 1 of 3." in page and "has not decided yet: 2" in page
    assert "for <strong>21</strong>" in page and "absent <strong>0</strong>" in page


def test_every_attempt_stays_with_its_counts(town: Installed) -> None:
    vote(town, "zastupitelstvo-obec-a", yes=4, resolution="6/2021")
    vote(town, "zastupitelstvo-obec-a", yes=5, resolution="9/2021")
    page = words_of(anybody().get(url_of(town)))
    assert "Attempt 1: " in page and "resolution 6/2021" in page and "not approved" in page
    assert "Attempt 2: " in page and "resolution 9/2021" in page
    assert "did not approve: 1" not in page and "Councils that approved: 1 of 3." in page


def test_a_result_announced_against_its_counts_and_its_correction_both_show(town: Installed) -> None:
    total = council(town).members_total
    town.do(
        f"{council(town).id}/zapis", "record_council_result", council=council(town).id, resolution="1/1", day=town.day,
        present=total, yes=3, no=total - 3, abstain=0, not_voting=0, absent=0, announced="pass", conditions="none",
    )  # fmt: skip
    page = words_of(anybody().get(url_of(town)))
    assert "announced as “adopted”; the counts say otherwise" in page
    assert "what was announced contradicts the counts: 1" in page
    town.do(CLERK, "correct_record", entry=decisions(town).get().born, reason="Přepsané číslo.")
    page = words_of(anybody().get(url_of(town)))
    assert "mended by a later entry: Přepsané číslo." in page and "Councils that approved: 0 of 3." in page


def test_a_municipality_that_left_is_said_so_and_nobody_votes_for_it(town: Installed) -> None:
    for place in ("susice", "obec-a", "obec-b"):
        town.do(CLERK, "admit_municipality", plan=None, municipality=place, day="2020-01-01")
    town.do(CLERK, "release_municipality", plan=None, municipality="obec-b", day=town.day, reason="Odchází.")
    clerk = at_desk(town, "zastupitelstvo-obec-b/zapis").get(url_of(town))
    assert clerk.context["entering"] == []
    assert "left the territory on" in words_of(clerk) and "the municipality has left: 1" in words_of(clerk)
    relaying = at_desk(town, coordinator(town)).get(url_of(town)).context["relaying"]
    assert all("obec-b" not in line["url"] for line in relaying)


def test_in_force_only_where_it_was_approved(town: Installed) -> None:
    at = town.at
    try:
        vote(town, "zastupitelstvo-susice")
        vote(town, "zastupitelstvo-obec-a")
        vote(town, "zastupitelstvo-obec-b", yes=1)
        town.do(coordinator(town), "adopt")
        here = anybody().get(url_of(town)).context["lines"]
        assert [line["since"]["text"] for line in here] == ["from 1 January 2021"] * 2 + ["not valid here"]
        begin(town)
        here = anybody().get(url_of(town)).context["lines"]
        assert [line["since"]["state"] for line in here] == ["done", "done", "missing"]
        assert here[0]["since"]["text"].endswith("2021")
    finally:
        town.at = at


def test_of_a_plan_from_before_the_book_its_source_is_shown(town: Installed) -> None:
    town.do(
        CLERK, "enter_past_plan", plan="stary-plan", title="Starý plán", process=town.process.digest, from_year=2016,
        to_year=2020, municipalities=["susice"], approved_by="Zastupitelstvo města", resolution="7/2015",
        day="2015-12-01", source="Archiv města",
    )  # fmt: skip
    page = words_of(anybody().get("/plans/stary-plan/councils/"))
    assert "Zastupitelstvo města" in page and "7/2015" in page and "Archiv města" in page
    assert "town of Sušice" in page and "Who enters the result" not in page
