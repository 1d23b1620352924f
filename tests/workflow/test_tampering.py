"""A table of disasters: every way somebody might bend a book, and that the bent book does not verify.

Two attackers. One changes what lies in the bundle. The other, the stronger, holds the town's key, works out the tree
again and signs it: against that one only the replay helps.
"""

import dataclasses
import hashlib
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cast import PLAN, TOWN, Memory
from tests.towns import process_of, raw_file
from tests.workflow.lipova import live
from workflow.replay import replay
from workflow.trail.archive import BookFiles, BundleFiles
from workflow.trail.canonical import dumps, loads
from workflow.trail.examine import Trusted, examine, lifecycle_file, opening_file
from workflow.trail.merkle import leaf_hash, root
from workflow.trail.note import Checkpoint, format_checkpoint, format_vkey
from workflow.trail.signing import Signer
from workflow.verify import verifier

ORIGIN = f"test.example/{TOWN}"
SIGNER, STRANGER = Signer(ORIGIN, b"\x01" * 32), Signer(ORIGIN, b"\x02" * 32)

ELSEWHERE = Signer("test.example/jinde", b"\x01" * 32)


class Signed(Memory):
    """A town in memory whose entry 0 records the key that signs its book."""

    def do(self, who: Any, act: str, /, **facts: Any) -> Any:
        """See `Town.do`."""
        if act == "found_territory":
            facts["log_key"] = SIGNER.key.fingerprint
        return super().do(who, act, **facts)


def checkpoint(leaves: list[bytes], signer: Signer = SIGNER, origin: str = ORIGIN) -> bytes:
    """The signed head of a book with these leaves."""
    head = Checkpoint(origin, len(leaves), root([leaf_hash(leaf) for leaf in leaves]))
    return signer.sign_note(format_checkpoint(head))


def sealed(leaves: list[bytes], texts: dict[str, bytes], signer: Signer = SIGNER) -> BundleFiles:
    """A bundle of one book, signed."""
    process = process_of("klatovy")
    book = BookFiles(
        TOWN, b"".join(leaf + b"\n" for leaf in leaves), checkpoint(leaves, signer), b"",
        format_vkey(signer.key).encode() + b"\n", texts,
    )  # fmt: skip
    return BundleFiles({TOWN: book}, {process.digest: raw_file("klatovy")}, lifecycle_file())


@pytest.fixture(scope="module")
def town() -> Signed:
    """Lipová after years: refusals, a vote, a hidden and an erased comment, a mistyped result and its correction."""
    town = Signed(process_of("klatovy"))
    live(town)
    return town


@pytest.fixture(scope="module")
def texts(town: Signed) -> dict[str, bytes]:
    """The openings that are public."""
    told = replay(town.leaves, {town.process.digest: town.process})
    return {commitment: opening_file(town.texts[commitment]) for commitment in told.words.public()}


def codes(bundle: BundleFiles, **trusted: Any) -> set[str]:
    """What a verification finds, by code."""
    verdict = examine(bundle, Trusted(**trusted))
    found = [*verdict.findings, *(one for book in verdict.books for one in book.findings)]
    return {str(one.wrong) for one in found}


def test_the_book_as_it_is_verifies(town: Signed, texts: dict[str, bytes]) -> None:
    assert codes(sealed(town.leaves, texts)) == set()
    assert codes(sealed(town.leaves, texts), keys=(SIGNER.key,), old=checkpoint(town.leaves[:20])) == set()


def nth(leaves: list[bytes], act: str, last: bool = False) -> int:
    """The number of the first (or last) entry of this kind."""
    found = [n for n, leaf in enumerate(leaves) if f'"act":"{act}"'.encode() in leaf]
    return found[-1] if last else found[0]


def changed(leaves: list[bytes], n: int, change: Callable[[dict[str, Any]], None]) -> list[bytes]:
    """The leaves with entry n changed and written canonically again."""
    leaf: Any = loads(leaves[n])
    change(leaf)
    return [*leaves[:n], dumps(leaf), *leaves[n + 1 :]]


