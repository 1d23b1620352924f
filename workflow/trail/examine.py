"""The examination of a bundle, pure: bytes, signatures and numbers, then every entry judged again, then the words."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workflow.replay import ReplayResult, replay
from workflow.rules.lifecycle import BEGINNINGS, ENDS, MAIN_LINE, TRANSITIONS
from workflow.rules.process import Process
from workflow.rules.process_file import load_process
from workflow.rules.process_mistakes import ProcessError
from workflow.trail.archive import MOST_LEAF, BookFiles, BundleFiles
from workflow.trail.canonical import TrailError, dumps, loads, opened_text
from workflow.trail.findings import Finding, Wrong, finding
from workflow.trail.merkle import root
from workflow.trail.note import (
    Checkpoint,
    KeyKind,
    SignatureLine,
    VerifierKey,
    open_checkpoint,
    parse_checkpoint,
    parse_note,
    parse_signature_lines,
    parse_vkey,
    verify_signature,
)
from workflow.trail.publicity import Openness, PublicWords
from workflow.trail.references import OtherBook, examine_references
from workflow.trail.verdict import BookTold, BundleVerdict, tell_replay


def lifecycle_file() -> bytes:
    """The lifecycle as `lifecycle.json` of a bundle: canonical JSON and a newline."""
    page = {
        "beginnings": {act: str(stage) for act, stage in BEGINNINGS.items()},
        "main_line": [str(stage) for stage in MAIN_LINE],
        "ends": sorted(str(stage) for stage in ENDS),
        "transitions": [[move.act, str(move.source), str(move.target)] for move in TRANSITIONS],
    }
    return dumps(page) + b"\n"


@dataclass(frozen=True, slots=True)
class Trusted:
    """What the reader brings along: keys they got from the town and its witnesses, and an older checkpoint's note."""

    keys: tuple[VerifierKey, ...] = ()
    old: bytes | None = None


def examine(bundle: BundleFiles, trusted: Trusted) -> BundleVerdict:
    """The verdict on a bundle."""
    verdict = BundleVerdict()
    if bundle.lifecycle != lifecycle_file():
        verdict.findings.append(finding(Wrong.LIFECYCLE_DIFFERS))
    processes = read_processes(bundle.processes, verdict.findings)
    results: dict[str, ReplayResult] = {}
    for slug in sorted(bundle.books):
        book, results[slug] = examine_book(bundle.books[slug], processes, trusted)
        verdict.books.append(book)
    examine_across(bundle, verdict.books, results)
    if trusted.old is not None:
        origin = parse_checkpoint(parse_note(trusted.old).text).origin
        if not any(book.origin == origin for book in verdict.books):
            verdict.findings.append(finding(Wrong.OLD_CHECKPOINT_ELSEWHERE, origin=origin))
    return verdict


def examine_across(bundle: BundleFiles, books: list[BookTold], results: Mapping[str, ReplayResult]) -> None:
    """Hold what books say of each other against each other."""
    told = {book.slug: book for book in books}
    others: dict[str, OtherBook] = {}

    def elsewhere(slug: str) -> OtherBook | None:
        if slug not in others and slug in told:
            lines = split_lines(bundle.books[slug].leaves, [])
            others[slug] = OtherBook(lines, told[slug].origin, results[slug].corrections)
        return others.get(slug)

    for book in books:
        examine_references(book, results[book.slug], elsewhere)


def read_processes(files: Mapping[str, bytes], findings: list[Finding]) -> dict[str, Process]:
    """The process files by the digest of their bytes."""
    processes: dict[str, Process] = {}
    for name, raw in sorted(files.items()):
        if hashlib.sha256(raw).hexdigest() != name:
            findings.append(finding(Wrong.PROCESS_DIFFERS, name=name))
            continue
        try:
            processes[name] = load_process(raw, file=f"{name}.toml")
        except ProcessError as error:
            findings.append(finding(Wrong.PROCESS_UNREADABLE, name=name, why=str(error)[:300]))
    return processes


