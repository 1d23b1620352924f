"""The pure files of the trail run anywhere: standard library alone, and all of them in one file."""

import ast
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import workflow.trail
from workflow.trail.note import format_vkey

if TYPE_CHECKING:
    from tests.workflow.trail.conftest import Book

FOLDER = Path(workflow.trail.__path__[0])
PURE = ("canonical", "ed25519", "merkle", "note", "receipt")


def parsed(name: str) -> ast.Module:
    return ast.parse((FOLDER / f"{name}.py").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", PURE)
def test_a_pure_file_imports_the_standard_library_and_its_pure_fellows_by_name_at_the_top(name: str) -> None:
    tree = parsed(name)
    imports = [found for found in ast.walk(tree) if isinstance(found, ast.Import | ast.ImportFrom)]
    assert all(found in tree.body for found in imports)
    for found in imports:
        modules = [found.module or ""] if isinstance(found, ast.ImportFrom) else [alias.name for alias in found.names]
        for module in modules:
            own = module in {f"workflow.trail.{fellow}" for fellow in PURE} and isinstance(found, ast.ImportFrom)
            assert own or module.partition(".")[0] in sys.stdlib_module_names


def test_all_pure_files_put_into_one_verify_a_receipt_with_no_name_given_twice(lhota: "Book") -> None:
    body: list[ast.stmt] = []
    for name in PURE:
        body += [
            statement
            for statement in parsed(name).body
            if not (isinstance(statement, ast.ImportFrom) and (statement.module or "").startswith("workflow."))
        ]
    names = [name for statement in body for name in defined(statement)]
    assert sorted(names) == sorted(set(names))
    space: dict[str, Any] = {"__name__": "verify"}
    sys.modules["verify"] = type(sys)("verify")
    try:
        exec(compile(ast.Module(body, []), "verify.py", "exec"), space)
    finally:
        del sys.modules["verify"]
    key = space["parse_vkey"](format_vkey(lhota.log.key))
    assert space["open_receipt"](lhota.receipt_file, log_keys=[key]).leaf == lhota.leaves[4]


def defined(statement: ast.stmt) -> list[str]:
    match statement:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Assign(targets=targets):
            return [target.id for target in targets if isinstance(target, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
        case _:
            return []
