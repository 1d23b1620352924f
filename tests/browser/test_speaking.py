"""What the browser does for somebody who writes a comment: it keeps the words until they are sent, and does a sum."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.served import served
from tests.cast import Installed
from tests.towns import process_of, raw_file
from tests.walk import lead_to
from workflow.rules.lifecycle import Stage
from workflow.rules.rows import Matter

TOLD = "U polikliniky chybí lavička."


@pytest.fixture
def town(transactional_db: None) -> Installed:
    town = lead_to(Installed(process_of("susice"), raw_file("susice")), Stage.COMMENTING)
    assert isinstance(town, Installed)
    return town


def opened(context: BrowserContext, site: str, town: Installed) -> Page:
    page = context.new_page()
    page.set_default_timeout(8_000)
    page.goto(f"{site}/plans/{town.plan_key}/comment/")
    return page


def kept(page: Page) -> list[str]:
    """The names of what this browser keeps of ours."""
    names: list[str] = page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('dohoda-words'))")
    return names


def test_words_survive_a_closed_tab_and_are_gone_once_they_were_sent(chromium: Browser, town: Installed) -> None:
    with served() as site:
        person = chromium.new_context(locale="en-GB")
        page = opened(person, site, town)
        page.fill("#comment-told", TOLD)
        expect(page.get_by_text("Your words are kept in this browser until you send them.")).to_be_visible()
        page.close()
        page = opened(person, site, town)
        expect(page.locator("#comment-told")).to_have_value(TOLD)
        expect(page.get_by_text("It is only in this browser and has not been sent yet.")).to_be_visible()
        page.get_by_role("button", name="Send").click()
        page.wait_for_url("**/slip/")
        assert kept(page) == []
        page = opened(person, site, town)
        expect(page.locator("#comment-told")).to_have_value("")


def test_one_press_deletes_them_from_a_computer_others_use(chromium: Browser, town: Installed) -> None:
    with served() as site:
        page = opened(chromium.new_context(locale="en-GB"), site, town)
        page.fill("#comment-told", TOLD)
        page.get_by_role("button", name="Delete it from this browser").click()
        expect(page.locator("#comment-told")).to_have_value("")
        assert kept(page) == []


def test_without_a_connection_nothing_is_lost_and_it_is_said(chromium: Browser, town: Installed) -> None:
    with served() as site:
        person = chromium.new_context(locale="en-GB")
        page = opened(person, site, town)
        page.fill("#comment-told", TOLD)
        person.set_offline(True)
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_text("You are offline now.")).to_be_visible()
        expect(page.locator("#comment-told")).to_have_value(TOLD)
        person.set_offline(False)
        page.get_by_role("button", name="Send").click()
        page.wait_for_url("**/slip/")


def test_above_the_limit_the_browser_does_a_sum_and_the_words_count_at_once(chromium: Browser, town: Installed) -> None:
    with served(DOHODA_SPEAKING_RATE="3/hour") as site:  # a machine's haste counts as three
        person = chromium.new_context(locale="en-GB")
        for told in ("Jedna věc.", "Druhá věc."):
            page = opened(person, site, town)
            page.fill("#comment-told", told)
            if page.locator("[data-sum]").count():
                expect(page.get_by_text("Your browser did a small sum. Press Send.")).to_be_visible(timeout=30_000)
            page.get_by_role("button", name="Send", exact=True).click()
            page.wait_for_url("**/slip/")
            expect(page.get_by_role("heading", level=1)).to_contain_text("has the number")
    assert [matter.held for matter in town.state.find(Matter, plan=town.plan_key)][-2:] == [False, False]
