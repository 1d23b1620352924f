"""The keys that sign: the book's own and a witness's. The one file of the trail that needs `cryptography`.

A key lives in one file of one line, readable by its owner alone, in the form Go's note package writes:
`PRIVATE+KEY+name+key ID+base64(kind || seed)`. Its name never changes; for a book it is the origin.
"""

import os
import secrets
import stat
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from workflow.trail.canonical import TrailError, decode_base64, encode_base64, parse_hex
from workflow.trail.merkle import verify_consistency
from workflow.trail.note import (
    Checkpoint,
    KeyKind,
    SignatureLine,
    VerifierKey,
    cosignature_message,
    format_note,
    format_signature_lines,
    open_checkpoint,
    parse_checkpoint,
    parse_note,
)

_SEED_BYTES = 32
_PRIVATE = "PRIVATE+KEY"


class KeyFileError(TrailError):
    """A key file that is missing, malformed, or open to others; the message never holds any of its content."""


class Signer:
    """A private key in memory, with the public `key` that verifies what it signs."""

    __slots__ = ("_private", "key")

    def __init__(self, name: str, seed: bytes, kind: KeyKind = KeyKind.LOG) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.key = VerifierKey(name, kind, self._private.public_key().public_bytes_raw())

    def __repr__(self) -> str:
        return f"Signer({self.key.name!r})"

    @classmethod
    def create(cls, path: Path, *, name: str, kind: KeyKind = KeyKind.LOG) -> "Signer":
        """A new key, on disk before it is returned. FileExistsError if there is one: a key is never replaced."""
        seed = secrets.token_bytes(_SEED_BYTES)
        signer = cls(name, seed, kind)
        line = f"{_PRIVATE}+{name}+{signer.key.key_id.hex()}+{encode_base64(bytes([kind]) + seed)}\n"
        _write_once(path, line.encode())
        return signer

    @classmethod
    def load(cls, path: Path) -> "Signer":
        """The key in the file. KeyFileError if it is missing, readable by others, or not what `create` writes."""
        try:
            mode, raw = path.stat().st_mode, path.read_bytes()
        except OSError as fault:
            raise KeyFileError(f"{path}: {fault.strerror}") from None
        if stat.S_IMODE(mode) & 0o077:
            raise KeyFileError(f"{path}: others may read this key; chmod 600 it, and think about who already has")
        try:
            return _read_key(raw)
        except ValueError:
            raise KeyFileError(f"{path}: not a key file") from None

    def sign_note(self, text: str) -> bytes:
        """The note file of `text` with this log key's signature line alone."""
        return format_note(text, [self.signature_line(text)])

    def signature_line(self, text: str) -> SignatureLine:
        """This log key's signature over `text`, which must end in a newline."""
        if self.key.kind is not KeyKind.LOG:
            raise TrailError(f"{self.key.name} is a witness: it cosigns checkpoints and signs nothing else")
        return SignatureLine(self.key.name, self.key.key_id, self._private.sign(text.encode()))

    def cosignature_line(self, checkpoint_text: str, *, at: datetime) -> SignatureLine:
        """This witness key's cosignature/v1 at an aware time. Only for a checkpoint found consistent: see `cosign`."""
        if self.key.kind is not KeyKind.WITNESS:
            raise TrailError(f"{self.key.name} is no witness key")
        parse_checkpoint(checkpoint_text)
        posix_time = int(at.timestamp())
        signature = self._private.sign(cosignature_message(checkpoint_text, posix_time))
        return SignatureLine(self.key.name, self.key.key_id, posix_time.to_bytes(8, "big") + signature)


def cosign(
    witness: Signer,
    note: bytes,
    *,
    log_keys: Iterable[VerifierKey],
    seen: Checkpoint | None,
    path: Sequence[bytes],
    at: datetime,
) -> tuple[Checkpoint, bytes]:
    """A witness's whole duty (C2SP tlog-witness): the checkpoint it must now remember, and its answer, one line.

    `seen` is the last checkpoint it cosigned for this origin, `path` the consistency path from there. NoteError if the
    log has not signed, ProofError if the book was rolled back or forked. The caller keeps the new checkpoint in the
    same transaction in which it read `seen`, and before it hands the answer out.
    """
    opened = open_checkpoint(note, log_keys=log_keys)
    head = opened.checkpoint
    if seen is not None and seen.origin != head.origin:
        raise TrailError(f"{seen.origin} was seen before, this is {head.origin}")
    old = seen or Checkpoint.empty(head.origin)
    verify_consistency(path, old_size=old.size, old_root=old.root, size=head.size, tree_root=head.root)
    line = witness.cosignature_line(parse_note(note).text, at=at)
    return head, format_signature_lines([line])


def _read_key(raw: bytes) -> Signer:
    parts = raw.decode().removesuffix("\n").split("+", 4)
    if "+".join(parts[:2]) != _PRIVATE or len(parts) != 5:
        raise ValueError
    material = decode_base64(parts[4])
    if len(material) != 1 + _SEED_BYTES:
        raise ValueError
    signer = Signer(parts[2], material[1:], KeyKind(material[0]))
    if signer.key.key_id != parse_hex(parts[3], 4):
        raise ValueError
    return signer


def _write_once(path: Path, content: bytes) -> None:
    # Written aside and then linked: the file never stands there half, and of two writers one loses loudly.
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.link(aside, path)
    finally:
        os.unlink(aside)
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
