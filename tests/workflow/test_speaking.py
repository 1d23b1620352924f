"""Around a comment: people agree, reply, argue, answer back, ask for help; nobody speaks for another, nobody twice."""

from datetime import timedelta
from typing import Any

import pytest

from tests.cast import Memory, digest_of_file
from tests.towns import process_of
from tests.walk import CLERK, agree, answer, close_window, coordinator, facilitator, lead_to, settle
from tests.workflow.talk import comment, reply, somebody
from workflow.rules.lifecycle import Stage
from workflow.rules.rows import HelpRequest, Joiner, Matter, Reply
from workflow.trail.canonical import format_time, parse_time

GROUP = "ps-seniori"
MEMBER = f"{GROUP}/user-0"


@pytest.fixture
def lipova() -> Memory:
    """The town under the Sušice rules while comments are open; Pavla's comment is number 2."""
    town = lead_to(Memory(process_of("susice")), Stage.COMMENTING)
    assert isinstance(town, Memory)
    assert comment(town, "U pošty chybí zábradlí.") == "2"
    return town


def matter(town: Memory, number: str) -> Matter:
    """A matter as it stands."""
    row = town.state.get(Matter, f"{town.plan_key}/{number}")
    assert row is not None
    return row


def rows(town: Memory, table: Any) -> list[Any]:
    """All rows of a table in the plan."""
    return list(town.state.find(table, plan=town.plan_key))


def day(town: Memory, **ahead: int) -> str:
    """A day some time from now."""
    return format_time(parse_time(town.at) + timedelta(**ahead))[:10]


# joining


def test_each_person_agrees_once_and_the_number_says_how_many(lipova: Memory) -> None:
    for who in ("Olga", "Ota"):
        lipova.do(somebody(who), "join_matter", matter="2", side="public")
    with lipova.refused("no_change"):
        lipova.do(somebody("Olga"), "join_matter", matter="2", side="user")
    assert matter(lipova, "2").joiners == len(rows(lipova, Joiner)) == 2


def test_two_neighbours_who_say_so_at_the_counter_are_two(lipova: Memory) -> None:
    for _ in range(2):
        lipova.do("citizen", "join_matter", actor=CLERK, matter="2", side="user")
    assert matter(lipova, "2").joiners == 2


def test_nobody_agrees_with_their_own_comment(lipova: Memory) -> None:
    with lipova.refused("no_change"):
        lipova.do(somebody("Pavla"), "join_matter", matter="2", side="public")


def test_what_is_not_shown_gathers_neither_agreement_nor_replies(lipova: Memory) -> None:
    lipova.do(CLERK, "hold_matter", matter="2", ground="sensitive_data")
    with lipova.refused("matter_covered"):
        lipova.do(somebody("Olga"), "join_matter", matter="2", side="public")
    with lipova.refused("matter_covered"):
        reply(lipova, "2", "Taky.")
    lipova.do(CLERK, "release_matter", matter="2")
    lipova.do(somebody("Olga"), "join_matter", matter="2", side="public")
    assert matter(lipova, "2").joiners == 1


def test_a_hidden_point_hides_the_whole_from_those_who_would_join(lipova: Memory) -> None:
    close_window(lipova)
    lipova.do(facilitator(lipova), "split_matter", matter="2", points=2, told="Zábradlí; světlo.")
    lipova.do(somebody("Ota"), "join_matter", matter="2", side="public")
    lipova.do(CLERK, "hide_matter", matter="2a", ground="hate", reason="Uráží.")
    with lipova.refused("matter_covered"):
        lipova.do(somebody("Olga"), "join_matter", matter="2", side="public")


def test_one_agrees_with_a_whole_comment_and_not_with_a_point(lipova: Memory) -> None:
    close_window(lipova)
    lipova.do(somebody("Olga"), "join_matter", matter="2", side="public")
    lipova.do(facilitator(lipova), "split_matter", matter="2", points=2, told="Zábradlí; světlo.")
    with lipova.refused("out_of_range"):
        lipova.do(somebody("Ota"), "join_matter", matter="2a", side="public")
    assert [matter(lipova, name).joiners for name in ("2", "2a", "2b")] == [1, 0, 0]


