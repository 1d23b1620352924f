"""Whether everybody can read a page: what axe finds wrong with it, and whether it fits the width it is shown at."""

from collections.abc import Iterable
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.walker import DESK, PHONE, Walker

WIDE = "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"


def fits(page: Page) -> bool:
    """Whether nobody has to move the page sideways to read it."""
    inside, shown = page.evaluate(WIDE)
    return bool(inside <= shown)


def hard_to_read(browser: Browser, site: str, town: Any, paths: Iterable[str]) -> list[str]:
    """What is wrong with pages, in Czech, on a phone and on a desk: one line a finding, none if nothing is."""
    found: list[str] = []
    reader = Walker(browser, site, town, language="cs")
    for path in paths:
        reader.go(path)
        for width in (PHONE, DESK):
            reader.page.set_viewport_size({"width": width, "height": 800})
            where = f"{path} at {width} px"
            violations = Axe().run(reader.page).response["violations"]
            found += [f"{where}: {one['id']}: {one['nodes'][0]['html'][:160]}" for one in violations]
            found += [] if fits(reader.page) else [f"{where}: wider than the screen"]
    reader.close()
    return found
