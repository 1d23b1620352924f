"""The plain forms of what is said around a comment: what will be recorded is said, and nobody is named by asking."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.cast import Installed
from tests.consult.desks import at_desk, confirm, standing_town, words_of
from tests.walk import CLERK, coordinator, lead
from tests.workflow.talk import comment, reply, somebody
from workflow.models import Leaf, model_of
from workflow.rules import rows
from workflow.rules.lifecycle import Stage


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Installed]:
    """Lipová while comments are open."""
    with standing_town(django_db_blocker, Stage.COMMENTING) as town:
        yield town


@pytest.fixture
def town(db: None, built: Installed) -> Installed:
    return built


def looked_at(town: Installed, seat: str, act: str, **typed: Any) -> Any:
    """The second step of a form: what will be recorded."""
    browser = at_desk(town, seat)
    return browser, browser.post(f"/plans/{town.plan_key}/do/{act}/", {"as": seat, **typed})


def last_entry(town: Installed) -> dict[str, Any]:
    leaf = Leaf.objects.filter(territory=town.territory).order_by("-n")[0]
    return dict(json.loads(bytes(leaf.data)))


def test_what_a_member_needs_to_take_part_does_not_stand_beside_their_seat_or_number(town: Installed) -> None:
    member = town.seats(town.process.working_groups[0].id)[0]
    browser, check = looked_at(town, member.key, "ask_for_help", kind="interpreter", about="Špatně slyším.")
    assert "Somebody asks for help to take part: an interpreter." in words_of(check)
    confirm(browser, check)
    entry = last_entry(town)
    assert entry["act"] == "ask_for_help" and entry["actor"] is None
    assert entry["by"] == {"body": None, "seat": None, "side": "public", "person": None}
    assert str(member.person) not in json.dumps(entry)


def test_a_request_for_help_is_chosen_by_what_it_is_for(town: Installed) -> None:
    town.do(somebody("Dana"), "ask_for_help", kind="transport", about="Jsem na vozíku.")
    form = words_of(at_desk(town, CLERK).get(f"/plans/{town.plan_key}/do/answer_help/"))
    assert "transport · waiting" in form and "Jsem na vozíku" not in form


def test_a_sheet_of_signatures_is_told_as_what_it_is_before_it_is_recorded(town: Installed) -> None:
    typed = {"kind": "comment", "told": "Chceme lavičku.", "channel": "in_person", "side": "public"}
    _, check = looked_at(
        town, coordinator(town), "raise_matter", **typed, voice="signatures", voices="48", by="citizen"
    )
    assert "It is a sheet of signatures; people who signed: 48." in words_of(check)


def test_a_sheet_without_a_number_is_refused_in_words(town: Installed) -> None:
    typed = {"kind": "comment", "told": "Chceme lavičku.", "channel": "in_person", "side": "public"}
    _, check = looked_at(town, coordinator(town), "raise_matter", **typed, voice="signatures", by="citizen")
    page = words_of(check)
    assert "how many people" in page.lower() and "Chceme lavičku." in page


def test_an_appeal_is_heard_by_the_steering_group_with_a_plain_form(town: Installed) -> None:
    number = comment(town, "Bez lavičky to nejde.")
    name = reply(town, number, "Sousedka je hloupá.")
    town.do(CLERK, "hide_reply", reply=name, ground="hate", reason="Uráží.")
    town.do(somebody("Ota"), "appeal_hiding", matter=number, reply=name, reason="Je to pravda.")
    typed = {"matter": number, "reply": name, "reason": "Je to urážka."}
    browser, check = looked_at(town, lead(town), "uphold_hiding", **typed)
    assert f"the reply to comment no. {number} stays hidden" in words_of(check)
    confirm(browser, check)
    row = model_of(rows.Reply).objects.get(territory=town.territory, key=f"{town.plan_key}/{name}")
    assert row.hidden and not row.appealed
