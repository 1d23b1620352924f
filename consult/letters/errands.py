"""The errands of the worker (django-tasks): each names a row, writes the letter and sends it.

An errand may be run twice, after a process died in the middle: a letter may then come twice, and is never lost. What
the mail server refuses is tried again a few times, ever later, and then given up; the log never names an address.
"""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPResponseException

from django.core.mail import EmailMessage
from django.utils import timezone
from django_tasks import task

from consult.letters import budget, digest, writing
from consult.models import Follower
from workflow.rules.clock import local_date

log = logging.getLogger(__name__)

DELAYS = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))
ASKED_WITHIN = timedelta(days=7)


@task()
def ask(key: str, network: str = "", code: str = "", attempt: int = 0) -> str:
    """The letter that asks whether answers may go to this address. What came of it, in one word."""
    follower = Follower.objects.filter(pk=key, stopped_at=None, confirmed_at=None).first()
    if follower is None:
        return "gone"
    at = timezone.now()
    if attempt == 0:
        try:
            budget.spend(follower.mail, network=network, day=local_date(at))
        except budget.OverdrawnError as limit:
            return _another_day(follower, code, at) if limit.again else "over budget"
    if sent(writing.asking(follower, code=code, at=at), attempt):
        return "sent"
    if attempt >= len(DELAYS):
        return "given up"
    ask.using(run_after=at + DELAYS[attempt]).enqueue(key, network=network, code=code, attempt=attempt + 1)
    return "later"


@task()
def tell(key: str, attempt: int = 0) -> str:
    """The day's letter to the address of this follower, with everything that is new about all they follow."""
    at = timezone.now()
    letter = digest.letter_for(key, at=at)
    if letter is None:
        return "nothing new"
    if sent(letter.message, attempt):
        digest.told(letter, at=at)
        return "sent"
    if attempt >= len(DELAYS):
        digest.came_back(letter, at=at)
        return "given up"
    tell.using(run_after=at + DELAYS[attempt]).enqueue(key, attempt=attempt + 1)
    return "later"


def _another_day(follower: Follower, code: str, at: datetime) -> str:
    """Too many letters left today because of others; the comment counts meanwhile."""
    if at - follower.made_at > ASKED_WITHIN:
        return "over budget"
    ask.using(run_after=at + timedelta(days=1)).enqueue(str(follower.pk), code=code)
    return "another day"


def sent(message: EmailMessage, attempt: int) -> bool:
    """Whether the mail server took it. What it says may quote the address, so only its kind is logged."""
    try:
        message.send()
    except (SMTPException, OSError) as refusal:
        code = refusal.smtp_code if isinstance(refusal, SMTPResponseException) else ""
        log.warning("A letter could not be sent, attempt %s: %s %s", attempt + 1, type(refusal).__name__, code)
        return False
    return True
