"""A meeting as its minute-taker has it: open, attended, closed, minuted."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.cast import Installed
from tests.consult.desks import anybody, at_desk, move_of, press, standing_town, words_of
from tests.walk import coordinator
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.lifecycle import Stage


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Installed]:
    """Lipová, where a working group is called together."""
    with standing_town(django_db_blocker, Stage.PREPARATION) as town:
        group = town.process.working_groups[0].id
        town.do(coordinator(town), "call_meeting", meeting="skupina", kind="group", body=group,
                starts_at=town.at, place="Klub <b>U řeky</b>", programme="Potřeby")  # fmt: skip
        yield town


@pytest.fixture
def town(db: None, built: Installed) -> Installed:
    return built


def url_of(town: Installed) -> str:
    return f"/plans/{town.plan_key}/meetings/skupina/"


def meeting(town: Installed) -> Any:
    return model_of(rows.Meeting).objects.get(territory=town.territory, key=f"{town.plan_key}/skupina")


def test_anybody_sees_place_and_programme(town: Installed) -> None:
    page = anybody().get(url_of(town))
    assert "Klub &lt;b&gt;U řeky&lt;/b&gt;" in words_of(page)
    assert page.context["moves"] == []


def test_it_is_opened_attended_closed_and_minuted_by_hand(town: Installed) -> None:
    karel, group = at_desk(town, coordinator(town)), town.process.working_groups[0].id
    assert press(karel, karel.get(url_of(town)), "open_meeting").status_code == 303
    page = karel.get(url_of(town))
    offered = [value for value, _ in move_of(page, "record_attendance")["form"].fields["seats"].choices]
    assert offered == [f"{group}/{key.split('/')[1]}" for key in offered]
    assert press(karel, page, "record_attendance", seats=offered[:2], guests="3").status_code == 303
    assert model_of(rows.Attendance).objects.filter(meeting=f"{town.plan_key}/skupina").count() == 2
    assert press(karel, karel.get(url_of(town)), "close_meeting").status_code == 303
    assert press(karel, karel.get(url_of(town)), "publish_minutes", minutes="Zápis.").status_code == 303
    assert meeting(town).reported
    assert "Zápis." in words_of(anybody().get(url_of(town)))


def test_a_meeting_nobody_called_is_not_found(town: Installed) -> None:
    assert anybody().get(f"/plans/{town.plan_key}/meetings/nic/").status_code == 404
