"""Erasing an address: at once when somebody stops, later when there is nothing left to tell."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from consult.letters.tokens import STOP
from consult.models import Follower, Token


def same_address(follower: Follower) -> "QuerySet[Follower]":
    """Everything the address of this follower follows or was asked about."""
    return Follower.objects.filter(mail=follower.mail, stopped_at=None)


def forget(followers: Sequence[Follower], *, at: datetime) -> None:
    """Addresses are erased; what stays says only that somebody stopped, so that a second press is answered.

    Keys in earlier letters go on stopping whatever else the same address follows.
    """
    leaving = [one.pk for one in followers]
    with transaction.atomic():
        for one in followers:
            other = same_address(one).exclude(pk__in=leaving).first() if one.mail else None
            if other is not None:
                Token.objects.filter(follower=one, purpose=STOP).update(follower=other)
        Follower.objects.filter(pk__in=leaving).update(mail="", person="", stopped_at=at)
