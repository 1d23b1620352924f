"""References from one book to entries of others, held against those books where they are at hand.

An entry that counts something out of another book says that book's name, the entry's number and hash, and the size and
root of a head that covered it. With both books every part of that can be worked out again, and whether the entry fits:
its act and facts are those the rules ask for, and it had not been corrected by then.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from workflow.replay import Entry, ReplayResult
from workflow.trail.canonical import CanonicalError, loads
from workflow.trail.findings import Finding, Wrong, finding
from workflow.trail.merkle import leaf_hash, root
from workflow.trail.verdict import BookTold, CorrectedTold


@dataclass(slots=True)
class OtherBook:
    """Another book as far as references need it. `corrections` pair the entry that corrects with the one corrected."""

    lines: list[bytes]
    origin: str | None
    corrections: list[tuple[int, int]]
    hashes: list[bytes] = field(init=False)
    _roots: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.hashes = [leaf_hash(line) for line in self.lines]

    def root_at(self, size: int) -> str:
        """The root of its first `size` entries, in hex."""
        if size not in self._roots:
            self._roots[size] = root(self.hashes[:size]).hex()
        return self._roots[size]

    def corrected_by(self, n: int) -> int | None:
        """The first entry that corrects entry `n`, or None."""
        return min((by for by, wrong in self.corrections if wrong == n), default=None)

    def entry(self, n: int) -> Mapping[str, Any] | None:
        """Entry `n`, or None if it is not written as an entry is."""
        try:
            leaf = loads(self.lines[n])
        except CanonicalError:
            return None
        fits = isinstance(leaf, dict) and isinstance(leaf.get("facts"), dict) and {"act", "plan"} <= leaf.keys()
        return leaf if isinstance(leaf, dict) and fits else None


def examine_references(book: BookTold, result: ReplayResult, elsewhere: Callable[[str], OtherBook | None]) -> None:
    """Hold every reference of a book against the book it names; `elsewhere` gives it, or None where it is not here."""
    unchecked: dict[str, list[int]] = {}
    corrected: list[CorrectedTold] = []
    for entry in result.across:
        territory = entry.facts[entry.given.ACROSS or ""]
        other = elsewhere(territory)
        if other is None:
            unchecked.setdefault(territory, []).append(entry.case.n)
            continue
        book.references += 1
        book.findings.extend(reference_faults(result, entry, territory, other))
        by = other.corrected_by(entry.facts["n"])
        if by is not None and by >= entry.facts["size"]:
            corrected.append(CorrectedTold(entry.case.n, territory, entry.facts["n"], by))
    book.unchecked = tuple((territory, tuple(numbers)) for territory, numbers in unchecked.items())
    book.corrected = tuple(corrected)


def reference_faults(result: ReplayResult, entry: Entry, territory: str, other: OtherBook) -> Iterator[Finding]:
    """What a reference says that the other book does not; the rules have made sure that it is whole."""
    facts, told = entry.facts, {"territory": territory, "entry": entry.facts["n"]}
    size = facts["size"]
    forged = [] if other.origin in (None, facts["origin"]) else ["origin"]
    if size > len(other.lines):
        forged.append("size")
    else:
        forged += ["root"] * (facts["root"] != other.root_at(size))
        forged += ["leaf"] * (facts["leaf"] != other.hashes[facts["n"]].hex())
    if forged:
        yield finding(Wrong.REFERENCE_FORGED, entry.case.n, **told, field=", ".join(forged))
        return
    leaf = other.entry(facts["n"])
    follows = type(entry.given).follows(result.state, facts, leaf) if leaf is not None else None
    if follows is None:
        what = leaf["act"] if leaf is not None else "-"
        yield finding(Wrong.REFERENCE_DOES_NOT_FIT, entry.case.n, **told, why=str(what))
    elif any(facts[key] != value for key, value in follows.items()):
        why = ", ".join(f"{key} {value}" for key, value in follows.items())
        yield finding(Wrong.REFERENCE_DOES_NOT_FIT, entry.case.n, **told, why=why)
    by = other.corrected_by(facts["n"])
    if by is not None and by < size:
        yield finding(Wrong.REFERENCE_DOES_NOT_FIT, entry.case.n, **told, why=f"correct_record {by}")
