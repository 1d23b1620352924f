"""News of each stage: what happened, in sentences, each with its entry."""

from typing import Any

from django.test import Client

from tests.cast import Installed
from tests.consult.desks import anybody, words_of
from tests.consult.pages.conftest import EVIL, PLAN, TERRITORY
from tests.walk import coordinator


def test_the_newest_stage_comes_first_with_what_happened_in_it(reader: Client, habrova: Installed) -> None:
    habrova.do(coordinator(habrova), "publish_news", news="Otevřeli jsme půjčovnu kol.")
    answer = reader.get(f"/plans/{PLAN}/news/")
    stages = answer.context["stages"]
    assert [stage["stage"] for stage in stages] == ["commenting", "posted", "steering", "drafting", "preparation"]
    assert "půjčovnu kol" in stages[0]["lines"][0]["sentence"]
    assert stages[0]["lines"][-1]["sentence"] == "The comment period began."
    page = words_of(answer)
    last = stages[-1]["lines"][-1]
    assert f'href="/t/{TERRITORY}/book/{last["n"]}/"' in page and f'id="n{last["n"]}"' in page


def test_words_at_the_table_are_no_news_and_hostile_ones_stay_words(reader: Client) -> None:
    page = reader.get(f"/plans/{PLAN}/news/").content.decode()
    assert EVIL not in page and "take_position" not in page and "Tajemství" not in page


def test_the_plan_and_the_town_show_the_newest(reader: Client, habrova: Installed) -> None:
    habrova.do(coordinator(habrova), "publish_news", news="Otevřeli jsme půjčovnu kol.")
    for page in (f"/plans/{PLAN}/", f"/t/{TERRITORY}/"):
        assert "půjčovnu kol" in words_of(reader.get(page))


def test_it_asks_the_database_little(reader: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(18):
        reader.get(f"/plans/{PLAN}/news/")


def test_there_is_no_news_of_another_plan(db: None) -> None:
    assert anybody().get("/plans/neni/news/").status_code == 404
