"""Thirteen towns go one way: who is invited, joins and leaves, and what of theirs counts."""

import pytest

from tests.cast import Memory, digest_of_file, number_of
from tests.walk import CLERK
from tests.workflow.polesi import (
    KAREL,
    PROGRAMME,
    TOWNS,
    ask,
    count,
    join,
    methodology,
    pass_gate,
    people,
    region,
    seat,
    train,
)
from workflow.rules.programme_counts import have
from workflow.rules.rows import Gate, ProgrammeTown, Trained, Training


def standing(town: Memory, name: str) -> str:
    row = town.state.get(ProgrammeTown, f"{PROGRAMME}/{name}")
    assert row is not None
    return row.standing


def needed(town: Memory, need: str) -> int:
    """How much of a need there is."""
    rule = methodology().programme
    named = rule.need(need) if rule else None
    assert named is not None
    return have(town.state, PROGRAMME, named)


# towns


def test_a_town_is_invited_is_interested_and_joins_with_an_agreement() -> None:
    town = region()
    ask(town, "bukova")
    assert standing(town, "bukova") == "interested"
    join(town, "dubova")
    assert standing(town, "dubova") == "joined"
    row = town.state.get(ProgrammeTown, f"{PROGRAMME}/dubova")
    assert row is not None and (row.agreement, row.resolution) == (digest_of_file("dohoda dubova"), "12/2020")


def test_nobody_joins_unasked_or_before_saying_that_they_are_interested() -> None:
    town = region()
    agreement = {"agreement": digest_of_file("d"), "resolution": "1/2020", "day": town.day}
    with town.refused("wrong_standing"):
        town.do(KAREL, "join_town", programme=PROGRAMME, town="bukova", **agreement)
    town.do(KAREL, "invite_town", programme=PROGRAMME, town="bukova")
    with town.refused("wrong_standing"):
        town.do(KAREL, "join_town", programme=PROGRAMME, town="bukova", **agreement)
    with town.refused("wrong_standing"):
        town.do(KAREL, "invite_town", programme=PROGRAMME, town="bukova")


def test_a_town_that_declined_may_change_its_mind_or_be_asked_again() -> None:
    town = region()
    ask(town, "bukova", reply="declined")
    with town.refused("no_change"):
        town.do(KAREL, "record_reply", programme=PROGRAMME, town="bukova", reply="declined")
    town.do(KAREL, "record_reply", programme=PROGRAMME, town="bukova", reply="interested")
    ask(town, "dubova", reply="declined")
    town.do(KAREL, "invite_town", programme=PROGRAMME, town="dubova")
    assert (standing(town, "bukova"), standing(town, "dubova")) == ("interested", "invited")


def test_a_town_that_leaves_takes_its_counts_with_it_and_gates_passed_stay_passed() -> None:
    town = region()
    join(town, *TOWNS[:12])
    count(town, "analyzy", "bukova")
    pass_gate(town, "etapa-1")
    town.do(KAREL, "leave_programme", programme=PROGRAMME, town="bukova", reason="Zastupitelstvo změnilo názor.")
    assert (needed(town, "analyzy"), needed(town, "dohody")) == (0, 11)
    assert town.state.get(Gate, f"{PROGRAMME}/etapa-1") is not None
    with town.refused("not_joined"):
        count(town, "analyzy", "bukova", n=9)
    join(town, "bukova")
    count(town, "analyzy", "bukova")
    assert needed(town, "analyzy") == 1


def test_a_town_that_stays_in_word_counts_by_the_files_it_shows() -> None:
    town = region()
    join(town, "bukova", "dubova")
    shown = {"value": 1, "file": digest_of_file("analyza.docx"), "told": "Analýza je v příloze."}
    with town.refused("wrong_standing"):
        town.do(KAREL, "count_external", programme=PROGRAMME, need="analyzy", town="bukova", **shown)
    with town.refused("file_missing"):
        town.do(KAREL, "place_external", programme=PROGRAMME, town="bukova", stage="drafting", told="Píšeme.", files=[])
    files = [digest_of_file("plan.docx"), digest_of_file("mapa.pdf")]
    town.do(KAREL, "place_external", programme=PROGRAMME, town="bukova", stage="drafting", told="Píšeme.", files=files)
    with town.refused("out_of_range"):
        town.do(KAREL, "count_external", programme=PROGRAMME, need="analyzy", town="bukova", **{**shown, "value": 2})
    town.do(KAREL, "count_external", programme=PROGRAMME, need="analyzy", town="bukova", **shown)
    town.do(KAREL, "count_external", programme=PROGRAMME, need="lide", town="bukova", **{**shown, "value": 31})
    assert (needed(town, "analyzy"), needed(town, "lide")) == (1, 31)


