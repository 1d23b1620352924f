"""Holding back and hiding: on a ground, by somebody, with an appeal that somebody else hears; no place is ever lost."""

import pytest

from tests.cast import Memory, number_of
from tests.towns import process_of
from tests.walk import CLERK, answer, close_window, coordinator, facilitator, lead, lead_to
from tests.workflow.talk import comment, reply, somebody
from workflow.rules.lifecycle import Stage
from workflow.rules.rows import Matter, Reply

HIDDEN = {"ground": "hate", "reason": "Uráží."}


@pytest.fixture
def lipova() -> Memory:
    """The town under the Sušice rules while comments are open; Pavla's comment is number 2."""
    town = lead_to(Memory(process_of("susice")), Stage.COMMENTING)
    assert isinstance(town, Memory)
    comment(town, "U pošty chybí zábradlí.")
    return town


def matter(town: Memory, number: str) -> Matter:
    """A matter as it stands."""
    row = town.state.get(Matter, f"{town.plan_key}/{number}")
    assert row is not None
    return row


def the_reply(town: Memory, name: str) -> Reply:
    """A reply as it stands."""
    row = town.state.get(Reply, f"{town.plan_key}/{name}")
    assert row is not None
    return row


def test_anybody_asks_for_a_second_look_at_what_is_not_shown_and_once_is_enough(lipova: Memory) -> None:
    with lipova.refused("no_change"):
        lipova.do(somebody("Ota"), "appeal_hiding", matter="2", reason="Vždyť je vidět.")
    lipova.do("clock", "hold_matter", matter="2", ground="spam")
    lipova.do(somebody("Ota"), "appeal_hiding", matter="2", reason="To není reklama.")
    with lipova.refused("no_change"):
        lipova.do(somebody("Pavla"), "appeal_hiding", matter="2", reason="Moje připomínka.")
    assert matter(lipova, "2").appealed


@pytest.mark.parametrize("who", ["office/clerk", "lead"])
def test_what_was_held_is_released_by_the_clerk_or_by_the_steering_group(who: str, lipova: Memory) -> None:
    lipova.do("clock", "hold_matter", matter="2", ground="spam")
    lipova.do(somebody("Pavla"), "appeal_hiding", matter="2", reason="Nic neprodávám.")
    lipova.do(lead(lipova) if who == "lead" else who, "release_matter", matter="2")
    row = matter(lipova, "2")
    assert not row.held and not row.appealed and row.covered_by == ()


def test_whoever_hid_the_words_does_not_hear_the_appeal_but_may_show_them(lipova: Memory) -> None:
    steering = lipova.process.sign_off.body
    lipova.do(CLERK, "end_seat", plan=None, seat=lead(lipova), ending="resignation")
    lipova.do(
        CLERK, "fill_seat", plan=None, body=steering, seat="karel", person=number_of("Karel"), side="commissioner",
        role="facilitator",
    )  # fmt: skip
    lipova.do(
        CLERK, "fill_seat", plan=None, body=steering, seat="jana", person=number_of("Jana"), side="commissioner",
        role="lead",
    )  # fmt: skip
    for number in ("1", "2"):
        lipova.do(coordinator(lipova), "hide_matter", matter=number, **HIDDEN)
        lipova.do(somebody("Pavla"), "appeal_hiding", matter=number, reason="Nikoho neurážím.")
        with lipova.refused("judge_in_own_cause"):
            lipova.do(f"{steering}/karel", "uphold_hiding", matter=number, reason="Měl jsem pravdu.")
    lipova.do(f"{steering}/jana", "uphold_hiding", matter="1", reason="Věta o sousedovi je urážka.")
    lipova.do(f"{steering}/karel", "show_matter", matter="2", reason="Přehnal jsem to.")
    assert (matter(lipova, "1").hidden, matter(lipova, "1").appealed) == (True, False)
    assert not matter(lipova, "2").hidden


