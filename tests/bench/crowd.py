"""CPU time of an act where so many towns share an installation: `python -m tests.bench.crowd N` prints seconds.

Run by `tests.bench.many` in a process of its own: what one run leaves in memory must not help the next.
"""

import sys
import time

import django

SCENARIO = "klatovy"


def cpu_of_an_act(towns: int) -> float:
    """Seconds of CPU for one act, with so many towns played one after another into one fresh database."""
    from workflow.rehearsal import load_scenario, play, scenario_path, throw_away_room

    scenario = load_scenario(scenario_path(SCENARIO))
    with throw_away_room():
        play(scenario, territory="predehra", plan="predehra")  # what is read once, and no part of an act
        acts, began = 0, time.process_time()
        for number in range(towns):
            acts += len(play(scenario, territory=f"mesto-{number}", plan=f"plan-{number}").lines)
        return (time.process_time() - began) / acts


if __name__ == "__main__":
    django.setup()
    print(cpu_of_an_act(int(sys.argv[1])))
