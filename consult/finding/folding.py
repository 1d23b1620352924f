"""Words made comparable: lower case, no diacritics, letters and digits alone; "příspěvek" is found by "prispev".

Both databases are given the same folded words with one space between, so that neither needs to know any language.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape
from unicodedata import combining, normalize

from django.utils.safestring import SafeString, mark_safe

LONGEST_WORD = 60  # characters; longer ones are files or noise
MOST_FOLDED = 400_000  # characters of one thing; PostgreSQL refuses a vector above 1 MB
LONGEST_ASKED, MOST_ASKED = 200, 12  # characters and words of a question
AROUND, LONGEST_EXCERPT = 110, 320  # characters before the first hit, and in all
LOOKED_INTO = 60_000  # characters searched for the first hit

WORD = re.compile(r"[^\W_]+")
WITHOUT_MARK = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i"})


@lru_cache(maxsize=1 << 15)
def folded_word(word: str) -> str:
    """One word as it is compared; "" if nothing is left of it."""
    plain = normalize("NFKD", word).casefold().translate(WITHOUT_MARK)
    return "".join(letter for letter in normalize("NFKD", plain) if letter.isalnum() and not combining(letter))


def words_in(text: str) -> Iterator[str]:
    """The folded words of a text, in order."""
    for found in WORD.finditer(normalize("NFC", text)):
        if folded := folded_word(found.group())[:LONGEST_WORD]:
            yield folded


def folded(*texts: str) -> str:
    """Everything that can be found in these texts, one space between words."""
    return " ".join(word for text in texts for word in words_in(text))[:MOST_FOLDED]


def asked_words(question: str) -> tuple[str, ...]:
    """The words of a question, each once; single letters only where there is nothing longer.

    Beyond the first `MOST_ASKED` words of the first `LONGEST_ASKED` characters nothing is asked for.
    """
    words = list(dict.fromkeys(words_in(question[:LONGEST_ASKED])))
    longer = [word for word in words if len(word) > 1 or word.isdigit()]
    return tuple((longer or words)[:MOST_ASKED])


def excerpt(text: str, asked: Sequence[str]) -> SafeString:
    """The place of the first hit with every hit marked, as safe HTML; the beginning where only the title fits."""
    text = " ".join(text[:LOOKED_INTO].split())
    first = next((found.start() for found in WORD.finditer(text) if _hit(found.group(), asked)), 0)
    start = _word_edge(text, max(0, first - AROUND)) if first > AROUND else 0
    end = min(len(text), start + LONGEST_EXCERPT)
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + LONGEST_EXCERPT // 2)
    shown = marked(text[start:end], asked)
    return mark_safe(f"{'… ' if start else ''}{shown}{' …' if end < len(text) else ''}")  # noqa: S308 - escaped in `marked`


def marked(text: str, asked: Sequence[str]) -> SafeString:
    """The text escaped, with <mark> around the words that were asked for."""
    pieces, at = [], 0
    for found in WORD.finditer(text):
        if _hit(found.group(), asked):
            pieces += [escape(text[at : found.start()]), "<mark>", escape(found.group()), "</mark>"]
            at = found.end()
    return mark_safe("".join([*pieces, escape(text[at:])]))  # noqa: S308 - every piece is escaped


def _hit(word: str, asked: Sequence[str]) -> bool:
    return folded_word(word).startswith(tuple(asked)) if asked else False


def _word_edge(text: str, at: int) -> int:
    """The first beginning of a word at or after `at`, a little way on at most."""
    space = text.find(" ", at, at + 40)
    return space + 1 if space >= 0 else at
