"""Every page a visitor can open, in both languages, light and dark, on a phone and at 200 % zoom: for everybody.

A page that is added without an example here fails the first test, so that none is forgotten.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from consult.urls import urlpatterns
from tests.browser.examples import ASKED, EXAMPLES, NO_PAGES, REFUSED, SEATED, seat_of
from tests.browser.open_town import Open, open_for_comments
from tests.browser.readable import NARROWEST, fits, violations
from tests.browser.served import served
from tests.browser.tale import Tale, told
from tests.browser.valid import not_valid
from tests.browser.walker import DESK, PHONE, Walker

ZOOMED = DESK // 2  # what is left of a desk's width when everything is twice as large
# Each page in each of these; together every language, light, dark, narrow and at 200 % zoom.
WAYS = (("cs", "light", PHONE), ("cs", "dark", DESK), ("en", "light", ZOOMED), ("en", "dark", PHONE))
Way = tuple[str, str, int]
every_way = pytest.mark.parametrize("way", WAYS, ids=lambda way: "-".join(map(str, way)))


def names_of(patterns: Any) -> Iterator[str]:
    """The names of all addresses of the site."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from names_of(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name


def test_no_page_is_without_an_example() -> None:
    names = set(names_of(urlpatterns))
    shown = {name.partition(":")[0] for pages in (EXAMPLES, ASKED, *SEATED.values()) for name in pages}
    assert names - shown - NO_PAGES.keys() == set()
    assert (shown | NO_PAGES.keys()) - names == set()
    assert shown & NO_PAGES.keys() == set()


@pytest.fixture
def town(transactional_db: None) -> Tale:
    """A town whose councils have the plan before them: something stands on every page."""
    return told("susice", until="S7.7")


@pytest.fixture
def here(transactional_db: None) -> Open:
    """A town where people are asked to speak, and have spoken."""
    return open_for_comments()


def walker_for(browser: Browser, site: str, town: Any, way: Way, who: str = "") -> Walker:
    """Somebody who comes this way."""
    language, scheme, width = way
    walker = Walker(browser, site, town, who, language=language, width=width)
    walker.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    return walker


def found_on(walker: Walker, path: str, way: Way, status: int) -> Iterator[str]:
    """What is wrong with one page."""
    answer = walker.page.goto(f"{walker.site}{path}")
    if answer is None or answer.status != status:
        yield f"answers {answer and answer.status}"
        return
    yield from not_valid(answer.text())
    yield from violations(walker.page)
    yield from found_too_wide(walker.page, way)
    walker.shoot(path)


def found_too_wide(page: Page, way: Way) -> Iterator[str]:
    """Whether it has to be moved sideways; on a phone also at the least width anybody has to be served at."""
    if not fits(page):
        yield "wider than the screen"
    elif way == WAYS[0]:
        page.set_viewport_size({"width": NARROWEST, "height": 900})
        if not fits(page):
            yield f"wider than {NARROWEST} px"
        page.set_viewport_size({"width": PHONE, "height": 900})


def found_by(walker: Walker, pages: dict[str, Callable[[], str]], way: Way) -> Iterator[str]:
    """What is wrong with each of the pages when somebody opens them this way."""
    for name, example in pages.items():
        path, status = example(), int(name[:3]) if name[:3].isdigit() else 200
        found = found_on(walker, path, way, status)
        yield from (f"{name} ({path}) for {walker.who or 'anybody'}: {wrong}" for wrong in found)
    walker.close()


@every_way
def test_every_page_can_be_read_by_everybody(chromium: Browser, town: Tale, way: Way) -> None:
    with served() as site:
        walker = walker_for(chromium, site, town, way)
        found = list(found_by(walker, {name: lambda at=at: at(town) for name, at in (EXAMPLES | REFUSED).items()}, way))
    assert found == []


@every_way
def test_everybody_can_speak_and_answer(chromium: Browser, here: Open, way: Way) -> None:
    with served() as site:
        anybody = walker_for(chromium, site, here.town, way)
        found = list(found_by(anybody, {name: lambda at=at: at(here) for name, at in ASKED.items()}, way))
        for who, pages in SEATED.items():
            walker = walker_for(chromium, site, here.town, way, seat_of(here, who) if who else "")
            found += found_by(walker, {name: lambda at=at, by=walker: at(by, here) for name, at in pages.items()}, way)
    assert found == []