def examine_book(
    files: BookFiles, processes: Mapping[str, Process], trusted: Trusted, *, whole: bool = True
) -> tuple[BookTold, ReplayResult]:
    """What one book is worth, and its replay. `whole` demands that the checkpoint covers every line, as in a bundle."""
    book = BookTold(files.slug)
    lines = split_lines(files.leaves, book.findings)
    result = replay(lines, processes)
    openings = read_openings(files.texts, result.words, book.findings) if result.holds and not book.findings else {}
    tell_replay(book, result, openings)
    if result.holds and result.territory not in (None, files.slug):
        book.findings.append(finding(Wrong.OTHER_TERRITORY, 0, given=result.territory, book=files.slug))
    if whole or files.checkpoint:
        examine_seal(book, files, result, trusted, whole=whole)
    return book, result


def split_lines(leaves: bytes, findings: list[Finding]) -> list[bytes]:
    """The lines of a book, each ended by one newline."""
    if not leaves:
        findings.append(finding(Wrong.EMPTY_BOOK))
        return []
    lines = leaves.split(b"\n")
    if lines.pop() != b"":
        findings.append(finding(Wrong.NOT_CANONICAL, len(lines), why="no newline at the end of the last line"))
    for n, line in enumerate(lines):
        if len(line) > MOST_LEAF:
            findings.append(finding(Wrong.NOT_CANONICAL, n, why=f"{len(line)} bytes in one entry"))
            return lines[:n]
    return lines


def read_openings(texts: Mapping[str, bytes], words: PublicWords, findings: list[Finding]) -> dict[str, str]:
    """The opened words by commitment; exactly what is public must be there, and each must open its commitment."""
    opened: dict[str, str] = {}
    for commitment, raw in texts.items():
        places = words.committed.get(commitment)
        if places is None:
            findings.append(finding(Wrong.OPENING_UNKNOWN, commitment=commitment))
            continue
        place, ruling = places[0], words.openness(commitment)
        told: dict[str, Any] = {"field": f"{place.act}.{place.field}", "commitment": commitment}
        if ruling is Openness.REDACTED:
            findings.append(finding(Wrong.OPENING_REDACTED, place.n, by=words.redacted[commitment], **told))
        elif ruling is Openness.WITHHELD:
            findings.append(finding(Wrong.OPENING_NOT_PUBLIC, place.n, **told))
        try:
            opened[commitment] = opening_text(raw, commitment, place.length)
        except TrailError as fault:
            findings.append(finding(Wrong.OPENING_WRONG, place.n, why=str(fault), **told))
    for commitment in words.public():
        if commitment not in texts:
            place = words.committed[commitment][0]
            missed = finding(Wrong.OPENING_MISSING, place.n, field=f"{place.act}.{place.field}", commitment=commitment)
            findings.append(missed)
    return opened


def opening_text(raw: bytes, commitment: str, length: int) -> str:
    """The words in an opening file: canonical JSON and a newline, opening exactly this commitment."""
    if not raw.endswith(b"\n"):
        raise TrailError("no newline at the end")
    opening = loads(raw[:-1])
    if not isinstance(opening, dict):
        raise TrailError("an opening is an object")
    return opened_text(opening, commitment=commitment, length=length)


def opening_file(opening: Mapping[str, str]) -> bytes:
    """An opening as its file in a bundle."""
    return dumps(dict(opening)) + b"\n"


def examine_seal(book: BookTold, files: BookFiles, result: ReplayResult, trusted: Trusted, *, whole: bool) -> None:
    """The key, the checkpoint, the root under it, witnesses, and an older checkpoint."""
    key = read_key(book, files)
    if key is None:
        return
    book.fingerprint, book.origin = key.fingerprint, key.name
    if any(given.kind is KeyKind.LOG for given in trusted.keys):
        book.key_confirmed = key in trusted.keys
        if not book.key_confirmed:
            book.findings.append(finding(Wrong.KEY_NOT_YOURS, fingerprint=key.fingerprint))
    try:
        if len(parse_note(files.checkpoint).lines) != 1:
            raise TrailError("it bears more than the book's own signature")
        head = open_checkpoint(files.checkpoint, log_keys=[key]).checkpoint
    except TrailError as fault:
        book.findings.append(finding(Wrong.CHECKPOINT_UNSIGNED, why=str(fault)))
        return
    book.sealed, book.root = head.size, head.root.hex()
    if head.origin.rpartition("/")[2] != files.slug:
        book.findings.append(finding(Wrong.CHECKPOINT_OF_ANOTHER_BOOK, origin=head.origin, territory=files.slug))
    recorded = result.key_at(head.size)
    # The entry that announces a new key may still be sealed with the old one: so the old one vouches for the new.
    if result.holds and key.fingerprint not in (recorded, result.key_at(head.size - 1)):
        book.findings.append(finding(Wrong.KEY_NOT_RECORDED, fingerprint=key.fingerprint, recorded=recorded))
    book.findings.extend(check_root(head, result.hashes, whole=whole))
    check_witnesses(book, files, trusted)
    check_old(book, result, key, trusted.old)


