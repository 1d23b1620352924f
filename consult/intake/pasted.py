"""A list that was pasted: one comment a paragraph, or one a line."""

import re

MARK = re.compile(r"^\s*(?:[-–—•*·]|\(?\d{1,4}[.)](?!\s*\d{1,2}\.))\s+")  # "14. 5. 2026" is a day, no mark
APART = {"paragraph": re.compile(r"\n[ \t]*\n+"), "line": re.compile(r"\n+")}


def comments_in(text: str, apart: str) -> list[str]:
    """The comments, without the dash or number in front of each; `apart` is `paragraph` or `line`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = (MARK.sub("", piece.strip(), count=1).strip() for piece in APART[apart].split(text))
    return [piece for piece in found if piece]
