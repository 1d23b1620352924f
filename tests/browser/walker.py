"""Somebody in front of a browser: what they open, type, press and read."""

import os
from pathlib import Path
from typing import Any, Protocol

from django.contrib.auth import get_user_model
from django.utils import translation
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from consult.models import Person
from consult.sentences import act_label
from consult.who import DEMO_MAIL
from workflow.rules.case import Standing

SHOTS = os.environ.get("SHOTS", "")  # a folder: keep a picture of every page that is opened
PHONE, DESK = 360, 1280  # widths people come with, in CSS pixels
LANGUAGES = {"en": "en-GB", "cs": "cs-CZ"}
MOST_STOPS = 400  # of the key Tab on one page


def label(act: str, language: str = "en") -> str:
    """The act's own button."""
    with translation.override(language):
        return act_label(act)


class Place(Protocol):
    """Where somebody walks: a territory, one plan of it, and its people by name."""

    territory: str
    plan_key: str

    def person(self, who: str) -> Standing:
        """As whom somebody acts."""
        ...


class Walker:
    """Somebody in front of a browser; `language` is what the browser asks for."""

    def __init__(
        self, browser: Browser, site: str, town: Place, who: str = "", *, scripts: bool = True, language: str = "en",
        width: int = DESK,
    ) -> None:  # fmt: skip
        self.site, self.town, self.who, self.language = site, town, who, language
        self.context: BrowserContext = browser.new_context(
            locale=LANGUAGES[language],
            java_script_enabled=scripts,
            viewport={"width": width, "height": 800},
            reduced_motion="reduce",
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(8_000)
        if who:
            self.sign_in()

    def sign_in(self) -> None:
        """One click, as in the demo."""
        number = self.town.person(self.who).person
        user = get_user_model().objects.create_user(f"p-{number}", f"p-{number}@{DEMO_MAIL}", first_name="Jana")
        Person.objects.create(territory=self.town.territory, number=number, user=user)
        self.page.goto(f"{self.site}/sign-in/")
        self.page.locator(f'button[value="p-{number}"]').click()

    def said(self, words: str) -> str:
        """What the site says in this person's language; `words` is its English."""
        with translation.override(self.language):
            return translation.gettext(words)

    def go(self, path: str) -> "Walker":
        """A page of the site."""
        answer = self.page.goto(f"{self.site}{path}")
        assert answer is not None and answer.ok, f"{path}: {answer and answer.status}"
        return self

    def open(self, path: str) -> "Walker":
        """A page of the plan."""
        return self.go(f"/plans/{self.town.plan_key}/{path}").shoot(path)

    def shoot(self, name: str) -> "Walker":
        """A picture of the page as it is now, on a phone and on a desk, where pictures are kept."""
        size = self.page.viewport_size
        if not SHOTS or size is None:
            return self
        who, what = (said.strip("/").replace("/", "-") for said in (self.who or "citizen", name or "plan"))
        for width in (PHONE, DESK):
            self.page.set_viewport_size({"width": width, "height": 800})
            self.page.screenshot(path=str(Path(SHOTS) / f"{width}-{self.language}-{who}-{what}.png"), full_page=True)
        self.page.set_viewport_size(size)
        return self

    def unfold(self, label: str) -> "Walker":
        """Open one of the folded moves."""
        folded = self.page.locator("details", has=self.page.locator("summary", has_text=label)).first
        if folded.get_attribute("open") is None:
            folded.locator("summary").first.click()
        return self

    def fill(self, **typed: Any) -> "Walker":
        """Type into fields by the name of the fact; a choice is chosen, a file (as Playwright takes it) attached."""
        for name, value in typed.items():
            field = self.field(name)
            kind = field.evaluate("field => field.tagName === 'SELECT' ? 'select' : field.type")
            if kind == "select":
                field.select_option(value)
            elif kind == "file":
                field.set_input_files(value)
            elif kind in ("radio", "checkbox"):
                self.page.locator(f'[name="{name}"][value="{value}"]:visible').first.check()
            else:
                field.fill(value)
        return self

    def field(self, name: str) -> Locator:
        """The first visible field of this name."""
        return self.page.locator(f'[name="{name}"]:not([type="hidden"]):visible').first

    def press(self, label: str) -> "Walker":
        """The visible button of this name."""
        self.page.locator("main button:visible", has_text=label).first.click()
        return self

    def follow(self, label: str) -> "Walker":
        """The visible link of this name."""
        self.page.locator("main a:visible", has_text=label).first.click()
        return self

    def tab_to(self, target: Locator) -> "Walker":
        """By the key Tab alone, until the focus is there."""
        for _ in range(MOST_STOPS):
            if target.evaluate("thing => thing === document.activeElement"):
                return self
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the key Tab never comes to {target}")

    def record(self) -> "Walker":
        """Read what will be recorded, and record it."""
        expect(self.page.locator(".book-sentence")).to_be_visible()
        return self.press(self.said("Record it"))

    def sees(self, words: str) -> "Walker":
        """The page says so."""
        expect(self.page.locator("main")).to_contain_text(words)
        return self

    def close(self) -> None:
        """Leave."""
        self.context.close()
