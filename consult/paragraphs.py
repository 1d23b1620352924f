"""A section's text as numbered paragraphs: the blocks of its Markdown, each with clean HTML and plain words.

A heading or a rule is no paragraph of its own: it belongs to the block below it. A list, a table or a quotation is one
paragraph. The number is part of an address (`#sluzby-p3`) and of what people say ("paragraph 3"), counted from 1.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString
from rapidfuzz import fuzz, process

from consult.anchors import Found, Selector, find
from consult.text import clean_html, markdown_tokens

LEADING = frozenset({"heading", "hr"})  # kinds of blocks that only lead to the next one
MOST_COMPARED = 250_000  # pairs of paragraphs; a text rewritten beyond that is a new text
STILL_THE_SAME = 70  # likeness in percent above which a changed paragraph is still that paragraph


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block: `html` is safe, `text` the same words without any marks, as a reader's browser copies them."""

    number: int
    html: SafeString
    text: str

    def __str__(self) -> str:
        return self.text

    def anchor(self, section: str) -> str:
        """Its place on the page of the text: `sluzby-p3`."""
        return f"{section}-p{self.number}"


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a quoted passage stands in a section: the paragraph, and its words with what surrounds them there."""

    paragraph: int
    before: str
    words: str
    after: str
    exactly: bool


@lru_cache(maxsize=512)
def paragraphs_of(words: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a section, from its Markdown; () for a text without any. Made once for each wording."""
    tokens = markdown_tokens(words)
    blocks = (block for block in _led(_blocks(tokens)) if block)
    return tuple(Paragraph(place, clean_html(block), _plain(block)) for place, block in enumerate(blocks, start=1))


def plain_words(words: str) -> str:
    """The whole section without marks, a paragraph a line: what quotes are looked for in."""
    return "\n".join(paragraph.text for paragraph in paragraphs_of(words))


def read_aloud(words: str) -> str:
    """The whole section without marks: an empty line between blocks, items and rows on lines of their own."""
    return "\n\n".join("\n".join(lines) for block in _blocks(markdown_tokens(words)) if (lines := _lines(block)))


def passage_in(words: str, selector: Selector) -> Passage | None:
    """The quoted passage in a section as it reads now; None where it is no longer in the text."""
    text = plain_words(words)
    found = find(text, selector)
    return _passage(words, text, found) if found else None


@lru_cache(maxsize=512)
def moved(before: str, after: str) -> dict[int, int]:
    """Which paragraph of the newer wording each paragraph of the older one became; those that are gone are missing."""
    old, new = paragraphs_of(before), paragraphs_of(after)
    places = {paragraph.text: paragraph.number for paragraph in reversed(new)}
    became = {paragraph.number: places[paragraph.text] for paragraph in old if paragraph.text in places}
    taken = set(became.values())
    free = [paragraph for paragraph in new if paragraph.number not in taken]
    lost = [paragraph for paragraph in old if paragraph.number not in became]
    for paragraph in lost if len(lost) * len(free) <= MOST_COMPARED else ():
        likest = process.extractOne(
            paragraph.text, [one.text for one in free], scorer=fuzz.ratio, score_cutoff=STILL_THE_SAME
        )
        if likest is not None:
            became[paragraph.number] = free.pop(likest[2]).number
    return became


def _blocks(tokens: Sequence[Any]) -> Iterator[list[Any]]:
    """The tokens of each block of the top level."""
    block: list[Any] = []
    depth = 0
    for token in tokens:
        block.append(token)
        depth += token.nesting
        if depth == 0:
            yield block
            block = []


def _led(blocks: Iterator[list[Any]]) -> Iterator[list[Any]]:
    """Headings and rules put together with the block below them."""
    waiting: list[Any] = []
    for block in blocks:
        waiting += block
        if block[0].type.removesuffix("_open") not in LEADING:
            yield waiting
            waiting = []
    yield waiting


def _plain(block: Sequence[Any]) -> str:
    """The words of a block as they are read, white space made single."""
    said = (_said(token) for token in block if token.type in ("inline", "fence", "code_block"))
    return " ".join(" ".join(said).split())


def _said(token: Any) -> str:
    if token.type == "inline":
        return "".join(_inline(child) for child in token.children or ())
    return str(token.content).strip()


def _lines(block: Sequence[Any]) -> list[str]:
    """A line for each item of a list, row of a table and paragraph of the block."""
    lines: list[str] = []
    mark = ""
    row: list[str] | None = None
    for token in block:
        if token.type == "list_item_open":
            mark = f"{token.info}. " if token.info else "• "
        elif token.type in ("tr_open", "tr_close"):
            lines += [" · ".join(row)] if row else []
            row = [] if token.type == "tr_open" else None
        elif token.type in ("inline", "fence", "code_block"):
            (lines if row is None else row).append(mark + _said(token))
            mark = ""
    return [line for line in lines if line]


def _inline(token: Any) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return str(token.content)


def _passage(words: str, text: str, found: Found) -> Passage:
    number = text.count("\n", 0, found.start) + 1
    begins = text.rfind("\n", 0, found.start) + 1
    ends = text.find("\n", found.end)
    after = text[found.end :] if ends < 0 else text[found.end : ends]
    return Passage(number, text[begins : found.start], text[found.start : found.end], after, found.exactly)
