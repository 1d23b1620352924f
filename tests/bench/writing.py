"""What the book costs: `raise_matter` through the one door, against the same with the book's append replaced."""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import quote

import psycopg

from tests.bench.figures import Figure
from tests.bench.writer import ANSWER

HOUSE = Path(__file__).resolve().parent.parent.parent
RUNS = 5
MANY = 16
NAME = "raise_matter, rate with the book / without it: "
ONE_SQLITE, ONE_POSTGRES = NAME + "SQLite, 1 writer", NAME + "PostgreSQL, 1 writer"
IN_TOWNS, IN_ONE_TOWN = NAME + f"PostgreSQL, {MANY} in {MANY} towns", NAME + f"PostgreSQL, {MANY} in 1 town"
AIMS = {ONE_SQLITE: ">= 0.75", ONE_POSTGRES: ">= 0.85", IN_TOWNS: ">= 0.8", IN_ONE_TOWN: None}


class Writer:
    """A process that writes into one database as told."""

    def __init__(self, surroundings: dict[str, str]) -> None:
        command = [sys.executable, "-m", "tests.bench.writer"]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, cwd=HOUSE, env=surroundings, stdin=pipe, stdout=pipe, text=True)

    def tell(self, verb: str, territory: str, count: int = 0) -> None:
        """Begin; `finished` waits for the end."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{verb} {territory} {count}\n")
        self._process.stdin.flush()

    def finished(self) -> None:
        """Wait until it is done."""
        assert self._process.stdout is not None
        if self._process.stdout.readline().strip() != ANSWER:
            raise RuntimeError("a writer gave up; what it said stands above")

    def close(self) -> None:
        """Hang up."""
        self._process.communicate()


def together(writers: Sequence[Writer], towns: Sequence[str], verb: str, count: int = 0) -> float:
    """All of them at once, each in its town; wall seconds until the last is done."""
    start = time.perf_counter()
    for writer, town in zip(writers, towns, strict=True):
        writer.tell(verb, town, count)
    for writer in writers:
        writer.finished()
    return time.perf_counter() - start


def compared(writers: Sequence[Writer], towns: Sequence[str], count: int) -> float:
    """The median over the runs of the rate with the book over the rate without it, one right after the other."""
    for verb in ("book", "stub"):
        together(writers, towns, verb, max(count // 10, 3))
    ratios = []
    for run in range(RUNS):
        order = ("book", "stub") if run % 2 == 0 else ("stub", "book")
        took = {verb: together(writers, towns, verb, count) for verb in order}
        ratios.append(took["stub"] / took["book"])
    return median(ratios)


@contextmanager
def writers_at(count: int, *, folder: Path, url: str = "") -> Iterator[list[Writer]]:
    """So many writers at a freshly migrated database: the one `url` names, or SQLite in `folder`."""
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith("DOHODA_")}
    surroundings |= {"DJANGO_SETTINGS_MODULE": "tests.bench.settings", "DOHODA_VAR": str(folder), "DATABASE_URL": url}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=HOUSE, env=surroundings, check=True)
    with ExitStack() as stack:
        writers = [Writer(surroundings) for _ in range(count)]
        for writer in writers:
            stack.callback(writer.close)
        yield writers


def figure(name: str, value: float | None, how: str) -> Figure:
    """A ratio of rates."""
    return Figure(name, value, "ratio", AIMS[name], how)


def runs_of(count: int) -> str:
    """How often, for the conditions."""
    return f"median of {RUNS} alternating pairs of runs, {count} acts a writer each, after a warm-up"


def on_sqlite(folder: Path, *, quick: bool) -> Iterator[Figure]:
    """One writer, as the embedded installation runs: WAL, IMMEDIATE, synchronous=FULL."""
    count = 150 if quick else 600
    with writers_at(1, folder=folder) as writers:
        together(writers, ["town-0"], "lead")
        value = compared(writers, ["town-0"], count)
    yield figure(ONE_SQLITE, value, f"SQLite, WAL, IMMEDIATE, synchronous=FULL, on disk; {runs_of(count)}")


def on_postgres(folder: Path, *, quick: bool) -> Iterator[Figure]:
    """One writer, 16 in 16 towns, 16 in one; each writer a process of its own with one connection."""
    one, each = (150, 12) if quick else (600, 80)
    towns = [f"town-{index}" for index in range(MANY)]
    try:
        with fresh_postgres() as (url, server), writers_at(MANY, folder=folder, url=url) as writers:
            together(writers, towns, "lead")
            yield figure(ONE_POSTGRES, compared(writers[:1], towns[:1], one), f"{server}; {runs_of(one)}")
            yield figure(IN_TOWNS, compared(writers, towns, each), f"{server}; {runs_of(each)}")
            yield figure(IN_ONE_TOWN, compared(writers, towns[:1] * MANY, each), f"{server}; {runs_of(each)}")
    except psycopg.OperationalError as absent:
        why = " ".join(str(absent).split())
        for name in (ONE_POSTGRES, IN_TOWNS, IN_ONE_TOWN):
            yield figure(name, None, f"not measured, no PostgreSQL: {why}")


@contextmanager
def fresh_postgres() -> Iterator[tuple[str, str]]:
    """The URL of an empty database, dropped afterwards, and what the server says of itself.

    PGHOST, PGPORT, PGUSER and PGPASSWORD say where; 127.0.0.1:5432 as postgres otherwise.
    """
    told = os.environ.get
    host, port, user = told("PGHOST", "127.0.0.1"), told("PGPORT", "5432"), told("PGUSER", "postgres")
    password = told("PGPASSWORD", "")
    name = f"dohoda_bench_{secrets.token_hex(4)}"
    with psycopg.connect(
        host=host, port=port, user=user, password=password, dbname="postgres", autocommit=True, connect_timeout=5
    ) as server:
        asked = server.execute("SELECT current_setting('server_version'), current_setting('fsync')").fetchone()
        assert asked is not None
        server.execute(f"""CREATE DATABASE "{name}" TEMPLATE template0 ENCODING 'UTF8'""")
        try:
            secret = f":{quote(password, safe='')}" if password else ""
            address = f"postgresql://{quote(user, safe='')}{secret}@{quote(host, safe='')}:{port}/{name}"
            yield address, f"PostgreSQL {asked[0].split()[0]}, fsync {asked[1]}, writers are processes of this machine"
        finally:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
