"""Ask for help to take part: the kind is counted, the rest is between the person and the office."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from consult.helping import KEPT, forget_contacts
from consult.models import HelpContact
from tests.cast import Installed
from tests.consult.desks import anybody, at_desk, press, words_of
from tests.consult.pages.conftest import PLAN, TERRITORY
from tests.walk import CLERK, coordinator
from workflow.models import Leaf
from workflow.rules.rows import HelpRequest
from workflow.trail.canonical import format_time, parse_time

PAGE = f"/plans/{PLAN}/help/"
ASKED = {"kind": "transport", "contact": "Otto, 600 000 000", "about": "Jezdím na vozíku z Horní Lhoty."}


def wrongs(answer: Any) -> str:
    """What the summary above the form names."""
    return words_of(answer).split('class="error-summary"')[1].split("</ul>")[0]


def sent(browser: Client, **typed: str) -> Any:
    return browser.post(PAGE, {**ASKED, **typed}, follow=True)


def requests(habrova: Installed) -> list[HelpRequest]:
    return habrova.state.find(HelpRequest, plan=PLAN)


def test_anybody_asks_without_an_account(reader: Client, habrova: Installed) -> None:
    assert "We know what you need" in words_of(sent(reader))
    [asked] = requests(habrova)
    assert (asked.kind, asked.status, asked.meeting) == ("transport", "open", None)
    assert HelpContact.objects.get(request=asked.key).contact == ASKED["contact"]


def test_help_may_be_for_one_meeting(reader: Client, habrova: Installed) -> None:
    listed = dict(reader.get(PAGE).context["form"].fields["meeting"].choices)
    assert "zle" in listed and "projednani" not in listed
    sent(reader, meeting="zle")
    assert requests(habrova)[0].meeting == f"{PLAN}/zle"


def test_only_the_kind_is_in_the_book_and_on_public_pages(reader: Client, habrova: Installed) -> None:
    sent(reader)
    book = b"".join(bytes(leaf.data) for leaf in Leaf.objects.filter(territory=TERRITORY, act="ask_for_help"))
    assert b"transport" in book and b"600" not in book and b"Lhoty" not in book
    n = Leaf.objects.get(territory=TERRITORY, act="ask_for_help").n
    for address in (PAGE, f"/t/{TERRITORY}/book/{n}/", f"/search/?q=lhoty&in={TERRITORY}"):
        page = anybody().get(address).content.decode()
        assert "600 000 000" not in page and "Lhoty" not in page
    assert "1 request for help, 0 will be met" in words_of(anybody().get(PAGE))


def test_the_coordinator_reads_it_answers_and_it_is_counted(reader: Client, habrova: Installed) -> None:
    sent(reader)
    desk = at_desk(habrova, coordinator(habrova))
    answer = desk.get(PAGE)
    page = words_of(answer)
    assert ASKED["contact"] in page and "Horní Lhoty" in page
    move = answer.context["waiting"][0]["move"]

    class Page:
        context = {"moves": [move]}

    press(desk, Page, "answer_help", given="on")
    assert requests(habrova)[0].status == "given"
    assert "1 request for help, 1 will be met" in words_of(anybody().get(PAGE))
    assert ASKED["contact"] not in desk.get(PAGE).content.decode()


def test_a_member_of_a_group_does_not_read_it(reader: Client, habrova: Installed) -> None:
    sent(reader)
    page = at_desk(habrova, "ps-seniori/provider-0").get(PAGE).content.decode()
    assert ASKED["contact"] not in page and "Lhoty" not in page


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"contact": ""}, "Telephone or e-mail"),
        ({"kind": "slon"}, "What would help you"),
        ({"meeting": "neni"}, "For which meeting"),
        ({"about": "x" * 2001}, "What we should know"),
        ({"about": "a\x00b"}, "What we should know"),
        ({"honeypot": "x"}, "A box that people do not see"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_kept(
    reader: Client, habrova: Installed, wrong: dict[str, str], told: str
) -> None:
    answer = reader.post(PAGE, {**ASKED, **wrong})
    assert answer.status_code == 422 and told in wrongs(answer)
    assert requests(habrova) == [] and not HelpContact.objects.exists()


def test_the_contact_for_a_meeting_stays_until_it_is_over(
    reader: Client, habrova: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts = format_time(parse_time(habrova.at) + timedelta(days=40))
    habrova.do(coordinator(habrova), "call_meeting", meeting="dalsi", kind="public_meeting", starts_at=starts,
               place="Kino", programme="Dál.")  # fmt: skip
    sent(reader, meeting="dalsi")
    [asked] = requests(habrova)
    monkeypatch.setattr(habrova, "at", format_time(timezone.now()))
    habrova.do(CLERK, "answer_help", request=asked.key.split("/")[1], given=True)
    assert forget_contacts(timezone.now() + KEPT + timedelta(days=1)) == 0
    assert forget_contacts(parse_time(starts) + KEPT + timedelta(days=1)) == 1


def test_the_command_says_how_many_contacts_were_erased(reader: Client, habrova: Installed) -> None:
    sent(reader)
    HelpContact.objects.update(made_at=timezone.now() - timedelta(days=366))
    said = StringIO()
    call_command("forget", stdout=said)
    assert "contacts for help: 1 erased\n" in said.getvalue() and not HelpContact.objects.exists()


def test_a_confirmation_of_something_else_is_no_confirmation(reader: Client) -> None:
    for n in ("0", "999999", "9" * 40):
        assert reader.get(PAGE, {"done": n}).status_code == 404
    assert anybody().get("/plans/neni/help/").status_code == 404
