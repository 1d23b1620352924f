"""The state the rules ask and change, answered from rows of the database.

One `Rows` serves one act under the book's lock. What was read by key is remembered, what was put is written once at the
end (`write`), or earlier for a table that a question is about to be asked of. Every question is one indexed query.
"""

from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from django.db import connection

from workflow.models import Book, ProcessFile
from workflow.models.door import open_door
from workflow.models.rows import MIRRORS
from workflow.rules.process import Process
from workflow.rules.process_file import load_process
from workflow.rules.rows import COLUMNS, Plan, Row
from workflow.rules.state import Head, index_for

R = TypeVar("R", bound=Row)


class Rows:
    """`workflow.rules.state.State` over the rows of one territory."""

    def __init__(self, territory: str, head: Head | None = None) -> None:
        """`head` is the end of the book as read under its lock; without it the book is looked at now."""
        self.territory = territory
        self.head = head or head_of(territory)
        self._known: dict[type[Row], dict[str, Row | None]] = {table: {} for table in MIRRORS}
        self._waiting: dict[type[Row], dict[str, Row]] = {}
        self._new: dict[type[Row], set[str]] = {table: set() for table in MIRRORS}
        self._written: dict[type[Row], dict[str, Row]] = {}  # of what waits: the row as the database has it

    def get(self, table: type[R], key: str) -> R | None:
        """See `State.get`."""
        known = self._known[table]
        if key not in known:
            values = _looked_up(table, self.territory, key)
            known[key] = row_from(table, values) if values is not None else None
        return known[key]  # type: ignore[return-value]

    def find(self, table: type[R], *, most: int | None = None, **equals: Any) -> list[R]:
        """See `State.find`."""
        index_for(table, frozenset(equals))
        self._write(table)
        found = self._rows(table).filter(**equals).order_by("born", "key").values_list(*COLUMNS[table])
        rows = [row_from(table, values) for values in (found[:most] if most is not None else found)]
        self._known[table].update({row.key: row for row in rows})
        return rows

    def count(self, table: type[Row], **equals: Any) -> int:
        """See `State.count`."""
        index_for(table, frozenset(equals))
        self._write(table)
        return int(self._rows(table).filter(**equals).count())

    def put(self, row: Row) -> None:
        """See `State.put`."""
        table, known = type(row), self._known[type(row)]
        if row.key not in known and table.NUMBERED and row.born == self.head.size:
            known[row.key] = None
        before = known[row.key] if row.key in known else self.get(table, row.key)
        self._waiting.setdefault(table, {})[row.key] = row
        if before is None:
            self._new[table].add(row.key)
        else:
            self._written.setdefault(table, {}).setdefault(row.key, before)
        known[row.key] = row

    def process(self, digest: str) -> Process | None:
        """See `State.process`."""
        return process_file(digest)

    def write(self) -> None:
        """Write everything that was put and not yet written."""
        for table in list(self._waiting):
            self._write(table)

    def _rows(self, table: type[Row]) -> Any:
        return MIRRORS[table].objects.filter(territory=self.territory)  # type: ignore[attr-defined]

    def _write(self, table: type[Row]) -> None:
        waiting = self._waiting.pop(table, {})
        if not waiting:
            return
        fresh, written = self._new[table], self._written.pop(table, {})
        model = MIRRORS[table]
        new = [model(territory=self.territory, **columns_of(row)) for row in waiting.values() if row.key in fresh]
        with open_door():
            if new:
                model.objects.bulk_create(new)  # type: ignore[attr-defined]
            for row in waiting.values():
                if row.key not in fresh:
                    self._write_changes(row, written[row.key])
        fresh.difference_update(waiting)

    def _write_changes(self, row: Row, before: Row) -> None:
        """The columns that changed since the row was read; the lock makes sure that nobody else changed others."""
        table = type(row)
        changed = {column: now for column, now in columns_of(row).items() if getattr(before, column) != now}
        if "stage" in changed and isinstance(row, Plan):
            self._write_plan(row)
        elif changed:
            self._rows(table).filter(key=row.key).update(**changed)

    def _write_plan(self, row: Plan) -> None:
        """A plan's stage moves by a transition of django-fsm or not at all."""
        plan = self._rows(Plan).get(key=row.key)
        self._move(plan, row)
        for column in COLUMNS[Plan]:
            if column != "stage":
                setattr(plan, column, getattr(row, column))
        plan.save()

    def _move(self, plan: Any, row: Plan) -> None:
        moves = {move.name: move for move in plan.get_available_stage_transitions() if move.target == row.stage}
        if not moves:
            raise LookupError(f"no transition leads from {plan.stage} to {row.stage}")
        getattr(plan, sorted(moves)[0])()


