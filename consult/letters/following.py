"""Who follows what: taken up, confirmed, stopped, disowned. Whoever stops is forgotten at once."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import BaseUserManager
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.dispatch import Signal

from consult.letters import errands
from consult.letters.authors import author_of
from consult.letters.budget import hash_of
from consult.letters.forgetting import forget, same_address
from consult.letters.tokens import CONFIRM, NOT_ME, STOP, Found, Standing, look, use
from consult.models import Follower
from workflow.models import Book
from workflow.perform import RefusedError, Request, perform
from workflow.rules import case
from workflow.rules.clock import local_date
from workflow.trail.canonical import format_time, parse_time

confirmed = Signal()  # sent inside the transaction with follower and at: an address answered its letter

LONGEST_CODE = 40
LONGEST_ADDRESS = 254


def follow(
    *,
    territory: str,
    plan: str,
    number: int | None,
    mail: str,
    person: str | None,
    language: str,
    at: datetime | str,
    network: str = "",
    code: str = "",
) -> Follower:
    """Keep an address and queue the one letter that asks for a confirmation. Raises ValidationError for no address.

    Call it inside the transaction of what it belongs to: both happen, or neither. `number` is the comment, None for the
    whole plan; `person` whoever spoke, None for somebody who only wants to read; `at` as in `perform`. `network` is
    where the request came from (`192.0.2.0/24`), hashed at once; `code` the printed code of the book, for the letter.
    The six words of the slip and the person's own link are no arguments: an address that is only typed in, perhaps
    wrongly, must not be enough to speak as the one who commented.
    """
    moment = parse_time(at) if isinstance(at, str) else at
    here = {"territory": territory, "plan": plan, "number": number}
    wanted: dict[str, Any] = {**here, "mail": clean_address(mail), "person": person or ""}
    follower = Follower.objects.filter(**wanted, stopped_at=None).first()
    if follower is None:
        size = Book.objects.filter(territory=territory).values_list("size", flat=True).first() or 0
        known = dict(settings.LANGUAGES)
        language = language if language in known else settings.LANGUAGE_CODE
        follower = Follower.objects.create(**wanted, language=language, made_at=moment, told_up_to=size - 1)
    if follower.confirmed_at is None:
        hashed = hash_of("network", network, local_date(moment)) if network else ""
        errands.ask.enqueue(str(follower.key), network=hashed, code=code[:LONGEST_CODE])
    return follower


def clean_address(mail: str) -> str:
    """One address, its domain in small letters. Raises ValidationError for anything else, line breaks included."""
    mail = mail.strip()
    validate_email(mail)
    if len(mail) > LONGEST_ADDRESS:
        raise ValidationError("too long", code="invalid")
    return BaseUserManager.normalize_email(mail)


def confirm(raw: str, *, at: datetime) -> Found:
    """The button of the letter that asks. VALID for exactly one press; everybody later finds it USED."""
    with transaction.atomic():
        found = use(raw, CONFIRM, at=at)
        if found.follower is None:
            return found
        if found.standing is Standing.VALID:
            if found.follower.stopped_at is not None:  # they said stop meanwhile: a key revives nothing
                return Found(Standing.UNKNOWN)
            Follower.objects.filter(pk=found.follower.pk, confirmed_at=None).update(confirmed_at=at)
            found.follower.refresh_from_db()
            confirmed.send(confirm, follower=found.follower, at=at)
        elif found.standing is Standing.EXPIRED and found.follower.confirmed_at is not None:
            return Found(Standing.USED, found.follower)
    return found


def follows_of(raw: str, *, at: datetime) -> tuple[Found, list[Follower]]:
    """What the address behind a key that stops letters follows now; nothing is used up."""
    found = look(raw, STOP, at=at)
    if found.follower is None or not found.follower.mail:
        return found, []
    same = same_address(found.follower)
    return found, sorted(same, key=lambda one: (one.territory, one.plan, one.number or 0))


def stop(raw: str, *, at: datetime) -> Found:
    """No more letters to this address, about anything; it is erased now (RFC 8058: one press)."""
    with transaction.atomic():
        found = use(raw, STOP, at=at)
        if found.standing is Standing.VALID and found.follower is not None and found.follower.mail:
            forget(list(same_address(found.follower)), at=at)
    return found


def stop_one(raw: str, key: str, *, at: datetime) -> bool:
    """No more letters about one of the things this address follows; the key stays good for the others."""
    found, followed = follows_of(raw, at=at)
    chosen = [one for one in followed if str(one.pk) == key]
    if found.standing is not Standing.VALID or not chosen:
        return False
    forget(chosen, at=at)
    return True


def not_me(raw: str, *, at: datetime) -> Found:
    """ "This was not me": the comment is marked as disowned in the name of its person, and the address is erased.

    Raises RefusedError if the act may not happen now; then nothing was used up.
    """
    with transaction.atomic():
        found = use(raw, NOT_ME, at=at)
        if found.standing is Standing.VALID and found.follower is not None:
            if author_of(found.follower):
                _disown(found.follower, at=format_time(at.replace(microsecond=0)))
            forget([found.follower], at=at)
    return found


def _disown(follower: Follower, *, at: str) -> None:
    act = Request(
        act="disown_matter",
        facts={"matter": str(follower.number), "known": False},
        territory=follower.territory,
        plan=follower.plan,
        by=case.Standing(None, None, "public", follower.person),
        at=at,
    )
    try:
        perform(act)
    except RefusedError as refusal:
        if [one.code for one in refusal.obstacles] != ["no_change"]:  # said before, by another way: that is enough
            raise
