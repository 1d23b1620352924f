"""`manage.py post`: the worker beside the site, which writes and sends letters. Once, or for ever with `--every`."""

import logging
import signal
import threading
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from consult.letters.worker import day_work, run_errands

log = logging.getLogger(__name__)
LONGEST_SECONDS = 60
LOOK_AROUND = timedelta(minutes=1)  # between two looks at who has news and what must be forgotten


class Command(BaseCommand):
    """Send what waits; then, with `--every`, look again. Exit 0 when asked to stop or done once."""

    help = "Send letters: those that wait in the queue, and once a day what is new to whoever follows it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Once, or again and again."""
        parser.add_argument("--every", type=float, metavar="SECONDS", help="again and again, until asked to stop")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work, quietly."""
        every = options["every"]
        if every is None:
            day_work(timezone.now())
            run_errands()
            return
        if not 0 < every <= LONGEST_SECONDS:
            raise CommandError(f"--every {every:g}: write a number of seconds from 1 to {LONGEST_SECONDS}.")
        stopping = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: stopping.set())
        looked = None
        while not stopping.is_set():
            now = timezone.now()
            try:
                if looked is None or now - looked >= LOOK_AROUND:
                    looked = now
                    day_work(now)
                run_errands(stopping)
            except DatabaseError:  # the database may be away for a while; letters wait in it meanwhile
                log.exception("The worker could not reach the database.")
            close_old_connections()
            stopping.wait(every)
