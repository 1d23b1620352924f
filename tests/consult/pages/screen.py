"""What a person sees of a form before opening anything."""

from html.parser import HTMLParser
from typing import Any

SHUT = {"details"}
TYPED = {"input", "textarea", "select"}


class Screen(HTMLParser):
    """The form of a page: `first` are its fields in sight, `folded` those behind "add more", `buttons` its buttons."""

    def __init__(self, answer: Any) -> None:
        super().__init__()
        self.first: list[str] = []
        self.folded: set[str] = set()
        self.buttons: list[str] = []
        self._inside: list[str] = []
        self._hidden = 0
        self._saying = False
        self.feed(answer.content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Only what is inside the form of the comment counts."""
        given = dict(attrs)
        if tag == "form":
            self._inside = ["form"] if "data-draft" in given else []
        elif self._inside and tag in {"details", "div", "p"}:
            self._inside.append(tag)
            self._hidden += "hidden" in given
        if not self._inside or self._hidden or given.get("type") == "hidden":
            return
        if tag in TYPED and given.get("name"):
            name = str(given["name"])
            self.folded.add(name) if "details" in self._inside else self.first.append(name)
        self._saying = tag == "button"

    def handle_endtag(self, tag: str) -> None:
        """A hidden box ends with its tag."""
        if tag == "form":
            self._inside = []
        elif self._inside and self._inside[-1] == tag:
            self._inside.pop()
            self._hidden = max(0, self._hidden - (tag == "div"))
        self._saying = False

    def handle_data(self, data: str) -> None:
        """What stands on a button."""
        if self._saying and data.strip():
            self.buttons.append(data.strip())
