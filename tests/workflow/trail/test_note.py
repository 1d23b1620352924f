"""Notes and checkpoints of Lhota: read in one spelling, believed only from the keys one trusts."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.trail.canonical import TrailError, encode_base64
from workflow.trail.note import (
    MAX_SIGNATURES,
    Checkpoint,
    KeyKind,
    NoteError,
    SignatureLine,
    add_signatures,
    cosignature_message,
    format_checkpoint,
    format_note,
    format_signature_lines,
    format_vkey,
    open_checkpoint,
    open_note,
    parse_checkpoint,
    parse_note,
    parse_signature_lines,
    parse_vkey,
    verify_signature,
)
from workflow.trail.signing import Signer

if TYPE_CHECKING:
    from tests.workflow.trail.conftest import Book

LOG = Signer("lhota.example/book", b"L" * 32)
OTHER = Signer("sousedov.example/book", b"S" * 32)
WITNESS = Signer("okres.example/witness", b"W" * 32, KeyKind.WITNESS)
TEXT = "Ves Lhota\n\nje tu.\n"


def test_the_example_of_the_specification_opens(vectors: Callable[[str], dict[str, Any]]) -> None:
    example = vectors("notes.json")["signed_note"]
    key = parse_vkey(example["vkey"])
    assert format_vkey(key) == example["vkey"]
    opened = open_note(example["note"].encode(), [key])
    assert opened.text == "This is an example message.\n"
    assert [seal.key for seal in opened.seals] == [key]


def test_a_real_checkpoint_with_a_real_cosignature_opens(vectors: Callable[[str], dict[str, Any]]) -> None:
    real = vectors("notes.json")["witnessed_checkpoint"]
    log, witness = parse_vkey(real["log_vkey"]), parse_vkey(real["witness_vkey"])
    opened = open_checkpoint(real["note"].encode(), log_keys=[log], witness_keys=[witness])
    assert opened.checkpoint == Checkpoint(real["origin"], real["size"], bytes.fromhex(real["root"]))
    assert [(seal.key, seal.posix_time) for seal in opened.witnesses] == [(witness, real["posix_time"])]
    later = real["note"].replace(str(real["size"]), str(real["size"] + 1)).encode()
    with pytest.raises(NoteError, match="does not verify"):
        open_checkpoint(later, log_keys=[log])


def test_a_checkpoint_is_its_three_lines(lhota: "Book") -> None:
    text = format_checkpoint(lhota.checkpoint)
    assert text == f"lhota.example/book\n7\n{encode_base64(lhota.checkpoint.root)}\n"
    assert parse_checkpoint(text) == lhota.checkpoint


def test_lhotas_checkpoint_carries_the_towns_seal_and_the_districts(lhota: "Book") -> None:
    opened = open_checkpoint(lhota.note, log_keys=[LOG.key], witness_keys=[WITNESS.key])
    assert opened.checkpoint == lhota.checkpoint
    assert opened.log.key == LOG.key
    assert [(seal.key.name, seal.posix_time) for seal in opened.witnesses] == [("okres.example/witness", 1777997400)]


def test_a_stranger_to_the_witness_still_believes_the_town(lhota: "Book") -> None:
    assert open_checkpoint(lhota.note, log_keys=[LOG.key]).witnesses == ()


def test_the_witness_alone_does_not_vouch_for_a_book(lhota: "Book") -> None:
    with pytest.raises(NoteError, match="no key of lhota.example/book that you trust has signed"):
        open_checkpoint(lhota.note, log_keys=[], witness_keys=[WITNESS.key])
    with pytest.raises(NoteError, match="no key you trust has signed this note"):
        open_checkpoint(lhota.note, log_keys=[OTHER.key])


def test_a_neighbours_key_does_not_sign_lhotas_book(lhota: "Book") -> None:
    note = OTHER.sign_note(format_checkpoint(lhota.checkpoint))
    with pytest.raises(NoteError, match="no key of lhota.example/book that you trust"):
        open_checkpoint(note, log_keys=[OTHER.key])


def test_a_witness_key_offered_as_log_key_is_not_one(lhota: "Book") -> None:
    line = WITNESS.cosignature_line(format_checkpoint(lhota.checkpoint), at=lhota.promise.at)
    as_log = Signer("lhota.example/book", b"W" * 32, KeyKind.WITNESS)
    note = format_note(format_checkpoint(lhota.checkpoint), [line])
    with pytest.raises(NoteError, match="no key you trust"):
        open_checkpoint(note, log_keys=[WITNESS.key, as_log.key])
    text = format_checkpoint(lhota.checkpoint)
    own = format_note(text, [as_log.cosignature_line(text, at=lhota.promise.at)])
    with pytest.raises(NoteError, match="no key of lhota.example/book that you trust"):
        open_checkpoint(own, log_keys=[LOG.key], witness_keys=[as_log.key])


def test_during_a_rotation_either_of_two_keys_of_the_name_will_do(lhota: "Book") -> None:
    new = Signer("lhota.example/book", b"N" * 32)
    note = new.sign_note(format_checkpoint(lhota.checkpoint))
    assert open_checkpoint(note, log_keys=[LOG.key, new.key]).log.key == new.key


def test_a_text_with_empty_lines_is_divided_at_the_last_one() -> None:
    note = LOG.sign_note(TEXT)
    assert parse_note(note).text == TEXT
    assert open_note(note, [LOG.key]).text == TEXT


def test_a_witness_answer_is_added_below_and_stands_alone_too(lhota: "Book") -> None:
    text = format_checkpoint(lhota.checkpoint)
    alone = LOG.sign_note(text)
    lines = parse_note(lhota.note).lines[1:]
    assert add_signatures(alone, lines) == lhota.note
    assert parse_signature_lines(format_signature_lines(lines)) == lines
    seal = verify_signature(text, lines[0], WITNESS.key)
    assert seal.posix_time == 1777997400


def test_the_cosigned_message_is_the_specified_one() -> None:
    assert cosignature_message("example.com/log\n1\nx\n", 1679315147) == (
        b"cosignature/v1\ntime 1679315147\nexample.com/log\n1\nx\n"
    )


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_note_with_one_byte_changed_loses_its_seals_or_is_refused(data: st.DataObject) -> None:
    text = format_checkpoint(Checkpoint("lhota.example/book", 7, b"r" * 32))
    note = bytearray(LOG.sign_note(text))
    note[data.draw(st.integers(0, len(note) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(TrailError):
        open_checkpoint(bytes(note), log_keys=[LOG.key])


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_witnessed_note_with_one_byte_changed_never_says_more(lhota: "Book", data: st.DataObject) -> None:
    note = bytearray(lhota.note)
    note[data.draw(st.integers(0, len(note) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        opened = open_checkpoint(bytes(note), log_keys=[LOG.key], witness_keys=[WITNESS.key])
    except TrailError:
        return
    # Only a witness's name or key ID can change unrefused: its line is then a stranger's, and ignored by the book.
    assert (opened.checkpoint, opened.witnesses) == (lhota.checkpoint, ())


GOOD = LOG.sign_note("Lhota\n").decode()
LINE = GOOD.split("\n")[2]
NAME, ENCODED = LINE.split(" ")[1:]

MALFORMED = {
    "no signature": (b"Lhota\n", "no empty line"),
    "an empty list of signatures": (b"Lhota\n\n", "exactly one newline"),
    "no final newline": (GOOD[:-1].encode(), "exactly one newline"),
    "two final newlines": (GOOD.encode() + b"\n", "exactly one newline"),
    "no empty line": (GOOD.replace("\n\n", "\n").encode(), "no empty line"),
    "a carriage return": (GOOD.replace("\n", "\r\n").encode(), "control character"),
    "a tab": (b"a\t" + GOOD.encode(), "control character"),
    "a null byte": (b"\0" + GOOD.encode(), "control character"),
    "bytes that are not UTF-8": (b"\xff" + GOOD.encode(), "byte 0 is not UTF-8"),
    "a surrogate": (b"\xed\xa0\x80" + GOOD.encode(), "is not UTF-8"),
    "nothing": (b"", "exactly one newline"),
    "a hyphen for the dash": (GOOD.replace("\u2014", "-").encode(), "is not a signature line"),
    "an en dash": (GOOD.replace("\u2014", "\u2013").encode(), "is not a signature line"),
    "two spaces": (GOOD.replace("\u2014 ", "\u2014  ").encode(), "is not a signature line"),
    "a space behind": (GOOD.replace(ENCODED, ENCODED + " ").encode(), "not canonical base64"),
    "no name": (f"Lhota\n\n\u2014  {ENCODED}\n".encode(), "is not a signature line"),
    "a name with a plus": (GOOD.replace(NAME, "a+b").encode(), "is not a signature line"),
    "a name with a wide space": (GOOD.replace(NAME, "a\u3000b").encode(), "is not a signature line"),
    "no signature behind the name": (f"Lhota\n\n\u2014 {NAME}\n".encode(), "is not a signature line"),
    "base64 without padding": (GOOD.replace("=", "").encode(), "not canonical base64"),
    "stray bits in the padding": (GOOD.replace(ENCODED, ENCODED[:-4] + "AAB=").encode(), "not canonical base64"),
    "base64 for URLs": (GOOD.replace(ENCODED, ENCODED[:-4] + "-_8=").encode(), "not canonical base64"),
    "a key ID alone": (f"Lhota\n\n\u2014 {NAME} {encode_base64(LOG.key.key_id)}\n".encode(), "is empty"),
    "a line between": (GOOD.replace("\n\n", "\n\nmore\n").encode(), "is not a signature line"),
    "too many signatures": (f"Lhota\n\n{(LINE + chr(10)) * (MAX_SIGNATURES + 1)}".encode(), "more than 100 signatures"),
}  # fmt: skip


@pytest.mark.parametrize(("note", "said"), MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_note_is_refused_with_its_reason(note: bytes, said: str) -> None:
    assert open_note(GOOD.encode(), [LOG.key]).text == "Lhota\n"
    with pytest.raises(TrailError, match=said):
        open_note(note, [LOG.key])


def test_a_hundred_strangers_signatures_are_carried_and_ignored() -> None:
    strangers = [SignatureLine(f"s{n}.example", b"idid", b"?") for n in range(MAX_SIGNATURES - 1)]
    assert len(open_note(add_signatures(LOG.sign_note(TEXT), strangers), [LOG.key]).seals) == 1


def test_a_known_key_that_signs_badly_or_twice_spoils_the_note() -> None:
    line, other = LOG.signature_line(TEXT), OTHER.signature_line(TEXT)
    for bad in (b"\0" * 64, line.signature[:-1], line.signature + b"\0", b"\0"):
        with pytest.raises(NoteError, match="the signature of lhota.example/book does not verify"):
            open_note(format_note(TEXT, [replace(line, signature=bad), other]), [LOG.key, OTHER.key])
    with pytest.raises(NoteError, match="has signed twice"):
        open_note(format_note(TEXT, [line, line]), [LOG.key])


@pytest.mark.parametrize("stamp", [0, 2**63, 2**64 - 1])
def test_a_cosignature_without_a_possible_time_is_refused(lhota: "Book", stamp: int) -> None:
    text = format_checkpoint(lhota.checkpoint)
    line = WITNESS.cosignature_line(text, at=lhota.promise.at)
    forged = replace(line, signature=stamp.to_bytes(8, "big") + line.signature[8:])
    with pytest.raises(NoteError, match="carries no time"):
        verify_signature(text, forged, WITNESS.key)


@pytest.mark.parametrize("stamp", [1, 2**63 - 1])
def test_the_earliest_and_the_latest_time_a_cosignature_can_carry_are_taken(stamp: int) -> None:
    signature = Ed25519PrivateKey.from_private_bytes(b"W" * 32).sign(cosignature_message("a\n", stamp))
    line = SignatureLine(WITNESS.key.name, WITNESS.key.key_id, stamp.to_bytes(8, "big") + signature)
    assert verify_signature("a\n", line, WITNESS.key).posix_time == stamp


def test_a_cosignature_moved_to_another_time_or_witness_is_refused(lhota: "Book") -> None:
    text = format_checkpoint(lhota.checkpoint)
    line = WITNESS.cosignature_line(text, at=lhota.promise.at)
    later = replace(line, signature=(1777997401).to_bytes(8, "big") + line.signature[8:])
    with pytest.raises(NoteError, match="does not verify"):
        verify_signature(text, later, WITNESS.key)
    with pytest.raises(NoteError, match="names okres.example/witness, not lhota.example/book"):
        verify_signature(text, line, LOG.key)


@pytest.mark.parametrize(
    ("text", "lines"), [("no newline", 1), ("", 1), ("a\tb\n", 1), ("a\n\n" + LINE, 1), ("\ud800\n", 1), ("fine\n", 0)]
)
def test_a_note_that_could_not_be_read_back_is_not_written(text: str, lines: int) -> None:
    with pytest.raises(ValueError):
        format_note(text, [SignatureLine("a.example", b"idid", b"?")] * lines)
