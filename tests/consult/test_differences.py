"""What changed between two wordings, so that people can read it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.differences import difference, excerpt
from consult.paragraphs import read_aloud

BEFORE = "Město zajistí dopravu v pracovní dny pro seniory.\n\nDruhý odstavec zůstal, jak byl."
AFTER = "Město od roku 2027 zajistí bezplatnou dopravu i o víkendu pro seniory.\n\nDruhý odstavec zůstal, jak byl."

WORD = st.sampled_from(["obec", "zajistí", "dopravu", "v", "sobotu", "pro", "seniory", "\n\n", "- "])
WORDS = st.lists(WORD, max_size=40)


def told(before: str, after: str) -> list[tuple[str, str]]:
    return [(piece["op"], piece["text"]) for piece in difference(before, after)]


def read(before: str, after: str, *ops: str) -> list[str]:
    return "".join(text for op, text in told(before, after) if op in ops).split()


def test_a_change_is_told_in_whole_phrases_and_not_in_crumbs() -> None:
    assert told(BEFORE, AFTER)[:4] == [
        ("same", "Město "),
        ("del", "zajistí dopravu v pracovní dny"),
        ("ins", "od roku 2027 zajistí bezplatnou dopravu i o víkendu"),
        ("same", " pro seniory.\n\nDruhý odstavec zůstal, jak byl."),
    ]


@given(WORDS, WORDS)
def test_who_leaves_out_the_additions_reads_the_old_text_and_who_leaves_out_the_rest_the_new(
    old: list[str], new: list[str]
) -> None:
    before, after = " ".join(old), " ".join(new)
    if told(before, after):
        assert read(before, after, "same", "del") == read_aloud(before).split()
        assert read(before, after, "same", "ins") == read_aloud(after).split()
    else:
        assert read_aloud(before).split() == read_aloud(after).split()


def test_a_paragraph_that_came_and_one_that_went_are_whole() -> None:
    assert ("ins", "Třetí přibyl.") in told("Jeden.\n\nDva.", "Jeden.\n\nDva.\n\nTřetí přibyl.")
    assert told("Zmizí.", "") == [("del", "Zmizí.")] and told("", "Přibude.") == [("ins", "Přibude.")]


def test_marks_of_the_layout_are_no_words() -> None:
    assert told("Město zajistí dopravu.", "Město zajistí **dopravu**.") == []
    assert told("- jedna\n- dvě", "- jedna\n- dvě\n- tři")[-1] == ("ins", "• tři")


def test_long_stretches_that_stayed_are_left_out_of_an_excerpt() -> None:
    lines = [f"Odstavec {place} o dopravě." for place in range(40)]
    whole = "\n\n".join(lines)
    pieces = excerpt(difference(whole, whole.replace("Odstavec 20 o", "Odstavec 20 znovu o")))
    told_again = "".join(piece["text"] for piece in pieces)
    assert "Odstavec 19" in told_again and "Odstavec 21" in told_again and told_again.count("[…]") == 2
    assert "Odstavec 5 " not in told_again and {"op": "ins", "text": "znovu "} in pieces


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a " * 500_000, "b " * 500_000),
        ("a\n\n" * 300_000, "b\n\na\n\n" * 200_000),
        ("a b " * 250_000, "a " * 400_000 + "c"),
        ("slovo" * 200_000, "slova" * 200_000),
    ],
)
def test_a_million_characters_are_compared_coarsely_rather_than_for_hours(before: str, after: str) -> None:
    pieces = told(before, after)
    assert {op for op, _ in pieces} >= {"del", "ins"} and len(pieces) < 10
