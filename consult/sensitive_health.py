"""Health words that speak of a person: "my son has schizophrenia", not "a service for people with dementia".

Words are compared without diacritics and by their stems, for Czech has seven cases. What speaks of many (people,
clients, children with autism), of a service or of a place of treatment is left out first; then an illness alarms only
near a person: near a relation word or a name with "Mr", or right after one's own "I have", "I am".
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from consult.finding.folding import folded_word
from consult.sensitive_numbers import Found
from consult.sensitive_words import (
    FILLER,
    ILLNESS,
    KIN,
    KIN_IF_OWN,
    MANY,
    NEEDS_AFTER,
    NEEDS_BEFORE,
    NOT_BEFORE,
    OWN,
    OWN_BEHIND,
    OWN_ENGLISH,
    PLURAL,
    POSSESSIVE,
    SERVICE_AFTER,
    SERVICE_BEFORE,
    TITLED,
)

PIECE = re.compile(r"[^\W\d_]+|[.!?;\n]+")
NEAR = 7  # words between an illness and a person
OWN_NEAR = 5  # words between "I have" and an illness
MOST_SHOWN = 80  # characters of what is pointed out


class Word(NamedTuple):
    """A word without diacritics, and where it stands; `titled` belongs to a name with "Mr"."""

    text: str
    start: int
    end: int
    titled: bool = False


def health_in(text: str) -> Iterator[Found]:
    """Where the health of a person is spoken of; once for each sentence."""
    for words in _sentences(text):
        for at, word in enumerate(words):
            if not _is_illness(words, at) or _is_general(words, at):
                continue
            person = _person_near(words, at)
            if person is not None:
                start = min(words[person].start, word.start)
                end = max(words[person].end, word.end)
                yield "health", text[start : min(end, start + MOST_SHOWN)], start
                break


def _sentences(text: str) -> Iterator[list[Word]]:
    named = [hit.span() for hit in TITLED.finditer(text)]
    words: list[Word] = []
    for hit in PIECE.finditer(text):
        start, end = hit.span()
        while named and named[0][1] <= start:
            named.pop(0)
        if not hit[0][0].isalpha():
            yield words
            words = []
        else:
            words.append(Word(folded_word(hit[0]), start, end, bool(named) and named[0][0] <= start))
    yield words


def _is_illness(words: Sequence[Word], at: int) -> bool:
    word = words[at].text
    if not ILLNESS.fullmatch(word):
        return False
    if (spared := NOT_BEFORE.get(word)) is not None and at + 1 < len(words):
        return not spared.fullmatch(words[at + 1].text)
    if (before := NEEDS_BEFORE.get(word)) is not None:
        return at > 0 and before.fullmatch(words[at - 1].text) is not None
    if (after := NEEDS_AFTER.get(word)) is not None:
        return any(after.fullmatch(other.text) for other in words[at + 1 : at + 3])
    return True


def _is_general(words: Sequence[Word], at: int) -> bool:
    """Whether it speaks of many people, of a service, or of a place."""
    if PLURAL.fullmatch(words[at].text):
        return True
    behind = words[at + 1].text if at + 1 < len(words) else ""
    if SERVICE_AFTER.fullmatch(behind) or MANY.fullmatch(behind):
        return True
    for back in range(at - 1, max(-1, at - 4), -1):
        if _is_person(words, back):
            return False
        if MANY.fullmatch(words[back].text) and not _possessed(words, back):
            return True
        if back >= at - 2 and SERVICE_BEFORE.fullmatch(words[back].text):
            return True
    return False


def _person_near(words: Sequence[Word], at: int) -> int | None:
    """The place of the word that names the person, None if nobody is meant."""
    for back in range(at - 1, max(-1, at - OWN_NEAR - 1), -1):
        if _is_own(words, back):
            return back
        if not FILLER.fullmatch(words[back].text):
            break
    if any(OWN_BEHIND.fullmatch(word.text) for word in words[at + 1 : at + 3]):
        return at
    near = (*range(at - 1, max(-1, at - NEAR - 1), -1), *range(at + 1, min(len(words), at + NEAR + 1)))
    return next((place for place in near if _is_person(words, place)), None)


def _is_own(words: Sequence[Word], at: int) -> bool:
    if OWN_ENGLISH.fullmatch(words[at].text) and at > 0 and words[at - 1].text == "i":
        return True
    return OWN.fullmatch(words[at].text) is not None


def _is_person(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    if word.titled or KIN.fullmatch(word.text):
        return True
    return KIN_IF_OWN.fullmatch(word.text) is not None and _possessed(words, at)


def _possessed(words: Sequence[Word], at: int) -> bool:
    return any(POSSESSIVE.fullmatch(word.text) for word in words[max(0, at - 2) : at])
