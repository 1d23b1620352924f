"""An act that refers to an entry of another book of this installation: both books are locked, and the entry is read.

Whoever acts says the territory and the number of the entry. Name of the book, size and root of a head that covers the
entry, its hash and what it is worth follow from that book; what is given all the same is held against it. An entry that
was corrected since counts for nothing.
"""

from collections.abc import Iterator
from typing import Any

from workflow import models
from workflow.rules.act import Act, facts_of, filled
from workflow.rules.case import Obstacle
from workflow.rules.obstacles import missing
from workflow.rules.rows import Correction
from workflow.rules.state import State
from workflow.trail.book import lock_book, root_of, seal
from workflow.trail.canonical import loads


def lock_books(territory: str, deed: Act) -> models.Book:
    """The book the act is entered in, locked; so is the one it refers to, if any, in the order of their names."""
    other = territory_across(deed)
    if other is not None and other < territory:
        lock_other(other)
    book = lock_book(territory)
    if other is not None and other > territory:
        lock_other(other)
    return book


def lock_other(territory: str) -> None:
    """Nothing is appended to the other book meanwhile; a reference begins no book where there is none."""
    models.Book.objects.select_for_update().filter(territory=territory).first()


def territory_across(deed: Act) -> str | None:
    """The territory whose book the act refers to, or None."""
    return getattr(deed, deed.ACROSS) if deed.ACROSS is not None else None


def look_up(state: State, deed: Act, at: str, *, sealing: bool = True) -> tuple[Act, tuple[Obstacle, ...]]:
    """The act with everything that follows from the entry it refers to, and what is wrong with the reference.

    `sealing` covers the entry by a signed head, if none does so yet; without it nothing is written.
    """
    other = territory_across(deed)
    book = models.Book.objects.filter(territory=other).first() if other is not None else None
    if other is None or book is None:
        return deed, ()
    given = facts_of(deed)
    size = given["size"] if given["size"] is not None else book.sealed if given["n"] < book.sealed else book.size
    if not given["n"] < size <= book.size:
        return filled(deed, origin=book.origin), (missing("reference_forged", town=other, n=given["n"]),)
    if sealing and size > book.sealed:
        seal(other, at)
    entry = models.Leaf.objects.get(territory=other, n=given["n"])
    true = {
        "origin": book.origin,
        "size": size,
        "root": root_of(other, size).hex(),
        "leaf": bytes(entry.hash).hex(),
    }
    found = list(forged(given, true, other))
    follows = type(deed).follows(state, given, read(entry))
    if follows is None or otherwise(given, follows) or corrected(other, given["n"]):
        found.append(missing("reference_does_not_fit", town=other, n=given["n"], by=corrected(other, given["n"])))
    return filled(deed, **without_given(given, {**true, **(follows or {})})), tuple(found)


def forged(given: dict[str, Any], true: dict[str, Any], territory: str) -> Iterator[Obstacle]:
    """What is given must be what the other book says."""
    if otherwise(given, true):
        yield missing("reference_forged", town=territory, n=given["n"])


def otherwise(given: dict[str, Any], true: dict[str, Any]) -> bool:
    """Whether something given differs from what is true."""
    return any(given[key] not in (None, value) for key, value in true.items())


def without_given(given: dict[str, Any], true: dict[str, Any]) -> dict[str, Any]:
    """What is true, where nothing was given."""
    return {key: value for key, value in true.items() if given[key] is None}


def read(entry: models.Leaf) -> dict[str, Any]:
    """An entry, out of its bytes."""
    leaf = loads(bytes(entry.data))
    assert isinstance(leaf, dict)
    return leaf


def corrected(territory: str, n: int) -> int | None:
    """The entry of that book which corrects entry `n`, or None."""
    rows = models.model_of(Correction).objects.filter(territory=territory, entry=n)
    by: int | None = rows.order_by("born").values_list("born", flat=True).first()
    return by


def corrected_since(counted: dict[str, list[int]]) -> dict[tuple[str, int], int]:
    """Of entries counted, by territory: those corrected since, each with the entry that corrects it; for the board."""
    rows = models.model_of(Correction).objects.filter(territory__in=list(counted)).order_by("-born")
    found = rows.values_list("territory", "entry", "born")
    return {(territory, entry): born for territory, entry, born in found if entry in counted[territory]}
