"""The measurements measure what they say."""

import json
from pathlib import Path

import pytest

from tests.bench.figures import Figure, table, write
from tests.bench.writer import deeds
from workflow.models import Book, Leaf, Opening, model_of
from workflow.rules.rows import Matter


@pytest.mark.parametrize(
    ("value", "aim", "met"),
    [(0.76, ">= 0.75", True), (0.74, ">= 0.75", False), (3.0, "<= 3", True), (3.1, "<= 3", False)],
)
def test_an_aim_is_met_or_it_is_not(value: float, aim: str, met: bool) -> None:
    assert Figure("rate", value, "ratio", aim, "").met is met


def test_where_there_is_no_aim_or_no_server_nothing_is_met_or_missed(tmp_path: Path) -> None:
    figures = [Figure("rate", 0.5, "ratio", None, "here"), Figure("rate", None, "ratio", ">= 0.8", "no server")]
    write(figures, tmp_path / "bench.json")
    told = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    assert [list(row) for row in told] == [["name", "value", "unit", "aim", "met", "conditions"]] * 2
    assert [row["met"] for row in told] == [None, None]
    assert "no server" in table(figures)


@pytest.mark.django_db
def test_without_the_book_a_matter_is_raised_all_the_same_and_only_the_entry_is_missing() -> None:
    do = deeds()
    do["lead"]("lipova", 0)
    before = {model: model.objects.count() for model in (Leaf, Opening, model_of(Matter))}
    size = Book.objects.get(territory="lipova").size
    do["stub"]("lipova", 3)
    grown = {model: model.objects.count() - number for model, number in before.items()}
    assert grown == {Leaf: 0, Opening: 3, model_of(Matter): 3}
    assert Book.objects.get(territory="lipova").size == size
    do["book"]("lipova", 2)
    assert Leaf.objects.count() == before[Leaf] + 2
    assert Book.objects.get(territory="lipova").size == size + 2
