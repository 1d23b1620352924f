"""The index kept up to date: at once by the `news` signal, and by reading on in the book wherever it has fallen behind.

Whatever was missed, a process that ended, a restored copy, is caught up before the next question is answered: nothing
is found that is not public any more.
"""

import logging
from collections.abc import Iterable
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from consult.finding.gathering import gathered
from consult.finding.units import ACTS_READ, CLOSING, Unit, units_of
from consult.models import Findable, Looked
from workflow.models import Book, Leaf

CHUNK = 500  # entries read in one transaction
BEFORE_A_QUESTION = 5  # chunks somebody who asks may have to wait for
LEFT_FOR_LATER = frozenset({"raise_matter", "reply_to_matter"})
"""What citizens do many times a second: found when somebody next asks, so that speaking stays quick."""

log = logging.getLogger(__name__)


def learn(sender: Any, territory: str, act: str, **more: Any) -> None:
    """There is news of such an act: look at it now, unless it can wait until somebody asks."""
    if act not in ACTS_READ or act in LEFT_FOR_LATER:
        return
    try:
        catch_up(territory)
    except DatabaseError:
        # The entry stands whatever becomes of the index; a rehearsal has no index at all.
        log.info("search of %s is caught up later", territory)


def catch_up_everywhere() -> None:
    """Read on wherever the index is behind, a few chunks at most: before a question is answered."""
    chunks = BEFORE_A_QUESTION
    for territory in behind():
        while chunks and read_on(territory):
            chunks -= 1
        if not chunks:
            return


def behind() -> list[str]:
    """The territories whose book is longer than what was read of it."""
    upto = Looked.objects.filter(territory=OuterRef("territory")).values("upto")
    books = Book.objects.annotate(looked=Coalesce(Subquery(upto), 0)).filter(size__gt=F("looked"))
    return list(books.order_by("territory").values_list("territory", flat=True))


def catch_up(territory: str, *, anew: bool = False) -> int:
    """Read a book to its end, from its beginning with `anew`; returns how many entries were read."""
    if anew:
        with transaction.atomic():
            Findable.objects.filter(territory=territory).delete()
            Looked.objects.filter(territory=territory).delete()
    read = 0
    while step := read_on(territory):
        read += step
    return read


def read_on(territory: str) -> int:
    """The next chunk of a book; what takes words from the public is looked at first, however far ahead it stands."""
    with transaction.atomic():
        Looked.objects.get_or_create(territory=territory)
        looked = Looked.objects.select_for_update().get(territory=territory)
        ahead = Leaf.objects.filter(territory=territory, n__gte=looked.upto).order_by("n")
        upto = max(ahead.values_list("n", flat=True)[:CHUNK], default=-1) + 1
        if upto <= looked.upto:
            return 0
        asked = ahead.filter(act__in=ACTS_READ, n__lt=upto) | ahead.filter(act__in=CLOSING)
        refresh(territory, units_of(territory, asked))
        read, looked.upto = upto - looked.upto, upto
        looked.save(update_fields=["upto"])
    return read


def refresh(territory: str, units: Iterable[Unit]) -> None:
    """Look at these things again: what is public can be found, what is not cannot."""
    listed = list(units)
    for start in range(0, len(listed), CHUNK):
        _refresh(territory, listed[start : start + CHUNK])


def _refresh(territory: str, units: list[Unit]) -> None:
    candidates, found = gathered(territory, units)
    gone = candidates - {(one.plan, one.kind, one.name) for one in found}
    for plan, kind in {(plan, kind) for plan, kind, _name in gone}:
        names = [name for of, what, name in gone if (of, what) == (plan, kind)]
        Findable.objects.filter(territory=territory, plan=plan, kind=kind, name__in=names).delete()
    Findable.objects.bulk_create(
        found,
        update_conflicts=True,
        unique_fields=["territory", "plan", "kind", "name"],
        update_fields=["title", "text", "folded", "n", "at"],
    )
