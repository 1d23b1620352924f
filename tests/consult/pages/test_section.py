"""One section: its wordings and what changed between them."""

from typing import Any

from django.test import Client

from consult.pages.section import LONGEST_COMPARED, difference
from tests.cast import Installed
from tests.consult.desks import words_of
from tests.consult.pages.conftest import EVIL, PLAN

SECTION = f"/plans/{PLAN}/draft/analyticka-1/"


def test_every_wording_is_kept_with_its_entry(reader: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(16):
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


def test_two_very_long_texts_are_shown_one_after_the_other() -> None:
    old, new = "a " * LONGEST_COMPARED, "b " * LONGEST_COMPARED
    assert [piece["op"] for piece in difference(old, new)] == ["del", "ins"]


def test_what_people_said_about_it_stands_below(reader: Client, habrova: Installed) -> None:
    page = words_of(reader.get(SECTION))
    assert "Suggestion 2" in page and "explained" in page and EVIL not in page


def test_there_is_no_other_section(reader: Client) -> None:
    assert reader.get(f"/plans/{PLAN}/draft/nic/").status_code == 404
