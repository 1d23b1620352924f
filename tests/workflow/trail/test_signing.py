"""Key files that only their owner reads, and a witness that never signs two pasts."""

import os
import stat
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from workflow.trail.canonical import TrailError, encode_base64
from workflow.trail.merkle import ProofError, consistency_path, root
from workflow.trail.note import (
    Checkpoint,
    KeyKind,
    NoteError,
    add_signatures,
    format_checkpoint,
    open_checkpoint,
    open_note,
    parse_signature_lines,
)
from workflow.trail.signing import KeyFileError, Signer, cosign

if TYPE_CHECKING:
    from tests.workflow.trail.conftest import Book


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "lhota.key"


@pytest.mark.parametrize("kind", KeyKind)
def test_a_key_is_made_once_and_is_the_same_after_a_restart(key_file: Path, kind: KeyKind) -> None:
    made = Signer.create(key_file, name="lhota.example/book", kind=kind)
    assert Signer.load(key_file).key == made.key
    assert made.key.kind is kind
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert os.listdir(key_file.parent) == ["lhota.key"]
    with pytest.raises(FileExistsError):
        Signer.create(key_file, name="lhota.example/book")
    assert Signer.load(key_file).key == made.key


def test_of_several_that_make_the_key_at_once_one_wins_and_no_half_file_is_seen(key_file: Path) -> None:
    made: list[Signer] = []

    def make() -> None:
        try:
            made.append(Signer.create(key_file, name="lhota.example/book"))
        except FileExistsError:
            Signer.load(key_file)

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [signer.key for signer in made] == [Signer.load(key_file).key]


def test_a_key_that_others_may_read_is_not_used(key_file: Path) -> None:
    Signer.create(key_file, name="lhota.example/book")
    key_file.chmod(0o640)
    with pytest.raises(KeyFileError, match="others may read this key"):
        Signer.load(key_file)


KEY_ID = Signer("lhota.example/book", b"L" * 32).key.key_id.hex()


def key_line(
    *, mark: str = "PRIVATE+KEY", name: str = "lhota.example/book", key_id: str = KEY_ID, kind: int = 1, seed: str = "L"
) -> str:
    return f"{mark}+{name}+{key_id}+{encode_base64(bytes([kind]) + seed.encode() * 32)}\n"


def test_a_key_file_of_the_documented_form_is_read(key_file: Path) -> None:
    key_file.parent.mkdir()
    key_file.write_text(key_line())
    key_file.chmod(0o600)
    assert Signer.load(key_file).key == Signer("lhota.example/book", b"L" * 32).key


@pytest.mark.parametrize(
    "content",
    ["", "PRIVATE+KEY\n", key_line(mark="PUBLIC+KEY"), key_line(name="jinde.example/book"), key_line(key_id="00000000"),
     key_line(kind=4), key_line(kind=2), key_line(seed=""), key_line() + "\n", key_line()[:-3], "\xff",
     "PRIVATE+KEY+a+00000000+\n"],
)  # fmt: skip
def test_a_spoilt_key_file_is_refused_without_telling_its_content(key_file: Path, content: str) -> None:
    key_file.parent.mkdir()
    key_file.write_bytes(content.encode("latin-1"))
    key_file.chmod(0o600)
    with pytest.raises(KeyFileError, match="not a key file") as refusal:
        Signer.load(key_file)
    assert encode_base64(b"L" * 30) not in str(refusal.value)
    assert refusal.value.__suppress_context__


def test_a_missing_key_file_is_named(key_file: Path) -> None:
    with pytest.raises(KeyFileError, match=r"lhota\.key: No such file"):
        Signer.load(key_file)


def test_a_signer_never_shows_its_seed() -> None:
    assert repr(Signer("lhota.example/book", b"L" * 32)) == "Signer('lhota.example/book')"


def test_each_kind_of_key_signs_only_what_it_is_for(lhota: "Book") -> None:
    text = format_checkpoint(lhota.checkpoint)
    assert open_note(lhota.log.sign_note(text), [lhota.log.key]).text == text
    with pytest.raises(TrailError, match="is a witness: it cosigns checkpoints and signs nothing else"):
        lhota.witness.sign_note(text)
    with pytest.raises(TrailError, match="is no witness key"):
        lhota.log.cosignature_line(text, at=lhota.promise.at)
    with pytest.raises(TrailError, match="exactly three lines"):
        lhota.witness.cosignature_line("Ano.\n", at=lhota.promise.at)


def head_of(lhota: "Book", size: int) -> tuple[Checkpoint, bytes]:
    head = Checkpoint(lhota.checkpoint.origin, size, root(lhota.hashes[:size]))
    return head, lhota.log.sign_note(format_checkpoint(head))


def test_a_witness_follows_a_growing_book_and_its_answer_verifies(lhota: "Book") -> None:
    seen, keys, at = None, [lhota.log.key], lhota.promise.at
    for old_size, size in ((0, 3), (3, 3), (3, 7)):
        head, note = head_of(lhota, size)
        path = consistency_path(old_size, size, lhota.node)
        seen, answer = cosign(lhota.witness, note, log_keys=keys, seen=seen, path=path, at=at)
        assert seen == head
        whole = add_signatures(note, parse_signature_lines(answer))
        opened = open_checkpoint(whole, log_keys=keys, witness_keys=[lhota.witness.key])
        assert [seal.posix_time for seal in opened.witnesses] == [1777997400]


def test_a_witness_does_not_sign_a_book_rolled_back_forked_or_unsigned(lhota: "Book") -> None:
    keys, at = [lhota.log.key], lhota.promise.at
    seen, _ = head_of(lhota, 3)
    _, shorter = head_of(lhota, 2)
    with pytest.raises(ProofError, match="a tree of 2 cannot extend one of 3"):
        cosign(lhota.witness, shorter, log_keys=keys, seen=seen, path=(), at=at)
    path = consistency_path(3, 7, lhota.node)
    forked = lhota.log.sign_note(format_checkpoint(replace(lhota.checkpoint, root=b"f" * 32)))
    with pytest.raises(ProofError, match="the tree of 7 does not extend the tree of 3"):
        cosign(lhota.witness, forked, log_keys=keys, seen=seen, path=path, at=at)
    with pytest.raises(ProofError, match="two different roots for one tree of 7"):
        cosign(lhota.witness, forked, log_keys=keys, seen=lhota.checkpoint, path=(), at=at)
    with pytest.raises(NoteError, match="no key you trust"):
        cosign(lhota.witness, shorter, log_keys=[], seen=None, path=(), at=at)
    with pytest.raises(TrailError, match=r"jinde\.example was seen before"):
        cosign(lhota.witness, shorter, log_keys=keys, seen=Checkpoint.empty("jinde.example"), path=(), at=at)
