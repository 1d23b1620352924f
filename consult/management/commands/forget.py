"""`manage.py forget`: contacts that are no longer needed are erased."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from consult.helping import forget_contacts


class Command(BaseCommand):
    """As often as one likes; the site's start does it too."""

    help = "Erase the contacts of people whose request for help or to join a group was answered."

    def handle(self, *args: Any, **options: Any) -> None:
        """One line."""
        self.stdout.write(f"Contacts erased: {forget_contacts(timezone.now())}")
