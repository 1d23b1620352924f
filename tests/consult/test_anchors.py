"""A passage somebody quoted is found again by its own words, or honestly not."""

import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.anchors import CONTEXT, LIKE_ENOUGH, Selector, find

TEXT = (
    "Město zajistí dopravu do denního stacionáře pro seniory z okolních obcí. "
    "Pečovatelská služba bude jezdit i v sobotu. Obec přispěje na dovoz obědů. "
    "Pečovatelská služba bude mít nové auto."
)


def quoted(text: str, start: int, end: int) -> Selector:
    """The passage as a reader's browser quotes it: with a few words around."""
    return Selector(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


def quoting(words: str, *, after: str = "") -> Selector:
    start = TEXT.index(words, TEXT.index(after))
    return quoted(TEXT, start, start + len(words))


def words_of(text: str) -> list[str]:
    return text.split()


@st.composite
def texts_with_a_passage(draw: Any) -> tuple[list[str], int, int]:
    """A text of words that stand in it once, and a passage of it: the words from one place to another."""
    count = draw(st.integers(12, 80))
    salt = draw(st.integers(0, 10_000))
    words = [hashlib.sha256(f"{salt} {place}".encode()).hexdigest()[:7] for place in range(count)]
    start = draw(st.integers(0, count - 5))
    return words, start, draw(st.integers(start + 4, min(count, start + 30)))


def selector_of(words: list[str], start: int, end: int) -> Selector:
    before, passage = " ".join(words[:start]), " ".join(words[start:end])
    text = " ".join(words)
    begins = len(before) + 1 if before else 0
    return quoted(text, begins, begins + len(passage))


@given(st.text(min_size=1, max_size=300), st.data())
def test_whatever_is_quoted_from_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if not text[start:end].strip():
        return
    found = find(text, quoted(text, start, end))
    assert found is not None and found.exactly
    assert words_of(text[found.start : found.end]) == words_of(text[start:end])


@given(texts_with_a_passage())
def test_it_is_found_where_it_stands(given_text: tuple[list[str], int, int]) -> None:
    words, start, end = given_text
    text = " ".join(words)
    found = find(text, selector_of(words, start, end))
    assert found is not None and text[: found.start].split() == words[:start]


@given(texts_with_a_passage(), st.lists(st.sampled_from(["sociální", "služby", "obec", "do", "roku"]), max_size=30))
def test_what_is_written_elsewhere_moves_it_nowhere(given_text: tuple[list[str], int, int], written: list[str]) -> None:
    words, start, end = given_text
    text = " ".join([*written, *words, *written])
    found = find(text, selector_of(words, start, end))
    assert found is not None and found.exactly
    assert text[found.start : found.end].split() == words[start:end]


@given(texts_with_a_passage())
def test_a_passage_that_was_struck_out_is_no_longer_in_the_text(given_text: tuple[list[str], int, int]) -> None:
    words, start, end = given_text
    assert find(" ".join(words[:start] + words[end:]), selector_of(words, start, end)) is None


@given(texts_with_a_passage(), st.data())
def test_a_passage_with_one_word_changed_is_found_as_changed(
    given_text: tuple[list[str], int, int], data: st.DataObject
) -> None:
    words, start, end = given_text
    selector = selector_of(words, start, end)
    mended = data.draw(st.integers(start, end - 1))
    if len(words[mended]) / len(selector.exact) > 0.15:
        return
    found = find(" ".join([*words[:mended], "jinak", *words[mended + 1 :]]), selector)
    assert found is not None and not found.exactly and found.likeness >= LIKE_ENOUGH


def test_of_two_equal_passages_the_one_with_the_same_neighbours_is_meant() -> None:
    passage = quoting("Pečovatelská služba bude", after="Obec")
    found = find("Na začátek přibyla věta. " + TEXT, passage)
    assert found is not None
    assert ("Na začátek přibyla věta. " + TEXT)[found.end :] == " mít nové auto."


def test_a_common_word_is_not_found_in_somebody_elses_sentence() -> None:
    assert find("Obec opraví chodník.", quoting("Obec")) is None
    assert find(TEXT, quoting("Obec")) is not None


def test_a_rewritten_sentence_is_found_with_where_it_begins_and_ends() -> None:
    passage = quoting("zajistí dopravu do denního stacionáře pro seniory")
    text = TEXT.replace("denního stacionáře", "nového denního a týdenního stacionáře")
    found = find(text, passage)
    assert found is not None and not found.exactly
    assert text[found.start : found.end] == "zajistí dopravu do nového denního a týdenního stacionáře pro seniory"


def test_lines_broken_elsewhere_make_no_difference() -> None:
    found = find(TEXT.replace(" ", " \n\t"), quoting("dopravu do denního stacionáře"))
    assert found is not None and found.exactly


@pytest.mark.parametrize("exact", ["", "   ", "\n"])
def test_nothing_quoted_is_found_nowhere(exact: str) -> None:
    assert find(TEXT, Selector(exact)) is None
    assert find("", Selector("obec")) is None


def test_a_very_long_text_is_searched_to_its_end() -> None:
    text = "slovo jiné další " * 60_000 + TEXT
    found = find(text, quoting("bude jezdit i v sobotu"))
    assert found is not None and text[found.start : found.end] == "bude jezdit i v sobotu"
    assert find(text, Selector("něco docela jiného, co tu nikdy nikdo nenapsal " * 40)) is None
