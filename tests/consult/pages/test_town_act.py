"""What one can do for a whole town: found groups, fill seats, begin a plan."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.cast import Installed
from tests.consult.desks import anybody, at_desk, confirm, standing_town
from tests.walk import CLERK
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.lifecycle import Stage


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Installed]:
    """Lipová, at the beginning."""
    with standing_town(django_db_blocker, Stage.PREPARATION) as town:
        yield town


@pytest.fixture
def town(db: None, built: Installed) -> Installed:
    return built


def test_the_clerk_establishes_a_group(town: Installed) -> None:
    hana, url = at_desk(town, CLERK), f"/t/{town.territory}/do/establish_body/"
    typed = {
        "as": CLERK,
        "body": "mladi",
        "kind": "working_group",
        "title": "Skupina <b>mladých</b>",
        "admission": "open",
    }
    assert confirm(hana, hana.post(url, typed)).status_code == 303
    assert model_of(rows.Body).objects.get(territory=town.territory, key="mladi").kind == "working_group"


def test_a_citizen_establishes_nothing(town: Installed) -> None:
    url = f"/t/{town.territory}/do/establish_body/"
    typed = {
        "as": "citizen",
        "body": "moje",
        "kind": "working_group",
        "title": "Moje",
        "admission": "open",
        "step": "record",
    }
    assert anybody().post(url, typed).status_code == 409
    assert not model_of(rows.Body).objects.filter(key="moje").exists()


def test_a_town_that_is_not_there_has_no_forms(town: Installed) -> None:
    assert anybody().get("/t/nikde/do/").status_code == 404


def test_a_plan_is_created_with_a_name_of_its_own(town: Installed) -> None:
    hana, url = at_desk(town, CLERK), f"/t/{town.territory}/do/create_plan/"
    typed = {"as": CLERK, "plan_name": "lipova-2025", "title": "Další plán", "process": town.process.digest,
             "from_year": "2040", "to_year": "2043"}  # fmt: skip
    answer = confirm(hana, hana.post(url, typed))
    assert answer.status_code == 303
    assert model_of(rows.Plan).objects.get(key="lipova-2025").from_year == 2040
