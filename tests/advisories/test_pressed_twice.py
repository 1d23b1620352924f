"""The same button pressed twice: what is said once stands once."""

from typing import Any

from django.test import Client

from consult.models import Comment, Entered
from consult.own import opens, reissue
from consult.speaking.form import CommentForm
from tests.cast import Installed
from tests.consult.desks import anybody
from tests.consult.spoken import page_of
from workflow.models import model_of
from workflow.rules import rows

TOLD = "U polikliniky chybí lavička."


def form_of(browser: Client, town: Installed, **typed: str) -> dict[str, str]:
    """The form as it was handed out to this browser, filled in."""
    form: CommentForm = browser.get(f"/plans/{town.plan_key}/comment/").context["form"]
    stamped = ("content_type", "object_pk", "timestamp", "security_hash")
    return {name: str(form[name].value() or "") for name in stamped} | {"told": TOLD} | typed


def send(browser: Client, town: Installed, filled: dict[str, str]) -> Any:
    return browser.post(f"/plans/{town.plan_key}/comment/", filled)


def secret_on(browser: Client, place: str) -> str:
    return str(browser.get(place).context["slip"]["link"]).partition("?key=")[2]


def test_a_comment_sent_twice_is_one_and_both_presses_lead_to_the_same_slip(habrova: Installed) -> None:
    citizen, before = anybody(), habrova.plan.matters
    filled = form_of(citizen, habrova)
    first, second = send(citizen, habrova, filled), send(citizen, habrova, filled)
    assert first["Location"] == second["Location"] and habrova.plan.matters == before + 1
    comment = Comment.objects.get(plan=habrova.plan_key, number=before + 1)
    assert opens(comment, secret_on(citizen, second["Location"])), "the slip of the second press has the same link"


def test_another_word_another_form_or_another_person_is_another_comment(habrova: Installed) -> None:
    citizen, neighbour, before = anybody(), anybody(), habrova.plan.matters
    filled = form_of(citizen, habrova)
    send(citizen, habrova, filled)
    send(citizen, habrova, filled | {"told": f"{TOLD} A koš."})
    send(neighbour, habrova, form_of(neighbour, habrova))
    assert habrova.plan.matters == before + 3


def test_the_form_says_nothing_of_the_link_that_follows_from_it(habrova: Installed) -> None:
    """Nobody else gets the slip by sending the same form: it is known by the browser's own cookie."""
    citizen, thief = anybody(), anybody()
    filled = form_of(citizen, habrova)
    place = send(citizen, habrova, filled)["Location"]
    form_of(thief, habrova)
    assert send(thief, habrova, filled)["Location"] != place
    kept = Entered.objects.filter(plan=habrova.plan_key).latest("pk")
    assert citizen.cookies["csrftoken"].value not in kept.mark and len(kept.mark) == 64


def test_a_link_replaced_meanwhile_is_not_given_out_by_the_second_press(habrova: Installed) -> None:
    citizen = anybody()
    filled = form_of(citizen, habrova)
    place = send(citizen, habrova, filled)["Location"]
    reissue(Comment.objects.get(plan=habrova.plan_key, number=habrova.plan.matters), with_words=True)
    again = Client(headers={"accept-language": "en"})
    again.cookies["csrftoken"] = citizen.cookies["csrftoken"].value
    assert send(again, habrova, filled)["Location"] == place
    assert again.get(place).status_code == 403


def test_a_reply_sent_twice_is_one(habrova: Installed) -> None:
    citizen, place = anybody(), page_of(habrova, 1, "reply/")
    citizen.get(place)
    places = {citizen.post(place, {"told": "Souhlasím s tím."})["Location"] for _ in range(2)}
    assert len(places) == 1
    assert model_of(rows.Reply).objects.filter(territory=habrova.territory).count() == 1
