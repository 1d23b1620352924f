"""Test databases that append-only tables survive.

Django empties the tables after a test that commits. Ours refuse to be emptied: that is what they are for. So the
migrated database is kept as a template, and a test that committed is followed by a fresh copy of it.
"""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import TransactionTestCase

SIDE_FILES = ("-wal", "-shm", "-journal")


def keep_template(alias: str = "default") -> None:
    """Keep the database as it is now (migrated, empty) for `restore_template`."""
    connection = connections[alias]
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        connection.close()
        with closing(sqlite3.connect(name)) as source, closing(sqlite3.connect(template_of(name))) as target:
            source.backup(target)
    else:
        copy_on_server(connection, source=name, target=template_of(name))


def restore_template(alias: str = "default") -> None:
    """Put the kept template in the place of the database; whatever a test committed is gone."""
    connection = connections[alias]
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        connection.close()
        for side in SIDE_FILES:
            Path(name + side).unlink(missing_ok=True)
        # A new file, so that a thread which forgot to close its connection writes into nothing.
        shutil.copyfile(template_of(name), f"{name}_fresh")
        Path(f"{name}_fresh").replace(name)
    else:
        copy_on_server(connection, source=template_of(name), target=name)


def drop_template(alias: str = "default") -> None:
    """Forget the template at the end of the run."""
    connection = connections[alias]
    name = template_of(str(connection.settings_dict["NAME"]))
    if connection.vendor == "sqlite":
        Path(name).unlink(missing_ok=True)
    else:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(name)} WITH (FORCE)")


def template_of(name: str) -> str:
    """The template's name: that of the database with a mark behind."""
    return f"{name}_template"


def copy_on_server(connection: BaseDatabaseWrapper, *, source: str, target: str) -> None:
    """PostgreSQL: `target` becomes a copy of `source`; connections to either, of other threads too, are ended."""
    quote = connection.ops.quote_name
    connection.close()
    connection.close_pool()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {quote(target)} WITH (FORCE)")
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [source])
        cursor.execute(f"CREATE DATABASE {quote(target)} TEMPLATE {quote(source)}")


def restore_after(case: TransactionTestCase) -> None:
    """In the place of Django's flush after each test that commits."""
    for alias in case._databases_names(include_mirrors=False):
        restore_template(alias)
