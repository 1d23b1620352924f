"""What is told, to whom, and how often: one letter a day with everything new, and nothing of other people's threads."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django_tasks_db.models import DBTaskResult

from consult import letters
from consult.letters import errands, rounds, worker
from tests.consult.mailing import ANNA, BORIS, Post, links
from tests.walk import CLERK, adopt, answer, close_window, coordinator, settle, submit
from workflow.rules.rows import Section

AUTHOR = "a" * 32


def group(post: Post) -> str:
    return post.town.process.working_groups[0].id


def news(post: Post, *, days: int = 1) -> list[EmailMessage]:
    """The letters of the next evening."""
    post.evening(days)
    return post.round()


def answered(post: Post, number: int) -> None:
    """The window closes and the group settles this comment."""
    if post.plan.stage == "commenting":
        close_window(post.town)
    answer(post.town, str(number), group(post))


def test_an_answer_comes_with_its_reason_and_says_how_to_find_it_without_a_link(post: Post) -> None:
    number = post.say(person=AUTHOR)
    post.confirmed(number, person=AUTHOR)
    answered(post, number)
    (letter,) = news(post)
    assert letter.to == [ANNA]
    assert letter.subject == f"News about comment no. {number}"
    assert f"Your comment no. {number}" in letter.body
    assert f"Answer to no. {number}: explained" in letter.body
    assert "Vysvětlujeme." in letter.body
    assert f"http://127.0.0.1:8000/plans/{post.town.plan_key}/comments/{number}/" in letter.body
    assert f"write the number {number}" in letter.body


def test_whoever_joined_hears_the_same(post: Post) -> None:
    number = post.say(person=AUTHOR)
    post.confirmed(number, BORIS, person="b" * 32)
    answered(post, number)
    (letter,) = news(post)
    assert letter.to == [BORIS]
    assert "Vysvětlujeme." in letter.body
    assert "Your comment" not in letter.body


def test_taking_it_up_is_told_before_there_is_an_answer(post: Post) -> None:
    number = post.say()
    post.confirmed(number)
    close_window(post.town)
    post.town.do(
        coordinator(post.town), "draft_answer", matter=str(number), disposition="explained", reason="Tajný návrh.",
        grounds=[],
    )  # fmt: skip
    (letter,) = news(post)
    assert "begun to prepare the answer" in letter.body
    assert "Tajný návrh" not in letter.body


def test_a_change_of_the_text_is_told_with_the_name_of_the_section(post: Post) -> None:
    number = post.say()
    post.confirmed(number)
    section = post.town.state.find(Section, plan=post.town.plan_key)[0]
    close_window(post.town)
    post.town.do(
        coordinator(post.town), "write_section", section=section.key.split("/")[1], part=section.part.split("/")[1],
        place=1, title="Lavičky ve městě", text="Lavička bude.", editorial=False, matter=str(number),
    )  # fmt: skip
    (letter,) = news(post)
    assert "Because of it the text changed: “Lavičky ve městě”." in letter.body


def test_hiding_and_showing_again_are_told_and_hidden_words_are_not(post: Post) -> None:
    number = post.say("Tajné číslo 775.", person=AUTHOR)
    post.confirmed(number)
    post.town.do(CLERK, "hide_matter", matter=str(number), ground="personal_data", reason="Cizí údaje.")
    (letter,) = news(post)
    assert "hidden" in letter.body
    assert "775" not in letter.body
    post.town.do(CLERK, "show_matter", matter=str(number), reason="Odvolání vyslyšeno.")
    (letter,) = news(post)
    assert "shown" in letter.body


def test_the_end_of_the_plans_way_is_told_to_everybody_who_spoke(post: Post) -> None:
    number = post.say()
    post.confirmed(number)
    answered(post, number)
    news(post)
    settle(post.town)
    submit(post.town)
    adopt(post.town)
    (letter,) = news(post)
    assert "The plan is adopted" in letter.body


def test_nobody_gets_letters_of_another_thread(post: Post) -> None:
    """CVE-2022-21683: whoever spoke about anything was told of everything."""
    first, second = post.say(person=AUTHOR), post.say("Chybí strom.", person="b" * 32)
    post.confirmed(first, ANNA, person=AUTHOR)
    post.confirmed(second, BORIS, person="b" * 32)
    answered(post, second)
    told = news(post)
    assert [letter.to for letter in told] == [[BORIS]]
    assert f"no. {first}" not in told[0].body


def test_every_letter_goes_to_one_address_and_names_no_other(post: Post) -> None:
    number = post.say()
    post.confirmed(number, ANNA)
    post.confirmed(number, BORIS)
    answered(post, number)
    told = news(post)
    assert sorted(letter.recipients() for letter in told) == [[ANNA], [BORIS]]
    assert not [letter for letter in told if (BORIS if letter.to == [ANNA] else ANNA) in str(letter.message())]


def test_an_address_that_was_not_confirmed_gets_no_news(post: Post) -> None:
    number = post.say()
    post.follow(number)
    post.round()
    answered(post, number)
    assert news(post) == []


def test_whoever_stopped_gets_no_news(post: Post) -> None:
    number = post.say()
    post.confirmed(number)
    post.follow(None)
    letters.stop(links(post.round()[-1])["header"], at=post.now)
    answered(post, number)
    assert news(post) == []


def test_all_that_is_new_comes_in_one_letter_a_day(post: Post) -> None:
    first, second = post.say(), post.say("Chybí strom.", person="b" * 32)
    for number in (first, second):
        post.confirmed(number)
    answered(post, first)
    answered(post, second)
    (letter,) = news(post)
    assert f"Comment no. {first}" in letter.body and f"Comment no. {second}" in letter.body
    post.town.do(CLERK, "hold_matter", matter=str(first), ground="spam")
    post.town.clock(hours=1)
    assert post.round() == []  # the day has had its letter
    (letter,) = news(post)
    assert f"Comment no. {first}" in letter.body and f"Comment no. {second}" not in letter.body


def test_where_nothing_is_new_nothing_comes(post: Post) -> None:
    number = post.say()
    post.confirmed(number)
    post.confirmed(None, BORIS)
    assert news(post) == [] == news(post)


def test_letters_wait_for_the_evening(post: Post) -> None:
    number = post.say()
    post.confirmed(number)
    answered(post, number)
    post.evening(1)
    post.town.at = post.town.at.replace("T18:", "T12:")
    assert post.round() == []
    post.town.at = post.town.at.replace("T12:", "T18:")
    assert len(post.round()) == 1


def test_what_happened_between_the_question_and_the_button_is_told_too(post: Post) -> None:
    number = post.say()
    post.follow(number)
    (question,) = post.round()
    post.town.do(CLERK, "hold_matter", matter=str(number), ground="spam")
    post.town.do(CLERK, "release_matter", matter=str(number))
    post.town.clock(days=6)
    letters.confirm(links(question)["confirm"], at=post.now)
    (letter,) = news(post, days=0)
    assert letter.body.count(f"no. {number}") >= 2


def test_a_worker_that_dies_before_the_letter_has_left_loses_nothing(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = post.say()
    post.confirmed(number)
    answered(post, number)
    post.evening(1)
    assert rounds.gather(post.now) == 1
    # It takes the errand, and is gone before anything came of it.
    DBTaskResult.objects.ready().get().claim("somebody else")
    post.town.clock(minutes=1)
    assert post.round() == []
    post.town.clock(minutes=10)
    (letter,) = post.round()
    assert "Vysvětlujeme." in letter.body


def test_a_worker_that_dies_after_the_letter_has_left_tells_the_same_again_under_the_same_name(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = post.say()
    follower = post.confirmed(number)
    answered(post, number)
    post.evening(1)
    rounds.gather(post.now)
    with monkeypatch.context() as gone:
        gone.setattr("consult.letters.digest.told", lambda letter, at: None)
        worker.run_errands()
    errands.tell.enqueue(str(follower.pk))
    worker.run_errands()
    first, second = mail.outbox[-2:]
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    errands.tell.enqueue(str(follower.pk))
    assert worker.run_errands() == 1
    assert mail.outbox[-1] is second


def test_two_workers_who_look_at_once_write_one_letter(post: Post) -> None:
    number = post.say()
    post.confirmed(number)
    answered(post, number)
    post.evening(1)
    assert [rounds.gather(post.now), rounds.gather(post.now)] == [1, 0]


def test_whoever_follows_the_plan_hears_of_its_way_and_of_answers_in_one_sentence(post: Post) -> None:
    post.confirmed(None)
    numbers = [post.say(person=str(index) * 32) for index in range(3)]
    close_window(post.town)
    (letter,) = news(post)
    assert "The comment period ended" in letter.body
    for number in numbers:
        answer(post.town, str(number), group(post))
    (letter,) = news(post)
    assert "3 comments were answered." in letter.body
    assert "Vysvětlujeme." not in letter.body
    settle(post.town)
    submit(post.town)
    (letter,) = news(post)
    assert "The plan was submitted to the councils." in letter.body


def test_a_hearing_is_told_and_a_groups_own_meeting_is_not(post: Post) -> None:
    post.confirmed(None)
    starts = (post.now + timedelta(days=20)).isoformat()[:19] + "Z"
    facts = {"starts_at": starts, "programme": "Návrh"}
    post.town.do(
        coordinator(post.town), "call_meeting", meeting="s", kind="group", body=group(post), place="Klub", **facts
    )
    assert news(post) == []
    post.town.do(coordinator(post.town), "call_meeting", meeting="v", kind="public_hearing", place="Kino", **facts)
    (letter,) = news(post)
    assert "Kino" in letter.body and "Klub" not in letter.body


def test_three_days_before_the_window_closes_it_is_said_once(post: Post) -> None:
    post.confirmed(None)
    post.confirmed(post.say(), BORIS)
    closes = post.plan.closes_at or ""
    post.town.at = f"{closes[:10]}T18:00:00Z"
    post.evening(-4)
    assert post.round() == []
    (letter,) = news(post, days=2)
    assert letter.to == [ANNA]
    assert "Comments can still be sent, until" in letter.body
    assert news(post) == []


def test_a_long_time_away_makes_a_short_letter(post: Post) -> None:
    number = post.say()
    post.confirmed(number)
    for _ in range(10):
        post.town.do(CLERK, "hold_matter", matter=str(number), ground="spam")
        post.town.do(CLERK, "release_matter", matter=str(number))
    (letter,) = news(post)
    assert letter.body.count("\n- ") == 12
    assert "There are 8 more pieces of news on the page." in letter.body


def test_letters_follow_the_language_of_whoever_reads_them(post: Post) -> None:
    number = post.say()
    post.confirmed(number, language="cs")
    answered(post, number)
    (letter,) = news(post)
    assert letter.body.startswith("Dobrý den")
    assert "vysvětleno" in letter.body
