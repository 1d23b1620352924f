"""Atom feeds: news of a plan and of a town, comments and answers; safe, steady, and in the reader's language."""

from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from django.test import Client

from tests.cast import Installed
from tests.consult.desks import anybody, words_of
from tests.consult.pages.conftest import PLAN, TERRITORY
from tests.walk import CLERK, coordinator
from workflow.trail.canonical import parse_time

ATOM = {"a": "http://www.w3.org/2005/Atom"}
NEWS, COMMENTS, TOWN = f"/plans/{PLAN}/feed.atom", f"/plans/{PLAN}/comments.atom", f"/t/{TERRITORY}/feed.atom"


def entries(answer: Any) -> list[Xml.Element]:
    return Xml.fromstring(answer.content).findall("a:entry", ATOM)


def said(entry: Xml.Element, name: str) -> str:
    return entry.findtext(f"a:{name}", "", ATOM)


@pytest.mark.parametrize("feed", [NEWS, COMMENTS, TOWN])
def test_a_feed_is_valid_atom(habrova: Installed, feed: str) -> None:
    answer = anybody().get(feed)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = Xml.fromstring(answer.content)
    assert root.tag == "{http://www.w3.org/2005/Atom}feed" and said(root, "id") and said(root, "updated")
    own = next(link.get("href") for link in root.findall("a:link", ATOM) if link.get("rel") == "self")
    assert own == f"http://127.0.0.1:8000{feed}"
    ids = [said(entry, "id") for entry in entries(answer)]
    assert ids and len(set(ids)) == len(ids)
    for entry in entries(answer):
        link = entry.find("a:link", ATOM)
        assert link is not None and str(link.get("href")).startswith("http://127.0.0.1:8000/")
        assert said(entry, "title") and said(entry, "published") <= said(entry, "updated")


def test_news_of_a_plan_tell_stages_decisions_and_what_was_published(habrova: Installed) -> None:
    habrova.do(coordinator(habrova), "publish_news", news="Otevřeli jsme půjčovnu kol.")
    titles = [said(entry, "title") for entry in entries(anybody().get(NEWS))]
    assert "půjčovnu kol" in titles[0]
    assert "The comment period began." in titles and any("posted" in title for title in titles)


def test_a_comment_comes_with_its_words_and_again_with_its_answer(habrova: Installed) -> None:
    found = {said(entry, "title"): said(entry, "summary") for entry in entries(anybody().get(COMMENTS))}
    assert found["Comment no. 1"] == "Chybí lavička."
    assert found["Answer to comment no. 2: explained"] == "Vysvětlujeme."


def test_what_is_held_or_hidden_stands_in_no_feed(habrova: Installed) -> None:
    for feed in (NEWS, COMMENTS, TOWN):
        page = anybody().get(feed).content.decode()
        assert "Tajemství" not in page and "Tajná" not in page and "<script>" not in page
    habrova.do(CLERK, "release_matter", matter="3")
    assert "Tajemství tři." in anybody().get(COMMENTS).content.decode()


@pytest.mark.parametrize("feed", [NEWS, COMMENTS, TOWN])
def test_whoever_has_it_is_told_that_nothing_changed(habrova: Installed, monkeypatch: Any, feed: str) -> None:
    first = anybody().get(feed)
    monkeypatch.setattr("django.utils.timezone.now", lambda: parse_time("2031-01-01T08:00:00Z"))
    kept = anybody().get(feed, headers={"if-none-match": first["ETag"]})
    assert kept.status_code == 304 and kept.content == b""
    habrova.do(coordinator(habrova), "publish_news", news="Nové.")
    habrova.do("citizen", "raise_matter", kind="comment", told="Pítko.", channel="web", side="public")
    assert anybody().get(feed, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_an_entry_keeps_its_name(habrova: Installed) -> None:
    before = [said(entry, "id") for entry in entries(anybody().get(COMMENTS))]
    habrova.do("citizen", "raise_matter", kind="comment", told="Pítko.", channel="web", side="public")
    assert [said(entry, "id") for entry in entries(anybody().get(COMMENTS))][1:] == before


def test_a_feed_speaks_the_readers_language(habrova: Installed) -> None:
    answer = Client(headers={"accept-language": "cs"}).get(COMMENTS)
    assert "Připomínka č. 1" in answer.content.decode() and "Accept-Language" in answer["Vary"]


def test_pages_tell_where_their_feeds_are(reader: Client) -> None:
    for page, feed in ((f"/plans/{PLAN}/", NEWS), (f"/plans/{PLAN}/", COMMENTS), (f"/t/{TERRITORY}/", TOWN)):
        assert f'<link rel="alternate" type="application/atom+xml" href="{feed}"' in words_of(reader.get(page))


def test_a_feed_asks_the_database_little(habrova: Installed, django_assert_max_num_queries: Any) -> None:
    for feed in (NEWS, COMMENTS, TOWN):
        with django_assert_max_num_queries(20):
            anybody().get(feed)


def test_there_is_no_feed_of_another_plan(db: None) -> None:
    for feed in ("/plans/neni/feed.atom", "/plans/neni/comments.atom", "/t/neni/feed.atom"):
        assert anybody().get(feed).status_code == 404
