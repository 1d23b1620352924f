"""The stand-alone verifier is built from the very rules the town is run by, and needs Python alone."""

import ast
import sys

import pytest

from tests.cast import PLAN
from tests.towns import process_of, raw_file
from tests.walk import lead_to
from tests.workflow.lipova import Sealed
from workflow.models import Opening, model_of
from workflow.models.door import open_door
from workflow.rules.lifecycle import Stage
from workflow.rules.rows import Matter
from workflow.trail.book import seal
from workflow.verify import verifier, verify_territory


def test_it_imports_nothing_but_the_standard_library() -> None:
    tree = ast.parse(verifier())
    imported = {
        name.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names
    }
    imported |= {str(node.module).split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported and imported <= sys.stdlib_module_names


def test_it_is_built_the_same_way_every_time_and_holds_every_act() -> None:
    built = verifier()
    assert built == verifier()
    assert "class RaiseMatter(Act)" in built and "def close_consensus(" in built


@pytest.fixture
def town(db: None) -> Sealed:
    """A town on rows whose plan is in the councils, sealed."""
    town = Sealed(process_of("susice"), raw_file("susice"))
    lead_to(town, Stage.COUNCILS)
    seal(town.territory, town.at)
    return town


def test_a_town_verifies_in_place(town: Sealed) -> None:
    assert verify_territory(town.territory).holds


def test_a_row_changed_behind_the_books_back_is_found(town: Sealed) -> None:
    with open_door():
        model_of(Matter).objects.filter(plan=PLAN, number=1).update(disposition="accepted")
    assert not verify_territory(town.territory).holds


def test_words_changed_behind_the_books_back_are_found(town: Sealed) -> None:
    with open_door():
        Opening.objects.filter(territory=town.territory, field="told").update(text="Nikdy jsem nic neřekla.")
    assert not verify_territory(town.territory).holds
