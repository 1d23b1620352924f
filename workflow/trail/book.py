"""The only writer of a record book: it appends in the act's own transaction, and seals what was appended.

Appending takes the next number and moves the head; sealing comes after the fact (by the clock, at every change of stage
and on demand): tiles of the RFC 6962 tree and a signed checkpoint. From then on every entry has a receipt.
"""

import secrets
from collections.abc import Collection
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from workflow import models
from workflow.models.door import open_door
from workflow.rules.facts import Words
from workflow.rules.state import Head
from workflow.trail import note
from workflow.trail.canonical import SALT_BYTES, commit, dumps, parse_time
from workflow.trail.merkle import (
    NodeReader,
    Tile,
    frontier_at,
    grown_tiles,
    inclusion_path,
    leaf_hash,
    node_hash,
    nodes_from_tiles,
)
from workflow.trail.receipt import Enclosure, Promise, Receipt, format_promise, format_receipt, pack_enclosure
from workflow.trail.signing import Signer


def lock_book(territory: str) -> models.Book:
    """The book's row, locked until the transaction ends: book order is judgement order.

    PostgreSQL locks the row; SQLite's transaction is IMMEDIATE and holds the only write lock there is. A book begins
    with its first act.
    """
    assert connection.in_atomic_block
    book = models.Book.objects.select_for_update().filter(territory=territory).first()
    if book is None:
        with open_door():
            fresh = models.Book(territory=territory, origin=origin_of(territory))
            models.Book.objects.bulk_create([fresh], ignore_conflicts=True)
        book = models.Book.objects.select_for_update().get(territory=territory)
    assert isinstance(book, models.Book)
    return book


def origin_of(territory: str) -> str:
    """The name of a territory's book in checkpoints: the installation's name and the territory."""
    return f"{settings.WORKFLOW_ORIGIN}/{territory}"


def append(book: models.Book, leaf: dict[str, Any]) -> tuple[bytes, bytes]:
    """Append an entry; returns its bytes and its leaf hash. The caller holds the lock and the transaction."""
    data = dumps(leaf)
    hashed = leaf_hash(data)
    with open_door():
        models.Leaf.objects.bulk_create(
            [
                models.Leaf(
                    territory=book.territory,
                    n=leaf["n"],
                    at=leaf["at"],
                    act=leaf["act"],
                    plan=leaf["plan"],
                    stage=leaf["stage"],
                    data=data,
                    hash=hashed,
                )  # fmt: skip
            ]
        )
        models.Book.objects.filter(pk=book.pk).update(size=book.size + 1, last_at=leaf["at"])
    book.size, book.last_at = book.size + 1, leaf["at"]
    return data, hashed


def commit_words(text: str) -> tuple[Words, str]:
    """A commitment to `text` under a fresh salt; returns it and the salt in hex."""
    salt = secrets.token_bytes(SALT_BYTES)
    payload = text.encode()
    return Words(commit(salt, payload), len(payload)), salt.hex()


def head_under_lock(book: models.Book) -> Head:
    """The end of the book."""
    return Head(book.size, book.last_at)


@lru_cache(maxsize=256)
def _signer(path: Path, origin: str) -> Signer:
    if path.exists():
        return Signer.load(path)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Signer.create(path, name=origin)


def signer_for(territory: str) -> Signer:
    """The key that signs a territory's book; made at first use, in a file only its owner may read."""
    return _signer(Path(settings.WORKFLOW_KEYS) / f"{territory}.book", origin_of(territory))


def log_key_digest(territory: str) -> str:
    """The fingerprint of the book's key, as entry 0 records it."""
    return signer_for(territory).key.fingerprint


def promise_for(territory: str, n: int, hashed: bytes, at: str) -> bytes:
    """The signed promise given at once: this entry will be covered by a checkpoint within a minute."""
    signer = signer_for(territory)
    return signer.sign_note(format_promise(Promise(signer.key.name, n, hashed, parse_time(at))))


