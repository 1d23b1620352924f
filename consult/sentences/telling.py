"""What sentences are made of: the shapes of their source strings, and the choice between fuller and plainer ones."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.utils.functional import Promise

Lazy = Promise  # a source string that is translated into the reader's language when it is shown


class Lack(NamedTuple):
    """An obstacle in words: what is missing, the fullest variant first, the last without facts; and how to mend it."""

    what: tuple[Lazy, ...]
    mend: Lazy


class Line(NamedTuple):
    """A sentence said only where `when` holds: "late", "not duly", "result=pass", or "" for always."""

    text: Lazy
    when: str = ""


class Deed(NamedTuple):
    """An act in words: its button, what it does, its sentence in the book (the first that holds), what may follow."""

    label: Lazy
    about: Lazy
    told: tuple[Line, ...]
    tails: tuple[Line, ...] = ()


class Field(NamedTuple):
    """A fact of an act in words: its label, and a hint where it helps."""

    label: Lazy
    hint: Lazy | None = None


def first_said(variants: Iterable[Lazy], facts: Mapping[str, str]) -> str:
    """The first variant whose facts are all there, filled in; "" if there is none."""
    for variant in variants:
        try:
            return str(variant) % facts
        except KeyError:
            continue
    return ""


def holds(when: str, facts: Mapping[str, object]) -> bool:
    """Whether the condition of a line is true of these facts."""
    if not when:
        return True
    if when.startswith("not "):
        return not facts.get(when.removeprefix("not "))
    key, equals, value = when.partition("=")
    return facts.get(key) == value if equals else bool(facts.get(key))


def lower_first(text: str) -> str:
    """A label inside a sentence."""
    return text[:1].lower() + text[1:]