def test_the_clerk_alone_does_not_close_an_appeal(lipova: Memory) -> None:
    lipova.do(CLERK, "hide_matter", matter="2", **HIDDEN)
    with lipova.refused("no_change"):
        lipova.do(lead(lipova), "uphold_hiding", matter="2", reason="Nikdo se neodvolal.")
    lipova.do(somebody("Pavla"), "appeal_hiding", matter="2", reason="Nikoho neurážím.")
    for who in (CLERK, coordinator(lipova), facilitator(lipova), "citizen"):
        with lipova.refused("not_your_pen"):
            lipova.do(who, "uphold_hiding", matter="2", reason="Zůstane.")


def test_an_appeal_against_both_holding_and_hiding_waits_until_both_are_heard(lipova: Memory) -> None:
    lipova.do("clock", "hold_matter", matter="2", ground="spam")
    lipova.do(CLERK, "hide_matter", matter="2", **HIDDEN)
    lipova.do(somebody("Pavla"), "appeal_hiding", matter="2", reason="Nic z toho.")
    lipova.do(lead(lipova), "release_matter", matter="2")
    assert matter(lipova, "2").appealed and matter(lipova, "2").covered_by == (number_of("Hana"),)
    lipova.do(lead(lipova), "show_matter", matter="2", reason="Nikoho neuráží.")
    assert not matter(lipova, "2").appealed and matter(lipova, "2").covered_by == ()


def test_an_appeal_about_a_whole_comment_reaches_the_point_that_is_hidden(lipova: Memory) -> None:
    close_window(lipova)
    lipova.do(facilitator(lipova), "split_matter", matter="2", points=2, told="Zábradlí; soused.")
    lipova.do(CLERK, "hide_matter", matter="2b", ground="personal_data", reason="Jméno souseda.")
    lipova.do(somebody("Pavla"), "appeal_hiding", matter="2", reason="Souhlasil s tím.")
    assert [matter(lipova, name).appealed for name in ("2", "2a", "2b")] == [False, False, True]
    lipova.do(lead(lipova), "uphold_hiding", matter="2", reason="Jeho souhlas nemáme.")
    assert not matter(lipova, "2b").appealed and matter(lipova, "2b").hidden


def test_a_hidden_comment_still_gets_its_answer(lipova: Memory) -> None:
    lipova.do(CLERK, "hide_matter", matter="2", **HIDDEN)
    close_window(lipova)
    with lipova.refused("matter_open"):
        lipova.do(coordinator(lipova), "finish_resolving")
    answer(lipova, "2", "ps-seniori")
    assert matter(lipova, "2").disposition == "explained"


def test_a_reply_is_hidden_appealed_against_and_heard_like_a_comment(lipova: Memory) -> None:
    name = reply(lipova, "2", "Sousedka je hloupá.")
    other = reply(lipova, "1", "Ano.")
    with lipova.refused("no_change"):
        lipova.do(somebody("Ota"), "appeal_hiding", matter="2", reply=name, reason="Je vidět.")
    lipova.do(CLERK, "hide_reply", reply=name, **HIDDEN)
    with lipova.refused("no_change"):
        lipova.do(CLERK, "hide_reply", reply=name, **HIDDEN)
    with lipova.refused("no_change"):
        lipova.do(somebody("Ota"), "appeal_hiding", matter="2", reason="Připomínka sama je vidět.")
    with lipova.refused("out_of_range"):
        lipova.do(somebody("Ota"), "appeal_hiding", matter="2", reply=other, reason="Ta patří jinam.")
    lipova.do(somebody("Ota"), "appeal_hiding", matter="2", reply=name, reason="Je to pravda.")
    lipova.do(lead(lipova), "uphold_hiding", matter="2", reply=name, reason="Je to urážka.")
    assert the_reply(lipova, name).hidden and not the_reply(lipova, name).appealed
    lipova.do(somebody("Ota"), "appeal_hiding", matter="2", reply=name, reason="Přesto.")
    lipova.do(lead(lipova), "show_reply", reply=name, reason="Po domluvě se sousedkou.")
    shown = the_reply(lipova, name)
    assert not shown.hidden and not shown.appealed and shown.covered_by == ()
    with lipova.refused("no_change"):
        lipova.do(lead(lipova), "show_reply", reply=name, reason="Podruhé.")
    assert matter(lipova, "2").replies == 1, "a hidden reply keeps its place"
