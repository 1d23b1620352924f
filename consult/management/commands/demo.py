"""`manage.py demo`: the demo towns, as often as one likes."""

import time
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from consult.demo import TOWNS, found_towns
from workflow.trail.canonical import format_time


class Command(BaseCommand):
    """Found the demo towns that are not there yet and keep the open one open; refused outside a demo."""

    help = "Play the demo towns into this site's database; only with DOHODA_DEMO=1, which only a local site may have."

    def handle(self, *args: Any, **options: Any) -> None:
        """Each town whole or not at all; a second run plays nothing twice."""
        if not settings.DEMO:
            raise CommandError("Demo towns are founded only where DOHODA_DEMO=1 is set.")
        played = found_towns(format_time(datetime.fromtimestamp(int(time.time()), UTC)))
        for town in TOWNS:
            self.stdout.write(f"{town.territory}: {'played' if town.territory in played else 'was there'}")
