"""The text of the plan as people read it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.cast import Installed
from tests.consult.desks import words_of
from tests.consult.pages.conftest import EVIL, PLAN
from tests.walk import CLERK, coordinator
from workflow.models import model_of
from workflow.models.door import open_door
from workflow.rules.rows import Matter, Section
from workflow.trail.canonical import parse_time

DRAFT = f"/plans/{PLAN}/draft/"
STRATEGY = f"{DRAFT}?part=strategicka"


def speak(town: Installed, told: str, **about: Any) -> None:
    town.do("citizen", "raise_matter", kind="comment", told=told, channel="web", side="public", **about)


def spoken_at(page: str, anchor: str) -> str:
    """What stands beside one paragraph."""
    found = re.search(rf'<section class="paragraph" id="{anchor}">.*?</section>', page)
    assert found is not None
    return found.group()


def test_an_edition_is_read_as_it_was_posted_and_says_which_it_is(
    reader: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(16):
        page = words_of(reader.get(DRAFT))
    assert "Edition 1, posted" in page and "Text analyticka." in page and "In plain words" in page
    assert "Stručně." in page and "reading takes" in page and "alert(1)" not in page


@pytest.mark.parametrize("count", [0, 40, 400])
def test_the_second_reader_costs_few_questions_however_many_spoke(
    reader: Client, habrova: Installed, count: int, django_assert_max_num_queries: Any
) -> None:
    many_spoke(count)
    reader.get(DRAFT)
    with django_assert_max_num_queries(5):
        assert reader.get(DRAFT).status_code == 200


def test_one_more_comment_costs_few_questions_however_many_spoke(
    reader: Client, habrova: Installed, django_assert_max_num_queries: Any
) -> None:
    many_spoke(400)
    reader.get(DRAFT)
    speak(habrova, "Ještě jedna.", section="strategicka-1", paragraph=1)
    with django_assert_max_num_queries(12):
        assert "1 comment" in words_of(reader.get(STRATEGY))


def many_spoke(count: int) -> None:
    table = model_of(Matter)
    row = table.objects.filter(plan=PLAN).first()
    fields = [field.attname for field in table._meta.concrete_fields if not field.primary_key]
    with open_door():
        table.objects.bulk_create(
            table(**{name: getattr(row, name) for name in fields} | {"key": f"{PLAN}/{n}", "born": 0})
            for n in range(1000, 1000 + count)
        )


def test_each_paragraph_has_a_number_a_place_and_a_way_to_speak_about_it(reader: Client) -> None:
    page = words_of(reader.get(STRATEGY))
    assert 'id="strategicka-1-p1"' in page and 'href="#strategicka-1-p1"' in page and "2.1.1" in page
    assert f"/plans/{PLAN}/comment/?section=strategicka-1&amp;paragraph=1" in page


def test_who_spoke_where_is_counted_beside_the_paragraph_at_once(reader: Client, habrova: Installed) -> None:
    assert "comments<" not in spoken_at(words_of(reader.get(STRATEGY)), "strategicka-1-p1")
    speak(habrova, "K prvnímu.", section="strategicka-1", paragraph=1)
    speak(habrova, "Také k prvnímu.", section="strategicka-1", paragraph=1)
    speak(habrova, "K oddílu.", section="strategicka-1")
    speak(habrova, "K odstavci, který není.", section="strategicka-1", paragraph=77)
    page = words_of(reader.get(STRATEGY))
    assert "2 comments" in spoken_at(page, "strategicka-1-p1") and "2 comments on the section as a whole" in page


def test_comments_are_shown_at_their_place_or_as_a_list(reader: Client, habrova: Installed) -> None:
    speak(habrova, "K prvnímu.", section="strategicka-1", paragraph=1)
    speak(habrova, "K oddílu.", section="strategicka-1")
    page = words_of(reader.get(f"{STRATEGY}&beside=strategicka-1-p1"))
    assert "K prvnímu." in page and "K oddílu." not in page
    assert f"/plans/{PLAN}/comments/?section=strategicka-1&amp;paragraph=1" in page
    assert "K oddílu." in words_of(reader.get(f"{STRATEGY}&beside=strategicka-1"))
    listed = words_of(reader.get(f"/plans/{PLAN}/comments/?section=strategicka-1&paragraph=1"))
    assert "K prvnímu." in listed and "K oddílu." not in listed


@pytest.mark.parametrize("asked", ["part=../../etc", "edition=99", "edition=-1", "edition=x", "beside=nic", "size=9"])
def test_nonsense_in_the_address_shows_the_first_part_as_posted(reader: Client, asked: str) -> None:
    page = words_of(reader.get(f"{DRAFT}?{asked}"))
    assert "Analytic part" in page and "Text analyticka." in page


def test_todays_text_is_shown_as_what_it_is(reader: Client) -> None:
    page = words_of(reader.get(f"{DRAFT}?edition=today"))
    assert "The text as it stands today" in page and "with what was changed since it was posted" in page
    assert "&lt;script&gt;alert(1)" in page and "<script>alert" not in page
    assert "section=analyticka-1" not in page  # a comment is about what was posted


def test_what_is_fixed_is_said_and_by_whom_and_what_can_still_change(reader: Client) -> None:
    page = words_of(reader.get(DRAFT))
    assert "what your voice can still change" in page and "approved as it stands" in page
    assert "Steering group for community planning" in page and "A comment that is accepted changes the text" in page


def test_letters_grow_without_a_script_and_stay_grown_on_every_page(reader: Client) -> None:
    answer = reader.get(f"{STRATEGY}&size=3")
    assert (answer.status_code, answer["Location"]) == (303, STRATEGY)
    assert 'class="letters-3"' in words_of(reader.get(STRATEGY))
    assert 'class="letters-3"' in words_of(reader.get("/"))
    reader.get(f"{DRAFT}?size=1")
    assert "letters-" not in words_of(reader.get(DRAFT)).split("<body>")[0]


def test_after_the_last_second_the_page_says_so_and_takes_late_comments(
    reader: Client, habrova: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = parse_time(habrova.plan.closes_at or "") + timedelta(seconds=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: over)
    page = words_of(reader.get(DRAFT))
    assert "The window of comments closed" in page and "Write a late comment" in page
    assert "&amp;paragraph=" not in page


def test_while_the_window_is_open_its_last_second_is_said(reader: Client) -> None:
    page = words_of(reader.get(DRAFT))
    assert "Comments can be sent <time" in page and "Write a comment" in page


def test_an_older_edition_stays_readable_as_posted_then(reader: Client, reposted: Installed) -> None:
    old, new = words_of(reader.get(f"{DRAFT}?edition=1")), words_of(reader.get(DRAFT))
    assert "You are reading an older edition" in old and "Text analyticka." in old and "Přibyla věta." not in old
    assert "Edition 2, posted" in new and "Přibyla věta." in new and "What changed since the edition before" in new
    assert "&amp;paragraph=" not in old  # a comment is about the newest edition


def test_comments_on_the_edition_before_stand_where_their_paragraph_went(reader: Client, reposted: Installed) -> None:
    new = words_of(reader.get(DRAFT))
    assert "1 comment" in spoken_at(new, "analyticka-1-p2") and "comment<" not in spoken_at(new, "analyticka-1-p1")
    assert "K textu." in words_of(reader.get(f"{DRAFT}?beside=analyticka-1-p2"))
    assert "1 comment" in spoken_at(words_of(reader.get(f"{DRAFT}?edition=1")), "analyticka-1-p1")


def test_a_word_taken_from_the_public_is_gone_from_every_reader(reader: Client, habrova: Installed) -> None:
    assert "Text strategicka." in words_of(reader.get(STRATEGY))
    section = habrova.state.get(Section, f"{PLAN}/strategicka-1")
    assert section is not None
    habrova.do(CLERK, "redact", commitment=section.words, ground="Soud to nařídil.", plan=None)
    page = words_of(reader.get(STRATEGY))
    assert "Text strategicka." not in page and "The words of this section are not public." in page


def test_a_text_made_to_break_the_page_is_only_shown(reader: Client, habrova: Installed) -> None:
    bombs = ("> " * 300 + "x", "[" * 2000, "![x](https://evil.example/x.png)")
    hostile = "\n\n".join([EVIL, "\u202eopačně\u202c 👩‍🦽", *bombs])
    habrova.do(coordinator(habrova), "write_section", section="strategicka-1", part="strategicka", place=1,
               title="\u202eNadpis", text=hostile, editorial=True)  # fmt: skip
    page = reader.get(f"{STRATEGY}&edition=today").content.decode()
    for live in ("<script>alert", "<img", "<b onmouseover"):
        assert live not in page
