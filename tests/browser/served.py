"""The real site for a browser: daphne in its own process, on the test's own database file (or PostgreSQL database)."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

from django.db import connection

READY_SECONDS = 40


def database_url() -> str:
    """Where the test's own database is, as the site is told."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    host = urlsplit(os.environ["DATABASE_URL"])
    return host._replace(path=f"/{quote(str(settings['NAME']))}").geturl()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(**told: str) -> Iterator[str]:
    """The address of a running site, told more by `told` (variables of its environment).

    The process is ended afterwards, and its words shown if it never came up.
    """
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="dohoda-site-") as room:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("DOHODA_")}
        environment |= {
            "DOHODA_VAR": room,
            "DOHODA_DEMO": "1",
            "PORT": str(port),
            "DATABASE_URL": database_url(),
            "DJANGO_SETTINGS_MODULE": "tests.browser.site_settings",
            **told,
        }
        words = Path(room) / "words.txt"
        with words.open("w") as said:
            command = [sys.executable, "-m", "daphne", "-b", "127.0.0.1", "-p", str(port), "consult.asgi:application"]
            site = subprocess.Popen(command, env=environment, stdout=said, stderr=said)
            try:
                wait_until_ready(f"http://127.0.0.1:{port}", site, words)
                yield f"http://127.0.0.1:{port}"
            finally:
                site.terminate()
                site.wait(timeout=20)


def wait_until_ready(url: str, site: "subprocess.Popen[bytes]", words: Path) -> None:
    """Until the site answers for itself."""
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until and site.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise AssertionError(f"the site did not come up:\n{words.read_text()}")
