"""What one can do at a plan: the acts of one's own pen first, and why the others wait."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.cast import Installed
from tests.consult.desks import anybody, at_desk, standing_town, words_of
from tests.walk import coordinator
from workflow.rules.lifecycle import Stage


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Installed]:
    """Lipová, at the beginning."""
    with standing_town(django_db_blocker, Stage.PREPARATION) as town:
        yield town


@pytest.fixture
def town(db: None, built: Installed) -> Installed:
    return built


def url_of(town: Installed) -> str:
    return f"/plans/{town.plan_key}/do/"


def urls(groups: list[dict[str, Any]]) -> set[str]:
    return {act["url"].rstrip("/").rpartition("/")[2] for group in groups for act in group["acts"]}


def test_the_coordinator_may_begin_drafting_and_not_yet_post(town: Installed) -> None:
    page = at_desk(town, coordinator(town)).get(url_of(town))
    assert "begin_drafting" in urls(page.context["ready"])
    assert "post_draft" in urls(page.context["later"])
    assert "sign_off_part" in urls(page.context["others"])


def test_a_citizen_may_always_suggest_something(town: Installed) -> None:
    page = anybody().get(url_of(town))
    assert "raise_matter" in urls(page.context["ready"])
    assert "begin_drafting" in urls(page.context["others"])
    assert "You act as a citizen" in words_of(page)


def test_what_only_the_clock_does_is_on_nobodys_list(town: Installed) -> None:
    page = at_desk(town, coordinator(town)).get(url_of(town))
    listed = urls(page.context["ready"]) | urls(page.context["later"]) | urls(page.context["others"])
    assert not listed & {"found_territory", "rotate_key", "fill_seat"}
