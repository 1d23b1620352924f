"""What rules may ask, and the answer of somebody who only has the leaves.

`State` is the whole protocol between the rules and what is remembered. The site answers it from indexed rows of a
database (`workflow.store.Rows`), `verify.py` from what it replayed (`Replayed`). Because both are changed by the same
`apply` of the same act, and asked through the same four verbs, a stranger can replay a town and must arrive at the same
rows; a property test holds the two equal after every act.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from operator import attrgetter
from typing import Any, NamedTuple, Protocol, TypeVar

from workflow.rules.process import Process
from workflow.rules.rows import COLUMNS, TABLES, Row

R = TypeVar("R", bound=Row)


class Head(NamedTuple):
    """The end of a book: how many entries it has, and the time of the last one ("" in an empty book)."""

    size: int
    last_at: str


class State(Protocol):
    """The questions rules may ask. Every `find` and `count` must be by one of the table's `INDEXES`."""

    @property
    def head(self) -> Head:
        """The end of the book as judged under its lock."""

    def get(self, table: type[R], key: str) -> R | None:
        """The row with this key, or None."""

    def find(self, table: type[R], *, most: int | None = None, **equals: Any) -> list[R]:
        """Rows by an index, in the order they were born; at most `most` of them."""

    def count(self, table: type[Row], **equals: Any) -> int:
        """How many rows `find` would give."""

    def put(self, row: Row) -> None:
        """Remember a row, new or changed. Only the `apply` of an act may."""

    def process(self, digest: str) -> Process | None:
        """The process file with this digest, or None."""


class UnindexedQuestionError(LookupError):
    """A question was asked by columns that have no index."""


def index_for(table: type[Row], columns: Collection[str]) -> tuple[str, ...]:
    """The declared index over exactly these columns, in its own order; the error names the question otherwise."""
    for index in table.INDEXES:
        if len(index) == len(columns) and set(index) == set(columns):
            return index
    raise UnindexedQuestionError(f"{table.__name__} has no index over {', '.join(sorted(columns))}")


# What an index is looked up by: the values of its columns; one column stands for itself.
_INDEX_KEYS: dict[type[Row], tuple[tuple[tuple[str, ...], Callable[[Row], Any]], ...]] = {
    table: tuple((index, attrgetter(*index) if index else lambda row: ()) for index in table.INDEXES)
    for table in TABLES
}
_INDEXED: dict[type[Row], Callable[[Row], Any]] = {
    table: attrgetter("key", *sorted({column for index in table.INDEXES for column in index})) for table in TABLES
}
# How a column of a row in the making is set: a frozen row lets itself be written once, by whoever makes it.
_KEEPERS = {table: {column: getattr(table, column).__set__ for column in COLUMNS[table]} for table in TABLES}
_BIRTH = attrgetter("born", "key")
_VALUES: dict[type[Row], Callable[[Row], tuple[Any, ...]]] = {table: attrgetter(*COLUMNS[table]) for table in TABLES}


class Replayed:
    """A state in memory, folded from the leaves of one book."""

    def __init__(self, processes: Mapping[str, Process]) -> None:
        """`processes` by digest: the process files that came with the book."""
        self.head = Head(0, "")
        self._processes = dict(processes)
        self._asked: dict[tuple[type[Row], tuple[str, ...]], tuple[str, ...]] = {}
        self._rows: dict[type[Row], dict[str, Row]] = {table: {} for table in TABLES}
        self._sets: dict[type[Row], dict[tuple[str, ...], dict[Any, dict[str, None]]]] = {
            table: {index: {} for index in table.INDEXES} for table in TABLES
        }

    def get(self, table: type[R], key: str) -> R | None:
        """See `State.get`."""
        return self._rows[table].get(key)  # type: ignore[return-value]

    def find(self, table: type[R], *, most: int | None = None, **equals: Any) -> list[R]:
        """See `State.find`."""
        rows = self._rows[table]
        found = [rows[key] for key in self._keys(table, equals)]
        if len(found) > 1:
            found.sort(key=_BIRTH)
        return found[:most]  # type: ignore[return-value]

    def count(self, table: type[Row], **equals: Any) -> int:
        """See `State.count`."""
        return len(self._keys(table, equals))

    def put(self, row: Row) -> None:
        """See `State.put`."""
        table = type(row)
        key, rows, sets = row.key, self._rows[table], self._sets[table]
        before = rows.get(key)
        rows[key] = row
        if before is not None and _INDEXED[table](before) == _INDEXED[table](row):
            return
        for index, key_of in _INDEX_KEYS[table]:
            after_key, by_key = key_of(row), sets[index]
            if before is not None:
                before_key = key_of(before)
                if before_key == after_key:
                    continue
                del by_key[before_key][key]
            if after_key in by_key:
                by_key[after_key][key] = None
            else:
                by_key[after_key] = {key: None}

    def process(self, digest: str) -> Process | None:
        """See `State.process`."""
        return self._processes.get(digest)

    def dump(self) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """Every row as (table, columns), in a fixed order: what the property test compares."""
        for table in TABLES:
            for _, row in sorted(self._rows[table].items()):
                yield table.__name__, _VALUES[table](row)

    def _keys(self, table: type[Row], equals: dict[str, Any]) -> dict[str, None]:
        columns = tuple(equals)
        index = self._asked.get((table, columns))
        if index is None:
            index = self._asked[table, columns] = index_for(table, columns)
        key = equals[index[0]] if len(index) == 1 else tuple([equals[column] for column in index])
        return self._sets[table][index].get(key, {})


def change(state: State, row: R, **changes: Any) -> R:
    """Remember `row` with `changes`; returns the changed row."""
    changed = changed_row(row, **changes)
    state.put(changed)
    return changed


def changed_row(row: R, **changes: Any) -> R:
    """`row` with `changes`, not remembered yet; what `dataclasses.replace` does, faster."""
    table = type(row)
    changed = object.__new__(table)
    keepers = _KEEPERS[table]
    for keep, value in zip(keepers.values(), _VALUES[table](row), strict=False):
        keep(changed, value)
    for column, value in changes.items():
        keepers[column](changed, value)
    return changed
