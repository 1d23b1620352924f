"""How a plan comes about: picture and table from one source."""

from typing import Any

from django.test import Client

from tests.consult.desks import anybody, words_of
from workflow.rules.lifecycle import SOURCES


def test_the_picture_and_the_table_show_every_way(db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        page = words_of(anybody().get("/lifecycle/"))
    assert "<svg" in page and "The stages of a plan and the ways between them" in page
    assert page.count('role="rowheader"') == len(SOURCES)


def test_it_carries_no_style_of_its_own(db: None) -> None:
    answer = Client().get("/lifecycle/")
    assert "style=" not in answer.content.decode()
    assert "unsafe-inline" not in answer["Content-Security-Policy"]
