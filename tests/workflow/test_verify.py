"""The stand-alone verifier is built from the very rules the town is run by, and needs Python alone."""

import ast
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cast import PLAN
from tests.towns import process_of, raw_file
from tests.walk import lead_to
from tests.workflow.exported import BOOK, Exported
from tests.workflow.lipova import Sealed
from workflow import verify
from workflow.models import Book, Leaf, Opening, Tile, model_of
from workflow.models.door import open_door
from workflow.rules.act import ACTS
from workflow.rules.lifecycle import Stage
from workflow.rules.rows import Matter
from workflow.trail.book import seal
from workflow.trail.findings import Wrong
from workflow.trail.note import format_vkey
from workflow.trail.sentences import ENDS_TOLD, STAGES_TOLD, WRONG_TOLD
from workflow.trail.signing import Signer
from workflow.verify import BuildError, verifier, verify_territory

pytestmark = pytest.mark.django_db

NETWORK = {"socket", "ssl", "http", "urllib", "ftplib", "smtplib", "asyncio", "select", "subprocess", "ctypes"}


def imported(source: str) -> set[str]:
    """The modules a source imports, wherever."""
    nodes = list(ast.walk(ast.parse(source)))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name.split(".")[0] for name in names}


def test_it_imports_nothing_but_the_standard_library_and_nothing_that_could_call_out() -> None:
    assert imported(verifier()) <= sys.stdlib_module_names
    assert imported(verifier()) & NETWORK == set()


def test_it_is_built_the_same_way_every_time_and_holds_every_act() -> None:
    built = verifier()
    verifier.cache_clear()
    assert built == verifier()
    names = [node.name for node in ast.parse(built).body if isinstance(node, ast.ClassDef | ast.FunctionDef)]
    assert sorted(names) == sorted(set(names))
    assert {kind.__name__ for kind in ACTS.values()} <= set(names)
    assert "workflow" not in imported(built)


@pytest.mark.parametrize(
    ("sources", "told"),
    [
        ({"a": "from workflow.b import one\ntwo = 2\n", "b": "one = 1\ntwo = 2\n"}, "two is defined in"),
        ({"a": "import json\n\ndef read():\n    import re\n"}, "elsewhere than at its top"),
        ({"a": "from workflow.b import x\n", "b": "from workflow.a import y\n"}, "a circle"),
        ({"a": "import django\n"}, "not of the standard library"),
        ({"a": "from datetime import date\nfrom workflow.b import x\n", "b": "date = 1\nx = 2\n"}, "is also defined"),
    ],
)
def test_what_cannot_stand_in_one_file_is_named(
    sources: dict[str, str], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify, "ENTRY", "workflow.a")
    monkeypatch.setattr(verify, "_source", lambda module: sources[module.rpartition(".")[2]])
    with pytest.raises(BuildError, match=told):
        verifier.__wrapped__()


def test_a_name_taken_over_under_another_one_keeps_both(monkeypatch: pytest.MonkeyPatch) -> None:
    sources = {"a": "import sys\nfrom workflow.b import main as start\n", "b": "def main():\n    pass\n"}
    monkeypatch.setattr(verify, "ENTRY", "workflow.a")
    monkeypatch.setattr(verify, "_source", lambda module: sources[module.rpartition(".")[2]])
    assert "start = main" in verifier.__wrapped__()


def test_everything_that_can_be_wrong_has_its_sentence_in_both_languages() -> None:
    assert set(WRONG_TOLD) == set(Wrong)
    assert set(STAGES_TOLD) == {str(stage) for stage in Stage}
    assert {"accepted", "carried", "split"} <= set(ENDS_TOLD)
    for czech, english in WRONG_TOLD.values():
        assert sorted(_places(czech)) == sorted(_places(english))


def _places(sentence: str) -> list[str]:
    return [part.split("}")[0] for part in sentence.split("{")[1:]]


