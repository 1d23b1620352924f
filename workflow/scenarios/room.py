"""A room to rehearse in: a database and keys of its own, never the site's, gone when the rehearsal is over."""

import os
import secrets
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend

from workflow.models.guarded import guard_tables

# What is thrown away need not survive a power cut.
HASTY_SQLITE = (
    "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;"
)
HASTY_POSTGRESQL = "-c synchronous_commit=off"
NOBODY_ELSE: Mapping[str, str] = {}


@contextmanager
def throw_away_room() -> Iterator[Path]:
    """Within it, the default database and the keys are fresh and empty; afterwards the site's are back.

    On SQLite a file in a temporary folder, on PostgreSQL a temporary database on the same server. Yields the folder.
    """
    with tempfile.TemporaryDirectory(prefix="dohoda-rehearsal-") as folder, _keys_in(Path(folder) / "keys"):
        site = connections[DEFAULT_DB_ALIAS]
        with _fresh_database(site, Path(folder)) as fresh:
            connections[DEFAULT_DB_ALIAS] = fresh
            try:
                _make_tables(fresh)
                yield Path(folder)
            finally:
                fresh.close()
                connections[DEFAULT_DB_ALIAS] = site


def _make_tables(connection: BaseDatabaseWrapper) -> None:
    """The engine's tables alone, as the models have them now, and their guards: no site, no accounts, no comments."""
    with connection.schema_editor() as editor:
        for model in apps.get_app_config("workflow").get_models():
            editor.create_model(model)
    guard_tables(using=DEFAULT_DB_ALIAS)


@contextmanager
def _keys_in(folder: Path) -> Iterator[None]:
    kept = settings.WORKFLOW_KEYS
    settings.WORKFLOW_KEYS = folder
    try:
        yield
    finally:
        settings.WORKFLOW_KEYS = kept


@contextmanager
def _fresh_database(site: BaseDatabaseWrapper, folder: Path) -> Iterator[BaseDatabaseWrapper]:
    """An empty database like the site's, removed whatever happens."""
    if site.vendor == "sqlite":
        yield _connection(site, name=str(folder / "rehearsal.sqlite3"), init_command=HASTY_SQLITE)
        return
    name = f"dohoda_rehearsal_{secrets.token_hex(6)}"
    owner = _connection(site, name="postgres", owner=_owner())
    quoted = owner.ops.quote_name(name)
    try:
        with owner.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {quoted} TEMPLATE template0 ENCODING 'UTF8'")
        try:
            said = site.settings_dict["OPTIONS"].get("options", "")
            yield _connection(site, name=name, options=f"{said} {HASTY_POSTGRESQL}".strip(), owner=_owner())
        finally:
            with owner.cursor() as cursor:
                cursor.execute(f"DROP DATABASE IF EXISTS {quoted} WITH (FORCE)")
    finally:
        owner.close()


def _owner() -> dict[str, str]:
    """Whoever may make tables may make a database; the site's own role perhaps may not."""
    address = urlsplit(os.environ.get("MIGRATE_DATABASE_URL", "").strip())
    if not address.username:
        return {}
    return {"USER": unquote(address.username), "PASSWORD": unquote(address.password or "")}


def _connection(site: BaseDatabaseWrapper, *, name: str, owner: Mapping[str, str] = NOBODY_ELSE, **options: str) -> Any:
    """A connection of the same kind to another database: no pool, which would hand out the site's connections."""
    said = deepcopy({key: value for key, value in site.settings_dict.items() if key != "OPTIONS"})
    kept = {key: value for key, value in site.settings_dict["OPTIONS"].items() if key != "pool"}
    said.update(NAME=name, OPTIONS={**kept, **options}, **owner)
    return load_backend(said["ENGINE"]).DatabaseWrapper(said, DEFAULT_DB_ALIAS)
