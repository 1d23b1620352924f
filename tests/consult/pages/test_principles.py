"""The eleven principles, measured."""

from datetime import date
from typing import Any

from django.test import Client

from consult.indicators import MEASURES
from consult.models import Refused
from tests.cast import Installed, number_of
from tests.consult.desks import words_of
from tests.consult.pages.conftest import PLAN, TERRITORY
from tests.walk import CLERK, answer
from workflow.rules.case import Standing

PRINCIPLES = f"/plans/{PLAN}/principles/"


def test_all_eleven_are_there_with_guards_and_numbers(reader: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(44):
        page = words_of(reader.get(PRINCIPLES))
    assert list(MEASURES) == list(range(1, 12))
    for number in MEASURES:
        section = page.split(f'id="p{number}"')[1].split("</section>")[0]
        assert '<dl class="facts"> <div>' in section and "What it stands guard over" in section


def test_the_numbers_are_counted_from_what_happened(reader: Client) -> None:
    page = words_of(reader.get(PRINCIPLES))
    assert "<dt>Comments whose words are hidden</dt><dd>" in page and "Comments and suggestions</dt><dd>5" in page
    assert "Groups without a single user</dt><dd>" in page


def measure(reader: Client, number: int, label: str) -> str:
    """The value of one measure of a principle."""
    principle = reader.get(PRINCIPLES).context["principles"][number - 1]
    return str(next(one["value"] for one in principle["measures"] if one["label"] == label))


def test_every_principle_is_measured_by_at_least_one_fact(reader: Client) -> None:
    for principle in reader.get(PRINCIPLES).context["principles"]:
        assert principle["measures"], principle["name"]


def test_what_authors_say_of_their_answers_is_counted_the_bad_with_the_good(habrova: Installed, reader: Client) -> None:
    group = habrova.process.working_groups[0].id
    for who, said in (("Anna", "satisfied"), ("Boris", "not_satisfied"), ("Cyril", "satisfied")):
        author = Standing(None, None, "public", number_of(who))
        habrova.do(author, "raise_matter", kind="suggestion", told="Lavičky.", channel="web", side="public")
        number = str(habrova.plan.matters)
        answer(habrova, number, group)
        habrova.do(author, "answer_back", matter=number, satisfaction=said)
    assert measure(reader, 6, "Authors satisfied with their answer, of those who said so") == "2 of 3"
    assert measure(reader, 6, "Authors not satisfied with their answer") == "1 of 3"


def test_help_asked_for_joining_and_what_was_not_taken_are_counted(habrova: Installed, reader: Client) -> None:
    habrova.do(Standing(None, None, "public", number_of("Otto")), "ask_for_help", kind="transport")
    for who in ("Anna", "Boris"):
        habrova.do(Standing(None, None, "public", number_of(who)), "join_matter", matter="1", side="public")
    Refused.objects.create(territory=TERRITORY, plan=PLAN, day=date(2020, 9, 1), ground="machine", times=7)
    assert measure(reader, 3, "Help somebody asked for and was given") == "0 of 1"
    assert measure(reader, 6, "People who joined somebody's comment") == "2 people, 1 comment"
    assert measure(reader, 2, "Attempts to speak that were not taken") == "7"


def test_how_long_held_comments_waited_stands_with_civil_society(habrova: Installed, reader: Client) -> None:
    habrova.do(CLERK, "release_matter", matter="3")
    assert "Half of the comments that waited" in measure(reader, 2, "How long held comments waited")
