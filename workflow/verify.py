"""The stand-alone `verify.py`, and the same verification in place.

`verify.py` is built, not written: the pure files of rules and trail stand in it one after the other, whatever needs
another behind it, with imports of each other left out. So the rules a stranger runs are, letter by letter, the rules
the town runs.
"""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.db import transaction

from workflow import models
from workflow.trail.book import signer_for
from workflow.trail.examine import Trusted, examine_book
from workflow.trail.references import examine_references
from workflow.trail.shelf import kept_book, kept_files, kept_processes, other_rows, other_tiles
from workflow.trail.verdict import BundleVerdict

PACKAGE = "workflow"
HOUSE = Path(__file__).resolve().parent
ENTRY = "workflow.trail.verifier"

HEADER = '''\
#!/usr/bin/env python3
"""Dohoda: ověření vyvezené knihy záznamů. Verification of an exported record book.

    python verify.py BUNDLE.zip [--vkey KEY|FILE] [--checkpoint OLD]

Stačí Python 3.11, bez sítě a bez čehokoli dalšího. Program čte jen soubory, které mu dáte, a nic nezapisuje.
Python 3.11 is enough, without network or anything else. It reads the files you give it and writes none.

Návratová hodnota, exit code: 0 souhlasí, it holds; 1 nesouhlasí, it does not; 2 není to vývoz, not a bundle.

This file is put together from the rules and the record book of Dohoda (MIT licence): its parts are the very files that
judge each act in an installation.
"""
'''
FOOTER = """

if __name__ == "__main__":
    sys.exit(main())
"""


class BuildError(Exception):
    """The pure files cannot stand in one file; the message names the place."""


@cache
def verifier() -> str:
    """The text of `verify.py`; the same for the same sources, wherever and whenever it is built."""
    modules = in_order(ENTRY)
    outside: set[str] = {"import sys"}
    names: dict[str, str] = {}
    parts = []
    for module, source in modules.items():
        tree = ast.parse(source)
        _claim(module, tree, names)
        outside.update(_outside(tree))
        parts.append(f"\n\n# {'-' * 20} {module}\n\n{_stripped(module, source, tree)}\n")
    _no_clash(outside, names)
    return HEADER + "\n" + "\n".join(sorted(outside)) + "\n" + "".join(parts) + FOOTER


def in_order(entry: str) -> dict[str, str]:
    """The sources of `entry` and of every module of the engine it needs, each behind those it needs itself."""
    done: dict[str, str] = {}
    under_way: list[str] = []

    def visit(module: str) -> None:
        if module in done:
            return
        if module in under_way:
            raise BuildError(f"{' needs '.join((*under_way, module))}: a circle")
        under_way.append(module)
        source = _source(module)
        for needed in _needed(ast.parse(source)):
            visit(needed)
        under_way.pop()
        done[module] = source

    visit(entry)
    return done


def _source(module: str) -> str:
    path = HOUSE.parent.joinpath(*module.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return file.read_text(encoding="utf-8")


def _is_ours(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == PACKAGE


def _needed(tree: ast.Module) -> list[str]:
    return sorted({node.module or "" for node in tree.body if isinstance(node, ast.ImportFrom) and _is_ours(node)})


def _outside(tree: ast.Module) -> Iterator[str]:
    """Every import of the standard library, one name a line."""
    for node in tree.body:
        if isinstance(node, ast.Import):
            yield from (ast.unparse(ast.Import([alias])) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not _is_ours(node):
            yield from (ast.unparse(ast.ImportFrom(node.module, [alias], node.level)) for alias in node.names)


def _stripped(module: str, source: str, tree: ast.Module) -> str:
    """The source without its imports; a name taken over under another one is given that name."""
    lines = source.splitlines()
    for node in tree.body:
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        assert node.end_lineno is not None
        lines[node.lineno - 1 : node.end_lineno] = [""] * (node.end_lineno - node.lineno + 1)
        if _is_ours(node):
            also = [f"{alias.asname} = {alias.name}" for alias in node.names if alias.asname not in (None, alias.name)]
            lines[node.lineno - 1] = "; ".join(also)
    if any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(ast.parse("\n".join(lines)))):
        raise BuildError(f"{module} imports elsewhere than at its top")
    text = "\n".join(lines).strip("\n")
    while "\n\n\n\n" in text:
        text = text.replace("\n\n\n\n", "\n\n\n")
    return text


def _claim(module: str, tree: ast.Module, names: dict[str, str]) -> None:
    """Each name at the top of a module must be free in the one file."""
    for name in _defined(tree):
        if names.setdefault(name, module) != module:
            raise BuildError(f"{name} is defined in {names[name]} and in {module}")


def _defined(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name))
        elif isinstance(node, ast.ImportFrom) and _is_ours(node):
            yield from (alias.asname for alias in node.names if alias.asname not in (None, alias.name))


def _no_clash(outside: set[str], names: dict[str, str]) -> None:
    """Names of the standard library must be free too, and be those of the standard library."""
    taken: dict[str, str] = {}
    for line in sorted(outside):
        node = ast.parse(line).body[0]
        assert isinstance(node, ast.Import | ast.ImportFrom)
        origin = node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
        if (origin or "").partition(".")[0] not in sys.stdlib_module_names:
            raise BuildError(f"{line}: not of the standard library")
        name = node.names[0].asname or node.names[0].name
        if name in names or taken.setdefault(name, line) != line:
            raise BuildError(f"{name} of '{line}' is also defined in {names.get(name) or taken[name]}")


def verify_territory(territory: str) -> BundleVerdict:
    """The verdict on a territory's book as it lies in this installation; changes nothing.

    Besides all that `verify.py` checks: the rows are those the book leads to, and the stored tiles hold its hashes.
    What it says of other books is held against those this installation keeps.
    What was appended since the last seal is judged, but not yet signed for.
    """
    trusted = Trusted((signer_for(territory).key,))
    with transaction.atomic():
        models.Book.objects.select_for_update().filter(territory=territory).first()  # nothing is appended meanwhile
        book, result = examine_book(kept_files(territory), kept_processes([territory]), trusted, whole=False)
        if not book.findings:
            book.findings.extend(other_rows(territory, result))
            book.findings.extend(other_tiles(territory, result))
        examine_references(book, result, kept_book)
    return BundleVerdict([book])
