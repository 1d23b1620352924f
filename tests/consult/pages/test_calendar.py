"""The calendar of a common project: everybody sees what is due, late or moved, and why."""

from collections.abc import Iterator
from typing import Any

import pytest

from consult.models import StoredFile
from tests.cast import Installed, digest_of_file
from tests.consult.desks import anybody, at_desk, confirm, words_of
from tests.consult.pages.regions import BOARD, standing_region
from tests.workflow.polesi import KAREL, PROGRAMME, REGION
from workflow.models import model_of
from workflow.rules import rows
from workflow.trail.canonical import parse_time

CALENDAR = f"{BOARD}calendar/"


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Installed]:
    with standing_region(django_db_blocker) as region:
        yield region


@pytest.fixture
def region(db: None, built: Installed, monkeypatch: pytest.MonkeyPatch) -> Installed:
    today(monkeypatch, built.at)
    return built


def today(monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: parse_time(at))


def milestone(answer: Any, name: str) -> dict[str, Any]:
    lines = [line for phase in answer.context["phases"] for line in phase["lines"]]
    return next(line for line in lines if line["id"] == name)


def test_every_milestone_says_when_it_is_due_and_what_follows(region: Installed) -> None:
    page = anybody().get(CALENDAR)
    seminar = milestone(page, "seminar")
    assert (seminar["due_on"], seminar["month"], seminar["tag"]["label"]) == ("2020-11-30", 3, "in 90 days")
    assert seminar["follows"] == ["Cooperation begun"]
    assert milestone(page, "analyzy")["waits_for"]["label"] == "Analyses"
    assert len(page.context["strip"]) == 22 and page.context["strip"][0]["now"]


def test_what_was_reached_says_when_and_shows_its_file(region: Installed) -> None:
    StoredFile.keep(b"%PDF zapis", name="zapis.pdf", media="application/pdf", at=parse_time(region.at))
    StoredFile.objects.update(digest=digest_of_file("zapis"))
    region.do(
        KAREL, "reach_milestone", programme=PROGRAMME, milestone="seminar", told="Přišlo 30 lidí.",
        file=digest_of_file("zapis"),
    )  # fmt: skip
    seminar = milestone(anybody().get(CALENDAR), "seminar")
    assert (seminar["tag"]["state"], seminar["reached_on"], seminar["told"]) == ("done", region.day, "Přišlo 30 lidí.")
    assert anybody().get(seminar["file"]["url"]).status_code == 200


def test_what_was_moved_says_from_when_by_whom_and_why_each_time(region: Installed) -> None:
    moved = {"programme": PROGRAMME, "milestone": "seminar"}
    region.do(KAREL, "move_milestone", **moved, due_on="2020-12-15", reason="Sál je obsazený.")
    region.do(KAREL, "move_milestone", **moved, due_on="2021-01-10", reason="Chřipka.")
    seminar = milestone(anybody().get(CALENDAR), "seminar")
    assert seminar["due_on"] == "2021-01-10"
    assert [(move.from_day, move.to_day, move.reason) for move in seminar["moves"]] == [
        ("2020-11-30", "2020-12-15", "Sál je obsazený."), ("2020-12-15", "2021-01-10", "Chřipka."),
    ]  # fmt: skip
    assert all("koordinator" in move.who for move in seminar["moves"])


def test_what_is_late_says_by_how_much_and_what_it_endangers(region: Installed, monkeypatch: Any) -> None:
    today(monkeypatch, "2020-12-03T08:00:00Z")
    page = anybody().get(CALENDAR)
    seminar = milestone(page, "seminar")
    assert seminar["tag"] == {"state": "late", "label": "late by 3 days"}
    assert seminar["endangers"][0] == "Cooperation begun"
    assert page.context["strip"][2]["kind"] == "late"


def test_karel_moves_a_milestone_only_with_a_reason(region: Installed) -> None:
    karel = at_desk(region, KAREL)
    url = next(act["url"] for act in milestone(karel.get(CALENDAR), "seminar")["acts"] if "move_" in act["url"])
    form = karel.get(url).context["form"]
    assert form["milestone"].value() == "seminar" and ("seminar", "First seminar") in form["milestone"].field.choices
    typed = {"as": KAREL, "programme": PROGRAMME, "milestone": "seminar", "due_on": "15. 12. 2020", "next": CALENDAR}
    refused = karel.post(url, typed)
    assert refused.status_code == 422 and "reason" in refused.context["form"].errors
    assert confirm(karel, karel.post(url, {**typed, "reason": "Sál je obsazený."})).status_code == 303
    assert model_of(rows.Milestone).objects.get(territory=REGION, milestone="seminar").due_on == "2020-12-15"


def test_a_reader_moves_nothing(region: Installed) -> None:
    assert "/do/move_milestone/" not in words_of(anybody().get(CALENDAR))
