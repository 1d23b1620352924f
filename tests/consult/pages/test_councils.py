"""Councils: how many must say yes is said beforehand, and the counts are judged by the law alone."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import Installed
from tests.consult.desks import anybody, at_desk, confirm, press, standing_town, words_of
from tests.walk import coordinator, vote
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.lifecycle import Stage


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Installed]:
    """Lipová, whose plan lies before the councils."""
    with standing_town(django_db_blocker, Stage.COUNCILS) as town:
        for board in town.process.councils:
            if board.recommends:
                vote(town, board.id)
        yield town


@pytest.fixture
def town(db: None, built: Installed) -> Installed:
    return built


def url_of(town: Installed) -> str:
    return f"/plans/{town.plan_key}/councils/"


def council(town: Installed) -> Any:
    return next(rule for rule in town.process.councils if not rule.recommends)


def counts(town: Installed, yes: int, **more: Any) -> dict[str, Any]:
    total = council(town).members_total
    return {
        "resolution": "12-2022", "day": "1. 2. 2022", "present": str(total), "yes": str(yes), "no": str(total - yes),
        "abstain": "0", "not_voting": "0", "absent": "0", "conditions": "none", **more,
    }  # fmt: skip


def decisions(town: Installed) -> Any:
    return model_of(rows.CouncilDecision).objects.filter(territory=town.territory, council=council(town).id)


def enter(browser: Any, town: Installed, **typed: Any) -> Any:
    page = browser.get(url_of(town))
    line = next(line for line in page.context["entering"] if line["move"]["hidden"][0]["value"] == council(town).id)
    page.context["moves"].append(line["move"])
    return press(browser, page, "record_council_result", **typed)


def test_anybody_sees_how_many_are_needed(town: Installed) -> None:
    total = council(town).members_total
    page = anybody().get(url_of(town))
    assert f"needs {total // 2 + 1} of {total}" in words_of(page)
    assert page.context["entering"] == []


def test_the_councils_own_clerk_enters_the_counts(town: Installed) -> None:
    clerk = at_desk(town, f"{council(town).id}/zapis")
    assert enter(clerk, town, **counts(town, council(town).members_total)).status_code == 303
    assert decisions(town).get().result == "pass"
    assert "approved" in words_of(anybody().get(url_of(town)))


def test_too_few_are_too_few_and_it_says_so_before_it_is_recorded(town: Installed) -> None:
    clerk = at_desk(town, f"{council(town).id}/zapis")
    assert enter(clerk, town, **counts(town, council(town).members_total // 2)).status_code == 303
    assert decisions(town).get().result == "fail"


def test_counts_that_do_not_add_up_are_refused_and_kept(town: Installed) -> None:
    clerk = at_desk(town, f"{council(town).id}/zapis")
    answer = enter(clerk, town, **counts(town, 3, absent="5"))
    assert answer.status_code == 409
    assert "12-2022" in words_of(answer)
    assert not decisions(town).exists()


def test_the_coordinator_enters_it_only_from_the_attached_extract(town: Installed) -> None:
    karel = at_desk(town, coordinator(town))
    assert enter(karel, town, **counts(town, council(town).members_total)).status_code == 409
    file = SimpleUploadedFile("usneseni.pdf", b"%PDF-1.7 usneseni", content_type="application/pdf")
    done = enter(karel, town, extract_file=file, **counts(town, council(town).members_total))
    assert confirm(karel, done).status_code == 303
    assert decisions(town).get().extract is not None


def test_another_councils_clerk_enters_nothing_here(town: Installed) -> None:
    other = [rule.id for rule in town.process.councils if rule.id != council(town).id][-1]
    lines = at_desk(town, f"{other}/zapis").get(url_of(town)).context["entering"]
    assert all(line["move"]["hidden"][0]["value"] != council(town).id for line in lines)
