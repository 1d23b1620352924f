"""The book of Lipová as it leaves the house, and the ways to bend it."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.cast import TOWN
from workflow.trail.archive import sorted_out
from workflow.trail.canonical import dumps, loads
from workflow.trail.examine import Trusted, examine
from workflow.trail.findings import Finding
from workflow.trail.merkle import leaf_hash, root
from workflow.trail.note import Checkpoint, format_checkpoint, format_vkey
from workflow.trail.signing import Signer
from workflow.trail.verdict import BundleVerdict

BOOK = f"books/{TOWN}/"


@dataclass(frozen=True)
class Words:
    """One opening of the installation, public or not: the words, its file in a bundle, and where they were said."""

    text: str
    file: bytes
    n: int
    field: str


@dataclass(frozen=True)
class Exported:
    """A bundle as its files, the key that signs the book, and everything the installation could open."""

    files: dict[str, bytes]
    signer: Signer
    words: dict[str, Words]

    @property
    def lines(self) -> list[bytes]:
        """The leaves, each without its newline."""
        return self.files[BOOK + "leaves.jsonl"].split(b"\n")[:-1]

    def nth(self, act: str, which: int = 0) -> int:
        """The number of the first entry of this kind, or of another in their order; -1 is the last."""
        return [n for n, line in enumerate(self.lines) if f'"act":"{act}"'.encode() in line][which]

    def leaf(self, n: int) -> Any:
        """Entry n."""
        return loads(self.lines[n])

    def with_files(self, **changes: bytes | None) -> "Exported":
        """Files of the book changed, or taken away; `checkpoint_txt` is `checkpoint.txt` of the book."""
        named = {BOOK + name.replace("_txt", ".txt").replace("_", "."): raw for name, raw in changes.items()}
        return self.with_named(named)

    def with_named(self, changes: dict[str, bytes | None]) -> "Exported":
        """Files by their whole name changed, or taken away."""
        files = {**self.files, **changes}
        return replace(self, files={name: raw for name, raw in files.items() if raw is not None})

    def with_lines(self, lines: list[bytes]) -> "Exported":
        """The book with these leaves, under the checkpoint it had."""
        return self.with_files(leaves_jsonl=b"".join(line + b"\n" for line in lines))

    def changed(self, n: int, change: Callable[[Any], None]) -> "Exported":
        """Entry n changed and written canonically."""
        leaf = self.leaf(n)
        change(leaf)
        lines = self.lines
        return self.with_lines([*lines[:n], dumps(leaf), *lines[n + 1 :]])

    def renumbered(self, lines: list[bytes]) -> "Exported":
        """The book with these leaves, numbered anew from 0 as a careful forger would."""
        return self.with_lines([dumps({**loads(line), "n": n}) for n, line in enumerate(lines)])  # type: ignore[dict-item]

    def note_over(self, size: int | None = None, signer: Signer | None = None) -> bytes:
        """A signed checkpoint over the first `size` leaves (None: all)."""
        by, lines = signer or self.signer, self.lines[:size]
        head = Checkpoint(by.key.name, len(lines), root([leaf_hash(line) for line in lines]))
        return by.sign_note(format_checkpoint(head))

    def signed(self, signer: Signer | None = None) -> "Exported":
        """The book signed again over whatever its leaves now are, with the town's key or a stranger's."""
        by = signer or self.signer
        return self.with_files(checkpoint_txt=self.note_over(signer=by), log_vkey=format_vkey(by.key).encode() + b"\n")

    def verdict(self, **trusted: Any) -> BundleVerdict:
        """What a stranger finds."""
        return examine(sorted_out(self.files), Trusted(**trusted))

    def found(self, **trusted: Any) -> list[Finding]:
        """Everything found wrong."""
        verdict = self.verdict(**trusted)
        return [*verdict.findings, *(found for book in verdict.books for found in book.findings)]

    def codes(self, **trusted: Any) -> set[str]:
        """The same as codes."""
        return {str(found.wrong) for found in self.found(**trusted)}

    def write(self, path: Path) -> Path:
        """As a file."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, raw in self.files.items():
                archive.writestr(name, raw)
        return path
