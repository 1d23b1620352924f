"""The state the rules ask and change, answered from rows of the database.

One `Rows` serves one act under the book's lock. What was read by key is remembered, what was put is written once at the
end (`write`), or earlier for a table that a question is about to be asked of. Every question is one indexed query.
"""

from functools import lru_cache
from typing import Any, TypeVar

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

    def get(self, table: type[R], key: str) -> R | None:
        """See `State.get`."""
        known = self._known[table]
        if key not in known:
            values = self._rows(table).filter(key=key).values_list(*COLUMNS[table]).first()
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
        table = type(row)
        if row.key not in self._known[table]:
            self.get(table, row.key)
        self._waiting.setdefault(table, {})[row.key] = row
        if self._known[table][row.key] is None:
            self._new[table].add(row.key)
        self._known[table][row.key] = row

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
        fresh = self._new[table]
        model = MIRRORS[table]
        new = [model(territory=self.territory, **columns_of(row)) for row in waiting.values() if row.key in fresh]
        with open_door():
            if new:
                model.objects.bulk_create(new)  # type: ignore[attr-defined]
            for row in waiting.values():
                if row.key in fresh:
                    continue
                if isinstance(row, Plan):
                    self._write_plan(row)
                else:
                    self._rows(table).filter(key=row.key).update(**columns_of(row))
        fresh.difference_update(waiting)

    def _write_plan(self, row: Plan) -> None:
        """A plan's stage moves by a transition of django-fsm or not at all."""
        plan = self._rows(Plan).get(key=row.key)
        if plan.stage != row.stage:
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
