"""`manage.py index`: search, brought up to date with the record books."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from consult.finding.index import behind, catch_up
from workflow.models import Book


class Command(BaseCommand):
    """Read what search has not read yet; as often as one likes."""

    help = "Bring search up to date with the record books; with --anew throw the index away and make it again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One choice only."""
        parser.add_argument("--anew", action="store_true", help="forget what is there and read every book from 0")

    def handle(self, *args: Any, **options: Any) -> None:
        """A line for each book that was read."""
        anew = options["anew"]
        books = list(Book.objects.order_by("territory").values_list("territory", flat=True)) if anew else behind()
        for territory in books:
            self.stdout.write(f"{territory}: {catch_up(territory, anew=anew)} entries read")
