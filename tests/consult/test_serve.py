"""`make run`, as a newcomer meets it: the real processes, on a port and in a folder of their own."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(folder: Path, port: int | str) -> "subprocess.Popen[str]":
    surroundings = {"PATH": os.environ["PATH"], "DOHODA_VAR": str(folder), "PORT": str(port)}
    return subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--without-demo"],
        cwd=HOUSE,
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple["subprocess.Popen[str]", int, list[str]]]:
    """A running site, its port, and what it said until it was ready."""
    port = free_port()
    process = serve(tmp_path, port)
    said = []
    for line in process.stdout:
        said.append(line.strip())
        if line.startswith("Dohoda is running"):
            break
    yield process, port, said
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def test_the_site_says_where_it_is_once_it_answers_and_ends_whole(
    site: tuple["subprocess.Popen[str]", int, list[str]],
) -> None:
    process, port, said = site
    assert said[-1] == f"Dohoda is running at http://127.0.0.1:{port}"
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
        assert json.load(answer) == {"status": "ready"}
    # A terminal sends Ctrl-C to the whole group.
    os.killpg(process.pid, signal.SIGINT)
    rest, complaints = process.communicate(timeout=30)
    assert (process.returncode, rest, complaints) == (0, "", "")
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_a_port_that_is_taken_is_named_with_another_to_try(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as somebody:
        port = somebody.getsockname()[1]
        refused = serve(tmp_path, port)
        _, complaints = refused.communicate(timeout=30)
    assert refused.returncode == 1
    assert f"Port {port} is taken" in complaints
    assert f"PORT={port + 1}" in complaints
    assert "Traceback" not in complaints


@pytest.mark.parametrize("port", ["eighty", "0", "65536"])
def test_a_port_that_is_none_is_refused(tmp_path: Path, port: str) -> None:
    refused = serve(tmp_path, port)
    _, complaints = refused.communicate(timeout=30)
    assert refused.returncode == 1
    assert "PORT" in complaints
