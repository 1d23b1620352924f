"""What an installation keeps of a book, as files of a bundle; and whether its rows and tiles are those of the book."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice

from workflow import models
from workflow.models.rows import MIRRORS
from workflow.replay import ReplayResult
from workflow.rules.process import Process
from workflow.rules.rows import COLUMNS, Correction
from workflow.store import process_file, row_from
from workflow.trail.archive import BookFiles
from workflow.trail.book import signer_for
from workflow.trail.examine import opening_file
from workflow.trail.findings import Finding, Wrong, finding
from workflow.trail.merkle import TILE_HEIGHT, root
from workflow.trail.note import format_vkey
from workflow.trail.publicity import PublicWords
from workflow.trail.references import OtherBook

KEEPING = ("create_plan", "enter_past_plan", "amend_process", "start_programme")
"""The acts by which a plan or a programme takes a process file."""


def known_territories() -> list[str]:
    """Every territory that has a book."""
    return list(models.Book.objects.order_by("territory").values_list("territory", flat=True))


def kept_leaves(territory: str) -> Iterator[bytes]:
    """The leaves of a book in order, as they were hashed."""
    rows = models.Leaf.objects.filter(territory=territory).order_by("n").values_list("data", flat=True)
    return (bytes(data) for data in rows.iterator())


def kept_files(territory: str, *, sealed_only: bool = False) -> BookFiles:
    """A book as its files in a bundle, under the newest checkpoint there is (none: the file is empty).

    With `sealed_only` it ends where that checkpoint does, whatever is appended meanwhile.
    """
    files = BookFiles(territory, key=format_vkey(signer_for(territory).key).encode() + b"\n")
    newest = models.Checkpoint.objects.filter(territory=territory).order_by("-size").first()
    if newest is not None:
        signed = models.Cosignature.objects.filter(territory=territory, size=newest.size).order_by("pk")
        files.checkpoint = newest.note.encode()
        files.witnesses = "".join(signed.values_list("line", flat=True)).encode()
    lines = list(islice(kept_leaves(territory), newest.size if sealed_only and newest is not None else None))
    files.leaves = b"".join([line + b"\n" for line in lines])
    files.texts = kept_texts(territory, public_in(lines))
    return files


def kept_book(territory: str) -> OtherBook | None:
    """A book as references to it need it; None if this installation has none of that territory."""
    origin = models.Book.objects.filter(territory=territory).values_list("origin", flat=True).first()
    if origin is None:
        return None
    rows = models.model_of(Correction).objects.filter(territory=territory).values_list("born", "entry")
    return OtherBook(list(kept_leaves(territory)), origin, list(rows))


def public_in(lines: Iterable[bytes]) -> set[str]:
    """The commitments whose words are public after these leaves, as far as the leaves can be read."""
    words = PublicWords()
    for line in lines:
        try:
            words.see(json.loads(line))
        except (AttributeError, LookupError, TypeError, ValueError):
            break  # the examination says what is wrong with it
    return set(words.public())


def kept_texts(territory: str, public: set[str]) -> dict[str, bytes]:
    """The openings of public words, by commitment, as their files."""
    rows = models.Opening.objects.filter(territory=territory).order_by("commit")
    columns = rows.values_list("commit", "salt", "media", "text")
    return {
        commitment: opening_file({"salt": salt, "media": media, "text": text})
        for commitment, salt, media, text in columns.iterator()
        if commitment in public
    }


def kept_digests(names: Iterable[str]) -> list[str]:
    """The digests of every process file a plan or programme of these territories ever took."""
    rows = models.Leaf.objects.filter(territory__in=list(names), act__in=KEEPING).values_list("data", flat=True)
    return sorted({json.loads(bytes(data))["facts"]["process"] for data in rows.iterator()})


def kept_processes(names: Iterable[str]) -> dict[str, Process]:
    """The process files by digest; one that is not kept is simply not there."""
    return {digest: process for digest in kept_digests(names) if (process := process_file(digest)) is not None}


def process_files(names: Iterable[str]) -> dict[str, bytes]:
    """The same as their bytes."""
    rows = models.ProcessFile.objects.filter(digest__in=kept_digests(names)).order_by("digest")
    return {digest: bytes(data) for digest, data in rows.values_list("digest", "data")}


def other_rows(territory: str, result: ReplayResult) -> Iterator[Finding]:
    """The rows of the database that are not those the book leads to."""
    replayed: dict[str, dict[str, tuple[object, ...]]] = {}
    for table_name, columns in result.state.dump():
        replayed.setdefault(table_name, {})[str(columns[0])] = columns
    for table, model in MIRRORS.items():
        asked = model.objects.filter(territory=territory).values_list(*COLUMNS[table])  # type: ignore[attr-defined]
        book = replayed.get(table.__name__, {})
        kept: dict[str, tuple[object, ...]] = {}
        for values in asked.iterator():
            row = row_from(table, values)
            kept[row.key] = tuple(getattr(row, column) for column in COLUMNS[table])
        for key in sorted(book.keys() | kept.keys()):
            if book.get(key) != kept.get(key):
                yield finding(Wrong.ROWS_DIFFER, table=table.__name__, key=key)


def other_tiles(territory: str, result: ReplayResult) -> Iterator[Finding]:
    """The stored tiles that do not hold the hashes of the book."""
    for path, data in models.Tile.objects.filter(territory=territory).order_by("path").values_list("path", "data"):
        level, index, width = _place(path)
        span = 1 << (TILE_HEIGHT * level)
        first = index << TILE_HEIGHT
        hashes = [result.hashes[(first + i) * span : (first + i + 1) * span] for i in range(width)]
        if any(len(part) != span for part in hashes) or b"".join(map(root, hashes)) != bytes(data):
            yield finding(Wrong.TILE_DIFFERS, path=path)


def _place(path: str) -> tuple[int, int, int]:
    """Level, index and width of a tile from its path."""
    whole, _, width = path.partition(".p/")
    _, level, *groups = whole.split("/")
    return int(level), int("".join(group.removeprefix("x") for group in groups)), int(width or 1 << TILE_HEIGHT)
