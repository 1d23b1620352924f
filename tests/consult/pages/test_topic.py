"""One topic of a town: what the plan says, what people said, who works on it, how to say something."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from consult.models import Person
from consult.topics import topics_of
from tests.cast import Installed
from tests.consult.desks import anybody, words_of
from tests.consult.pages.conftest import PLAN, TERRITORY
from tests.towns import process_of
from tests.walk import coordinator
from workflow.rules.rows import Seat, Section

PAGE = f"/k/{TERRITORY}/seniori/"


def written(habrova: Installed, name: str, title: str, text: str, group: str | None = None) -> None:
    """A section by the team, or by a group."""
    by = f"{group}/commissioner-0" if group else coordinator(habrova)
    part = habrova.process.parts[0].id
    habrova.do(by, "write_section", section=name, part=part, place=9, title=title, text=text, matter="1")


def test_a_topic_shows_what_its_group_wrote_and_what_names_the_same_people(reader: Client, habrova: Installed) -> None:
    written(habrova, "doma", "Zůstat doma", "Pomůžeme doma.", "ps-seniori")
    written(habrova, "rozbor", "Kolik je tu seniorů", "Pět tisíc.")
    written(habrova, "skolka", "Školky", "Dvě školky.", "ps-rodina")
    titles = [one["title"] for one in reader.get(PAGE).context["sections"]]
    assert {"Zůstat doma", "Kolik je tu seniorů"} <= set(titles) and "Školky" not in titles


def test_each_section_leads_to_a_comment_on_it(reader: Client, habrova: Installed) -> None:
    written(habrova, "doma", "Zůstat doma", "Pomůžeme doma.", "ps-seniori")
    page = words_of(reader.get(PAGE))
    assert f'href="/plans/{PLAN}/comment/?section=doma"' in page and f'href="/plans/{PLAN}/draft/doma/"' in page


def test_measures_needs_comments_and_answers_of_the_topic_are_there(reader: Client) -> None:
    page = words_of(reader.get(PAGE))
    assert "Zřídit." in page and "Chybí odlehčení." in page
    assert "Vysvětlujeme." in page and "Comments can be sent" in page
    assert "Tajemství" not in page and "<script>alert" not in page


def test_who_works_on_it_and_how_to_join(reader: Client, habrova: Installed) -> None:
    mine = habrova.state.find(Seat, body="ps-seniori", filled=True)[0]
    Person.objects.update_or_create(territory=TERRITORY, number=mine.person, defaults={"public_name": "Alena Lípová"})
    page = words_of(reader.get(PAGE))
    assert "Working group on seniors and people with disabilities" in page and "Alena Lípová" in page
    assert f'href="/plans/{PLAN}/groups/?body=ps-seniori#form"' in page


def test_the_short_address_is_there_to_read_and_to_photograph(reader: Client) -> None:
    answer = reader.get(PAGE)
    assert answer.context["link"].endswith(PAGE) and PAGE in words_of(answer)
    assert 'role="img"' in answer.context["picture"]


def test_a_section_taken_out_is_not_shown(reader: Client, habrova: Installed) -> None:
    written(habrova, "doma", "Zůstat doma", "Pomůžeme doma.", "ps-seniori")
    habrova.do(coordinator(habrova), "withdraw_section", section="doma", reason="Spojeno.")
    assert "Zůstat doma" not in [one["title"] for one in reader.get(PAGE).context["sections"]]


def test_a_town_without_areas_goes_by_the_parts_of_its_plan(reader: Client, habrova: Installed) -> None:
    bare = replace(process_of("susice"), areas=())
    assert [topic.kind for topic in topics_of(bare)] == ["part"] * len(bare.parts)
    assert [topic.id for topic in topics_of(bare)] == [part.id for part in bare.parts]


def test_a_part_is_a_topic_where_there_are_no_areas(
    reader: Client, habrova: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = replace(habrova.process, areas=())
    monkeypatch.setattr("consult.brief.process_file", lambda digest: bare)
    part = bare.parts[0].id
    answer = reader.get(f"/k/{TERRITORY}/{part}/")
    listed = {row.key for row in habrova.state.find(Section, plan=PLAN) if row.part == f"{PLAN}/{part}"}
    assert len(answer.context["sections"]) == len(listed) > 0 and answer.context["aims"] == []


@pytest.mark.parametrize("address", [f"/k/{TERRITORY}/neni/", "/k/neni/seniori/"])
def test_there_is_no_other_topic(habrova: Installed, address: str) -> None:
    assert anybody().get(address).status_code == 404


def test_a_topic_asks_the_database_as_much_for_one_comment_as_for_many(
    reader: Client, habrova: Installed, django_assert_max_num_queries: Any
) -> None:
    written(habrova, "doma", "Zůstat doma", "Pomůžeme doma.", "ps-seniori")
    for n in range(20):
        habrova.do("citizen", "raise_matter", kind="comment", told=f"Slovo {n}.", channel="web", side="public",
                   section="doma")  # fmt: skip
    with django_assert_max_num_queries(50):
        reader.get(PAGE)
