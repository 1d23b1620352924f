"""The calendar of thirteen towns: when enough is enough, what may be moved, and how the common project ends."""

from tests.cast import Memory, digest_of_file, number_of
from tests.walk import CLERK
from tests.workflow.polesi import (
    KAREL,
    LEAD,
    PROGRAMME,
    REGION,
    STARTS,
    TOWNS,
    count,
    join,
    methodology,
    pass_gate,
    people,
    region,
    train,
)
from workflow.replay import replay
from workflow.rules.rows import Counted, Gate, Milestone, Programme


def milestone(town: Memory, name: str) -> Milestone:
    row = town.state.get(Milestone, f"{PROGRAMME}/{name}")
    assert row is not None
    return row


# gates and days


def test_the_first_stage_is_not_left_without_the_partnership_agreements() -> None:
    town = region()
    join(town, *TOWNS[:11])
    with town.refused("gate_not_reached"):
        pass_gate(town, "etapa-1")
    join(town, TOWNS[11])
    pass_gate(town, "etapa-1")
    row = town.state.get(Gate, f"{PROGRAMME}/etapa-1")
    assert row is not None and row.counts == (("dohody", 12, 12),)
    assert milestone(town, "etapa-1").reached


def test_eight_of_thirteen_towns_are_enough_and_seven_are_not() -> None:
    town = region()
    join(town, *TOWNS)
    pass_gate(town, "etapa-1")
    for name in TOWNS[:7]:
        count(town, "analyzy", name)
    with town.refused("gate_not_reached"):
        pass_gate(town, "etapa-2")
    assert not milestone(town, "analyzy").reached
    count(town, "analyzy", TOWNS[7])
    assert milestone(town, "analyzy").reached
    pass_gate(town, "etapa-2")
    with town.refused("already_ended"):
        pass_gate(town, "etapa-2")


def test_gates_are_passed_in_their_order_by_the_steering_group() -> None:
    town = region()
    join(town, *TOWNS)
    for name in TOWNS[:8]:
        count(town, "analyzy", name)
    with town.refused("earlier_gate_open"):
        pass_gate(town, "etapa-2")
    with town.refused("not_your_pen"):
        town.do(KAREL, "pass_gate", programme=PROGRAMME, gate="etapa-1")


def test_the_calendar_follows_from_the_start() -> None:
    town = region()
    due = {row.milestone: row.due_on for row in town.state.find(Milestone, programme=PROGRAMME)}
    assert due["seminar"] == "2020-11-30" and due["etapa-1"] == "2021-01-31" and due["zprava"] == "2022-06-30"


def test_a_milestone_is_moved_only_with_a_reason_and_remembers_its_first_day() -> None:
    town = region()
    moved = {"programme": PROGRAMME, "milestone": "seminar", "due_on": "2021-01-15"}
    with town.refused("reason_missing"):
        town.do(KAREL, "move_milestone", **moved)
    with town.refused("out_of_range"):
        town.do(KAREL, "move_milestone", **{**moved, "due_on": "2020-08-31"}, reason="Dřív.")
    town.do(KAREL, "move_milestone", **moved, reason="Lektorka onemocněla.")
    row = milestone(town, "seminar")
    assert (row.due_on, row.planned_on, row.moved) == ("2021-01-15", "2020-11-30", 1)
    with town.refused("no_change"):
        town.do(KAREL, "move_milestone", **moved, reason="Zase.")


def test_what_waits_for_a_need_or_a_gate_is_not_reached_by_anybodys_word() -> None:
    town = region()
    for name, code in (("analyzy", "gate_not_reached"), ("etapa-1", "earlier_gate_open")):
        with town.refused(code):
            town.do(KAREL, "reach_milestone", programme=PROGRAMME, milestone=name, told="Hotovo.")
    town.do(KAREL, "reach_milestone", programme=PROGRAMME, milestone="seminar", told="Přišlo 40 lidí.")
    assert milestone(town, "seminar").reached
    with town.refused("already_ended"):
        town.do(KAREL, "reach_milestone", programme=PROGRAMME, milestone="seminar", told="Znovu.")


