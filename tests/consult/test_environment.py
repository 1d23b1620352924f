"""What the environment may say, and what the site answers when it says something else."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from consult import environment


@pytest.mark.parametrize(("said", "meant"), [("1", True), ("Yes", True), ("off", False), ("0", False), ("", False)])
def test_a_flag_is_a_yes_or_a_no(monkeypatch: pytest.MonkeyPatch, said: str, meant: bool) -> None:
    monkeypatch.setenv("DEMO_OF_A_FLAG", said)
    assert environment.flag("DEMO_OF_A_FLAG") is meant


def test_a_flag_that_is_neither_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO_OF_A_FLAG", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="DEMO_OF_A_FLAG is 'perhaps'; write 1 or 0"):
        environment.flag("DEMO_OF_A_FLAG")


def test_a_listing_with_a_gap_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NAMES", "a.example, b.example")
    assert environment.listing("NAMES") == ["a.example", "b.example"]
    monkeypatch.setenv("NAMES", "a.example,,b.example")
    with pytest.raises(ImproperlyConfigured, match="NAMES"):
        environment.listing("NAMES")


@pytest.mark.parametrize("said", ["plan.example.org", "ftp://plan.example.org", "https://plan.example.org/town"])
def test_an_address_that_is_not_scheme_and_host_is_refused(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("ADDRESS", said)
    with pytest.raises(ImproperlyConfigured, match="ADDRESS"):
        environment.public_address("ADDRESS", "http://127.0.0.1")


def test_sqlite_takes_the_write_lock_first_and_writes_to_disk(tmp_path: Path) -> None:
    settings = environment.database("", folder=tmp_path)
    assert settings["NAME"] == tmp_path / "dohoda.sqlite3"
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in settings["OPTIONS"]["init_command"]


def test_postgresql_is_pooled_and_keeps_no_connection(tmp_path: Path) -> None:
    settings = environment.database("postgresql://app:secret@db.example:5433/plans", folder=tmp_path)
    assert (settings["USER"], settings["HOST"], settings["PORT"], settings["NAME"]) == (
        "app",
        "db.example",
        5433,
        "plans",
    )
    assert settings["OPTIONS"]["pool"]["max_size"] == 8
    assert settings["CONN_MAX_AGE"] == 0


@pytest.mark.parametrize("url", ["mysql://root@localhost/plans", "plans.sqlite3", "oracle://x"])
def test_another_database_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="[Dd]atabase URL"):
        environment.database(url, folder=tmp_path)


def test_a_secret_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "site.key"
    with ThreadPoolExecutor(8) as starts:
        secrets = set(starts.map(lambda _: environment.kept_secret(path), range(32)))
    assert len(secrets) == 1
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["site.key"]


def test_an_emptied_secret_is_refused_rather_than_used(tmp_path: Path) -> None:
    path = tmp_path / "site.key"
    path.write_text("")
    with pytest.raises(ImproperlyConfigured, match="site.key"):
        environment.kept_secret(path)


@pytest.mark.parametrize("said", ["24", "-1", "17:00", "evening", "٣"])
def test_an_hour_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("DOHODA_MAIL_HOUR", said)
    with pytest.raises(ImproperlyConfigured, match="from 0 to 23"):
        environment.hour_of_day("DOHODA_MAIL_HOUR", 17)


def test_an_hour_left_empty_is_the_usual_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOHODA_MAIL_HOUR", " ")
    assert environment.hour_of_day("DOHODA_MAIL_HOUR", 17) == 17
