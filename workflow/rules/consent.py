"""The consent agenda: article 14 of the charter (`charter.md`)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Final, Literal

from workflow.rules.charter import CallState, Verdict, close_consensus

PULLED: Final = "pulled"
"""What becomes of an item a seat pulled out: it leaves unharmed, with no round counted."""


def close_consent(
    call: CallState,
    *,
    items: Iterable[str],
    pulled: Collection[str] = (),
    conflicted: Mapping[str, Collection[str]] | None = None,
) -> dict[str, Verdict | Literal["pulled"]]:
    """What one call over several digests amounted to, by digest in the order listed (article 14).

    Each seat's one explicit position stands for every item nobody pulled out; whoever says nothing agrees to nothing.
    `conflicted` maps an item to seats in declared conflict on it alone: they do not count for that item (article 1).
    """
    barred = conflicted or {}
    return {item: PULLED if item in pulled else _close_item(call, barred.get(item, ())) for item in items}


def _close_item(call: CallState, barred: Collection[str]) -> Verdict:
    return close_consensus(replace(call, left=call.left | frozenset(barred)) if barred else call)
