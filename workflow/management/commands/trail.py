"""`manage.py trail export|verify|seal|records|obstacles`: books out of the house, checked in it, sealed, explained."""

import sys
import time
from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from workflow.trail.book import seal
from workflow.trail.bundle import write_bundle
from workflow.trail.canonical import format_time
from workflow.trail.obstacles_page import obstacles_page
from workflow.trail.records import records_page
from workflow.trail.sentences import CZECH, ENGLISH, told
from workflow.trail.shelf import known_territories
from workflow.verify import verify_territory

DOES_NOT_HOLD, UNKNOWN = 1, 2
PAGES = {"records": records_page, "obstacles": obstacles_page}


class Command(BaseCommand):
    """Exit 0: done, and what was verified holds; 1: a book does not hold; 2: there is no such book."""

    help = "Export record books, verify them in place, or seal what was appended."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`export OUT.zip`, `verify` and `seal`, each for one territory or for all; two pages for the curious."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        export = verbs.add_parser("export", help="write a bundle anybody can verify with python verify.py")
        export.add_argument("out", metavar="OUT.zip", type=Path)
        verify = verbs.add_parser("verify", help="judge every entry again, and compare rows and tiles with the book")
        sealing = verbs.add_parser("seal", help="sign a checkpoint over everything appended so far")
        verbs.add_parser("records", help="print docs/records.md: every kind of entry and its facts")
        verbs.add_parser("obstacles", help="print docs/obstacles.md: every obstacle code and what it rests on")
        for verb in (export, verify, sealing):
            verb.add_argument("--territory", metavar="SLUG", help="this book alone")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it for the territories asked for."""
        if options["verb"] in PAGES:
            self.stdout.write(PAGES[options["verb"]](), ending="")
            return
        wanted = [options["territory"]] if options["territory"] else None
        unknown = [name for name in wanted or [] if name not in known_territories()]
        if unknown or not known_territories():
            self.stderr.write(f"{', '.join(unknown)}: no such book" if unknown else "there is no book yet")
            sys.exit(UNKNOWN)
        names = wanted or known_territories()
        if options["verb"] == "export":
            self.export(options["out"], names)
        elif options["verb"] == "verify":
            self.verify(names)
        else:
            self.seal(names)

    def export(self, out: Path, names: list[str]) -> None:
        """Write the bundle."""
        try:
            write_bundle(out, names)
        except OSError as error:
            self.stderr.write(f"{out}: {error.strerror}")
            sys.exit(UNKNOWN)
        self.stdout.write(f"{out}: {', '.join(names)}")

    def verify(self, names: list[str]) -> None:
        """Say what holds and what does not."""
        holds = True
        for name in names:
            verdict = verify_territory(name)
            holds = holds and verdict.holds
            for language in (CZECH, ENGLISH):
                self.stdout.write("\n".join(told(verdict, name, language)) + "\n")
        if not holds:
            sys.exit(DOES_NOT_HOLD)

    def seal(self, names: list[str]) -> None:
        """Seal each book; a command is where the time comes from."""
        now = format_time(datetime.fromtimestamp(int(time.time()), UTC))
        for name in names:
            checkpoint = seal(name, now)
            self.stdout.write(f"{name}: {checkpoint.size if checkpoint else 'nothing new'}")