# counting


def test_a_town_counts_once_for_a_need_and_people_are_added_up() -> None:
    town = region()
    join(town, "bukova", "dubova")
    count(town, "analyzy", "bukova", n=7)
    with town.refused("no_change"):
        count(town, "analyzy", "bukova", n=7)
    count(town, "analyzy", "bukova", n=19)
    count(town, "lide", "bukova", n=20, value=9)
    count(town, "lide", "dubova", n=20, value=6)
    count(town, "lide", "bukova", n=30, value=12)
    assert (needed(town, "analyzy"), needed(town, "lide")) == (1, 18)


def test_a_count_that_was_a_mistake_is_taken_back_and_both_stay_in_the_book() -> None:
    town = region()
    join(town, "bukova")
    count(town, "analyzy", "bukova")
    facts = {"programme": PROGRAMME, "need": "analyzy", "town": "bukova"}
    town.do(KAREL, "take_back_count", **facts, reason="Šlo o jinou analýzu.")
    assert needed(town, "analyzy") == 0
    with town.refused("unknown"):
        town.do(KAREL, "take_back_count", **facts, reason="Znovu.")


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ({"origin": "dohoda.example/dohoda/dubova"}, "reference_forged"),
        ({"origin": None}, "book_unknown"),
        ({"size": 7}, "reference_forged"),
        ({"root": None}, "reference_forged"),
        ({"leaf": None}, "reference_forged"),
        ({"value": 2}, "reference_does_not_fit"),
        ({"value": None}, "reference_does_not_fit"),
        ({"need": "dohody"}, "not_in_process"),
        ({"need": "nic"}, "not_in_process"),
        ({"town": "praha"}, "not_joined"),
    ],
)
def test_a_count_without_a_whole_reference_is_refused(what: dict[str, object], code: str) -> None:
    town = region()
    join(town, "bukova")
    facts = {
        "programme": PROGRAMME, "need": "analyzy", "town": "bukova", "n": 7, "size": 8, "value": 1,
        "origin": "dohoda.example/dohoda/bukova", "root": digest_of_file("r"), "leaf": digest_of_file("l"),
    }  # fmt: skip
    with town.refused(code):
        town.do(KAREL, "count_town", **{**facts, **what})


def test_one_person_in_two_groups_of_a_town_counts_once_and_also_when_she_is_gone() -> None:
    town = Memory(methodology().within("bukova"), territory="bukova", plan="bukova-2021")
    people(town)
    town.do(CLERK, "establish_body", body="ps-2", kind="working_group", title="Druhá skupina", admission="open")
    seat(town, "ps-2", "user-0", "bukova user", "user")
    seat(town, "ps-2", "user-1", "Marie", "user")
    assert town.do(KAREL, "count_participants").people == 5
    town.do(CLERK, "end_seat", seat="ps-2/user-1", ending="removal")
    seat(town, "ps-2", "user-1", "Zdena", "user")
    town.do(CLERK, "fill_seat", body="ps-2", seat="zapis", person=number_of("Jana"), role="minute_taker")
    assert town.do(KAREL, "count_participants").people == 6


def test_a_person_trained_twice_counts_once() -> None:
    town = region()
    train(town, "seminar-1", "Anna", "Bára")
    train(town, "seminar-2", "Anna", "Cyril", "Cyril")
    assert town.state.count(Trained, programme=PROGRAMME) == 3
    anna = town.state.get(Trained, f"{PROGRAMME}/{number_of('Anna')}")
    second = town.state.get(Training, f"{PROGRAMME}/seminar-2")
    assert anna is not None and second is not None and (anna.trainings, second.people) == (2, 2)
    with town.refused("out_of_range"):
        train(town, "seminar-3")
    with town.refused("taken"):
        train(town, "seminar-1", "Dana")
