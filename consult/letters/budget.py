"""How many letters may leave on one day: to one address, because of one network, from the whole installation.

Whoever types somebody else's address into a form must not be able to fill their mailbox (CVE-2022-31184). Who it was
about is kept as a keyed hash that changes every day.
"""

from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from consult.models import Budget

TO_ONE_ADDRESS, FROM_ONE_NETWORK, FROM_US = 6, 60, 5_000


class Purse(NamedTuple):
    """One row of the budget, and how many letters it allows on its day."""

    hash: str
    limit: int


class OverdrawnError(Exception):
    """The limit of one of them is reached; `again` says whether another day may be better."""

    def __init__(self, *, again: bool) -> None:
        self.again = again
        super().__init__()


def hash_of(kind: str, value: str, day: date) -> str:
    """A keyed hash of an address or network; another one every day."""
    return salted_hmac(f"letters.{kind}", f"{day.isoformat()} {value.casefold()}", algorithm="sha256").hexdigest()


def spend(mail: str, *, network: str, day: date) -> None:
    """One letter more today. Raises `OverdrawnError`; then nothing was spent.

    `network` is a hash as `hash_of` gives it, "" where nobody's network has to do with the letter.
    """
    purses = [Purse(hash_of("mail", mail, day), TO_ONE_ADDRESS)]
    purses += [Purse(network, FROM_ONE_NETWORK)] if network else []
    purses += [Purse(hash_of("all", "", day), FROM_US)]
    with transaction.atomic():
        for purse in purses:
            Budget.objects.get_or_create(mail_hash=purse.hash, day=day)
            allowed = Budget.objects.filter(mail_hash=purse.hash, day=day, letters__lt=purse.limit)
            if allowed.update(letters=F("letters") + 1) != 1:
                raise OverdrawnError(again=purse is not purses[0])


def has_room(mail: str, *, day: date) -> bool:
    """Whether a letter to this address may still leave today; for pages that promise one."""
    return not Budget.objects.filter(
        mail_hash=hash_of("mail", mail, day), day=day, letters__gte=TO_ONE_ADDRESS
    ).exists()
