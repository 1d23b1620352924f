"""The path of a plan as a picture: inline SVG for the site, Mermaid text for README.

Both are functions of a list of stages and of arrows; nothing here knows a particular lifecycle. The stages stand in
one column, the main line first, so that the picture is legible on a phone. An arrow to the next stage runs straight
down; an arrow back runs along a lane on the left; one that skips ahead, along a lane on the right. Arrows of one act
into one stage share a lane. Every arrow bears a number, and `keys` gives the same numbers for the table behind the
picture.
"""

import re
import textwrap
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from xml.etree import ElementTree as Xml

from django.utils.safestring import SafeString, mark_safe

ROW, BOX_WIDTH, BOX_HEIGHT = 76, 196, 46
LANE, EDGE, KEY = 24, 8, 9.5
LETTERS_A_LINE = 21
REACHED = (" path-done", " path-now")
OUTLINE = {"fill": "#fff", "stroke": "currentColor"}  # the plain look, where the site's style sheet is not at hand
LINE = {"fill": "none", "stroke": "currentColor", "stroke_width": 1.5}


class Arrow(Protocol):
    """One transition: performing `act` moves a plan from `source` to `target` (both names of stages)."""

    @property
    def act(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def target(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Key:
    """One numbered line of the table behind the picture: an act, where it leads and from where it is possible."""

    number: int
    act: str
    sources: tuple[str, ...]
    target: str


@dataclass(frozen=True, slots=True)
class _Way:
    """A key with its place: rows of the column it starts in and ends in, and its lane (0 is next to the boxes)."""

    key: Key
    starts: tuple[int, ...]
    end: int
    lane: int

    @property
    def rows(self) -> range:
        return range(min(*self.starts, self.end), max(*self.starts, self.end) + 1)


def keys(stages: Sequence[str], arrows: Iterable[Arrow]) -> tuple[Key, ...]:
    """The numbered ways, in the order of the arrows. Errors: ValueError for an arrow from or to a stage not listed."""
    sources: dict[tuple[str, str], list[str]] = {}
    for arrow in arrows:
        for stage in (arrow.source, arrow.target):
            if stage not in stages:
                raise ValueError(f"{arrow.act}: no stage {stage!r} among {', '.join(map(str, stages))}")
        sources.setdefault((arrow.act, arrow.target), []).append(arrow.source)
    return tuple(
        Key(number, act, tuple(origins), target)
        for number, ((act, target), origins) in enumerate(sources.items(), start=1)
    )


def _is_onward(key: Key, column: Sequence[str]) -> bool:
    return len(key.sources) == 1 and column.index(key.target) == column.index(key.sources[0]) + 1


def _lanes(ways: Iterable[Key], column: Sequence[str]) -> list[_Way]:
    """The shortest way nearest to the boxes; two ways share a lane only if no row is common to both."""
    placed: list[_Way] = []
    found = [_Way(key, tuple(map(column.index, key.sources)), column.index(key.target), 0) for key in ways]
    for way in sorted(found, key=lambda way: (len(way.rows), way.key.number)):
        taken = {other.lane for other in placed if set(other.rows) & set(way.rows)}
        lane = next(lane for lane in range(len(placed) + 1) if lane not in taken)
        placed.append(_Way(way.key, way.starts, way.end, lane))
    return placed


def _node(parent: Xml.Element, tag: str, text: str = "", /, **attributes: object) -> Xml.Element:
    node = Xml.SubElement(parent, tag)
    node.attrib |= {name.rstrip("_").replace("_", "-"): str(value) for name, value in attributes.items()}
    node.text = text or None
    return node


def _head(parent: Xml.Element, x: float, y: float, direction: str) -> None:
    """The tip of an arrow at (x, y), pointing down, left or right."""
    dx, dy = {"down": (0, 1), "left": (-1, 0), "right": (1, 0)}[direction]
    onward = " path-head-onward" if direction == "down" else ""
    corners = f"M{x} {y}L{x - 8 * dx - 5 * dy} {y - 8 * dy - 5 * dx}L{x - 8 * dx + 5 * dy} {y - 8 * dy + 5 * dx}z"
    _node(parent, "path", d=corners, class_=f"path-head{onward}")


def _number(parent: Xml.Element, x: float, y: float, number: int) -> None:
    _node(parent, "circle", cx=x, cy=y, r=KEY, class_="path-key", **OUTLINE)
    _node(parent, "text", str(number), x=x, y=y + 4, class_="path-key-text", font_size=12, text_anchor="middle")


def _box(parent: Xml.Element, left: float, row: int, name: str, mark: str) -> None:
    group = _node(parent, "g", class_=f"path-stage{mark}")
    top, lines = row * ROW + EDGE, textwrap.wrap(name, LETTERS_A_LINE) or [name]
    place = {"x": left, "y": top, "width": BOX_WIDTH, "height": BOX_HEIGHT, "rx": 4}
    _node(group, "rect", class_="path-box", **place, stroke_width=2.5 if mark in REACHED else 1.5, **OUTLINE)
    for at, line in enumerate(lines[:2]):
        y = top + BOX_HEIGHT / 2 + 5 + (at - (len(lines[:2]) - 1) / 2) * 18
        _node(group, "text", line, x=left + BOX_WIDTH / 2, y=y, class_="path-name", font_size=15, text_anchor="middle")


def _straight(parent: Xml.Element, left: float, key: Key, column: Sequence[str]) -> None:
    x, top = left + BOX_WIDTH / 2, column.index(key.sources[0]) * ROW + EDGE + BOX_HEIGHT
    bottom = top + ROW - BOX_HEIGHT
    _node(parent, "path", d=f"M{x} {top}V{bottom - 6}", class_="path-line path-onward", **LINE)
    _head(parent, x, bottom, "down")
    _number(parent, x + 20, top + (bottom - top) / 2, key.number)


def _aside(parent: Xml.Element, side: str, edge: float, way: _Way) -> None:
    """A way along its lane: out of each source below the middle of the box, into the target above it."""
    out = edge + (-1 if side == "left" else 1) * (LANE * way.lane + LANE)
    middle = EDGE + BOX_HEIGHT / 2
    entry = way.end * ROW + middle - 10
    for start in way.starts:
        leave = start * ROW + middle + 10
        _node(parent, "path", d=f"M{edge} {leave}H{out}V{entry}H{edge}", class_="path-line", **LINE)
    _head(parent, edge, entry, "right" if side == "left" else "left")
    far = max(way.starts, key=lambda start: abs(start - way.end))
    _number(parent, out, ((far * ROW + middle + 10) + entry) / 2, way.key.number)


def svg(
    stages: Sequence[str],
    main_line: Sequence[str],
    arrows: Iterable[Arrow],
    *,
    names: Mapping[str, str],
    title: str,
    description: str,
    current: str = "",
    passed: Collection[str] = (),
    id_: str = "path",
) -> SafeString:
    """The picture as one <svg> element with <title> and <desc>, coloured by the classes path-*, scaled by its viewBox.

    `names` gives each stage's words for people; `current` and `passed` mark where a plan is. The numbers are those of
    `keys(stages, arrows)`. Errors: ValueError as in `keys`, KeyError for a stage without a name.
    """
    column = [*main_line, *(stage for stage in stages if stage not in main_line)]
    found = keys(stages, arrows)
    aside = [key for key in found if not _is_onward(key, column)]
    back = _lanes((key for key in aside if _leads_back(key, column)), column)
    ahead = _lanes((key for key in aside if not _leads_back(key, column)), column)
    left = EDGE + KEY + LANE * (1 + max((way.lane for way in back), default=-1))
    right = left + BOX_WIDTH
    width = right + LANE * (1 + max((way.lane for way in ahead), default=-1)) + KEY + EDGE
    height = len(column) * ROW - (ROW - BOX_HEIGHT) + 2 * EDGE
    root = Xml.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "class": "path", "role": "img"})
    root.attrib |= {"viewBox": f"0 0 {width:g} {height:g}", "aria-labelledby": f"{id_}-title {id_}-desc"}
    _node(root, "title", title, id=f"{id_}-title")
    _node(root, "desc", description, id=f"{id_}-desc")
    for side, edge, ways in (("left", left, back), ("right", right, ahead)):
        for way in sorted(ways, key=lambda way: -way.lane):
            _aside(root, side, edge, way)
    for key in found:
        if key not in aside:
            _straight(root, left, key, column)
    for row, stage in enumerate(column):
        mark = " path-now" if stage == current else " path-done" if stage in passed else ""
        _box(root, left, row, names[stage], mark or ("" if stage in main_line else " path-end"))
    return mark_safe(Xml.tostring(root, encoding="unicode"))  # noqa: S308 every text went through ElementTree


