"""Many towns beside one: what an act costs where thirteen share an installation, what a board of two hundred asks."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.bench.crowd import SCENARIO
from tests.bench.figures import Figure
from tests.bench.writing import HOUSE

MANY, VERY_MANY = 13, 200


def of_many(folder: Path, *, quick: bool) -> Iterator[Figure]:
    """CPU time of an act when thirteen towns play the same story in one database, against one town alone."""
    alone = median(asked("crowd", 1, folder) for _ in range(3 if quick else 7))
    together = median(asked("crowd", MANY, folder) for _ in range(1 if quick else 3))
    how = f"{SCENARIO} whole, checks and refusals included, judged and recorded, SQLite, one process"
    name = f"CPU time of an act, {MANY} towns in one installation / one town"
    yield Figure(name, together / alone, "ratio", "<= 1.1", how)
    yield Figure("CPU time of an act, one town", alone * 1000, "ms CPU", None, how)


def of_the_board(folder: Path) -> Iterator[Figure]:
    """Queries to open the board of a common project of very many towns, against one of thirteen."""
    few, many = (asked("board", towns, folder) for towns in (MANY, VERY_MANY))
    name = f"queries to open the board of {VERY_MANY} towns / of {MANY} towns"
    how = f"{few:.0f} queries for {MANY} towns, {many:.0f} for {VERY_MANY}; SQLite, the whole site, the second look"
    yield Figure(name, many / few, "ratio", "<= 1.5", how)


def asked(what: str, towns: int, folder: Path) -> float:
    """The number a measurement prints, in a process and a database of its own."""
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith(("DOHODA_", "DATABASE_"))}
    settings = "tests.bench.settings" if what == "crowd" else "tests.settings"
    surroundings |= {"DJANGO_SETTINGS_MODULE": settings, "DOHODA_VAR": str(folder)}
    command = [sys.executable, "-m", f"tests.bench.{what}", str(towns)]
    said = subprocess.run(command, cwd=HOUSE, env=surroundings, check=True, stdout=subprocess.PIPE, text=True)
    return float(said.stdout)
