"""Checkpoints and verifier keys: each has one spelling."""

import pytest

from workflow.trail.canonical import TrailError, encode_base64
from workflow.trail.merkle import EMPTY_ROOT
from workflow.trail.note import (
    Checkpoint,
    KeyKind,
    NoteError,
    VerifierKey,
    format_checkpoint,
    format_vkey,
    parse_checkpoint,
    parse_vkey,
)
from workflow.trail.signing import Signer

LOG = Signer("lhota.example/book", b"L" * 32)
B64 = encode_base64(b"r" * 32)


@pytest.mark.parametrize(
    "text",
    [f"o\n7\n{B64}", f"o\n7\n{B64}\nmore", f"o\n7\n{B64}\n\n", f"o\n7\n{B64}\nextension\n",
     "o\n7\n", f"\n7\n{B64}\n", f"o o\n7\n{B64}\n",
     f"o+o\n7\n{B64}\n", f"o\n07\n{B64}\n", f"o\n+7\n{B64}\n", f"o\n-7\n{B64}\n", f"o\n7_0\n{B64}\n", f"o\n٧\n{B64}\n",
     f"o\n \n{B64}\n", f"o\n{2**63}\n{B64}\n", f"o\n7\n{B64[:-1]}\n", f"o\n7\n{B64[:-2]}J=\n", f"o\n7\n{B64} \n",
     f"o\n7\n{encode_base64(b'r' * 31)}\n", f"o\n7\n{encode_base64(b'r' * 33)}\n", f"o\n0\n{B64}\n", ""],
    ids=["no final newline", "a fourth line half written", "an empty line", "an extension line",
         "no root", "no origin", "a space in the origin",
         "a plus in the origin", "leading zero", "plus sign", "negative", "underscore", "Arabic digit", "blank size",
         "too large", "no padding", "stray padding bits", "space behind the root", "short root", "long root",
         "a root over nothing", "nothing"],
)  # fmt: skip
def test_a_checkpoint_in_another_spelling_is_refused(text: str) -> None:
    with pytest.raises(TrailError):
        parse_checkpoint(text)


def test_the_empty_book_has_a_checkpoint() -> None:
    empty = Checkpoint.empty("lhota.example/book")
    assert parse_checkpoint(format_checkpoint(empty)) == empty
    assert empty.root == EMPTY_ROOT
    assert Checkpoint("lhota.example/book", 2**63 - 1, b"r" * 32).size == 2**63 - 1
    with pytest.raises(NoteError, match="a book cannot have -1 entries"):
        Checkpoint("lhota.example/book", -1, EMPTY_ROOT)


VKEY = format_vkey(LOG.key)
V_NAME, V_ID, V_KEY = VKEY.split("+", 2)


@pytest.mark.parametrize(
    "text",
    [f"{V_NAME}+{V_ID}", f"+{V_ID}+{V_KEY}", f"a b+{V_ID}+{V_KEY}", f"{V_NAME}+{V_ID.upper()}+{V_KEY}",
     f"{V_NAME}+00000000+{V_KEY}", f"{V_NAME}+{V_ID}0+{V_KEY}", f"{V_NAME}x+{V_ID}+{V_KEY}", VKEY + "\n", VKEY + "=",
     f"{V_NAME}+{V_ID}+{encode_base64(b'')}", f"{V_NAME}+{V_ID}+{encode_base64(bytes([1]) + b'k' * 31)}",
     f"{V_NAME}+{V_ID}+{encode_base64(bytes([2]) + LOG.key.public)}",
     f"{V_NAME}+{V_ID}+{encode_base64(bytes([4]) + LOG.key.public)}",
     f"{V_NAME}+{V_ID}+{encode_base64(bytes([1]) + bytes(32))}", ""],
    ids=["two parts", "no name", "a space in the name", "upper-case ID", "another ID", "a long ID", "another name",
         "a newline behind", "padding behind", "no key", "a short key", "an ECDSA key", "the ID of another kind",
         "a point of small order", "nothing"],
)  # fmt: skip
def test_a_malformed_verifier_key_is_refused(text: str) -> None:
    assert parse_vkey(VKEY) == LOG.key
    with pytest.raises(TrailError):
        parse_vkey(text)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb", "a\x01b", "a\u00a0b"])
def test_a_name_that_would_break_a_line_is_no_key_name(name: str) -> None:
    with pytest.raises(NoteError, match="is no key name"):
        VerifierKey(name, KeyKind.LOG, LOG.key.public)


@pytest.mark.parametrize("public", [b"", bytes(32), LOG.key.public + b"\0", b"\xff" * 32])
def test_bytes_that_are_no_public_key_make_no_key(public: bytes) -> None:
    with pytest.raises(NoteError, match="is not a canonical point"):
        VerifierKey("lhota.example/book", KeyKind.LOG, public)


def test_one_public_key_in_two_roles_has_two_fingerprints() -> None:
    as_witness = VerifierKey(LOG.key.name, KeyKind.WITNESS, LOG.key.public)
    assert as_witness.key_id != LOG.key.key_id
    assert LOG.key.fingerprint.startswith(LOG.key.key_id.hex())
    assert len(LOG.key.fingerprint) == 64
