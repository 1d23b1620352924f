"""What can I do now."""

from typing import Any

from django.contrib.auth import get_user_model
from django.test import Client

from consult.models import Person
from tests.cast import Installed, number_of
from tests.consult.desks import anybody, at_desk, words_of
from tests.consult.pages.conftest import PLAN, TERRITORY
from tests.walk import CLERK, coordinator, facilitator, meet


def test_somebody_who_is_not_signed_in_is_led_to_signing_in(db: None) -> None:
    answer = anybody().get("/me/")
    assert answer.status_code == 302 and answer["Location"] == "/sign-in/?next=/me/"


def test_hana_sees_her_seat_and_every_act_she_holds_the_pen_of(
    habrova: Installed, django_assert_max_num_queries: Any
) -> None:
    desk = at_desk(habrova, CLERK)
    with django_assert_max_num_queries(60):
        page = words_of(desk.get("/me/"))
    assert "Městský úřad Lipová" in page and "clerk of the office" in page
    assert f"/plans/{PLAN}/do/hide_matter/" in page and f"/t/{TERRITORY}/do/establish_body/" in page
    assert f"/plans/{PLAN}/do/sign_off_part/" not in page, "that pen is the steering group's"


def test_an_open_call_waits_for_the_member_until_she_has_spoken(habrova: Installed) -> None:
    steering, chair = habrova.process.sign_off.body, facilitator(habrova)
    at = habrova.at
    try:
        meet(habrova, "schuze", steering)
        habrova.do(chair, "open_call", call="kolo", proposal="zly", meeting="schuze")
        member = habrova.seats(steering)[1].key
        desk = at_desk(habrova, member)
        assert f"/plans/{PLAN}/decisions/zly/" in words_of(desk.get("/me/"))
        habrova.do(member, "take_position", call="kolo", position="agree")
        assert f"/plans/{PLAN}/decisions/zly/" not in words_of(desk.get("/me/"))
    finally:
        habrova.at = at


def test_one_chooses_only_among_ones_own_seats(habrova: Installed) -> None:
    desk = at_desk(habrova, CLERK)
    own, others = f"{TERRITORY} {CLERK}", f"{TERRITORY} {coordinator(habrova)}"
    assert desk.post("/me/", {"seat": own}).status_code == 302
    assert desk.post("/me/", {"seat": others}).status_code == 400
    assert desk.session["acting_as"] == {TERRITORY: CLERK}


def test_a_seat_that_ended_gives_no_pen(habrova: Installed) -> None:
    desk = at_desk(habrova, coordinator(habrova))
    habrova.do(CLERK, "end_seat", seat=coordinator(habrova), ending="resignation", plan=None)
    assert "You have no seat in any group." in words_of(desk.get("/me/"))


def test_a_substitute_acts_for_the_seat_and_it_says_so(habrova: Installed) -> None:
    seat = habrova.seats(habrova.process.sign_off.body)[2]
    habrova.do(CLERK, "name_substitute", seat=seat.key, substitute=number_of("náhradnice"), plan=None)
    browser = Client(headers={"accept-language": "en"})
    user = get_user_model().objects.create_user(username="nahradnice", email="nahradnice@example.org")
    Person.objects.create(territory=TERRITORY, number=number_of("náhradnice"), user=user)
    browser.force_login(user)
    assert "as a substitute" in words_of(browser.get("/me/"))
