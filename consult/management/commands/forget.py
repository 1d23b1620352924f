"""`manage.py forget`: whatever is kept about people and is no longer needed is erased."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from consult.forgetting import forget_all


class Command(BaseCommand):
    """As often as one likes; the worker beside the site (`manage.py post`) does it once a day."""

    help = "Erase what is kept about people and no longer needed: addresses, contacts, drafts, files never sent."

    def handle(self, *args: Any, **options: Any) -> None:
        """A line for each kind."""
        for name, number in forget_all(timezone.now()).items():
            self.stdout.write(f"{name}: {number} erased")
