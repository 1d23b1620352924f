"""README tells the truth: its picture is the lifecycle, its commands exist."""

import re
from pathlib import Path

from consult.drawing import mermaid
from workflow.rules.lifecycle import BEGINNINGS, TRANSITIONS, Stage

HOUSE = Path(__file__).resolve().parent.parent
README = (HOUSE / "README.md").read_text(encoding="utf-8")


def test_the_picture_is_drawn_from_the_lifecycle() -> None:
    names = {str(stage): str(stage).replace("_", " ") for stage in Stage}
    drawn = mermaid(
        [str(stage) for stage in Stage],
        {act: str(stage) for act, stage in BEGINNINGS.items()},
        TRANSITIONS,
        names=names,
    )
    shown = re.search(r"<!-- lifecycle -->\n```mermaid\n(.*?)\n```", README, re.DOTALL)
    assert shown is not None and shown.group(1).strip() == drawn.strip()


def test_every_command_it_names_exists() -> None:
    known = {path.stem for path in HOUSE.glob("[cw]*/management/commands/*.py")}
    named = set(re.findall(r"manage\.py ([a-z]+)", README)) - {"migrate"}
    assert named and named <= known
    verbs = set(re.findall(r"^make ([a-z]+)", README, re.MULTILINE))
    targets = set(re.findall(r"^([a-z]+):", (HOUSE / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert verbs <= targets


def test_every_invariant_of_the_map_names_a_test_that_exists() -> None:
    text = (HOUSE / "ARCHITECTURE.md").read_text(encoding="utf-8")
    table = text.split("## Invariants, and the test that holds each")[1].split("\n## ")[0]
    named = re.findall(r"`(tests/[a-z0-9_/]+\.py)`", table)
    assert len(named) >= 14
    assert all((HOUSE / name).exists() for name in named)
