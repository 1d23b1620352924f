"""What the house promises and no tool checks. A folder that is not built yet is simply empty here."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from unicodedata import combining, normalize

from workflow.rules.process_file import load_process

HOUSE = Path(__file__).resolve().parent.parent
FUNCTION_LINES, FILE_LINES, TEMPLATE_LINES = 40, 300, 60

VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "services", "service", "managers", "manager"}

# The engine's rows are written here and nowhere else, behind the door that perform() opens.
WRITERS = ("workflow/perform.py", "workflow/store.py", "workflow/trail/book.py")
DOOR = "workflow/models/door.py"
ROW_WRITES = {"save", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
QUERY_WRITES = ROW_WRITES | {"update", "create", "delete", "aupdate", "acreate", "adelete"}
QUERY_ROOTS = {"objects", "_default_manager", "_base_manager"}

# Read by verify.py as well, which knows the standard library alone; so is whatever these import.
PURE = ("workflow/rules/", *(f"workflow/trail/{name}.py" for name in ("canonical", "merkle", "note", "records")))

PACKAGE_HOSTS = re.compile(r"\b(?:pypi|npmjs|pythonhosted|npmmirror)\.(?:org|com|io)\b|--(?:extra-)?index-url[ =]\S")
FETCHED_ARCHIVES = re.compile(r"https?://[^\s\"']+\.(?:whl|tgz|tar\.gz)\b|\"resolved\": *\"http")
MACHINE_PATHS = re.compile(r"(?<![\w./-])/(?:work|farm|home|root|Users)/[A-Za-z]")


def files(*patterns: str) -> list[Path]:
    """The house's own files that match: what git tracks or would track; in a copy without git, whatever lies there."""
    ask = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    told = subprocess.run(ask, cwd=HOUSE, capture_output=True, text=True)
    if told.returncode == 0:
        paths = [HOUSE / name for name in told.stdout.split("\0") if name]
    else:
        away = {".venv", ".git", "var", "node_modules", "__pycache__"}
        paths = [path for path in HOUSE.rglob("*") if not away & set(path.relative_to(HOUSE).parts)]
    return sorted(path for path in paths if path.is_file() and any(path.match(pattern) for pattern in patterns))


def plain_letters(text: str) -> str:
    """Lower case, without diacritics."""
    return "".join(letter for letter in normalize("NFD", text.lower()) if not combining(letter))


def name_of(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


def modules(*roots: str) -> Iterator[tuple[str, ast.Module]]:
    """Name and syntax tree of each Python file below the roots, migrations left out."""
    for path in files("*.py"):
        name = name_of(path)
        if name.startswith(roots) and "/migrations/" not in name:
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and full name of every module imported, wherever in the file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, "." * node.level + (node.module or "")


def texts() -> Iterator[tuple[str, str]]:
    for path in files("*"):
        try:
            yield name_of(path), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def found(pattern: re.Pattern[str]) -> list[str]:
    return [f"{name}: {hit.group()}" for name, text in texts() for hit in pattern.finditer(text)]


def chain(node: ast.expr) -> Iterator[str]:
    """The names along `Plan.objects.filter(...).update`, from the end to the root."""
    while True:
        if isinstance(node, ast.Attribute):
            yield node.attr
            node = node.value
        elif isinstance(node, ast.Call):
            node = node.func
        else:
            if isinstance(node, ast.Name):
                yield node.id
            return


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{name}:{node.lineno} {node.name} has {node.end_lineno - node.lineno + 1} lines"
        for name, tree in modules("workflow/", "consult/")
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= FUNCTION_LINES
    ]
    assert long == []


def test_no_file_and_no_template_outgrows_its_budget() -> None:
    budgets = [(path, FILE_LINES) for path in files("*.py") if name_of(path).startswith(("workflow/", "consult/"))]
    budgets += [(path, TEMPLATE_LINES) for path in files("*.html") if name_of(path).startswith("templates/")]
    lengths = [(name_of(path), len(path.read_text(encoding="utf-8").splitlines()), limit) for path, limit in budgets]
    assert [f"{name}: {n}" for name, n, limit in lengths if n > limit and "/migrations/" not in name] == []


def test_names_say_what_a_thing_is() -> None:
    parts = {(name_of(path), part.partition(".")[0]) for path in files("*") for part in Path(name_of(path)).parts}
    assert sorted(name for name, part in parts if part in VAGUE_NAMES) == []


def test_nothing_names_a_package_registry_or_a_path_of_one_machine() -> None:
    assert found(PACKAGE_HOSTS) == []
    assert found(FETCHED_ARCHIVES) == []
    assert found(MACHINE_PATHS) == []


def test_the_lock_carries_hashes_and_no_address() -> None:
    lock = (HOUSE / "requirements.lock").read_text(encoding="utf-8")
    pinned = re.findall(r"^[a-z0-9][\w.-]*==\S+ \\\n    --hash=sha256:[0-9a-f]{64}", lock, re.MULTILINE)
    assert len(pinned) == len(re.findall(r"^\S.*==", lock, re.MULTILINE)) > 0
    assert re.findall(r"\S+://\S+|^\S+ @ .*|^-\S.*", lock, re.MULTILINE) == []


