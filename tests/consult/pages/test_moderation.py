"""Moderating in the open: every step for everybody, the words that wait for those who decide."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from consult.models import Refused
from consult.moderated import late_since, speed
from tests.cast import Installed
from tests.consult.desks import anybody, at_desk, confirm, desk_of, words_of
from tests.consult.pages.conftest import PLAN, TERRITORY
from tests.towns import process_of, raw_file
from tests.walk import CLERK, coordinator, found, lead
from workflow.models import model_of
from workflow.rules.rows import Matter, Reply
from workflow.trail.canonical import parse_time

PAGE = f"/plans/{PLAN}/moderation/"


def row(number: str) -> Any:
    return model_of(Matter).objects.get(territory=TERRITORY, key=f"{PLAN}/{number}")


def press(browser: Client, number: str, act: str, **typed: str) -> Any:
    """Press one of the buttons beside words that wait, and confirm what will be recorded."""
    page = browser.get(PAGE)
    moves = [move for item in page.context["waiting"] if item["number"] == number for move in item["moves"]]
    move = next(move for move in moves if move["act"] == act)
    return confirm(
        browser, browser.post(move["url"], {**{one["name"]: one["value"] for one in move["hidden"]}, **typed})
    )


def pass_time(town: Installed, monkeypatch: pytest.MonkeyPatch, **ahead: int) -> None:
    """The clock on the wall goes on, with nothing recorded."""
    now = parse_time(town.at) + timedelta(**ahead)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


def test_everybody_reads_what_was_held_hidden_and_erased_with_ground_seat_and_entry(reader: Client) -> None:
    page = reader.get(PAGE)
    told = {(one["number"], one["what"]): one for one in page.context["happened"]}
    assert told["3", "held back"]["ground"] == "it may hold sensitive data"
    hidden = told["4", "words hidden"]
    assert (hidden["ground"], hidden["reason"]) == ("somebody's personal data", "Jsou tam cizí údaje.")
    assert "clerk" in hidden["by"] and f"/t/{TERRITORY}/book/{hidden['n']}/" in words_of(page)
    assert told["5", "words erased"]["reason"] == "Na žádost osoby."


def test_no_word_that_waits_is_told_to_anybody_without_the_pen(reader: Client, habrova: Installed) -> None:
    for browser in (reader, at_desk(habrova, coordinator(habrova))):
        page = words_of(browser.get(PAGE))
        assert "Tajemství" not in page and "Tajná" not in page and "Waits for your decision" not in page


def test_the_place_of_hidden_words_stays_visible(reader: Client, habrova: Installed) -> None:
    habrova.do("citizen", "raise_matter", kind="comment", told="Kdo to platí?", channel="web", side="public",
               section="analyticka-1")  # fmt: skip
    number = str(habrova.plan.matters)
    habrova.do(CLERK, "hide_matter", matter=number, ground="hate", reason="Nadávky.")
    first = reader.get(PAGE).context["happened"][0]
    assert first["number"] == number and first["place"] and "Kdo to platí?" not in words_of(reader.get(PAGE))


def test_where_nothing_was_moderated_the_page_says_so(habrova: Installed, reader: Client) -> None:
    found(Installed(process_of("susice"), raw_file("susice"), territory="podlesi", plan="podlesi-plan"))
    page = words_of(reader.get("/plans/podlesi-plan/moderation/"))
    assert "Nothing has been held, hidden or erased here." in page and "Every attempt so far was taken." in page


def test_the_clerk_reads_what_waits_and_releases_it_in_place(habrova: Installed) -> None:
    hana = at_desk(habrova, CLERK)
    page = words_of(hana.get(PAGE))
    assert "Waits for your decision" in page and "Tajemství tři." in page and "it may hold sensitive data" in page
    answer = press(hana, "3", "release_matter")
    assert answer.status_code == 303 and answer["Location"] == PAGE
    assert row("3").held is False and "Tajemství tři." in words_of(anybody().get(f"/plans/{PLAN}/comments/3/"))


def test_the_clerk_hides_what_waits_with_ground_and_reason(habrova: Installed) -> None:
    press(at_desk(habrova, CLERK), "3", "hide_matter", ground="advertising", reason="Nabídka půjčky.")
    assert row("3").hidden
    assert "Nabídka půjčky." in words_of(anybody().get(PAGE))


def test_an_appeal_waits_for_the_steering_group_which_shows_the_words_or_leaves_them(habrova: Installed) -> None:
    habrova.do("citizen", "appeal_hiding", matter="4", reason="Nikoho to nejmenuje.")
    chair = at_desk(habrova, lead(habrova))
    page = words_of(chair.get(PAGE))
    assert "Tajemství čtyři." in page and "Nikoho to nejmenuje." in page and "Tajemství tři." in page
    press(chair, "4", "uphold_hiding", reason="Jmenuje souseda.")
    assert (row("4").hidden, row("4").appealed) == (True, False)
    told = [one["what"] for one in chair.get(PAGE).context["happened"] if one["number"] == "4"]
    assert told[0] == "left as it was after a second look"


def test_whoever_hid_it_does_not_hear_the_appeal(habrova: Installed) -> None:
    habrova.do("citizen", "appeal_hiding", matter="4", reason="Proč?")
    [item] = [one for one in at_desk(habrova, CLERK).get(PAGE).context["waiting"] if one["number"] == "4"]
    assert [move["act"] for move in item["moves"]] == ["show_matter"]


def test_a_hidden_reply_somebody_asks_about_is_shown_again_from_here(habrova: Installed) -> None:
    habrova.do("citizen", "reply_to_matter", matter="1", told="Soused to ví.", lane="reply")
    reply = model_of(Reply).objects.get(territory=TERRITORY).key.split("/", 1)[1]
    habrova.do(CLERK, "hide_reply", reply=reply, ground="personal_data", reason="O sousedovi.")
    habrova.do("citizen", "appeal_hiding", matter="1", reply=reply, reason="Nejmenuje nikoho.")
    chair = at_desk(habrova, lead(habrova))
    assert "Soused to ví." in words_of(chair.get(PAGE))
    press(chair, "1", "show_reply", reason="Opravdu nikoho.")
    assert not model_of(Reply).objects.get(territory=TERRITORY).hidden


def test_held_longer_than_two_working_days_is_late(habrova: Installed, monkeypatch: pytest.MonkeyPatch) -> None:
    hana = at_desk(habrova, CLERK)
    assert hana.get(PAGE).context["overdue"] == 0
    pass_time(habrova, monkeypatch, days=9)
    page = at_desk(habrova, CLERK).get(PAGE)
    assert page.context["overdue"] == 1 and page.context["waiting"][0]["late"]
    assert "1 comment has waited longer than two working days." in words_of(anybody().get(PAGE))


def test_a_weekend_is_not_counted_among_the_two_days() -> None:
    assert late_since("2026-10-16T09:00:00Z") == date(2026, 10, 20)  # a Friday


def test_how_fast_held_comments_were_shown_is_counted(habrova: Installed) -> None:
    habrova.clock(hours=5)
    habrova.do(CLERK, "release_matter", matter="3")
    here = desk_of(habrova, None).here
    assert here is not None
    assert speed(here) == {"n": 1, "half": 5, "longest": 5}


def test_what_was_not_taken_is_counted_with_the_reason_the_ground_exists(reader: Client) -> None:
    assert "Every attempt so far was taken." in words_of(reader.get(PAGE))
    for day, ground, times in ((1, "machine", 7), (2, "machine", 3), (2, "stage", 2)):
        Refused.objects.create(territory=TERRITORY, plan=PLAN, day=date(2020, 9, day), ground=ground, times=times)
    answer = reader.get(PAGE)
    assert {line.label: line.value for line in answer.context["refused"].lines} == {
        "filled in by a machine": 10, "not the time for it": 2,
    }  # fmt: skip
    assert "A field nobody sees was filled in" in words_of(answer)
    assert [line.value for line in answer.context["refused_by_day"].lines] == [5, 7]


def queries(browser: Client) -> int:
    with CaptureQueriesContext(connection) as counted:
        assert browser.get(PAGE).status_code == 200
    return len(counted)


def test_the_page_costs_the_same_however_much_was_moderated(habrova: Installed, reader: Client) -> None:
    hana = at_desk(habrova, CLERK)
    few = queries(reader), queries(hana)
    for index in range(8):
        habrova.do("citizen", "raise_matter", kind="comment", told=f"Slova {index}.", channel="web", side="public",
                   section="analyticka-1")  # fmt: skip
        habrova.do(CLERK, "hold_matter", matter=str(habrova.plan.matters), ground="spam")
    assert queries(reader) <= few[0] + 2 <= 26
    assert queries(hana) <= few[1] + 4 <= 50


def test_a_long_story_is_leafed_through(habrova: Installed, reader: Client) -> None:
    for index in range(11):
        habrova.do(CLERK, "hide_matter", matter="1", ground="hate", reason=f"Poprvé {index}.")
        habrova.do(CLERK, "show_matter", matter="1", reason=f"Omyl {index}.")
    first = reader.get(PAGE)
    assert len(first.context["happened"]) == 20 and first.context["more_url"]
    second = reader.get(PAGE + first.context["more_url"].split("#")[0])
    assert "Na žádost osoby." in words_of(second) and second.context["more_url"] == ""


@pytest.mark.parametrize("said", ["before=x", "before=-1", "after=1e9", "before=99999999999999999999"])
def test_a_page_nobody_offered_is_the_first_one(habrova: Installed, said: str) -> None:
    assert at_desk(habrova, CLERK).get(f"{PAGE}?{said}").status_code == 200
