"""Comments in nearly the same words: what a machine can propose to people who then confirm or decline it.

Texts are folded (small letters, no diacritics, no punctuation). The same folded text is the same text. Distinct texts
are compared with one representative a group only: MinHash bands (Broder 1997; Leskovec, Rajaraman, Ullman: Mining of
Massive Datasets, chapter 3) name candidates, and the exact likeness of three-word shingles, Jaccard's, decides. What
was compared stays compared, in `Likeness` and `Band`, so that only new comments cost anything.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from struct import unpack

from django.db import transaction
from django.db.models import Max
from rensa import RMinHash

from consult.finding.folding import words_in
from consult.models import Band, Likeness
from consult.places import Here
from workflow.models import Opening, model_of
from workflow.rules.rows import Matter, Plan

SHINGLE = 3  # words
PLACES, ROWS = 24, 4  # of texts sharing half of their shingles four in five are compared, of nearer ones nearly all
SEED = 20_060_108  # the day Act 108/2006 bears; the same everywhere, so that bands made on two machines agree
ALIKE = 0.5  # of all shingles of two texts the share they have in common
AT_ONCE = 2_000
KEPT_SHINGLES = 4_096


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of one text: under which comment it would stand (its own number if none), and how near, 0 to 100."""

    number: int
    exact: str
    stands_under: int
    score: int


def look(here: Here) -> int:
    """Compare the plan's comments nobody has compared yet; how many those were."""
    return sum(1 for _ in compare(here.territory, here.slug))


def look_around(at: datetime) -> int:
    """Compare what is new in every plan; how many comments those were. The worker does it beside the letters."""
    latest = Likeness.objects.values_list("territory", "plan").annotate(last=Max("number"))
    known = {(territory, plan): last for territory, plan, last in latest}
    plans = model_of(Plan).objects.filter(matters__gt=0).values_list("territory", "key", "matters")
    new = [(territory, plan) for territory, plan, matters in plans if matters > known.get((territory, plan), 0)]
    return sum(1 for territory, plan in new for _ in compare(territory, plan))


def compare(territory: str, plan: str) -> Iterator[Compared]:
    """Compare what is new, keep what came of it in steps of a few thousand, and tell it."""
    memory = _Memory(territory, plan)
    last = Likeness.objects.filter(territory=territory, plan=plan).order_by("-number")
    after = last.values_list("number", flat=True).first() or 0
    while True:
        texts = list(_texts(territory, plan, after))
        if not texts:
            return
        found = [memory.place(number, text) for number, text in texts]
        memory.keep(found)
        yield from found
        after = texts[-1][0]


def _texts(territory: str, plan: str, after: int) -> Iterator[tuple[int, str]]:
    """The next comments by number, with their words as far as they still exist; held and hidden ones as well, for who
    confirms a group reads only what may be read."""
    matters = model_of(Matter).objects.filter(territory=territory, plan=plan, point="", number__gt=after)
    words = dict(matters.order_by("number").values_list("number", "words")[:AT_ONCE])
    opened = Opening.objects.filter(territory=territory, commit__in=list(words.values()))
    texts = dict(opened.values_list("commit", "text"))
    return ((number, texts.get(commit, "")) for number, commit in words.items())


