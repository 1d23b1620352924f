"""You said, we did: what came of comments stands beside what was said."""

from django.test import Client

from tests.cast import Installed
from tests.consult.desks import words_of
from tests.consult.pages.conftest import PLAN

ANSWERS = f"/plans/{PLAN}/answers/"


def test_what_was_settled_stands_beside_what_was_said(reader: Client, habrova: Installed) -> None:
    page = reader.get(f"{ANSWERS}?kind=explained").content.decode()
    assert "You said" in page and "We did" in page and "Vysvětlujeme." in page
    assert "1 answer has a reason; 0 share theirs" in page


def test_an_unknown_kind_is_as_if_it_had_not_been_asked(reader: Client) -> None:
    asked, plain = (words_of(reader.get(ANSWERS + query)) for query in ("?kind=%27--", ""))
    current = '<a href="?kind=" aria-current="page">'
    assert current in asked and current in plain


def test_whoever_waits_is_counted_and_nobody_is_told_to_be_settled(reader: Client, habrova: Installed) -> None:
    page = words_of(reader.get(ANSWERS))
    assert "4 comments still wait for their answers." in page
    habrova.do("citizen", "raise_matter", kind="comment", told="Ještě jedna.", channel="web", side="public")
    assert "5 comments still wait for their answers." in words_of(reader.get(ANSWERS))
