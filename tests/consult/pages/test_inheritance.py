"""What the last plan left open: nothing is forgotten, each thing is chosen about, and only then drafting begins."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.cast import Installed
from tests.consult.desks import anybody, at_desk, confirm, standing_town, words_of
from tests.walk import CLERK, coordinator
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.lifecycle import Stage
from workflow.trail.canonical import parse_time

NEXT = "lipova-dalsi"
URL = f"/plans/{NEXT}/inheritance/"


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Installed]:
    """Lipová begins its second plan: a measure, a suggestion and a promise of the first are still open."""
    with standing_town(django_db_blocker, Stage.IN_FORCE) as town:
        due = (parse_time(town.at) + timedelta(days=30)).date().isoformat()
        town.do(coordinator(town), "give_promise", promise="mapa", told="Mapa bariér.", owner="Odbor", due=due)
        town.do("citizen", "raise_matter", kind="suggestion", told="Co takhle vlak?", channel="web", side="public")
        town.do(CLERK, "create_plan", plan=NEXT, title="Další", process=town.process.digest, from_year=2025,
                to_year=2028, predecessor=town.plan_key)  # fmt: skip
        yield town


@pytest.fixture
def town(db: None, built: Installed, monkeypatch: pytest.MonkeyPatch) -> Installed:
    """The same, an hour after its last entry."""
    now = parse_time(built.at) + timedelta(hours=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    return built


def choose(town: Installed, name: str, what: str) -> None:
    town.do(coordinator(town), "carry_over", plan=NEXT, origin=name, inheritance=what, reason=f"Proto {name}.")


def items(answer: Any) -> dict[str, bool]:
    """Each thing by name, and whether it was chosen about."""
    return {item["name"]: item["chosen"] for group in answer.context["groups"] for item in group["items"]}


def test_everything_left_open_is_listed_and_counted(town: Installed, django_assert_max_num_queries: Any) -> None:
    reader = anybody()
    with django_assert_max_num_queries(24):
        answer = reader.get(URL)
    page = words_of(answer)
    assert items(answer) == {"opatreni": False, "2": False, "mapa": False}
    assert "Left to choose: 3 of 3" in page
    assert "Zřídit." in page and "Co takhle vlak?" in page and "Mapa bariér." in page and "without an answer" in page


def test_a_choice_stands_with_its_reason_and_the_counter_falls(town: Installed) -> None:
    choose(town, "opatreni", "dropped")
    answer = anybody().get(URL)
    page = words_of(answer)
    assert items(answer)["opatreni"] and "Left to choose: 2 of 3" in page
    assert "dropped" in page and "Proto opatreni." in page


def test_a_matter_chosen_about_has_its_end_and_stays_listed(town: Installed) -> None:
    choose(town, "2", "carried")
    answer = anybody().get(URL)
    assert items(answer)["2"] and "carried over" in words_of(answer)


def test_whoever_made_a_suggestion_reads_beside_it_what_the_next_plan_does_with_it_and_why(town: Installed) -> None:
    url = f"/plans/{town.plan_key}/comments/2/"
    choose(town, "2", "dropped")
    page = words_of(anybody().get(url))
    assert "The next plan has said what it does with it: dropped." in page and "Proto 2." in page
    assert f'href="{URL}"' in anybody().get(url).content.decode()


def test_karel_chooses_by_words_not_by_short_names_and_comes_back(town: Installed) -> None:
    karel = at_desk(town, coordinator(town))
    assert "/do/carry_over/?origin=mapa" in words_of(karel.get(URL))
    url = f"/plans/{NEXT}/do/carry_over/?origin=mapa&next={URL}"
    form = karel.get(url).context["form"]
    assert form["origin"].value() == "mapa" and ("mapa", "Mapa bariér.") in form.fields["origin"].choices
    typed = {"origin": "mapa", "inheritance": "carried", "reason": "Slíbili jsme ji.", "as": coordinator(town)}
    done = confirm(karel, karel.post(url, {**typed, "next": URL}))
    assert done.status_code == 303 and done["Location"] == URL
    assert model_of(rows.Carried).objects.get(territory=town.territory, plan=NEXT).kind == "promises"


def test_when_nothing_is_left_it_says_so_and_offers_drafting(town: Installed) -> None:
    for name in ("opatreni", "2", "mapa"):
        assert at_desk(town, coordinator(town)).get(URL).context["moves"] == []
        choose(town, name, "carried")
    answer = at_desk(town, coordinator(town)).get(URL)
    assert "Everything the last plan left open has been dealt with." in words_of(answer)
    assert [move["act"] for move in answer.context["moves"]] == ["begin_drafting"]


def test_nobody_else_chooses(town: Installed) -> None:
    for reader in (anybody(), at_desk(town, CLERK)):
        assert "/do/carry_over/" not in words_of(reader.get(URL))


def test_what_waits_for_karel_says_how_many(town: Installed) -> None:
    page = words_of(at_desk(town, coordinator(town)).get("/me/"))
    assert "Choose what to do with what the last plan left open: 3" in page


def test_the_plan_leads_there_and_what_is_missing_does_too(town: Installed) -> None:
    page = words_of(anybody().get(f"/plans/{NEXT}/"))
    assert page.count(URL) >= 2


def test_a_first_plan_has_nothing_to_inherit(town: Installed) -> None:
    page = words_of(anybody().get(f"/plans/{town.plan_key}/inheritance/"))
    assert "This is the first plan." in page
    assert "/inheritance/" not in words_of(anybody().get(f"/plans/{town.plan_key}/"))
