"""Whether people read our Czech easily: short sentences of short words, measured over everything the public is told.

The measure is the plainest there is and needs no coefficients of another language: words in a sentence, and syllables
in a word (a syllable of Czech has a vowel, a diphthong or a syllabic r or l). The figures are printed when the tests
end. Ordinary Czech newspapers come to some 15 to 17 words and 2.2 to 2.3 syllables; the law to well over 25 words.
"""

import re
from collections.abc import Callable, Iterator
from statistics import mean

import pytest
from babel.messages.pofile import read_po

from consult.catalogues import LOCALE

FOR_PEOPLE = ("templates/pages/", "templates/parts/", "templates/acting/", "templates/mail/", "consult/pages/",
              "consult/sentences/", "consult/speaking/", "consult/letters/")  # fmt: skip
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\{.*?\}\}|https?://\S+")
SYLLABLE = re.compile(r"ou|au|eu|[aeiouyáéíóúůýě]|(?<=[^aeiouyáéíóúůýě\W])[rl](?=[^aeiouyáéíóúůýě\W]|$)")
SHORTEST = 5  # words; what is shorter is a label
MOST_WORDS_ON_AVERAGE, MOST_SYLLABLES_ON_AVERAGE, LONGEST = 12.0, 2.3, 34


def sentences() -> Iterator[str]:
    """Every Czech sentence for people, placeholders as a short word."""
    with (LOCALE / "cs" / "LC_MESSAGES" / "django.po").open("rb") as source:
        catalogue = read_po(source, locale="cs")
    for message in catalogue:
        if any(place.startswith(FOR_PEOPLE) for place, _ in message.locations):
            for text in message.string if isinstance(message.string, tuple) else (message.string,):
                for sentence in re.split(r"(?<=[.?!:;])\s+", PLACEHOLDER.sub("jedna", text)):
                    if len(words_of(sentence)) >= SHORTEST:
                        yield sentence


def words_of(sentence: str) -> list[str]:
    """Words made of letters."""
    return re.findall(r"[^\W\d_]+", sentence)


def syllables(word: str) -> int:
    """How many syllables a Czech word has; at least one."""
    return max(1, len(SYLLABLE.findall(word.lower())))


@pytest.mark.parametrize(("word", "count"), [("dům", 1), ("krk", 1), ("vlk", 1), ("připomínka", 4), ("vypořádání", 5)])
def test_syllables_are_counted_as_czech_has_them(word: str, count: int) -> None:
    assert syllables(word) == count


def test_what_we_tell_people_is_short_and_plain(record_property: Callable[[str, str], None]) -> None:
    every = list(sentences())
    lengths = [len(words_of(one)) for one in every]
    long_words = [syllables(word) for one in every for word in words_of(one)]
    told = f"{len(every)} sentences, {mean(lengths):.1f} words a sentence, {mean(long_words):.2f} syllables a word"
    record_property("Readability of the Czech texts", told)
    assert len(every) > 500
    assert mean(lengths) <= MOST_WORDS_ON_AVERAGE
    assert mean(long_words) <= MOST_SYLLABLES_ON_AVERAGE
    assert [one for one in every if len(words_of(one)) > LONGEST] == []
