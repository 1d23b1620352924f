"""Whether a page is HTML as the standard has it: a parser's errors, and what a parser would mend in silence."""

from collections import Counter
from html.parser import HTMLParser

from justhtml import JustHTML

HTML_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
VOID = HTML_VOID | {"path", "rect", "circle", "line", "polygon"}
REFERRING = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers", "list")
INTERACTIVE = {"a", "button", "select", "textarea", "label", "summary", "details"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
FRAMES = {
    "address",
    "article",
    "aside",
    "blockquote",
    "details",
    "div",
    "fieldset",
    "figure",
    "form",
    "main",
    "section",
}
BLOCKS = HEADINGS | FRAMES | {"dl", "footer", "header", "hr", "nav", "ol", "p", "pre", "table", "ul"}
# What may not stand in an element, however deep.
PHRASES = {"p", "pre", "span", "strong", "em", "small", "code", "time", *HEADINGS}
BANNED = {
    **dict.fromkeys(PHRASES, BLOCKS), "a": INTERACTIVE, "button": INTERACTIVE | BLOCKS, "label": {"label"} | BLOCKS,
    "form": {"form"}, "option": BLOCKS, "caption": {"table"}, "address": {"address", "header", "footer", *HEADINGS},
    "dt": {"header", "footer", "article", "aside", "nav", "section", *HEADINGS}, "th": {"header", "footer", *HEADINGS},
}  # fmt: skip
# What an element may hold and nothing else, text between tags apart.
CHILDREN = {
    "ul": {"li"}, "ol": {"li"}, "menu": {"li"}, "dl": {"dt", "dd", "div"}, "select": {"option", "optgroup", "hr"},
    "table": {"caption", "colgroup", "thead", "tbody", "tfoot", "tr"}, "tr": {"th", "td"},
    "thead": {"tr"}, "tbody": {"tr"}, "tfoot": {"tr"},
}  # fmt: skip


class Reader(HTMLParser):
    """Reads the source as it was written: every end tag must close what was opened last."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: Counter[str] = Counter()
        self.referred: list[tuple[str, str, str]] = []
        self.found: list[str] = []
        self.before = ""  # the start tag before this one

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Where it stands, and what its attributes say."""
        names = [name for name, _ in attrs]
        self.found += [f"<{tag}> says {name} twice" for name, times in Counter(names).items() if times > 1]
        if self.open and tag not in CHILDREN.get(self.open[-1], {tag}):
            self.say(f"<{tag}> straight in <{self.open[-1]}>")
        if self.before == "details" and tag != "summary":
            self.say("<details> without <summary> first")
        self.before = tag
        for around in set(self.open):
            if tag in BANNED.get(around, ()):
                self.say(f"<{tag}> inside <{around}>")
        self.read_attributes(tag, dict(attrs))
        if tag not in VOID:
            self.open.append(tag)

    def read_attributes(self, tag: str, said: dict[str, str | None]) -> None:
        """What is named, and what refers to a name."""
        if "id" in said:
            self.ids[said["id"] or ""] += 1
        self.referred += [(tag, name, one) for name in REFERRING for one in (said.get(name) or "").split()]
        if tag == "img" and "alt" not in said:
            self.say("<img> without alt")

    def handle_data(self, data: str) -> None:
        """Words between tags belong into an element that may hold words."""
        if data.strip() and self.open and self.open[-1] in CHILDREN:
            self.say(f"words straight in <{self.open[-1]}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """As SVG writes an empty element."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Closes what was opened last."""
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.say(f"</{tag}> where <{self.open[-1] if self.open else 'nothing'}> is open")
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def say(self, wrong: str) -> None:
        """One finding, with its line."""
        self.found.append(f"{wrong} at line {self.getpos()[0]}")


def not_valid(source: str) -> list[str]:
    """What is wrong with the source of a page; empty for a valid one."""
    reader = Reader()
    reader.feed(source)
    reader.close()
    found = [error.code for error in JustHTML(source, sanitize=False, collect_errors=True).errors] + reader.found
    found += [f"<{tag}> is never closed" for tag in reader.open]
    found += [f"id {name!r} stands {times} times" for name, times in reader.ids.items() if times > 1]
    nowhere = [one for one in reader.referred if one[2] not in reader.ids]
    return found + [f"<{tag} {name}> names {one!r}, which is nowhere" for tag, name, one in nowhere]
