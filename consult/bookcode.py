"""The short code of a record book at one moment: what every slip, form, minutes and poster carries.

`412-7F3A-K2` is the number of entries and the first 30 bits of the root over them (RFC 6962 section 2.1) in Crockford's
base 32. Whoever kept any paper can ask later whether that book is still the beginning of today's: a book restored from
an older copy is shorter, or has gone on differently. Thirty bits show an accident or a careless change; what stands up
against somebody who searches for a collision is the receipt, with the whole root under a signature.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from django.core.cache import cache

from workflow.models import Book, Leaf
from workflow.trail.book import root_of

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
SYMBOLS = 6
_BITS_A_SYMBOL = 5
_LONGEST_SIZE = 12  # digits
_KEPT, _FRESH = 24 * 3600, 30  # seconds
_READ_AS = str.maketrans("OIL", "011")


class Outcome(StrEnum):
    """What a typed code says about today's book."""

    LIES_ON_IT = "lies_on_it"
    SHORTER_NOW = "shorter_now"
    NOT_ON_IT = "not_on_it"
    NO_CODE = "no_code"


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer to a typed code.

    `size` is how many entries the book had when the code was printed (0 for no code), `now` how many it has today;
    `at` is when the last of those entries was made, "2026-05-05T16:10:00Z", "" where the book does not reach so far.
    """

    outcome: Outcome
    typed: str
    size: int = 0
    now: int = 0
    at: str = ""


def code_of(territory: str, size: int) -> str:
    """The code of the book of a territory over its first `size` entries; "" where there are not so many.

    One query when somebody asked before, at most five otherwise.
    """
    last = Leaf.objects.filter(territory=territory, n=size - 1).values_list("n", "hash").first()
    return _code(territory, last)


def newest_code(territory: str) -> str:
    """The code of the book as it is now; "" before its first entry. Queries as in `code_of`."""
    return _code(territory, Leaf.objects.filter(territory=territory).order_by("-n").values_list("n", "hash").first())


def recent_code(territory: str) -> str:
    """The code of the book as it was at most half a minute ago, for the foot of every printed page.

    No query while it is fresh: a code that is a few entries old lies on the book as well.
    """
    kept = f"bookcode:{territory}"
    code: str | None = cache.get(kept)
    if code is None:
        code = newest_code(territory)
        cache.set(kept, code, _FRESH)
    return code


def check(territory: str, typed: str) -> Checked:
    """Whether the code on a piece of paper lies on today's book. Reads the book itself, never what was kept."""
    read = _read(typed)
    now = Book.objects.filter(territory=territory).values_list("size", flat=True).first() or 0
    if read is None:
        return Checked(Outcome.NO_CODE, typed, now=now)
    size, symbols = read
    if size > now:
        return Checked(Outcome.SHORTER_NOW, typed, size, now)
    at = Leaf.objects.values_list("at", flat=True).get(territory=territory, n=size - 1)
    lies = symbols == _symbols(root_of(territory, size))
    return Checked(Outcome.LIES_ON_IT if lies else Outcome.NOT_ON_IT, typed, size, now, at)


def _code(territory: str, last: tuple[int, bytes] | None) -> str:
    if last is None:
        return ""
    size = last[0] + 1
    # The last entry's hash is part of the name: a book restored from an older copy never meets codes of its lost end.
    kept = f"bookcode:{territory}:{size}:{bytes(last[1]).hex()}"
    symbols = cache.get(kept)
    if symbols is None:
        symbols = _symbols(root_of(territory, size))
        cache.set(kept, symbols, _KEPT)
    return f"{size}-{symbols[:4]}-{symbols[4:]}"


def _symbols(root: bytes) -> str:
    bits = int.from_bytes(root) >> (8 * len(root) - SYMBOLS * _BITS_A_SYMBOL)
    return "".join(ALPHABET[bits >> _BITS_A_SYMBOL * place & 31] for place in reversed(range(SYMBOLS)))


def _read(typed: str) -> tuple[int, str] | None:
    """Size and symbols of a code as people type it: any case, any dashes or spaces, O for 0, I or l for 1."""
    told = typed.rpartition(":")[2]
    compact = re.sub(r"[\W_]+", "", told).upper().translate(_READ_AS)
    size, symbols = compact[:-SYMBOLS], compact[-SYMBOLS:]
    if not re.fullmatch(r"[1-9][0-9]*", size) or len(size) > _LONGEST_SIZE:
        return None
    return (int(size), symbols) if set(symbols) <= set(ALPHABET) else None
