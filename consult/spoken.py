"""How many people spoke where in the text: by section, edition and paragraph, kept and only added to.

Comments are raised and never unraised, so a count that was made once stays true of all that came before it. What is
kept names the last comment it knows by its commitment; if the book no longer holds that one (an older copy of the
database was put back), everything is counted anew.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.core.cache import caches
from django.db.models import Count

from consult.places import Here
from workflow.rules import rows

KEPT = "pages"  # the cache of what can be made again
DAY = 24 * 3600

FEW_MORE = 300  # comments added one by one; more are counted by the database

Place = tuple[str, int, int | None]  # section ("" for the whole plan), edition, paragraph


@dataclass(frozen=True, slots=True)
class Spoken:
    """Counts by place of the first `matters` numbers, the last raised by entry `born` with words under `words`."""

    matters: int
    born: int
    words: str
    counts: dict[Place, int]


def spoken_in(here: Here) -> dict[Place, int]:
    """How many comments, suggestions and questions there are by place. One query; two where all are counted anew."""
    if here.plan.matters == 0:
        return {}
    name = f"spoken:{here.territory}:{here.slug}"
    kept: Spoken | None = caches[KEPT].get(name)
    now = _added(here, kept) if kept is not None and here.plan.matters - kept.matters <= FEW_MORE else None
    if now is None:
        now = _counted(here)
    if now != kept:
        caches[KEPT].set(name, now, DAY)
    return now.counts


def _raised(here: Here) -> Any:
    """A point of a comment is no comment of its own."""
    return here.rows(rows.Matter).filter(point="")


def _added(here: Here, kept: Spoken) -> Spoken | None:
    """With what was raised since; None where the book no longer holds the last comment that was counted."""
    more = _raised(here).filter(born__gte=kept.born).order_by("born")
    found = list(more.values_list("born", "words", "section", "edition", "paragraph")[: 2 * FEW_MORE])
    if not found or found[0][:2] != (kept.born, kept.words):
        return None
    counts = Counter(kept.counts)
    for _born, _words, section, edition, paragraph in found[1:]:
        counts[_place(section, edition, paragraph)] += 1
    return Spoken(kept.matters + len(found) - 1, found[-1][0], found[-1][1], dict(counts))


def _counted(here: Here) -> Spoken:
    """Everything, counted by the database up to one entry; what comes meanwhile is added the next time."""
    last = _raised(here).order_by("-born").values_list("born", "words").first()
    if last is None:
        return Spoken(0, 0, "", {})
    found = _raised(here).filter(born__lte=last[0]).order_by()
    counts: Counter[Place] = Counter()
    for section, edition, paragraph, n in found.values_list("section", "edition", "paragraph", Count("pk")):
        counts[_place(section, edition, paragraph)] += n
    return Spoken(sum(counts.values()), last[0], last[1], dict(counts))


def _place(section: str | None, edition: int, paragraph: int | None) -> Place:
    return (section.split("/", 1)[1] if section else "", edition, paragraph)