def test_of_a_text_before_the_councils_nothing_more_is_said_but_a_suggestion_lives_on() -> None:
    town = lead_to(Memory(process_of("susice")), Stage.IN_FORCE)
    assert isinstance(town, Memory)
    with town.refused("comments_refused"):
        town.do(somebody("Olga"), "join_matter", matter="1", side="public")
    with town.refused("comments_refused"):
        reply(town, "1", "Pozdě, ale přece.")
    number = comment(town, "Příště i svoz do lesa.", kind="suggestion")
    town.do(somebody("Olga"), "join_matter", matter=number, side="public")
    reply(town, number, "A na hřbitov.")
    assert (matter(town, number).joiners, matter(town, number).replies) == (1, 1)


# replies and arguments


def test_replies_stand_under_the_comment_with_the_place_of_who_is_seated(lipova: Memory) -> None:
    reply(lipova, "2", "U nás také.")
    lipova.do(MEMBER, "reply_to_matter", matter="2", told="Vezmeme to s sebou.", lane="reply")
    assert [each.seat for each in rows(lipova, Reply)] == [None, MEMBER]
    assert matter(lipova, "2").replies == 2


def test_arguments_have_their_lane_only_once_somebody_opened_it(lipova: Memory) -> None:
    with lipova.refused("lane_not_open"):
        reply(lipova, "2", "Jsem pro.", lane="in_favour")
    with lipova.refused("not_your_pen"):
        lipova.do(somebody("Olga"), "open_lane", matter="2")
    lipova.do(facilitator(lipova), "open_lane", matter="2", question="Co by stačilo?")
    with lipova.refused("no_change"):
        lipova.do(facilitator(lipova), "open_lane", matter="2")
    for lane in ("in_favour", "against", "would_accept", "reply"):
        reply(lipova, "2", f"Slova: {lane}.", lane=lane)
    assert sorted(each.lane for each in rows(lipova, Reply)) == ["against", "in_favour", "reply", "would_accept"]


def test_arguments_are_not_gathered_on_what_has_its_end_but_on_a_dispute_and_on_an_open_point(lipova: Memory) -> None:
    close_window(lipova)
    answer(lipova, "1", GROUP)
    with lipova.refused("matter_settled"):
        lipova.do(facilitator(lipova), "open_lane", matter="1")
    lipova.do(facilitator(lipova), "split_matter", matter="2", points=2, told="Zábradlí; světlo.")
    with lipova.refused("out_of_range"):
        lipova.do(facilitator(lipova), "open_lane", matter="2a")
    lipova.do(facilitator(lipova), "open_lane", matter="2")
    assert matter(lipova, "2").lane


# answering back


def test_whoever_spoke_says_what_they_think_once_there_is_an_answer(lipova: Memory) -> None:
    with lipova.refused("not_answered_yet"):
        lipova.do(somebody("Pavla"), "answer_back", matter="2", satisfaction="satisfied")
    close_window(lipova)
    answer(lipova, "2", GROUP)
    with lipova.refused("not_the_holder"):
        lipova.do(somebody("Ota"), "answer_back", matter="2", satisfaction="satisfied")
    with lipova.refused("not_the_holder"):
        lipova.do("citizen", "answer_back", actor=CLERK, matter="2", satisfaction="satisfied")
    lipova.do(somebody("Pavla"), "answer_back", matter="2", satisfaction="not_satisfied", reason="Kde to bude?")
    assert matter(lipova, "2").satisfied == "not_satisfied"
    with lipova.refused("no_change"):
        lipova.do(somebody("Pavla"), "answer_back", matter="2", satisfaction="not_satisfied")


def test_a_new_answer_may_be_answered_anew(lipova: Memory) -> None:
    close_window(lipova)
    answer(lipova, "2", GROUP)
    lipova.do(somebody("Pavla"), "answer_back", matter="2", satisfaction="not_satisfied")
    lipova.do(facilitator(lipova), "reopen_matter", matter="2", reason="Spletli jsme si ulici.")
    assert matter(lipova, "2").satisfied is None
    facts = {"matter": "2", "disposition": "noted", "reason": "Zábradlí bude.", "grounds": []}
    lipova.do(coordinator(lipova), "draft_answer", **facts)
    agree(lipova, "znovu-2", GROUP, "settle_matter", "2")
    lipova.do(facilitator(lipova), "settle_matter", matter="2", proposal="znovu-2")
    lipova.do(somebody("Pavla"), "answer_back", matter="2", satisfaction="not_satisfied")
    assert matter(lipova, "2").satisfied == "not_satisfied"


