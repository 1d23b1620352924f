"""Translations without system gettext: gathered from the sources, kept in .po, compiled to .mo by Babel.

`python -m consult.catalogues` compiles; `python -m consult.catalogues messages` brings the .po files up to date first
and says what still waits for its translation.
"""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po
from django.utils.translation.template import templatize

from workflow.rules.charter import ARTICLES

BASE = Path(__file__).resolve().parent.parent
LOCALE = BASE / "consult" / "locale"
SOURCE_LANGUAGE = "en"  # its catalogue is a header: the source strings are English
# What says something: where its context stands among the arguments, if it has one, and where its words.
SAYING: dict[str, tuple[int | None, tuple[int, ...]]] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), (None, (0,))),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (None, (0, 1))),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (0, (1,))),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (0, (1, 2))),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]")


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
    catalogue = read_catalogue(source)
    faults = [f"{source}:{message.lineno}: {fault}" for message, found in catalogue.check() for fault in found]
    if faults:
        raise CatalogueError("\n".join(faults))
    with target.open("wb") as compiled:
        write_mo(compiled, catalogue)
    return True


def compile_catalogues(folder: Path = LOCALE) -> list[Path]:
    """Compile every catalogue under `folder` that needs it; the sources that were compiled."""
    return [source for source in sorted(folder.glob("*/LC_MESSAGES/*.po")) if compile_catalogue(source)]


def read_catalogue(source: Path) -> Catalog:
    """A .po file. Raises CatalogueError when it is none."""
    with source.open("rb") as written:
        try:
            return read_po(written, locale=source.parent.parent.name, abort_invalid=True)
        except PoFileError as fault:
            raise CatalogueError(f"{source}: {fault}") from fault


def extract(base: Path = BASE) -> Catalog:
    """Everything the site says, gathered from its templates, its Python, and the articles of the charter."""
    catalogue = Catalog(fuzzy=False)
    for path in sorted(base.glob("consult/**/*.py")):
        _gather(catalogue, path.relative_to(base), path.read_bytes())
    for path in sorted(path for kind in ("html", "txt") for path in base.glob(f"templates/**/*.{kind}")):
        # Django turns a template into something close to Python; brackets keep its indentation from meaning anything.
        source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        _gather(catalogue, path.relative_to(base), f"({source}\n)".encode())
    for number, article in ARTICLES.items():
        catalogue.add(article, locations=[("workflow/rules/charter.py", number)])
    return catalogue


def _gather(catalogue: Catalog, place: Path, source: bytes) -> None:
    known: dict[str, None] = dict.fromkeys(SAYING)
    for line, function, said, _ in extract_python(BytesIO(source), known, (), {"encoding": "utf-8"}):
        context_at, words_at = SAYING[str(function)]
        given = said if isinstance(said, tuple | list) else (said,)
        if len(given) <= max(words_at) or not all(given[at] for at in words_at):
            continue  # a variable, not a string of this source
        context = None if context_at is None else given[context_at]
        words = tuple(given[at] for at in words_at)
        catalogue.add(words if len(words) > 1 else words[0], context=context, locations=[(place.as_posix(), line)])


def update(source: Path, said: Catalog) -> bool:
    """Bring a .po file up to date: new source strings come in untranslated, those nobody says any more go.

    Nothing is guessed from similar strings, and places are files without line numbers, so that a catalogue changes only
    when its words do. True when the file changed.
    """
    catalogue = read_catalogue(source)
    if catalogue.locale_identifier != SOURCE_LANGUAGE:
        catalogue.update(said, no_fuzzy_matching=True, update_creation_date=False)
    written = BytesIO()
    write_po(written, catalogue, width=120, ignore_obsolete=True, sort_by_file=True, include_lineno=False)
    if written.getvalue() == source.read_bytes():
        return False
    source.write_bytes(written.getvalue())
    return True


def check(source: Path, said: Catalog) -> list[str]:
    """Everything wrong with a .po file against what is said: missing, left over, fuzzy, untranslated, placeholders."""
    catalogue = read_catalogue(source)
    if catalogue.locale_identifier == SOURCE_LANGUAGE:
        return []
    known, wanted = _keyed(catalogue), _keyed(said)
    faults = [f"{key[1]!r}: not in the catalogue" for key in wanted if key not in known]
    faults += [f"{key[1]!r}: nobody says this any more" for key in known if key not in wanted]
    for key, message in known.items():
        faults += [f"{key[1]!r}: {fault}" for fault in _faults(message)]
    return faults


def _keyed(catalogue: Catalog) -> dict[tuple[str, str], Message]:
    return {(message.context or "", _first(message.id)): message for message in catalogue if message.id}


def _first(words: Any) -> str:
    return words[0] if isinstance(words, tuple | list) else words


def _faults(message: Message) -> Iterator[str]:
    forms = [form or "" for form in (message.string if isinstance(message.string, tuple | list) else (message.string,))]
    if message.fuzzy:
        yield "fuzzy"
    if not all(forms):
        yield "untranslated"
        return
    sources = message.id if isinstance(message.id, tuple | list) else (message.id,)
    wanted = [set(PLACEHOLDER.findall(source)) for source in sources]
    if any(set(PLACEHOLDER.findall(form)) not in wanted for form in forms):
        yield "placeholders differ"


def main(arguments: list[str] | None = None) -> int:
    """Compile all, after gathering with the argument `messages`; 1 and the faults on stderr when one is not fit."""
    gathering = (sys.argv[1:] if arguments is None else arguments) == ["messages"]
    faults: list[str] = []
    try:
        if gathering:
            said = extract()
            for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
                update(source, said)
                faults += [f"{source.relative_to(BASE)}: {fault}" for fault in check(source, said)]
        done = compile_catalogues()
    except CatalogueError as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    sys.stderr.write("".join(f"{fault}\n" for fault in faults))
    sys.stdout.write(f"Catalogues compiled: {len(done)}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