# beginning and end


def test_a_programme_begins_once_in_its_own_territory_with_its_own_file() -> None:
    town = region()
    begun = {"process": methodology().digest, "starts_on": STARTS}
    with town.refused("taken"):
        town.do(KAREL, "start_programme", programme=PROGRAMME, **begun)
    with town.refused("not_in_process"):
        town.do(KAREL, "start_programme", programme="jiny", **begun)
    with town.refused("process_unknown"):
        town.do(KAREL, "start_programme", programme="jiny", **{**begun, "process": digest_of_file("x")})
    elsewhere = Memory(methodology(), territory="bukova", plan="bukova-2021")
    people(elsewhere)
    with elsewhere.refused("not_in_process"):
        elsewhere.do(KAREL, "start_programme", programme=PROGRAMME, **begun)


def closing(town: Memory) -> None:
    town.do(KAREL, "close_programme", programme=PROGRAMME, report=digest_of_file("zprava"), told="Devět plánů.")


def finished() -> Memory:
    """Everything the programme set out to reach is reached."""
    town = region()
    join(town, *TOWNS[:12])
    pass_gate(town, "etapa-1")
    for name in TOWNS[:8]:
        count(town, "analyzy", name)
        count(town, "lide", name, n=30, value=3)
    pass_gate(town, "etapa-2")
    train(town, "seminar", "Anna", "Bára", "Cyril")
    return town


def test_a_programme_closes_when_every_target_is_reached_and_then_counts_no_more() -> None:
    town = finished()
    closing(town)
    row = town.state.get(Programme, PROGRAMME)
    assert row is not None and row.reached and row.ended_at == town.at
    for refused in (lambda: join(town, TOWNS[12]), lambda: count(town, "lide", "bukova", n=40), lambda: closing(town)):
        with town.refused("programme_over"):
            refused()


def test_a_programme_does_not_close_short_of_a_target_but_it_can_be_given_up() -> None:
    town = region()
    join(town, *TOWNS[:12])
    with town.refused("gate_not_reached", "target_missed"):
        closing(town)
    pass_gate(town, "etapa-1")
    for name in TOWNS[:8]:
        count(town, "analyzy", name)
    with town.refused("earlier_gate_open", "target_missed"):
        closing(town)
    town.do(LEAD, "abandon_programme", programme=PROGRAMME, reason="Dotace skončila.")
    row = town.state.get(Programme, PROGRAMME)
    assert row is not None and row.ended_at == town.at and not row.reached


def test_one_coordinator_too_few_keeps_it_open() -> None:
    town = finished()
    town.do(CLERK, "fill_seat", body="tym", seat="metodicka", person=number_of("Olga"), role="methodologist")
    town.do(KAREL, "end_seat", seat=KAREL, ending="resignation")
    with town.refused("target_missed"):
        town.do("tym/metodicka", "close_programme", programme=PROGRAMME, report=digest_of_file("z"), told="Konec.")


def test_what_no_town_or_programme_is_called_is_refused() -> None:
    town = region()
    for act, facts in (
        ("invite_town", {"town": "praha"}),
        ("move_milestone", {"milestone": "oslava", "due_on": "2021-05-01", "reason": "Aby byla."}),
        ("reach_milestone", {"milestone": "oslava", "told": "Byla."}),
    ):
        with town.refused("not_in_process"):
            town.do(KAREL, act, programme=PROGRAMME, **facts)
    with town.refused("not_in_process"):
        pass_gate(town, "etapa-9")
    with town.refused("unknown"):
        town.do(KAREL, "invite_town", programme="zadny", town="bukova")


def test_a_stranger_who_replays_the_region_arrives_at_the_same_rows() -> None:
    town = finished()
    closing(town)
    told = replay(town.leaves, {town.process.digest: town.process})
    assert told.holds and told.territory == REGION
    assert list(told.state.dump()) == list(town.state.dump())
    assert len(told.across) == 16 and told.state.count(Counted, programme=PROGRAMME) == 16
