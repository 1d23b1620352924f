"""`manage.py tick`: the clock. Once, or for ever with `--every`."""

import logging
import signal
import sys
import threading
import time
from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any, NoReturn

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from workflow.ticking import Tick, tick
from workflow.trail.canonical import TrailError, format_time, parse_time

log = logging.getLogger(__name__)
UNREADABLE = 2
LONGEST_SECONDS = 30  # a receipt is promised within a minute


class Command(BaseCommand):
    """Do what the calendar asks for: open and close windows, end calls in writing, let plans take effect, seal books.

    Exit 0 when asked to stop or done once; 2 if the arguments make no sense.
    """

    help = "Let the clock act: what is due is performed as the seat 'clock', and books are sealed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Once now; once at a given time, for tests; or again and again."""
        when = parser.add_mutually_exclusive_group()
        when.add_argument("--every", type=float, metavar="SECONDS", help="again and again, until asked to stop")
        when.add_argument("--at", metavar="TIME", help="once, as if it were this time: 2026-05-14T21:59:59Z")

    def handle(self, *args: Any, **options: Any) -> None:
        """Tick, and say what was done."""
        every, at = options["every"], options["at"]
        if every is not None and not 0 < every <= LONGEST_SECONDS:
            self._unreadable(f"--every {every:g}: write a number of seconds from 1 to {LONGEST_SECONDS}")
        if at is not None:
            try:
                parse_time(at)
            except TrailError:
                self._unreadable(f"--at {at}: write a time in UTC as 2026-05-14T21:59:59Z")
        if every is not None:
            self._for_ever(every)
        else:
            self._tell(tick(at or this_second(), seal_all=True))

    def _for_ever(self, every: float) -> None:
        stopping = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: stopping.set())
        while not stopping.is_set():
            try:
                self._tell([one for one in tick(this_second()) if one.n is not None])
            except DatabaseError:  # the database may be away for a while; the clock goes on when it is back
                log.exception("The clock could not reach the database.")
            close_old_connections()
            stopping.wait(every)

    def _tell(self, ticks: list[Tick]) -> None:
        for one in ticks:
            came = f"entry {one.n}" if one.n is not None else one.fault or ", ".join(o.code for o in one.obstacles)
            where = "/".join(name for name in (one.due.territory, one.due.plan) if name)
            self.stdout.write(f"{where}: {one.due.act}: {came}")
        self.stdout.flush()

    def _unreadable(self, reason: str) -> NoReturn:
        self.stderr.write(reason)
        sys.exit(UNREADABLE)


def this_second() -> str:
    """Now, as the book writes it: here, and nowhere deeper, the engine looks at a clock."""
    return format_time(datetime.fromtimestamp(int(time.time()), UTC))
