"""A poster for the notice board: what is asked, until when, and the way there."""

from django.test import Client

from consult.bookcode import newest_code
from tests.cast import Installed
from tests.consult.desks import words_of
from tests.walk import close_window

POSTER = "/plans/habrova-plan/poster/"


def test_the_poster_asks_says_until_when_and_leads_to_the_plan(reader: Client, habrova: Installed) -> None:
    answer = reader.get(POSTER)
    page = words_of(answer)
    assert "What would you change?" in page and "Comments can be sent until" in page
    assert answer.context["link"] == "http://127.0.0.1:8000/plans/habrova-plan/"
    assert 'role="img"' in page and answer.context["shown"] == ["127.0.0.1:8000", "plans", "habrova-plan"]
    assert newest_code("habrova") in page


def test_each_topic_has_a_poster_of_its_own(reader: Client) -> None:
    others = reader.get(POSTER).context["others"]
    assert others
    for topic, url in others:
        page = reader.get(url)
        assert topic.name in words_of(page)
        assert page.context["topic"] == topic


def test_a_topic_the_town_does_not_have_has_no_poster(reader: Client) -> None:
    assert reader.get(f"{POSTER}nic/").status_code == 404


def test_outside_the_window_it_asks_for_suggestions(reader: Client, habrova: Installed) -> None:
    close_window(habrova)
    page = words_of(reader.get(POSTER))
    assert "A suggestion is always welcome" in page and "Comments can be sent" not in page
