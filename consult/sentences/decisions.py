"""What a round or a vote amounts to, in one sentence: while it runs, what is missing; after it, how it came out."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consult.sentences.tables import LACKS
from consult.sentences.telling import Lazy, first_said, lower_first
from consult.sentences.told import Told
from consult.sentences.words import word
from consult.templatetags.dohoda import words as listed
from workflow.rules.case import Obstacle
from workflow.rules.quorum import Reason

REASONS: Mapping[str, Lazy] = {
    "quorum_of_seats": _("too few are present: %(present)s of %(of_counted)s, needed are %(needed)s"),
    "side_absent": _("nobody is present for %(for_side)s"),
    "side_conflicted": _("everybody who speaks for %(for_side)s has a conflict of interest or leads the meeting"),
    "blocked": _("adoption is blocked by %(blocks_members)s"),
    "too_few_agrees": _("too few agree: %(agrees)s of %(of_present)s present, needed are %(needed)s"),
    "too_many_stand_asides": _(
        "too many do not agree but do not stand in the way: %(stand_asides)s, at most %(allowed)s may"
    ),
    "side_without_agree": _("the agreement of a member for %(of_side)s is missing"),
    "too_few_yes": _("too few are for it: %(yes)s of %(of_counted)s, needed are %(needed)s"),
    "side_without_yes": _("a vote in favour from a member for %(of_side)s is missing"),
    "meeting_demanded": _("a member demands a meeting"),
}

OUTCOMES: Mapping[str, Lazy] = {
    "consensus": _("Adopted by agreement"),
    "no_consensus": _("There was no agreement: %(why)s"),
    "inconclusive": _("The round does not count: %(why)s"),
    "pass": _("Adopted by vote %(after_failed_rounds)s"),
    "fail": _("Not adopted in a vote: %(why)s"),
    "inquorate": _("The vote does not count: %(why)s"),
}
PLAINLY: Mapping[str, Lazy] = {
    "consensus": _("Adopted by agreement"),
    "no_consensus": _("There was no agreement"),
    "inconclusive": _("The round does not count"),
    "pass": _("Adopted by vote"),
    "fail": _("Not adopted in a vote"),
    "inquorate": _("The vote does not count"),
}
TALLIED = ("agree", "agree_with_reservations", "stand_aside", "block", "yes", "no", "abstain", "silent", "absent")

GivenReason = Reason | Obstacle | Sequence[Any]


def reason_words(reason: GivenReason, names: Mapping[str, str] | None = None) -> str:
    """One reason of the charter as part of a sentence; `reason` may come from the rules or, as a list, from a leaf."""
    if isinstance(reason, Reason | Obstacle):
        code, facts = reason.code, dict(reason.facts)
    else:
        given: Any = reason[2]
        code, facts = str(reason[0]), dict(given or ())
    told = Told(facts, names=names)
    if code in REASONS:
        said = first_said([REASONS[code]], told)
        if said:
            return said
    return lower_first(first_said(LACKS[code].what, told)) if code in LACKS else code


def reasons_words(reasons: Iterable[GivenReason], names: Mapping[str, str] | None = None) -> str:
    """All reasons as part of a sentence: "nobody is present for users; adoption is blocked by 2 members"."""
    return "; ".join(reason_words(reason, names) for reason in reasons)


def tally_words(tallies: Iterable[Sequence[Any]]) -> str:
    """The counts of a call, without those nobody belongs to: "11 agree; 1 block"."""
    counts = {str(name): number for name, number in tallies}
    return "; ".join(f"{counts[name]} {word('position told', name)}" for name in TALLIED if counts.get(name))


def decision_sentence(
    *, outcome: str | None = None, reasons: Iterable[GivenReason] = (), round: int | None = None,
    rounds: int | None = None, failed_rounds: int | None = None, preparatory: Iterable[str] = (),
    names: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    """What the charter makes of a call.

    `outcome` is None while the call is open: then `reasons` are what would stand in the way if it closed now, `round`
    is its number and `rounds` how many failed ones a vote needs. `failed_rounds` is said of a vote; `preparatory` are
    the sides whose agreement the decision still waits for.
    """
    why = reasons_words(reasons, names)
    told = Told({"round": round, "rounds": rounds, "failed_rounds": failed_rounds}, ready={"why": why} if why else {})
    if outcome is None:
        said = (
            gettext("So far %(why)s") % told if why else gettext("If it closed now, it would be adopted by agreement")
        )
    else:
        said = (
            first_said([OUTCOMES[outcome], PLAINLY[outcome]], told) if outcome in OUTCOMES else word("outcome", outcome)
        )
    sentence = "; ".join(part for part in (said, _round_words(told)) if part) + "."
    waiting = listed([word("side", side) for side in preparatory])
    return f"{sentence} {preparatory_words(waiting)}" if waiting else sentence


def _round_words(told: Told) -> str:
    """Which round it is; beyond those a vote needs, its number alone."""
    number, needed = told.facts.get("round"), told.facts.get("rounds")
    if not number:
        return ""
    if needed and number <= needed:
        return gettext("round %(round)s of %(of_rounds)s") % told
    return gettext("round %(round)s") % told


def preparatory_words(sides: str) -> str:
    """The label of a decision made without a side."""
    return gettext("The decision is preparatory until these agree: %(sides_missing)s.") % {"sides_missing": sides}
