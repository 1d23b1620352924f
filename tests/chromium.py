"""A real Chromium for the tests: the one this machine has, or one installed for it (`python -m tests.chromium`)."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
APT = "apt-get update && apt-get install --yes --no-install-recommends chromium"
DOWNLOAD = [sys.executable, "-m", "playwright", "install", "chromium"]

# A test's browser talks to the site under test and to nobody else; as root, Chromium has no sandbox to offer.
ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
if os.geteuid() == 0:
    ARGUMENTS.append("--no-sandbox")


class ChromiumMissing(Exception):
    """No browser on this machine; the text says which line installs one."""


def find(playwright: Playwright) -> Path | None:
    """The machine's Chromium: CHROMIUM if set, else one on the path, else Playwright's own download."""
    named = os.environ.get("CHROMIUM")
    candidates = [named] if named else [*map(shutil.which, NAMES), playwright.chromium.executable_path]
    return next((Path(path) for path in candidates if path and Path(path).is_file()), None)


def launch(playwright: Playwright) -> Browser:
    """A headless browser. Raises ChromiumMissing where there is none."""
    path = find(playwright)
    if path is None:
        raise ChromiumMissing(how_to_install())
    return playwright.chromium.launch(executable_path=path, args=ARGUMENTS)


def how_to_install() -> str:
    """The line a person would type."""
    return f"The tests need Chromium. As root: {APT}    or: .venv/bin/playwright install --with-deps chromium"


def install() -> None:
    """Debian's package where we may install one, else Playwright's download."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        if subprocess.run(["sh", "-c", APT], env=quiet, stdin=subprocess.DEVNULL).returncode == 0:
            return
    subprocess.run(DOWNLOAD, stdin=subprocess.DEVNULL)


def main() -> int:
    """Find or install; 1, with the line that would, when neither worked."""
    with sync_playwright() as playwright:
        path = find(playwright)
        if path is None:
            print("No Chromium here; installing one for the tests.")
            install()
            path = find(playwright)
        if path is None:
            print(how_to_install(), file=sys.stderr)
            return 1
        print(f"Chromium: {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
