"""What the site knows about people."""

from typing import Any

from django.test import Client
from django.utils.translation import override

from consult.forgetting import FORGOTTEN
from consult.pages.privacy import kept
from tests.consult.desks import words_of


def test_the_note_is_there_for_everybody_in_both_languages(db: None, django_assert_num_queries: Any) -> None:
    browser = Client()
    with django_assert_num_queries(0):
        english = browser.get("/privacy/", headers={"accept-language": "en"})
        czech = browser.get("/privacy/", headers={"accept-language": "cs"})
    assert "Your words are published under a number." in english.content.decode()
    assert '<html lang="cs">' in czech.content.decode() and english.content != czech.content


def test_the_times_on_the_page_are_those_the_code_keeps_to(db: None) -> None:
    page = words_of(Client().get("/privacy/", headers={"accept-language": "en"}))
    assert "14 days after it was answered" in page and "365 days at most" in page  # consult.helping
    assert "7 days after it was written" in page and "60 days after the plan has ended" in page  # consult.letters
    assert "What has served its time is erased by itself once a day." in page


def test_everything_that_is_forgotten_by_the_clock_is_named_on_the_page() -> None:
    """Whoever adds something to be forgotten says on the page that it is kept."""
    named = {
        "addresses for letters": "An address for answers",
        "contacts for help": "A contact left with a request for help or to join a group",
        "drafts": "Words typed and not sent",
        "who worked on what": "Who works on an answer just now",
        "marks of letters entered": "Marks by which a letter brought twice is known",
        "sessions": "That you are signed in, or opened your own comment",
        "files nobody sent": "A file of a form that was never sent",
        "letters in files": "Letters that left, where they are written to files",
    }
    assert named.keys() == FORGOTTEN.keys()
    with override("en"):
        assert set(named.values()) <= {what for what, _who, _how_long in kept()}
