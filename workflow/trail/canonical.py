"""The one byte string of a record: RFC 8785 JSON restricted so that there is nothing left to choose.

ASCII keys in sorted order, integers below 2^53, NFC strings, no floats, no white space, times in UTC and whole seconds.
Inside that subset the C encoder of the standard library writes the same bytes as any RFC 8785 implementation, because
ASCII keys sort alike by code point and by UTF-16 unit.
"""

import base64
import binascii
import hashlib
import hmac
import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import NoReturn

MAX_DEPTH = 64
"""Nesting a record may have: a fixed number, so that no verifier refuses by the size of its own call stack."""

MAX_COUNT = 2**63 - 1
"""What sizes, indexes and POSIX times in the text formats of C2SP stay within."""

MAX_INTEGER = 2**53 - 1
"""RFC 8785 appendix D, RFC 7493 2.2: larger integers do not survive a JavaScript reader."""

SALT_BYTES = 32


class TrailError(ValueError):
    """Bytes of the trail are not what they must be; the message says which and why."""


class CanonicalError(TrailError):
    """A value or a line outside the canonical subset; `path` names the place, outermost step first."""

    def __init__(self, reason: str, path: tuple[str | int, ...] = ()) -> None:
        place = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
        super().__init__(f"{place.removeprefix('.')}: {reason}" if path else reason)
        self.reason = reason
        self.path = path

    def within(self, step: str | int) -> "CanonicalError":
        """The same fault seen from the container that holds it under `step`."""
        return CanonicalError(self.reason, (step, *self.path))


class CommitmentError(TrailError):
    """An opening that does not open its commitment."""


def _refuse_float(literal: str) -> NoReturn:
    raise CanonicalError(f"{literal[:40]} is not an integer written in plain digits")


def _read_integer(literal: str) -> int:
    # Fifteen digits can never reach 2^53: the bound costs a comparison only where it could matter.
    number = int(literal) if len(literal) <= 20 else MAX_INTEGER + 1
    if len(literal) > 15 and not -MAX_INTEGER <= number <= MAX_INTEGER:
        raise CanonicalError(f"{literal[:40]} does not lie strictly between -2^53 and 2^53")
    return number


_CANONICAL_ENCODER = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, sort_keys=True, separators=(",", ":")
)
_CANONICAL_DECODER = json.JSONDecoder(parse_int=_read_integer, parse_float=_refuse_float, parse_constant=_refuse_float)
_TIME_FORM = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z")
_LOWER_HEX = re.compile("(?:[0-9a-f]{2})*")
_DECIMAL = re.compile("0|[1-9][0-9]*")


def dumps(value: object) -> bytes:
    """The canonical UTF-8 bytes of `value`: None, bool, int, str, list, tuple and dict with ASCII keys, nested.

    Raises CanonicalError naming the path of the first value outside the subset (float, int of 2^53 or more, string
    that is not NFC or holds a lone surrogate, key that is not an ASCII string, nesting beyond MAX_DEPTH).
    """
    _refuse_foreign(value, MAX_DEPTH)
    return _CANONICAL_ENCODER.encode(value).encode()


def known_bytes(value: object) -> bytes:
    """What `dumps` gives, for a value made of keys, digests and numbers that were read or written canonically before.

    Nothing is looked at again: for digests the rules work out of rows, never for what somebody brings along.
    """
    return _CANONICAL_ENCODER.encode(value).encode()


def loads(line: bytes) -> object:
    """The value whose canonical bytes are exactly `line`; CanonicalError for every other byte string.

    Only `dumps` output is taken: duplicate keys, floats, NaN, lone surrogates, text that is not NFC, keys outside
    ASCII, white space, other escapes and trailing bytes are refused.
    """
    # Equal text after re-serialising leaves four freedoms, closed without visiting every value: floats and large
    # integers (refused by the decoder), depth, and text outside ASCII. Only a line that could hold one of the last
    # two is walked. ASCII text has ASCII keys, as a re-serialised key is never escaped to hide a letter.
    try:
        text = line.decode()
        value, end = _CANONICAL_DECODER.raw_decode(text)
        if _CANONICAL_ENCODER.encode(value) == text:
            if not text.isascii() or text.count("{") + text.count("[") > MAX_DEPTH:
                _refuse_foreign(value, MAX_DEPTH)
            return value
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as fault:
        raise _unreadable(fault) from None
    raise _not_canonical(text, value, end)


def _refuse_foreign(value: object, depth: int) -> None:
    if isinstance(value, str):
        if not value.isascii():
            _refuse_unstable_text(value)
    elif isinstance(value, int):
        if not -MAX_INTEGER <= value <= MAX_INTEGER:
            raise CanonicalError("an integer must lie strictly between -2^53 and 2^53")
    elif isinstance(value, dict):
        _refuse_foreign_members(value, depth)
    elif isinstance(value, list | tuple):
        _refuse_depth(depth)
        for index, item in enumerate(value):
            try:
                _refuse_foreign(item, depth - 1)
            except CanonicalError as fault:
                raise fault.within(index) from None
    elif value is not None:
        raise CanonicalError(f"a value of type {type(value).__name__} has no canonical form")


def _refuse_foreign_members(members: dict[object, object], depth: int) -> None:
    _refuse_depth(depth)
    for key, item in members.items():
        if not isinstance(key, str) or not key.isascii():
            raise CanonicalError(f"the key {ascii(key)[:80]} is not an ASCII string")
        try:
            _refuse_foreign(item, depth - 1)
        except CanonicalError as fault:
            raise fault.within(key) from None


