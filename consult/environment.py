"""What the machine tells the site: environment variables, read once, refused loudly when they make no sense."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")

# Acknowledged means on disk (FULL); readers never wait for a writer (WAL); a replaced row meets its triggers, too.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;"
)


def text(name: str, default: str = "") -> str:
    """The variable as it stands, without surrounding blanks; `default` when it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool = False) -> bool:
    """A yes or no. Raises ImproperlyConfigured on anything else than 1, 0, true, false, yes, no, on, off."""
    said = text(name).lower()
    if not said:
        return default
    if said in {"1", "true", "yes", "on"}:
        return True
    if said in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} is {said!r}; write 1 or 0.")


def listing(name: str) -> list[str]:
    """Names parted by commas. Raises ImproperlyConfigured on an empty name, as in `a,,b`."""
    said = text(name)
    parts = [part.strip() for part in said.split(",")] if said else []
    if not all(parts):
        raise ImproperlyConfigured(f"{name} is {said!r}; write names parted by single commas.")
    return parts


def hourly(name: str, default: str) -> int:
    """How many an hour, as in `60/hour`. Raises ImproperlyConfigured on anything else, and on none at all."""
    said = text(name, default)
    count, _, unit = said.partition("/")
    if not (count.isascii() and count.isdigit() and int(count) and unit == "hour"):
        raise ImproperlyConfigured(f"{name} is {said!r}; write a number an hour, as in 60/hour.")
    return int(count)


def hour_of_day(name: str, default: int) -> int:
    """An hour from 0 to 23. Raises ImproperlyConfigured on anything else."""
    said = text(name, str(default))
    if not (said.isascii() and said.isdigit() and int(said) < 24):
        raise ImproperlyConfigured(f"{name} is {said!r}; write an hour from 0 to 23.")
    return int(said)


def public_address(name: str, default: str) -> tuple[str, str]:
    """The site's own address as (scheme, host without port). Raises ImproperlyConfigured unless it is http(s)."""
    said = text(name, default)
    parts = urlsplit(said)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"}:
        raise ImproperlyConfigured(f"{name} is {said!r}; write scheme and host alone, as in https://plan.example.org.")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return parts.scheme, host


def database(url: str, *, folder: Path) -> dict[str, Any]:
    """Settings of one database: SQLite in `folder` when `url` is empty, else what the URL names.

    PostgreSQL gets a pool and no kept connections: under ASGI kept ones leak until the server refuses new ones.
    Raises ImproperlyConfigured when the URL names neither PostgreSQL nor SQLite.
    """
    settings: dict[str, Any] = {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "dohoda.sqlite3"}
    if url:
        try:
            settings = dict(dj_database_url.parse(url))
        except ValueError as unknown:
            raise ImproperlyConfigured(f"A database URL is not understood: {unknown}") from unknown
    settings.update(CONN_MAX_AGE=0, ATOMIC_REQUESTS=False)
    if settings["ENGINE"] == "django.db.backends.sqlite3":
        settings["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS}
    elif settings["ENGINE"] == "django.db.backends.postgresql":
        settings["OPTIONS"] = {**settings.get("OPTIONS", {}), "pool": {"min_size": 0, "max_size": 8, "timeout": 20}}
    else:
        raise ImproperlyConfigured("A database URL must begin with postgresql:// or sqlite:///.")
    return settings


def kept_secret(path: Path) -> str:
    """The secret kept in the file `path`, made on first use and readable by its owner alone (0600).

    Two processes may start at once: the whole file appears under its name in one step, and whoever came first is right.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=".", encoding="ascii") as fresh:
            fresh.write(secrets.token_urlsafe(64))
            fresh.flush()
            os.fsync(fresh.fileno())
            with contextlib.suppress(FileExistsError):
                os.link(fresh.name, path)
    secret = path.read_text(encoding="ascii").strip()
    if len(secret) < 50:
        raise ImproperlyConfigured(f"{path} holds no usable secret; delete it to have a new one made.")
    return secret
