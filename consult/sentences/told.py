"""Facts as a sentence asks for them.

A source string asks for a fact by its name, `%(matter)s`, or for a form of it: `of_side` and `for_side` (Czech
declines "users"), `with_scope`, `on_day`, `till_day` and `short_day` (a date in its place), `of_counted` ("z 27"),
`count_seats` (how many), `after_failed_rounds`, `needed_days` and `blocks_members` (with the noun). What is not there
raises KeyError, and a plainer sentence is chosen.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.translation import ngettext

from consult.sentences.fields_given import GIVEN
from consult.sentences.fields_special import OF_ONE_ACT, WORKED_OUT
from consult.sentences.fixes import fix_words
from consult.sentences.tables import DEEDS, LACKS
from consult.sentences.telling import lower_first
from consult.sentences.words import disposition_words, either, out_of, vocabulary_of, word
from consult.templatetags.dohoda import FORMS, count, fingerprint, number
from consult.templatetags.dohoda import words as listed
from workflow.rules.acts.founding import OFFICE

LONGEST = 240  # characters of somebody's words inside a sentence; the whole text stands beside it
DAY_OR_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?")
DIGEST = re.compile(r"[0-9a-f]{64}")

# What kind of thing a fact names, where the name of the fact does not say it.
KIND_OF_NAME = {
    "council": "body", "board": "body", "group": "body", "by_body": "body", "earlier": "part",
    "contested": "seat", "seats": "seat", "substitutes": "seat", "other": "matter", "same_as": "matter",
    "lead": "matter",
    "town": "municipality", "target": "need",
    "matters": "matter", "needs": "need", "predecessor": "plan", "successor": "plan",
}  # fmt: skip
VOCABULARY_OF_FACT = {
    "side": "side", "given_by": "side", "by_side": "side", "stage": "stage", "of": "stage", "scope": "scope",
    "channel": "channel", "position": "position", "ground": "block ground", "how": "method", "result": "outcome",
    "standing": "town standing",
}  # fmt: skip
KINDS = ("question", "body", "aim", "call", "matter", "meeting", "help", "guide")


class Told(Mapping[str, str]):
    """The facts of an obstacle, a reason or an entry, ready to stand in a sentence.

    `names` maps what the facts name to what people call it: `body:steering`, `part:analytic`, `plan:p2027`,
    `seat:steering/anna`, and commitments (hex) to the words behind them. `ready` are facts somebody has worded already.
    """

    def __init__(
        self, facts: Mapping[str, Any], *, names: Mapping[str, str] | None = None, act: str = "",
        ready: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        self.facts = {key: value for key, value in facts.items() if value is not None and value != ""}
        self.names = names or {}
        self.act = act
        self.ready = ready or {}

    def __getitem__(self, key: str) -> str:
        if key in self.ready:
            return self.ready[key]
        if key in self.facts:
            return self.plain(key, self.facts[key])
        for prefix, form in PREFIXES.items():
            base = key.removeprefix(prefix)
            if base != key and base in self.facts:
                return form(self.facts[base])
        for suffix, noun in SUFFIXES.items():
            base = key.removesuffix(suffix)
            if base != key and type(self.facts.get(base)) is int:
                return noun(self.facts[base])
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return iter({**self.facts, **self.ready})

    def __len__(self) -> int:
        return len({**self.facts, **self.ready})

    def plain(self, key: str, value: Any) -> str:
        """A fact in words."""
        if isinstance(value, bool):
            return word("flag", "yes" if value else "no")
        if isinstance(value, int):
            return NOUNS_OF_FACT[key](value) if key in NOUNS_OF_FACT else bare(value)
        if isinstance(value, dict):
            return shortened(self.names[value["commit"]])
        if isinstance(value, list | tuple):
            return listed([self.plain(key, item) for item in value]) if value else _nothing(key)
        return self._text(key, str(value))

    def _text(self, key: str, value: str) -> str:
        special = SPECIAL.get(key)
        if special is not None:
            return special(self, value)
        if DAY_OR_MOMENT.fullmatch(value):
            return dated("moment", value)
        vocabulary = vocabulary_of(self.act, key) or self._vocabulary(key)
        if vocabulary:
            return word(vocabulary, value)
        if DIGEST.fullmatch(value):
            return fingerprint(value)
        return shortened(value) if " " in value else self.name(KIND_OF_NAME.get(key, key), value)

    def _vocabulary(self, key: str) -> str | None:
        if key == "status":
            return "part status" if "part" in self.facts else "proposal status"
        return VOCABULARY_OF_FACT.get(key)

    def name(self, kind: str, value: str) -> str:
        """What people call a thing of this kind; its own short name where nobody has said."""
        bare_name = value.rsplit("/", 1)[-1]
        for key in (f"{kind}:{value}", f"{kind}:{bare_name}"):
            if key in self.names:
                return self.names[key]
        if kind == "body" and bare_name == OFFICE:
            return word("body", OFFICE)
        if kind == "seat" and "/" in value:
            return f"{self.name('body', value.split('/', 1)[0])} – {bare_name}"
        return bare_name


def _nothing(key: str) -> str:
    raise KeyError(key)


def bare(value: int) -> str:
    """A number; thousands apart only from five digits on, so that years stay years."""
    return number(value) if abs(value) >= 10_000 else str(value)


def shortened(text: str) -> str:
    """Somebody's words on one line, cut after a word if they are long."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + "…"


