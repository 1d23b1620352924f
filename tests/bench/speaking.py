"""The site beside a bare Django view in the same server: the reading page, posting, a large export, many alike."""

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import psycopg

from tests.bench.figures import Figure
from tests.bench.writing import HOUSE, MANY, fresh_postgres
from tests.browser.served import free_port, wait_until_ready

FEW, QUICK_VERY_MANY, VERY_MANY = 100, 10_000, 100_000
RUNS = 5
READ_FLAT, READ_BARE = "CPU of the reading page, very many / few comments", "CPU of the reading page / of a bare view"
READ_NEW = "CPU of the reading page just after a comment / of a bare view"
QUERIES = "queries of the reading page"
POST_ONE, POST_MANY = "posting, rate / bare insert: 1 client", f"posting, rate / bare insert: {MANY} in {MANY} towns"
POST_FLAT = "posting, rate in a plan of few / of very many comments"
POST_QUERIES = "queries of posting a comment"
GROUP_CPU, GROUP_MEMORY = "CPU of grouping comments, 94 % near copies", "memory of grouping them, above idle"
PRECISION, RECALL = "precision of that grouping, over pairs", "recall of that grouping, over pairs"
EXPORT = "memory of exporting the register, above idle"
AIMS: dict[str, tuple[str, str | None]] = {
    READ_FLAT: ("ratio", "<= 1.2"),
    READ_BARE: ("ratio", "<= 2"),
    READ_NEW: ("ratio", None),
    QUERIES: ("queries", "<= 12"),
    POST_ONE: ("ratio", ">= 0.25"),
    POST_MANY: ("ratio", ">= 0.2"),
    POST_FLAT: ("ratio", "<= 1.1"),
    POST_QUERIES: ("queries", "<= 20"),
    EXPORT: ("MB", "<= 100"),
    GROUP_CPU: ("s CPU", "<= 60"),
    GROUP_MEMORY: ("MB", "<= 500"),
    PRECISION: ("share", None),
    RECALL: ("share", None),
}


def of_speaking(folder: Path, *, quick: bool) -> Iterator[Figure]:
    """Everything a citizen waits for, on PostgreSQL; not measured, and said so, where there is none."""
    very_many = QUICK_VERY_MANY if quick else VERY_MANY
    try:
        with fresh_postgres() as (url, server):
            surroundings = site_at(folder, url)
            found = asked(surroundings, "read", str(FEW), str(very_many))
            yield from _of_reading(found, server, very_many)
            yield from _of_grouping(asked(surroundings, "group", *map(str, found["laid"])), server)
            yield from _of_posting(surroundings, server, very_many, seconds=3 if quick else 8)
    except psycopg.OperationalError as absent:
        why = " ".join(str(absent).split())
        yield from (figure(name, None, f"not measured, no PostgreSQL: {why}") for name in AIMS)


def figure(name: str, value: float | None, how: str) -> Figure:
    """A line of the table."""
    unit, aim = AIMS[name]
    return Figure(name, value, unit, aim, how)


def site_at(folder: Path, url: str) -> dict[str, str]:
    """The surroundings of the whole site at a migrated database."""
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith(("DOHODA_", "REDIS_"))}
    surroundings |= {
        "DJANGO_SETTINGS_MODULE": "tests.bench.site_settings",
        "DOHODA_VAR": str(folder / "site"),
        "DATABASE_URL": url,
        "MIGRATE_DATABASE_URL": "",
    }
    command = [sys.executable, "manage.py", "migrate", "--run-syncdb", "--verbosity", "0"]
    subprocess.run(command, cwd=HOUSE, env=surroundings, check=True)
    return surroundings


