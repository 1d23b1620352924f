"""The auditor's one page."""

from typing import Any

from django.test import Client

from tests.cast import Installed
from tests.consult.desks import words_of
from tests.consult.pages.conftest import PLAN
from tests.walk import CLERK

PROCESS = f"/plans/{PLAN}/process/"


def test_exceptions_come_before_the_course(reader: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(26):
        page = words_of(reader.get(PROCESS))
    assert page.index("Out of the ordinary") < page.index("Stage by stage")
    odd = page.split("Stage by stage")[0]
    assert "hidden words" in odd and "held back" in odd and "Jsou tam cizí údaje." in odd


def test_the_course_is_told_stage_by_stage_in_sentences(reader: Client) -> None:
    page = words_of(reader.get(PROCESS)).split("Stage by stage")[1]
    assert page.index("Preparation</h3>") < page.index("Drafting</h3>") < page.index("Comments</h3>")
    assert "The steering group approved the part" in page and "The draft was posted" in page


def test_a_correction_stands_among_the_exceptions(reader: Client, habrova: Installed) -> None:
    habrova.do(CLERK, "correct_record", entry=5, reason="Spletli jsme se.")
    assert "Spletli jsme se." in words_of(reader.get(PROCESS)).split("Stage by stage")[0]
