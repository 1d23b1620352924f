"""Two roles on PostgreSQL: the owner keeps the tables, the site may add to a book and never change or delete in it."""

import secrets
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from tests.cast import Installed
from tests.towns import process_of, raw_file
from tests.walk import found
from workflow.models.guarded import limit_role

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site() -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A connection of the site's own role to the database where the owner has a town."""
    found(Installed(process_of("susice"), raw_file("susice")))
    role, password = f"dohoda_site_{secrets.token_hex(4)}", secrets.token_hex(8)
    where = connection.get_connection_params()
    with connection.cursor() as owner:
        owner.execute(f"CREATE ROLE {role} LOGIN PASSWORD '{password}'")
        limit_role(owner, role)
    address = {key: where[key] for key in ("host", "port") if key in where}
    with psycopg.connect(dbname=connection.settings_dict["NAME"], user=role, password=password, **address) as opened:
        yield opened
    with connection.cursor() as owner:
        owner.execute(f"DROP OWNED BY {role}")
        owner.execute(f"DROP ROLE {role}")


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE workflow_leaf SET act = 'adopt' WHERE n = 2",
        "DELETE FROM workflow_leaf WHERE n = 2",
        "TRUNCATE workflow_leaf",
        "ALTER TABLE workflow_leaf DISABLE TRIGGER ALL",
        "DROP TRIGGER leaf_kept ON workflow_leaf",
        "SET session_replication_role = replica",
        "UPDATE workflow_plan SET stage = 'adopted'",
        "INSERT INTO workflow_leaf (territory, n, at, act, data, hash) VALUES ('lipova', 7, '', 'adopt', '', '')",
    ],
)
def test_the_site_can_rewrite_nothing(site: psycopg.Connection[tuple[object, ...]], attack: str) -> None:
    with pytest.raises(psycopg.Error):
        site.execute(sql.SQL(attack))  # type: ignore[arg-type]


def test_the_site_can_do_its_work(site: psycopg.Connection[tuple[object, ...]]) -> None:
    row = site.execute("SELECT count(*) FROM workflow_leaf").fetchone()
    assert row is not None and int(str(row[0])) > 10
    site.execute("UPDATE workflow_book SET last_at = last_at")
