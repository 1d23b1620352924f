"""Campaigns come as near copies: the machine puts next to each other what says the same, and people decide."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from consult.alike import bands_of, compare, likeness, look_around, shingles_of
from consult.models import Likeness
from tests.cast import Installed
from tests.consult.pages.conftest import habrova, habrova_built
from workflow.rules.rows import Matter
from workflow.trail.canonical import parse_time

LETTER = (
    "Nesouhlasím se zrušením víkendového provozu denního stacionáře v Lipové. Moje maminka tam chodí třetím rokem a "
    "jinam se sama nedostane, protože autobus v sobotu nejezdí a na vozík v osobním autě nemáme místo. Prosím, nechte "
    "stacionář otevřený alespoň jednu sobotu v měsíci a zeptejte se rodin, kterých se to týká."
)
OTHER = (
    "Na zastávce před poliklinikou chybí lavička a přístřešek. Starší lidé a lidé s berlemi tam čekají vestoje i půl "
    "hodiny, v zimě na ledu. Doplňte to do opatření a řekněte, kdo to zaplatí."
)


assert habrova and habrova_built


@pytest.fixture
def town(habrova: Installed) -> Installed:
    """Habrová; what was sent before is compared already."""
    placed(habrova)
    return habrova


def said(town: Installed, *texts: str) -> list[int]:
    """Each text as a comment; their numbers."""
    return [
        town.do("citizen", "raise_matter", kind="comment", told=text, channel="web", side="public").number
        for text in texts
    ]


def placed(town: Installed) -> dict[int, int]:
    """Under which comment the machine would put each one that is new to it."""
    return {one.number: one.stands_under for one in compare(town.territory, town.plan_key)}


def test_the_same_letter_is_one_letter_whatever_the_diacritics_and_the_dots(town: Installed) -> None:
    first, second, third = said(town, LETTER, LETTER.upper().replace("Í", "I").replace(".", " !"), OTHER)
    assert placed(town)[second] == first
    assert Likeness.objects.get(number=second).score == 100
    assert Likeness.objects.get(number=third).proposed is None


def test_a_letter_with_a_few_words_of_ones_own_stands_under_the_first(town: Installed) -> None:
    changed = LETTER.replace("maminka", "babička").replace("třetím", "čtvrtým") + " Děkuji, Jana z Podlesí."
    first, second = said(town, LETTER, changed)
    assert placed(town)[second] == first
    assert 50 <= Likeness.objects.get(number=second).score < 100


def test_two_complaints_about_different_things_stay_apart(town: Installed) -> None:
    first, second = said(town, LETTER, OTHER)
    assert placed(town) == {first: first, second: second}


def test_who_comes_later_is_compared_with_what_was_there_and_nothing_is_compared_twice(town: Installed) -> None:
    (first,) = said(town, LETTER)
    placed(town)
    (second,) = said(town, LETTER)
    assert placed(town) == {second: first}
    assert placed(town) == {}
    assert Likeness.objects.filter(number__in=[first, second]).count() == 2


def test_the_worker_compares_what_is_new_in_every_plan_by_itself(town: Installed) -> None:
    first, second = said(town, LETTER, LETTER)
    assert look_around(parse_time(town.at)) == 2
    assert Likeness.objects.get(number=second).proposed == first
    assert look_around(parse_time(town.at)) == 0


def test_words_that_were_taken_from_the_public_make_no_group(town: Installed) -> None:
    numbers = said(town, LETTER, LETTER)
    for number in numbers:
        row = town.state.get(Matter, f"{town.plan_key}/{number}")
        assert row is not None
        town.do("office/clerk", "redact", commitment=row.words, ground="Žádost o výmaz.")
    assert placed(town) == {number: number for number in numbers}


def ascii_begin(text: str) -> str:
    """What names a case."""
    return ascii(text[:9])


@pytest.mark.parametrize("text", ["Ano", "🙂", "\u200b.", "ne ne ne", "x" * 5_000], ids=ascii_begin)
def test_the_shortest_and_the_oddest_words_are_compared_like_any_other(town: Installed, text: str) -> None:
    numbers = said(town, text, text)
    assert set(placed(town)) == set(numbers)


@given(some.lists(some.text(alphabet="abcde", min_size=1, max_size=3), min_size=1, max_size=60))
def test_a_text_is_wholly_like_itself_and_shares_every_band_with_itself(words: list[str]) -> None:
    shingles = shingles_of(words)
    assert likeness(shingles, shingles) == 1
    assert bands_of(shingles) == bands_of(shingles_of(list(words)))


@given(some.sets(some.integers(0, 99), min_size=1), some.sets(some.integers(0, 99), min_size=1))
def test_likeness_is_the_share_of_all_they_have(one: set[Any], other: set[Any]) -> None:
    assert likeness(frozenset(one), frozenset(other)) == len(one & other) / len(one | other)
