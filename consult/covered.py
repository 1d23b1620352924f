"""Why the words of a comment are not shown: the ground, whose decision it is, the reason, and the way to appeal."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from consult.acting.desk import Desk
from consult.acting.moves import move
from consult.addresses import address
from consult.cards import number_of, withheld
from consult.sentences import choice_words, standing_words
from consult.story import Told
from consult.told import names_for

COVERING = frozenset({"hold_matter", "hide_matter"})


def covering(desk: Desk, row: Any, whole: Any, leaves: Iterable[Told]) -> dict[str, Any] | None:
    """Why a comment's words are held or hidden, from its entries; None where they are not.

    A point's words belong to the whole comment, so what covers the whole covers it too.
    """
    covered = [each for each in (row, whole) if each.held or each.hidden]
    if not covered or desk.here is None:
        return None
    told: dict[str, Any] = {"words": withheld(covered[0]), "hidden": covered[0].hidden, "appealed": covered[0].appealed}
    name = number_of(covered[0])
    last = [leaf for leaf in leaves if leaf.act in COVERING and leaf.facts["matter"] == name]
    if last:
        told |= _why(desk.territory, last[-1])
        if covered[0].hidden:
            told["words"] = _("The words of this comment are hidden. Its number and its place stay.")
    if not covered[0].appealed:
        back, label = desk.here.address("matter", name), _("Ask for a second look")
        asked = {"matter": name}
        told["appeal"] = move(desk, "appeal_hiding", known=asked, ask=("reason",), back=back, label=label, quiet=True)
    return told


def _why(territory: str, leaf: Told) -> dict[str, Any]:
    facts = leaf.facts
    names = names_for(territory, [leaf.entry])
    reason = facts.get("reason")
    return {
        "ground": choice_words(leaf.act, "ground", facts["ground"]) if facts.get("ground") else "",
        "reason": names.get(reason["commit"], "") if reason else "",
        "by": standing_words(leaf.entry["by"], names),
        "at": leaf.at,
        "n": leaf.n,
        "url": address("entry", territory, leaf.n),
    }
