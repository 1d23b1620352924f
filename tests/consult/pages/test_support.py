"""What the participants think of the result: a measured fact beside agreement, never instead of it."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.cast import Installed
from tests.consult.desks import anybody, at_desk, press, standing_town, words_of
from tests.walk import CLERK, coordinator, vote
from workflow.rules.lifecycle import Stage


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Installed]:
    """A town whose rules ask the participants, and 41 of 52 said yes."""
    with standing_town(django_db_blocker, Stage.COUNCILS, "tanvald") as town:
        yield town


@pytest.fixture
def town(db: None, built: Installed) -> Installed:
    return built


def url_of(town: Installed) -> str:
    return f"/plans/{town.plan_key}/support/"


def test_anybody_sees_how_many_were_asked_and_how_many_support_it(
    town: Installed, django_assert_max_num_queries: Any
) -> None:
    browser = anybody()
    with django_assert_max_num_queries(10):
        page = words_of(browser.get(url_of(town)))
    assert "78.8%" in page and "Of 52 asked, 41 accept the result" in page
    assert "26 of 52" in page and "at least 50%" in page and "supported by the participants" in page
    assert "the text as it is now" in page


def test_it_says_that_agreement_is_another_thing(town: Installed) -> None:
    page = words_of(anybody().get(url_of(town)))
    assert "no majority makes up for an agreement that was not reached" in page and "principle 1" in page


def test_the_coordinator_asks_again_and_the_earlier_answer_stays(town: Installed) -> None:
    karel = at_desk(town, coordinator(town))
    page = karel.get(url_of(town))
    assert press(karel, page, "check_support", asked="40", accept="12").status_code == 303
    page = words_of(anybody().get(url_of(town)))
    assert "30%" in page and "not supported enough" in page
    assert "Asked before" in page and "41 of 52 (78.8%)" in page


def test_nobody_else_is_offered_the_form(town: Installed) -> None:
    for reader in (anybody(), at_desk(town, CLERK)):
        assert reader.get(url_of(town)).context["moves"] == []


def test_a_text_changed_since_shows_that_the_answer_was_about_another_one(town: Installed) -> None:
    karel, council = coordinator(town), town.process.deciding_councils[0]
    vote(town, council.id, yes=1)
    town.do(karel, "return_from_councils", reason="Zastupitelstvo nesouhlasí.")
    part = town.process.parts[0].id
    town.do(karel, "write_section", section="nova", part=part, place=9, title="Nový oddíl", text="Jinak.")
    page = words_of(anybody().get(url_of(town)))
    assert "an earlier text; since then it was changed" in page and "the text as it is now" not in page


def test_the_plan_leads_there_where_its_rules_ask(town: Installed) -> None:
    assert url_of(town) in words_of(anybody().get(f"/plans/{town.plan_key}/"))