def _refuse_depth(depth: int) -> None:
    if depth <= 0:
        raise CanonicalError(f"nested deeper than {MAX_DEPTH}")


def _refuse_unstable_text(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as fault:
        raise CanonicalError(f"the string holds a lone surrogate at character {fault.start}") from None
    if not unicodedata.is_normalized("NFC", text):
        raise CanonicalError("the string is not in Unicode normalisation form C")


def _unreadable(fault: UnicodeDecodeError | json.JSONDecodeError | RecursionError) -> CanonicalError:
    if isinstance(fault, UnicodeDecodeError):
        return CanonicalError(f"byte {fault.start} is not UTF-8: {fault.reason}")
    if isinstance(fault, json.JSONDecodeError):
        return CanonicalError(f"not JSON: {fault.msg} at character {fault.pos}")
    return CanonicalError(f"nested deeper than {MAX_DEPTH}")


def _refuse_doubled_key(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members: dict[str, object] = {}
    for key, item in pairs:
        if key in members:
            raise CanonicalError(f"the key {ascii(key)[:80]} appears twice")
        members[key] = item
    return members


def _not_canonical(text: str, value: object, end: int) -> CanonicalError:
    """Why well-formed JSON is not canonical: what the reader of a forged line is told."""
    if end != len(text):
        return CanonicalError(f"bytes follow the value at character {end}")
    try:
        _refuse_foreign(value, MAX_DEPTH)
        json.loads(text, object_pairs_hook=_refuse_doubled_key)
    except CanonicalError as fault:
        return fault
    again = _CANONICAL_ENCODER.encode(value)
    place = next((i for i, (was, would) in enumerate(zip(text, again, strict=False)) if was != would), len(again))
    return CanonicalError(f"not in canonical form from character {place}: {text[place : place + 20]!a}")


@lru_cache(maxsize=4096)
def parse_time(text: str) -> datetime:
    """`"2026-05-05T16:10:00Z"` as an aware UTC datetime; this one spelling only (RFC 3339, whole seconds, `Z`)."""
    if not _TIME_FORM.fullmatch(text):
        raise CanonicalError(f"{ascii(text)[:40]} is not a time of the form 2026-05-05T16:10:00Z")
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise CanonicalError(f"{text} is not a time of the calendar") from None


def format_time(moment: datetime) -> str:
    """An aware datetime of whole seconds as `"2026-05-05T16:10:00Z"`; the inverse of `parse_time`."""
    if moment.tzinfo is None:
        raise CanonicalError("a time without a time zone has no place in the book")
    if moment.microsecond:
        raise CanonicalError(f"{moment.isoformat()} is not a whole second")
    return moment.astimezone(UTC).isoformat()[:19] + "Z"


def commit(salt: bytes, payload: bytes) -> str:
    """The commitment to `payload` bytes: lower-case hex HMAC-SHA256 under a salt of 32 random bytes (RFC 2104)."""
    if len(salt) != SALT_BYTES:
        raise CommitmentError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}")
    return hmac.new(salt, payload, hashlib.sha256).hexdigest()


def parse_hex(text: str, size: int) -> bytes:
    """`size` bytes from lower-case hex without any other character; CanonicalError otherwise."""
    if len(text) != 2 * size or not _LOWER_HEX.fullmatch(text):
        raise CanonicalError(f"{ascii(text)[:80]} is not {size} bytes in lower-case hex")
    return bytes.fromhex(text)


def encode_base64(raw: bytes) -> str:
    """Standard base64 with padding, on one line (RFC 4648 section 4)."""
    return base64.b64encode(raw).decode()


def decode_base64(text: str) -> bytes:
    """Standard base64 in the one spelling its bytes have; CanonicalError otherwise, stray padding bits included."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raw = None
    if raw is None or encode_base64(raw) != text:
        raise CanonicalError(f"{ascii(text)[:60]} is not canonical base64")
    return raw


def parse_decimal(text: str) -> int:
    """A count of 0 .. MAX_COUNT in ASCII digits without sign or leading zero; CanonicalError otherwise."""
    if not _DECIMAL.fullmatch(text) or len(text) > 19 or int(text) > MAX_COUNT:
        raise CanonicalError(f"{ascii(text)[:60]} is not a decimal number in its one spelling")
    return int(text)


def opened_text(opening: Mapping[str, object], *, commitment: str, length: int | None = None) -> str:
    """The text that an opening reveals for a recorded commitment.

    `opening` is {"salt": hex of 32 bytes, "media": type, "text": words}; `length` is the recorded number of payload
    bytes (UTF-8 of the text) where the caller has it. Raises CommitmentError when the members are not exactly these
    three strings, or the text is not the one committed to.
    """
    salt, media, text = opening.get("salt"), opening.get("media"), opening.get("text")
    if not (isinstance(salt, str) and isinstance(media, str) and isinstance(text, str)) or len(opening) != 3:
        raise CommitmentError("an opening has exactly the strings salt, media and text")
    try:
        payload = text.encode()
    except UnicodeEncodeError:
        raise CommitmentError("the opened text holds a lone surrogate") from None
    if length is not None and len(payload) != length:
        raise CommitmentError(f"the opened text has {len(payload)} bytes where {length} were committed to")
    if not hmac.compare_digest(commit(parse_hex(salt, SALT_BYTES), payload), commitment):
        raise CommitmentError("the opened text is not the one committed to")
    return text