def test_the_engine_knows_nothing_of_the_site() -> None:
    up = [
        f"{name}:{line}"
        for name, tree in modules("workflow/")
        for line, module in imports(tree)
        if module.startswith("consult")
    ]
    assert up == []


def pure_modules() -> dict[str, ast.Module]:
    """Name and tree of each file that verify.py is made of: PURE, and what those files import from the engine."""
    engine = dict(modules("workflow/"))
    pure = {name: tree for name, tree in engine.items() if name.startswith(PURE)}
    while True:
        wanted = {module.replace(".", "/") for tree in pure.values() for _, module in imports(tree)}
        more = {f"{name}{end}" for name in wanted for end in (".py", "/__init__.py")} & engine.keys() - pure.keys()
        if not more:
            return pure
        pure |= {name: engine[name] for name in more}


def test_rules_are_pure() -> None:
    known = sys.stdlib_module_names | {"workflow"}
    foreign = [
        f"{name}:{line} imports {module}"
        for name, tree in pure_modules().items()
        for line, module in imports(tree)
        if module.partition(".")[0] not in known
    ]
    assert foreign == []


def test_rules_import_at_the_top_and_by_name_so_that_they_can_stand_in_one_file() -> None:
    elsewhere = [
        f"{name}:{node.lineno}"
        for name, tree in pure_modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        and (node not in tree.body or (isinstance(node, ast.Import) and "workflow" in ast.unparse(node)))
    ]
    assert elsewhere == []


def written(tree: ast.Module, methods: set[str], roots: set[str] | None = None) -> list[str]:
    """Calls of one of `methods`; with `roots`, only along a chain that one of these names begins or passes."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    return [
        f"{call.lineno} .{call.func.attr}("
        for call in calls
        if call.func.attr in methods and (roots is None or roots & set(chain(call.func.value)))
    ]


def test_rows_of_the_engine_are_written_behind_the_door_alone() -> None:
    engine = [(name, tree) for name, tree in modules("workflow/") if name not in {*WRITERS, DOOR}]
    assert [f"{name}:{call}" for name, tree in engine for call in written(tree, ROW_WRITES)] == []
    assert [f"{name}:{call}" for name, tree in engine for call in written(tree, QUERY_WRITES, QUERY_ROOTS)] == []


def test_the_door_is_opened_by_its_writers_alone() -> None:
    opened = {
        name
        for name, tree in modules("workflow/", "consult/")
        for node in ast.walk(tree)
        if (isinstance(node, ast.alias) and node.name == "open_door")
        or (isinstance(node, ast.Attribute) and node.attr == "open_door")
    }
    assert opened - set(WRITERS) == set()


def test_the_site_writes_no_row_of_the_engine() -> None:
    theirs = {
        name: {
            alias.asname or alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("workflow.models")
            for alias in node.names
        }
        for name, tree in modules("consult/")
    }
    calls = [
        f"{name}:{call}" for name, tree in modules("consult/") for call in written(tree, QUERY_WRITES, theirs[name])
    ]
    assert calls == []


def test_each_page_has_one_view_one_template_and_one_test_of_the_same_name() -> None:
    def below(folder: str, pattern: str) -> set[str]:
        inside = [
            Path(name_of(path)).relative_to(folder) for path in files(pattern) if name_of(path).startswith(folder)
        ]
        return {path.with_name(path.stem.removeprefix("test_")).as_posix() for path in inside}

    pages = below("templates/pages/", "*.html")
    assert sorted(pages - below("consult/pages/", "*.py")) == [], "templates without a view"
    assert sorted(pages - below("tests/consult/pages/", "test_*.py")) == [], "pages without a test"


def test_text_files_end_their_lines_alike_on_every_machine() -> None:
    assert "eol=lf" in (HOUSE / ".gitattributes").read_text(encoding="ascii")
    assert [name for name, text in texts() if "\r" in text] == []


def test_no_towns_name_occurs_in_code_towns_are_data() -> None:
    towns = set()
    for path in files("workflow/processes/*.toml"):
        if ".scenario" not in path.name:
            process = load_process(path.read_bytes(), file=path.name)
            towns |= {process.id, process.territory.id, *(place.id for place in process.territory.municipalities)}
    stems = {plain_letters(town)[:-1] for town in towns if len(town) > 4 and not town.startswith("obec")}
    assert {"klatov", "susic", "tanval", "brecla", "vysocin"} <= stems
    named = re.compile(r"\b(" + "|".join(sorted(map(re.escape, stems))) + ")")
    code = [path for path in files("*.py", "*.html", "*.css", "*.js") if not name_of(path).startswith("tests/")]
    said = [f"{name_of(path)}: {found[0]}" for path in code if (found := named.search(plain_letters(path.read_text())))]
    assert said == []
