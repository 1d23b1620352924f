"""How to reach somebody who asked for help to take part, or to join a group: kept outside the book, and not for long.

A contact is erased `KEPT` after the request was answered; of help for one meeting, not before that meeting is over. One
that nobody answered goes after `LONGEST`, so that nothing stays for ever because somebody forgot.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from consult.models import HelpContact
from workflow.models import model_of
from workflow.rules import rows
from workflow.trail.canonical import parse_time

KEPT, LONGEST = timedelta(days=14), timedelta(days=365)
LONGEST_CONTACT = 300


def keep_contact(territory: str, key: str, contact: str, at: str) -> None:
    """Remember how to reach whoever stands behind a row; `key` is the row's."""
    if contact:
        HelpContact.objects.create(
            territory=territory, request=key, contact=contact[:LONGEST_CONTACT], made_at=parse_time(at)
        )


def contacts_of(territory: str, keys: Iterable[str]) -> dict[str, str]:
    """Contacts by the key of the row; only for the seat that answers."""
    found = HelpContact.objects.filter(territory=territory, request__in=list(keys))
    return dict(found.values_list("request", "contact"))


def forget_contacts(now: datetime) -> int:
    """Erase every contact that is no longer needed; how many those were."""
    over = [kept.pk for kept in HelpContact.objects.all() if _is_over(kept, now)]
    HelpContact.objects.filter(pk__in=over).delete()
    return len(over)


def _is_over(kept: HelpContact, now: datetime) -> bool:
    if kept.made_at + LONGEST < now:
        return True
    asked = model_of(rows.HelpRequest).objects.filter(territory=kept.territory, key=kept.request).first()
    if asked is not None:
        return asked.status != "open" and _last_needed(asked) + KEPT < now
    wish = model_of(rows.Application).objects.filter(territory=kept.territory, key=kept.request).first()
    return wish is None or (wish.status != "open" and kept.made_at + KEPT < now)


def _last_needed(asked: Any) -> datetime:
    """When the help was answered or, if that is later, when the meeting it was for begins."""
    moments = [asked.answered_at or asked.asked_at]
    if asked.meeting:
        found = model_of(rows.Meeting).objects.filter(territory=asked.territory, key=asked.meeting)
        moments += found.values_list("starts_at", flat=True)
    return parse_time(max(moments))