class _Memory:
    """What one plan's comments were so far: exact digests, bands of representatives, and a few shingles at hand."""

    def __init__(self, territory: str, plan: str) -> None:
        self.territory, self.plan = territory, plan
        known = Likeness.objects.filter(territory=territory, plan=plan).values_list("exact", "number", "proposed")
        self.exact: dict[bytes, int] = {
            bytes.fromhex(exact): proposed or number for exact, number, proposed in known.iterator(chunk_size=AT_ONCE)
        }
        bands = Band.objects.filter(territory=territory, plan=plan).values_list("place", "hash", "number")
        self.bands: dict[tuple[int, int], list[int]] = {}
        for place, hashed, number in bands.iterator(chunk_size=AT_ONCE):
            self.bands.setdefault((place, hashed), []).append(number)
        self.fresh: list[Band] = []
        self.shingles: OrderedDict[int, frozenset[int]] = OrderedDict()

    def place(self, number: int, text: str) -> Compared:
        """Where a text stands among those seen before."""
        words = tuple(words_in(text))
        if not words:  # taken from the public: nothing is left to compare
            return Compared(number, "", number, 0)
        digest = hashlib.sha256(" ".join(words).encode()).digest()
        if digest in self.exact:
            return Compared(number, digest.hex(), self.exact[digest], 100)
        shingles = shingles_of(words)
        hashes = bands_of(shingles)
        under, score = self._nearest(hashes, shingles)
        if under is None:
            under, score = number, 0
            self._represent(number, hashes, shingles)
        self.exact[digest] = under
        return Compared(number, digest.hex(), under, score)

    def _nearest(self, hashes: Sequence[int], shingles: frozenset[int]) -> tuple[int | None, int]:
        """The representative that is nearest, if one is near enough; the earliest of equals."""
        candidates = {number for key in enumerate(hashes) for number in self.bands.get(key, ())}
        best: tuple[float, int] | None = None
        for number in sorted(candidates):
            near = likeness(shingles, self._shingles(number))
            if near >= ALIKE and (best is None or near > best[0]):
                best = (near, number)
        return (best[1], round(best[0] * 100)) if best else (None, 0)

    def _represent(self, number: int, hashes: Sequence[int], shingles: frozenset[int]) -> None:
        for place, hashed in enumerate(hashes):
            self.bands.setdefault((place, hashed), []).append(number)
            self.fresh.append(Band(territory=self.territory, plan=self.plan, place=place, hash=hashed, number=number))
        self._hold(number, shingles)

    def _shingles(self, number: int) -> frozenset[int]:
        """Those of a representative; the ones asked for lately are at hand."""
        found = self.shingles.get(number)
        if found is None:
            found = shingles_of(tuple(words_in(self._words(number))))
            self._hold(number, found)
        else:
            self.shingles.move_to_end(number)
        return found

    def _words(self, number: int) -> str:
        row = model_of(Matter).objects.filter(territory=self.territory, plan=self.plan, number=number, point="")
        opened = Opening.objects.filter(territory=self.territory, commit__in=row.values("words"))
        return opened.values_list("text", flat=True).first() or ""

    def _hold(self, number: int, shingles: frozenset[int]) -> None:
        self.shingles[number] = shingles
        if len(self.shingles) > KEPT_SHINGLES:
            self.shingles.popitem(last=False)

    def keep(self, found: Iterable[Compared]) -> None:
        """Into the database, in one transaction; who compared the same at the same time was first, and is right."""
        rows = [
            Likeness(
                territory=self.territory,
                plan=self.plan,
                number=one.number,
                exact=one.exact,
                proposed=one.stands_under if one.stands_under != one.number else None,
                score=one.score,
            )
            for one in found
        ]
        with transaction.atomic():
            Likeness.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)
            Band.objects.bulk_create(self.fresh, batch_size=AT_ONCE)
        self.fresh = []


def shingles_of(words: Sequence[str]) -> frozenset[int]:
    """Hashes of every three words that stand together; a shorter text is one shingle."""
    if len(words) <= SHINGLE:
        return frozenset({_hashed(" ".join(words))})
    return frozenset(_hashed(" ".join(words[at : at + SHINGLE])) for at in range(len(words) - SHINGLE + 1))


def _hashed(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=6).digest(), "big")


def bands_of(shingles: frozenset[int]) -> tuple[int, ...]:
    """One signed 64-bit number for each place; two texts that agree in one of them are compared."""
    minhash = RMinHash(num_perm=PLACES * ROWS, seed=SEED)
    minhash.update([f"{shingle:x}" for shingle in shingles])
    digest = minhash.digest()
    packed = [
        b"".join(part.to_bytes(8, "big") for part in digest[at : at + ROWS]) for at in range(0, len(digest), ROWS)
    ]
    return tuple(unpack(">q", hashlib.blake2b(one, digest_size=8).digest())[0] for one in packed)


def likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """Jaccard's likeness of two sets: what they share of all they have."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared)
