"""Mrs Kalinová's receipt: proof from the file alone that her words stand in the book, and a promise until it exists."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.trail.canonical import CommitmentError, TrailError, dumps, encode_base64, loads
from workflow.trail.merkle import ProofError, inclusion_path, leaf_hash, root
from workflow.trail.note import (
    Checkpoint,
    KeyKind,
    NoteError,
    SignatureLine,
    cosignature_message,
    format_checkpoint,
    format_note,
)
from workflow.trail.receipt import (
    Enclosure,
    Promise,
    Receipt,
    ReceiptError,
    format_promise,
    format_receipt,
    open_promise,
    open_receipt,
    pack_enclosure,
    parse_promise,
    parse_receipt,
    unpack_enclosure,
    verify_promise_kept,
    verify_receipt,
)
from workflow.trail.signing import Signer

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.workflow.trail.conftest import Book

LOG = Signer("lhota.example/book", b"L" * 32)


def test_the_receipt_alone_proves_that_her_words_are_in_the_book(lhota: "Book") -> None:
    proven = open_receipt(lhota.receipt_file, log_keys=[lhota.log.key], witness_keys=[lhota.witness.key])
    assert proven.leaf == lhota.leaves[4]
    assert list(proven.texts.values()) == ["Lavička u zastávky chybí, stará paní si nemá kam sednout."]
    assert proven.opened.checkpoint == lhota.checkpoint
    assert len(proven.opened.witnesses) == 1


def test_the_file_is_a_tlog_proof_line_by_line(lhota: "Book") -> None:
    lines = lhota.receipt_file.decode().split("\n")
    assert lines[0] == "c2sp.org/tlog-proof@v1"
    assert lines[1] == f"extra {encode_base64(lhota.receipt.extra)}"
    assert lines[2] == "index 4"
    assert lines[3:6] == [encode_base64(digest) for digest in lhota.receipt.path]
    assert "\n".join(lines[6:]) == "\n" + lhota.note.decode()
    assert parse_receipt(lhota.receipt_file) == lhota.receipt


def test_receipt_and_promise_keep_the_form_in_which_people_hold_them(
    lhota: "Book", vectors: "Callable[[str], dict[str, Any]]"
) -> None:
    kept = vectors("receipt.json")
    assert lhota.receipt_file.decode() == kept["receipt"]
    assert lhota.promise_note.decode() == kept["promise"]


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_every_entry_of_every_size_has_a_receipt_without_enclosure(lhota: "Book", size: int) -> None:
    head = Checkpoint("lhota.example/book", size, root(lhota.hashes[:size]))
    note = lhota.log.sign_note(format_checkpoint(head))
    for index, leaf in enumerate(lhota.hashes[:size]):
        file = format_receipt(Receipt(index, inclusion_path(index, size, lhota.node), note))
        assert b"extra" not in file
        opened = verify_receipt(parse_receipt(file), leaf=leaf, log_keys=[lhota.log.key])
        assert opened.checkpoint == head
        with pytest.raises(ProofError):
            verify_receipt(parse_receipt(file), leaf=leaf_hash(b"another"), log_keys=[lhota.log.key])
        with pytest.raises(ReceiptError, match="must hold exactly a leaf and openings"):
            open_receipt(file, log_keys=[lhota.log.key])


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_receipt_with_one_byte_changed_proves_nothing_else(lhota: "Book", data: st.DataObject) -> None:
    file = bytearray(lhota.receipt_file)
    file[data.draw(st.integers(0, len(file) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        proven = open_receipt(bytes(file), log_keys=[lhota.log.key], witness_keys=[lhota.witness.key])
    except TrailError:
        return
    # What remains: the media type of an opening is no part of any proof, and a witness's line may become a stranger's.
    assert (proven.leaf, proven.opened.checkpoint) == (lhota.leaves[4], lhota.checkpoint)
    assert proven.texts == {lhota.commitment: "Lavička u zastávky chybí, stará paní si nemá kam sednout."}


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_a_bare_proof_with_one_byte_changed_is_refused(lhota: "Book", data: st.DataObject) -> None:
    note = lhota.log.sign_note(format_checkpoint(lhota.checkpoint))
    file = bytearray(format_receipt(replace(lhota.receipt, checkpoint=note, extra=b"")))
    file[data.draw(st.integers(0, len(file) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(TrailError):
        verify_receipt(parse_receipt(bytes(file)), leaf=lhota.hashes[4], log_keys=[lhota.log.key])


HEAD = f"lhota.example/book\n7\n{encode_base64(b'r' * 32)}\n"
NOTE = LOG.sign_note(HEAD).decode()
B64 = encode_base64(b"p" * 32)
TOP = "c2sp.org/tlog-proof@v1"

MALFORMED = {
    "another version": f"c2sp.org/tlog-proof@v2\nindex 4\n\n{NOTE}",
    "no header": f"index 4\n{B64}\n\n{NOTE}",
    "a space behind the header": f"{TOP} \nindex 4\n\n{NOTE}",
    "no index": f"{TOP}\n{B64}\n\n{NOTE}",
    "nothing but the header": f"{TOP}\n\n{NOTE}",
    "an index with a leading zero": f"{TOP}\nindex 04\n\n{NOTE}",
    "an index with a sign": f"{TOP}\nindex +4\n\n{NOTE}",
    "a negative index": f"{TOP}\nindex -4\n\n{NOTE}",
    "an index in other digits": f"{TOP}\nindex ٤\n\n{NOTE}",
    "an index too large": f"{TOP}\nindex {2**63}\n\n{NOTE}",
    "no index behind the word": f"{TOP}\nindex \n\n{NOTE}",
    "two spaces before the index": f"{TOP}\nindex  4\n\n{NOTE}",
    "an empty extra": f"{TOP}\nextra \nindex 4\n\n{NOTE}",
    "extra that is not base64": f"{TOP}\nextra !\nindex 4\n\n{NOTE}",
    "extra in another spelling": f"{TOP}\nextra QR==\nindex 4\n\n{NOTE}",
    "extra twice": f"{TOP}\nextra QQ==\nextra QQ==\nindex 4\n\n{NOTE}",
    "extra behind the index": f"{TOP}\nindex 4\nextra QQ==\n\n{NOTE}",
    "a short hash": f"{TOP}\nindex 4\n{encode_base64(b'p' * 31)}\n\n{NOTE}",
    "a long hash": f"{TOP}\nindex 4\n{encode_base64(b'p' * 64)}\n\n{NOTE}",
    "a hash in another spelling": f"{TOP}\nindex 4\n{B64[:-2]}B=\n\n{NOTE}",
    "a hash with a space": f"{TOP}\nindex 4\n{B64} \n\n{NOTE}",
    "sixty-four hashes": f"{TOP}\nindex 4\n{(B64 + chr(10)) * 64}\n{NOTE}",
    "no empty line": f"{TOP}\nindex 4\n{NOTE}",
    "no empty line and no note": f"{TOP}\nindex 4\n{B64}\n",
    "two empty lines": f"{TOP}\nindex 4\n\n\n{NOTE}",
    "no checkpoint": f"{TOP}\nindex 4\n\n",
    "a checkpoint nobody signed": f"{TOP}\nindex 4\n\n{HEAD}",
    "a note that is no checkpoint": f"{TOP}\nindex 4\n\n" + LOG.sign_note("Lhota\n").decode(),
    "a checkpoint with an extension": f"{TOP}\nindex 4\n\n" + LOG.sign_note(HEAD + "more\n").decode(),
    "no final newline": f"{TOP}\nindex 4\n\n{NOTE[:-1]}",
    "two final newlines": f"{TOP}\nindex 4\n\n{NOTE}\n",
    "carriage returns": f"{TOP}\nindex 4\n\n{NOTE}".replace("\n", "\r\n"),
    "a byte order mark": f"\ufeff{TOP}\nindex 4\n\n{NOTE}",
    "nothing": "",
}


@pytest.mark.parametrize("file", MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_receipt_is_refused(file: str) -> None:
    longest = f"{TOP}\nindex 4\n{(B64 + chr(10)) * 63}\n{NOTE}"
    assert parse_receipt(longest.encode()) == Receipt(4, (b"p" * 32,) * 63, NOTE.encode())
    with pytest.raises(TrailError):
        parse_receipt(file.encode())


def test_a_receipt_that_is_not_utf_8_is_refused(lhota: "Book") -> None:
    with pytest.raises(NoteError, match="byte 0 is not UTF-8"):
        parse_receipt(b"\xff" + lhota.receipt_file)


def test_a_receipt_of_another_entry_or_from_a_book_nobody_signed_is_refused(lhota: "Book") -> None:
    with pytest.raises(ProofError):
        verify_receipt(replace(lhota.receipt, index=5), leaf=lhota.hashes[4], log_keys=[lhota.log.key])
    with pytest.raises(ProofError, match="entry 7 is not in a tree of 7"):
        verify_receipt(replace(lhota.receipt, index=7), leaf=lhota.hashes[4], log_keys=[lhota.log.key])
    with pytest.raises(NoteError, match="no key you trust"):
        verify_receipt(lhota.receipt, leaf=lhota.hashes[4], log_keys=[Signer("lhota.example/book", b"X" * 32).key])


def test_words_slipped_in_beside_the_entry_are_refused(lhota: "Book") -> None:
    leaf, opening = loads(lhota.leaves[4]), {"salt": "00" * 32, "media": "text/plain", "text": "Nic mi nechybí."}
    forged = dumps({"leaf": leaf, "openings": {"ab" * 32: opening}})
    with pytest.raises(ReceiptError, match="the entry holds no commitment abab"):
        unpack_enclosure(forged)
    with pytest.raises(CommitmentError, match="not the one committed to"):
        unpack_enclosure(dumps({"leaf": leaf, "openings": {lhota.commitment: opening}}))


@pytest.mark.parametrize(
    "content",
    [[], {"leaf": {}}, {"leaf": {}, "openings": {}, "more": 1}, {"leaf": {}, "openings": []},
     {"leaf": {}, "openings": {"ab": "text"}}],
    ids=["a list", "no openings", "a third member", "openings as a list", "an opening as a string"],
)  # fmt: skip
def test_an_enclosure_of_another_shape_is_refused(content: object) -> None:
    with pytest.raises(ReceiptError):
        unpack_enclosure(dumps(content))


def test_an_opening_must_be_an_object_also_where_the_commitment_is_known(lhota: "Book") -> None:
    with pytest.raises(ReceiptError, match="must be objects by their commitment"):
        unpack_enclosure(dumps({"leaf": loads(lhota.leaves[4]), "openings": {lhota.commitment: "Ano."}}))


def test_an_entry_without_words_is_enclosed_too(lhota: "Book") -> None:
    enclosure = Enclosure(lhota.leaves[0], {})
    assert unpack_enclosure(pack_enclosure(enclosure)) == enclosure


def test_the_promise_names_the_entry_and_when_it_is_due(lhota: "Book") -> None:
    promise = open_promise(lhota.promise_note, log_keys=[lhota.log.key])
    assert promise == lhota.promise
    assert promise.due - promise.at == timedelta(seconds=60)
    assert format_promise(promise) == (
        f"dohoda/promise@v1\nlhota.example/book\nindex 4\nleaf {encode_base64(lhota.hashes[4])}\n"
        "time 2026-05-05T16:10:00Z\nwithin 60\n"
    )


def test_the_receipt_keeps_the_promise_and_no_other_one(lhota: "Book") -> None:
    keys = [lhota.log.key]
    kept = verify_promise_kept(lhota.promise, lhota.receipt, log_keys=keys, witness_keys=[lhota.witness.key])
    assert kept.checkpoint == lhota.checkpoint
    with pytest.raises(ReceiptError, match="entry 5 was promised, the receipt is for entry 4"):
        verify_promise_kept(replace(lhota.promise, index=5), lhota.receipt, log_keys=keys)
    with pytest.raises(ProofError):
        verify_promise_kept(replace(lhota.promise, leaf=lhota.hashes[5]), lhota.receipt, log_keys=keys)
    with pytest.raises(ReceiptError, match="the receipt is from the book lhota.example/book"):
        verify_promise_kept(replace(lhota.promise, origin="sousedov.example/book"), lhota.receipt, log_keys=keys)


def test_a_promise_signed_by_another_book_or_a_stranger_binds_nobody(lhota: "Book") -> None:
    neighbour = Signer("sousedov.example/book", b"S" * 32)
    note = neighbour.sign_note(format_promise(lhota.promise))
    with pytest.raises(ReceiptError, match="is not signed by that book"):
        open_promise(note, log_keys=[neighbour.key])
    with pytest.raises(NoteError, match="no key you trust"):
        open_promise(note, log_keys=[lhota.log.key])


def test_a_witness_key_under_the_books_name_makes_no_promise(lhota: "Book") -> None:
    double = Signer("lhota.example/book", b"W" * 32, KeyKind.WITNESS)
    text = format_promise(lhota.promise)
    signature = Ed25519PrivateKey.from_private_bytes(b"W" * 32).sign(cosignature_message(text, 1))
    line = SignatureLine(double.key.name, double.key.key_id, (1).to_bytes(8, "big") + signature)
    with pytest.raises(NoteError, match="no key you trust"):
        open_promise(format_note(text, [line]), log_keys=[double.key])


def test_a_promise_is_never_a_checkpoint_nor_a_checkpoint_a_promise(lhota: "Book") -> None:
    with pytest.raises(ReceiptError, match="a promise has six lines"):
        parse_promise(format_checkpoint(lhota.checkpoint))
    with pytest.raises(TrailError):
        parse_receipt(f"{TOP}\nindex 4\n\n{lhota.promise_note.decode()}".encode())


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_a_promise_with_one_byte_changed_is_refused(lhota: "Book", data: st.DataObject) -> None:
    note = bytearray(lhota.promise_note)
    note[data.draw(st.integers(0, len(note) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(TrailError):
        open_promise(bytes(note), log_keys=[lhota.log.key])


PROMISED = f"dohoda/promise@v1|lhota.example/book|index 4|leaf {B64}|time 2026-05-05T16:10:00Z|within 60".split("|")


@pytest.mark.parametrize(
    ("line", "instead"),
    [(0, "dohoda/promise@v2"), (2, "index 04"), (2, "entry 4"), (3, f"leaf {encode_base64(b'p')}"),
     (3, f"leaf {B64[:-1]}"), (4, "time 2026-05-05T16:10:00+00:00"), (4, "at 2026-05-05T16:10:00Z"),
     (5, "within +60"), (5, "within 60 s"), (5, "within 60\nmore"), (5, "")],
)  # fmt: skip
def test_a_promise_in_another_spelling_is_refused(line: int, instead: str) -> None:
    assert isinstance(parse_promise("\n".join([*PROMISED, ""])), Promise)
    with pytest.raises(TrailError):
        parse_promise("\n".join([*PROMISED, "more"]))
    with pytest.raises(TrailError):
        parse_promise("\n".join([*PROMISED[:line], instead, *PROMISED[line + 1 :], ""]))
