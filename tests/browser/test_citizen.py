"""A citizen in front of a real browser: from the poster on the wall to the slip, and half a year later to the answer.

Nobody here has an account. Ludmila has an old telephone without scripts; Josef cannot use a mouse.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from consult.topics import topics_of
from tests.bench.filling import opened_today
from tests.browser.served import served
from tests.browser.walker import PHONE
from tests.walk import answer, close_window
from workflow.rules.rows import Matter
from workflow.trail.book import seal

TOLD = "U polikliniky chybí lavička. Lidé s berlemi tam čekají vestoje."
MOST_STOPS = 120  # of the key Tab on one page


@pytest.fixture
def town(transactional_db: None) -> Any:
    """Lipová, where comments can be sent until next month."""
    return opened_today("lipova")


@pytest.fixture
def site(town: Any) -> Iterator[str]:
    with served() as address:
        yield address


def on_the_slip(page: Page) -> tuple[str, str, str]:
    """What somebody would copy from the slip by hand: the number, the code of the book, the link."""
    number = page.locator(".slip-number").inner_text().strip()
    link = page.locator(".slip-code a").get_attribute("href")
    assert link is not None
    return number, page.locator(".slip-head").inner_text().strip(), link


def settled(town: Any, number: str) -> None:
    """The window closes, and the group explains."""
    town.at = max(town.at, town.state.head.last_at)
    close_window(town)
    answer(town, number, town.process.working_groups[0].id)
    seal(town.territory, town.at)


def test_from_the_poster_to_the_slip_and_to_the_answer_without_a_script(
    chromium: Browser, site: str, town: Any
) -> None:
    telephone = chromium.new_context(
        locale="cs-CZ", java_script_enabled=False, viewport={"width": PHONE, "height": 640}
    )  # fmt: skip
    page = telephone.new_page()
    screens: list[str] = []
    page.on("framenavigated", lambda frame: screens.append(frame.url))
    topic = topics_of(town.process, town.territory)[0]
    page.goto(f"{site}/k/{town.territory}/{topic.id}/")  # the address under the QR code of the poster
    page.get_by_role("link", name=re.compile("připomínk", re.I)).first.click()
    page.get_by_label("Co byste změnili?").fill(TOLD)
    page.get_by_role("button", name="Odeslat").click()
    page.wait_for_url("**/slip/")
    assert len(set(screens)) <= 3  # the topic, the form, the slip; decisions: speak, words, send
    number, code, link = on_the_slip(page)
    assert len(page.locator(".slip-words").inner_text().split("·")) == 6
    settled(town, number)

    later = chromium.new_context(
        locale="cs-CZ", java_script_enabled=False, viewport={"width": PHONE, "height": 640}
    ).new_page()  # fmt: skip
    later.goto(f"{site}/look-up/")
    later.get_by_label("Číslo připomínky").fill(f"č. {number}")
    later.get_by_role("button", name="Najít").click()
    expect(later.locator("main")).to_contain_text("Vysvětlujeme.")
    expect(later.locator("main")).to_contain_text("chybí lavička")
    later.goto(f"{site}/t/{town.territory}/check/")
    later.get_by_label("Kód z papíru").fill(code.lower().replace("-", " "))
    later.get_by_role("button", name="Ověřit").click()
    expect(later.locator(".told-now")).to_contain_text("se shodují")
    later.goto(link if link.startswith("http") else f"{site}{link}")
    later.goto(f"{site}/plans/{town.plan_key}/comments/{number}/own/")
    expect(later.locator("main")).to_contain_text("spokojen")


def test_by_the_keyboard_alone_somebody_comments_on_a_paragraph(chromium: Browser, site: str, town: Any) -> None:
    page = chromium.new_context(locale="cs-CZ").new_page()
    page.goto(f"{site}/plans/{town.plan_key}/draft/")
    press_tab_to(page, "Napsat připomínku k odstavci 1.2.3")
    page.keyboard.press("Enter")
    page.wait_for_url("**/comment/?section=*")
    press_tab_to(page, "Co byste změnili?")
    page.keyboard.type(TOLD)
    press_tab_to(page, "Odeslat")
    page.keyboard.press("Enter")
    page.wait_for_url("**/slip/")
    number, _, _ = on_the_slip(page)
    matter = town.state.get(Matter, f"{town.plan_key}/{number}")
    assert (matter.section, matter.paragraph) == (f"{town.plan_key}/analyticka-2", 3)
    assert not matter.late and not matter.held


NAME_OF_FOCUS = """() => {
  const one = document.activeElement;
  const label = one.labels && one.labels.length ? one.labels[0].textContent : one.textContent;
  return label.replace(/\\s+/g, " ").trim();
}"""


def press_tab_to(page: Page, name: str) -> None:
    """By the key Tab alone, until what has the focus is called this."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate(NAME_OF_FOCUS).startswith(name):
            return
    raise AssertionError(f"the key Tab never comes to {name}")
