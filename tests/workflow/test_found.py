"""A territory begins with a command: entry 0, by the operator, under a town's process file."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.towns import FOLDER, raw_file
from workflow.models import Book, Checkpoint, Leaf, ProcessFile
from workflow.rules.process_file import load_process
from workflow.trail.book import log_key_digest
from workflow.verify import verify_territory

pytestmark = pytest.mark.django_db
KLATOVY = str(FOLDER / "klatovy.toml")


def found(*words: str) -> tuple[int, str, str]:
    """Exit code, and what was said and complained about."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("found", *words, stdout=out, stderr=err)
    except SystemExit as left:
        return int(left.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_entry_0_is_the_operators_and_names_the_key_of_the_book() -> None:
    assert found("lipova", "--process", KLATOVY)[0] == 0
    leaf = json.loads(bytes(Leaf.objects.get(territory="lipova").data))
    assert (leaf["n"], leaf["act"], leaf["plan"]) == (0, "found_territory", None)
    assert leaf["by"] == {"body": None, "seat": "operator", "side": None, "person": None}
    assert leaf["facts"] == {"log_key": log_key_digest("lipova")}


def test_the_process_file_is_kept_and_the_book_is_sealed_and_verifies() -> None:
    found("lipova", "--process", KLATOVY)
    process = load_process(raw_file("klatovy"), file="klatovy.toml")
    assert bytes(ProcessFile.objects.get(digest=process.digest).data) == raw_file("klatovy")
    assert Checkpoint.objects.get(territory="lipova").size == 1
    assert verify_territory("lipova").holds


def test_the_operator_is_told_the_fingerprint_the_process_and_what_comes_next() -> None:
    _, said, _ = found("lipova", "--process", "klatovy")
    process = load_process(raw_file("klatovy"), file="klatovy.toml")
    assert log_key_digest("lipova") in said and process.digest in said
    assert "seat_first_clerk" in said and "create_plan" in said


def test_a_territory_is_founded_once() -> None:
    found("lipova", "--process", KLATOVY)
    code, said, complaint = found("lipova", "--process", KLATOVY)
    assert (code, said) == (1, "") and "already_founded" in complaint
    assert Book.objects.get(territory="lipova").size == 1


@pytest.mark.parametrize("name", ["Lipová", "lipova/olesna", "-lipova", "l" * 61, "lipova--olesna"])
def test_a_name_that_is_no_address_is_refused(name: str) -> None:
    code, _, complaint = found("--process", KLATOVY, "--", name)
    assert code == 2 and "lower-case" in complaint
    assert not Book.objects.exists()


def test_a_file_that_is_not_there_is_named() -> None:
    code, _, complaint = found("lipova", "--process", "nowhere.toml")
    assert code == 2 and "nowhere.toml" in complaint


def test_every_mistake_of_a_process_file_is_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "lipova.toml"
    broken = raw_file("klatovy").replace(b"members_total = 27", b"members_total = 2").replace(b"[cycle]", b"[cicle]")
    file.write_bytes(broken)
    code, _, complaint = found("lipova", "--process", str(file))
    assert code == 2
    assert "lipova.toml: councils[0].members_total:" in complaint and "lipova.toml: cicle:" in complaint
    assert not Book.objects.exists() and not ProcessFile.objects.exists()
