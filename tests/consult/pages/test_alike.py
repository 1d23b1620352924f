"""Comments in nearly the same words: the machine proposes, people confirm or take apart, each keeps its number."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from consult.models import Likeness
from tests.cast import Installed
from tests.consult.desks import at_desk, confirm, words_of
from tests.consult.pages.conftest import PLAN, TERRITORY
from tests.walk import coordinator
from workflow.models import Leaf, model_of
from workflow.rules.rows import Matter

URL = f"/plans/{PLAN}/alike/"


def said(town: Installed, count: int) -> list[int]:
    """The same comment from several people; their numbers."""
    for index in range(count):
        town.do("citizen", "raise_matter", kind="comment", told=f"Chceme více laviček u řeky. {index}", channel="web",
                side="public")  # fmt: skip
    last = town.plan.matters
    return list(range(last - count + 1, last + 1))


def proposed(numbers: list[int]) -> None:
    """The machine finds the first one standing for the others."""
    for number in numbers:
        Likeness.objects.create(
            territory=TERRITORY, plan=PLAN, number=number, exact=f"{number:064x}",
            proposed=numbers[0] if number != numbers[0] else None, score=90 if number != numbers[0] else 0,
        )  # fmt: skip


def alike(number: int) -> str | None:
    return model_of(Matter).objects.values_list("alike", flat=True).get(territory=TERRITORY, key=f"{PLAN}/{number}")


def send(browser: Client, url: str, **typed: Any) -> Any:
    """Press a button of the page, and confirm what will be recorded."""
    page = browser.get(url)
    return confirm(browser, browser.post(url, {"as": page.context["as"], **typed}))


@pytest.fixture
def karel(habrova: Installed) -> Client:
    return at_desk(habrova, coordinator(habrova))


def test_the_public_reads_what_the_machine_thinks_and_has_nothing_to_press(habrova: Installed, reader: Client) -> None:
    numbers = said(habrova, 3)
    proposed(numbers)
    page = words_of(reader.get(URL))
    assert f"Comment {numbers[0]}" in page and "and 2 more" in page and "nobody has decided" in page
    detail = words_of(reader.get(f"{URL}?proposal={numbers[0]}"))
    assert "Chceme více laviček u řeky. 1" in detail and 'name="matters"' not in detail
    answer = reader.post(URL, {"what": "confirm", "lead": str(numbers[0]), "matters": [str(numbers[1])]})
    assert answer.status_code == 303 and alike(numbers[1]) is None


def test_all_but_the_unticked_are_confirmed_in_one_entry_shown_before_it_is_recorded(
    habrova: Installed, karel: Client, reader: Client
) -> None:
    numbers = said(habrova, 4)
    proposed(numbers)
    first, second, third, fourth = map(str, numbers)
    url = f"{URL}?proposal={first}"
    data = {"as": karel.get(url).context["as"], "what": "confirm", "lead": first, "shown": [second, third, fourth],
            "matters": [second, third]}  # fmt: skip
    check = karel.post(url, data)
    assert f"comments say the same as no. {first}: no. {second} and {third}" in words_of(check)
    assert alike(numbers[1]) is None
    assert confirm(karel, check).status_code == 303
    assert [alike(number) for number in numbers] == [f"{PLAN}/{first}"] * 3 + [None]
    assert Leaf.objects.filter(territory=TERRITORY, act="confirm_alike").count() == 1
    page = reader.get(URL)
    assert page.context["proposals"] == [] and page.context["groups"][0]["others"] == 2


def test_each_comment_of_a_group_keeps_its_number_and_leads_to_the_group(
    habrova: Installed, karel: Client, reader: Client
) -> None:
    numbers = said(habrova, 3)
    proposed(numbers)
    names = [str(number) for number in numbers]
    send(karel, f"{URL}?proposal={names[0]}", what="confirm", lead=names[0], shown=names[1:], matters=names[1:])
    page = words_of(reader.get(f"/plans/{PLAN}/comments/{names[2]}/"))
    assert f"Comment {names[2]}" in page and f"?group={names[0]}" in page
    assert "says the same as no." in words_of(reader.get(f"/plans/{PLAN}/comments/"))


def test_a_proposal_none_of_which_is_alike_is_put_aside_without_an_entry(habrova: Installed, karel: Client) -> None:
    numbers = said(habrova, 3)
    proposed(numbers)
    before = Leaf.objects.filter(territory=TERRITORY).count()
    assert send(karel, URL, what="decline", lead=str(numbers[0])).status_code == 303
    assert karel.get(URL).context["proposals"] == []
    assert Leaf.objects.filter(territory=TERRITORY).count() == before


def test_members_are_taken_out_of_a_group_and_stand_on_their_own(habrova: Installed, karel: Client) -> None:
    numbers = said(habrova, 4)
    names = [str(number) for number in numbers]
    habrova.do(coordinator(habrova), "confirm_alike", lead=names[0], matters=names[1:])
    url = f"{URL}?group={names[0]}"
    assert send(karel, url, what="split", lead=names[0], shown=names[1:], matters=[names[2]]).status_code == 303
    assert [alike(number) for number in numbers] == [f"{PLAN}/{names[0]}", f"{PLAN}/{names[0]}", None,
                                                     f"{PLAN}/{names[0]}"]  # fmt: skip


def test_nothing_ticked_records_nothing(habrova: Installed, karel: Client) -> None:
    numbers = said(habrova, 2)
    proposed(numbers)
    answer = send(karel, f"{URL}?proposal={numbers[0]}", what="confirm", lead=str(numbers[0]), shown=[str(numbers[1])])
    assert answer.status_code == 303 and alike(numbers[1]) is None
    assert "No comment was ticked" in words_of(karel.get(URL))


def test_a_comment_that_is_in_a_group_already_is_refused_with_its_reason(habrova: Installed, karel: Client) -> None:
    numbers = said(habrova, 4)
    names = [str(number) for number in numbers]
    habrova.do(coordinator(habrova), "confirm_alike", lead=names[0], matters=[names[1]])
    answer = send(karel, URL, what="confirm", lead=names[2], matters=[names[1]])
    assert answer.status_code == 409 and 'class="obstacles"' in answer.content.decode()


def test_what_does_not_fit_on_the_page_goes_in_by_hundreds(habrova: Installed, karel: Client) -> None:
    numbers = said(habrova, 230)
    proposed(numbers)
    lead = str(numbers[0])
    page = karel.get(f"{URL}?proposal={lead}")
    members = [member["number"] for member in page.context["proposal"]["members"]]
    assert len(members) == 100 and page.context["proposal"]["left"] == 129
    answer = send(karel, f"{URL}?proposal={lead}", what="confirm", lead=lead, shown=members, matters=members, rest="on")
    assert answer.status_code == 303
    assert Leaf.objects.filter(territory=TERRITORY, act="confirm_alike").count() == 3
    assert model_of(Matter).objects.filter(territory=TERRITORY, alike=f"{PLAN}/{lead}").count() == 230
    group = karel.get(f"{URL}?group={lead}")
    assert len(group.context["group"]["members"]) == 100 and group.context["group"]["others"] == 229
    rest = karel.get(f"{URL}?group={lead}&after={group.context['group']['next']}")
    assert len(rest.context["group"]["members"]) == 100


def test_words_that_are_hidden_are_not_read_here_either(habrova: Installed, reader: Client) -> None:
    numbers = said(habrova, 1)
    proposed([numbers[0], 3, 4])
    page = words_of(reader.get(f"{URL}?proposal={numbers[0]}"))
    assert "Tajemství" not in page and "(words that are not public)" in page


def test_comparing_again_finds_what_is_new(habrova: Installed, karel: Client) -> None:
    numbers = said(habrova, 3)
    assert send(karel, URL, what="look").status_code == 303
    page = karel.get(URL)
    assert [one["lead"]["number"] for one in page.context["proposals"]] == [str(numbers[0])]


def test_the_list_costs_the_same_for_a_few_and_for_many(habrova: Installed, reader: Client) -> None:
    numbers = said(habrova, 60)
    proposed(numbers[:3])

    def cost() -> int:
        with CaptureQueriesContext(connection) as counted:
            reader.get(URL)
        return len(counted)

    cost()
    few = cost()
    for at in range(3, 60, 3):
        proposed(numbers[at : at + 3])
    assert cost() == few <= 24
    page = reader.get(URL)
    assert len(page.context["proposals"]) == 10 and page.context["more_proposals"]
    assert len(reader.get(f"{URL}?after={page.context['more_proposals']}").context["proposals"]) == 10


def test_groups_stand_in_the_order_of_their_numbers_and_not_of_their_size(habrova: Installed, reader: Client) -> None:
    numbers = said(habrova, 8)
    proposed(numbers[:2])
    proposed(numbers[2:])
    leads = [one["lead"]["number"] for one in reader.get(URL).context["proposals"]]
    assert leads == [str(numbers[0]), str(numbers[2])]


def test_addresses_that_make_no_sense_are_polite(reader: Client) -> None:
    assert reader.get(f"{URL}?group=999").status_code == 404
    assert reader.get(f"{URL}?group=x%00").status_code == 404
    assert reader.get(f"{URL}?proposal=nonsense").status_code == 200
    assert reader.get(f"{URL}?after=-1&behind=x").status_code == 200


def test_numbers_nobody_was_given_are_left_out_of_what_is_recorded(habrova: Installed, karel: Client) -> None:
    numbers = [str(number) for number in said(habrova, 2)]
    odd = ["²", "99999999999999999999", "x", "-1", numbers[1]]
    answer = send(karel, URL, what="confirm", lead=numbers[0], matters=odd, shown=odd)
    assert answer.status_code == 303 and alike(int(numbers[1])) == f"{PLAN}/{numbers[0]}"
