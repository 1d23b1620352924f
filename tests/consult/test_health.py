"""/healthz tells the truth."""

from unittest.mock import patch

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from consult import health


@pytest.fixture(autouse=True)
def just_started() -> None:
    health._migrated.clear()


@pytest.mark.django_db
def test_a_migrated_site_is_ready(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_a_database_without_its_tables_is_not_ready(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sites'")
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["missing"]) == (503, "migrations")


@pytest.mark.django_db
def test_a_database_that_is_gone_is_not_ready(client: Client) -> None:
    with patch.object(connection, "cursor", side_effect=DatabaseError):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["missing"]) == (503, "database")


@pytest.mark.django_db
def test_every_answer_carries_the_strict_policy(client: Client) -> None:
    policy = client.get("/healthz")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
