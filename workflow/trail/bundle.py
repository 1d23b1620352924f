"""The export: whole books in one file that anybody can check without us, without a network, decades later."""

import secrets
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from workflow import models
from workflow.trail.archive import CHECKPOINT, KEY, LEAVES, LIFECYCLE, READ_ME, VERIFIER, WITNESSES
from workflow.trail.book import seal
from workflow.trail.examine import lifecycle_file
from workflow.trail.shelf import kept_files, known_territories, process_files
from workflow.verify import verifier

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time every file of a bundle carries: the same book makes the same bundle, byte for byte."""

LETTER = """\
KNIHA ZÁZNAMŮ / RECORD BOOK

Tento soubor obsahuje celou knihu záznamů: každý úkon, který se v komunitním plánování stal, v pořadí, v jakém se stal.
Nemusíte nám věřit, můžete si ji ověřit sami:

    1. Vezměte soubor verify.py odtud, nebo lépe z místa, kterému věříte.
    2. Spusťte:   python3 -I verify.py TENTO_SOUBOR.zip
    3. Porovnejte otisk klíče s tím, který zveřejnilo město.

Stačí Python 3.11 nebo novější, síť není potřeba. Program znovu posoudí každý záznam podle pravidel, která jsou v něm.

This file holds a whole record book: every act of the community planning, in the order in which it happened. You need
not trust us, you can check it yourself: take verify.py from here, or better from a place you trust, run the command
above, and compare the key's fingerprint with the one the town published. Python 3.11 or newer is enough, without a
network. The program judges every entry again by the rules that stand in it.

Obsah / Contents
    books/NAME/leaves.jsonl     záznamy, jeden na řádku / the entries, one a line (RFC 8785 JSON)
    books/NAME/checkpoint.txt   pečeť knihy / the signed head of the book (C2SP tlog-checkpoint)
    books/NAME/witnesses.txt    podpisy svědků / cosignatures of witnesses (C2SP tlog-cosignature)
    books/NAME/log.vkey         klíč knihy / the book's key (C2SP signed-note)
    books/NAME/texts/*.json     veřejné texty / public words, each opening one commitment (HMAC-SHA256)
    process/*.toml              popisy postupu / process files, by SHA-256
    lifecycle.json              běh plánu / the lifecycle of a plan
    verify.py                   ověřovací program / the verifier

Neveřejné a odstraněné texty zde nejsou; v knize je z nich jen otisk se solí, ze kterého se nedají zjistit.
Words that are not public, or were redacted, are not here; the book holds only salted commitments to them.
"""


def write_bundle(path: Path, territories: Iterable[str] | None = None) -> list[str]:
    """Write the books of these territories (all by default) to `path`, sealed to their ends; returns their names.

    `LookupError` names a territory that has no book. The file appears whole or not at all.
    """
    names = known_territories() if territories is None else sorted(set(territories))
    unknown = sorted(set(names) - set(known_territories()))
    if unknown or not names:
        raise LookupError(", ".join(unknown) or "no book")
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with zipfile.ZipFile(aside, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for name, raw in bundle_files(names):
                archive.writestr(entry(name), raw)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return names


def entry(name: str) -> zipfile.ZipInfo:
    """The head of one file in the archive, nothing of this machine or moment in it."""
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system, info.external_attr = 3, 0o644 << 16
    return info


def bundle_files(names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Every file of the bundle by its name, in one fixed order."""
    names = list(names)
    yield READ_ME, LETTER.encode()
    yield VERIFIER, verifier().encode()
    yield LIFECYCLE, lifecycle_file()
    for name in names:
        yield from book_files(name)
    for digest, raw in process_files(names).items():
        yield f"process/{digest}.toml", raw


def book_files(territory: str) -> Iterator[tuple[str, bytes]]:
    """The files of one book, sealed first so that the checkpoint covers every line."""
    book = models.Book.objects.get(territory=territory)
    seal(territory, book.last_at)
    files = kept_files(territory, sealed_only=True)
    folder = f"books/{territory}/"
    yield folder + LEAVES, files.leaves
    yield folder + CHECKPOINT, files.checkpoint
    yield folder + WITNESSES, files.witnesses
    yield folder + KEY, files.key
    for commitment, raw in files.texts.items():
        yield f"{folder}texts/{commitment}.json", raw
