"""`manage.py tally FILE.csv`: council arithmetic on counts, one JSON object a line."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from workflow.rules.tally import TallyError, tally

UNREADABLE = 2


class Command(BaseCommand):
    """Judge the council votes of a file by paragraph 87 of Act 128/2000.

    Exit 0 whenever the file could be read, whatever is in it; 2, naming the file or the column, if it could not.
    """

    help = (
        "Judge council votes by paragraph 87 of Act 128/2000: one JSON object a line. Recorded results that contradict "
        "their counts are flagged, never changed."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file is the only argument."""
        parser.add_argument("file", metavar="FILE.csv", help="UTF-8, separated by commas or semicolons")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line per row, or say on stderr why the file cannot be read."""
        file = str(options["file"])
        try:
            lines = tally(Path(file).read_bytes(), file=file)
        except (OSError, TallyError) as error:
            reason = f"{file}: {error.strerror}" if isinstance(error, OSError) else str(error)
            self.stderr.write(reason)
            sys.exit(UNREADABLE)
        for line in lines:
            self.stdout.write(json.dumps(line.as_json()))