def test_a_split_comment_is_answered_when_its_last_point_is(lipova: Memory) -> None:
    close_window(lipova)
    lipova.do(facilitator(lipova), "split_matter", matter="2", points=2, told="Zábradlí; světlo.")
    answer(lipova, "2a", GROUP)
    lipova.do(somebody("Pavla"), "answer_back", matter="2a", satisfaction="satisfied")
    with lipova.refused("not_answered_yet"):
        lipova.do(somebody("Pavla"), "answer_back", matter="2", satisfaction="satisfied")
    answer(lipova, "2b", GROUP)
    lipova.do(somebody("Pavla"), "answer_back", matter="2", satisfaction="satisfied")
    assert matter(lipova, "2").satisfied == "satisfied"


def test_for_a_comment_on_paper_the_office_vouches_with_or_without_a_slip(lipova: Memory) -> None:
    with_number: dict[str, Any] = {
        "kind": "comment",
        "told": "Prosím lavičku.",
        "channel": "in_person",
        "side": "public",
    }
    lipova.do(somebody("Marie"), "raise_matter", actor=CLERK, **with_number)
    nobody_known = comment(lipova, "A koš.", by_hand=True)
    for number in ("3", nobody_known):
        lipova.do("citizen", "disown_matter", actor=CLERK, matter=number)
    with lipova.refused("not_the_holder"):
        lipova.do(somebody("Ota"), "disown_matter", matter=nobody_known)
    with lipova.refused("not_the_holder"):
        lipova.do("citizen", "disown_matter", matter=nobody_known)
    close_window(lipova)
    answer(lipova, "3", GROUP)
    lipova.do(somebody("Marie"), "answer_back", matter="3", satisfaction="satisfied")
    assert matter(lipova, "3").satisfied == "satisfied"


def test_this_was_not_me_is_said_by_the_one_in_whose_name_it_was_sent_and_takes_nothing_away(lipova: Memory) -> None:
    with lipova.refused("not_the_holder"):
        lipova.do(somebody("Ota"), "disown_matter", matter="2")
    lipova.do(somebody("Pavla"), "disown_matter", matter="2", known=True)
    with lipova.refused("no_change"):
        lipova.do(somebody("Pavla"), "disown_matter", matter="2", known=True)
    row = matter(lipova, "2")
    assert row.disowned and row.open and row.due and not row.hidden


# ways of speaking


def test_the_data_box_is_always_open_and_its_day_of_sending_counts() -> None:
    town = lead_to(Memory(process_of("klatovy")), Stage.COMMENTING)
    assert isinstance(town, Memory)
    town.clock(days=1)
    sent = day(town)
    close_window(town)
    town.clock(days=2)
    facts: dict[str, Any] = {"by_hand": True, "channel": "data_box"}
    in_time, late = comment(town, "V poslední den.", sent_on=sent, **facts), comment(town, "Po lhůtě.", **facts)
    assert (matter(town, in_time).late, matter(town, late).late) == (False, True)
    assert matter(town, in_time).due and not matter(town, late).due


def test_a_sheet_of_signatures_and_a_group_say_for_how_many_and_nobody_else_does(lipova: Memory) -> None:
    sheet = comment(lipova, "Chceme lavičku.", by_hand=True, voice="signatures", voices=45)
    assert (matter(lipova, sheet).voice, matter(lipova, sheet).voices) == ("signatures", 45)
    for voice, voices in (("signatures", None), ("group", None), ("self", 45), (None, 2), ("organisation", 12)):
        with lipova.refused("out_of_range"):
            comment(lipova, "Chceme lavičku.", voice=voice, voices=voices)
    assert matter(lipova, "2").voice == "self"


def test_a_paragraph_is_one_of_a_section(lipova: Memory) -> None:
    with lipova.refused("out_of_range"):
        comment(lipova, "Tady.", paragraph=3)
    number = comment(lipova, "Tady.", paragraph=3, section="analyticka-1", quote="lavička")
    assert matter(lipova, number).paragraph == 3 and matter(lipova, number).quote is not None


