"""Many towns beside one: whether an act costs more when thirteen towns share an installation."""

import time
from collections.abc import Iterator
from statistics import median

from tests.bench.figures import Figure
from workflow.rehearsal import load_scenario, play, scenario_path, throw_away_room

SCENARIO, MANY = "klatovy", 13


def of_many(*, quick: bool) -> Iterator[Figure]:
    """CPU time of an act when thirteen towns play the same story in one database, against one town alone."""
    alone = median(cpu_of_an_act(1) for _ in range(3 if quick else 7))
    together = median(cpu_of_an_act(MANY) for _ in range(1 if quick else 3))
    acts = f"{SCENARIO} whole, checks and refusals included, judged and recorded, SQLite, one process"
    yield Figure(
        f"CPU time of an act, {MANY} towns in one installation / one town", together / alone, "ratio", "<= 1.1", acts
    )
    yield Figure("CPU time of an act, one town", alone * 1000, "ms CPU", None, acts)


def cpu_of_an_act(towns: int) -> float:
    """Seconds of CPU for one act, with so many towns played one after another into one fresh database."""
    scenario = load_scenario(scenario_path(SCENARIO))
    with throw_away_room():
        acts, began = 0, time.process_time()
        for number in range(towns):
            acts += len(play(scenario, territory=f"mesto-{number}", plan=f"plan-{number}").lines)
        return (time.process_time() - began) / acts
