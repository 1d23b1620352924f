"""What the worker looks at again and again: who has news, which errand was left half done, which address must go.

Each may be done twice, and by two workers at once; the second time nothing is left to do.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Min, Q
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from consult.letters import digest, errands, news
from consult.models import Follower
from workflow.models import Book, model_of
from workflow.rules import rows
from workflow.rules.clock import local_date, local_time

LOST_AFTER = timedelta(minutes=10)  # a letter takes seconds, the mail server twenty at most
MOST_TRIES = 3
AT_ONCE = 500


def gather(at: datetime, *, hurry: bool = False) -> int:
    """Queue the day's letter for every address with news that has had none today; how many those were.

    Letters wait for the hour of the settings; `hurry` waits for nothing and asks for another letter today if need be.
    """
    if not hurry and local_time(at).hour < settings.LETTERS_HOUR:
        return 0
    today = local_date(at)
    waiting: dict[str, None] = {}
    for mail in _addresses_with_news(at):
        waiting.setdefault(mail)
    return sum(_claimed(mail, today, hurry=hurry) for mail in waiting)


def _claimed(mail: str, today: object, *, hurry: bool) -> int:
    """One letter an address and day, also when two workers look at the same moment."""
    with transaction.atomic():
        those = list(digest.active().select_for_update().filter(mail=mail).order_by("made_at", "pk"))
        if not those or (not hurry and any(one.tried_on == today for one in those)):
            return 0
        Follower.objects.filter(pk__in=[one.pk for one in those]).update(tried_on=today)
        errands.tell.enqueue(str(those[0].pk))
    return 1


def _addresses_with_news(at: datetime) -> Iterator[str]:
    sizes = dict(Book.objects.values_list("territory", "size"))
    followed = digest.active().values_list("territory", "plan").annotate(least=Min("told_up_to")).order_by()
    for territory, slug, least in list(followed):
        plan = model_of(rows.Plan).objects.filter(territory=territory, key=slug).first()
        if plan is None:
            continue
        head = sizes.get(territory, 0) - 1
        if least < head:
            yield from _told_of_entries(territory, slug, least, head)
        if digest.closes_soon(plan, at):
            readers = digest.active().filter(territory=territory, plan=slug, number=None)
            yield from (one.mail for one in readers.iterator() if digest.not_told_of_closing(one, plan))


def _told_of_entries(territory: str, slug: str, least: int, head: int) -> Iterator[str]:
    """Addresses that entries concern; the others are moved on to the head of the book without a letter."""
    newest: dict[int | None, int] = {}  # comment, or None for the whole plan -> the newest entry told of it
    ending = -1
    for one in news.happened(territory, slug, after=least):
        if one.leaf.n > head:
            break
        newest |= dict.fromkeys(one.numbers, one.leaf.n)
        if news.concerns(one, None):
            newest[None] = one.leaf.n
        ending = one.leaf.n if one.act in news.ENDS else ending
    silent = []
    behind = digest.active().filter(territory=territory, plan=slug, told_up_to__lt=head)
    for key, mail, number, told in behind.values_list("pk", "mail", "number", "told_up_to").iterator():
        reached = newest.get(number, -1) if number is None else max(newest.get(number, -1), ending)
        if reached > told:
            yield mail
        else:
            silent.append(key)
    for start in range(0, len(silent), AT_ONCE):
        Follower.objects.filter(pk__in=silent[start : start + AT_ONCE], told_up_to__lt=head).update(told_up_to=head)


def requeue_lost(at: datetime) -> int:
    """Errands a worker left when it died, and those that went wrong, are queued again; after three times no more."""
    running, failed = TaskResultStatus.RUNNING, TaskResultStatus.FAILED
    lost = Q(status=running, started_at__lt=at - LOST_AFTER) | Q(status=failed, finished_at__lt=at - LOST_AFTER)
    again = 0
    for errand in DBTaskResult.objects.filter(lost):
        same = DBTaskResult.objects.filter(pk=errand.pk, status=errand.status, started_at=errand.started_at)
        if len(errand.worker_ids) < MOST_TRIES:
            again += same.update(status=TaskResultStatus.READY, finished_at=None)
        elif errand.status == running:
            same.update(status=failed, finished_at=at)
    return again
