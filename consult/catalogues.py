"""Translations from .po to .mo by Babel, so that no machine needs gettext installed: `python -m consult.catalogues`."""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

LOCALE = Path(__file__).resolve().parent / "locale"


class CatalogueError(Exception):
    """A catalogue that cannot be compiled; its text names file, line and fault."""


def compile_catalogue(source: Path) -> bool:
    """Write the .mo beside `source` if it is missing or older; True when it was written. Fuzzy entries are left out.

    Raises CatalogueError when the file cannot be read or a translation lost one of its placeholders: such a sentence
    would break the page it stands on.
    """
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return False
    with source.open("rb") as written:
        try:
            catalogue = read_po(written, locale=source.parent.parent.name, abort_invalid=True)
        except PoFileError as fault:
            raise CatalogueError(f"{source}: {fault}") from fault
    faults = [f"{source}:{message.lineno}: {fault}" for message, found in catalogue.check() for fault in found]
    if faults:
        raise CatalogueError("\n".join(faults))
    with target.open("wb") as compiled:
        write_mo(compiled, catalogue)
    return True


def compile_catalogues(folder: Path = LOCALE) -> list[Path]:
    """Compile every catalogue under `folder` that needs it; the sources that were compiled."""
    return [source for source in sorted(folder.glob("*/LC_MESSAGES/*.po")) if compile_catalogue(source)]


def main() -> int:
    """Compile all; 1 and the faults on stderr when one is not fit."""
    try:
        done = compile_catalogues()
    except CatalogueError as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    sys.stdout.write(f"Catalogues compiled: {len(done)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
