"""Who sits where and for whom."""

from typing import Any

from django.test import Client

from tests.consult.desks import words_of
from tests.consult.pages.conftest import PLAN

PEOPLE = f"/plans/{PLAN}/people/"


def test_seats_stand_under_the_side_they_speak_for(reader: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(12):
        page = words_of(reader.get(PEOPLE))
    group = page.split("Working group on seniors")[1].split("</section>")[0]
    assert "Users" in group and "Providers" in group and "Commissioners" in group and "The public" in group
    assert "lead of the group" in group and "constituted" in group


def test_nobody_is_named_who_did_not_choose_it(reader: Client) -> None:
    page = words_of(reader.get(PEOPLE))
    assert "member who is not named" in page
    assert "&lt;script&gt;" in page and "<script>alert" not in page


def test_an_open_group_can_be_joined(reader: Client) -> None:
    assert f"/plans/{PLAN}/groups/?body=ps-seniori#form" in words_of(reader.get(PEOPLE))


def test_a_clerk_of_a_council_is_not_the_clerk_of_the_office(reader: Client) -> None:
    page = words_of(reader.get(PEOPLE))
    assert "clerk of the council" in page and "clerk of the office" in page
