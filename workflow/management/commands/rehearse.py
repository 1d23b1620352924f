"""`manage.py rehearse NAME|FILE.toml`: a town's process played to the end, refusals included."""

import json
import signal
import sys
import threading
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand

from workflow.rehearsal import PROCESSES, Line, load_scenario, play, scenario_path, throw_away_room
from workflow.rules.lifecycle import Stage
from workflow.rules.process_mistakes import ProcessError
from workflow.scenarios.checks import book_problem
from workflow.scenarios.scene import CHECK, Scenario
from workflow.trail.bundle import write_bundle

MISMATCH, UNREADABLE = 1, 2


class Command(BaseCommand):
    """Play a scenario on its own clock, in a throw-away database, through the one door.

    Exit 0 if every expected outcome and every expected refusal happened and the book verifies, 1 if not, 2 if the
    scenario or its process file cannot be read.
    """

    help = "Play a scenario to the end in a throw-away database, and verify the book it leaves behind."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """See house.md, contracts."""
        parser.add_argument("scenario", metavar="NAME|FILE.toml", help="a shipped scenario by its town, or a file")
        parser.add_argument("--until", metavar="STAGE", help="stop after the act that brings a plan into this stage")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
        parser.add_argument("--bundle", metavar="OUT.zip", type=Path, help="export the book that was written")

    def handle(self, *args: Any, **options: Any) -> None:
        """Play, verify, say what was not as expected."""
        scenario = self._read(options["scenario"], options["until"])
        self._step = ""
        show = self._as_json if options["json"] else self._as_row
        with _ended_in_order(), throw_away_room():
            played = play(scenario, until=options["until"], on_line=show)
            problems = [problem for name in played.territories if (problem := book_problem(name))]
            if options["bundle"]:
                self._bundle(options["bundle"], played.territories)
        for problem in problems:
            self.stderr.write(f"The book does not verify: {problem}")
        wrong = sum(not line.expected for line in played.lines)
        refused = sum(line.refused for line in played.lines)
        self.stderr.write(
            f"{scenario.file}: {len(played.lines)} steps, {refused} refused, {wrong} not as expected; "
            f"the book {'does not verify' if problems else 'verifies'}."
        )
        if wrong or problems:
            sys.exit(MISMATCH)

    def _bundle(self, out: Path, territories: Sequence[str]) -> None:
        try:
            write_bundle(out, territories)
        except (OSError, LookupError) as error:
            self.stderr.write(f"{out}: no bundle could be written ({error})")
            sys.exit(UNREADABLE)

    def _read(self, name: str, until: str | None) -> Scenario:
        """The scenario, or exit 2 with everything that is wrong with it."""
        path, problems = scenario_path(name), []
        try:
            scenario = load_scenario(path)
            if until is None or scenario.offset_of(until):
                return scenario
            known = ", ".join(dict.fromkeys([*Stage, *(scene.step for scene in scenario.scenes)]))
            problems = [f'{path.name}: --until: the scenario never comes to "{until}"; write one of {known}']
        except ProcessError as unfit:
            problems = [str(mistake) for mistake in unfit.mistakes]
        except OSError as error:
            towns = ", ".join(sorted(file.name.partition(".")[0] for file in PROCESSES.glob("*.scenario.toml")))
            problems = [f"{name}: file: it cannot be read ({error.strerror}); name a file, or one of {towns}"]
        for problem in problems:
            self.stderr.write(problem)
        sys.exit(UNREADABLE)

    def _as_json(self, line: Line) -> None:
        self.stdout.write(json.dumps(line.as_json(), ensure_ascii=False))
        self._progress(line)

    def _as_row(self, line: Line) -> None:
        who = line.by.key if line.by.body else line.by.seat or ("citizen" if line.by.side else "")
        came = "refused: " + ", ".join(one.code for one in line.obstacles) if line.refused else line.outcome
        came = line.why if line.act == CHECK else came
        mark = " " if line.expected else "!"
        number = "" if line.n is None else line.n
        self.stdout.write(f"{mark} {line.step:<8} {line.at[:16]} {number!s:>5}  {line.act:<22} {who:<34} {came}")
        self._progress(line)

    def _progress(self, line: Line) -> None:
        """On stderr: where we are, and whatever was not as expected."""
        if line.step.partition(".")[0] != self._step:
            self._step = line.step.partition(".")[0]
            self.stderr.write(f"{self._step} ... {line.at[:10]}")
        if not line.expected:
            self.stderr.write(f"  {line.step} {line.act} at {line.at}: not as expected: {line.why}")


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Told to stop, we still clean up: what is thrown away must not stay on somebody's server."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    kept = {number: signal.signal(number, _leave) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)
