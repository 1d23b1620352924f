"""Plans of a territory one below the other along the years: inline SVG. The table beside it says the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as Xml

from django.utils.safestring import SafeString, mark_safe

YEAR, AXIS, BAR, WORDS, WIDTH, EDGE = 20, 46, 22, 84, 330, 12
LEAST = 34  # a plan of one year still has room for its words


@dataclass(frozen=True, slots=True)
class Span:
    """One plan: its years, both included, the words beside it, and whether it is over, holds or is on its way."""

    from_year: int
    to_year: int
    label: str
    note: str
    kind: str  # past | now | next


def timeline(spans: Sequence[Span], *, title: str, description: str, id_: str = "timeline") -> SafeString:
    """The picture as one <svg> element with <title> and <desc>, coloured by the classes time-*; "" without plans."""
    ordered = sorted(spans, key=lambda span: (span.from_year, span.to_year))
    if not ordered:
        return SafeString("")
    tops = list(_tops(ordered))
    height = tops[-1] + _height(ordered[-1]) + 2 * EDGE
    root = Xml.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "class": "timeline", "role": "img"})
    root.attrib |= {"viewBox": f"0 0 {WIDTH} {height}", "aria-labelledby": f"{id_}-title {id_}-desc"}
    Xml.SubElement(root, "title", {"id": f"{id_}-title"}).text = title
    Xml.SubElement(root, "desc", {"id": f"{id_}-desc"}).text = description
    for span, top in zip(ordered, tops, strict=True):
        _plan(root, span, top)
    return mark_safe(Xml.tostring(root, encoding="unicode"))  # noqa: S308 every text went through ElementTree


def _height(span: Span) -> int:
    return max(LEAST, (span.to_year - span.from_year + 1) * YEAR)


def _tops(ordered: Iterable[Span]) -> Iterable[int]:
    """Where each plan begins: right below the one before, and years without a plan stay empty."""
    top, last = EDGE, None
    for span in ordered:
        if last is not None and span.from_year > last + 1:
            top += (span.from_year - last - 1) * YEAR
        yield top
        top, last = top + _height(span), span.to_year


def _plan(root: Xml.Element, span: Span, top: int) -> None:
    group = Xml.SubElement(root, "g", {"class": f"time-{span.kind}"})
    place = {"x": str(AXIS), "y": str(top + 2), "width": str(BAR), "height": str(_height(span) - 4), "rx": "3"}
    Xml.SubElement(group, "rect", {"class": "time-bar", "fill": "none", "stroke": "currentColor", **place})
    _text(group, str(span.from_year), AXIS - 8, top + 15, "time-year", anchor="end")
    _text(group, span.label, WORDS, top + 15, "time-label")
    _text(group, span.note, WORDS, top + 31, "time-note")


def _text(parent: Xml.Element, words: str, x: int, y: int, kind: str, *, anchor: str = "start") -> None:
    place = {"x": str(x), "y": str(y), "class": kind, "text-anchor": anchor, "font-size": "13"}
    Xml.SubElement(parent, "text", place).text = words
