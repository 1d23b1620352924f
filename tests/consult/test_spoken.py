"""How many spoke where: kept, added to, and never believed against the book."""

from typing import Any

import pytest
from django.core.cache import caches

from consult.places import Here, plan_or_404
from consult.spoken import KEPT, spoken_in
from tests.cast import Installed
from tests.consult.desks import standing_town
from workflow.models import model_of
from workflow.models.door import open_door
from workflow.rules.lifecycle import Stage
from workflow.rules.rows import Matter


@pytest.fixture(scope="module")
def lipova_built(django_db_setup: None, django_db_blocker: Any) -> Any:
    with standing_town(django_db_blocker, Stage.COMMENTING) as town:
        yield town


@pytest.fixture
def lipova(db: None, lipova_built: Installed) -> Installed:
    caches[KEPT].clear()
    return lipova_built


def here(town: Installed, rf: Any) -> Here:
    return plan_or_404(rf.get("/"), town.plan_key)


def speak(town: Installed, **about: Any) -> None:
    town.do("citizen", "raise_matter", kind="comment", told="Chybí lavička.", channel="web", side="public", **about)


def test_comments_are_counted_by_section_edition_and_paragraph(lipova: Installed, rf: Any) -> None:
    for paragraph in (1, 1, None):
        speak(lipova, section="strategicka-1", paragraph=paragraph)
    assert spoken_in(here(lipova, rf)) == {
        ("", 1, None): 1,
        ("strategicka-1", 1, 1): 2,
        ("strategicka-1", 1, None): 1,
    }


def test_what_is_said_later_is_added_to_what_was_counted(
    lipova: Installed, rf: Any, django_assert_max_num_queries: Any
) -> None:
    before = sum(spoken_in(here(lipova, rf)).values())
    speak(lipova, section="strategicka-1", paragraph=2)
    looked = here(lipova, rf)
    with django_assert_max_num_queries(1):
        assert sum(spoken_in(looked).values()) == before + 1
    with django_assert_max_num_queries(1):
        assert spoken_in(looked)["strategicka-1", 1, 2] == 1


def test_very_many_more_are_counted_by_the_database(
    lipova: Installed, rf: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consult.spoken.FEW_MORE", 1)
    spoken_in(here(lipova, rf))
    for paragraph in (1, 2, 2):
        speak(lipova, section="strategicka-1", paragraph=paragraph)
    counts = spoken_in(here(lipova, rf))
    assert (counts["strategicka-1", 1, 1], counts["strategicka-1", 1, 2]) == (1, 2)


def test_a_comment_that_comes_while_we_count_is_counted_once(lipova: Installed, rf: Any) -> None:
    early = here(lipova, rf)
    speak(lipova, section="strategicka-1")
    spoken_in(early)
    assert spoken_in(here(lipova, rf))["strategicka-1", 1, None] == 1


def test_points_of_a_comment_are_no_comments_of_their_own(lipova: Installed, rf: Any) -> None:
    table = model_of(Matter)
    row = table.objects.get(key=f"{lipova.plan_key}/1")
    row.pk, row.key, row.point = None, f"{row.key}a", "a"
    with open_door():
        row.save()
    assert sum(spoken_in(here(lipova, rf)).values()) == 1


def test_after_an_older_copy_of_the_book_was_put_back_everything_is_counted_anew(lipova: Installed, rf: Any) -> None:
    speak(lipova, section="strategicka-1", paragraph=1)
    spoken_in(here(lipova, rf))
    with open_door():
        last = model_of(Matter).objects.filter(key=f"{lipova.plan_key}/{lipova.plan.matters}")
        last.update(words="0" * 64, paragraph=5)
    assert ("strategicka-1", 1, 1) not in spoken_in(here(lipova, rf))


def test_before_anybody_spoke_there_is_nothing(lipova: Installed, rf: Any) -> None:
    place = here(lipova, rf)
    place.plan.matters = 0
    assert spoken_in(place) == {}
