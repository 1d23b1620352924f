"""The passage a comment points at: its words as they were quoted, and how they stand in today's text."""

from typing import Any, NamedTuple

from consult.anchors import Selector
from consult.models import Comment
from consult.paragraphs import passage_in
from consult.places import Here
from consult.visible import opened
from workflow.rules import rows


class Quoted(NamedTuple):
    """A quoted passage. `stands`: same | changed | gone | none (there is no text to look in)."""

    words: str
    stands: str
    today: str = ""  # how it reads now, where it was changed
    paragraph: int | None = None
    url: str = ""


def quoted(here: Here, row: Any) -> Quoted | None:
    """The passage of a whole comment; None where it quotes nothing, or nothing anybody may read. Five queries."""
    words = opened(here.territory, [row.quote]).get(row.quote or "", "")
    if not words:
        return None
    section = here.rows(rows.Section).filter(key=row.section).first() if row.section else None
    if section is None:
        return Quoted(words, "none")
    text = opened(here.territory, [section.words]).get(section.words or "", "")
    context = Comment.objects.filter(territory=here.territory, plan=here.slug, number=row.number)
    before, after = context.values_list("before", "after").first() or ("", "")
    found = None if section.withdrawn else passage_in(text, Selector(words, before, after))
    if found is None:
        return Quoted(words, "gone")
    name = section.key.split("/", 1)[1]
    url = f"{here.address('section', name)}#{name}-p{found.paragraph}"
    return Quoted(words, "same" if found.exactly else "changed", found.words, found.paragraph, url)