def _leads_back(key: Key, column: Sequence[str]) -> bool:
    return all(column.index(source) >= column.index(key.target) for source in key.sources)


def mermaid(
    stages: Sequence[str], begins: Mapping[str, str], arrows: Iterable[Arrow], *, names: Mapping[str, str]
) -> str:
    """The same as a Mermaid state diagram, one line an arrow, ended by a newline; acts are written as they are named.

    `begins` are the acts a plan comes into being by, each with its first stage; a stage no arrow leaves is an end.
    """
    moves = list(arrows)
    keys(stages, moves)
    joined: dict[tuple[str, str], list[str]] = {}
    for move in moves:
        joined.setdefault((move.source, move.target), []).append(move.act)
    lines = ["stateDiagram-v2", "    direction TB"]
    lines += [f'    state "{names[stage].replace(chr(34), chr(39))}" as {_plain(stage)}' for stage in stages]
    lines += [f"    [*] --> {_plain(stage)}: {act}" for act, stage in begins.items()]
    lines += [f"    {_plain(a)} --> {_plain(b)}: {' / '.join(acts)}" for (a, b), acts in joined.items()]
    lines += [f"    {_plain(stage)} --> [*]" for stage in stages if stage not in {move.source for move in moves}]
    return "\n".join(lines) + "\n"


def _plain(stage: str) -> str:
    return re.sub(r"\W", "_", stage)
