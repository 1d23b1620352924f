"""Who speaks for a side is not shown where so few spoke for it that a neighbour would know who it was."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.cache import cache
from django.db.models import Count

from consult.places import Here
from workflow.rules import rows
from workflow.rules.acts.commenting import MatterKind
from workflow.rules.sides import Side

FEWEST = 5  # people
DAY = 24 * 3600

K = TypeVar("K")


def shown(count: int) -> bool:
    """Whether so many people may be shown as a group of their own; nobody at all is no secret."""
    return count == 0 or count >= FEWEST


def groups_shown(counts: Mapping[K, int]) -> dict[K, int]:
    """The groups large enough to be shown; of the rest nobody learns more than their sum.

    A single small group would follow from the total, so the smallest of the others is then not told either.
    """
    small = {key for key, n in counts.items() if not shown(n)}
    if len(small) == 1 and sum(counts[key] for key in small) < FEWEST:
        others = [key for key, n in counts.items() if key not in small and n]
        small |= {min(others, key=lambda key: counts[key])} if others else set()
    return {key: n for key, n in counts.items() if key not in small}


def sides_shown(here: Here) -> frozenset[str]:
    """The sides that may stand beside a comment of this plan whose author chose no name.

    "The public" says nothing about anybody. Counted anew only when somebody has spoken.
    """
    name = f"sides:{here.territory}:{here.slug}:{here.plan.matters}"
    kept: frozenset[str] | None = cache.get(name)
    if kept is None:
        found: Any = here.rows(rows.Matter).filter(point="").order_by()
        counts = dict(found.values_list("side").annotate(n=Count("pk")))
        kept = frozenset({str(Side.PUBLIC)} | {side for side, n in counts.items() if n >= FEWEST})
        cache.set(name, kept, DAY)
    return kept


def side_of(row: Any, sides: frozenset[str], *, named: bool = False) -> str:
    """The side to show beside a matter, or "": a remark of the steering group speaks from its seat, in public."""
    open_ = named or row.side in sides or row.kind == MatterKind.STEERING_REMARK
    return str(row.side) if open_ else ""
