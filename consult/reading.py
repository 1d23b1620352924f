"""Which text is read: an edition as it was posted, or the text as it stands today; and its sections, part by part."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from consult.paragraphs import Paragraph, moved, paragraphs_of
from consult.places import Here
from consult.spoken import spoken_in
from consult.visible import opened
from workflow.models import Leaf
from workflow.rules import rows
from workflow.rules.lifecycle import Stage

TODAY = "today"  # in addresses: the text as it stands, not an edition
EDITION_IS_READ = frozenset({Stage.POSTED, Stage.COMMENTING, Stage.RESOLVING})

Where = tuple[str, int | None]  # section, and the paragraph as numbered in the text that is read
Source = tuple[int, int | None, int]  # edition and paragraph as recorded, and how many comments
Way = dict[int, int]  # from the paragraph then to the paragraph now


@dataclass(frozen=True, slots=True)
class Chapter:
    """One section of a part as it is read: the wording's number, its title and its Markdown."""

    key: str
    wording: int
    title: str
    words: str
    withdrawn: bool = False  # taken out since

    @property
    def name(self) -> str:
        """Its name in addresses."""
        return self.key.split("/", 1)[1]

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Numbered from 1."""
        return paragraphs_of(self.words)


def edition_asked(here: Here, said: str) -> int:
    """The edition an address asks for (`2`, `today`); the one to read now where it asks for none there is. 0: today."""
    newest = int(here.plan.editions)
    if said == TODAY:
        return 0
    if said.isascii() and said.isdigit() and len(said) < 6 and 1 <= int(said) <= newest:
        return int(said)
    return newest if here.plan.stage in EDITION_IS_READ else 0


def edition_row(here: Here, number: int) -> Any:
    """The row of an edition; None for today's text."""
    return here.rows(rows.Edition).filter(number=number).first() if number else None


def part_read(here: Here, part: str, edition: Any) -> tuple[list[Chapter], str]:
    """A part as it reads in an edition (its row) or today (None): its sections in order, its summary in plain words."""
    found = _sections(here, part, edition)
    summary = _summary(here, part, edition)
    texts = opened(here.territory, [summary, *(words for row in found for words in row[2:])])
    chapters = [
        Chapter(row.key, number, texts.get(title, row.key.split("/", 1)[1]), texts.get(words, ""), row.withdrawn)
        for row, number, title, words in found
    ]
    return chapters, texts.get(summary or "", "")


def _sections(here: Here, part: str, edition: Any) -> list[tuple[Any, int, str, str]]:
    """(section, number of its wording, title, words) as commitments."""
    sections = here.rows(rows.Section).filter(part=here.key(part)).order_by("place", "key")
    if edition is None:
        return [(row, row.wordings, row.title, row.words) for row in sections if not row.withdrawn]
    found = {row.key: row for row in sections}
    kept = {key: number for key, number in edition.sections if key in found}
    wordings = wordings_of(here, kept)
    posted = [(found[key], number, wordings[key]) for key, number in kept.items() if key in wordings]
    return [(row, number, wording.title, wording.words) for row, number, wording in posted]


def wordings_of(here: Here, numbers: Mapping[str, int]) -> dict[str, Any]:
    """The rows of these wordings, by the key of their section."""
    keys = [f"{key}.{number}" for key, number in numbers.items()]
    return {row.section: row for row in here.rows(rows.Wording).filter(key__in=keys)} if keys else {}


def _summary(here: Here, part: str, edition: Any) -> str | None:
    """The commitment of a part's summary as it was when the edition was posted; today's where there is no edition."""
    if edition is None:
        today: str | None = here.rows(rows.Part).filter(key=here.key(part)).values_list("summary", flat=True).first()
        return today
    leaves = Leaf.objects.filter(territory=here.territory, act="write_summary", n__lt=edition.born, plan=here.slug)
    told = (json.loads(bytes(data))["facts"] for data in leaves.order_by("-n").values_list("data", flat=True))
    return next((facts["summary"]["commit"] for facts in told if facts["part"] == part), None)


def comments_beside(here: Here, chapters: Sequence[Chapter], edition: int) -> dict[Where, list[Source]]:
    """Where comments stand in this text, and as what they were raised there.

    A comment on another edition stands where its paragraph went; where that is gone, at the section as a whole. An
    older edition shows what was said until the next one.
    """
    counts = spoken_in(here)
    named = {chapter.name: chapter for chapter in chapters}
    elsewhere = {place[:2] for place in counts if place[0] in named and place[1] != edition}
    ways = _ways(here, named, elsewhere)
    stands: dict[Where, list[Source]] = {}
    for (section, spoken_at, paragraph), n in counts.items():
        if section in named and (not edition or spoken_at <= edition):
            way = ways.get((section, spoken_at))
            where = paragraph if way is None or paragraph is None else way.get(paragraph)
            if where is not None and where > len(named[section].paragraphs):
                where = None
            stands.setdefault((section, where), []).append((spoken_at, paragraph, n))
    return stands


def matters_beside(here: Here, where: Where, sources: Sequence[Source]) -> Any:
    """The comments that stand at one place, newest first, as a query set."""
    asked = Q(pk__in=())
    for spoken_at, paragraph, _n in sources:
        asked |= Q(edition=spoken_at, paragraph=paragraph) if paragraph else Q(edition=spoken_at, paragraph=None)
    return here.rows(rows.Matter).filter(asked, section=here.key(where[0]), point="").order_by("-born")


def _ways(here: Here, named: Mapping[str, Chapter], asked: set[tuple[str, int]]) -> dict[tuple[str, int], Way]:
    """For (section, edition) with another wording: which paragraph became which; none before the first edition."""
    ways: dict[tuple[str, int], Way] = {place: {} for place in asked if place[1] == 0}
    numbers = {number for _, number in asked if number}
    if not numbers:
        return ways
    for row in here.rows(rows.Edition).filter(number__in=numbers):
        then = dict(row.sections)
        differ = {
            chapter.key: then[chapter.key]
            for name, chapter in named.items()
            if (name, row.number) in asked and then.get(chapter.key, chapter.wording) != chapter.wording
        }
        found = wordings_of(here, differ)
        texts = opened(here.territory, [wording.words for wording in found.values()])
        for key, wording in found.items():
            name = key.split("/", 1)[1]
            ways[name, row.number] = moved(texts.get(wording.words, ""), named[name].words)
    return ways
