"""Rows of a database and the memory of somebody who has only the leaves are equal after every act."""

from collections.abc import Iterable
from typing import Any

import pytest

from tests.cast import Installed
from tests.towns import TOWN_FILES, process_of, raw_file
from tests.walk import answer, close_window, lead_to
from tests.workflow.talk import people_answer_back, people_talk
from workflow.models import Leaf, model_of
from workflow.replay import ReplayResult, read_entry, replay
from workflow.rules.lifecycle import Stage
from workflow.rules.rows import COLUMNS, TABLES, HelpRequest, Joiner, Matter, Reply, Row
from workflow.rules.state import Replayed, UnindexedQuestionError
from workflow.store import Rows, row_from

pytestmark = pytest.mark.django_db


def rows_of(territory: str, table: type[Row]) -> list[tuple[Any, ...]]:
    """The rows of one table in the database, by key."""
    found = model_of(table).objects.filter(territory=territory).values_list(*COLUMNS[table])
    rows = sorted((row_from(table, values) for values in found), key=lambda row: row.key)
    return [tuple(getattr(row, column) for column in COLUMNS[table]) for row in rows]


def by_table(dump: Iterable[tuple[str, tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    """What a replayer remembers, by table."""
    tables: dict[str, list[tuple[Any, ...]]] = {table.__name__: [] for table in TABLES}
    for name, columns in dump:
        tables[name].append(columns)
    return tables


def leaf(territory: str, n: int) -> bytes:
    """The bytes of entry n."""
    return bytes(Leaf.objects.values_list("data", flat=True).get(territory=territory, n=n))


class Compared(Installed):
    """A town whose every act is replayed at once, and both memories compared.

    After each act every table is compared in which the replay moved; after each twentieth, every table there is, so
    that rows which moved where they should not are found too.
    """

    replayed: ReplayResult
    remembered: dict[str, list[tuple[Any, ...]]]

    def do(self, *args: Any, **facts: Any) -> Any:
        """As `Installed.do`, and then what a stranger would remember is the same."""
        deed = super().do(*args, **facts)
        n = self.replayed.state.head.size
        read_entry(self.replayed, n, leaf(self.territory, n))
        before, self.remembered = self.remembered, by_table(self.replayed.state.dump())
        for table in TABLES:
            name = table.__name__
            if n % 20 == 0 or before[name] != self.remembered[name]:
                assert self.remembered[name] == rows_of(self.territory, table), (n, name)
        return deed


@pytest.mark.parametrize("town_file", TOWN_FILES)
def test_after_every_act_of_a_plans_whole_way_rows_and_replay_are_equal(town_file: str) -> None:
    process = process_of(town_file)
    town = Compared(process, raw_file(town_file))
    town.replayed, town.remembered = replay([], {process.digest: process}), by_table([])
    lead_to(town, Stage.IN_FORCE)
    assert town.plan.stage == Stage.IN_FORCE
    assert town.replayed.state.head.size > 150
    assert all(town.remembered[table.__name__] == rows_of(town.territory, table) for table in TABLES)


def test_after_everything_people_say_around_comments_rows_and_replay_are_equal() -> None:
    process = process_of("klatovy")
    town = Compared(process, raw_file("klatovy"))
    town.replayed, town.remembered = replay([], {process.digest: process}), by_table([])
    lead_to(town, Stage.COMMENTING)
    people_talk(town)
    close_window(town)
    answer(town, "2", process.working_groups[0].id)
    people_answer_back(town, "2")
    assert all(town.remembered[table.__name__] for table in (Joiner, Reply, HelpRequest))
    assert all(town.remembered[table.__name__] == rows_of(town.territory, table) for table in TABLES)


def test_a_question_without_an_index_is_refused_by_both_memories() -> None:
    for state in (Replayed({}), Rows("lipova")):
        with pytest.raises(UnindexedQuestionError):
            state.count(Matter, plan="lipova-2021", method="vote")
