"""`manage.py rehearse NAME|FILE.toml`: a town's process played to the end, refusals included."""

import json
import signal
import sys
from argparse import ArgumentParser
from pathlib import Path
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand

from workflow.rehearsal import Line, Played, load_scenario, play, scenario_path, throw_away_room
from workflow.rules.lifecycle import Stage
from workflow.rules.process_mistakes import ProcessError
from workflow.scenarios.proof import book_problem
from workflow.scenarios.scene import CHECK, Scenario

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
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _leave)
        scenario = self._read(options["scenario"], options["until"])
        show = self._as_json if options["json"] else self._as_row
        with throw_away_room():
            played = play(scenario, until=options["until"], on_line=show)
            problems = [problem for name in played.territories if (problem := book_problem(name))]
            if options["bundle"]:
                self._bundle(options["bundle"], played)
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