def dated(form: str, value: Any) -> str:
    """A day or moment in one of the forms of the templates; what is no date stays as it is."""
    try:
        return FORMS[form](value)
    except (TypeError, ValueError):
        return str(value)


def field_of(act: str, field: str) -> Any:
    """The words of a field: those of this act if it has its own, else the shared ones; None for no such field."""
    return OF_ONE_ACT.get(f"{act}.{field}") or GIVEN.get(field) or WORKED_OUT.get(field)


def _field(told: Told, value: str) -> str:
    field = field_of(told.act, value)
    return lower_first(str(field.label)) if field else value


def _kind(told: Told, value: str) -> str:
    vocabulary = vocabulary_of(told.act, "kind")
    for name in (vocabulary,) if vocabulary else KINDS:
        if (said := word(name, value)) != value:
            return said
    return value


def _after_rounds(failed: int) -> str:
    return ngettext("after %(n)s round without agreement", "after %(n)s rounds without agreement", failed) % {
        "n": failed
    }


def _working_days(days: int) -> str:
    return ngettext("%(n)s working day", "%(n)s working days", days) % {"n": days}


def _members(members: int) -> str:
    return ngettext("%(n)s member", "%(n)s members", members) % {"n": members}


def _days(days: int) -> str:
    return count(days, "day")


def _of(value: Any) -> str:
    return out_of(value) if type(value) is int else word("side of", str(value))


PREFIXES: Mapping[str, Callable[[Any], str]] = {
    "of_": _of,
    "for_": lambda side: word("side for", str(side)),
    "with_": lambda scope: word("scope with", str(scope)),
    "on_": lambda value: dated("on", value),
    "short_": lambda value: dated("short", value),
    "till_": lambda value: dated("until", value),
    "count_": lambda items: bare(len(items)),
    "after_": _after_rounds,
}
SUFFIXES: Mapping[str, Callable[[int], str]] = {"_days": _days, "_members": _members}
NOUNS_OF_FACT: Mapping[str, Callable[[int], str]] = {"days": _days, "working_days": _working_days}
SPECIAL: Mapping[str, Callable[[Told, str], str]] = {
    "act": lambda told, value: str(DEEDS[value].label) if value in DEEDS else value,
    "guard": lambda told, value: lower_first(str(LACKS[value].what[-1])) if value in LACKS else value,
    "field": _field,
    "fix": lambda told, value: fix_words(value),
    "resolution": lambda told, value: value,
    "kind": _kind,
    "disposition": lambda told, value: disposition_words(value),
    "pens": lambda told, value: either(word("pen", pen) for pen in value.split()),
    "standings": lambda told, value: either(word("town standing", standing) for standing in value.split()),
    "stages": lambda told, value: ", ".join(word("stage", stage) for stage in value.split()),
}
