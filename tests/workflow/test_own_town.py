"""A town's own process, written by somebody who had only the README, rehearses.

Both files lie in `tests/data` as they were written. They are no town of ours: nothing is shipped for them.
"""

from functools import reduce
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.towns import TOWN_FILES, process_of
from workflow.rehearsal import Played, load_scenario, play, throw_away_room
from workflow.rules.process import Process
from workflow.rules.process_file import load_process
from workflow.rules.process_mistakes import ProcessError
from workflow.scenarios.checks import book_problem

DATA = Path(__file__).resolve().parents[1] / "data"
OWN = "lhotka"
CHOICES = (
    "council_rule", "plan.review_months", "comments.min_days_before_hearing", "comments.min_days_after_hearing",
    "comments.min_days_total", "comments.repost_days", "comments.channels", "comments.answer_days", "sign_off.stages",
    "charter.min_rounds_before_vote", "charter.max_stand_asides", "charter.written_min_working_days",
    "meetings.invitation_days", "meetings.public_notice_days", "meetings.minutes_days", "meetings.news_days",
    "support_check", "cycle.carry_over", "cycle.periods", "relaxed",
)  # fmt: skip


class Told(NamedTuple):
    """What was played, and what is wrong with each book it left."""

    played: Played
    problems: dict[str, str | None]


@pytest.fixture(scope="module")
def rehearsal(django_db_blocker: DjangoDbBlocker) -> Told:
    """The scenario, played once for all these tests; its process file lies beside it."""
    with django_db_blocker.unblock(), throw_away_room():
        played = play(str(DATA / f"{OWN}.scenario.toml"))
        problems = {name: book_problem(name) for name in played.territories}
    return Told(played, problems)


def own_process() -> Process:
    file = DATA / f"{OWN}.toml"
    return load_process(file.read_bytes(), file=file.name)


def chosen(process: Process, key: str) -> Any:
    """What a process file says, or leaves to its default, at a dotted key."""
    return reduce(getattr, key.split("."), process)


def test_everything_came_as_its_writer_expected(rehearsal: Told) -> None:
    assert [line for line in rehearsal.played.lines if not line.expected] == []
    assert len(rehearsal.played.lines) > 400
    refused = {obstacle.code for line in rehearsal.played.lines for obstacle in line.obstacles}
    assert {"procedure_missing", "side_agreement_missing", "support_too_low", "council_not_decided"} <= refused


def test_the_plan_came_into_force_and_the_book_verifies(rehearsal: Told) -> None:
    done = [line.act for line in rehearsal.played.lines if not line.refused]
    assert done.index("found_territory") < done.index("adopt") < done.index("take_effect")
    assert rehearsal.problems == {OWN: None}


def test_one_council_rejected_it_and_decided_again_on_the_same_text(rehearsal: Told) -> None:
    done = [line for line in rehearsal.played.lines if not line.refused]
    sent = max(place for place, line in enumerate(done) if line.act == "submit_to_councils")
    again = [
        line.outcome
        for line in done[sent:]
        if line.act == "record_council_result" and line.by.body == "zastupitelstvo-dolni"
    ]
    assert again == ["fail", "pass"]
    assert "return_from_councils" not in [line.act for line in done[sent:]]


@pytest.mark.parametrize("town", TOWN_FILES)
def test_at_least_ten_choices_are_its_own(town: str) -> None:
    own, shipped = own_process(), process_of(town)
    assert len([key for key in CHOICES if chosen(own, key) != chosen(shipped, key)]) >= 10


def test_it_is_nobodys_copy() -> None:
    own = own_process()
    alone = [key for key in CHOICES if all(chosen(own, key) != chosen(process_of(town), key) for town in TOWN_FILES)]
    assert len(alone) >= 10, alone


def test_whoever_plays_the_process_file_is_told_which_file_to_play() -> None:
    with pytest.raises(ProcessError) as refused:
        load_scenario(DATA / f"{OWN}.toml")
    (mistake,) = refused.value.mistakes
    assert mistake.fix == f"name the scenario: {OWN}.scenario.toml"


def test_a_list_too_long_to_print_names_the_page_where_all_of_it_stands(tmp_path: Path) -> None:
    (tmp_path / f"{OWN}.toml").write_bytes((DATA / f"{OWN}.toml").read_bytes())
    scenario = (DATA / f"{OWN}.scenario.toml").read_text().replace('"procedure_missing"', '"qqqq"', 1)
    (tmp_path / f"{OWN}.scenario.toml").write_text(scenario.replace('do = "apply_to_join"', 'do = "zzzz"', 1))
    with pytest.raises(ProcessError) as refused:
        load_scenario(tmp_path / f"{OWN}.scenario.toml")
    ends = sorted(mistake.fix.rpartition(", …, ")[2] for mistake in refused.value.mistakes)
    assert ends == ["all in docs/obstacles.md", "all in docs/records.md"]


def test_it_is_not_among_the_towns_that_are_shipped() -> None:
    assert OWN not in TOWN_FILES
