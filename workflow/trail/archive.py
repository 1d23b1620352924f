"""A bundle as a file: what stands in it under which name, read so that nothing in it can hurt the reader.

The names are a closed list, so no path leads anywhere; sizes are asked before anything is unpacked and held to while
unpacking. Whatever does not fit is no bundle, in words that say why.
"""

import re
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path

LEAVES, CHECKPOINT, WITNESSES, KEY = "leaves.jsonl", "checkpoint.txt", "witnesses.txt", "log.vkey"
LIFECYCLE, VERIFIER, READ_ME = "lifecycle.json", "verify.py", "README.txt"
BOOK_FILES = (LEAVES, CHECKPOINT, WITNESSES, KEY)
TOP_FILES = (LIFECYCLE, VERIFIER, READ_ME)

MEBIBYTE = 1 << 20
MOST_FILES = 400_000
MOST_BYTES = 768 * MEBIBYTE
MOST_IN = {LEAVES: 512 * MEBIBYTE, "text": 8 * MEBIBYTE, "process": MEBIBYTE // 8, "other": 4 * MEBIBYTE}
"""Bytes a file of each kind may have unpacked; a text is at most a million characters."""
MOST_LEAF = 65_535
"""Bytes of one entry: what a C2SP entry bundle could still hold."""
BOMB_FROM, BOMB_RATIO = MEBIBYTE, 150
"""A file this large that was packed this small holds nothing people wrote."""

_SLUG = "[a-z0-9][a-z0-9._-]{0,79}"
_IN_BOOK = re.compile(f"books/({_SLUG})/(leaves\\.jsonl|checkpoint\\.txt|witnesses\\.txt|log\\.vkey)")
_TEXT = re.compile(f"books/({_SLUG})/texts/([0-9a-f]{{64}})\\.json")
_PROCESS = re.compile("process/([0-9a-f]{64})\\.toml")
_FOLDER = re.compile(f"books/|process/|books/{_SLUG}/|books/{_SLUG}/texts/")


class NoBundleError(Exception):
    """The file is not a bundle; the two messages say why, in Czech and in English."""

    def __init__(self, czech: str, english: str) -> None:
        self.czech, self.english = czech, english
        super().__init__(english)


@dataclass(slots=True)
class BookFiles:
    """The files of one book as bytes; `texts` are the openings by commitment."""

    slug: str
    leaves: bytes = b""
    checkpoint: bytes = b""
    witnesses: bytes = b""
    key: bytes = b""
    texts: dict[str, bytes] = field(default_factory=dict)


@dataclass(slots=True)
class BundleFiles:
    """What a bundle holds: books by slug, process files by the digest in their name, the lifecycle."""

    books: dict[str, BookFiles]
    processes: dict[str, bytes]
    lifecycle: bytes


def read_bundle(path: Path) -> BundleFiles:
    """The files of a bundle. `NoBundleError` if it is none; nothing is written anywhere."""
    try:
        with zipfile.ZipFile(path) as archive:
            return sorted_out(_unpacked(archive))
    except OSError as fault:
        why = fault.strerror or str(fault)
        raise NoBundleError(f"soubor nelze číst: {why}", f"the file cannot be read: {why}") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as fault:
        raise NoBundleError(f"není to neporušený soubor ZIP ({fault})", f"not an intact ZIP file ({fault})") from None


def _unpacked(archive: zipfile.ZipFile) -> dict[str, bytes]:
    members = [member for member in archive.infolist() if not _FOLDER.fullmatch(member.filename)]
    if len(members) > MOST_FILES:
        raise NoBundleError(f"více než {MOST_FILES} souborů", f"more than {MOST_FILES} files")
    seen: set[str] = set()
    total = 0
    for member in members:
        _check(member)
        if member.filename in seen:
            raise NoBundleError(f"soubor {member.filename} je v něm dvakrát", f"{member.filename} is in it twice")
        seen.add(member.filename)
        total += member.file_size
    if total > MOST_BYTES:
        raise NoBundleError(f"rozbalený má {total} bajtů", f"it has {total} bytes unpacked")
    return {member.filename: _read(archive, member) for member in members}


def _check(member: zipfile.ZipInfo) -> None:
    """A known name, and a size that people's words can have."""
    shown = ascii(member.filename)[:80]
    most = _most(member.filename)
    if most is None:
        raise NoBundleError(f"obsahuje cizí soubor {shown}", f"it holds a file that does not belong: {shown}")
    if member.flag_bits & 1:
        raise NoBundleError(f"soubor {shown} je zašifrovaný", f"{shown} is encrypted")
    if member.file_size > most:
        raise NoBundleError(f"soubor {shown} je příliš velký", f"{shown} is too large")
    if member.file_size > max(BOMB_FROM, BOMB_RATIO * member.compress_size):
        raise NoBundleError(
            f"soubor {shown} se rozbalí na {member.file_size} bajtů z {member.compress_size}: to není kniha záznamů",
            f"{shown} unpacks to {member.file_size} bytes from {member.compress_size}: that is no record",
        )


def _most(name: str) -> int | None:
    """How many bytes a file of this name may have; None if no file has this name."""
    if name in TOP_FILES:
        return MOST_IN["other"]
    if match := _IN_BOOK.fullmatch(name):
        return MOST_IN.get(match.group(2), MOST_IN["other"])
    if _TEXT.fullmatch(name):
        return MOST_IN["text"]
    return MOST_IN["process"] if _PROCESS.fullmatch(name) else None


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    with archive.open(member) as packed:
        raw = packed.read(member.file_size + 1)
    if len(raw) != member.file_size:
        shown = ascii(member.filename)[:80]
        raise NoBundleError(f"soubor {shown} má jinou délku, než udává", f"{shown} is not as long as it says")
    return raw


def sorted_out(files: dict[str, bytes]) -> BundleFiles:
    """Files by the names they have in a bundle, each in its place. `NoBundleError` names what is lacking."""
    bundle = BundleFiles({}, {}, files.get(LIFECYCLE, b""))
    for name, raw in files.items():
        if match := _IN_BOOK.fullmatch(name):
            book = bundle.books.setdefault(match.group(1), BookFiles(match.group(1)))
            setattr(book, _FIELDS[match.group(2)], raw)
        elif match := _TEXT.fullmatch(name):
            bundle.books.setdefault(match.group(1), BookFiles(match.group(1))).texts[match.group(2)] = raw
        elif match := _PROCESS.fullmatch(name):
            bundle.processes[match.group(1)] = raw
    wanted = [*TOP_FILES, *(f"books/{slug}/{name}" for slug in bundle.books or ["…"] for name in BOOK_FILES)]
    absent = [name for name in wanted if name not in files]
    if absent:
        raise NoBundleError("chybí v něm " + ", ".join(absent[:8]), "it lacks " + ", ".join(absent[:8]))
    return bundle


_FIELDS = {LEAVES: "leaves", CHECKPOINT: "checkpoint", WITNESSES: "witnesses", KEY: "key"}
