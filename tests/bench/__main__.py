"""`make bench`: measure, print a table, write bench.json. QUICK=1 measures the same, shorter."""

import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from tests.bench.checking import TOWNS, of_memory, of_replay, of_the_tree, of_verify, rehearsed
from tests.bench.figures import Figure, machine, table, write
from tests.bench.many import of_many, of_the_board
from tests.bench.speaking import of_speaking
from tests.bench.writing import HOUSE, on_postgres, on_sqlite


def measured(folder: Path, *, quick: bool) -> Iterator[Figure]:
    """Every figure, as soon as it is known."""
    print(
        f"Rehearsing {' and '.join(TOWNS)}, then measuring: {'some' if quick else '20 to 40'} minutes", file=sys.stderr
    )
    towns = [rehearsed(name, folder) for name in TOWNS]
    yield from of_the_tree(towns, quick=quick)
    yield from of_replay(towns, quick=quick)
    yield from of_verify(towns, quick=quick)
    yield from of_memory()
    yield from of_many(folder, quick=quick)
    yield from of_the_board(folder)
    yield from of_speaking(folder, quick=quick)
    yield from on_sqlite(folder, quick=quick)
    yield from on_postgres(folder, quick=quick)


def leave(number: int, frame: FrameType | None) -> None:
    """Told to stop, we still take our database off the server."""
    sys.exit(128 + number)


def main() -> None:
    """Measure on the disk the site would use, and leave nothing there but bench.json."""
    signal.signal(signal.SIGTERM, leave)
    quick = os.environ.get("QUICK", "").strip() not in ("", "0")
    var = Path(os.environ.get("DOHODA_VAR", "").strip() or HOUSE / "var")
    var.mkdir(parents=True, exist_ok=True, mode=0o700)
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(dir=var, prefix="bench-") as folder:
        for figure in measured(Path(folder), quick=quick):
            print(f"{figure.name}: {figure.shown}", file=sys.stderr, flush=True)
            figures.append(figure)
    write(figures, HOUSE / "bench.json")
    print(f"{table(figures)}\n\n{machine()}{'; QUICK' if quick else ''}. Written to bench.json.")


if __name__ == "__main__":
    main()
