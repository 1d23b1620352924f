"""The post of the small town: what time it is, the worker's round, and the letters that arrived."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from consult import letters
from consult.letters import worker
from consult.models import Follower
from tests.cast import Installed
from workflow.rules.case import Standing
from workflow.rules.rows import Plan
from workflow.trail.canonical import parse_time

ANNA, BORIS = "anna@example.org", "boris@example.org"
LINK = re.compile(r"http://127\.0\.0\.1:8000(/letters/(\w+)/([\w-]+)/)")


class Post:
    """The town's post office; its clock is the town's."""

    def __init__(self, town: Installed, patch: pytest.MonkeyPatch) -> None:
        self.town = town
        patch.setattr("django.utils.timezone.now", lambda: self.now)

    @property
    def now(self) -> datetime:
        return parse_time(self.town.at)

    def evening(self, days: int = 0) -> None:
        """It is 18 o'clock in Prague, today or so many days later."""
        self.town.at = f"{(self.now + timedelta(days=days)).date().isoformat()}T18:00:00Z"

    def round(self) -> list[EmailMessage]:
        """The worker looks around and does what waits; the letters of this round."""
        before = len(mail.outbox)
        worker.day_work(self.now)
        worker.run_errands()
        return mail.outbox[before:]

    def say(self, told: str = "Chybí lavička.", *, person: str = "a" * 32, **facts: Any) -> int:
        """A citizen comments; the number."""
        citizen = Standing(None, None, "public", person)
        deed = self.town.do(
            citizen, "raise_matter", kind="comment", told=told, channel="web", side="public", **facts
        )  # fmt: skip
        return int(deed.number)

    def follow(self, number: int | None, address: str = ANNA, person: str | None = None, **more: Any) -> Follower:
        """Somebody gives an address."""
        return letters.follow(
            territory=self.town.territory, plan=self.town.plan_key, number=number, mail=address, person=person,
            at=self.town.at, **{"language": "en", **more},
        )  # fmt: skip

    def confirmed(self, number: int | None, address: str = ANNA, person: str | None = None, **more: Any) -> Follower:
        """Somebody gives an address, gets the letter that asks, and presses the button."""
        follower = self.follow(number, address, person, **more)
        for letter in self.round():
            if letter.to == [address] and "confirm" in links(letter):
                letters.confirm(links(letter)["confirm"], at=self.now)
        return Follower.objects.get(pk=follower.pk)

    @property
    def plan(self) -> Plan:
        return self.town.plan


def links(letter: EmailMessage) -> dict[str, str]:
    """The keys in a letter by what they are for; the last one that stops is the one in its head."""
    found = {kind: key for _path, kind, key in LINK.findall(str(letter.body))}
    found["header"] = LINK.search(str(letter.extra_headers["List-Unsubscribe"])).group(3)  # type: ignore[union-attr]
    return found
