"""A quoted passage, pointed at by its own words (W3C Web Annotation, TextQuoteSelector), found again in a later text.

First the same words are looked for, and where they stand several times, the place whose surroundings are the nearest.
Where they stand nowhere, the likest passage is taken, if it is like enough. Otherwise the passage is no longer in the
text, and that is what people are told: a wrong place would be worse than none. White space counts as one blank.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

CONTEXT = 32  # characters before and after that are compared
LIKE_ENOUGH = 75  # percent of likeness (normalised indel distance) from which a changed passage counts as found again
SPEAKS_FOR_ITSELF = 24  # characters from which a passage is told by its own words; a shorter one needs its surroundings
SURROUNDINGS_ALIKE = 60  # percent of likeness the surroundings of a short passage must have
MOST_SEEDS, MOST_HITS, MOST_TRIED = 40, 40, 6  # bounds of the search, so that no text is long enough to hang it
STEPS = 8  # word boundaries tried on each side of where a changed passage may begin and end

_BLANKS = re.compile(r"\s+")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Selector:
    """The passage as it was quoted, and a few words before and after it; these may be empty."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """Where a passage stands: text[start:end]. `exactly` unless its words changed; `likeness` in percent."""

    start: int
    end: int
    exactly: bool
    likeness: int


def find(text: str, selector: Selector) -> Found | None:
    """The place of the quoted passage in the text; None where it is no longer in it."""
    flat, places = _flattened(text)
    sought = Selector(_flat(selector.exact).strip(), _flat(selector.prefix), _flat(selector.suffix))
    if not sought.exact or not flat:
        return None
    found = _same(flat, sought) or _likest(flat, sought)
    if found is None:
        return None
    return Found(places[found.start], places[found.end - 1] + 1, found.exactly, found.likeness)


def _flat(words: str) -> str:
    return _BLANKS.sub(" ", words)


def _flattened(text: str) -> tuple[str, list[int]]:
    """The text with single blanks, and where each of its characters stands in the text as given."""
    pieces: list[str] = []
    places: list[int] = []
    for run in re.finditer(r"\s+|\S+", text):
        blank = run.group()[0].isspace()
        pieces.append(" " if blank else run.group())
        places.extend((run.start(),) if blank else range(run.start(), run.end()))
    return "".join(pieces), places


def _same(flat: str, sought: Selector) -> Found | None:
    """The same words, where the surroundings are the nearest."""
    length = len(sought.exact)
    best, place = -1, -1
    for start in _occurrences(flat, sought.exact):
        near = _surroundings(flat, start, start + length, sought)
        if near > best:
            best, place = near, start
    if place < 0 or (length < SPEAKS_FOR_ITSELF and best < SURROUNDINGS_ALIKE):
        return None
    return Found(place, place + length, exactly=True, likeness=100)


def _occurrences(flat: str, words: str) -> Iterator[int]:
    """Where the words stand; after very many places the rest is not looked at."""
    start = flat.find(words)
    for _ in range(MOST_HITS * MOST_SEEDS):
        if start < 0:
            return
        yield start
        start = flat.find(words, start + 1)


def _surroundings(flat: str, start: int, end: int, sought: Selector) -> int:
    """How like the surroundings of flat[start:end] are to those of the quote, in percent; 100 where it has none."""
    before, after = sought.prefix[-CONTEXT:], sought.suffix[:CONTEXT]
    if not before.strip() and not after.strip():
        return 100
    here_before = flat[max(0, start - len(before)) : start] if before else ""
    alike = [
        fuzz.ratio(wanted.strip(), here.strip())
        for wanted, here in ((before, here_before), (after, flat[end : end + len(after)]))
        if wanted.strip()
    ]
    return round(max(alike))


def _likest(flat: str, sought: Selector) -> Found | None:
    """The passage most like the quote, if it is like enough."""
    starts = [word.start() for word in _WORD.finditer(flat)]
    ends = [word.end() for word in _WORD.finditer(flat)]
    best: Found | None = None
    for start in _guesses(flat, sought):
        tried = _fitted(flat, sought.exact, start, starts, ends)
        if best is None or tried.likeness > best.likeness:
            best = tried
    if best is None or best.likeness < LIKE_ENOUGH:
        return None
    if len(sought.exact) < SPEAKS_FOR_ITSELF:
        near = _surroundings(flat, best.start, best.end, sought)
        has_context = bool(sought.prefix.strip() or sought.suffix.strip())
        return best if has_context and near >= SURROUNDINGS_ALIKE else None
    return best


def _guesses(flat: str, sought: Selector) -> list[int]:
    """Where the passage may begin: told by pieces of it and by its surroundings that still stand; likeliest first."""
    votes: Counter[int] = Counter()
    coarse = max(8, len(sought.exact) // 4)
    words = list(_WORD.finditer(sought.exact))
    step = max(1, len(words) // MOST_SEEDS)
    for at in range(0, max(1, len(words) - 1), step):
        last = words[min(at + 1, len(words) - 1)]
        seed = sought.exact[words[at].start() : last.end()]
        for hit in _few(flat, seed):
            votes[max(0, hit - words[at].start()) // coarse] += 1
    for piece, shift in ((sought.prefix[-CONTEXT:].strip(), 0), (sought.suffix[:CONTEXT].strip(), len(sought.exact))):
        for hit in _few(flat, piece) if piece else ():
            begins = hit - shift if shift else hit + len(piece)
            votes[max(0, begins) // coarse] += 1
    return [bucket * coarse for bucket, _ in votes.most_common(MOST_TRIED)]


def _few(flat: str, piece: str) -> Iterator[int]:
    start = flat.find(piece)
    for _ in range(MOST_HITS):
        if start < 0:
            return
        yield start
        start = flat.find(piece, start + 1)


def _fitted(flat: str, exact: str, start: int, starts: list[int], ends: list[int]) -> Found:
    """The passage that begins and ends between words near a guess and is the likest to the quote."""
    at = min(bisect_left(starts, start), len(starts) - 1)
    words = exact.count(" ") + 1
    first, last = at, min(at + words - 1, len(ends) - 1)
    best = -1.0
    for _ in range(3):  # begin and end are moved in turn until nothing gets better
        before = best
        for moved in range(max(0, first - STEPS), min(last, first + STEPS) + 1):
            like = fuzz.ratio(exact, flat[starts[moved] : ends[last]])
            best, first = (like, moved) if like > best else (best, first)
        for moved in range(max(first, last - STEPS), min(len(ends) - 1, last + STEPS) + 1):
            like = fuzz.ratio(exact, flat[starts[first] : ends[moved]])
            best, last = (like, moved) if like > best else (best, last)
        if best == before:
            break
    return Found(starts[first], ends[last], exactly=False, likeness=round(best))
