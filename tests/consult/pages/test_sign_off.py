"""Approval: what changed since the last one comes first, and the very bytes that were read are approved."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.cast import Installed
from tests.consult.desks import anybody, at_desk, confirm, standing_town, words_of
from tests.walk import agree, coordinator, lead
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.lifecycle import Stage


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Installed]:
    """Lipová, where an approved part was changed and submitted again."""
    with standing_town(django_db_blocker, Stage.DRAFTING) as town:
        part = town.process.parts[0].id
        town.do(coordinator(town), "write_section", section=f"{part}-1", part=part, place=1, title="Oddíl",
                text="Nový <em>text</em>.")  # fmt: skip
        town.do(coordinator(town), "submit_part", part=part)
        yield town


@pytest.fixture
def town(db: None, built: Installed) -> Installed:
    return built


def url_of(town: Installed) -> str:
    return f"/plans/{town.plan_key}/sign-off/"


def first_part(answer: Any) -> dict[str, Any]:
    line: dict[str, Any] = answer.context["parts"][0]
    return line


def send(browser: Any, move: dict[str, Any], **typed: str) -> Any:
    data = {item["name"]: item["value"] for item in move["hidden"]}
    data |= {name: field for name, field in move["form"].initial.items() if name in move["form"].fields}
    return confirm(browser, browser.post(move["url"], {**data, **typed}))


def test_the_change_since_the_last_approval_is_marked(town: Installed) -> None:
    page = anybody().get(url_of(town))
    assert "What changed since the last approval" in words_of(page)
    assert "<em>text</em>" not in page.content.decode()
    assert first_part(page)["approve"] is None


def test_the_steering_group_is_asked_on_the_bytes_that_were_read(town: Installed) -> None:
    chair = at_desk(town, lead(town))
    ask = first_part(chair.get(url_of(town)))["approve"]
    assert ask["act"] == "propose"
    assert send(chair, ask).status_code == 303
    part = model_of(rows.Part).objects.get(key=f"{town.plan_key}/{town.process.parts[0].id}")
    asked = model_of(rows.Proposal).objects.filter(territory=town.territory, kind="sign_off_part").latest("born")
    assert asked.digest == part.substance


def test_what_was_agreed_is_approved_by_one_of_two_equal_buttons(town: Installed) -> None:
    part = town.process.parts[0].id
    agree(town, "cast-znovu", town.process.sign_off.body, "sign_off_part", part)
    chair = at_desk(town, lead(town))
    line = first_part(chair.get(url_of(town)))
    assert line["approve"]["act"] == "sign_off_part"
    assert line["turn_back"]["act"] == "return_part"
    assert send(chair, line["approve"]).status_code == 303
    assert model_of(rows.Part).objects.get(key=f"{town.plan_key}/{part}").status == "approved"


def test_a_part_is_returned_with_a_reason_and_never_without(town: Installed) -> None:
    chair = at_desk(town, lead(town))
    back = first_part(chair.get(url_of(town)))["turn_back"]
    assert send(chair, back, reason="").status_code == 422
    assert send(chair, back, reason="Chybí čísla.").status_code == 303
    part = model_of(rows.Part).objects.get(key=f"{town.plan_key}/{town.process.parts[0].id}")
    assert part.status == "returned"
