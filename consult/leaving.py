"""What the site keeps beside the book of somebody who asks to be erased: all of it goes at once."""

import contextlib
import json
from collections.abc import Collection, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q

from consult.letters.forgetting import forget
from consult.models import Band, Comment, Draft, Entered, Follower, HelpContact, Likeness, StoredFile
from consult.places import Here
from consult.visible import files_spoken_of
from workflow.models import model_of
from workflow.rules import rows

LEAST_TELLING = 12  # characters: a shorter text stands in drafts of people who have nothing to do with it
FILES = ("recording", "attached", "scan")


def forget_around(
    here: Here, matters: Iterable[Any], words: Collection[str], contact: str, *, at: datetime
) -> None:  # fmt: skip
    """Forget the link and slip, addresses, files, drafts and traces of comparing of these comments (rows).

    `words` are the erased texts, `contact` an address or telephone the person gave, or "". The caller's transaction.
    """
    listed = list(matters)
    numbers = {row.number for row in listed}
    of_plan = {"territory": here.territory, "plan": here.slug, "number__in": numbers}
    Comment.objects.filter(**of_plan).update(
        comment="", user_name="", before="", after="", secret="", spoken="", is_removed=True
    )
    Likeness.objects.filter(**of_plan).update(exact="", score=0)
    Band.objects.filter(**of_plan).delete()
    Entered.objects.filter(**of_plan).delete()
    gone = addresses_of(here, listed, contact)
    mails = {one.mail for one in gone} - {""}
    forget(gone, at=at)
    contacts_with(here.territory, contact).delete()
    _files_gone(here, listed)
    _drafts_gone([*words, contact, *mails])
    _letters_gone(mails)


def addresses_of(here: Here, matters: Collection[Any], contact: str) -> list[Follower]:
    """Where answers to their author go, with everything else the same address follows in this town."""
    people = {row.person for row in matters if row.person}
    kept = Follower.objects.filter(territory=here.territory).exclude(mail="")
    own = set(kept.filter(person__in=people).values_list("mail", flat=True))
    asked = Q(mail__in=own)
    if contact:
        asked |= Q(mail__iexact=contact)
    return list(kept.filter(asked))


def contacts_with(territory: str, contact: str) -> Any:
    """Requests for help or to join a group that left this address or telephone; none where it is too short to tell."""
    found = HelpContact.objects.filter(territory=territory)
    return found.filter(contact__icontains=contact) if len(contact) >= 6 else found.none()


def _files_gone(here: Here, matters: Collection[Any]) -> None:
    """The bytes go, unless somebody else sent the very same file or a public fact speaks of it."""
    digests = {digest for row in matters for column in FILES if (digest := getattr(row, column))}
    mine = [row.pk for row in matters]
    for digest in digests:
        anywhere = Q(recording=digest) | Q(attached=digest) | Q(scan=digest)
        others = model_of(rows.Matter).objects.filter(anywhere).exclude(pk__in=mine)
        if not others.exists() and not files_spoken_of(digest):
            StoredFile.objects.filter(digest=digest).delete()


def _drafts_gone(words: Iterable[str]) -> None:
    """What was typed and never recorded, or recorded and left lying, wherever the same words stand in it."""
    sought = [json.dumps(text)[1:-1] for text in words if len(text) >= LEAST_TELLING]
    if not sought:
        return
    kept = Draft.objects.values_list("key", "fields").iterator()
    found = [key for key, fields in kept if any(text in json.dumps(fields) for text in sought)]
    Draft.objects.filter(key__in=found).delete()


def _letters_gone(mails: Collection[str]) -> None:
    """Where letters are written to files instead of being sent (a demo), those to these addresses go as well."""
    folder = Path(str(getattr(settings, "EMAIL_FILE_PATH", None) or ""))
    if not mails or not str(folder) or not folder.is_dir() or folder == Path():
        return
    sought = [mail.encode() for mail in mails]
    for path in folder.glob("*.log"):
        with contextlib.suppress(OSError):
            if any(mail in path.read_bytes() for mail in sought):
                path.unlink()
