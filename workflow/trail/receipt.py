"""What a person takes home: at once a signed promise, within a minute a proof that holds for decades without us.

The proof is a C2SP tlog-proof@v1 text file, bit for bit. Its optional `extra` line, which the format leaves to the
application and does not authenticate, encloses the entry itself and what opens the person's own commitments; both are
checked against the tree and the commitments, so a reader needs nothing but the file and the town's public key.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from workflow.trail.canonical import (
    TrailError,
    decode_base64,
    dumps,
    encode_base64,
    format_time,
    loads,
    opened_text,
    parse_decimal,
    parse_time,
)
from workflow.trail.merkle import HASH_BYTES, leaf_hash, verify_inclusion
from workflow.trail.note import (
    KeyKind,
    OpenedCheckpoint,
    VerifierKey,
    decode_text,
    open_checkpoint,
    open_note,
    parse_checkpoint,
    parse_note,
)

RECEIPT_HEADER = "c2sp.org/tlog-proof@v1"
PROMISE_HEADER = "dohoda/promise@v1"
PROMISE_SECONDS = 60
"""How long the book may take to turn a promise into a receipt."""

_LONGEST_PATH = 63


class ReceiptError(TrailError):
    """A receipt or promise that is malformed, or that belongs to another entry."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A tlog-proof: entry number, siblings from the leaf up (32 bytes each), checkpoint note verbatim, extra bytes."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes = b""


def format_receipt(receipt: Receipt) -> bytes:
    """The `.tlog-proof` file."""
    lines = [RECEIPT_HEADER]
    if receipt.extra:
        lines.append(f"extra {encode_base64(receipt.extra)}")
    lines.append(f"index {receipt.index}")
    lines += map(encode_base64, receipt.path)
    return "\n".join((*lines, "", "")).encode() + receipt.checkpoint


def parse_receipt(file: bytes) -> Receipt:
    """The parts of a `.tlog-proof` file. TrailError unless it is spelt as `format_receipt` does.

    Verifies nothing but the form; the note must hold a checkpoint.
    """
    head, gap, note = decode_text(file).partition("\n\n")
    if not gap:
        raise ReceiptError("no empty line between the proof and the checkpoint")
    lines = iter(head.split("\n"))
    if next(lines) != RECEIPT_HEADER:
        raise ReceiptError(f"the first line is not {RECEIPT_HEADER}")
    line = next(lines, "")
    extra = b""
    if line.startswith("extra "):
        extra = decode_base64(line.removeprefix("extra "))
        if not extra:
            raise ReceiptError("an extra line without data must be left out")
        line = next(lines, "")
    if not line.startswith("index "):
        raise ReceiptError("the line with the index is missing")
    index, path = parse_decimal(line.removeprefix("index ")), tuple(map(decode_base64, lines))
    if len(path) > _LONGEST_PATH or any(len(digest) != HASH_BYTES for digest in path):
        raise ReceiptError(f"a path has at most {_LONGEST_PATH} hashes of {HASH_BYTES} bytes")
    checkpoint = note.encode()
    parse_checkpoint(parse_note(checkpoint).text)
    return Receipt(index, path, checkpoint, extra)


def verify_receipt(
    receipt: Receipt, *, leaf: bytes, log_keys: Iterable[VerifierKey], witness_keys: Iterable[VerifierKey] = ()
) -> OpenedCheckpoint:
    """The signed checkpoint that covers the 32-byte leaf hash `leaf` at the receipt's index.

    NoteError if the checkpoint is not signed by a log key, ProofError if the path does not lead to its root.
    """
    opened = open_checkpoint(receipt.checkpoint, log_keys=log_keys, witness_keys=witness_keys)
    head = opened.checkpoint
    verify_inclusion(leaf, receipt.path, index=receipt.index, size=head.size, tree_root=head.root)
    return opened


@dataclass(frozen=True, slots=True)
class Enclosure:
    """What our extra line holds: the entry's canonical bytes, and openings by their commitment (hex).

    An opening is {"salt": hex of 32 bytes, "media": type, "text": words}.
    """

    leaf: bytes
    openings: Mapping[str, Mapping[str, str]]


def pack_enclosure(enclosure: Enclosure) -> bytes:
    """Canonical JSON {"leaf": entry, "openings": {commitment: opening}} for the extra line."""
    return dumps({"leaf": loads(enclosure.leaf), "openings": {k: dict(v) for k, v in enclosure.openings.items()}})


