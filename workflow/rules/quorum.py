"""Who counts and who is here: articles 1 to 5 of the charter (`charter.md`).

Pure arithmetic over seats. A consensus round and a vote are counted the same way; what the seats said is judged in
`charter.py` and `voting.py`.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from workflow.rules.sides import SIDES, TRIAD, Side

ARTICLE_OF: Mapping[str, int] = {
    "seat_not_counted": 2,
    "quorum_of_seats": 4,
    "side_absent": 4,
    "side_conflicted": 5,
    "holder_may_not_speak": 1,
    "seat_already_spoken_for": 6,
    "reason_missing": 6,
    "ground_missing": 6,
    "ground_unknown": 6,
    "blocked": 7,
    "too_few_agrees": 7,
    "too_many_stand_asides": 7,
    "side_without_agree": 7,
    "attempt_missing": 9,
    "body_only_advises": 10,
    "too_few_failed_rounds": 10,
    "last_round_on_other_text": 10,
    "statement_missing": 10,
    "too_few_sides_request": 10,
    "too_few_yes": 11,
    "side_without_yes": 11,
    "text_already_voted_down": 11,
    "side_speaks_for_itself": 12,
    "vote_is_not_agreement": 12,
    "meeting_demanded": 13,
    "written_not_allowed": 13,
    "written_deadline_too_short": 13,
    "vote_in_writing": 13,
    "body_votes_only": 15,
}
"""Every code the charter can answer with, and the article it rests on."""

CALLS_BEFORE_ABSENCE_EMPTIES = 2
"""Article 4: a side that stayed away from so many duly invited calls running is treated as empty in the next."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that stood in the way: a code of `ARTICLE_OF`, its article, and the facts a sentence needs."""

    code: str
    article: int
    facts: tuple[tuple[str, int | str], ...] = ()


def because(code: str, **facts: int | str) -> Reason:
    """The reason with this code; `KeyError` if the charter knows no such code."""
    return Reason(code, ARTICLE_OF[code], tuple(facts.items()))


class FilledSeat(NamedTuple):
    """A filled seat of the body as it stands when a call opens; a vacant seat has none (article 1).

    `seated_before_call`: the holder was seated before the invitation went out (without a meeting: before the call
    opened) or was named at the body's constitution (article 2). `substitute_free`: there is a named substitute of the
    same side who has no conflict on this item and speaks for no other seat of the body.
    """

    seat: str
    side: Side
    votes: bool = True
    seated_before_call: bool = True
    conflicted: bool = False
    facilitating: bool = False
    substitute_free: bool = False


class CountedSeat(NamedTuple):
    """A seat in the count of a call; `by_substitute` if only its substitute may speak for it."""

    seat: str
    side: Side
    by_substitute: bool = False


def count_seats(seats: Iterable[FilledSeat]) -> tuple[CountedSeat, ...]:
    """The count of a call at its opening (articles 1 and 2): one seat, one voice, in the order given.

    Raises `ValueError` if a seat is listed twice.
    """
    count: list[CountedSeat] = []
    listed: set[str] = set()
    for name, side, votes, seated_before_call, conflicted, facilitating, substitute_free in seats:
        if name in listed:
            raise ValueError(f"seat {name} is listed twice: one seat, one voice")
        listed.add(name)
        barred = conflicted or facilitating
        if votes and seated_before_call and (not barred or substitute_free):
            count.append(CountedSeat(name, side, barred))
    return tuple(count)


def filled_sides(seats: Iterable[FilledSeat], *, vacated: Collection[str] = ()) -> frozenset[Side]:
    """Triad sides with a filled voting seat, counted or not: what article 5 tells vacancy from conflict by.

    `seats` are those of the call's opening; `vacated` those whose holder has since resigned, died or ended the term
    (a newly declared conflict vacates nothing). A holder seated after the invitation fills the seat, though it does
    not count: "the side has a filled seat, none of them counted" is read to the letter.
    """
    return frozenset(s.side for s in seats if s.votes and s.side in TRIAD and s.seat not in vacated)


class Emptiness(StrEnum):
    """Why a triad side is empty in a call (articles 4 and 5)."""

    VACANCY = "vacancy"
    ABSENCE = "absence"
    CONFLICT = "conflict"
    EXCEPTION = "exception"


