"""Ask to join an open group: without an account; the contact and what one says of oneself stay with the office."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from consult.helping import KEPT, forget_contacts
from consult.models import HelpContact, Person
from tests.cast import Installed
from tests.consult.desks import anybody, at_desk, words_of
from tests.consult.pages.conftest import EVIL, PLAN, TERRITORY
from tests.walk import CLERK
from workflow.models import Leaf
from workflow.rules.rows import Application, Seat
from workflow.trail.canonical import format_time

PAGE = f"/plans/{PLAN}/groups/"
ASKED = {"body": "ps-seniori", "side": "user", "contact": "Jarmila, 600 000 000", "about": "Starám se o maminku."}


def wrongs(answer: Any) -> str:
    """What the summary above the form names."""
    return words_of(answer).split('class="error-summary"')[1].split("</ul>")[0]


def sent(browser: Client, **typed: str) -> Any:
    return browser.post(PAGE, {**ASKED, **typed}, follow=True)


def applications(habrova: Installed) -> list[Application]:
    return habrova.state.find(Application, body="ps-seniori")


def test_open_groups_are_listed_with_their_sides_and_with_who_is_missing(reader: Client, habrova: Installed) -> None:
    for seat in habrova.state.find(Seat, body="ps-seniori", filled=True):
        if seat.side == "user":
            habrova.do(CLERK, "end_seat", seat=seat.key, ending="resignation")
    page = words_of(reader.get(PAGE))
    assert "Working group on seniors and people with disabilities" in page and "Providers: 2" in page
    assert "Missing here: a representative of users." in page
    assert "Steering group" not in page.split("Open groups", maxsplit=1)[1].split("</section>")[0]


def test_anybody_asks_with_a_contact_and_learns_what_happens_next(reader: Client, habrova: Installed) -> None:
    page = words_of(sent(reader))
    assert "Your application is recorded" in page and "An open group may refuse only with a ground" in page
    [wish] = applications(habrova)
    assert (wish.side, wish.status) == ("user", "open")
    assert HelpContact.objects.get(request=wish.key).contact == ASKED["contact"]


def test_neither_contact_nor_name_nor_words_are_in_the_book_or_on_a_public_page(
    reader: Client, habrova: Installed
) -> None:
    sent(reader, publish_as="Jarmila Vrbová")
    book = b"".join(bytes(leaf.data) for leaf in Leaf.objects.filter(territory=TERRITORY, act="apply_to_join"))
    assert b"600" not in book and b"Jarmila" not in book and b"maminku" not in book
    for address in (PAGE, f"/plans/{PLAN}/people/", f"/t/{TERRITORY}/book/", f"/search/?q=maminku&in={TERRITORY}"):
        page = anybody().get(address).content.decode()
        assert "600 000 000" not in page and "Starám se" not in page


def test_a_name_is_shown_once_the_person_is_a_member(
    reader: Client, habrova: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(reader, publish_as="Jarmila Vrbová")
    [wish] = applications(habrova)
    assert Person.objects.get(territory=TERRITORY, number=wish.person).public_name == "Jarmila Vrbová"
    assert "Jarmila Vrbová" not in words_of(reader.get(f"/plans/{PLAN}/people/"))
    monkeypatch.setattr(habrova, "at", format_time(timezone.now()))
    habrova.do(CLERK, "admit_applicant", application=wish.key, seat="jarmila", plan=None)
    assert "Jarmila Vrbová" in words_of(reader.get(f"/plans/{PLAN}/people/"))


def test_two_applications_have_nothing_in_common(reader: Client, habrova: Installed) -> None:
    sent(reader)
    sent(reader, body="ps-rodina")
    [first], [second] = applications(habrova), habrova.state.find(Application, body="ps-rodina")
    assert first.person != second.person


def test_whoever_admits_reads_the_contact_and_the_words(reader: Client, habrova: Installed) -> None:
    sent(reader, about=EVIL)
    page = at_desk(habrova, CLERK).get(PAGE).content.decode()
    assert ASKED["contact"] in page and "&lt;script&gt;" in page and EVIL not in page
    [wish] = applications(habrova)
    assert f"application={wish.key}" in page


def test_a_member_of_another_group_does_not(reader: Client, habrova: Installed) -> None:
    sent(reader)
    page = at_desk(habrova, "ps-rodina/user-0").get(PAGE).content.decode()
    assert ASKED["contact"] not in page and "maminku" not in page


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"contact": ""}, "Telephone or e-mail"),
        ({"side": "nikdo"}, "For whom you speak"),
        ({"body": "ridici-skupina"}, "Which group"),
        ({"about": "x" * 2001}, "Something about yourself"),
        ({"honeypot": "x"}, "A box that people do not see"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_typed_is_lost(
    reader: Client, habrova: Installed, wrong: dict[str, str], told: str
) -> None:
    answer = reader.post(PAGE, {**ASKED, **wrong})
    assert answer.status_code == 422 and told in wrongs(answer)
    assert applications(habrova) == [] and not HelpContact.objects.exists()
    if "about" not in wrong:
        assert "maminku" in words_of(answer)


def test_a_broken_character_is_told_and_nothing_is_kept(reader: Client, habrova: Installed) -> None:
    answer = reader.post(PAGE, {**ASKED, "about": "a\x00b"})
    assert answer.status_code == 422 and applications(habrova) == []


def test_the_contact_is_erased_two_weeks_after_the_answer_and_not_before(
    reader: Client, habrova: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(reader)
    now = timezone.now()
    assert forget_contacts(now + KEPT + timedelta(days=1)) == 0
    [wish] = applications(habrova)
    monkeypatch.setattr(habrova, "at", format_time(now))
    habrova.do(CLERK, "refuse_applicant", application=wish.key, ground="Skupina končí.", plan=None)
    assert forget_contacts(now + KEPT - timedelta(days=1)) == 0
    assert forget_contacts(now + KEPT + timedelta(days=1)) == 1 and not HelpContact.objects.exists()


def test_one_that_nobody_answers_goes_after_a_year(reader: Client, habrova: Installed) -> None:
    sent(reader)
    assert forget_contacts(timezone.now() + timedelta(days=366)) == 1


def test_a_confirmation_of_something_else_is_no_confirmation(reader: Client) -> None:
    for n in ("0", "999999", "9" * 40):
        assert reader.get(PAGE, {"done": n}).status_code == 404
    assert anybody().get("/plans/neni/groups/").status_code == 404