def renumbered(leaves: list[bytes]) -> list[bytes]:
    """The leaves numbered anew from 0, as a careful forger would."""
    numbered = []
    for n, line in enumerate(leaves):
        leaf: Any = loads(line)
        leaf["n"] = n
        numbered.append(dumps(leaf))
    return numbered


def put(*path: str, to: Any) -> Callable[[dict[str, Any]], None]:
    """A change of one place in a leaf."""

    def change(leaf: dict[str, Any]) -> None:
        place = leaf
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = to

    return change


def without(leaves: list[bytes], n: int) -> list[bytes]:
    """Entry n left out, the rest numbered anew."""
    return renumbered([*leaves[:n], *leaves[n + 1 :]])


def swapped(leaves: list[bytes], n: int) -> list[bytes]:
    """Entry n and the one before it change places."""
    return renumbered([*leaves[: n - 1], leaves[n], leaves[n - 1], *leaves[n + 1 :]])


# name -> the forged leaves. Every one is signed again with the town's own key: bytes and signatures hold, rules do not.
FORGERIES: dict[str, Callable[[list[bytes]], list[bytes]]] = {
    "an entry dropped and the rest numbered anew": lambda leaves: without(leaves, nth(leaves, "record_mandate")),
    "a comment left out": lambda leaves: without(leaves, nth(leaves, "raise_matter")),
    "an approval left out": lambda leaves: without(leaves, nth(leaves, "sign_off_part")),
    "a settlement left out": lambda leaves: without(leaves, nth(leaves, "settle_matter")),
    "a question and the round about it swapped": lambda leaves: swapped(leaves, nth(leaves, "open_call")),
    "numbers with a gap": lambda leaves: [*leaves[:40], *leaves[41:]],
    "an entry twice": lambda leaves: renumbered([*leaves[:30], leaves[29], *leaves[30:]]),
    "an entry backdated": lambda leaves: changed(leaves, nth(leaves, "adopt"), put("at", to="2001-01-01T00:00:00Z")),
    "a stage forged": lambda leaves: changed(leaves, nth(leaves, "post_draft"), put("stage", to="councils")),
    "a stage before forged": lambda leaves: changed(leaves, nth(leaves, "adopt"), put("stage_before", to="resolving")),
    "an outcome of a round forged": lambda leaves: changed(
        leaves, nth(leaves, "close_call"), put("facts", "result", to="no_consensus")
    ),
    "tallies forged": lambda leaves: changed(
        leaves, nth(leaves, "close_call"), put("facts", "tallies", to=[["agree", 99]])
    ),
    "a position turned around": lambda leaves: changed(
        leaves, nth(leaves, "take_position"), put("facts", "position", to="block")
    ),
    "a voice from a seat nobody holds": lambda leaves: changed(
        leaves, nth(leaves, "take_position"), put("by", "seat", to="nikdo")
    ),
    "a voice taken by another person": lambda leaves: changed(
        leaves, nth(leaves, "take_position"), put("by", "person", to="0" * 32)
    ),
    "the count of a call made smaller": lambda leaves: changed(
        leaves, nth(leaves, "open_call"), put("facts", "counted", to=[])
    ),
    "a council's yes raised": lambda leaves: changed(
        leaves, nth(leaves, "record_council_result"), put("facts", "yes", to=27)
    ),
    "a council's result forged": lambda leaves: changed(
        leaves, nth(leaves, "record_council_result"), put("facts", "result", to="pass")
    ),
    "a comment made late": lambda leaves: changed(leaves, nth(leaves, "raise_matter"), put("facts", "late", to=True)),
    "a comment numbered otherwise": lambda leaves: changed(
        leaves, nth(leaves, "raise_matter"), put("facts", "number", to=7)
    ),
    "another text approved": lambda leaves: changed(
        leaves, nth(leaves, "sign_off_part"), put("facts", "text", to="ab" * 32)
    ),
    "the window made shorter": lambda leaves: changed(
        leaves, nth(leaves, "post_draft"), put("facts", "closes_at", to="2020-12-24T22:59:59Z")
    ),
    "another act in its place": lambda leaves: changed(leaves, nth(leaves, "enter_steering"), put("act", to="adopt")),
    "another town's entry": lambda leaves: changed(leaves, nth(leaves, "record_need"), put("territory", to="jinde")),
    "another plan's entry": lambda leaves: changed(leaves, nth(leaves, "record_need"), put("plan", to="jiny")),
    "another version": lambda leaves: changed(leaves, nth(leaves, "record_need"), put("v", to=2)),
    "a field nobody knows": lambda leaves: changed(leaves, 5, put("facts", "navic", to=1)),
    "the end cut off before the answers": lambda leaves: (
        leaves[: nth(leaves, "finish_resolving")]
        + [dumps({**loads(leaves[nth(leaves, "submit_to_councils")]), "n": nth(leaves, "finish_resolving")})]
    ),  # type: ignore[dict-item]
    "no territory": lambda leaves: renumbered(leaves[1:]),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forger_with_the_towns_own_key_is_found_by_the_replay(
    forgery: str, town: Signed, texts: dict[str, bytes]
) -> None:
    forged = FORGERIES[forgery](town.leaves)
    assert forged != town.leaves
    assert codes(sealed(forged, texts)) - {"opening_unknown", "opening_missing"}


def with_book(bundle: BundleFiles, **files: Any) -> BundleFiles:
    """The bundle with files of its book replaced."""
    return dataclasses.replace(bundle, books={TOWN: dataclasses.replace(bundle.books[TOWN], **files)})


# name -> what is changed in the bundle by somebody without the key, and one of the codes that tell it.
DISASTERS: dict[str, tuple[Callable[[BundleFiles, list[bytes]], BundleFiles], str]] = {
    "one byte of an entry": (
        lambda b, _: with_book(b, leaves=b.books[TOWN].leaves.replace(b"ridici-skupina", b"ridici-skupinb", 1)),
        "root_differs",
    ),
    "one space too many": (
        lambda b, _: with_book(b, leaves=b.books[TOWN].leaves.replace(b'":', b'": ', 1)),
        "not_canonical",
    ),
    "the last entry cut off": (
        lambda b, leaves: with_book(b, leaves=b"".join(leaf + b"\n" for leaf in leaves[:-1])),
        "size_differs",
    ),
    "a checkpoint signed by a stranger": (
        lambda b, leaves: with_book(b, checkpoint=checkpoint(leaves, STRANGER)),
        "checkpoint_unsigned",
    ),
    "the key swapped with the checkpoint": (
        lambda b, leaves: sealed(leaves, b.books[TOWN].texts, STRANGER),
        "key_not_recorded",
    ),
    "the checkpoint of a shorter book": (
        lambda b, leaves: with_book(b, checkpoint=checkpoint(leaves[:-5])),
        "size_differs",
    ),
    "the checkpoint of another town": (
        lambda b, leaves: with_book(b, checkpoint=checkpoint(leaves, ELSEWHERE, ELSEWHERE.key.name)),
        "checkpoint_unsigned",
    ),
    "a lifecycle with an arrow more": (
        lambda b, _: dataclasses.replace(b, lifecycle=b.lifecycle.replace(b'"adopt"', b'"adupt"')),
        "lifecycle_differs",
    ),
    "a process file changed": (
        lambda b, _: dataclasses.replace(b, processes={name: raw + b"\n" for name, raw in b.processes.items()}),
        "process_differs",
    ),
    "words swapped": (
        lambda b, _: with_book(
            b, texts=dict(zip(b.books[TOWN].texts, reversed(list(b.books[TOWN].texts.values())), strict=True))
        ),
        "opening_wrong",
    ),
    "words taken away": (
        lambda b, _: with_book(b, texts=dict(list(b.books[TOWN].texts.items())[1:])),
        "opening_missing",
    ),
    "words nobody committed to": (
        lambda b, _: with_book(b, texts={**b.books[TOWN].texts, "ab" * 32: b"{}\n"}),
        "opening_unknown",
    ),
    "no entries at all": (lambda b, _: with_book(b, leaves=b""), "empty_book"),
}


@pytest.mark.parametrize("disaster", DISASTERS)
def test_whatever_is_changed_in_a_bundle_is_found(disaster: str, town: Signed, texts: dict[str, bytes]) -> None:
    bend, told = DISASTERS[disaster]
    assert told in codes(bend(sealed(town.leaves, texts), town.leaves))


def test_a_fork_shows_against_an_older_checkpoint(town: Signed, texts: dict[str, bytes]) -> None:
    kept = checkpoint(town.leaves[:50])
    fork = town.leaves[:40]
    assert {"old_checkpoint_longer", "old_checkpoint_differs"} & codes(sealed(fork, {}), old=kept)


def test_each_fact_taken_out_of_each_kind_of_entry_breaks_the_verdict(town: Signed, texts: dict[str, bytes]) -> None:
    seen: set[tuple[str, str]] = set()
    for n, line in enumerate(town.leaves):
        leaf: Any = loads(line)
        for fact in leaf["facts"]:
            if (leaf["act"], fact) in seen:
                continue
            seen.add((leaf["act"], fact))
            facts = {name: value for name, value in leaf["facts"].items() if name != fact}
            bent = [*town.leaves[:n], dumps({**leaf, "facts": facts})]
            told = replay(bent, {town.process.digest: town.process})
            assert not told.holds and told.findings[0].n == n, (leaf["act"], fact)
    assert len({act for act, _ in seen}) > 60


def test_the_verifier_is_one_file_that_needs_only_python(tmp_path: Path, town: Signed, texts: dict[str, bytes]) -> None:
    process = process_of("klatovy")
    bundle = sealed(town.leaves, texts)
    book = bundle.books[TOWN]
    files = {
        f"books/{TOWN}/leaves.jsonl": book.leaves, f"books/{TOWN}/checkpoint.txt": book.checkpoint,
        f"books/{TOWN}/witnesses.txt": b"", f"books/{TOWN}/log.vkey": book.key, "lifecycle.json": bundle.lifecycle,
        f"process/{process.digest}.toml": raw_file("klatovy"), "README.txt": b"x", "verify.py": verifier().encode(),
        **{f"books/{TOWN}/texts/{name}.json": raw for name, raw in texts.items()},
    }  # fmt: skip
    for name, content in (("good.zip", files), ("bad.zip", {**files, "lifecycle.json": b"{}"})):
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, raw in content.items():
                archive.writestr(path, raw)
    (tmp_path / "verify.py").write_text(verifier(), encoding="utf-8")
    (tmp_path / "no.zip").write_bytes(b"PK nothing")
    run = [sys.executable, "-I", "verify.py"]
    told = {
        name: subprocess.run([*run, name], cwd=tmp_path, capture_output=True, text=True)
        for name in ("good.zip", "bad.zip", "no.zip")
    }
    assert [told[name].returncode for name in ("good.zip", "bad.zip", "no.zip")] == [0, 1, 2]
    assert SIGNER.key.fingerprint in told["good.zip"].stdout


def test_the_plan_of_the_story_is_in_force(town: Signed) -> None:
    assert town.plan.key == PLAN and town.plan.stage == "in_force"
    assert json.loads(town.leaves[0])["act"] == "found_territory"
    assert hashlib.sha256(b"\x00" + town.leaves[0]).digest() == leaf_hash(town.leaves[0])
