"""The letter with a new link to one's own comment: only to an address that was given with it and confirmed.

An address somebody added later through the link gets answers, never a link: else whoever once saw the link could take
the comment over for good. The page that asks is answered alike whether anything is known or not, and queues one errand
either way.
"""

import uuid
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django_tasks import task

from consult.letters import budget, writing
from consult.letters.authors import author_of
from consult.letters.errands import DELAYS, sent
from consult.letters.following import clean_address
from consult.letters.tokens import REISSUE, Found, Standing, use
from consult.models import Comment, Follower
from consult.own import reissue
from workflow.rules.clock import local_date

MOST_LINKS = 20  # in one letter


def ask_for_links(*, territory: str, plan: str, number: int | None, mail: str, network: str, at: datetime) -> None:
    """Queue the letter, if this address is one; nothing is told to whoever asks."""
    try:
        known = _confirmed(territory=territory, plan=plan, number=number, mail=clean_address(mail)).first()
    except ValidationError:
        known = None
    hashed = budget.hash_of("network", network, local_date(at))
    new_links.enqueue(str(known.pk if known else uuid.uuid4()), number=number, network=hashed)


@task()
def new_links(key: str, number: int | None = None, network: str = "", attempt: int = 0) -> str:
    """The letter with a key for each comment of this address. What came of it, in one word."""
    follower = Follower.objects.filter(pk=key, stopped_at=None).exclude(confirmed_at=None).first()
    theirs = _theirs(follower, number) if follower is not None else []
    if follower is None or not theirs:
        return "gone"
    at = timezone.now()
    if attempt == 0:
        try:
            budget.spend(follower.mail, network=network, day=local_date(at))
        except budget.OverdrawnError:
            return "over budget"
    if sent(writing.new_links(theirs, at=at), attempt):
        return "sent"
    if attempt >= len(DELAYS):
        return "given up"
    new_links.using(run_after=at + DELAYS[attempt]).enqueue(key, number=number, network=network, attempt=attempt + 1)
    return "later"


def new_secret(raw: str, *, at: datetime) -> tuple[Found, Comment | None, str]:
    """The button of that page: how the key stood, and for the one press that finds it VALID the comment and its secret.

    Call it inside a transaction: the key is used and the old link dead together, or neither.
    """
    found = use(raw, REISSUE, at=at)
    if found.standing is not Standing.VALID or found.follower is None:
        return found, None, ""
    comment = comment_given_with(found.follower)
    if comment is None or found.follower.stopped_at is not None:  # they said stop meanwhile: a key revives nothing
        return Found(Standing.UNKNOWN), None, ""
    return found, comment, reissue(comment, with_words=False)


def comment_given_with(follower: Follower) -> Comment | None:
    """The comment this address was given with, in the very moment it was sent and by the one who sent it."""
    comment = Comment.objects.filter(
        territory=follower.territory, plan=follower.plan, number=follower.number, submit_date=follower.made_at
    ).first()
    return comment if comment is not None and author_of(follower) else None


def _confirmed(*, territory: str, plan: str, number: int | None, mail: str) -> Any:
    found = Follower.objects.filter(territory=territory, plan=plan, mail__iexact=mail, stopped_at=None)
    found = found.exclude(confirmed_at=None).exclude(number=None).order_by("number")
    return found if number is None else found.filter(number=number)


def _theirs(follower: Follower, number: int | None) -> list[Follower]:
    """What else this address was given with in the same plan."""
    same = _confirmed(territory=follower.territory, plan=follower.plan, mail=follower.mail, number=number)
    return [one for one in same[:MOST_LINKS] if comment_given_with(one) is not None]
