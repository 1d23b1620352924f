"""The town files tests run on, read once."""

from functools import lru_cache
from pathlib import Path

from workflow.rules.process import Process
from workflow.rules.process_file import load_process

FOLDER = Path(__file__).resolve().parent.parent / "workflow" / "processes"
TOWN_FILES = sorted(path.stem for path in FOLDER.glob("*.toml") if ".scenario" not in path.name)


@lru_cache
def raw_file(town: str) -> bytes:
    """The bytes of a town's process file."""
    return (FOLDER / f"{town}.toml").read_bytes()


@lru_cache
def process_of(town: str) -> Process:
    """A town's process."""
    return load_process(raw_file(town), file=f"{town}.toml")
