"""One section: its paragraphs and what was said beside them, its wordings and what changed between them."""

import re
from typing import Any

import pytest
from django.test import Client

from consult.pages import section
from tests.cast import Installed
from tests.consult.desks import words_of
from tests.consult.pages.conftest import EVIL, PLAN

SECTION = f"/plans/{PLAN}/draft/analyticka-1/"
OTHER = f"/plans/{PLAN}/draft/strategicka-1/"


def speak(town: Installed, told: str, **about: Any) -> None:
    town.do("citizen", "raise_matter", kind="comment", told=told, channel="web", side="public", **about)


def test_every_wording_is_kept_with_its_entry(reader: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(23):
        page = words_of(reader.get(SECTION))
    assert "editorial change" in page and "from wording 1 to wording 2" in page


def test_a_script_in_the_text_is_shown_and_never_run(reader: Client) -> None:
    page = reader.get(SECTION).content.decode()
    assert "<script>alert" not in page and "onmouseover=x>" not in page.replace("onmouseover=x&gt;", "")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_reader_chooses_which_wordings_to_compare(reader: Client) -> None:
    page = words_of(reader.get(f"{SECTION}?from=2&to=1"))
    assert "from wording 1 to wording 2" in page
    assert reader.get(f"{SECTION}?from=99&to=x").status_code == 200


def test_what_people_said_about_it_stands_below(reader: Client, habrova: Installed) -> None:
    page = words_of(reader.get(SECTION))
    assert "Suggestion 2" in page and "explained" in page and EVIL not in page


def test_comments_can_be_narrowed_to_a_paragraph_and_to_those_that_wait(reader: Client, habrova: Installed) -> None:
    speak(habrova, "K prvnímu odstavci.", section="strategicka-1", paragraph=1)
    speak(habrova, "K celému oddílu.", section="strategicka-1")
    every, one = words_of(reader.get(OTHER)), words_of(reader.get(f"{OTHER}?paragraph=1"))
    assert "K prvnímu odstavci." in every and "K celému oddílu." in every and "1 comment" in every
    assert "K prvnímu odstavci." in one and "K celému oddílu." not in one and "About paragraph 1." in one
    assert "K prvnímu odstavci." in words_of(reader.get(f"{OTHER}?paragraph=1&state=open"))
    assert "No comment is like that." in words_of(reader.get(f"{OTHER}?paragraph=1&state=settled"))


@pytest.mark.parametrize("asked", ["paragraph=99", "paragraph=-1", "paragraph=x", "state=x", "before=x", "size=9"])
def test_nonsense_in_the_address_is_as_if_nothing_was_asked(reader: Client, habrova: Installed, asked: str) -> None:
    speak(habrova, "K celému oddílu.", section="strategicka-1")
    assert "K celému oddílu." in words_of(reader.get(f"{OTHER}?{asked}"))


def test_a_long_list_of_comments_has_pages(reader: Client, habrova: Installed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(section, "A_PAGE", 2)
    for told in ("První.", "Druhá.", "Třetí."):
        speak(habrova, told, section="strategicka-1")
    first = words_of(reader.get(OTHER))
    assert "Třetí." in first and "Druhá." in first and "První." not in first
    older = re.search(r'<a rel="next" href="([^"#]+)', first)
    assert older is not None
    second = words_of(reader.get(f"{OTHER}{older.group(1)}"))
    assert "První." in second and "Třetí." not in second and "Older comments" not in second


def test_a_paragraph_whose_words_were_posted_can_be_commented_on_and_another_cannot(
    reader: Client, habrova: Installed
) -> None:
    assert "section=strategicka-1&amp;paragraph=1" in words_of(reader.get(OTHER))
    assert "section=analyticka-1&amp;paragraph=1" not in words_of(reader.get(SECTION))


def test_there_is_no_other_section(reader: Client) -> None:
    assert reader.get(f"/plans/{PLAN}/draft/nic/").status_code == 404