def asked(surroundings: dict[str, str], *words: str) -> Any:
    """What a measurement in a process of its own found."""
    command = [sys.executable, "-m", "tests.bench.site", *words]
    said = subprocess.run(command, cwd=HOUSE, env=surroundings, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(said.stdout)


def _of_reading(found: Any, server: str, very_many: int) -> Iterator[Figure]:
    few, many = found["sizes"][str(FEW)], found["sizes"][str(very_many)]
    bare = found["bare"]
    told = [f"{size['cold'] * 1000:.1f} ms CPU at {count}" for size, count in ((few, FEW), (many, very_many))]
    how = f"{server}; {', '.join(told)} comments, each time the first opening after a new comment"
    warm = f"{many['warm'] * 1000:.1f} ms CPU, nothing new; bare view of 100 rows {bare * 1000:.1f} ms, same middleware"
    yield figure(READ_FLAT, many["cold"] / few["cold"], how)
    yield figure(READ_BARE, many["warm"] / bare, f"{warm}; page of {many['bytes'] / 1000:.0f} kB, 40 paragraphs")
    yield figure(READ_NEW, many["cold"] / bare, f"the same, the first opening after a new comment: {told[1]}")
    yield figure(QUERIES, many["queries"], f"at {very_many} comments; at {FEW}: {few['queries']}")


def _of_grouping(found: Any, server: str) -> Iterator[Figure]:
    how = f"{found['compared']} comments of 40 letters and single voices, rows in {server}; seed 1"
    yield figure(GROUP_CPU, found["cpu"], how)
    yield figure(GROUP_MEMORY, found["memory"], how)
    yield figure(
        PRECISION, found["precision"], "pairs in one group that are copies of one letter, of all pairs in one group"
    )
    yield figure(RECALL, found["recall"], "pairs of copies of one letter that are in one group, of all such pairs")


def _of_posting(surroundings: dict[str, str], server: str, very_many: int, *, seconds: int) -> Iterator[Figure]:
    plans = asked(surroundings, "towns", str(MANY))["plans"]
    ours = [f"/api/plans/{plan}/comments/" for plan in plans]
    full = "/api/plans/lipova-plan/comments/"
    with running(surroundings) as (url, process):
        post(url, 1, ours[:1]), post(url, 1, ["/bare/insert/"])
        one = ratio(url, seconds, ours[:1], ["/bare/insert/"])
        many = ratio(url, seconds, ours, ["/bare/insert/"] * MANY)
        flat = ratio(url, seconds, ours[1:2], [full])
        how = f"{server}; one daphne, JSON over HTTP, median of {RUNS} alternating runs of {seconds} s"
        yield figure(POST_ONE, one[0], f"{how}; {one[1]:.0f} comments/s against {one[2]:.0f} rows/s")
        yield figure(POST_MANY, many[0], f"{how}; {many[1]:.0f} comments/s against {many[2]:.0f} rows/s")
        yield figure(POST_FLAT, flat[0], f"{how}; the full plan had {very_many} comments")
    yield figure(POST_QUERIES, asked(surroundings, "post")["queries"], "through the API, the second comment")
    with running(surroundings) as (url, process):
        idle = memory(process.pid, "VmRSS")
        rows = exported(f"{url}/plans/lipova-plan/comments.csv")
        most = memory(process.pid, "VmHWM")
    yield figure(EXPORT, (most - idle) / 1024, f"{rows} rows streamed as CSV by one daphne; idle {idle / 1024:.0f} MB")


def ratio(url: str, seconds: int, ours: Sequence[str], bare: Sequence[str]) -> tuple[float, float, float]:
    """The median of the rates' ratio over alternating runs, and the medians of both rates."""
    pairs = []
    for run in range(RUNS):
        rates = {}
        for paths in (ours, bare) if run % 2 == 0 else (bare, ours):
            rates[paths is ours] = post(url, seconds, paths)
        pairs.append((rates[True], rates[False]))
    return median(a / b for a, b in pairs), median(a for a, _ in pairs), median(b for _, b in pairs)


def post(url: str, seconds: int, paths: Sequence[str]) -> float:
    """Answers a second, with one client a path."""
    command = [sys.executable, "-m", "tests.bench.site_writer", url, str(seconds), *paths]
    said = subprocess.run(command, cwd=HOUSE, check=True, stdout=subprocess.PIPE, text=True)
    found = json.loads(said.stdout)
    return float(found["answers"] / found["seconds"])


def exported(url: str) -> int:
    """How many rows came, read as they come."""
    with urllib.request.urlopen(url, timeout=600) as answer:
        return sum(1 for _ in answer) - 1


def memory(pid: int, what: str) -> int:
    """VmRSS or VmHWM of a process, in kB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{what}:"))


@contextmanager
def running(surroundings: dict[str, str]) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """One daphne, as `make run` starts it; ended afterwards."""
    port, words = free_port(), Path(surroundings["DOHODA_VAR"]) / "words.txt"
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "daphne", "--verbosity", "0", "--bind", "127.0.0.1", "--port", str(port)]
    with words.open("w") as said:
        process = subprocess.Popen(
            [*command, "consult.asgi:application"], cwd=HOUSE, env=surroundings, stdout=said, stderr=said
        )
    try:
        wait_until_ready(url, process, words)
        yield url, process
    finally:
        process.terminate()
        process.wait(20)
