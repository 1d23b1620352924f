"""One comment's public page: what was said, what became of it, and what others say to it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from consult.models import Comment
from tests.cast import Installed, number_of
from tests.consult.desks import at_desk, press, words_of
from tests.consult.pages.conftest import PLAN, TERRITORY
from tests.walk import CLERK, agree, answer, coordinator, facilitator
from workflow.rules.case import Standing
from workflow.rules.rows import Section, Wording
from workflow.trail.canonical import parse_time

COMMENTS = f"/plans/{PLAN}/comments/"


def citizen(who: str) -> Standing:
    """Somebody from the public under a number of their own."""
    return Standing(None, None, "public", number_of(who))


def reload(town: Installed, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a little after the last entry."""
    now = parse_time(town.at) + timedelta(minutes=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


def test_words_answer_reason_and_decision_stand_on_one_page(reader: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(26):
        page = words_of(reader.get(f"{COMMENTS}2/"))
    assert "Vysvětlujeme." in page and "explained" in page
    assert "agreed: settle a comment: no. 2" in page
    assert "<script>alert" not in page and "Wording proposed" in page


def test_a_comment_without_an_answer_says_that_one_must_come(reader: Client) -> None:
    page = words_of(reader.get(f"{COMMENTS}1/"))
    assert "Chybí lavička." in page and "There is no answer yet." in page


def test_words_held_hidden_or_redacted_are_on_no_page(reader: Client) -> None:
    for number in "345":
        page = words_of(reader.get(f"{COMMENTS}{number}/"))
        assert f"Comment {number}" in page and "Tajemství" not in page and "Tajná" not in page and "Tajné" not in page


def test_the_coordinator_finds_the_way_to_settling(habrova: Installed) -> None:
    desk = at_desk(habrova, coordinator(habrova))
    assert f"{COMMENTS}1/settle/" in words_of(desk.get(f"{COMMENTS}1/"))


def test_a_number_nobody_was_given_is_not_there(reader: Client) -> None:
    assert reader.get(f"{COMMENTS}999/").status_code == 404
    assert reader.get(f"{COMMENTS}1z/").status_code == 404


def test_points_of_a_comment_stand_on_its_page_and_have_their_own(reader: Client, habrova: Installed) -> None:
    habrova.do(coordinator(habrova), "split_matter", matter="1", points=2, told="Lavička; stín.")
    assert "Its points, answered one by one" in words_of(reader.get(f"{COMMENTS}1/"))
    point = words_of(reader.get(f"{COMMENTS}1b/"))
    assert "A point of" in point and "Split into points, each answered by itself" in point
    assert "/comments/1/join/" not in point and "What others say to it stands at the whole comment:" in point


def test_the_team_splits_a_comment_right_from_its_page(habrova: Installed) -> None:
    karel = at_desk(habrova, coordinator(habrova))
    answer = press(karel, karel.get(f"{COMMENTS}1/"), "split_matter", points="2", told="Lavička; stín.")
    assert answer.status_code == 303 and answer["Location"] == f"{COMMENTS}1/"
    page = words_of(karel.get(f"{COMMENTS}1/"))
    assert "Comment 1a" in page and "Comment 1b" in page


def steps(answer: Any) -> list[tuple[str, str]]:
    return [(step.label, step.state) for step in answer.context["steps"]]


def test_a_settled_comment_tells_its_story_in_order_with_dates_and_entries(reader: Client) -> None:
    answer = reader.get(f"{COMMENTS}2/")
    labels = [label for label, _state in steps(answer)]
    assert labels[0] == "Received"
    assert labels[1].startswith("Taken up by ")
    assert labels[2:4] == ["The answer was put to the group", "Answered: explained"]
    assert labels[4:] == ["The text did not change because of it", "Approval by the councils"]
    told = answer.context["steps"][:4]
    assert [step.n for step in told] == sorted(step.n for step in told) and all(step.at for step in told)
    assert f'href="/t/{TERRITORY}/book/{told[3].n}/"' in answer.content.decode()


def test_an_open_comment_says_what_is_ahead(reader: Client) -> None:
    told = steps(reader.get(f"{COMMENTS}1/"))
    assert told[0] == ("Received", "done")
    assert ("A working group takes it up", "next") in told and ("The answer, with its reason", "next") in told


def test_entries_about_another_comment_whose_number_begins_alike_are_not_in_the_story(
    habrova: Installed, reader: Client
) -> None:
    for index in range(8):
        habrova.do("citizen", "raise_matter", kind="comment", told=f"Další {index}.", channel="web", side="public")
    habrova.do(CLERK, "hide_matter", matter="12", ground="hate", reason="Nadávka.")
    assert "Its words were hidden" not in [label for label, _ in steps(reader.get(f"{COMMENTS}1/"))]
    assert "Its words were hidden" in [label for label, _ in steps(reader.get(f"{COMMENTS}12/"))]


def test_a_change_of_the_text_stands_in_the_story_with_before_and_after(habrova: Installed, reader: Client) -> None:
    team, section = coordinator(habrova), habrova.state.find(Section, plan=PLAN)[0]
    name, part = section.key.split("/")[1], section.part.split("/")[1]
    group = habrova.process.working_groups[0].id
    habrova.do("citizen", "raise_matter", kind="suggestion", told="Doplňte.", channel="web", side="public")
    number = str(habrova.plan.matters)
    habrova.do(team, "write_section", section=name, part=part, place=1, title="Oddíl", text="Nový text.", matter=number)
    wording = habrova.state.find(Wording, plan=PLAN, section=section.key)[-1].key.split("/")[1]
    habrova.do(team, "draft_answer", matter=number, disposition="accepted", change=wording, grounds=[])
    agree(habrova, f"odpoved-{number}", group, "settle_matter", number)
    habrova.do(facilitator(habrova), "settle_matter", matter=number, proposal=f"odpoved-{number}")
    page = reader.get(f"{COMMENTS}{number}/")
    assert ("The text was changed because of it", "done") in steps(page)
    assert "<ins>" in page.content.decode()


def test_hiding_names_its_ground_reason_and_seat_and_anybody_may_ask_for_a_second_look(
    reader: Client, habrova: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = reader.get(f"{COMMENTS}4/")
    covered = answer.context["covered"]
    assert covered["ground"] == "somebody's personal data" and covered["reason"] == "Jsou tam cizí údaje."
    assert covered["by"] and covered["n"] and "I think it should be shown" in words_of(answer)
    move = covered["appeal"]
    data = {item["name"]: item["value"] for item in move["hidden"]} | {"reason": "Nejsou tam."}
    look = reader.post(move["url"], data)
    record = look.context["record"]
    done = reader.post(record["url"], {item["name"]: item["value"] for item in record["fields"]})
    assert done.status_code == 303
    reload(habrova, monkeypatch)
    page = reader.get(f"{COMMENTS}4/")
    assert "Somebody has asked for a second look." in words_of(page) and "appeal" not in page.context["covered"]
    assert ("Somebody asked for a second look", "waiting") in steps(page)


def test_for_whom_it_speaks_is_said_in_words(habrova: Installed, reader: Client) -> None:
    for voice, voices, line in (
        ("helper", None, "written by somebody who helps"),
        ("organisation", None, "for an organisation"),
        ("group", 12, "for a group of 12 people"),
        ("signatures", 212, "a sheet with 212 signatures"),
    ):
        habrova.do("citizen", "raise_matter", kind="comment", told="Za nás.", channel="web", side="public",
                   voice=voice, voices=voices)  # fmt: skip
        assert line in words_of(reader.get(f"{COMMENTS}{habrova.plan.matters}/"))


def quoting(town: Installed, quote: str) -> str:
    """Somebody comments on a passage of the first section."""
    section = town.state.find(Section, plan=PLAN)[1]
    town.do("citizen", "raise_matter", kind="comment", told="Proč?", channel="web", side="public", quote=quote,
            section=section.key.split("/")[1], paragraph=1)  # fmt: skip
    return str(town.plan.matters)


def test_a_quoted_passage_is_found_in_todays_text_or_honestly_gone(habrova: Installed, reader: Client) -> None:
    section = habrova.state.find(Section, plan=PLAN)[1]
    name, part = section.key.split("/")[1], section.part.split("/")[1]
    number = quoting(habrova, f"Text {part}.")
    page = reader.get(f"{COMMENTS}{number}/")
    assert "The passage stands in the text as it was quoted:" in words_of(page)
    assert f"/draft/{name}/#{name}-p1" in words_of(page)
    habrova.do(coordinator(habrova), "write_section", section=name, part=part, place=1, title="Oddíl",
               text="Zcela jiná slova o lavičkách a stromech u polikliniky.", matter=number)  # fmt: skip
    assert "This passage is no longer in the text." in words_of(reader.get(f"{COMMENTS}{number}/"))


def test_words_around_a_quote_tell_two_equal_passages_apart(habrova: Installed, reader: Client) -> None:
    section = habrova.state.find(Section, plan=PLAN)[1]
    name, part = section.key.split("/")[1], section.part.split("/")[1]
    habrova.do(coordinator(habrova), "write_section", section=name, part=part, place=1, title="Oddíl",
               text="Senioři dostanou pomoc.\n\nRodiny dostanou pomoc.", matter="1")  # fmt: skip
    number = quoting(habrova, "dostanou pomoc")
    Comment.objects.create(territory=TERRITORY, plan=PLAN, number=int(number), n=1, commit="", before="Rodiny ",
                           object_pk="1", content_type_id=1, site_id=1)  # fmt: skip
    assert reader.get(f"{COMMENTS}{number}/").context["quote"].paragraph == 2


def test_how_many_say_the_same_is_told_with_the_names_of_those_who_wished_it(
    habrova: Installed, reader: Client
) -> None:
    for index in range(3):
        name = "Marie Krátká" if index == 1 else None
        habrova.do(citizen(f"m{index}"), "join_matter", matter="1", side="public", publish_as=name)
    page = words_of(reader.get(f"{COMMENTS}1/"))
    assert "3 people also say this" in page and "Marie Krátká" in page


def test_what_the_author_says_of_the_answer_is_part_of_the_story(habrova: Installed, reader: Client) -> None:
    habrova.do(citizen("autor"), "raise_matter", kind="suggestion", told="Více míst.", channel="web", side="user")
    number = str(habrova.plan.matters)
    answer(habrova, number, habrova.process.working_groups[0].id)
    habrova.do(citizen("autor"), "answer_back", matter=number, satisfaction="not_satisfied")
    page = reader.get(f"{COMMENTS}{number}/")
    assert "Its author is not satisfied with the answer" in words_of(page)
    assert steps(page)[-3] == ("Its author is not satisfied with the answer", "late")


def test_the_public_reads_that_a_group_works_on_it_and_not_who(habrova: Installed, reader: Client) -> None:
    karel = at_desk(habrova, coordinator(habrova))
    karel.post(f"{COMMENTS}1/take-up/", {"step": "take_up"})
    answer = reader.get(f"{COMMENTS}1/")
    assert "koordinator" not in words_of(answer) and answer.context["lease"] is None
    assert ("A group works on it", "current") in steps(answer)


def queries(reader: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as counted:
        assert reader.get(url).status_code == 200
    return len(counted)


def test_the_page_costs_the_same_with_sixty_replies_and_forty_who_agree(habrova: Installed, reader: Client) -> None:
    habrova.do(coordinator(habrova), "open_lane", matter="1", question="Co by vám stačilo?")
    for lane in ("reply", "in_favour", "against", "would_accept"):
        habrova.do(citizen(f"{lane}"), "reply_to_matter", matter="1", told="Protože.", lane=lane)
    habrova.do(citizen("první"), "join_matter", matter="1", side="public", publish_as="Marie")
    reader.get(f"{COMMENTS}1/")
    few = queries(reader, f"{COMMENTS}1/")
    for index in range(40):
        habrova.do(citizen(f"p{index}"), "join_matter", matter="1", side="user", publish_as=f"Osoba {index}")
        for lane in ("reply", "against"):
            habrova.do(citizen(f"{lane}{index}"), "reply_to_matter", matter="1", told=f"Důvod {index}.", lane=lane)
    reader.get(f"{COMMENTS}1/")
    assert queries(reader, f"{COMMENTS}1/") == few <= 36
    names = reader.get(f"{COMMENTS}1/").context["names"]
    assert len(names) <= 21