class _Lookup(NamedTuple):
    """A row by its key, as Django's compiler asks for it once: statement, order of arguments, readers by column."""

    sql: str
    arguments: tuple[str, ...]
    readers: dict[int, tuple[list[Any], Any]]


@lru_cache(maxsize=256)
def _lookup(table: type[Row], vendor: str) -> _Lookup:
    """Compiled once: working a statement out anew takes longer than the database needs to answer it."""
    asked = MIRRORS[table].objects.filter(territory="territory", key="key")  # type: ignore[attr-defined]
    compiler = asked.values_list(*COLUMNS[table]).query.get_compiler(connection=connection)
    sql, arguments = compiler.as_sql()
    return _Lookup(sql, tuple(arguments), compiler.get_converters([column for column, _, _ in compiler.select]))


def _looked_up(table: type[Row], territory: str, key: str) -> tuple[Any, ...] | None:
    """The columns of the row with this key; None where there is none."""
    lookup = _lookup(table, connection.vendor)  # type: ignore[arg-type]  # a class can be hashed whatever its rows can
    wanted = {"territory": territory, "key": key}
    with connection.cursor() as cursor:
        cursor.execute(lookup.sql, [wanted[name] for name in lookup.arguments])
        found: tuple[Any, ...] | None = cursor.fetchone()
    if found is None or not lookup.readers:
        return found
    values = list(found)
    for place, (readers, column) in lookup.readers.items():
        for read in readers:
            values[place] = read(values[place], column, connection)
    return tuple(values)


def head_of(territory: str) -> Head:
    """The end of a territory's book as it is now; (0, "") where there is none."""
    book = Book.objects.filter(territory=territory).values_list("size", "last_at").first()
    return Head(*book) if book else Head(0, "")


def row_from(table: type[R], values: tuple[Any, ...]) -> R:
    """A row of the rules from the columns of a database row."""
    columns: list[Any] = [_tupled(value) if isinstance(value, list) else value for value in values]
    return table(**dict(zip(COLUMNS[table], columns, strict=True)))


def _tupled(value: list[Any]) -> tuple[Any, ...]:
    return tuple([_tupled(item) if isinstance(item, list) else item for item in value])


def columns_of(row: Row) -> dict[str, Any]:
    """The columns of a row by name."""
    return {column: getattr(row, column) for column in COLUMNS[type(row)]}


@lru_cache(maxsize=256)
def _kept(digest: str) -> Process:
    raw = ProcessFile.objects.values_list("data", flat=True).get(digest=digest)
    return load_process(bytes(raw), file=f"{digest}.toml")


def process_file(digest: str) -> Process | None:
    """The process file with this digest; None if the installation does not keep it."""
    try:
        return _kept(digest)
    except ProcessFile.DoesNotExist:
        return None


def keep_process(raw: bytes, *, name: str) -> Process:
    """Keep a process file so that plans may run under it; raises `ProcessError` if it is not one."""
    process = load_process(raw, file=name)
    if not ProcessFile.objects.filter(digest=process.digest).exists():
        with open_door():
            ProcessFile.objects.bulk_create([ProcessFile(digest=process.digest, name=process.id, data=raw)])
    return process