def seal(territory: str, at: str) -> models.Checkpoint | None:
    """Cover everything appended so far by tiles and a signed checkpoint; None if there is nothing new."""
    with transaction.atomic():
        book = models.Book.objects.select_for_update().filter(territory=territory).first()
        if book is None or book.sealed == book.size:
            return None
        node = _growing(territory, book.sealed, book.size)
        tiles = [(tile.path, data) for tile, data in grown_tiles(book.sealed, book.size, node)]
        head = note.Checkpoint(book.origin, book.size, frontier_at(book.size, node).root())
        signed = signer_for(territory).sign_note(note.format_checkpoint(head)).decode()
        with open_door():
            rows = [models.Tile(territory=territory, path=path, data=data) for path, data in tiles]
            models.Tile.objects.bulk_create(
                rows, update_conflicts=True, unique_fields=["territory", "path"], update_fields=["data"]
            )
            checkpoint = models.Checkpoint(territory=territory, size=book.size, note=signed, made_at=at)
            models.Checkpoint.objects.bulk_create([checkpoint])
            models.Book.objects.filter(pk=book.pk).update(sealed=book.size)
        return checkpoint


def root_of(territory: str, size: int) -> bytes:
    """The root of the first `size` entries, 32 bytes, whether a checkpoint covers them yet or not."""
    sealed, whole = models.Book.objects.values_list("sealed", "size").get(territory=territory)
    return frontier_at(size, _growing(territory, sealed, whole)).root()


def _growing(territory: str, sealed: int, size: int) -> NodeReader:
    """Nodes of the growing tree: the sealed ones from tiles, the rest hashed from leaves."""
    old = nodes_from_tiles(sealed, cache(lambda tile: _tile(territory, tile)))
    first = sealed // 2 * 2 if sealed else 0
    hashes = models.Leaf.objects.filter(territory=territory, n__gte=first, n__lt=size).order_by("n")
    new = {n: bytes(hashed) for n, hashed in hashes.values_list("n", "hash")}

    @cache
    def node(level: int, index: int) -> bytes:
        if (index + 1) << level <= sealed:
            return old(level, index)
        if level == 0:
            return new[index]
        return node_hash(node(level - 1, 2 * index), node(level - 1, 2 * index + 1))

    return node


def _tile(territory: str, tile: Tile) -> bytes:
    """A tile's content; a partial tile may since have grown into a wider one, which begins with the same hashes."""
    rows = models.Tile.objects.filter(territory=territory)
    data = rows.filter(path=tile.path).values_list("data", flat=True).first()
    return bytes(data) if data is not None else b""


def receipt_for(territory: str, n: int, *, closed: Collection[str] = ()) -> bytes | None:
    """The receipt of entry n as a C2SP tlog-proof, with the entry and its openings inside; None until it is sealed.

    Commitments in `closed` stay closed: the site hands out what is public, the person who spoke may have it all.
    """
    newest = models.Checkpoint.objects.filter(territory=territory, size__gt=n).order_by("size").first()
    if newest is None:
        return None
    data = bytes(models.Leaf.objects.values_list("data", flat=True).get(territory=territory, n=n))
    node = nodes_from_tiles(newest.size, cache(lambda tile: _tile(territory, tile)))
    lines = models.Cosignature.objects.filter(territory=territory, size=newest.size).values_list("line", flat=True)
    openings = models.Opening.objects.filter(territory=territory, n=n)
    opened = {
        row.commit: {"salt": row.salt, "media": row.media, "text": row.text}
        for row in openings
        if row.commit not in closed
    }
    return format_receipt(
        Receipt(
            index=n,
            path=inclusion_path(n, newest.size, node),
            checkpoint=(newest.note + "".join(lines)).encode(),
            extra=pack_enclosure(Enclosure(data, opened)),
        )
    )