def unpack_enclosure(extra: bytes) -> Enclosure:
    """The enclosure in an extra line; TrailError unless each opening opens a commitment that the leaf holds."""
    content = loads(extra) if extra else None
    if not isinstance(content, dict) or set(content) != {"leaf", "openings"}:
        raise ReceiptError("the extra line must hold exactly a leaf and openings")
    leaf, openings = dumps(content["leaf"]), content["openings"]
    if not isinstance(openings, dict) or not all(isinstance(opening, dict) for opening in openings.values()):
        raise ReceiptError("the openings must be objects by their commitment")
    for commitment, opening in openings.items():
        if f'"{commitment}"'.encode() not in leaf:
            raise ReceiptError(f"the entry holds no commitment {commitment[:80]}")
        opened_text(opening, commitment=commitment)
    return Enclosure(leaf, openings)


@dataclass(frozen=True, slots=True)
class ProvenEntry:
    """An entry shown to be in the book by its receipt alone: its bytes, the opened words, the signed checkpoint."""

    leaf: bytes
    texts: Mapping[str, str]
    opened: OpenedCheckpoint


def open_receipt(
    file: bytes, *, log_keys: Iterable[VerifierKey], witness_keys: Iterable[VerifierKey] = ()
) -> ProvenEntry:
    """All that one of our receipts proves, from the file alone. TrailError if any part of it does not hold."""
    receipt = parse_receipt(file)
    enclosure = unpack_enclosure(receipt.extra)
    opened = verify_receipt(receipt, leaf=leaf_hash(enclosure.leaf), log_keys=log_keys, witness_keys=witness_keys)
    return ProvenEntry(enclosure.leaf, {k: opening["text"] for k, opening in enclosure.openings.items()}, opened)


@dataclass(frozen=True, slots=True)
class Promise:
    """The log's word that entry `index` of the book `origin` has the leaf hash `leaf` (32 bytes).

    Given at `at` (aware, whole seconds); a checkpoint covers the entry at most `within` seconds later.
    """

    origin: str
    index: int
    leaf: bytes
    at: datetime
    within: int = PROMISE_SECONDS

    @property
    def due(self) -> datetime:
        """From when on a missing receipt is a broken promise."""
        return self.at + timedelta(seconds=self.within)


def format_promise(promise: Promise) -> str:
    """The text the log signs as a note with its own key.

    Six lines: `dohoda/promise@v1`, the origin, `index N`, `leaf BASE64`, `time 2026-05-05T16:10:00Z`, `within SECONDS`.
    The first line can be no origin of ours, so a promise is never taken for a checkpoint.
    """
    return (
        f"{PROMISE_HEADER}\n{promise.origin}\nindex {promise.index}\nleaf {encode_base64(promise.leaf)}\n"
        f"time {format_time(promise.at)}\nwithin {promise.within}\n"
    )


def parse_promise(text: str) -> Promise:
    """The promise in a note's text; TrailError for anything `format_promise` would not write."""
    lines = text.split("\n")
    labels = ("index ", "leaf ", "time ", "within ")
    if len(lines) != 7 or lines[0] != PROMISE_HEADER or lines[6]:
        raise ReceiptError(f"a promise has six lines, the first of them {PROMISE_HEADER}")
    if not all(line.startswith(label) for line, label in zip(lines[2:6], labels, strict=True)):
        raise ReceiptError("a promise names index, leaf, time and within, in this order")
    index, leaf, at, within = (line.removeprefix(label) for line, label in zip(lines[2:6], labels, strict=True))
    promise = Promise(lines[1], parse_decimal(index), decode_base64(leaf), parse_time(at), parse_decimal(within))
    if len(promise.leaf) != HASH_BYTES:
        raise ReceiptError(f"a leaf hash has {HASH_BYTES} bytes, not {len(promise.leaf)}")
    return promise


def open_promise(note: bytes, *, log_keys: Iterable[VerifierKey]) -> Promise:
    """The promise in `note`, signed by a key of the book it names; NoteError or ReceiptError otherwise."""
    opened = open_note(note, [key for key in log_keys if key.kind is KeyKind.LOG])
    promise = parse_promise(opened.text)
    if all(seal.key.name != promise.origin for seal in opened.seals):
        raise ReceiptError(f"the promise for {promise.origin} is not signed by that book")
    return promise


def verify_promise_kept(
    promise: Promise, receipt: Receipt, *, log_keys: Iterable[VerifierKey], witness_keys: Iterable[VerifierKey] = ()
) -> OpenedCheckpoint:
    """The checkpoint under which the entry stands where it was promised; TrailError if the receipt shows none."""
    if receipt.index != promise.index:
        raise ReceiptError(f"entry {promise.index} was promised, the receipt is for entry {receipt.index}")
    opened = verify_receipt(receipt, leaf=promise.leaf, log_keys=log_keys, witness_keys=witness_keys)
    if opened.checkpoint.origin != promise.origin:
        raise ReceiptError(f"the receipt is from the book {opened.checkpoint.origin}, not {promise.origin}")
    return opened
