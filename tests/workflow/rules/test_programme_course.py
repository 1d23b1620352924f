"""What is late in a programme and what that endangers; how its gates and its towns stand."""

from tests.cast import Memory
from tests.workflow.polesi import KAREL, PROGRAMME, STARTS, TOWNS, ask, count, join, methodology, pass_gate, region
from workflow.rules.process_programme import ProgrammeRule
from workflow.rules.programme_course import Course, board_of, course_of, gates_of


def rule() -> ProgrammeRule:
    programme = methodology().programme
    assert programme is not None
    return programme


def course(town: Memory) -> Course:
    return course_of(town.state, PROGRAMME, rule(), STARTS)


def late(town: Memory, today: str) -> list[tuple[str, str]]:
    return [(one.kind, one.id) for one in course(town).late(today)]


def endangered(town: Memory, today: str) -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
    return {(one.kind, one.id): one.by for one in course(town).endangered(today)}


def test_nothing_is_late_on_its_last_day_and_everything_is_the_day_after() -> None:
    town = region()
    assert late(town, "2020-11-30") == [] and endangered(town, "2020-11-30") == {}
    assert late(town, "2020-12-01") == [("milestone", "seminar")]


def test_what_is_late_endangers_what_follows_through_milestones_and_gates_to_the_end() -> None:
    town = region()
    assert endangered(town, "2020-12-01") == {("milestone", "etapa-1"): (("milestone", "seminar"),)}
    town.do(KAREL, "reach_milestone", programme=PROGRAMME, milestone="seminar", told="Byl.")
    assert late(town, "2021-02-01") == [("milestone", "etapa-1"), ("gate", "etapa-1")]
    cause = (("gate", "etapa-1"),)
    assert endangered(town, "2021-02-01") == {
        ("gate", "etapa-2"): cause,
        ("milestone", "etapa-2"): cause,
        ("milestone", "zprava"): cause,
    }


def test_late_analyses_endanger_the_gate_that_asks_for_them() -> None:
    town = region()
    join(town, *TOWNS)
    town.do(KAREL, "reach_milestone", programme=PROGRAMME, milestone="seminar", told="Byl.")
    pass_gate(town, "etapa-1")
    moved = {"programme": PROGRAMME, "milestone": "etapa-2", "due_on": "2021-12-31"}
    town.do(KAREL, "move_milestone", **moved, reason="Čeká se na dotazníky.")
    assert late(town, "2021-07-01") == [("milestone", "analyzy")]
    assert set(endangered(town, "2021-07-01")) == {
        ("gate", "etapa-2"), ("milestone", "etapa-2"), ("milestone", "zprava")
    }  # fmt: skip
    for name in TOWNS[:8]:
        count(town, "analyzy", name)
    assert late(town, "2021-07-01") == [] and endangered(town, "2021-07-01") == {}


def test_a_gate_says_how_much_there_is_and_keeps_what_there_was() -> None:
    town = region()
    join(town, *TOWNS[:12])
    count(town, "analyzy", "bukova")
    first, second = gates_of(town.state, PROGRAMME, rule())
    assert first.ready and first.passed_at is None and not second.ready
    assert second.needs[0] == ("analyzy", 1, 8)
    pass_gate(town, "etapa-1")
    join(town, TOWNS[12])
    first, _ = gates_of(town.state, PROGRAMME, rule())
    assert first.passed_at == town.at and first.needs[0] == ("dohody", 12, 12)


def test_the_board_shows_every_town_how_far_it_came_and_what_was_corrected() -> None:
    town = region()
    ask(town, "bukova")
    join(town, "dubova", "habrova")
    count(town, "analyzy", "dubova", n=7)
    count(town, "lide", "dubova", n=9, value=6)
    board = {row.id: row for row in board_of(town.state, PROGRAMME, rule(), {("dubova", 7): 12})}
    assert list(board) == list(TOWNS) and board["brezina"].town is None
    assert board["bukova"].past == () and board["habrova"].past == ("etapa-1",)
    dubova = board["dubova"]
    assert dubova.past == ("etapa-1", "etapa-2")
    assert [(cell.need, cell.fulfilled, cell.corrected_by) for cell in dubova.cells] == [
        ("analyzy", True, 12), ("lide", True, None)
    ]  # fmt: skip
    assert not any(cell.fulfilled for cell in board["habrova"].cells)
