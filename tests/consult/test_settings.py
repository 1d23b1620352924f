"""How the site stands when it starts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

HOUSE = Path(__file__).resolve().parents[2]


def start(tmp_path: Path, **said: str) -> subprocess.CompletedProcess[str]:
    """Read the site's settings in a fresh process that is told only `said`."""
    surroundings = {"PATH": os.environ["PATH"], "DOHODA_VAR": str(tmp_path), **said}
    ask = "from consult import settings as s; print(s.DEBUG, s.DEMO, s.ALLOWED_HOSTS[-1], s.SESSION_COOKIE_SECURE)"
    return subprocess.run([sys.executable, "-c", ask], cwd=HOUSE, env=surroundings, capture_output=True, text=True)


def test_told_nothing_the_site_serves_this_machine_without_debugging(tmp_path: Path) -> None:
    assert start(tmp_path).stdout.split() == ["False", "False", "[::1]", "False"]


def test_a_public_address_is_answered_to_and_its_cookies_are_for_https(tmp_path: Path) -> None:
    said = start(tmp_path, DOHODA_URL="https://plan.example.org")
    assert said.stdout.split() == ["False", "False", "plan.example.org", "True"]


@pytest.mark.parametrize("door", ["DEBUG", "DOHODA_DEMO"])
@pytest.mark.parametrize("way", [{"DOHODA_URL": "http://plan.example.org"}, {"DOHODA_HOSTS": "192.0.2.7"}])
def test_debugging_and_demo_sign_in_are_refused_where_others_can_reach(
    tmp_path: Path, door: str, way: dict[str, str]
) -> None:
    refused = start(tmp_path, **{door: "1"}, **way)
    assert refused.returncode != 0
    assert f"{door}=1 is for this machine alone" in refused.stderr
    assert start(tmp_path, **{door: "1"}).returncode == 0


def test_migrations_alone_run_as_the_owner_of_the_tables(tmp_path: Path) -> None:
    ask = (
        "import sys; sys.argv = ['manage.py', sys.argv[1]]; "
        "from consult import settings; print(settings.DATABASES['default']['USER'])"
    )
    surroundings = {
        "PATH": os.environ["PATH"],
        "DOHODA_VAR": str(tmp_path),
        "DATABASE_URL": "postgresql://site@db.example/plans",
        "MIGRATE_DATABASE_URL": "postgresql://owner@db.example/plans",
    }
    users = [
        subprocess.run(
            [sys.executable, "-c", ask, command], cwd=HOUSE, env=surroundings, capture_output=True, text=True
        ).stdout.strip()
        for command in ("migrate", "tick")
    ]
    assert users == ["owner", "site"]


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("recursive_triggers", 1)]
)
def test_what_sqlite_acknowledges_is_on_disk_and_guarded(pragma: str, value: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        assert cursor.fetchone() == (value,)
