"""Signed notes, checkpoints and cosignatures, bit for bit: C2SP signed-note, tlog-checkpoint and tlog-cosignature.

Files are bytes, the texts inside them are `str`. Every reader takes one spelling only: base64 that re-encodes equal,
ASCII decimals without sign or leading zero, one final newline.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from workflow.trail.canonical import (
    MAX_COUNT,
    TrailError,
    decode_base64,
    encode_base64,
    parse_decimal,
    parse_hex,
)
from workflow.trail.ed25519 import is_ed25519_key, verify_ed25519
from workflow.trail.merkle import EMPTY_ROOT, HASH_BYTES

MAX_SIGNATURES = 100
"""Lines a note may carry; the specification asks for at least 16."""

_DASH = "\u2014 "
_KEY_ID_BYTES = 4
_STAMP_BYTES = 8
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f]")


class NoteError(TrailError):
    """A note, checkpoint or key that is malformed, or that no trusted key has signed."""


class KeyKind(IntEnum):
    """Signature types of signed-note that this book uses: the log's own, and a witness's timestamped cosignature/v1."""

    LOG = 1
    WITNESS = 4


def decode_text(file: bytes) -> str:
    """The UTF-8 text of a note file: no control character but newline, at the end one newline and no more."""
    try:
        text = file.decode()
    except UnicodeDecodeError as fault:
        raise NoteError(f"byte {fault.start} is not UTF-8: {fault.reason}") from None
    if control := _CONTROL.search(text):
        raise NoteError(f"control character {control.group()!a} at character {control.start()}")
    if not text.endswith("\n") or text.endswith("\n\n"):
        raise NoteError("the file must end in exactly one newline")
    return text


def _is_key_name(name: str) -> bool:
    return bool(name) and "+" not in name and not any(c.isspace() or c < " " for c in name)


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with its name; the log's name is its checkpoints' origin. `public` is 32 bytes (RFC 8032)."""

    name: str
    kind: KeyKind
    public: bytes

    def __post_init__(self) -> None:
        if not _is_key_name(self.name):
            raise NoteError(f"{ascii(self.name)[:80]} is no key name: it must not be empty nor hold spaces or a plus")
        if not is_ed25519_key(self.public):
            raise NoteError(f"the public key of {self.name} is not a canonical point of Ed25519")

    @property
    def fingerprint(self) -> str:
        """Hex SHA-256(name || newline || kind || public key): what people compare. It begins with the key ID."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).hexdigest()

    @property
    def key_id(self) -> bytes:
        """The 4 bytes that a signature line carries beside the name."""
        return bytes.fromhex(self.fingerprint)[:_KEY_ID_BYTES]


def format_vkey(key: VerifierKey) -> str:
    """`name+hex key ID+base64(kind || public key)`."""
    return f"{key.name}+{key.key_id.hex()}+{encode_base64(bytes([key.kind]) + key.public)}"


def parse_vkey(text: str) -> VerifierKey:
    """The key of a `format_vkey` string without newline; NoteError if malformed, of another kind or with a wrong ID."""
    parts = text.split("+", 2)
    if len(parts) != 3:
        raise NoteError("a verifier key has the form name+id+key")
    name, key_id, material = parts[0], parse_hex(parts[1], _KEY_ID_BYTES), decode_base64(parts[2])
    if material[:1] not in (bytes([kind]) for kind in KeyKind):
        raise NoteError(f"the key of {ascii(name)[:80]} is of no kind this book uses")
    key = VerifierKey(name, KeyKind(material[0]), material[1:])
    if key.key_id != key_id:
        raise NoteError(f"the key ID of {name} does not belong to its name and key")
    return key


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One line below a note: who claims to have signed (name and 4-byte key ID) and the signature's bytes."""

    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class SignedNote:
    """A note taken apart, nothing verified: the text with its final newline, and at least one signature line."""

    text: str
    lines: tuple[SignatureLine, ...]


@dataclass(frozen=True, slots=True)
class Seal:
    """A signature that verified. `posix_time` is when a witness says it cosigned; None for the log itself."""

    key: VerifierKey
    posix_time: int | None = None


@dataclass(frozen=True, slots=True)
class OpenedNote:
    """A text with the seals of known keys on it, at least one."""

    text: str
    seals: tuple[Seal, ...]


def format_signature_lines(lines: Iterable[SignatureLine]) -> bytes:
    """The lines as they stand below a note, each ended by a newline: also what a witness answers."""
    return "".join(f"{_DASH}{s.name} {encode_base64(s.key_id + s.signature)}\n" for s in lines).encode()


def parse_signature_lines(block: bytes) -> tuple[SignatureLine, ...]:
    """The signature lines of a file that holds nothing else; NoteError if malformed or more than MAX_SIGNATURES."""
    return _read_signature_lines(decode_text(block))


def _read_signature_lines(block: str) -> tuple[SignatureLine, ...]:
    rows = block.removesuffix("\n").split("\n")
    if len(rows) > MAX_SIGNATURES:
        raise NoteError(f"more than {MAX_SIGNATURES} signatures")
    return tuple(_read_signature_line(row) for row in rows)


def _read_signature_line(row: str) -> SignatureLine:
    name, gap, encoded = row.removeprefix(_DASH).partition(" ")
    if not row.startswith(_DASH) or not gap or not _is_key_name(name):
        raise NoteError(f"{ascii(row)[:60]} is not a signature line")
    raw = decode_base64(encoded)
    if len(raw) <= _KEY_ID_BYTES:
        raise NoteError(f"the signature of {name} is empty")
    return SignatureLine(name, raw[:_KEY_ID_BYTES], raw[_KEY_ID_BYTES:])


