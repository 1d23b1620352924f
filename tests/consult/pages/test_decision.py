"""A question at the table: positions by side, what the charter makes of them, and every lawful way on."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.cast import Installed
from tests.consult.desks import anybody, at_desk, press, standing_town, words_of
from tests.walk import coordinator, facilitator, lead, meet
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.lifecycle import Stage


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Installed]:
    """Lipová, whose steering group sits and is asked whether it approves what drafting brought."""
    with standing_town(django_db_blocker, Stage.DRAFTING) as town:
        steering = town.process.sign_off.body
        meet(town, "porada", steering)
        town.do(facilitator(town), "propose", proposal="otazka", body=steering, kind="other", subject="poradi",
                question="Začneme <u>seniory</u>?", text="ab" * 32)  # fmt: skip
        yield town


@pytest.fixture
def town(db: None, built: Installed) -> Installed:
    return built


def url_of(town: Installed) -> str:
    return f"/plans/{town.plan_key}/decisions/otazka/"


def proposal(town: Installed) -> Any:
    return model_of(rows.Proposal).objects.get(territory=town.territory, key=f"{town.plan_key}/otazka")


def acts(answer: Any) -> list[str]:
    return [move["act"] for move in answer.context["moves"]]


def open_round(town: Installed, call: str = "kolo-a") -> None:
    town.do(facilitator(town), "open_call", call=call, proposal="otazka", meeting="porada")


def test_anybody_reads_the_question_and_is_offered_nothing_to_press(town: Installed) -> None:
    page = anybody().get(url_of(town))
    assert "Začneme &lt;u&gt;seniory&lt;/u&gt;?" in words_of(page)
    assert acts(page) == []


def test_the_facilitator_opens_a_round_at_the_meeting_that_sits(town: Installed) -> None:
    vera = at_desk(town, facilitator(town))
    page = vera.get(url_of(town))
    assert acts(page)[0] == "open_call"
    assert "request_vote" not in acts(page)
    assert press(vera, page, "open_call").status_code == 303
    assert "So far" in words_of(vera.get(url_of(town)))


def test_a_member_says_where_she_stands_and_a_block_needs_its_ground(town: Installed) -> None:
    open_round(town)
    seat = f"{town.process.sign_off.body}/user-0"
    member = at_desk(town, seat)
    refused = press(member, member.get(url_of(town)), "take_position", position="block", reason="Škodí to.")
    assert refused.status_code == 409
    assert "Škodí to." in words_of(refused)
    said = press(member, member.get(url_of(town)), "take_position", position="block", reason="Škodí to.",
                 ground="harms_target_group")  # fmt: skip
    assert said.status_code == 303
    page = words_of(anybody().get(url_of(town)))
    assert "Škodí to." in page
    assert "adoption is blocked" in page


def test_the_minute_taker_enters_what_everybody_said_or_nothing_of_it(town: Installed) -> None:
    open_round(town)
    karel = at_desk(town, coordinator(town))
    page = karel.get(url_of(town))
    everybody = {f"value{index}": "agree" for index in range(len(page.context["voices"].seats))}
    refused = karel.post(url_of(town), {**everybody, "value1": "stand_aside"})
    assert refused.status_code == 409
    assert model_of(rows.Stance).objects.filter(call=f"{town.plan_key}/kolo-a").count() == 0
    assert karel.post(url_of(town), everybody).status_code == 303
    stances = model_of(rows.Stance).objects.filter(call=f"{town.plan_key}/kolo-a")
    assert {stance.value for stance in stances} == {"agree"}
    assert "If it closed now, it would be adopted by agreement" in words_of(karel.get(url_of(town)))


def test_somebody_from_outside_the_table_enters_nothing_for_its_members(town: Installed) -> None:
    open_round(town)
    stranger = at_desk(town, f"{town.process.working_groups[1].id}/user-0")
    answer = stranger.post(url_of(town), {"value0": "agree"})
    assert answer.status_code == 409
    assert model_of(rows.Stance).objects.filter(call=f"{town.plan_key}/kolo-a").count() == 0


def test_after_a_failed_round_every_way_on_is_offered_and_a_vote_is_refused_with_all_it_lacks(town: Installed) -> None:
    open_round(town)
    for seat in town.seats(town.process.sign_off.body):
        town.do(seat.key, "take_position", call="kolo-a", position="stand_aside", reason="Nevím.")
    vera = at_desk(town, facilitator(town))
    assert press(vera, vera.get(url_of(town)), "close_call").status_code == 303
    assert proposal(town).failed_rounds == 1
    page = vera.get(url_of(town))
    assert {"record_attempt", "amend_proposal", "state_disagreement", "open_vote", "park_proposal"} <= set(acts(page))
    refused = press(vera, page, "open_vote")
    assert refused.status_code == 409
    assert len(refused.context["panel"]["obstacles"]) >= 3


def test_what_was_agreed_is_put_into_effect_by_one_link(town: Installed) -> None:
    steering = town.process.sign_off.body
    part = town.process.parts[0].id
    town.do(
        facilitator(town), "propose", proposal="cast", body=steering, kind="sign_off_part", subject=part, question="?"
    )
    town.do(facilitator(town), "open_call", call="kolo-c", proposal="cast", meeting="porada")
    for seat in town.seats(steering):
        town.do(seat.key, "take_position", call="kolo-c", position="agree")
    town.do(facilitator(town), "close_call", call="kolo-c")
    url = f"/plans/{town.plan_key}/decisions/cast/"
    follow = at_desk(town, lead(town)).get(url).context["follow"]
    assert follow["url"].endswith(f"proposal=cast&part={part}")
    assert anybody().get(url).context["follow"] is None


def test_a_question_nobody_put_is_not_found(town: Installed) -> None:
    assert anybody().get(f"/plans/{town.plan_key}/decisions/nic/").status_code == 404
