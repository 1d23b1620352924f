"""The shape of an entry: what a leaf says around its facts, written and strictly read back."""

from functools import lru_cache
from typing import Any

from workflow.rules.act import words_from_leaf
from workflow.rules.case import Case, Standing
from workflow.rules.facts import PERSON_PATTERN, Words
from workflow.trail.canonical import TrailError, parse_time

LEAF_VERSION = 1
LEAF_KEYS = frozenset(
    {
        "v", "n", "at", "territory", "plan", "act", "by", "actor", "on_behalf_of", "happened", "stage_before", "stage",
        "facts",
    }
)  # fmt: skip
STANDING_KEYS = frozenset({"body", "seat", "side", "person"})


class LeafError(TrailError):
    """An entry that is canonical but not shaped as an entry must be."""


def leaf_of(
    case: Case, *, act: str, facts: dict[str, Any], stage_before: str | None, stage: str | None
) -> dict[str, Any]:
    """The entry of a judged act, ready for `canonical.dumps`."""
    relayed = case.on_behalf_of
    return {
        "v": LEAF_VERSION,
        "n": case.n,
        "at": case.at,
        "territory": case.territory,
        "plan": case.plan_key,
        "act": act,
        "by": _standing_out(case.by),
        "actor": _standing_out(case.actor) if case.actor else None,
        "on_behalf_of": {"commit": relayed.commit, "length": relayed.length} if relayed else None,
        "happened": case.happened,
        "stage_before": stage_before,
        "stage": stage,
        "facts": facts,
    }


def case_from(leaf: Any) -> Case:
    """The case an entry records. Raises `LeafError` naming what is wrong with its shape."""
    if not isinstance(leaf, dict) or leaf.keys() != LEAF_KEYS:
        raise LeafError("an entry has exactly the fields " + ", ".join(sorted(LEAF_KEYS)))
    if leaf["v"] != LEAF_VERSION or type(leaf["v"]) is not int:
        raise LeafError(f"entries of version {leaf['v']} are not known here")
    if type(leaf["n"]) is not int or not isinstance(leaf["facts"], dict) or not isinstance(leaf["act"], str):
        raise LeafError("n is a number, act a name, facts an object")
    relayed = leaf["on_behalf_of"] and words_from_leaf(leaf["on_behalf_of"])
    if relayed is not None and not isinstance(relayed, Words):
        raise LeafError("on_behalf_of is a commitment or null")
    if not isinstance(leaf["territory"], str) or not (leaf["plan"] is None or isinstance(leaf["plan"], str)):
        raise LeafError("territory and plan are names")
    return Case(
        territory=leaf["territory"],
        n=leaf["n"],
        at=_moment(leaf["at"]),
        by=_standing_in(leaf["by"]),
        actor=_standing_in(leaf["actor"]) if leaf["actor"] is not None else None,
        on_behalf_of=relayed,
        happened=_moment(leaf["happened"]) if leaf["happened"] is not None else None,
        plan_key=leaf["plan"],
    )


def _standing_out(who: Standing) -> dict[str, str | None]:
    return {"body": who.body, "seat": who.seat, "side": who.side, "person": who.person}


def _standing_in(who: Any) -> Standing:
    if type(who) is not dict or who.keys() != STANDING_KEYS:
        raise LeafError("who acts is body, seat, side and person")
    try:
        return _standing(who["body"], who["seat"], who["side"], who["person"])
    except TypeError:  # a list or an object cannot be looked up
        raise LeafError("body, seat, side and person are names or null") from None


@lru_cache(maxsize=1 << 16)
def _standing(*who: Any) -> Standing:
    """The same people act again and again: each is checked once."""
    standing = Standing(*who)
    for value in standing:
        if value is not None and not isinstance(value, str):
            raise LeafError("body, seat, side and person are names or null")
    if standing.person is not None and not PERSON_PATTERN.fullmatch(standing.person):
        raise LeafError("a person is 32 lower-case hex digits")
    return standing


def _moment(text: Any) -> str:
    if not isinstance(text, str):
        raise LeafError("a time is written as 2026-05-14T21:59:59Z")
    parse_time(text)
    return text
