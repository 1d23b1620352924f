"""Every page a visitor can open, in both languages, light and dark, on a phone and at 200 % zoom: for everybody.

A page that is added without an example here fails the first test, so that none is forgotten.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from consult.urls import urlpatterns
from tests.browser.examples import EXAMPLES, NO_PAGES
from tests.browser.readable import fits
from tests.browser.served import served
from tests.browser.tale import Tale, told
from tests.browser.valid import not_valid
from tests.browser.walker import DESK, LANGUAGES, PHONE

ZOOMED = DESK // 2  # what is left of a desk's width when everything is twice as large
# Each page in each of these; together every language, light, dark, narrow and at 200 % zoom.
WAYS = (("cs", "light", PHONE), ("cs", "dark", DESK), ("en", "light", ZOOMED), ("en", "dark", PHONE))


def names_of(patterns: Any) -> Iterator[str]:
    """The names of all addresses of the site."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from names_of(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name


def test_no_page_is_without_an_example() -> None:
    names = set(names_of(urlpatterns))
    assert names - EXAMPLES.keys() - NO_PAGES.keys() == set()
    assert (EXAMPLES.keys() | NO_PAGES.keys()) - names == set()


@pytest.fixture
def town(transactional_db: None) -> Tale:
    """A town where comments are being settled: something stands on every page."""
    return told("susice", until="S7.7")


def found_at(browser: Browser, site: str, paths: dict[str, str], way: tuple[str, str, int]) -> Iterator[str]:
    """What is wrong with each of the pages when they are opened this way."""
    language, scheme, width = way
    context = browser.new_context(
        locale=LANGUAGES[language], color_scheme=scheme, viewport={"width": width, "height": 900},
        reduced_motion="reduce",
    )  # fmt: skip
    page = context.new_page()
    for name, path in paths.items():
        answer = page.goto(f"{site}{path}")
        where = f"{name} ({path}) in {language}, {scheme}, {width} px"
        if answer is None or not answer.ok:
            yield f"{where}: {answer and answer.status}"
            continue
        yield from (f"{where}: {wrong}" for wrong in not_valid(answer.text()))
        for one in Axe().run(page).response["violations"]:
            yield f"{where}: {one['id']}: {one['nodes'][0]['html'][:160]}"
        if not fits(page):
            yield f"{where}: wider than the screen"
    context.close()


@pytest.mark.parametrize("way", WAYS, ids=lambda way: "-".join(map(str, way)))
def test_every_page_can_be_read_by_everybody(chromium: Browser, town: Tale, way: tuple[str, str, int]) -> None:
    paths = {name: example(town) for name, example in EXAMPLES.items()}
    with served() as site:
        found = list(found_at(chromium, site, paths, way))
    assert found == []
