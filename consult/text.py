"""Light Markdown as people write it, made into clean HTML: rendered, then everything not on the list thrown away."""

from collections.abc import Sequence
from typing import Any

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "h4", "h5", "h6", "blockquote", "code", "pre", "hr", "a", "del"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
# A chapter's own headings stand below the page's: the first level of the text becomes the fourth of the page.
LOWERED = {"h1": "h4", "h2": "h5", "h3": "h6", "h4": "h6", "h5": "h6"}

_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])
_markdown.disable(["image"])


def html_of(words: str) -> SafeString:
    """The words as safe HTML: no images, no scripts, links to the web and to mail only."""
    return clean_html(markdown_tokens(words))


def markdown_tokens(words: str) -> list[Any]:
    """The words as the Markdown library reads them, headings lowered."""
    tokens = _markdown.parse(words)
    for token in tokens:
        token.tag = LOWERED.get(token.tag, token.tag) if token.type.startswith("heading") else token.tag
    return tokens


def clean_html(tokens: Sequence[Any]) -> SafeString:
    """Safe HTML of whole blocks."""
    raw = _markdown.renderer.render(tokens, _markdown.options, {})
    clean = nh3.clean(
        raw,
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer",
    )
    return mark_safe(clean)  # noqa: S308 - cleaned the line before


def plain_of(words: str, *, most: int = 200) -> str:
    """The beginning of the words on one line, cut between words."""
    line = " ".join(words.split())
    if len(line) <= most:
        return line
    return line[:most].rsplit(" ", 1)[0] + " …"
