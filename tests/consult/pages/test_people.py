"""Who sits where and for whom."""

from datetime import timedelta
from typing import Any

from django.test import Client

from tests.cast import Installed, number_of
from tests.consult.desks import words_of
from tests.consult.pages.conftest import PLAN
from tests.walk import CLERK, coordinator
from workflow.trail.canonical import format_time, parse_time

PEOPLE = f"/plans/{PLAN}/people/"


def test_seats_stand_under_the_side_they_speak_for(reader: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(14):
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


def test_how_often_each_seat_came_since_it_was_taken_and_each_side_together(habrova: Installed, reader: Client) -> None:
    group = habrova.process.working_groups[0].id
    seats = habrova.seats(group)
    before = group_of(reader, group)
    came = {one["side"]: one["came"] for one in before["groups"]}
    at = habrova.at
    for index in range(2):
        name = f"seniori-{index}"
        starts = parse_time(habrova.at) + timedelta(days=20)
        habrova.do(coordinator(habrova), "call_meeting", meeting=name, kind="group", body=group,
                   starts_at=format_time(starts), place="Radnice", programme="Program")  # fmt: skip
        habrova.at = format_time(starts)
        habrova.do(coordinator(habrova), "open_meeting", meeting=name)
        here = [seat.key for seat in seats if seat.side == "user"][: index + 1]
        habrova.do(coordinator(habrova), "record_attendance", meeting=name, seats=here, substitutes=[], guests=0)
    after = {one["side"]: one["came"] for one in group_of(reader, group)["groups"]}
    users = [one for one in group_of(reader, group)["groups"] if one["side"] == "users"][0]
    size = len(users["seats"])
    assert after["users"] == (came["users"].times + 3, came["users"].of + 2 * size)
    assert after["providers"].times == came["providers"].times
    assert users["seats"][0]["came"].times == before["groups"][0]["seats"][0]["came"].times + 2
    assert "came to" in words_of(reader.get(PEOPLE))
    habrova.at = at


def group_of(reader: Client, key: str) -> Any:
    """One group as the page tells of it."""
    return next(body for body in reader.get(PEOPLE).context["bodies"] if body["key"] == key)


def test_a_new_holder_of_a_seat_is_not_counted_for_meetings_before_them(habrova: Installed, reader: Client) -> None:
    group = habrova.process.working_groups[0].id
    seat = habrova.seats(group)[0]
    body, name = seat.key.split("/")
    habrova.clock(minutes=1)
    habrova.do(CLERK, "end_seat", seat=seat.key, ending="resignation", plan=None)
    habrova.do(CLERK, "fill_seat", body=body, seat=name, person=number_of("Nová"), side=seat.side, role="member")
    told = [one for side in group_of(reader, group)["groups"] for one in side["seats"]]
    assert min(one["came"].of for one in told) == 0 < max(one["came"].of for one in told)
