"""Who the site works for."""

from typing import Any

from django.test import Client

from consult.pages.accessibility import CHECKED_ON
from tests.browser.examples import ASKED, EXAMPLES
from tests.browser.test_every_page import WAYS
from tests.consult.desks import words_of


def test_the_note_is_there_for_everybody_in_both_languages(db: None, django_assert_num_queries: Any) -> None:
    browser = Client()
    with django_assert_num_queries(0):
        english = browser.get("/accessibility/", headers={"accept-language": "en"})
        czech = browser.get("/accessibility/", headers={"accept-language": "cs"})
    assert "WCAG 2.2" in english.content.decode()
    assert '<html lang="cs">' in czech.content.decode() and english.content != czech.content


def test_the_statement_is_dated_and_names_the_rules_the_gaps_and_whom_to_tell(db: None) -> None:
    page = words_of(Client().get("/accessibility/", headers={"accept-language": "en"}))
    assert "Act No. 99/2019 Coll." in page and "partial accord" in page and f'datetime="{CHECKED_ON}"' in page
    assert "axe" in page and "People with screen readers have not tested these pages yet." in page
    assert "Tell the town's office" in page or "Tell the town&#x27;s office" in page


def test_the_tests_the_statement_speaks_of_are_there() -> None:
    """Every page, both languages, narrow and wide, and print."""
    told = {(language, width) for language, _scheme, width in WAYS}
    assert {language for language, _width in told} == {"cs", "en"} and min(width for _lang, width in told) == 360
    assert {name for name in ("accessibility", "moderation", "comment") if name in {**EXAMPLES, **ASKED}} == {
        "accessibility", "moderation", "comment",
    }  # fmt: skip
