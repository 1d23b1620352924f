"""What an act is: a frozen dataclass of facts that knows what it still needs and what it changes.

The files of `workflow.rules.acts` hold every act there is, one file a pen; the class name in small letters is the name
in the book, in scenarios and in the API. An act says its facts, the stages it belongs to, what is missing (`obstacles`,
everything at once), what the rules work out (`derive`) and what changes (`apply`). Who may perform it stands in one
table, `authority.py`; which arrow of the lifecycle it takes, if any, in `lifecycle.py`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Self, TypeVar

from workflow.rules.case import Case, Obstacle
from workflow.rules.facts import Fact, FactKind, Flaw, Words, flaws_of
from workflow.rules.lifecycle import MAIN_LINE, Stage
from workflow.rules.state import State

LIVE = frozenset(MAIN_LINE)
NO_PLAN: frozenset[Stage] = frozenset()


class FactsError(ValueError):
    """The facts given for an act do not fit its schema; `flaws` holds them all."""

    def __init__(self, act: str, flaws: list[Flaw]) -> None:
        self.act = act
        self.flaws = flaws
        super().__init__("; ".join(f"{act}.{flaw.field} {flaw.wrong}: {flaw.fix}" for flaw in flaws))


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that can happen."""

    STAGES: ClassVar[frozenset[Stage]] = LIVE  # stages it may happen in; empty: it is an act of the territory
    SCHEMA: ClassVar[dict[str, Fact]] = {}
    REFERRING: ClassVar[tuple[tuple[str, Fact], ...]] = ()  # the facts that name a row there must be
    DERIVED: ClassVar[dict[str, Fact]] = {}  # the facts the rules work out
    NAME: ClassVar[str] = ""
    EITHER: ClassVar[bool] = False  # may be performed with or without a plan
    ACROSS: ClassVar[str | None] = None  # the fact that names the territory whose book it refers to, by entry `n`

    @classmethod
    def follows(cls, state: State, facts: Mapping[str, Any], entry: Mapping[str, Any]) -> dict[str, Any] | None:
        """What an act that refers to `entry` of another book takes over from it; None if that entry does not fit."""
        return {}

    def table(self, state: State, case: Case) -> str | None:
        """Key of the body at whose table the act is performed; None where no body is."""
        return None

    def derive(self, state: State, case: Case) -> Self:
        """The act with everything filled in that the rules work out."""
        return self

    def obstacles(self, state: State, case: Case) -> Iterable[Obstacle]:
        """Everything that is missing."""
        return ()

    def apply(self, state: State, case: Case) -> None:
        """Change what is remembered."""

    def outcome(self) -> str:
        """What came of it, in the words of `sides.Outcome`."""
        return "done"

    def method(self) -> str:
        """How it was decided: consensus, vote or none."""
        return "none"


ACTS: dict[str, type[Act]] = {}


def act(kind: type[Act]) -> type[Act]:
    """Enter an act class into the list of what can happen."""
    kind.NAME = re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()
    kind.SCHEMA = {column.name: column.metadata["fact"] for column in fields(kind)}
    kind.DERIVED = {key: fact for key, fact in kind.SCHEMA.items() if fact.derived}
    kind.REFERRING = tuple((key, fact) for key, fact in kind.SCHEMA.items() if fact.refers is not None)
    ACTS[kind.NAME] = kind
    return kind


A = TypeVar("A", bound=Act)


def filled(deed: A, **worked_out: Any) -> A:
    """The act with these facts filled in: what `dataclasses.replace` does, faster."""
    facts = {key: getattr(deed, key) for key in deed.SCHEMA}
    facts.update(worked_out)
    return type(deed)(**facts)


def is_of_territory(kind: type[Act]) -> bool:
    """Whether the act belongs to the territory and to no plan."""
    return not kind.STAGES


def read_act(act_name: str, given: dict[str, Any], *, from_book: bool = False) -> Act:
    """The act with these facts.

    `given` maps field names to values; words arrive as `Words`, lists as tuples. Raises `FactsError` with every flaw.
    """
    kind = ACTS.get(act_name)
    if kind is None:
        raise FactsError(act_name, [Flaw("act", "is not known", "see docs/records.md for the acts there are")])
    flaws = flaws_of(given, kind.SCHEMA, from_book=from_book)
    if flaws:
        raise FactsError(act_name, flaws)
    return kind(**given)


def facts_of(deed: Act) -> dict[str, Any]:
    """The facts as they stand in a leaf."""
    return {key: _written(getattr(deed, key), fact) for key, fact in deed.SCHEMA.items()}


def _written(value: Any, fact: Fact) -> Any:
    if isinstance(value, Words):
        return {"commit": value.commit, "length": value.length}
    if fact.kind is FactKind.TABLE or fact.many:
        return _listed(value)
    return value


def _listed(value: Any) -> Any:
    return [_listed(item) for item in value] if isinstance(value, tuple) else value


def _tupled(value: list[Any]) -> tuple[Any, ...]:
    """Lists, however deep, as tuples; called for lists alone, since most of what they hold is none."""
    return tuple([_tupled(item) if type(item) is list else item for item in value])


def facts_from_leaf(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts of a leaf as `read_act` takes them."""
    given: dict[str, Any] = {}
    for key, value in facts.items():
        if type(value) is dict:
            given[key] = words_from_leaf(value)
        elif type(value) is list:
            given[key] = _tupled(value)
        else:
            given[key] = value
    return given


def words_from_leaf(value: Any) -> Any:
    """`{"commit", "length"}` as `Words`; anything else is given back for the schema to refuse."""
    if isinstance(value, dict) and value.keys() == {"commit", "length"} and type(value["length"]) is int:
        return Words(value["commit"], value["length"])
    return value
