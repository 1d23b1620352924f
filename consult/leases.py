"""Who works on a comment just now: taken up for a quarter of an hour, prolonged by every save, put back or lapsed.

A lease keeps two people from writing two answers at once. It decides nothing: it is no entry of the book and never
takes the book's lock. Whoever comes after a lease has lapsed takes it over, and its `token` grows with every taking up,
so that words written under an older one are seen to be late (a fencing token) and are shown beside the newer ones
instead of in their place.

The time is the caller's `at`; two who come in the same instant are told apart by one `UPDATE … WHERE`, of which the
database lets exactly one change the row.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from consult.acting.desk import Desk
from consult.models import Lease
from consult.places import Here

LASTS = timedelta(minutes=15)  # plain forms are saved rarely; a page that saves by itself may ask for less
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class TakenUpError(Exception):
    """Somebody else works on it; `lease` says who and until when."""

    def __init__(self, lease: Lease) -> None:
        self.lease = lease
        super().__init__(f"{lease.matter} is taken up until {lease.until.isoformat()}")


class LateError(Exception):
    """The words were written under a taking up that somebody else has meanwhile followed; `lease` is the row now."""

    def __init__(self, lease: Lease) -> None:
        self.lease = lease
        super().__init__(f"{lease.matter} has been taken up since (token {lease.token})")


@dataclass(frozen=True, slots=True)
class Hands:
    """Whose hands: a seat and the person in it."""

    seat: str
    person: str

    @classmethod
    def of(cls, desk: Desk) -> "Hands":
        """Of the seat this desk acts for. Errors: LookupError for a citizen, who has no seat to work from."""
        if desk.held is None:
            raise LookupError("a citizen takes nothing up")
        return cls(desk.held.key, desk.standing.person or "")


def take_up(desk: Desk, matter: str, *, at: datetime | None = None) -> Lease:
    """Take up a comment by its number ("12a"), or prolong what one holds. Raises `TakenUpError` while another does."""
    at = at or timezone.now()
    hands = Hands.of(desk)
    where = _where(desk.territory, desk.plan, matter)
    fresh = Lease(**where, seat="", person="", taken_at=LONG_AGO, until=LONG_AGO, token=0)
    with transaction.atomic():
        Lease.objects.bulk_create([fresh], ignore_conflicts=True)
        if not _prolong(where, hands, at):
            free = Lease.objects.filter(**where, until__lte=at)
            free.update(seat=hands.seat, person=hands.person, taken_at=at, until=at + LASTS, token=F("token") + 1)
        lease = Lease.objects.get(**where)
    if (lease.seat, lease.person) != (hands.seat, hands.person):
        raise TakenUpError(lease)
    return lease


def put_back(desk: Desk, matter: str, *, at: datetime | None = None) -> bool:
    """Put back what one holds; False where one held nothing. Who held it is forgotten, the token is not."""
    at = at or timezone.now()
    hands = Hands.of(desk)
    mine = Lease.objects.filter(**_where(desk.territory, desk.plan, matter), seat=hands.seat, person=hands.person)
    return bool(mine.filter(until__gt=at).update(seat="", person="", until=at))


def holder_of(here: Here, matter: str, *, at: datetime | None = None) -> Lease | None:
    """Who works on it at this moment; None where nobody does. One query."""
    at = at or timezone.now()
    return Lease.objects.filter(**_where(here.territory, here.slug, matter), until__gt=at).first()


def save_under(desk: Desk, matter: str, token: int | None, *, at: datetime | None = None) -> None:
    """Before words are saved: they may stand, and the lease they were written under is prolonged.

    With a `token`, the words were written after taking up: raises `LateError` where another has taken it up since; a
    lapsed lease nobody followed is simply prolonged. Without one, raises `TakenUpError` while somebody else works on
    it. Call it inside the transaction that saves: the row stays locked until that ends.
    """
    at = at or timezone.now()
    where, hands = _where(desk.territory, desk.plan, matter), Hands.of(desk)
    if token is not None:
        own = Q(seat=hands.seat, person=hands.person) | Q(seat="", until__lte=at)
        written = Lease.objects.filter(own, **where, token=token)
        if written.update(seat=hands.seat, person=hands.person, until=at + LASTS):
            return
        lease = Lease.objects.filter(**where).first()
        if lease is not None:
            raise LateError(lease)
        return
    others = Lease.objects.filter(**where, until__gt=at).exclude(seat=hands.seat, person=hands.person).first()
    if others is not None:
        raise TakenUpError(others)
    _prolong(where, hands, at)


def _where(territory: str, plan: str | None, matter: str) -> dict[str, Any]:
    return {"territory": territory, "plan": plan or "", "matter": matter}


def _prolong(where: dict[str, Any], hands: Hands, at: datetime) -> bool:
    """One's own and not lapsed: longer, under the same token."""
    mine = Lease.objects.filter(**where, seat=hands.seat, person=hands.person, until__gt=at)
    return bool(mine.update(until=at + LASTS))
