"""Nonsense and scripts in every field and every address: it stays words, nothing breaks, nothing runs.

CVE-2026-23891, CVE-2023-51447, CVE-2024-39910, CVE-2023-34090, CVE-2026-45376: a name, a file, a page number, a filter
that was believed. Fields are read from the source, so that a new one is tried as soon as it is there.
"""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.urls import reverse

from tests.advisories.addresses import patterns, walk
from tests.advisories.private import World, role, world_of
from tests.cast import Installed
from tests.consult.desks import anybody
from tests.consult.pages.conftest import EVIL
from workflow.models import Leaf

PAGES = (Path(site.BASE_DIR) / "consult").rglob("*.py")
SOURCE = "\n".join(path.read_text() for path in PAGES)
ASKED = sorted(set(re.findall(r'GET\.(?:get|getlist)\(\s*"([a-z_]+)"', SOURCE)) | {"page", "key", "q"})
TYPED = sorted(
    set(re.findall(r"^    ([a-z_]+)(?:: [^=\n]+)? = (?:forms\.)?\w*Field\(", SOURCE, re.MULTILINE))
    | set(re.findall(r'POST\.(?:get|getlist)\(\s*"([a-z_]+)"', SOURCE))
)
NONSENSE = (
    f"{EVIL} [](javascript:alert(1)) <svg onload=alert(1)>",
    "x\r\nSet-Cookie: evil=1",
    "\x00",
    "9" * 400,
    "-1",
    "٣",
    "=cmd|' /C calc'!A0 ' OR 1=1 -- %_\\ __class__ {{7*7}} {% debug %} ../../etc/passwd \u202e\u200b🦄",
)
RUNS = re.compile(rb"<script>alert|<b onmouseover|<svg onload|href=\"javascript:")
LEAVES = {"account_logout", "sign_out"}
# dictionaries whose keys stand in the source beside them
OURS = {"where", "_where", "{column", "wanted", "asked", "of_plan", "marked"}


@pytest.fixture
def world(habrova: Installed, settings: Any, tmp_path: Path) -> World:
    settings.VAR, settings.EMAIL_FILE_PATH, settings.SPEAKING_RATE = tmp_path, tmp_path / "mail", 10_000
    return world_of(habrova)


def sound(answer: Any, path: str) -> None:
    """No fault of ours, nothing that runs, no header of a stranger's, and the policy against scripts."""
    assert answer.status_code < 500 or answer.status_code == 503, path
    assert answer["X-Content-Type-Options"] == "nosniff", path
    assert "evil" not in answer.cookies and "Set-Cookie: evil" not in str(answer.get("Location", "")), path
    if answer.streaming or not answer.get("Content-Type", "").startswith("text/html"):
        return
    assert not RUNS.search(answer.content), (path, RUNS.search(answer.content))
    assert "script-src 'self'" in answer["Content-Security-Policy"], path
    assert "unsafe-" not in answer["Content-Security-Policy"], path


def one_of_each(world: World) -> dict[str, str]:
    """One address of each name."""
    return {name: path for name, path in reversed(list(walk(world, entries=False))) if world.town.territory in path} | {
        name: reverse(name) for name, pattern in patterns() if not pattern.pattern.converters
    }


def test_there_is_something_to_try() -> None:
    assert {"lane", "after", "code", "number", "part", "edition"} <= set(ASKED)
    assert {"told", "proposed", "publish_as", "mail", "words", "contact", "reason"} <= set(TYPED)


def test_nonsense_in_an_address_breaks_nothing(world: World) -> None:
    reader = anybody()
    for name, path in one_of_each(world).items():
        for words in NONSENSE:
            sound(reader.get(path, dict.fromkeys(ASKED, words)), f"{name} {words[:20]!r}")


@pytest.mark.parametrize("who", ["stranger", "clerk"])
def test_nonsense_in_every_field_of_every_form_breaks_nothing(world: World, who: str) -> None:
    browser = role(world, who)
    for name, path in one_of_each(world).items():
        if name in LEAVES:
            continue
        for words in NONSENSE[:3] if who == "clerk" else NONSENSE:
            sound(browser.post(path, dict.fromkeys(TYPED, words)), f"{name} {words[:20]!r}")


def test_what_is_sent_from_the_next_town_changes_nothing_here(world: World) -> None:
    """CVE-2026-40869: anybody could accept or reject, because only the feature was looked at and never the person."""
    for who in ("stranger", "clerk of another town"):
        browser = role(world, who)
        before = Leaf.objects.filter(territory=world.town.territory).count()
        for name, path in walk(world, entries=False):
            if world.town.territory in path and name not in LEAVES:
                browser.post(path, {"act": path.split("/")[-2], "ground": "personal_data", "reason": "Chci."})
        acts = Leaf.objects.filter(territory=world.town.territory).order_by("n")[before:].values_list("act", flat=True)
        assert set(acts) <= {"join_matter"}, who


def test_each_page_says_it_is_not_to_be_framed_and_each_personal_one_is_kept_by_no_cache(world: World) -> None:
    author = role(world, "author of another comment")
    number, plan = world.posted.number, world.town.plan_key
    for rest in ("slip/", "own/", "own/receipt"):
        answer = author.get(f"/plans/{plan}/comments/{number}/{rest}")
        assert answer.status_code == 200 and "no-store" in answer["Cache-Control"], rest
    for path in ("/", f"/plans/{plan}/comments/{number}/"):
        answer = author.get(path)
        assert "private" in answer["Cache-Control"], path
        assert answer["X-Frame-Options"] == "DENY" and "Cookie" in answer["Vary"], path


def test_no_question_to_the_database_is_made_of_what_somebody_typed() -> None:
    """CVE-2023-34090 and Django's own: what was typed became the name of a column, or the words of SQL."""
    assert not re.findall(r"\.extra\(|RawSQL|\.raw\(|\*\*request\.(?:GET|POST)|order_by\(\s*request", SOURCE)
    spread = set(re.findall(r"\.(?:filter|exclude|annotate|get|create|update)\(\*\*([\w{]+)", SOURCE))
    assert spread <= OURS, "what names columns is written in the source; look at each new one and add it"


def test_no_server_asks_an_address_somebody_wrote(world: World) -> None:
    """CVE-2026-45573: an address given by a visitor was fetched by the server. Here no page takes one."""
    assert not re.search(
        r"\b(requests|httpx|aiohttp)\b\.|urlopen\(\s*request|subprocess.*shell=True|os\.system", SOURCE
    )
