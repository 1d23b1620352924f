"""How a page or a program catches up with the book."""

from typing import Any

from django.test import Client

from tests.cast import Installed
from tests.consult.pages.conftest import PLAN, TERRITORY
from workflow.models import Leaf

EVENTS = f"/plans/{PLAN}/events"


def head() -> int:
    return int(Leaf.objects.filter(territory=TERRITORY, plan=PLAN).order_by("-n").values_list("n", flat=True)[0])


def test_entries_after_a_number_and_the_newest_there_is(reader: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(8):
        told = reader.get(f"{EVENTS}?after={head() - 2}").json()
    assert told["head"] == head() and not told["more"]
    assert all(entry["n"] > head() - 2 and entry["plan"] == PLAN for entry in told["entries"])
    assert "Tajemství" not in str(told)


def test_without_news_nothing_is_sent_again(reader: Client, habrova: Installed) -> None:
    first = reader.get(f"{EVENTS}?after=3")
    same = reader.get(f"{EVENTS}?after=3", headers={"if-none-match": first["ETag"]})
    assert same.status_code == 304 and same.content == b""
    habrova.do("citizen", "raise_matter", kind="comment", told="Novinka.", channel="web", side="public")
    assert reader.get(f"{EVENTS}?after=3", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_a_long_way_back_comes_in_pieces(reader: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr("consult.api.events.MOST", 5)
    told = reader.get(EVENTS).json()
    assert len(told["entries"]) == 5 and told["more"]


def test_a_number_that_is_none_begins_at_the_beginning(reader: Client) -> None:
    for after in ("x", "-5", "", "9" * 40):
        assert reader.get(f"{EVENTS}?after={after}").json()["entries"][0]["act"] == "create_plan"


def test_there_are_no_events_of_another_plan(db: None) -> None:
    assert Client().get("/plans/nic/events").status_code == 404
