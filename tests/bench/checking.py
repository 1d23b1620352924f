"""How fast a book is checked: the tree, the replay, and the stand-alone verifier on a whole town."""

import gc
import hashlib
import os
import subprocess
import sys
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from tests.bench.figures import Figure
from tests.bench.writer import TOLD
from tests.bench.writing import HOUSE
from tests.cast import Memory
from tests.towns import process_of
from tests.walk import lead_to
from workflow.replay import ReplayResult, replay
from workflow.rules.lifecycle import Stage
from workflow.rules.process import Process
from workflow.rules.process_file import load_process
from workflow.trail.canonical import dumps, loads
from workflow.trail.merkle import leaf_hash, root

TOWNS = ("klatovy", "susice")
ENTRIES = 100_000
MATTERS = 10_000


@dataclass(frozen=True, slots=True)
class RehearsedTown:
    """A rehearsed town's bundle and what is in it: the leaves of its book, its process files by digest."""

    name: str
    bundle: Path
    leaves: list[bytes]
    processes: dict[str, Process]


def rehearsed(name: str, folder: Path) -> RehearsedTown:
    """Rehearse a shipped scenario and read its bundle."""
    bundle = folder / f"{name}.zip"
    surroundings = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "DOHODA_VAR")}
    surroundings |= {"DJANGO_SETTINGS_MODULE": "tests.bench.settings", "DOHODA_VAR": str(folder)}
    command = [sys.executable, "manage.py", "rehearse", name, "--bundle", str(bundle)]
    said = subprocess.run(command, cwd=HOUSE, env=surroundings, capture_output=True, text=True)
    if said.returncode != 0:
        raise RuntimeError(f"the rehearsal of {name} did not end well:\n{said.stderr[-2000:]}")
    with zipfile.ZipFile(bundle) as archive:
        files = {entry: archive.read(entry) for entry in archive.namelist()}
    books = [raw for entry, raw in files.items() if entry.endswith("/leaves.jsonl")]
    raws = [raw for entry, raw in files.items() if entry.startswith("process/")]
    processes = {hashlib.sha256(raw).hexdigest(): load_process(raw, file=name) for raw in raws}
    return RehearsedTown(name, bundle, books[0].splitlines(), processes)


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of this process spent on `work`."""
    start = time.process_time()
    work()
    return time.process_time() - start


def best_of_each(works: Sequence[Callable[[], object]], *, times: int) -> list[float]:
    """The least CPU time each takes, measured in turns: what else runs on a machine only ever adds."""
    gc.collect()
    gc.freeze()  # what lies around here is none of theirs to look through
    try:
        taken = [[cpu(work) for work in works] for _ in range(times)]
    finally:
        gc.unfreeze()
    return [min(each) for each in zip(*taken, strict=True)]


def of_the_tree(towns: list[RehearsedTown], *, quick: bool) -> Iterator[Figure]:
    """The root over 100,000 leaves against one pass of SHA-256 over the same bytes."""
    times = 5 if quick else 15
    leaves = list(islice(cycle([leaf for town in towns for leaf in town.leaves]), ENTRIES))
    whole = b"".join(leaves)
    built, passed = best_of_each(
        (lambda: root([leaf_hash(leaf) for leaf in leaves]), lambda: hashlib.sha256(whole).digest()), times=times
    )
    how = f"CPU time, best of {times} in turns; leaves of the rehearsals repeated, {len(whole) // ENTRIES} bytes each"
    yield Figure(
        f"Merkle root over {ENTRIES:,} leaves / one SHA-256 pass over the same bytes",
        built / passed,
        "ratio",
        "<= 15",
        how,
    )


def of_replay(towns: list[RehearsedTown], *, quick: bool) -> Iterator[Figure]:
    """Full replay, every act judged again, against reading the same leaves strictly and writing them anew."""
    times = 31 if quick else 101
    entries = sum(len(town.leaves) for town in towns)

    def replayed() -> None:
        for town in towns:
            assert replay(town.leaves, town.processes).holds

    def reread() -> None:
        for town in towns:
            for leaf in town.leaves:
                assert dumps(loads(leaf)) == leaf

    judged, read = best_of_each((replayed, reread), times=times)
    how = f"CPU time, best of {times} in turns; the {entries} entries of the rehearsals of {' and '.join(TOWNS)}"
    yield Figure("Replay per entry / strict parse and re-canonicalisation", judged / read, "ratio", "<= 3", how)
    yield Figure("Replay per entry", judged / entries * 1e6, "us of CPU", None, how)


def of_verify(towns: list[RehearsedTown], *, quick: bool) -> Iterator[Figure]:
    """`python -I verify.py` on a whole town, from starting Python to the verdict."""
    times = 3 if quick else 9
    for town in towns:
        verifier = town.bundle.with_name("verify.py")
        with zipfile.ZipFile(town.bundle) as archive:
            verifier.write_bytes(archive.read("verify.py"))
        value = median(child_cpu([sys.executable, "-I", str(verifier), str(town.bundle)]) for _ in range(times))
        how = f"CPU time of its process, Python's start included; median of {times}; {len(town.leaves)} entries"
        yield Figure(f"verify.py on the whole town of {town.name}", value, "s of CPU", "<= 2", how)


def child_cpu(command: list[str]) -> float:
    """CPU seconds of a process that must end well."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0, command
    return used.ru_utime + used.ru_stime


def of_memory() -> Iterator[Figure]:
    """What a replayed book of 10,000 matters takes."""
    town = lead_to(Memory(process_of("susice")), Stage.COMMENTING)
    assert isinstance(town, Memory)
    before = len(town.leaves)
    for _ in range(MATTERS):
        town.do("citizen", "raise_matter", kind="comment", told=TOLD, channel="web", side="public")
    processes = {town.process.digest: town.process}
    value = held(town.leaves, processes) - held(town.leaves[:before], processes)
    how = "tracemalloc: rows, leaf hashes and the register after replay; the lines of the book not counted"
    yield Figure(f"Memory of a replay per {MATTERS:,} matters", value / 2**20, "MiB", None, how)


def held(leaves: list[bytes], processes: dict[str, Process]) -> int:
    """Bytes a replay holds when it is over."""
    tracemalloc.start()
    try:
        result: ReplayResult = replay(leaves, processes)
        assert result.holds
        return tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
