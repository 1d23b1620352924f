"""One door: the engine's rows change only while `perform` (or the clock that seals books) holds it open."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models

_open: ContextVar[bool] = ContextVar("workflow_door_open", default=False)


class OneDoorError(RuntimeError):
    """Somebody tried to change the engine's rows without going through `workflow.perform`."""


@contextmanager
def open_door() -> Iterator[None]:
    """Hold the door open; only the store and the book do."""
    token = _open.set(True)
    try:
        yield
    finally:
        _open.reset(token)


def require_door() -> None:
    """Refuse a write that did not come through the door."""
    if not _open.get():
        raise OneDoorError("rows of the engine change only through workflow.perform.perform()")


class GuardedQuerySet(models.QuerySet[Any]):
    """A query set that reads for everybody and writes only through the door."""

    def update(self, **changes: Any) -> int:
        """See `QuerySet.update`."""
        require_door()
        return super().update(**changes)

    def delete(self) -> tuple[int, dict[str, int]]:
        """See `QuerySet.delete`."""
        require_door()
        return super().delete()

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[Any]:
        """See `QuerySet.bulk_create`."""
        require_door()
        return super().bulk_create(*args, **kwargs)

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        """See `QuerySet.bulk_update`."""
        require_door()
        return super().bulk_update(*args, **kwargs)


class GuardedModel(models.Model):
    """A row of the engine."""

    objects = GuardedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """See `Model.save`."""
        require_door()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """See `Model.delete`."""
        require_door()
        return super().delete(*args, **kwargs)
