"""The measurements measure what they say."""

import json
from pathlib import Path

import pytest
from django.test import Client

from consult.models import Comment
from tests.bench.figures import Figure, table, write
from tests.bench.filling import fill, open_town
from tests.bench.site import agreement
from tests.bench.texts import comments
from tests.bench.writer import deeds
from workflow.models import Book, Leaf, Opening, model_of
from workflow.rules.rows import Matter
from workflow.trail.merkle import leaf_hash


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


@pytest.mark.django_db
def test_a_town_filled_in_bulk_reads_like_one_where_everybody_spoke(client: Client) -> None:
    plan = open_town("lipova")
    before = Book.objects.get(territory="lipova").size
    fill("lipova", plan, 30)
    matters = model_of(Matter).objects.filter(territory="lipova", plan=plan)
    assert [row.number for row in matters.order_by("number")] == list(range(1, 31))
    size = Book.objects.get(territory="lipova").size
    entries = Leaf.objects.filter(territory="lipova", n__gte=before).order_by("n")
    filled = [row.born for row in matters.filter(born__gte=before).order_by("born")]
    assert [leaf.n for leaf in entries] == list(range(before, size)) == filled
    assert all(bytes(leaf.hash) == leaf_hash(bytes(leaf.data)) for leaf in entries)
    assert Comment.objects.filter(territory="lipova", plan=plan).count() == len(filled) == 29  # one spoke before
    register = client.get(f"/plans/{plan}/comments/", headers={"accept-language": "en"}).content.decode()
    assert 'All <span class="tab-count">30</span>' in register


def test_precision_and_recall_are_counted_over_pairs() -> None:
    letters = [1, 1, 1, 2, 2, None]
    assert agreement([10, 10, 10, 20, 20, 30], letters) == {"precision": 1.0, "recall": 1.0}
    assert agreement([10, 10, 30, 20, 20, 20], letters) == {"precision": 2 / 4, "recall": 2 / 4}
    assert agreement([1, 2, 3, 4, 5, 6], letters) == {"precision": 1.0, "recall": 0.0}


def test_nearly_all_comments_of_a_campaign_are_copies_and_the_same_seed_says_the_same() -> None:
    every = list(comments(2_000))
    assert every == list(comments(2_000)) != list(comments(2_000, seed=2))
    assert 0.92 < sum(one.letter is not None for one in every) / len(every) < 0.96
    own = [one.text for one in every if one.letter is None]
    assert len(set(own)) == len(own)
