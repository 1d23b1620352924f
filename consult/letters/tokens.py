"""The keys in letters: random, stored as SHA-256, for one purpose, used once, and only until they expire.

There is one way a key can be used and one place that says how it stands, so that no other path revives one that has
expired (CVE-2023-48220) or uses one twice at the same moment (CVE-2026-3590).
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from django.http import HttpResponse

from consult.models import Follower, Token

CONFIRM, STOP, NOT_ME, REISSUE = "confirm", "stop", "not_me", "reissue"
LIFETIMES = {
    CONFIRM: timedelta(days=7),
    NOT_ME: timedelta(days=90),
    STOP: timedelta(days=3 * 365),
    REISSUE: timedelta(days=1),  # it opens something, and whoever asked is waiting for it
}


class Standing(StrEnum):
    """How a key stands: good for one use, used already, too old, or none of ours."""

    VALID = "valid"
    USED = "used"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


class Found(NamedTuple):
    """A key as it was found; without a follower it is unknown."""

    standing: Standing
    follower: Follower | None = None


def issue(follower: Follower, purpose: str, *, at: datetime) -> str:
    """A new key; told once, here."""
    raw = secrets.token_urlsafe(24)
    Token.objects.create(
        hash=digest_of(raw), purpose=purpose, follower=follower, made_at=at, expires_at=at + LIFETIMES[purpose]
    )
    return raw


def look(raw: str, purpose: str, *, at: datetime) -> Found:
    """How a key stands; looking uses nothing up."""
    token = Token.objects.select_related("follower").filter(hash=digest_of(raw), purpose=purpose).first()
    if token is None:
        return Found(Standing.UNKNOWN)
    if token.used_at is not None:
        return Found(Standing.USED, token.follower)
    return Found(Standing.EXPIRED if token.expires_at <= at else Standing.VALID, token.follower)


def use(raw: str, purpose: str, *, at: datetime) -> Found:
    """Use a key. Of any number of people who press at the same moment, exactly one finds it VALID."""
    unused = Token.objects.filter(hash=digest_of(raw), purpose=purpose, used_at=None, expires_at__gt=at)
    won = unused.update(used_at=at) == 1
    found = look(raw, purpose, at=at)
    return Found(Standing.VALID, found.follower) if won else found


def digest_of(raw: str) -> str:
    """How a key is kept."""
    return hashlib.sha256(raw.encode()).hexdigest()


def unlogged(answer: HttpResponse) -> HttpResponse:
    """The answer to a request whose address holds a key: no log of what went wrong keeps it, no next page is told it.

    Not `no-referrer`: under it browsers say `Origin: null` with a form, and the check against forgery refuses that.
    """
    answer._has_been_logged = True  # type: ignore[attr-defined]
    answer["Referrer-Policy"] = "strict-origin"
    return answer
