"""Every address, asked by everybody, about everything of this town and the next: nothing private is in any answer.

CVE-2026-40870, CVE-2024-27090, CVE-2026-45086, CVE-2025-65017 and their like were all one hole: an address nobody had
thought of. Here an address nobody has sorted fails the test.
"""

import re
from typing import Any

import pytest

from tests.advisories.addresses import AT_A_DESK, FOR_ALL, patterns, walk
from tests.advisories.private import all_of, role, world_of
from tests.cast import Installed

PRIVATE = re.compile(
    rb"zq(?:held|hidden|redacted|reference|scan|recording|attached|prepared|appeal|help|join|reply|follower|typed|other)"
    rb"[a-z]*"
)
OTHERS = {b"zqotherwords"}
# whoever writes answers together reads what was prepared and hears what was said; a clerk reads what waits for a clerk
READ_BY_SEAT = {
    "member of a group": {b"zqprepared", b"zqrecording", b"zqattached"},
    "clerk": {
        b"zqprepared", b"zqrecording", b"zqattached", b"zqscan", b"zqheldwords", b"zqheldwordsproposed",
        b"zqheldwordsname", b"zqhiddenwords", b"zqhiddenwordsproposed", b"zqhiddenwordsname", b"zqappeal",
        b"zqreference", b"zqhiddenreply", b"zqreplyname", b"zqhelpabout", b"zqhelpcontact", b"zqjoinabout",
        b"zqjoincontact",
    },
    "clerk of another town": OTHERS,
}  # fmt: skip
NOBODYS = {b"zqredacted", b"zqredactedproposed", b"zqfollower", b"zqtyped"}


def test_every_address_is_sorted() -> None:
    names = {name for name, _pattern in patterns()}
    assert names == FOR_ALL | AT_A_DESK and not FOR_ALL & AT_A_DESK


@pytest.mark.parametrize(
    "who", ["stranger", "author of another comment", "clerk of another town", "member of a group", "clerk"]
)
def test_nothing_private_is_in_any_answer(habrova: Installed, who: str, settings: Any, tmp_path: Any) -> None:
    settings.VAR, settings.EMAIL_FILE_PATH = tmp_path, tmp_path / "mail"
    world = world_of(habrova)
    browser = role(world, who)
    told: dict[str, set[bytes]] = {}
    for name, path in walk(world, entries=who == "stranger", acts=who == "clerk"):
        answer = browser.get(path)
        assert answer.status_code < 500 or answer.status_code == 503, path
        if found := set(PRIVATE.findall(all_of(answer))):
            told.setdefault(name, set()).update(found)
    everywhere: set[bytes] = set().union(*told.values())
    assert not everywhere & NOBODYS
    assert everywhere <= READ_BY_SEAT.get(who, set()), told
    assert not set(told) & FOR_ALL, {name: told[name] for name in set(told) & FOR_ALL}
