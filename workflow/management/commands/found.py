"""`manage.py found TERRITORY --process FILE`: a territory begins, with entry 0 of its book."""

import sys
import time
from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand
from django.db import transaction

from workflow.perform import RefusedError, Request, perform
from workflow.rehearsal import PROCESSES
from workflow.rules.case import OPERATOR
from workflow.rules.process import Process
from workflow.rules.process_file import load_process
from workflow.rules.process_mistakes import ProcessError
from workflow.rules.process_values import ID_PATTERN
from workflow.store import keep_process
from workflow.trail.book import log_key_digest, seal
from workflow.trail.canonical import format_time

REFUSED, UNREADABLE = 1, 2
LONGEST_NAME = 60


class Command(BaseCommand):
    """Write entry 0 of a new book as the seat `operator`, and keep the process file so that a plan may begin under it.

    Exit 0: founded; 1: there is such a territory already; 2: the name or the process file cannot be used.
    """

    help = "Found a territory: the first entry of its record book, and the process file its plans may run under."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The territory's name in addresses, and the town's process file."""
        parser.add_argument("territory", metavar="TERRITORY", help="its name in addresses, such as lipova")
        parser.add_argument("--process", metavar="FILE", required=True, help="a process file, see processes/README.md")

    def handle(self, *args: Any, **options: Any) -> None:
        """Found it, and say what comes next."""
        territory = options["territory"]
        if not ID_PATTERN.fullmatch(territory) or len(territory) > LONGEST_NAME:
            self._leave(UNREADABLE, f"{territory}: use lower-case letters without accents, digits and single dashes")
        raw, process = self._process(options["process"])
        at = format_time(datetime.fromtimestamp(int(time.time()), UTC))
        try:
            with transaction.atomic():
                facts = {"log_key": log_key_digest(territory)}
                perform(Request(act="found_territory", facts=facts, territory=territory, by=OPERATOR, at=at))
                keep_process(raw, name=options["process"])
        except RefusedError as refused:
            self._leave(REFUSED, f"{territory}: " + ", ".join(obstacle.code for obstacle in refused.obstacles))
        seal(territory, at)
        self.stdout.write(
            f"{territory} is founded: entry 0 of its book, signed by the key {log_key_digest(territory)}.\n"
            f"Publish that fingerprint where everybody can compare it, and keep a copy of the key.\n"
            f"Process {process.id} is kept as {process.digest}.\n"
            f"Next: seat the town's first clerk (act seat_first_clerk, from this machine); the clerk establishes the "
            f"bodies and begins a plan (act create_plan) under that process."
        )

    def _process(self, name: str) -> tuple[bytes, Process]:
        """The bytes of the process file and what it says, or exit 2 with everything that is wrong with it."""
        path = Path(name)
        shipped = PROCESSES / f"{name}.toml"
        path = shipped if path.name == name and shipped.exists() else path
        try:
            raw = path.read_bytes()
            return raw, load_process(raw, file=path.name)
        except OSError as error:
            self._leave(UNREADABLE, f"{name}: it cannot be read ({error.strerror})")
        except ProcessError as error:
            self._leave(UNREADABLE, *(str(mistake) for mistake in error.mistakes))

    def _leave(self, code: int, *reasons: str) -> NoReturn:
        for reason in reasons:
            self.stderr.write(reason)
        sys.exit(code)
