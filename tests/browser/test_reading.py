"""Somebody reads the draft in a real browser, with a script and without, and points at what she would change."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.bench.filling import open_town
from tests.browser.served import served


@pytest.fixture
def draft(transactional_db: None, chromium: Browser) -> Iterator[str]:
    """The address of a draft whose window of comments is open."""
    plan = open_town("lipova")
    with served() as site:
        yield f"{site}/plans/{plan}/draft/"


def select(page: Page, paragraph: str, start: int, end: int) -> str:
    """Words are marked as a finger or a keyboard would mark them; which words those are."""
    told = page.evaluate(
        """([paragraph, start, end]) => {
            const text = document.querySelector(`#${paragraph} .paragraph-text p`).firstChild;
            const range = document.createRange();
            range.setStart(text, start);
            range.setEnd(text, end);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            return range.toString();
        }""",
        [paragraph, start, end],
    )
    return " ".join(told.split())


def test_words_that_are_marked_can_be_commented_on_and_are_quoted(draft: str, chromium: Browser) -> None:
    page = chromium.new_context(locale="en", viewport={"width": 360, "height": 800}).new_page()
    page.goto(draft)
    offer = page.get_by_role("link", name="Comment on these words")
    expect(offer).to_be_hidden()
    select(page, "analyticka-1-p1", 5, 12)
    expect(offer).to_be_visible()
    expect(page.locator("#announced")).to_contain_text("Comment on these words")
    page.keyboard.press("Escape")
    expect(offer).to_be_hidden()
    words = select(page, "analyticka-1-p1", 0, 9)
    expect(offer).to_be_visible()
    # by the keyboard: the paragraph's own link carries the words too
    own = page.get_by_role("link", name="Comment on paragraph 1.1.1")
    own.focus()
    page.keyboard.press("Enter")
    expect(page.locator("blockquote")).to_contain_text(words)


def test_without_a_script_every_paragraph_has_its_link_and_letters_grow(draft: str, chromium: Browser) -> None:
    context = chromium.new_context(locale="en", java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(draft)
    expect(page.get_by_role("link", name="Comment on these words")).to_be_hidden()
    page.get_by_role("link", name="Largest letters").click()
    expect(page.locator("html")).to_have_class("letters-3")
    page.get_by_role("link", name="Comment on paragraph 1.1.1").click()
    assert "section=analyticka-1&paragraph=1" in page.url
    expect(page.get_by_label("What would you change?")).to_be_visible()
    expect(page.locator("html")).to_have_class("letters-3")