@pytest.fixture(scope="module")
def room(lipova: Exported, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder elsewhere: the verifier, the bundle, a bent one, one that is none, keys and older checkpoints."""
    folder = tmp_path_factory.mktemp("jinde")
    (folder / "verify.py").write_bytes(lipova.files["verify.py"])
    lipova.write(folder / "kniha.zip")
    bent = lipova.changed(lipova.nth("close_call"), lambda leaf: leaf["facts"].update(result="no_consensus"))
    bent.signed().write(folder / "ohnuta.zip")
    (folder / "dopis.zip").write_bytes(b"Dobry den")
    (folder / "mesto.vkey").write_bytes(lipova.files[BOOK + "log.vkey"])
    stranger = Signer(lipova.signer.key.name, b"\x07" * 32)
    (folder / "cizi.vkey").write_text(format_vkey(stranger.key) + "\n")
    (folder / "starsi.txt").write_bytes(lipova.note_over(150))
    (folder / "delsi.txt").write_bytes(lipova.renumbered([*lipova.lines, lipova.lines[-1]]).note_over())
    return folder


def run(room: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """The verifier as a stranger runs it: isolated from everything installed, in a console without Czech letters."""
    command = [sys.executable, "-I", "verify.py", *arguments]
    return subprocess.run(command, cwd=room, capture_output=True, text=True, env={"LC_ALL": "C", "PATH": ""})


def test_a_stranger_verifies_a_book_and_is_told_to_compare_the_key(room: Path, lipova: Exported) -> None:
    told = run(room, "kniha.zip")
    assert (told.returncode, told.stderr) == (0, "")
    assert lipova.signer.key.fingerprint in told.stdout
    assert "Compare the key's fingerprint" in told.stdout and "VÝSLEDEK OVĚŘENÍ: souhlasí" in told.stdout
    assert "27 of 27 members for" in told.stdout and "in force" in told.stdout


@pytest.mark.parametrize("key", ["mesto.vkey", "the key itself"])
def test_with_the_towns_key_the_answer_is_plain(key: str, room: Path, lipova: Exported) -> None:
    given = key if key.endswith(".vkey") else format_vkey(lipova.signer.key)
    told = run(room, "kniha.zip", "--vkey", given, "--checkpoint", "starsi.txt")
    assert told.returncode == 0
    assert "RESULT: it holds." in told.stdout and "continues the older checkpoint over 150 entries" in told.stdout


def test_an_entry_that_does_not_hold_is_named(room: Path, lipova: Exported) -> None:
    told = run(room, "ohnuta.zip")
    n = lipova.nth("close_call")
    assert told.returncode == 1
    assert f"! Entry {n}: act close_call: the fact result says" in told.stdout
    assert f"! Záznam č. {n}: úkon close_call" in told.stdout and "NESOUHLASÍ" in told.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("kniha.zip", "--vkey", "cizi.vkey"), "is not among the keys you gave"),
        (("kniha.zip", "--checkpoint", "delsi.txt"), "its end is missing"),
    ],
)
def test_another_key_or_a_longer_older_checkpoint_is_an_objection(
    arguments: tuple[str, ...], told: str, room: Path
) -> None:
    answer = run(room, *arguments)
    assert answer.returncode == 1 and told in answer.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("dopis.zip",),
        ("neni.zip",),
        (".",),
        ("kniha.zip", "--vkey", "neni.vkey"),
        ("kniha.zip", "--vkey", "starsi.txt"),
        ("kniha.zip", "--vkey", "a+b+c"),
        ("kniha.zip", "--checkpoint", "mesto.vkey"),
        ("kniha.zip", "--checkpoint", "neni.txt"),
        ("kniha.zip", "--nic"),
        (),
    ],
)
def test_what_cannot_be_judged_ends_with_two_and_says_why(arguments: tuple[str, ...], room: Path) -> None:
    told = run(room, *arguments)
    assert told.returncode == 2
    assert told.stderr.strip() and "Traceback" not in told.stderr and told.stdout == ""


def test_a_town_takes_less_than_two_seconds_of_a_processor(room: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert run(room, "kniha.zip").returncode == 0
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 2


def test_nothing_is_written_where_it_runs(room: Path) -> None:
    before = sorted(path.name for path in room.iterdir())
    run(room, "kniha.zip")
    assert sorted(path.name for path in room.iterdir()) == before


@pytest.fixture
def town() -> Sealed:
    """A town on rows whose draft people may comment on, and one did; sealed."""
    town = Sealed(process_of("klatovy"), raw_file("klatovy"))
    lead_to(town, Stage.COMMENTING)
    seal(town.territory, town.at)
    return town


def test_a_town_verifies_in_place_with_what_was_appended_since_the_last_seal(town: Sealed) -> None:
    sealed = Book.objects.get(territory=town.territory).size
    town.do("office/clerk", "publish_news", news="Přijďte na projednání.")
    verdict = verify_territory(town.territory)
    assert verdict.holds and verdict.compared
    assert (verdict.books[0].sealed, verdict.books[0].size) == (sealed, sealed + 1)
    assert Book.objects.get(territory=town.territory).sealed == sealed, "looking changes nothing"


def row_changed(town: Sealed) -> None:
    model_of(Matter).objects.filter(plan=PLAN, number=1).update(disposition="accepted")


def row_lost(town: Sealed) -> None:
    model_of(Matter).objects.filter(plan=PLAN, number=1).delete()


def words_changed(town: Sealed) -> None:
    Opening.objects.filter(territory=town.territory, field="told").update(text="Nikdy jsem nic neřekla.")


def tile_changed(town: Sealed) -> None:
    tile = Tile.objects.filter(territory=town.territory).order_by("pk").last()
    Tile.objects.filter(pk=tile.pk).update(data=bytes(reversed(bytes(tile.data))))


@pytest.mark.parametrize(
    ("happened", "wrong"),
    [
        (row_changed, Wrong.ROWS_DIFFER),
        (row_lost, Wrong.ROWS_DIFFER),
        (words_changed, Wrong.OPENING_WRONG),
        (tile_changed, Wrong.TILE_DIFFERS),
    ],
)
def test_what_was_changed_behind_the_books_back_is_found_in_place(
    happened: Callable[[Sealed], None], wrong: Wrong, town: Sealed
) -> None:
    with open_door():
        happened(town)
    assert wrong in [found.wrong for found in verify_territory(town.territory).books[0].findings]
    assert Leaf.objects.filter(territory=town.territory).exists()
