"""The book of Lhota, a town of three hundred: seven entries, its key, its one witness, and Mrs Kalinová's receipt."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workflow.trail.canonical import commit, dumps
from workflow.trail.merkle import NodeReader, inclusion_path, leaf_hash, root
from workflow.trail.note import Checkpoint, KeyKind, add_signatures, format_checkpoint
from workflow.trail.receipt import Enclosure, Promise, Receipt, format_promise, format_receipt, pack_enclosure
from workflow.trail.signing import Signer

ORIGIN = "lhota.example/book"
EVENING = datetime(2026, 5, 5, 16, 10, tzinfo=UTC)
SALT = bytes(range(32))
WORDS = "Lavička u zastávky chybí, stará paní si nemá kam sednout."
PLACE = 4


@dataclass(frozen=True, slots=True)
class Book:
    """What stands in the book and what was handed out of it."""

    log: Signer
    witness: Signer
    leaves: tuple[bytes, ...]
    commitment: str
    checkpoint: Checkpoint
    note: bytes
    receipt: Receipt
    receipt_file: bytes
    promise: Promise
    promise_note: bytes

    @property
    def hashes(self) -> list[bytes]:
        return [leaf_hash(leaf) for leaf in self.leaves]

    @property
    def node(self) -> NodeReader:
        return lambda level, index: root(self.hashes[index << level : (index + 1) << level])


@pytest.fixture(scope="session")
def lhota() -> Book:
    commitment = commit(SALT, WORDS.encode())
    leaves = tuple(
        dumps({"v": 1, "n": n, "at": "2026-05-05T16:10:00Z", "act": "raise_matter", "facts": facts})
        for n, facts in enumerate([{"text": commitment} if n == PLACE else {"number": n} for n in range(7)])
    )
    hashes = [leaf_hash(leaf) for leaf in leaves]
    log, witness = Signer(ORIGIN, b"L" * 32), Signer("okres.example/witness", b"W" * 32, KeyKind.WITNESS)
    checkpoint = Checkpoint(ORIGIN, len(leaves), root(hashes))
    text = format_checkpoint(checkpoint)
    note = add_signatures(log.sign_note(text), [witness.cosignature_line(text, at=EVENING)])
    path = inclusion_path(PLACE, len(leaves), lambda level, index: root(hashes[index << level : (index + 1) << level]))
    opening = {"salt": SALT.hex(), "media": "text/plain", "text": WORDS}
    receipt = Receipt(PLACE, path, note, pack_enclosure(Enclosure(leaves[PLACE], {commitment: opening})))
    promise = Promise(ORIGIN, PLACE, hashes[PLACE], EVENING)
    return Book(
        log, witness, leaves, commitment, checkpoint, note, receipt, format_receipt(receipt), promise,
        log.sign_note(format_promise(promise)),
    )  # fmt: skip


@pytest.fixture(scope="session")
def vectors() -> Callable[[str], dict[str, object]]:
    """Published vectors by file name, from tests/vectors."""
    folder = Path(__file__).parents[2] / "vectors"
    return lambda name: json.loads((folder / name).read_text(encoding="utf-8"))