def parse_note(note: bytes) -> SignedNote:
    """The parts of a signed note; the last empty line divides text and signatures. Verifies nothing."""
    whole = decode_text(note)
    text, gap, block = whole.rpartition("\n\n")
    if not gap:
        raise NoteError("no empty line between the text and its signatures")
    return SignedNote(text + "\n", _read_signature_lines(block))


def format_note(text: str, lines: Iterable[SignatureLine]) -> bytes:
    """The file of a signed note. NoteError if it could not be read back."""
    note = text.encode() + b"\n" + format_signature_lines(lines)
    if parse_note(note).text != text:
        raise NoteError("the text of a note must end in a newline")
    return note


def add_signatures(note: bytes, lines: Iterable[SignatureLine]) -> bytes:
    """The same note with more signature lines below, as when a witness has answered."""
    signed = parse_note(note)
    return format_note(signed.text, (*signed.lines, *lines))


def cosignature_message(text: str, posix_time: int) -> bytes:
    """What a witness signs: header, its own time, and the whole text of the checkpoint (tlog-cosignature, Ed25519)."""
    return f"cosignature/v1\ntime {posix_time}\n{text}".encode()


def verify_signature(text: str, line: SignatureLine, key: VerifierKey) -> Seal:
    """The seal that `line` puts on `text`; NoteError unless it is a valid signature by exactly this key."""
    if (line.name, line.key_id) != (key.name, key.key_id):
        raise NoteError(f"the signature names {line.name}, not {key.name}")
    message, signature, posix_time = text.encode(), line.signature, None
    if key.kind is KeyKind.WITNESS:
        posix_time, signature = int.from_bytes(signature[:_STAMP_BYTES], "big"), signature[_STAMP_BYTES:]
        if not 0 < posix_time <= MAX_COUNT:
            raise NoteError(f"the cosignature of {key.name} carries no time")
        message = cosignature_message(text, posix_time)
    if not verify_ed25519(key.public, message, signature):
        raise NoteError(f"the signature of {key.name} does not verify")
    return Seal(key, posix_time)


def open_note(note: bytes, keys: Iterable[VerifierKey]) -> OpenedNote:
    """The text of `note` with every seal of the given keys.

    Signatures by other keys are ignored, as the specification demands. NoteError if a known key's signature does not
    verify, a known key signs twice, or no known key has signed.
    """
    signed, known = parse_note(note), {(key.name, key.key_id): key for key in keys}
    seals: list[Seal] = []
    for line in signed.lines:
        key = known.get((line.name, line.key_id))
        if key is None:
            continue
        if any(seal.key == key for seal in seals):
            raise NoteError(f"{key.name} has signed twice")
        seals.append(verify_signature(signed.text, line, key))
    if not seals:
        raise NoteError("no key you trust has signed this note")
    return OpenedNote(signed.text, tuple(seals))


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of a book at one size: `origin` names the book, `size` counts its entries, `root` has 32 bytes."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        if not _is_key_name(self.origin):
            raise NoteError(f"{ascii(self.origin)[:80]} is no origin: it must not be empty nor hold spaces or a plus")
        if not 0 <= self.size <= MAX_COUNT:
            raise NoteError(f"a book cannot have {self.size} entries")
        if len(self.root) != HASH_BYTES or (self.size == 0 and self.root != EMPTY_ROOT):
            raise NoteError(f"the root of {self.size} entries is not a possible one")

    @classmethod
    def empty(cls, origin: str) -> "Checkpoint":
        """The head of the book `origin` before its first entry."""
        return cls(origin, 0, EMPTY_ROOT)


def format_checkpoint(checkpoint: Checkpoint) -> str:
    """The three lines that are signed: origin, size, base64 of the root. No extension lines."""
    return f"{checkpoint.origin}\n{checkpoint.size}\n{encode_base64(checkpoint.root)}\n"


def parse_checkpoint(text: str) -> Checkpoint:
    """The checkpoint in a note's text; NoteError for anything `format_checkpoint` would not write."""
    lines = text.split("\n")
    if len(lines) != 4 or lines[3]:
        raise NoteError("a checkpoint has exactly three lines: origin, size, root")
    return Checkpoint(lines[0], parse_decimal(lines[1]), decode_base64(lines[2]))


@dataclass(frozen=True, slots=True)
class OpenedCheckpoint:
    """A checkpoint that its log has signed, with that seal and those of the witnesses."""

    checkpoint: Checkpoint
    log: Seal
    witnesses: tuple[Seal, ...]


def open_checkpoint(
    note: bytes, *, log_keys: Iterable[VerifierKey], witness_keys: Iterable[VerifierKey] = ()
) -> OpenedCheckpoint:
    """The checkpoint in `note`, signed by one of `log_keys` whose name is the origin; NoteError otherwise.

    Several log keys are for the time of a rotation. How many witnesses are enough is the reader's policy.
    """
    logs = [key for key in log_keys if key.kind is KeyKind.LOG]
    opened = open_note(note, (*logs, *(key for key in witness_keys if key.kind is KeyKind.WITNESS)))
    checkpoint = parse_checkpoint(opened.text)
    own = [seal for seal in opened.seals if seal.key in logs and seal.key.name == checkpoint.origin]
    if not own:
        raise NoteError(f"no key of {checkpoint.origin} that you trust has signed its checkpoint")
    return OpenedCheckpoint(
        checkpoint, own[0], tuple(seal for seal in opened.seals if seal.key.kind is KeyKind.WITNESS)
    )
