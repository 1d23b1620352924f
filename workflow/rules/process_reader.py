"""Tables of a process file into frozen dataclasses, shape by shape.

A dataclass says which keys a table has, which of them must be there, and what their values look like; this reader holds
a table against it. It never stops at a mistake: where a value cannot be used, the field's default or a blank stands in
for it, so that everything else is still judged.
"""

import re
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from workflow.rules.process_mistakes import MistakesFound
from workflow.rules.process_terms import Bilingual
from workflow.rules.process_values import (
    PLAIN_VALUES,
    Metadata,
    UnfitValueError,
    nearest_word,
    read_choice,
    shown_value,
    word_hint,
)

Shape = TypeVar("Shape")
BARE_KEY_PATTERN = re.compile(r"[A-Za-z0-9_-]{1,60}")


def key_types(shape: Any) -> dict[str, Any]:
    """What each key of a table holds."""
    return get_type_hints(shape)


def written_key(key: str) -> str:
    """A key as TOML would write it, cut to a readable length."""
    return key if BARE_KEY_PATTERN.fullmatch(key) else shown_value(key)


def joined_key(at: str, key: str) -> str:
    """The dotted key of `key` in the table at `at`."""
    return f"{at}.{written_key(key)}" if at else written_key(key)


def without_none(wanted: Any) -> Any:
    """What an optional key holds when it is there."""
    if get_origin(wanted) is UnionType:
        return next(kind for kind in get_args(wanted) if kind is not NoneType)
    return wanted


def is_choice(wanted: Any) -> bool:
    """Whether a value is one of a closed set."""
    return isinstance(wanted, type) and issubclass(wanted, StrEnum)


def is_counts(wanted: Any) -> bool:
    """Whether a value is a table of whole numbers by choice, such as `sides`."""
    return get_origin(wanted) is tuple and get_origin(get_args(wanted)[0]) is tuple


