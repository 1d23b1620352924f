"""The facts of an act as a form asks for them, and what is wrong with one, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consult.sentences.fixes import fix_words
from consult.sentences.telling import Lazy
from consult.sentences.told import Told, field_of
from workflow.rules.act import ACTS
from workflow.rules.facts import Flaw

HINTS_OF_KIND: Mapping[str, Lazy] = {
    "name": _("Small letters without accents, digits, dots and dashes; it stays in the book."),
    "official": _("As the office writes it."),
    "ref": _("Choose from the list."),
    "words": _("In words anybody can understand."),
    "digest": _("64 digits and letters from a to f."),
    "day": _("A day, for instance 14 May 2026."),
    "moment": _("A day and an hour in Czech time."),
    "origin": _("As its confirmations bear it."),
    "count": _("A whole number."),
    "flag": _("Tick it if it is so."),
    "choice": _("Choose one."),
    "person": _("Choose a person."),
    "table": _("Worked out by the rules."),
}


def field_label(act: str, field: str) -> str:
    """The label of a field of an act; a field nobody has worded is called by its name."""
    words = field_of(act, field)
    return str(words.label) if words else field


def field_hint(act: str, field: str) -> str:
    """What helps to fill a field in: its own hint, else that of its kind."""
    words = field_of(act, field)
    if words and words.hint is not None:
        return str(words.hint)
    fact = ACTS[act].SCHEMA.get(field) if act in ACTS else None
    if fact is None:
        return ""
    return str(HINTS_OF_KIND["ref" if fact.refers else str(fact.kind)])


def fact_words(act: str, field: str, value: Any, names: Mapping[str, str] | None = None) -> str:
    """A fact as it stands in a leaf, in words: choices, days, names and numbers; words nobody opened are "".

    Lists the rules worked out come as one line a row.
    """
    if isinstance(value, list | tuple) and any(isinstance(item, list | tuple) for item in value):
        return "\n".join(", ".join(fact_words(act, field, part, names) for part in row) for row in value)
    try:
        return Told({field: value}, names=names, act=act)[field]
    except KeyError:
        return ""


def flaw_sentence(act: str, flaw: Flaw) -> str:
    """What is wrong with a field and how to mend it: "Reason: fill it in"."""
    label = field_label(act, flaw.field)
    if flaw.wrong == "is missing":
        return gettext("%(field)s: fill it in") % {"field": label}
    return gettext("%(field)s: %(fix)s") % {"field": label, "fix": fix_words(flaw.fix)}
