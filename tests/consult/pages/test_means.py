"""Wishes and means: the order people gave to their wishes, what it would cost, and what is in sight."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.cast import Installed, digest_of_file
from tests.consult.desks import anybody, at_desk, standing_town, words_of
from tests.walk import CLERK, coordinator, meet
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.lifecycle import Stage
from workflow.trail.canonical import parse_time


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Installed]:
    """Lipová, drafting: two priorities in an order, three measures, money for one year, costs that are shared."""
    with standing_town(django_db_blocker, Stage.DRAFTING) as town:
        karel, area = coordinator(town), town.process.areas[0].id
        needs = {"area": area, "needs": ["potreba"]}
        town.do(karel, "record_aim", aim="doprava", kind="priority", told="Dostat se k lékaři.", **needs)
        town.do(karel, "record_aim", aim="svoz", kind="measure", told="Svoz s plošinou.", parent="doprava", **needs)
        town.do(karel, "record_aim", aim="lavicky", kind="measure", told="Lavičky.", parent="doprava", **needs)
        town.do(karel, "resource_measure", aim="svoz", owner="Svazek obcí", funding="none", amount=1_500)
        meet(town, "setkani", None)
        town.do(
            karel, "rank_aims", ranking="prani", kind="priority", ranked_by="dots", meeting="setkani", people=45,
            order=["doprava", "priorita"], points=[31, 14],
        )  # fmt: skip
        for name, sure, amount in (("mesto", "secured", 700), ("kraj", "applied", 900)):
            town.do(
                karel, "record_means", means=name, year=2022, funder=name.capitalize(), certainty=sure, amount=amount
            )
        share_out(town)
        yield town


def share_out(town: Installed) -> None:
    """The municipalities agree to pay together, and on a network of services."""
    parties = ["susice", "obec-a"]
    for name, kind in (("spolecne", "solidarity"), ("sit", "network")):
        town.do(CLERK, "record_agreement", plan=None, agreement=name, kind=kind, parties=parties, day="2020-09-01",
                file=digest_of_file(name), told="Podle počtu obyvatel.")  # fmt: skip
    town.do(CLERK, "share_costs", aim="svoz", agreement="spolecne", municipalities=parties, amounts=[1_000, 500])
    town.do(CLERK, "list_in_network", aim="svoz", agreement="sit")


@pytest.fixture
def town(db: None, built: Installed, monkeypatch: pytest.MonkeyPatch) -> Installed:
    """The same, an hour after its last entry."""
    now = parse_time(built.at) + timedelta(hours=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    return built


def url_of(town: Installed) -> str:
    return f"/plans/{town.plan_key}/means/"


def test_the_gap_is_the_first_thing_anybody_reads(town: Installed, django_assert_max_num_queries: Any) -> None:
    reader = anybody()
    with django_assert_max_num_queries(16):
        page = words_of(reader.get(url_of(town))).replace("\N{NO-BREAK SPACE}", " ")
    assert (
        "would cost CZK 2.4 million a year, CZK 1.6 million is in sight for 2022; CZK 800 thousand is missing" in page
    )
    assert "So far CZK 700 thousand is secured." in page
    assert "One measure has no estimate yet" in page


def test_in_czech_it_is_said_as_a_clerk_would(town: Installed) -> None:
    page = words_of(Client(headers={"accept-language": "cs"}).get(url_of(town))).replace("\N{NO-BREAK SPACE}", " ")
    assert "Opatření by ročně stála 2,4 mil. Kč, na rok 2022 je v dohledu 1,6 mil. Kč; chybí 800 tis. Kč." in page


def test_wishes_stand_in_the_order_people_gave_them_with_how_it_came_about(town: Installed) -> None:
    page = words_of(anybody().get(url_of(town)))
    assert page.index("Dostat se k lékaři.") < page.index("Zřídit.")
    assert "Order by dots, 45 people" in page and "public hearing" in page
    assert "31 points" in page and "14 points" in page
    [ranked, alone] = anybody().get(url_of(town)).context["groups"]
    assert [line["words"] for line in ranked["items"][0]["below"]] == ["Svoz s plošinou.", "Lavičky."]
    assert [item["words"] for item in alone["items"]] == ["Zřídit."]


def test_each_year_shows_its_numbers_beside_its_bar_and_the_others_are_named(town: Installed) -> None:
    page = words_of(anybody().get(url_of(town)))
    [bar] = anybody().get(url_of(town)).context["bars"]
    assert (bar["year"], bar["amounts"], bar["cost"], bar["gap"]) == (2022, [700, 900, 0], 2_400, 800)
    assert "No money is recorded yet for: 2021, 2023 and 2024." in page
    assert "Mesto" in page and "Kraj" in page


def test_measures_without_money_are_listed_by_themselves(town: Installed) -> None:
    assert [line["key"] for line in anybody().get(url_of(town)).context["poor"]] == ["svoz", "lavicky"]


def test_shares_of_municipalities_add_up_and_the_network_is_listed(town: Installed) -> None:
    answer = anybody().get(url_of(town))
    shares = answer.context["shares"]
    who = "town of Sušice 1,000 · Municipality A (invented) 500"
    assert shares["rows"] == [["Svoz s plošinou.", who, "1,500"]]
    assert [(line["label"], line["value"]) for line in shares["paid"]] == [
        ("town of Sušice", 1_000), ("Municipality A (invented)", 500),
    ]  # fmt: skip
    assert shares["total"] == 1_500
    assert [line["key"] for line in answer.context["network"]] == ["svoz"]
    assert "sharing costs" in words_of(answer).lower() and "Podle počtu obyvatel." in words_of(answer)


def test_karel_finds_the_forms_and_puts_wishes_in_order_without_dragging(town: Installed) -> None:
    karel = at_desk(town, coordinator(town))
    [url] = [way["url"] for way in karel.get(url_of(town)).context["doing"] if "rank_aims" in way["url"]]
    form = words_of(karel.get(url))
    assert 'name="order.doprava"' in form and 'name="order.priorita"' in form and 'name="order.svoz"' not in form
    typed = {
        "ranking": "znovu", "kind": "priority", "ranked_by": "points", "meeting": "setkani", "people": "20",
        "order.doprava": "2", "order.priorita": "1", "points": "9, 4", "as": coordinator(town),
    }  # fmt: skip
    answer = karel.post(url, typed)
    assert answer.status_code == 200, words_of(answer)
    record = answer.context["record"]
    carried: dict[str, list[str]] = {}
    for item in record["fields"]:
        carried.setdefault(item["name"], []).append(item["value"])
    assert carried["order"] == ["priorita", "doprava"]
    assert karel.post(record["url"], carried).status_code == 303
    row = model_of(rows.Ranking).objects.get(territory=town.territory, key=f"{town.plan_key}/znovu")
    assert list(row.order) == [f"{town.plan_key}/priorita", f"{town.plan_key}/doprava"]


def test_nobody_else_is_offered_a_form(town: Installed) -> None:
    assert anybody().get(url_of(town)).context["doing"] == []


def test_with_nothing_recorded_it_says_why(town: Installed) -> None:
    town.do(CLERK, "create_plan", plan="druhy", title="Druhý", process=town.process.digest, from_year=2040,
            to_year=2043)  # fmt: skip
    page = words_of(anybody().get("/plans/druhy/means/"))
    assert "No measure has been written down yet." in page and "They come from needs" in page
    assert "/plans/druhy/means/" not in words_of(anybody().get("/plans/druhy/"))