def read_key(book: BookTold, files: BookFiles) -> VerifierKey | None:
    """The key in `log.vkey`: one line."""
    try:
        return read_keys(files.key, (KeyKind.LOG,), most=1)[0]
    except TrailError as fault:
        book.findings.append(finding(Wrong.KEY_UNREADABLE, why=str(fault)))
        return None


def read_keys(raw: bytes, kinds: Sequence[KeyKind] = tuple(KeyKind), *, most: int = 100) -> tuple[VerifierKey, ...]:
    """The verifier keys of a file, one a line; `TrailError` if there is none, too many, or one of another kind."""
    try:
        lines = raw.decode().removesuffix("\n").split("\n")
    except UnicodeDecodeError:
        raise TrailError("not a text of verifier keys") from None
    keys = tuple(parse_vkey(line) for line in lines)
    if len(keys) > most or any(key.kind not in kinds for key in keys):
        raise TrailError("not the one key of a book")
    return keys


def check_root(head: Checkpoint, hashes: Sequence[bytes], *, whole: bool) -> Iterator[Finding]:
    """As many lines as are sealed, and under the sealed root."""
    if len(hashes) < head.size or (whole and len(hashes) != head.size):
        yield finding(Wrong.SIZE_DIFFERS, lines=len(hashes), size=head.size)
    elif root(hashes[: head.size]) != head.root:
        yield finding(Wrong.ROOT_DIFFERS)


def check_witnesses(book: BookTold, files: BookFiles, trusted: Trusted) -> None:
    """The cosignatures by witnesses whose keys the reader has; the others are only named."""
    if not files.witnesses:
        return
    known = {(key.name, key.key_id): key for key in trusted.keys if key.kind is KeyKind.WITNESS}
    try:
        text, lines = parse_note(files.checkpoint).text, parse_signature_lines(files.witnesses)
        checked = [line.name for line in lines if _cosigned(text, line, known.get((line.name, line.key_id)))]
    except TrailError as fault:
        book.findings.append(finding(Wrong.WITNESS_WRONG, why=str(fault)))
        return
    book.witnesses = tuple(checked)
    book.witnesses_unknown = tuple(line.name for line in lines if line.name not in checked)


def _cosigned(text: str, line: SignatureLine, key: VerifierKey | None) -> bool:
    if key is None:
        return False
    verify_signature(text, line, key)
    return True


def check_old(book: BookTold, result: ReplayResult, key: VerifierKey, old: bytes | None) -> None:
    """An older checkpoint of this book must cover the beginning of it."""
    if old is None:
        return
    note = parse_note(old)
    head = parse_checkpoint(note.text)
    if head.origin != book.origin:
        return
    for fault in old_signature(note.text, note.lines, key, result.key_at(head.size)):
        book.findings.append(finding(Wrong.OLD_CHECKPOINT_UNSIGNED, why=fault))
    if head.size > len(result.hashes):
        book.findings.append(finding(Wrong.OLD_CHECKPOINT_LONGER, old=head.size, size=len(result.hashes)))
    elif root(result.hashes[: head.size]) != head.root:
        book.findings.append(finding(Wrong.OLD_CHECKPOINT_DIFFERS, old=head.size))
    else:
        book.extends = head.size


def old_signature(text: str, lines: Iterable[SignatureLine], key: VerifierKey, recorded: str | None) -> Iterator[str]:
    """Why an older checkpoint is not the book's own; a key since replaced is known by its id on record alone."""
    mine = [line for line in lines if line.name == key.name]
    for line in mine:
        if line.key_id == key.key_id:
            try:
                verify_signature(text, line, key)
            except TrailError as fault:
                yield str(fault)
            return
    if not any(recorded is not None and recorded.startswith(line.key_id.hex()) for line in mine):
        yield "none of its signatures is by a key this book records"
