"""The worker: errands of the queue one after another, and what is looked at again and again."""

import logging
import threading
from datetime import datetime

from django.utils.crypto import get_random_string
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from consult.alike import look_around
from consult.forgetting import forget_daily
from consult.letters.rounds import gather, requeue_lost

log = logging.getLogger(__name__)
NAME_LENGTH = 32
_worker = Worker(
    queue_names=[DEFAULT_TASK_QUEUE_NAME],
    interval=0,
    batch=True,
    backend_name=DEFAULT_TASK_BACKEND_ALIAS,
    startup_delay=False,
    max_tasks=None,
    worker_id=get_random_string(NAME_LENGTH),
    excluded_queue_names=[],
)


def run_errands(stopping: threading.Event | None = None) -> int:
    """Run every errand that is ready, one after another; how many those were.

    The library's own loop asks SQLite for the whole database each time it looks; here looking takes no lock.
    """
    done = 0
    while not (stopping is not None and stopping.is_set()) and DBTaskResult.objects.ready().exists():
        with exclusive_transaction():
            errand = DBTaskResult.objects.ready().get_locked()
            if errand is not None:
                errand.claim(_worker.worker_id)
        if errand is not None:
            _worker.run_task(errand)
            done += 1
    return done


def day_work(at: datetime) -> None:
    """What a look around finds to do; a fault in one thing must not stop the others."""
    for look in (requeue_lost, gather, forget_daily, look_around):
        try:
            look(at)
        except Exception:
            log.exception("%s went wrong.", look.__name__)
