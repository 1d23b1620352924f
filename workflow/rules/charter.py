"""How a body agrees: the fifteen articles in a sentence each, positions, and consensus (articles 6, 7, 8, 12).

The text that holds is `charter.md`; here two engineers get the same outcome from the same positions. Who counts and who
is present is in `quorum.py`, rounds and the emergency vote in `voting.py`, the consent agenda in `consent.py`, councils
in `council.py`.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple, TypeVar

from workflow.rules.quorum import CountedSeat, Emptiness, Gathering, Muster, Reason, because, muster, quorum_reasons
from workflow.rules.sides import SIDES, TRIAD, Ballot, BlockGround, Method, Outcome, Position, Side

ARTICLES: Mapping[int, str] = {
    1: "Every filled voting seat counts once; a seat in conflict of interest and the facilitator's own count only if "
    "a substitute of the same side speaks for them. Empty seats never count.",
    2: "Who counts is fixed when the call opens. Newcomers speak at once and take positions from the next meeting.",
    3: "Users, providers and commissioners are the three sides. Whoever is recorded here or has taken a position is "
    "present, even after leaving the room.",
    4: "A body can decide when more than half of its seats are present and so is each of the three sides. A side that "
    "stayed away from two invited calls running is not waited for in the third.",
    5: "Without one of the three sides a body may go on, but its decision is only preparatory until that side agrees. "
    "A side silenced by conflict of interest alone is waited for.",
    6: "A seat agrees, agrees with reservations, stands aside or blocks; all but plain agreement give a reason. "
    "Silence is never consent.",
    7: "Consensus: nobody blocks, more than half of those present agree, no more than the set share stand aside, and "
    "each of the three sides has somebody who agrees.",
    8: "A position lives in one round. Whoever leaves the body takes the block along; after closing, nothing changes "
    "an outcome but a recorded correction.",
    9: "Rounds are counted for each proposal, and no change of its text resets them. Between two rounds somebody tries "
    "a way on.",
    10: "A vote is the last resort: after enough failed rounds on this very text, attempts recorded after each, the "
    "facilitator's statement, and the request of two sides.",
    11: "A vote passes with the yes of more than half of all seats that count and of each of the three sides. The same "
    "text is not voted on twice.",
    12: "What was voted is recorded as voted, with those against. No vote replaces a side's own agreement.",
    13: "Some bodies may decide in writing: only an answer is presence, everybody has at least three working days, and "
    "anyone may demand a meeting. Nobody votes in writing.",
    14: "Many small items may be agreed at once; any seat may pull one out, and it leaves unharmed.",
    15: "Councils and boards vote as the law says: more than half of all their members must say yes.",
}
"""Each article in words for people: source strings, translated by the site."""

MAX_STAND_ASIDES = Fraction(1, 3)
"""Article 7: the share of present seats that may stand aside, rounded down to seats."""


Voice = TypeVar("Voice", Position, Ballot)


def speaker_keeps(first_by_substitute: bool | None, now_by_substitute: bool) -> bool:
    """Whether this voice may go on for the seat: whoever took its first position in the round keeps it (article 6).

    `first_by_substitute` is None while the seat has said nothing in this round.
    """
    return first_by_substitute is None or first_by_substitute == now_by_substitute


def speaking_obstacles(
    seat: CountedSeat | None, *, first_by_substitute: bool | None, now_by_substitute: bool
) -> tuple[Reason, ...]:
    """What keeps this voice from speaking for a seat in a call; `seat` is None if the count does not hold it, or not
    any more (articles 1, 2, 6). The same for positions and ballots."""
    if seat is None:
        return (because("seat_not_counted"),)
    reasons: list[Reason] = []
    if seat.by_substitute and not now_by_substitute:
        reasons.append(because("holder_may_not_speak", seat=seat.seat))
    if not speaker_keeps(first_by_substitute, now_by_substitute):
        reasons.append(because("seat_already_spoken_for", seat=seat.seat))
    return tuple(reasons)


def position_obstacles(position: Position, *, has_reason: bool, ground: str | None = None) -> tuple[Reason, ...]:
    """What a position lacks to be accepted (article 6): all but plain agreement need a reason, a block also a ground
    from `BlockGround`. Whether the ground is a good one is nobody's to judge."""
    reasons: list[Reason] = []
    if position is not Position.AGREE and not has_reason:
        reasons.append(because("reason_missing", position=position.value))
    if position is Position.BLOCK and ground is None:
        reasons.append(because("ground_missing"))
    elif position is Position.BLOCK and ground not in tuple(BlockGround):
        reasons.append(because("ground_unknown", ground=str(ground)))
    return tuple(reasons)


def last_voices(history: Iterable[tuple[str, Voice]]) -> dict[str, Voice]:
    """What counts of everything said in one round, as (seat, what it said), oldest first: each seat's last word."""
    return dict(history)


