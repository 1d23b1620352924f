"""Whether everybody can read a page: what axe finds wrong with it, and whether it fits the width it is shown at."""

from collections.abc import Iterable
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.walker import DESK, PHONE, Walker

NARROWEST = 320  # CSS pixels: what is left of 1280 at 400 % (WCAG 2.2, 1.4.10)
# All of WCAG 2.2 up to AA and what axe calls good practice; the size of targets it leaves out unless asked.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES: dict[str, Any] = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},
}
WIDE = "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"


def fits(page: Page) -> bool:
    """Whether nobody has to move the page sideways to read it."""
    inside, shown = page.evaluate(WIDE)
    return bool(inside <= shown)


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA on a page: the rule and the first thing that breaks it."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']} ({len(one['nodes'])}): {one['nodes'][0]['html'][:160]}" for one in found]


def hard_to_read(browser: Browser, site: str, town: Any, paths: Iterable[str]) -> list[str]:
    """What is wrong with pages, in Czech, on a phone and on a desk: one line a finding, none if nothing is."""
    found: list[str] = []
    reader = Walker(browser, site, town, language="cs")
    for path in paths:
        reader.go(path)
        for width in (PHONE, DESK):
            reader.page.set_viewport_size({"width": width, "height": 800})
            where = f"{path} at {width} px"
            found += [f"{where}: {one}" for one in violations(reader.page)]
            found += [] if fits(reader.page) else [f"{where}: wider than the screen"]
    reader.close()
    return found
