"""One value of a process file at a time: text, identifiers, numbers, fractions, choices.

Each function takes the value as TOML gave it and the metadata of its field, and gives the value to keep, or raises
`UnfitValueError` with what is wrong and what to write instead.
"""

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from difflib import get_close_matches
from enum import StrEnum
from fractions import Fraction
from typing import Any
from unicodedata import is_normalized

LONGEST_TEXT = 600
LONGEST_ID = 60
MOST_WORDS = 24
ID_PATTERN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CODE_PATTERN = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
FRACTION_PATTERN = re.compile(r"([0-9]{1,4})(?:/([0-9]{1,4}))?")

# Control characters, and the invisible ones that turn or hide text, so that a page shows what the file says.
HIDDEN_PATTERN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")

Metadata = Mapping[str, Any]


class UnfitValueError(Exception):
    """The value cannot be used."""

    def __init__(self, wrong: str, fix: str) -> None:
        """`wrong` and `fix` are the two halves of the message."""
        super().__init__(wrong, fix)
        self.wrong = wrong
        self.fix = fix


def shown_value(value: object) -> str:
    """The value as it may stand in a message: short, on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value if len(value) <= LONGEST_ID else value[:LONGEST_ID] + "…", ensure_ascii=False)
    if isinstance(value, int):
        return str(value) if abs(value) < 10**15 else "a number of more than 15 digits"
    if isinstance(value, float):
        return repr(value)
    return "a list" if isinstance(value, list) else "a table" if isinstance(value, dict) else "a date or time"


def nearest_word(wanted: str, known: Iterable[str]) -> str | None:
    """The known word that `wanted` is probably a slip for."""
    near = get_close_matches(wanted[:LONGEST_ID], sorted(known), n=1, cutoff=0.6)
    return near[0] if near else None


def first_words(words: Sequence[str], most: int, page: str | None = None) -> str:
    """The first of a list; if it is longer, `page` is named as the place where all of it stands."""
    rest = f", …, all in {page}" if page else ", …"
    return ", ".join(words[:most]) + (rest if len(words) > most else "")


def word_hint(wanted: str, known: Collection[str], page: str | None = None) -> str:
    """Half a sentence that helps with an unknown word: the nearest known one, or all there are."""
    near = nearest_word(wanted, known)
    if near:
        return f'did you mean "{near}"?'
    return f"known here: {first_words(sorted(known), MOST_WORDS, page)}" if known else "there is none"


def read_text(value: object, metadata: Metadata) -> str:
    """Words or an identifier, as `metadata` asks."""
    if not isinstance(value, str):
        raise UnfitValueError(f"{shown_value(value)} is not text", "write it in quotation marks")
    form = metadata.get("form")
    if form is None:
        return read_words(value)
    pattern, of_what = (ID_PATTERN, "dashes") if form == "id" else (CODE_PATTERN, "underscores")
    if len(value) > LONGEST_ID or not pattern.fullmatch(value):
        raise UnfitValueError(
            f"{shown_value(value)} is not an identifier",
            f"write lower-case letters without accents, digits and single {of_what}, at most {LONGEST_ID} characters",
        )
    return value


def read_words(value: str) -> str:
    """Words people read: not empty, not endless, and nothing hidden in them."""
    if not value.strip():
        raise UnfitValueError("the text is empty", "write the words people will read")
    if value != value.strip():
        raise UnfitValueError("the text begins or ends with blanks", "remove them")
    if len(value) > LONGEST_TEXT:
        raise UnfitValueError(f"the text has {len(value)} characters", f"say it in at most {LONGEST_TEXT}")
    if HIDDEN_PATTERN.search(value):
        raise UnfitValueError("the text contains control or invisible characters", "type it anew, without formatting")
    if not is_normalized("NFC", value):
        raise UnfitValueError("the accents are written as separate characters (not NFC)", "type the letters anew")
    return value


def read_flag(value: object, metadata: Metadata) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise UnfitValueError(f"{shown_value(value)} is neither true nor false", "write true or false, without quotes")
    return value


def read_number(value: object, metadata: Metadata) -> int:
    """A whole number within the bounds of `metadata`."""
    low, high = metadata["low"], metadata["high"]
    if isinstance(value, bool) or not isinstance(value, int):
        raise UnfitValueError(
            f"{shown_value(value)} is not a whole number", f"write a whole number from {low} to {high}"
        )
    if not low <= value <= high:
        raise UnfitValueError(f"{shown_value(value)} is out of range", f"write a whole number from {low} to {high}")
    return value


def read_fraction(value: object, metadata: Metadata) -> Fraction:
    """A share within the bounds of `metadata`, written as text so that a third is a third."""
    low, high = metadata["low"], metadata["high"]
    fix = f'write a fraction from {low} to {high} as text, such as "1/2"'
    found = FRACTION_PATTERN.fullmatch(value) if isinstance(value, str) else None
    if found is None or int(found[2] or 1) == 0:
        raise UnfitValueError(f"{shown_value(value)} is not a fraction", fix)
    share = Fraction(int(found[1]), int(found[2] or 1))
    if not low <= share <= high:
        raise UnfitValueError(f"{shown_value(value)} is out of range", fix)
    return share


def read_choice(value: object, choices: type[StrEnum]) -> StrEnum:
    """One of a closed set."""
    known = [choice.value for choice in choices]
    if not isinstance(value, str):
        raise UnfitValueError(f"{shown_value(value)} is not text", f"write one of {', '.join(known)}")
    if value not in known:
        raise UnfitValueError(f"{shown_value(value)} is not known", word_hint(value, known))
    return choices(value)


PLAIN_VALUES: dict[type, Callable[[object, Metadata], Any]] = {
    str: read_text,
    bool: read_flag,
    int: read_number,
    Fraction: read_fraction,
}
