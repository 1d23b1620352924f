"""Many answers agreed on at once: each explicitly, and any seat pulls one out."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.cast import Installed
from tests.consult.desks import anybody, at_desk, confirm, press, standing_town, words_of
from tests.walk import close_window, coordinator, facilitator, meet
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.lifecycle import Stage


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Installed]:
    """Lipová, where a group has an agenda of two prepared answers before it."""
    with standing_town(django_db_blocker, Stage.COMMENTING) as town:
        town.do("citizen", "raise_matter", kind="comment", told="Strom <b>u pošty</b>.", channel="web", side="public")
        close_window(town)
        group = town.process.working_groups[0].id
        for number in ("1", "2"):
            town.do(
                coordinator(town), "draft_answer", matter=number, disposition="explained", reason="Ano.", grounds=[]
            )
        meet(town, "stul", group)
        town.do(facilitator(town), "open_agenda", call="soupis", body=group, matters=["1", "2"], question="Souhlas?",
                meeting="stul")  # fmt: skip
        yield town


@pytest.fixture
def town(db: None, built: Installed) -> Installed:
    return built


def url_of(town: Installed) -> str:
    return f"/plans/{town.plan_key}/agendas/soupis/"


def test_everybody_reads_what_lies_on_the_table(town: Installed) -> None:
    page = anybody().get(url_of(town))
    assert "Strom &lt;b&gt;u pošty&lt;/b&gt;." in words_of(page)
    assert page.context["moves"] == []


def test_a_question_on_an_agenda_leads_to_the_agenda(town: Installed) -> None:
    answer = anybody().get(f"/plans/{town.plan_key}/decisions/soupis.1/")
    assert answer["Location"] == url_of(town)


def test_one_item_is_pulled_out_and_the_other_is_agreed_and_settled(town: Installed) -> None:
    group = town.process.working_groups[0].id
    member = at_desk(town, f"{group}/user-0")
    pull = member.get(url_of(town)).context["items"][1]["pull"]
    answer = member.post(pull["url"], {item["name"]: item["value"] for item in pull["hidden"]})
    assert confirm(member, answer).status_code == 303
    assert "pulled out" in words_of(member.get(url_of(town)))

    vera = at_desk(town, facilitator(town))
    seats = vera.get(url_of(town)).context["voices"].seats
    assert vera.post(url_of(town), {f"value{index}": "agree" for index in range(len(seats))}).status_code == 303
    assert press(vera, vera.get(url_of(town)), "close_agenda").status_code == 303
    assert press(vera, vera.get(url_of(town)), "settle_many").status_code == 303
    ends = {row.number: row.disposition for row in model_of(rows.Matter).objects.filter(territory=town.territory)}
    assert ends == {1: "explained", 2: None}
