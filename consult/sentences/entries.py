"""Every entry of the record book as a sentence.

Records are facts; sentences are rendered from them, never parsed back.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext

from consult.sentences.decisions import reasons_words, tally_words
from consult.sentences.tables import DEEDS
from consult.sentences.telling import first_said, holds
from consult.sentences.told import Told
from consult.sentences.words import side_words, word
from consult.templatetags.dohoda import words as listed
from workflow.rules.council import majority
from workflow.trail.publicity import matter_of_reply

FULL_STOPS = re.compile(r"((?<!\.)\.|[.?!…][“”])\.$")

# What the subject of a question names, by what is asked.
KIND_OF_SUBJECT = {
    "sign_off_part": "part", "change_measure": "aim",
    "approve_deliverable": "deliverable", "confirm_side": "seat", "other": "subject",
}  # fmt: skip


def entry_sentence(leaf: Mapping[str, Any], opened: Mapping[str, str]) -> str:
    """What an entry says, in the reader's language: "The steering group approved the part ... by agreement."

    `opened` maps commitments (hex) to the words behind them, and what the facts name to what people call it:
    `body:steering`, `part:analytic`, `plan:p2027`, `seat:steering/anna` (see `names_of`). What is not there is left
    out.
    """
    return deed_sentence(leaf["act"], _all_facts(leaf), opened)


def deed_sentence(act: str, facts: Mapping[str, Any], opened: Mapping[str, str]) -> str:
    """The sentence of an act from its facts alone, also before it is recorded; words may then stand there as text."""
    told = Told(facts, names=opened, act=act, ready=_ready(act, facts, opened))
    deed = DEEDS.get(act)
    if deed is None:
        return gettext("Something was recorded that this site has no words for: %(act)s.") % {"act": act}
    main = first_said([line.text for line in deed.told if holds(line.when, facts)], told) or f"{deed.label}."
    tails = [first_said([line.text], told) for line in deed.tails if holds(line.when, facts)]
    return " ".join(_closed(part) for part in (main, *tails) if part)


def _closed(sentence: str) -> str:
    """One full stop where somebody's own words already end with one."""
    return FULL_STOPS.sub(r"\1", sentence)


def doer_words(leaf: Mapping[str, Any], opened: Mapping[str, str]) -> str:
    """Whose decision or right the entry is, and who typed it if that was somebody else."""
    by = standing_words(leaf["by"], opened)
    if leaf.get("actor") is None:
        return by
    return gettext("%(by)s; entered by: %(actor)s") % {"by": by, "actor": standing_words(leaf["actor"], opened)}


def standing_words(standing: Mapping[str, Any], opened: Mapping[str, str]) -> str:
    """As whom somebody acts: the calendar, whoever runs the site, a citizen, or a seat with its side."""
    body, seat, side = standing.get("body"), standing.get("seat"), standing.get("side")
    if body is None:
        return word("pen", seat) if seat else gettext("a citizen")
    name = Told({}, names=opened).name("seat", f"{body}/{seat}")
    return f"{name} ({side_words(side)})" if side else name


def _all_facts(leaf: Mapping[str, Any]) -> dict[str, Any]:
    by = leaf.get("by") or {}
    around = {"by_side": by.get("side"), "by_body": by.get("body"), "territory": leaf.get("territory")}
    return {**around, "plan": leaf.get("plan"), "n": leaf.get("n"), **(leaf.get("facts") or {})}


def _ready(act: str, facts: Mapping[str, Any], opened: Mapping[str, str]) -> dict[str, str]:
    """Facts only this act has, worded here."""
    if act in ("close_call", "close_vote"):
        return _outcome(facts, opened)
    if act == "close_agenda":
        return _agenda(facts.get("results") or ())
    if act in ("hide_reply", "show_reply") and isinstance(facts.get("reply"), str):
        return {"matter": matter_of_reply(facts["reply"])}
    if act == "record_council_result":
        total = facts.get("members_total")
        return {"needed": str(majority(total))} if type(total) is int else {}
    if act == "propose":
        return _subject(str(facts.get("kind")), facts.get("subject"), opened)
    return {}


def _outcome(facts: Mapping[str, Any], opened: Mapping[str, str]) -> dict[str, str]:
    said = {
        "why": reasons_words(facts.get("reasons") or (), opened),
        "tally": tally_words(facts.get("tallies") or ()),
        "sides_missing": listed([side_words(side) for side in facts.get("preparatory") or ()]),
    }
    return {key: value for key, value in said.items() if value}


def _agenda(results: Iterable[Any]) -> dict[str, str]:
    outcomes = [row[1] for row in results]
    if not outcomes:
        return {}
    told = Told({"all_items": len(outcomes), "agreed_items": outcomes.count("consensus")})
    return {"agreed_items": told["agreed_items"], "of_all_items": told["of_all_items"]}


def _subject(kind: str, subject: Any, opened: Mapping[str, str]) -> dict[str, str]:
    if not isinstance(subject, str):
        return {}
    if kind == "sign_off_stage":
        return {"about": word("stage", subject)}
    if kind == "grant_exception":
        return {"about": Told({"guard": subject.replace("-", "_")})["guard"]}
    if kind in ("settle_matter", "settle_dispute"):
        return {"about": gettext("no. %(number)s") % {"number": subject}}
    if kind == "confirm_side":
        subject = subject.replace(".", "/", 1)
    named = KIND_OF_SUBJECT.get(kind)
    return {"about": Told({}, names=opened).name(named, subject)} if named else {}
