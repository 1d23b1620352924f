"""What is kept about people and for how long: one list, gone through once a day by the worker and `manage.py forget`.

Every line takes the time it is now and says how many were forgotten. Each may be run again at any moment: the second
time there is nothing left to do. The page about privacy says the same in words; the times are those named here.
"""

import contextlib
import json
import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db.models import Q

from consult.helping import forget_contacts
from consult.leaving import FILES
from consult.letters.retention import forget_old
from consult.models import DRAFTS_KEPT, Draft, Entered, Lease, StoredFile
from consult.story import naming
from consult.visible import files_spoken_of
from workflow.models import Leaf, model_of
from workflow.rules import rows
from workflow.rules.clock import local_date
from workflow.rules.lifecycle import ENDS

log = logging.getLogger(__name__)

LEASES_KEPT = timedelta(days=1)  # after they lapsed: who worked on what is nobody's business the day after
FILES_KEPT = timedelta(days=30)  # of a form that was never sent, as long as its draft
LETTERS_KEPT = timedelta(days=30)  # where letters are written to files instead of being sent
MOST_FILES = 50  # looked at in one day


def forget_drafts(at: datetime) -> int:
    """What was typed and not recorded, thirty days after."""
    return int(Draft.objects.filter(kept_at__lt=at - DRAFTS_KEPT).delete()[0])


def forget_leases(at: datetime) -> int:
    """Who worked on what, a day after they let go; the counter of taking up stays."""
    over = Lease.objects.filter(until__lt=at - LEASES_KEPT).exclude(person="")
    return over.update(seat="", person="")


def forget_entered(at: datetime) -> int:
    """The marks by which a letter brought twice is known, once its plan has ended."""
    over = 0
    ended = model_of(rows.Plan).objects.filter(stage__in=ENDS)
    for territory, plan in ended.values_list("territory", "key"):
        over += Entered.objects.filter(territory=territory, plan=plan).delete()[0]
    return over


def forget_sessions(at: datetime) -> int:
    """Sessions that have expired."""
    return int(Session.objects.filter(expire_date__lt=at).delete()[0])


def forget_files(at: datetime) -> int:
    """Files of forms that were never sent: nothing speaks of them, neither a row, an entry nor a draft."""
    gone = 0
    old = StoredFile.objects.filter(kept_at__lt=at - FILES_KEPT).order_by("kept_at")
    for digest in old.values_list("digest", flat=True).iterator():
        if gone < MOST_FILES and not _spoken_of(digest):
            StoredFile.objects.filter(digest=digest).delete()
            gone += 1
    return gone


def _spoken_of(digest: str) -> bool:
    """Asked in the order in which it is likely, the whole book last."""
    anywhere = Q()
    for column in FILES:
        anywhere |= Q(**{column: digest})
    if model_of(rows.Matter).objects.filter(anywhere).exists() or files_spoken_of(digest):
        return True
    if any(digest in json.dumps(fields) for fields in Draft.objects.values_list("fields", flat=True).iterator()):
        return True
    return naming(Leaf.objects.all(), "", [digest]).exists()


def forget_letters(at: datetime) -> int:
    """Letters that lie in files."""
    folder, gone = Path(str(getattr(settings, "EMAIL_FILE_PATH", None) or "")), 0
    if folder == Path() or not folder.is_dir():
        return 0
    for path in folder.glob("*.log"):
        with contextlib.suppress(OSError):
            if path.stat().st_mtime < (at - LETTERS_KEPT).timestamp():
                path.unlink()
                gone += 1
    return gone


FORGOTTEN: Mapping[str, Callable[[datetime], int]] = {
    "addresses for letters": forget_old,
    "contacts for help": forget_contacts,
    "drafts": forget_drafts,
    "who worked on what": forget_leases,
    "marks of letters entered": forget_entered,
    "sessions": forget_sessions,
    "files nobody sent": forget_files,
    "letters in files": forget_letters,
}
"""What is forgotten, in the order in which it is: its name for whoever runs the site, and what does it."""


def forget_all(at: datetime) -> dict[str, int]:
    """Forget everything whose time is over at `at`; how many of each. A fault in one does not keep the others."""
    done = {}
    for name, forget in FORGOTTEN.items():
        try:
            done[name] = forget(at)
        except Exception:
            log.exception("Forgetting went wrong: %s.", name)
    return done


def forget_daily(at: datetime) -> None:
    """The same, once a day in Prague; again on the same day only where a fault left something undone."""
    key = f"forgotten-{local_date(at).isoformat()}"
    if cache.add(key, True, 2 * 24 * 3600) and len(forget_all(at)) < len(FORGOTTEN):
        cache.delete(key)