LABELLED: frozenset[Emptiness] = frozenset({Emptiness.VACANCY, Emptiness.ABSENCE, Emptiness.EXCEPTION})
"""Emptiness a body may go on with; its decision is then labelled preparatory (article 5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """What a call, of whatever kind, is judged by besides what its seats said.

    `count` was fixed at opening; `left` are seats that left it since by resignation, death, end of term or newly
    declared conflict (article 2); `present` are seats recorded present at closing (article 3); `filled_sides` see
    there; `stayed_away`: duly invited calls running before this one that a side stayed away from (article 4, see
    `away_before`); `excepted_sides`: sides for which the steering group, at its own table, decides or has decided the
    exception of article 5; `written`: the call runs in writing (article 13).
    """

    count: tuple[CountedSeat, ...]
    filled_sides: frozenset[Side]
    left: frozenset[str] = frozenset()
    present: frozenset[str] = frozenset()
    stayed_away: Mapping[Side, int] = field(default_factory=dict)
    excepted_sides: frozenset[Side] = frozenset()
    written: bool = False


@dataclass(frozen=True, slots=True)
class Muster:
    """The count at closing: seats that count, also by side, those present, and the empty triad sides with the cause."""

    counted: tuple[CountedSeat, ...]
    sides: Mapping[Side, tuple[frozenset[str], frozenset[str]]]  # its counted seats, and those of them present
    present: frozenset[str]
    empty: Mapping[Side, Emptiness]

    def seats_of(self, side: Side) -> frozenset[str]:
        """The counted seats of a side."""
        return self.sides[side][0]

    def present_of(self, side: Side) -> frozenset[str]:
        """The present seats of a side."""
        return self.sides[side][1]

    @property
    def preparatory(self) -> tuple[Side, ...]:
        """The empty sides for which a decision would be labelled preparatory (article 5), in the triad's order."""
        return tuple(side for side in TRIAD if self.empty.get(side) in LABELLED)


def muster(gathering: Gathering, *, voices: Collection[str]) -> Muster:
    """Count a call at closing (articles 1 to 5).

    `voices` are the seats that took a position or cast a ballot in this round: they are present even if they have
    left the room. In writing only they are (article 13).
    """
    counted = tuple([seat for seat in gathering.count if seat.seat not in gathering.left])
    here = set(voices) if gathering.written else set(voices) | gathering.present
    present = frozenset([seat.seat for seat in counted if seat.seat in here])
    sides: dict[Side, tuple[frozenset[str], frozenset[str]]] = {}
    empty: dict[Side, Emptiness] = {}
    for side in SIDES:
        seats = frozenset([seat.seat for seat in counted if seat.side is side])
        sides[side] = (seats, seats & present)
    for side in TRIAD:
        why = _emptiness(gathering, side, has_seats=bool(sides[side][0]), has_present=bool(sides[side][1]))
        if why is not None:
            empty[side] = why
    return Muster(counted, sides, present, empty)


def _emptiness(gathering: Gathering, side: Side, *, has_seats: bool, has_present: bool) -> Emptiness | None:
    if has_seats:
        missed = gathering.stayed_away.get(side, 0)
        return Emptiness.ABSENCE if not has_present and missed >= CALLS_BEFORE_ABSENCE_EMPTIES else None
    if side not in gathering.filled_sides:
        return Emptiness.VACANCY
    return Emptiness.EXCEPTION if side in gathering.excepted_sides else Emptiness.CONFLICT


def quorum_reasons(mustered: Muster) -> tuple[Reason, ...]:
    """Everything quorum lacks (articles 4 and 5); empty if there is quorum."""
    counted, present = len(mustered.counted), len(mustered.present)
    reasons: list[Reason] = []
    if not present * 2 > counted:
        reasons.append(because("quorum_of_seats", present=present, counted=counted, needed=counted // 2 + 1))
    for side in TRIAD:
        if mustered.empty.get(side) is Emptiness.CONFLICT:
            reasons.append(because("side_conflicted", side=side.value))
        elif side not in mustered.empty and not mustered.present_of(side):
            reasons.append(because("side_absent", side=side.value, counted=len(mustered.seats_of(side))))
    return tuple(reasons)


class Away(NamedTuple):
    """How many duly invited calls running a side stayed away from, the last under `invitation` (article 4)."""

    side: Side
    calls: int
    invitation: str


def away_before(away: Iterable[Away], *, invitation: str) -> dict[Side, int]:
    """What `Gathering.stayed_away` is for a call under this invitation.

    The calls of one invitation count once, otherwise three items of one evening would put a side out of the quorum.
    """
    return {a.side: a.calls - (1 if a.calls and a.invitation == invitation else 0) for a in away}


def away_after(away: Iterable[Away], mustered: Muster, *, invitation: str, duly_invited: bool) -> tuple[Away, ...]:
    """Who has stayed away from how many calls running once this one has closed, in the triad's order.

    A side that is there, even at one call of an invitation, starts anew; so does one without a counted seat.
    """
    before = {a.side: a for a in away}
    after: list[Away] = []
    for side in TRIAD:
        last = before.get(side)
        if mustered.present_of(side):
            after.append(Away(side, 0, invitation))
        elif not mustered.seats_of(side):
            continue
        elif duly_invited and (last is None or last.invitation != invitation):
            after.append(Away(side, (last.calls if last else 0) + 1, invitation))
        elif last is not None:
            after.append(last)
    return tuple(after)
