"""Topics: whom a plan is for, so that a person can begin with what concerns her.

A topic is an area of the town's process file; where a town has none, a part of its plan. The process file does not say
which section belongs to which area. It does belong there if the area's own group wrote it, or if its title names the
same people; nothing is guessed beyond that.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from consult.addresses import address
from consult.finding.folding import words_in
from consult.places import Here, said
from workflow.models import Leaf
from workflow.rules import rows
from workflow.rules.process import Process

LONG_ENOUGH, STEM = 5, 5  # letters: shorter words name no people; endings differ by case
# Words that stand in the name of almost every area, folded and cut to STEM letters.
NO_TOPIC = frozenset(
    {"osoby", "lidem", "socia", "sluzb", "ohroz", "znevy", "zdrav", "oblas", "ostat", "peopl", "servi", "healt"}
)


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic of a town. `kind` is "area" or "part"; `name` is in the reader's language."""

    territory: str
    id: str
    kind: str
    name: str

    @property
    def url(self) -> str:
        """Its short address."""
        return address("topic", self.territory, self.id)


def topics_of(process: Process, territory: str = "") -> list[Topic]:
    """The topics of a process, in its order; in `territory`, where that is not the one it was written for."""
    territory = territory or process.territory.id
    if process.areas:
        return [Topic(territory, area.id, "area", said(area.title)) for area in process.areas]
    return [Topic(territory, part.id, "part", said(part.title)) for part in process.parts]


def groups_of(process: Process, topic: Topic) -> list[str]:
    """The bodies that work on a topic: those of its area; of a part, all working groups."""
    bodies = process.working_groups if topic.kind == "part" else process.bodies
    return [rule.id for rule in bodies if topic.kind == "part" or rule.area == topic.id]


def sections_on(here: Here, topic: Topic, titles: dict[str, str]) -> list[Any]:
    """Sections that speak of a topic, in the plan's order; `titles` are public titles by commitment. Two queries."""
    found = list(here.rows(rows.Section).filter(withdrawn=False))
    order = {rule.id: place for place, rule in enumerate(here.process.parts)}
    found.sort(key=lambda row: (order.get(row.part.split("/", 1)[1], len(order)), row.place, row.key))
    if topic.kind == "part":
        return [row for row in found if row.part == here.key(topic.id)]
    groups, named = set(groups_of(here.process, topic)), stems(area_words(here, topic))
    writers = writers_of(here, found)
    return [row for row in found if writers.get(row.key) in groups or named & stems([titles.get(row.title, "")])]


def area_words(here: Here, topic: Topic) -> list[str]:
    """How the area is called, in both languages."""
    return [words for area in here.process.areas if area.id == topic.id for words in (area.title.cs, area.title.en)]


def writers_of(here: Here, sections: Iterable[Any]) -> dict[str, str | None]:
    """The body that began each section, by the section's key."""
    born = {row.born: row.key for row in sections}
    leaves = Leaf.objects.filter(territory=here.territory, n__in=born).values_list("n", "data")
    return {born[n]: (json.loads(bytes(data))["by"] or {}).get("body") for n, data in leaves} if born else {}


def stems(texts: Iterable[str]) -> set[str]:
    """The beginnings of the words that tell one group of people from another."""
    long = (word for text in texts for word in words_in(text) if len(word) >= LONG_ENOUGH)
    return {word[:STEM] for word in long} - NO_TOPIC