def test_a_recording_is_written_down_and_stays_what_it_is(lipova: Memory) -> None:
    with lipova.refused("recording_missing"):
        lipova.do(CLERK, "transcribe_matter", matter="2", transcript="Nic.")
    number = comment(lipova, "Nahrávka.", recording=digest_of_file("hlas"))
    for told in ("Nevidím na shody.", "Nevidím na schody."):
        lipova.do(CLERK, "transcribe_matter", matter=number, transcript=told)
    row = matter(lipova, number)
    assert row.recording == digest_of_file("hlas")
    assert lipova.texts[row.transcript or ""]["text"] == "Nevidím na schody."


# help


def test_help_to_take_part_is_asked_for_as_a_citizen_and_answered(lipova: Memory) -> None:
    with lipova.refused("not_your_pen"):
        lipova.do(MEMBER, "ask_for_help", kind="interpreter")
    for who in ("Dana", "Ema"):
        lipova.do(somebody(who), "ask_for_help", kind="transport", meeting="projednani", about="Jsem na vozíku.")
    first, second = (each.key.split("/", 1)[1] for each in rows(lipova, HelpRequest))
    lipova.do(CLERK, "answer_help", request=first, given=True)
    with lipova.refused("refusal_without_ground"):
        lipova.do(CLERK, "answer_help", request=second, given=False)
    lipova.do(coordinator(lipova), "answer_help", request=second, given=False, reason="Auto je v opravě.")
    assert [each.status for each in rows(lipova, HelpRequest)] == ["given", "not_given"]


def test_a_refused_request_may_still_be_granted_and_a_promise_is_not_taken_back(lipova: Memory) -> None:
    lipova.do(somebody("Dana"), "ask_for_help", kind="companion")
    name = rows(lipova, HelpRequest)[0].key.split("/", 1)[1]
    lipova.do(CLERK, "answer_help", request=name, given=False, reason="Zatím nikoho nemáme.")
    with lipova.refused("already_ended"):
        lipova.do(CLERK, "answer_help", request=name, given=False, reason="Pořád ne.")
    lipova.do(CLERK, "answer_help", request=name, given=True)
    with lipova.refused("already_ended"):
        lipova.do(CLERK, "answer_help", request=name, given=False, reason="Rozmysleli jsme se.")
    assert rows(lipova, HelpRequest)[0].status == "given"


# alike


def test_people_put_alike_comments_together_and_each_keeps_its_number_and_its_answer(lipova: Memory) -> None:
    third, fourth = (comment(lipova, "U pošty chybí zábradlí.", who=who) for who in ("Ota", "Olga"))
    with lipova.refused("not_your_pen"):
        lipova.do(somebody("Ota"), "confirm_alike", lead="2", matters=[third])
    lipova.do(MEMBER, "confirm_alike", lead="2", matters=[third, fourth])
    assert {matter(lipova, name).alike for name in ("2", third, fourth)} == {f"{lipova.plan_key}/2"}
    for lead_of, others in (("1", [third]), (third, ["1"]), ("2", ["2"])):
        with lipova.refused("out_of_range"):
            lipova.do(MEMBER, "confirm_alike", lead=lead_of, matters=others)
    lipova.do(MEMBER, "confirm_alike", lead="2", matters=["1"])
    close_window(lipova)
    settle(lipova)
    assert all(matter(lipova, name).disposition == "explained" for name in ("1", "2", third, fourth))


def test_a_comment_leaves_its_group_and_the_one_that_stands_for_it_only_with_all_the_others(lipova: Memory) -> None:
    third, fourth, fifth, sixth = (comment(lipova, "Totéž.", who=str(n)) for n in range(4))
    lipova.do(MEMBER, "confirm_alike", lead="2", matters=[third, fourth])
    lipova.do(MEMBER, "confirm_alike", lead=fifth, matters=[sixth])
    with lipova.refused("no_change"):
        lipova.do(MEMBER, "split_alike", matters=["1"])
    for leaving in (["2"], ["2", third], ["2", fifth, sixth]):
        with lipova.refused("stands_for_others"):
            lipova.do(MEMBER, "split_alike", matters=leaving)
    lipova.do(MEMBER, "split_alike", matters=[third])
    assert [matter(lipova, name).alike is None for name in ("2", third, fourth)] == [False, True, False]
    lipova.do(MEMBER, "split_alike", matters=[fourth])
    assert matter(lipova, "2").alike is None, "nothing stands for a group of one"
    lipova.do(MEMBER, "split_alike", matters=[fifth, sixth])
    assert matter(lipova, fifth).alike is None and matter(lipova, sixth).alike is None
