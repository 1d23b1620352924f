"""A form whose safety check failed: nothing was taken, and nothing that was typed is lost."""

from django.test import Client

from consult.models import Draft
from tests.cast import Installed
from tests.consult.desks import words_of
from tests.consult.pages.conftest import EVIL, PLAN


def strict() -> Client:
    return Client(enforce_csrf_checks=True, headers={"accept-language": "en"})


def test_an_acts_words_are_shown_to_be_copied_and_are_sent_by_nobody(habrova: Installed) -> None:
    reason = "Dlouhý důvod, který nikdo nechce psát dvakrát."
    answer = strict().post(f"/plans/{PLAN}/do/suspend/", {"reason": reason, "as": "office/clerk", "n": "7"})
    assert answer.status_code == 403
    assert reason in words_of(answer) and "to be copied" in words_of(answer)
    assert "office/clerk" not in answer.content.decode().split("<main")[1], "codes are left out"
    assert not Draft.objects.exists(), "the request may come from a stranger's page"


def test_strange_words_are_shown_as_words(habrova: Installed) -> None:
    answer = strict().post(f"/plans/{PLAN}/do/suspend/", {"reason": EVIL + " a dost"})
    assert answer.status_code == 403 and "<script>alert" not in answer.content.decode()


def test_without_any_words_and_at_no_address_it_is_told_as_well(habrova: Installed) -> None:
    for place in (f"/plans/{PLAN}/do/suspend/", "/language/setlang/"):
        answer = strict().post(place, {})
        assert answer.status_code == 403 and "Nothing was sent" in words_of(answer)


def test_a_comment_from_elsewhere_is_shown_in_the_form_and_not_taken(habrova: Installed) -> None:
    answer = strict().post(f"/plans/{PLAN}/comment/", {"told": "Chybí zábradlí.", "security_hash": "x"})
    assert answer.status_code == 403 and answer.context["form"]["told"].value() == "Chybí zábradlí."
    assert not Draft.objects.exists()
