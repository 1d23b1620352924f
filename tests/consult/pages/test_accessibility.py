"""Who the site works for."""

from typing import Any

from django.test import Client


def test_the_note_is_there_for_everybody_in_both_languages(db: None, django_assert_num_queries: Any) -> None:
    browser = Client()
    with django_assert_num_queries(0):
        english = browser.get("/accessibility/", headers={"accept-language": "en"})
        czech = browser.get("/accessibility/", headers={"accept-language": "cs"})
    assert "WCAG 2.2" in english.content.decode()
    assert '<html lang="cs">' in czech.content.decode() and english.content != czech.content
