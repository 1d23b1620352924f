"""What changed between two wordings, word by word, so that people can read it, and never so long that others wait.

Paragraphs are matched first; inside those that changed, words. A single word that stayed between two changes is shown
as changed too: islands of one word are what makes marked text unreadable.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from re import findall
from typing import Any

from rapidfuzz.distance import Indel

from consult.paragraphs import read_aloud

MOST_PAIRS = 4_000_000  # pairs of words or paragraphs compared at once: some milliseconds and a few megabytes
LONGEST_READ = 400_000  # characters; longer texts are compared with the marks of their layout in them
ISLAND = 1  # so many words that stayed, or fewer, do not part two changes

Piece = tuple[str, str]  # same | ins | del, and the words


def difference(before: str, after: str) -> list[dict[str, str]]:
    """What became of a section's Markdown: pieces {"op": "same" | "ins" | "del", "text"} in reading order.

    [] where not a word changed: only the layout did, or nothing.
    """
    pieces = _compared(before, after)
    changed = any(op != "same" for op, _ in pieces)
    return [{"op": op, "text": text} for op, text in pieces] if changed else []


def excerpt(pieces: list[dict[str, str]]) -> list[dict[str, str]]:
    """The same, with long stretches that stayed shortened to the lines next to a change."""
    last = len(pieces) - 1
    return [_shortened(piece, at, last) if piece["op"] == "same" else piece for at, piece in enumerate(pieces)]


def _shortened(piece: dict[str, str], at: int, last: int) -> dict[str, str]:
    lines = findall(r"[^\n]*\n+|[^\n]+$", piece["text"])
    before, after = (lines[:2] if at else [], lines[-2:] if at < last else [])
    if len(lines) <= len(before) + len(after) + 1:
        return piece
    return {"op": "same", "text": "".join([*before, "[…]\n\n", *after])}


@lru_cache(maxsize=128)
def _compared(before: str, after: str) -> tuple[Piece, ...]:
    readable = len(before) + len(after) <= LONGEST_READ
    old, new = (read_aloud(words) if readable else words for words in (before, after))
    old_parts, new_parts = (findall(r"[^\n]+\n*", text) for text in (old, new))
    return tuple(_joined(_paragraphs(old_parts, new_parts)))


def _paragraphs(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    """Paragraphs that stayed, and the words of those that did not."""
    for op, gone, come in _opcodes([part.strip() for part in old], [part.strip() for part in new]):
        before, after = "".join(old[slice(*gone)]), "".join(new[slice(*come)])
        yield from [("same", max(before, after, key=len))] if op == "equal" else _words(before, after)


def _words(before: str, after: str) -> Iterator[Piece]:
    old, new = (findall(r"\w+|[^\w\s]+|\n+|[^\S\n]+", text) for text in (before, after))
    pieces: list[tuple[str, str, str]] = []  # kind, words gone, words come
    for op, gone, come in _opcodes(old, new):
        words_gone, words_come = old[slice(*gone)], new[slice(*come)]
        short = op == "equal" and sum(word[0].isalnum() for word in words_come) <= ISLAND
        kind = "same" if op == "equal" and not (short and pieces and come[1] < len(new)) else "changed"
        pieces.append((kind, "".join(words_gone), "".join(words_come)))
    for kind, group in groupby(pieces, itemgetter(0)):
        listed = list(group)
        gone_text, come_text = ("".join(piece[side] for piece in listed) for side in (1, 2))
        if kind == "same" or gone_text == come_text:
            yield "same", come_text
        else:
            yield from _change(gone_text, come_text)


def _change(gone: str, come: str) -> Iterator[Piece]:
    """What was struck out, then what came; white space both begin or end with stays outside."""
    head = gone[: len(gone) - len(gone.lstrip())] if gone[:1].isspace() and come[:1].isspace() else ""
    tail = come[len(come.rstrip()) :] if gone[-1:].isspace() and come[-1:].isspace() and come.strip() else ""
    yield "same", head
    yield "del", gone.removeprefix(head).rstrip() if tail else gone.removeprefix(head)
    yield "ins", (come.lstrip() if head else come).removesuffix(tail)
    yield "same", tail


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, tuple[int, int], tuple[int, int]]]:
    """("equal" | "changed", range in the old, range in the new); too much at once counts as changed throughout."""
    if len(old) * len(new) > MOST_PAIRS:
        begins = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
        yield "equal", (0, begins), (0, begins)
        yield "changed", (begins, len(old)), (begins, len(new))
        return
    known: dict[str, int] = {}
    numbers = [[known.setdefault(word, len(known)) for word in words] for words in (old, new)]
    told: Any = Indel.opcodes(*numbers)
    for equal, group in groupby(told, lambda op: op.tag == "equal"):
        ops = list(group)
        gone, come = (ops[0].src_start, ops[-1].src_end), (ops[0].dest_start, ops[-1].dest_end)
        yield "equal" if equal else "changed", gone, come


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind as one piece, empty ones left out."""
    for op, group in groupby((piece for piece in pieces if piece[1]), itemgetter(0)):
        yield op, "".join(text for _, text in group)
