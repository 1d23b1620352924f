"""What came of the plan, measure by measure, year by year, promise by promise."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.cast import Installed, digest_of_file
from tests.consult.desks import anybody, at_desk, standing_town, words_of
from tests.walk import CLERK, agree, coordinator, lead
from workflow.rules.lifecycle import Stage
from workflow.trail.canonical import parse_time


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Installed]:
    """Lipová in the first year of its plan: a measure reported on and changed; promises kept, open and taken back."""
    with standing_town(django_db_blocker, Stage.IN_FORCE) as town:
        karel, steering = coordinator(town), town.process.sign_off.body
        town.do(karel, "report_measure", aim="opatreni", status="in_progress", evidence="Hledáme prostory.")
        agree(town, "zmena", steering, "change_measure", "opatreni", text=digest_of_file("zmena"))
        town.do(lead(town), "change_measure", aim="opatreni", told="Zřídit ve dvou obcích.", proposal="zmena")
        file = digest_of_file("akcni plan")
        agree(town, "rok", steering, "action_plan", "2021", text=file)
        town.do(lead(town), "adopt_action_plan", year=2021, file=file, measures=["opatreni"], proposal="rok")
        due = (parse_time(town.at) + timedelta(days=10)).date().isoformat()
        for name in ("lavicka", "mapa", "letak"):
            town.do(karel, "give_promise", promise=name, told=f"Slib {name}.", owner="Odbor", due=due)
        town.do(karel, "close_promise", promise="mapa", status="kept", told="Visí na radnici.")
        town.do(karel, "close_promise", promise="letak", status="released", told="Nikdo ho nechce.")
        town.do(karel, "evaluate_plan", year=2021, told="Jde to.", file=digest_of_file("rok"), next_on="2022-06-30")
        yield town


@pytest.fixture
def town(db: None, built: Installed, monkeypatch: pytest.MonkeyPatch) -> Installed:
    """The same, an hour after its last entry."""
    at(monkeypatch, built.at, hours=1)
    return built


def at(monkeypatch: pytest.MonkeyPatch, moment: str, **later: int) -> None:
    now = parse_time(moment) + timedelta(**later)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


def url_of(town: Installed) -> str:
    return f"/plans/{town.plan_key}/fulfilment/"


def test_measures_are_counted_by_how_they_fare(town: Installed, django_assert_max_num_queries: Any) -> None:
    reader = anybody()
    with django_assert_max_num_queries(22):
        answer = reader.get(url_of(town))
    assert [(row["label"], row["value"]) for row in answer.context["chart"]] == [("Changed", 1)]
    assert answer.context["total"] == 1 and "Measures by how they fare" in words_of(answer)


def test_a_report_stands_with_its_evidence_and_its_entry(town: Installed) -> None:
    page = words_of(anybody().get(url_of(town)))
    assert "Hledáme prostory." in page and "in progress" in page and "Answers for it: Město" in page
    assert f"/t/{town.territory}/book/" in page


def test_a_changed_measure_shows_both_wordings_and_who_decided(town: Installed) -> None:
    [measure] = anybody().get(url_of(town)).context["groups"][0]["measures"]
    [change] = measure["changes"]
    assert (change["before"], change["after"]) == ("Zřídit.", "Zřídit ve dvou obcích.")
    assert "agreed: change a measure: Zřídit ve dvou obcích." in change["decision"]["sentence"]
    page = words_of(anybody().get(url_of(town)))
    assert "As it was" in page and "As it is now" in page and "<ins>" in page


def test_years_chosen_and_looked_back_on_are_there(town: Installed) -> None:
    page = words_of(anybody().get(url_of(town)))
    assert "Action plans by year" in page and "adopt the action plan of a year: 2021" in page
    assert "Years looked back on" in page and "Jde to." in page


def test_promises_say_who_what_by_when_and_how_they_ended(town: Installed) -> None:
    answer = anybody().get(url_of(town))
    assert [(line["name"], line["state"]) for line in answer.context["promises"]] == [
        ("lavicka", "waiting"), ("mapa", "done"), ("letak", "missing"),
    ]  # fmt: skip
    page = words_of(answer)
    assert "Slib lavicka." in page and "Odbor" in page and "Visí na radnici." in page and "Nikdo ho nechce." in page


def test_an_open_promise_is_overdue_once_its_day_has_passed(town: Installed, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, town.at, days=11)
    [first, *_rest] = anybody().get(url_of(town)).context["promises"]
    assert (first["name"], first["state"], first["label"]) == ("lavicka", "late", "overdue")
    page = words_of(at_desk(town, coordinator(town)).get("/me/"))
    assert "Promises whose day has passed: 1" in page


def test_the_next_review_is_announced_and_then_late_by_so_many_days(
    town: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "The next review is due on Thursday 30 June 2022." in words_of(anybody().get(url_of(town)))
    at(monkeypatch, "2022-07-10T08:00:00Z")
    page = words_of(anybody().get(url_of(town)))
    assert "The review was due on Thursday 30 June 2022; it is late by 10 days." in page
    assert "Evaluate how the plan is fulfilled" in words_of(at_desk(town, coordinator(town)).get("/me/"))


def test_karel_finds_the_forms_beside_what_they_are_about(town: Installed) -> None:
    karel = at_desk(town, coordinator(town))
    page = karel.get(url_of(town))
    assert "/do/report_measure/?aim=opatreni" in words_of(page)
    assert "/do/close_promise/?promise=lavicka" in words_of(page) and "?promise=mapa" not in words_of(page)
    form = karel.get(f"/plans/{town.plan_key}/do/close_promise/?promise=lavicka").context["form"]
    assert form["promise"].value() == "lavicka"
    assert "/do/report_measure/" not in words_of(anybody().get(url_of(town)))


def test_the_plan_that_follows_is_named(town: Installed) -> None:
    town.do(CLERK, "create_plan", plan="lipova-dalsi", title="Další", process=town.process.digest,
            from_year=2025, to_year=2028, predecessor=town.plan_key)  # fmt: skip
    page = words_of(anybody().get(url_of(town)))
    assert "A plan for 2025–2028 follows this one." in page and "/plans/lipova-dalsi/inheritance/" in page


def test_the_plan_leads_there_once_it_is_adopted(town: Installed) -> None:
    assert url_of(town) in words_of(anybody().get(f"/plans/{town.plan_key}/"))
