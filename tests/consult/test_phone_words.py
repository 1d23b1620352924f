"""Six words read over a bad telephone line."""

from itertools import combinations

import pytest
from django.test import override_settings

from consult.phone_words import HOW_MANY, WORDS, digest_of, sound_of, typed_words, unknown_words, words_for
from tests.test_house import plain_letters

SLIP = ("lípa", "most", "jablko", "okno", "řeka", "chléb")


def differ_in_one_sound(one: str, other: str) -> bool:
    """One sound changed, left out, put in, or two neighbours changed places."""
    if len(one) == len(other):
        at = [place for place in range(len(one)) if one[place] != other[place]]
        swapped = len(at) == 2 and at[1] == at[0] + 1 and one[at[0]] + one[at[1]] == other[at[1]] + other[at[0]]
        return len(at) < 2 or swapped
    short, long = sorted((one, other), key=len)
    return len(long) == len(short) + 1 and any(long[:cut] + long[cut + 1 :] == short for cut in range(len(long)))


def test_there_are_512_short_words_and_none_needs_an_accent_to_be_told_from_another() -> None:
    assert len(WORDS) == 512
    assert len({plain_letters(word) for word in WORDS}) == 512
    assert [word for word in WORDS if not (3 <= len(word) <= 7 and word.isalpha() and word.islower())] == []


def test_no_two_words_sound_alike() -> None:
    sounds = [(word, sound_of(word)) for word in WORDS]
    alike = [(one[0], other[0]) for one, other in combinations(sounds, 2) if differ_in_one_sound(one[1], other[1])]
    assert alike == []


def test_the_measure_of_likeness_finds_what_people_mishear() -> None:
    assert differ_in_one_sound(sound_of("led"), sound_of("let"))
    assert differ_in_one_sound(sound_of("kos"), sound_of("koš"))
    assert differ_in_one_sound(sound_of("most"), sound_of("moste"))
    assert differ_in_one_sound(sound_of("korek"), sound_of("pórek"))
    assert not differ_in_one_sound(sound_of("lípa"), sound_of("řeka"))


def test_the_words_follow_from_the_secret_and_from_nothing_else() -> None:
    words = words_for("tajemství")
    assert words == words_for("tajemství")
    assert len(words) == HOW_MANY == 6
    assert set(words) <= set(WORDS)
    assert words != words_for("tajemstvi")
    assert len({words_for(str(number)) for number in range(500)}) == 500


@pytest.mark.parametrize(
    "typed",
    [
        "lípa most jablko okno řeka chléb",
        "LIPA MOST JABLKO OKNO REKA CHLEB",
        " Lípa, most,jablko ·  okno; řeka – chléb. ",
        "lypa most japlko okmo řeka chlép",  # as the clerk heard it
    ],
)
def test_what_was_read_aloud_is_known_however_it_is_typed(typed: str) -> None:
    assert digest_of(typed) == digest_of(SLIP)


@pytest.mark.parametrize(
    "typed",
    ["most lípa jablko okno řeka chléb", "lípa most jablko okno řeka", "lípa most jablko okno řeka sova", ""],
)
def test_other_words_or_another_order_are_not_the_slip(typed: str) -> None:
    assert digest_of(typed) != digest_of(SLIP)


def test_a_copy_of_the_database_cannot_try_words_out() -> None:
    here = digest_of(SLIP)
    with override_settings(PHONE_WORDS_KEY=b"another installation"):
        assert digest_of(SLIP) != here


def test_a_word_that_is_on_no_slip_is_named() -> None:
    assert unknown_words("lípa krokodýl, jablko") == ["krokodýl"]
    assert unknown_words(SLIP) == []
    assert typed_words("lípa,most 3 okno") == ["lípa", "most", "okno"]