class SideTally(NamedTuple):
    """How a call looked from one side: seats counted, present, in favour; for a triad side, why it is empty if so."""

    side: Side
    counted: int
    present: int
    in_favour: int
    empty: Emptiness | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a call amounted to, and why.

    `reasons` is everything that stood in the way, not only the first thing; `preparatory` the sides for which the
    decision is labelled so (article 5; empty unless there is a decision); `counted` and `present` are seats at
    closing; `tallies` how many seats said what, the silent and the absent included; they add up to `counted`.
    """

    outcome: Outcome
    method: Method
    reasons: tuple[Reason, ...]
    preparatory: tuple[Side, ...]
    counted: int
    present: int
    tallies: tuple[tuple[str, int], ...]
    by_side: tuple[SideTally, ...]
    mustered: Muster | None = field(default=None, compare=False, repr=False)  # the count it was made on


def verdict_on(
    mustered: Muster,
    said: Mapping[str, Voice],
    *,
    outcome: Outcome,
    method: Method,
    reasons: tuple[Reason, ...],
    choices: Iterable[Voice],
    favourable: Collection[Voice],
) -> Verdict:
    """The verdict with its tallies; `choices` are all things a seat could say, `favourable` those that carry."""
    heard = {seat.seat: said[seat.seat] for seat in mustered.counted if seat.seat in said}
    votes = list(heard.values())
    counted, present = len(mustered.counted), len(mustered.present)
    tallies = [(str(choice), votes.count(choice)) for choice in choices]
    tallies += [("silent", present - len(heard)), ("absent", counted - present)]
    decided = outcome in (Outcome.CONSENSUS, Outcome.PASS)
    return Verdict(
        outcome=outcome,
        method=method,
        reasons=reasons,
        preparatory=mustered.preparatory if decided else (),
        counted=counted,
        present=present,
        tallies=tuple(tallies),
        by_side=tuple([_side_tally(mustered, heard, side, favourable) for side in SIDES]),
        mustered=mustered,
    )


def _side_tally(mustered: Muster, heard: Mapping[str, Voice], side: Side, favourable: Collection[Voice]) -> SideTally:
    seats, present = mustered.sides[side]
    in_favour = len([seat for seat in seats if heard.get(seat) in favourable])
    return SideTally(side, len(seats), len(present), in_favour, mustered.empty.get(side))


POSITIONS: tuple[Position, ...] = tuple(Position)
AGREEING: tuple[Position, ...] = (Position.AGREE, Position.AGREE_WITH_RESERVATIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallState(Gathering):
    """A consensus call at closing: `positions` of this round alone (article 8), by seat, the last of each.

    `max_stand_asides` is the share of present seats that may stand aside; `meeting_demanded`: a member demands a
    meeting, which ends a call in writing (article 13).
    """

    positions: Mapping[str, Position] = field(default_factory=dict)
    max_stand_asides: Fraction = MAX_STAND_ASIDES
    meeting_demanded: bool = False


def close_consensus(call: CallState) -> Verdict:
    """What a round of consensus amounted to (articles 3 to 8, 13).

    Without quorum, or where a meeting was demanded, it is `inconclusive`: not a round. With quorum it is `consensus`,
    or else `no_consensus`: a failed round.
    """
    mustered = muster(call, voices=call.positions.keys())
    no_round = quorum_reasons(mustered)
    if call.written and call.meeting_demanded:
        no_round += (because("meeting_demanded"),)
    no_agreement = _agreement_reasons(call, mustered)
    outcome = Outcome.CONSENSUS
    if no_round:
        outcome = Outcome.INCONCLUSIVE
    elif no_agreement:
        outcome = Outcome.NO_CONSENSUS
    return verdict_on(
        mustered,
        call.positions,
        outcome=outcome,
        method=Method.CONSENSUS,
        reasons=no_round + no_agreement,
        choices=POSITIONS,
        favourable=AGREEING,
    )


def _agreement_reasons(call: CallState, mustered: Muster) -> tuple[Reason, ...]:
    heard = [(seat, call.positions[seat.seat]) for seat in mustered.counted if seat.seat in call.positions]
    present = len(mustered.present)
    agreeing = [seat for seat, position in heard if position in AGREEING]
    blocks = sum(1 for _, position in heard if position is Position.BLOCK)
    stand_asides = sum(1 for _, position in heard if position is Position.STAND_ASIDE)
    allowed = present * call.max_stand_asides.numerator // call.max_stand_asides.denominator
    reasons: list[Reason] = []
    if blocks:
        reasons.append(because("blocked", blocks=blocks))
    if not len(agreeing) * 2 > present:
        reasons.append(because("too_few_agrees", agrees=len(agreeing), present=present, needed=present // 2 + 1))
    if stand_asides > allowed:
        reasons.append(because("too_many_stand_asides", stand_asides=stand_asides, present=present, allowed=allowed))
    reasons += silent_sides(mustered, agreeing, code="side_without_agree")
    return tuple(reasons)


def silent_sides(mustered: Muster, in_favour: Iterable[CountedSeat], *, code: str) -> list[Reason]:
    """Triad sides that are here and not empty, yet have nobody in favour (articles 7 and 11).

    A side with nobody here is quorum's to report.
    """
    heard = {seat.side for seat in in_favour}
    here = [side for side in TRIAD if side not in mustered.empty and mustered.present_of(side)]
    return [because(code, side=side.value) for side in here if side not in heard]


def still_preparatory(labelled: Iterable[Side], agreed_since: Collection[Side]) -> tuple[Side, ...]:
    """The sides a decision is still preparatory for, once some have agreed to the same digest (article 5)."""
    return tuple(side for side in labelled if side not in agreed_since)
