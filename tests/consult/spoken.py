"""Somebody says something about the plan, as the site takes it."""

from typing import Any

from django.test import Client

from consult.comments import Posted, post_comment
from tests.cast import Installed
from workflow.perform import Request
from workflow.rules.case import CITIZEN

TOLD = "U polikliniky chybí lavička."


def say(town: Installed, told: str = TOLD, *, follow: str | None = None, **facts: Any) -> Posted:
    """A citizen sends a comment now; the town's clock goes on by a minute."""
    act = Request(
        act="raise_matter",
        facts={"kind": "comment", "told": told, "channel": "web", "side": "public", **facts},
        territory=town.territory,
        by=CITIZEN,
        at=town.at,
        plan=town.plan_key,
    )
    posted = post_comment(act, follow=follow)
    town.clock(minutes=1)
    return posted


def page_of(town: Installed, number: int, rest: str = "") -> str:
    """The address of a comment, or of something below it."""
    return f"/plans/{town.plan_key}/comments/{number}/{rest}"


def by_link(posted: Posted, browser: Client | None = None) -> Client:
    """A browser in which the secret link of the slip was opened."""
    browser = browser or Client(headers={"accept-language": "en"})
    comment = posted.comment
    answer = browser.get(f"/plans/{comment.plan}/comments/{comment.number}/?key={posted.secret}")
    assert answer.status_code == 303
    return browser
