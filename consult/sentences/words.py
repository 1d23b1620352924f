"""The closed lists of the town in words: sides, stages, positions, outcomes, kinds, roles.

A list is a vocabulary with a name; what an act may be told is found by its options, so that a list that moves from one
file of the rules to another keeps its words.
"""

from collections.abc import Iterable, Mapping

from django.utils.translation import get_language, gettext

from consult.sentences.telling import Lazy
from consult.sentences.words_people import OF_PEOPLE
from consult.sentences.words_plan import OF_PLANS
from consult.sentences.words_speaking import OF_SPEAKING
from consult.templatetags.dohoda import number
from workflow.rules.act import ACTS

VOCABULARIES: Mapping[str, Mapping[str, Lazy]] = {**OF_PEOPLE, **OF_PLANS, **OF_SPEAKING}

# Vocabularies no act offers as a choice may share their values with one that does.
NEVER_OFFERED = frozenset(
    {"side of", "side for", "position told", "scope with", "disposition more", "pen", "flag", "town standing"}
)
BY_OPTIONS: Mapping[tuple[str, ...], str] = {
    tuple(words): name for name, words in VOCABULARIES.items() if name not in NEVER_OFFERED
}

# Czech numbers before which the preposition "z" becomes "ze".
WITH_A_VOWEL = frozenset({2, 3, 4, 6, 7, 13, 14, 16, 17, *range(30, 50), *range(60, 80)})


def word(vocabulary: str, value: str) -> str:
    """One value of a vocabulary in words; the value itself where it has none. Errors: KeyError for no vocabulary."""
    return str(VOCABULARIES[vocabulary].get(value, value))


def vocabulary_of(act: str, field: str) -> str | None:
    """The vocabulary of a field of an act; None where the field is no choice."""
    kind = ACTS.get(act)
    fact = kind.SCHEMA.get(field) if kind else None
    return BY_OPTIONS.get(fact.options) if fact and fact.options else None


def choice_words(act: str, field: str, value: str) -> str:
    """One choice of an act's field in words: `choice_words("take_position", "position", "block")`."""
    vocabulary = vocabulary_of(act, field)
    return word(vocabulary, value) if vocabulary else value


def choices_of(act: str, field: str) -> list[tuple[str, str]]:
    """All choices of an act's field, as (value, words); empty where the field is no choice."""
    kind = ACTS.get(act)
    fact = kind.SCHEMA.get(field) if kind else None
    return [(value, choice_words(act, field, value)) for value in fact.options] if fact else []


def side_words(side: str | None) -> str:
    """ "users", "providers", "commissioners", "the public"; "" for a seat without a side."""
    return word("side", side) if side else ""


def stage_words(stage: str) -> str:
    """A stage as the stage bar calls it."""
    return word("stage", stage)


def position_words(position: str) -> str:
    """A position or ballot as a member says it."""
    return word("ballot" if position in VOCABULARIES["ballot"] else "position", position)


def role_words(role: str) -> str:
    """What a seat is for."""
    return word("role", role)


def body_kind_words(kind: str) -> str:
    """What kind of body it is."""
    return word("body", kind)


def disposition_words(disposition: str | None) -> str:
    """How a comment was settled; "" while it is open."""
    if not disposition:
        return ""
    return word("disposition" if disposition in VOCABULARIES["disposition"] else "disposition more", disposition)


def outcome_words(outcome: str) -> str:
    """What came of an act."""
    return word("outcome", outcome)


def either(items: Iterable[str]) -> str:
    """ "the lead, the minute-taker or the clerk"."""
    listed = list(items)
    if len(listed) < 2:
        return "".join(listed)
    return gettext("%(first)s or %(last)s") % {"first": ", ".join(listed[:-1]), "last": listed[-1]}


def out_of(whole: int) -> str:
    """The whole a number is a part of: "ze 2", "z 27" in Czech, the bare number in English."""
    if not (get_language() or "").startswith("cs"):
        return number(whole)
    return f"{'ze' if whole in WITH_A_VOWEL else 'z'}\N{NO-BREAK SPACE}{number(whole)}"
