"""At the counter: a number and six words, and the town's clerk prints a new slip."""

from typing import Any

import pytest
from django.test import Client

from consult.models import Comment
from consult.own import opens, spoken_by
from consult.phone_words import WORDS
from tests.cast import Installed
from tests.consult.desks import anybody, at_desk, words_of
from tests.consult.spoken import by_link, page_of, say
from tests.walk import CLERK, coordinator

COUNTER = "/t/habrova/counter/"
WRONG = " ".join(WORDS[:6])


def told(browser: Client, town: Installed, number: object, words: str) -> Any:
    return browser.post(f"/t/{town.territory}/counter/", {"plan": town.plan_key, "number": number, "words": words})


def kept(posted: Any) -> Comment:
    return Comment.objects.get(pk=posted.comment.pk)


def test_the_right_words_give_a_new_slip_and_the_old_link_is_dead(habrova: Installed) -> None:
    posted, clerk = say(habrova), at_desk(habrova, CLERK)
    owner = by_link(posted)
    answer = told(clerk, habrova, f"č. {posted.number}", " , ".join(posted.words).upper())
    assert answer["Location"] == page_of(habrova, posted.number, "slip/")
    page = clerk.get(answer["Location"])
    slip = page.context["slip"]
    assert "Print the slip and hand it over." in words_of(page)
    assert len(slip["words"]) == 6 and tuple(slip["words"]) != posted.words
    assert opens(kept(posted), slip["link"].partition("?key=")[2])
    assert spoken_by(kept(posted), " ".join(slip["words"]))
    assert not opens(kept(posted), posted.secret) and not spoken_by(kept(posted), " ".join(posted.words))
    assert owner.get(page_of(habrova, posted.number, "own/")).status_code == 403


def test_the_clerk_who_prints_it_is_not_its_author(habrova: Installed) -> None:
    posted, clerk = say(habrova), at_desk(habrova, coordinator(habrova))
    told(clerk, habrova, posted.number, " ".join(posted.words))
    assert clerk.get(page_of(habrova, posted.number, "own/")).status_code == 403


def test_wrong_words_change_nothing_and_what_was_typed_stays(habrova: Installed) -> None:
    posted, clerk = say(habrova), at_desk(habrova, CLERK)
    answer = told(clerk, habrova, posted.number, WRONG)
    assert answer.status_code == 422
    assert "These are not the words of this comment." in words_of(answer) and WRONG in words_of(answer)
    assert opens(kept(posted), posted.secret)


def test_the_words_of_one_slip_open_no_other_comment(habrova: Installed) -> None:
    posted, other, clerk = say(habrova), say(habrova), at_desk(habrova, CLERK)
    assert told(clerk, habrova, other.number, " ".join(posted.words)).status_code == 422
    assert opens(kept(other), other.secret)


def test_guessing_ends_after_five_tries_even_with_the_right_words(habrova: Installed) -> None:
    posted, clerk = say(habrova), at_desk(habrova, CLERK)
    answers = [told(clerk, habrova, posted.number, WRONG).status_code for _ in range(5)]
    last = told(clerk, habrova, posted.number, " ".join(posted.words))
    assert [*answers, last.status_code] == [422] * 5 + [429]
    assert int(last["Retry-After"]) > 0
    assert opens(kept(posted), posted.secret)


def test_one_desk_does_not_try_its_luck_on_a_whole_plan(habrova: Installed) -> None:
    clerk, posted = at_desk(habrova, CLERK), [say(habrova) for _ in range(8)]
    answers = [told(clerk, habrova, one.number, WRONG).status_code for one in posted for _ in range(4)]
    assert answers == [422] * 30 + [429] * 2
    team = at_desk(habrova, coordinator(habrova))
    assert told(team, habrova, posted[0].number, " ".join(posted[0].words)).status_code == 303


def test_a_word_misread_is_named_and_costs_no_try(habrova: Installed) -> None:
    posted, clerk = say(habrova), at_desk(habrova, CLERK)
    for _ in range(6):
        answer = told(clerk, habrova, posted.number, " ".join([*posted.words[:5], "krokodýl"]))
        assert "These words are on no slip, ask once more: krokodýl." in words_of(answer)
    assert "There must be six words." in words_of(told(clerk, habrova, posted.number, " ".join(posted.words[:5])))
    assert told(clerk, habrova, posted.number, " ".join(posted.words)).status_code == 303


@pytest.mark.parametrize("number", ["", "ahoj", "999999"])
def test_a_number_that_is_none_is_named(habrova: Installed, number: str) -> None:
    answer = told(at_desk(habrova, CLERK), habrova, number, WRONG)
    assert answer.status_code == 422
    assert "counter-number" in words_of(answer)


def test_a_plan_of_another_town_is_not_served_here(habrova: Installed) -> None:
    clerk = at_desk(habrova, CLERK)
    answer = clerk.post(COUNTER, {"plan": "jiny-plan", "number": "1", "words": WRONG})
    assert answer.status_code == 422


def test_a_citizen_and_a_member_of_a_group_are_shown_the_way_and_no_form(habrova: Installed) -> None:
    posted = say(habrova)
    member = at_desk(habrova, habrova.seats(habrova.process.sign_off.body)[1].key)
    for browser in (anybody(), member):
        assert browser.get(COUNTER).status_code == 403
        answer = told(browser, habrova, posted.number, " ".join(posted.words))
        assert answer.status_code == 403
        assert "If you have lost your link, call or visit them." in words_of(answer)
    assert opens(kept(posted), posted.secret)
