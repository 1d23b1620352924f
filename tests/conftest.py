"""What every test may rely on: the database chosen by the environment, empty again after each test."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import TransactionTestCase

from tests import databases

TransactionTestCase._fixture_teardown = databases.restore_after


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """The migrated database, kept as a template for tests that commit."""
    with django_db_blocker.unblock():
        databases.keep_template()
    yield
    with django_db_blocker.unblock():
        databases.drop_template()


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Counts and codes kept in the cache are those of one test."""
    cache.clear()


def pytest_configure(config: pytest.Config) -> None:
    """Markers for the few tests that only one database, or Redis, can answer."""
    config.addinivalue_line("markers", "postgresql: what only PostgreSQL has (roles, row locks); left out elsewhere")
    config.addinivalue_line("markers", "sqlite: what only SQLite has (its pragmas, one file); left out elsewhere")
    config.addinivalue_line("markers", "redis: needs REDIS_URL; left out without it")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what the chosen services cannot answer, and say how many those were; nothing is ever skipped."""
    present = {settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]}
    if settings.REDIS_URL:
        present.add("redis")
    absent = {"postgresql", "sqlite3", "redis"} - present
    marks = {"sqlite" if name == "sqlite3" else name for name in absent}
    left_out = [item for item in items if any(item.get_closest_marker(mark) for mark in marks)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """What tests measured and did not only judge, said at the end whether they passed or not."""
    for report in (*terminalreporter.stats.get("passed", ()), *terminalreporter.stats.get("failed", ())):
        for name, value in report.user_properties:
            terminalreporter.write_line(f"{name}: {value}")