class TableReader:
    """Reads the tables of one file; what is wrong goes to `found`."""

    def __init__(self, found: MistakesFound) -> None:
        """`found` may already hold mistakes: a key that has one is not blamed again."""
        self.found = found

    def record(self, shape: type[Shape], table: dict[str, Any], at: str, **given: Any) -> Shape:
        """The table at `at` as a `shape`; `given` are the fields that are no keys."""
        keys = {field.name: field for field in fields(shape) if field.name not in given}  # type: ignore[arg-type]
        kinds = key_types(shape)
        meant = self._strangers(keys, table, at)
        values = dict(given)
        for key, field in keys.items():
            wanted = kinds[key]
            where = joined_key(at, key)
            if key in table:
                values[key] = self._value(wanted, table[key], where, field)
            elif field.default is MISSING:
                if key not in meant:
                    self.found.unreadable(where, "this key is missing", f"add {sample_of(key, wanted, field.metadata)}")
                values[key] = blank_of(wanted)
        return shape(**values)

    def _strangers(self, keys: dict[str, Any], table: dict[str, Any], at: str) -> set[str]:
        """Refuse every unknown key by name; gives the missing keys they were probably meant to be."""
        meant = set()
        for key in (key for key in table if key not in keys):
            near = nearest_word(key, keys.keys() - table.keys())
            if near is not None:
                meant.add(near)
                self.found.unread(joined_key(at, near))
            if not self.found.names(joined_key(at, key)):
                hint = f'did you mean "{near}"?' if near else word_hint(key, keys)
                self.found.stray(joined_key(at, key), "this key is unknown", f"remove it, or write a known one: {hint}")
        return meant

    def _value(self, wanted: Any, value: object, at: str, field: Field[Any]) -> Any:
        """The value of one key, or what stands in for it."""
        wanted = without_none(wanted)
        if get_origin(wanted) is tuple:
            return self._counts(wanted, value, at, field) if is_counts(wanted) else self._many(wanted, value, at, field)
        try:
            return self._single(wanted, value, at, field.metadata)
        except UnfitValueError as unfit:
            self.found.unreadable(at, unfit.wrong, unfit.fix)
            return blank_of(wanted) if field.default is MISSING else field.default

    def _single(self, wanted: Any, value: object, at: str, metadata: Metadata) -> Any:
        """A table, a choice or a plain value."""
        if is_dataclass(wanted) and isinstance(wanted, type):
            if not isinstance(value, dict):
                raise UnfitValueError(
                    f"{shown_value(value)} is not a table", f"write {sample_of(at, wanted, metadata)}"
                )
            return self.record(wanted, value, at)
        if is_choice(wanted):
            return read_choice(value, wanted)
        return PLAIN_VALUES[wanted](value, metadata)

    def _many(self, wanted: Any, value: object, at: str, field: Field[Any]) -> tuple[Any, ...]:
        """A list; members that cannot be used are left out, tables that can only partly be used are kept."""
        member = get_args(wanted)[0]
        if not isinstance(value, list):
            self.found.unreadable(at, f"{shown_value(value)} is not a list", f"write {sample_of(at, wanted, {})}")
            return ()
        if len(value) < field.metadata.get("at_least", 0):
            self.found.unreadable(at, "the list is empty", "name at least one")
        read = []
        for place, one in enumerate(value):
            try:
                read.append(self._single(member, one, f"{at}[{place}]", field.metadata))
            except UnfitValueError as unfit:
                self.found.unreadable(f"{at}[{place}]", unfit.wrong, unfit.fix)
                read.append(blank_of(member))
        if not is_dataclass(member):
            self._refuse_twice(read, at)
        return tuple(read)

    def _refuse_twice(self, read: list[Any], at: str) -> None:
        """A list of names says each of them once."""
        for place, one in enumerate(read):
            if one in read[:place]:
                needs = (f"{at}[{read.index(one)}]",)
                wrong = f"{shown_value(one)} is named twice"
                self.found.contradiction(f"{at}[{place}]", wrong, "name it once", needs=needs)

    def _counts(self, wanted: Any, value: object, at: str, field: Field[Any]) -> tuple[tuple[Any, int], ...]:
        """A table of whole numbers by choice, as pairs."""
        choices = get_args(get_args(wanted)[0])[0]
        if not isinstance(value, dict):
            self.found.unreadable(at, f"{shown_value(value)} is not a table", f"write {sample_of(at, wanted, {})}")
            return ()
        pairs = []
        for key, number in value.items():
            where = joined_key(at, key)
            try:
                pairs.append((read_choice(key, choices), self._single(int, number, where, field.metadata)))
            except UnfitValueError as unfit:
                near = nearest_word(key, choices)
                self.found.unread(joined_key(at, near or key))
                if not self.found.names_within(where):
                    self.found.stray(where, unfit.wrong, unfit.fix)
        return tuple(pairs)


def blank_of(wanted: Any) -> Any:
    """What stands in for a value that is missing or cannot be used."""
    if get_origin(wanted) is tuple:
        return ()
    if is_choice(wanted):
        return next(iter(wanted))
    if is_dataclass(wanted):
        held = key_types(wanted) if isinstance(wanted, type) else {}
        return wanted(**{key: blank_of(without_none(kind)) for key, kind in held.items()})  # type: ignore[operator]
    return wanted()


def sample_of(key: str, wanted: Any, metadata: Metadata) -> str:
    """How a key is written, for a message."""
    name = key.rpartition(".")[2]
    wanted = without_none(wanted)
    if get_origin(wanted) is tuple:
        member = get_args(wanted)[0]
        if is_counts(wanted):
            return f"{name} = {{{', '.join(f'{choice} = 1' for choice in get_args(member)[0])}}}"
        return f"one or more tables [[{name}]]" if is_dataclass(member) else f'{name} = ["…"]'
    if wanted is Bilingual:
        return f'{name} = {{cs = "…", en = "…"}}'
    if is_dataclass(wanted):
        return f"a table with the keys {', '.join(key_types(wanted))}"
    if is_choice(wanted):
        return f"{name} = one of {', '.join(wanted)}"
    return {str: f'{name} = "…"', bool: f"{name} = true", int: f"{name} = {metadata.get('low', 1)}"}.get(wanted, name)
