"""`manage.py serve`: from a fresh clone to a running site on this machine, under one parent."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import get_commands
from django.core.management.base import BaseCommand, CommandError

from consult import environment
from consult.catalogues import CatalogueError, compile_catalogues

ADDRESS = "127.0.0.1"
CLOCK_SECONDS = 10
LETTERS_SECONDS = 3
READY_SECONDS = 60
FAREWELL_SECONDS = 10
LOOK_SECONDS = 0.2

STDERR = 2


class Command(BaseCommand):
    """Prepare the database, then run the site, its clock and its letters until told to stop."""

    help = "Prepare everything and serve the site on this machine; PORT chooses the port (8000)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One choice only: everything else comes from the environment."""
        parser.add_argument("--without-demo", action="store_true", help="found no demo towns, open no demo sign-in")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, start, announce, wait; whatever happens, no child outlives this process."""
        port = chosen_port()
        url = f"http://{ADDRESS}:{port}"
        refuse_busy_port(port, url)
        demo = not options["without_demo"] and set(settings.ALLOWED_HOSTS) <= set(environment.LOOPBACK)
        family = Family({**os.environ, "PORT": str(port), "DOHODA_DEMO": str(int(demo))})
        try:
            self.prepare(family, demo=demo)
            family.start(daphne(port))
            if "tick" in get_commands():
                family.start(manage("tick", "--every", str(CLOCK_SECONDS)))
            family.start(manage("post", "--every", str(LETTERS_SECONDS)))
            if family.wait_until_ready(url):
                self.say(f"Dohoda is running at {url}")
                family.watch()
        finally:
            family.end()

    def prepare(self, family: "Family", *, demo: bool) -> None:
        """Bring translations, tables, static files and demo towns up to date; each step can be repeated."""
        self.say("Translations ...")
        try:
            compile_catalogues()
        except CatalogueError as fault:
            raise CommandError(str(fault)) from fault
        # Each in a process of its own: `migrate` alone may run as the owner of the tables.
        steps = [
            ("Database", manage("migrate", "--noinput", "--verbosity", "0")),
            ("Style sheets and pictures", manage("collectstatic", "--noinput", "--verbosity", "0")),
        ]
        if demo and "demo" in get_commands():
            steps.append(("Demo towns (the first time takes longest)", manage("demo")))
        if "tick" in get_commands():
            steps.append(("What the calendar asked for meanwhile", manage("tick")))
        steps.append(("Words to find", manage("index")))
        for title, command in steps:
            if not family.stopping:
                self.say(f"{title} ...")
                if not family.run(command):
                    raise CommandError(f"{title}: failed, see above.")

    def say(self, line: str) -> None:
        """One line of progress, at once also through a pipe."""
        self.stdout.write(line)
        self.stdout.flush()


class Family:
    """This process and its children. Ctrl-C, TERM and a closed terminal make `stopping` true; `end` ends all."""

    def __init__(self, surroundings: dict[str, str]) -> None:
        self.surroundings = surroundings
        self.children: list[subprocess.Popen[bytes]] = []
        self.stopping = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.stop)

    def stop(self, number: int, frame: FrameType | None) -> None:
        """Only a mark: a signal may come at any line, and no child may be forgotten between two of them."""
        self.stopping = True

    def start(self, command: list[str]) -> subprocess.Popen[bytes]:
        """A new child. It speaks on stderr only, so that the last line on stdout stays the last."""
        child = subprocess.Popen(
            command,
            cwd=settings.BASE_DIR,
            env=self.surroundings,
            stdin=subprocess.DEVNULL,
            stdout=STDERR,
            preexec_fn=deaf_to_ctrl_c,
        )
        self.children.append(child)
        return child

    def run(self, command: list[str]) -> bool:
        """A child run to its end; True if it succeeded or was cut short because we are stopping."""
        child = self.start(command)
        while child.poll() is None and not self.stopping:
            time.sleep(LOOK_SECONDS)
        if child.poll() is not None:
            self.children.remove(child)
        return self.stopping or child.returncode == 0

    def wait_until_ready(self, url: str) -> bool:
        """True once /healthz answers 200, False when asked to stop first; CommandError after READY_SECONDS."""
        deadline = time.monotonic() + READY_SECONDS
        while not self.stopping:
            self.refuse_ended()
            try:
                with urllib.request.urlopen(f"{url}/healthz", timeout=5):  # noqa: S310 - our own address
                    return True
            except OSError as not_yet:
                if time.monotonic() > deadline:
                    raise CommandError(f"{url}/healthz is not ready after {READY_SECONDS} s: {not_yet}") from not_yet
                time.sleep(LOOK_SECONDS)
        return False

    def watch(self) -> None:
        """Return when asked to stop; CommandError when a child ends by itself."""
        while not self.stopping:
            self.refuse_ended()
            time.sleep(LOOK_SECONDS)

    def refuse_ended(self) -> None:
        """CommandError naming a child that has ended, unless it ended with us."""
        for child in self.children:
            if child.poll() is not None and not self.stopping:
                raise CommandError(f"A part of the site ended by itself (code {child.returncode}): {child.args!r}")

    def end(self) -> None:
        """Ask every child to end, and end by force whoever has not within FAREWELL_SECONDS."""
        for child in self.children:
            child.terminate()
        deadline = time.monotonic() + FAREWELL_SECONDS
        for child in self.children:
            try:
                child.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def deaf_to_ctrl_c() -> None:
    """A terminal sends Ctrl-C to parent and children at once; only the parent knows the right order."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def manage(*words: str) -> list[str]:
    """The command line of one management command."""
    return [sys.executable, str(settings.BASE_DIR / "manage.py"), *words]


def daphne(port: int) -> list[str]:
    """The command line of the web server, silent but for warnings."""
    quiet = ["--verbosity", "0", "--no-server-name"]
    return [sys.executable, "-m", "daphne", *quiet, "--bind", ADDRESS, "--port", str(port), "consult.asgi:application"]


def chosen_port() -> int:
    """PORT from the environment, 8000 without it; CommandError unless it is the number of a port."""
    said = environment.text("PORT", "8000")
    if not (said.isascii() and said.isdigit() and 1 <= int(said) <= 65535):
        raise CommandError(f"PORT is {said!r}; write a number from 1 to 65535.")
    return int(said)


def refuse_busy_port(port: int, url: str) -> None:
    """CommandError when something listens on `port` already, with what to do about it."""
    other = port + 1 if port < 65535 else 8001
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # The port of a site stopped a moment ago counts as free, as it does for daphne.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except PermissionError as refused:
            raise CommandError(f"You may not open port {port}. Choose another, for example PORT=8000.") from refused
        except OSError as busy:
            raise CommandError(
                f"Port {port} is taken; perhaps Dohoda is running already, look at {url}. "
                f"Stop what is there, or choose another port, for example PORT={other}."
            ) from busy
