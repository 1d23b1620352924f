"""The working group for families of Bukvičná, an invented town, and how its seats come to speak in tests.

Anna and Boris use services, Cyril and Dana provide them, Emil and Eva sit for the town, Gita comes for the public.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from workflow.rules.charter import CallState
from workflow.rules.quorum import FilledSeat, count_seats, filled_sides
from workflow.rules.sides import TRIAD, Ballot, Position, Side
from workflow.rules.voting import VoteState

GROUP: tuple[FilledSeat, ...] = (
    FilledSeat(seat="anna", side=Side.USER),
    FilledSeat(seat="boris", side=Side.USER),
    FilledSeat(seat="cyril", side=Side.PROVIDER),
    FilledSeat(seat="dana", side=Side.PROVIDER),
    FilledSeat(seat="emil", side=Side.COMMISSIONER),
    FilledSeat(seat="eva", side=Side.COMMISSIONER),
    FilledSeat(seat="gita", side=Side.PUBLIC),
)
EVERYBODY = "anna boris cyril dana emil eva gita"


def but(name: str, seats: Iterable[FilledSeat] = GROUP, **changes: bool) -> tuple[FilledSeat, ...]:
    """The group, with something else true of one seat."""
    return tuple(seat._replace(**changes) if seat.seat == name else seat for seat in seats)  # type: ignore[arg-type]


def without(names: str, seats: Iterable[FilledSeat] = GROUP) -> tuple[FilledSeat, ...]:
    """The group with these seats vacant."""
    return tuple(seat for seat in seats if seat.seat not in names.split())


def positions(*, agree: str = "", reserved: str = "", aside: str = "", block: str = "") -> dict[str, Position]:
    """Who said what, names separated by spaces."""
    said = {
        Position.AGREE: agree,
        Position.AGREE_WITH_RESERVATIONS: reserved,
        Position.STAND_ASIDE: aside,
        Position.BLOCK: block,
    }
    return {name: position for position, names in said.items() for name in names.split()}


def called(said: dict[str, Position], *, seats: Iterable[FilledSeat] = GROUP, here: str = "", **more: Any) -> CallState:
    """A consensus call of the group at closing; `here` names those recorded present besides those who spoke."""
    return CallState(**_gathered(seats, here), positions=said, **more)


def voted(
    *, yes: str = "", no: str = "", abstain: str = "", seats: Iterable[FilledSeat] = GROUP, here: str = "", **more: Any
) -> VoteState:
    """An emergency vote of the group at closing."""
    cast = {Ballot.YES: yes, Ballot.NO: no, Ballot.ABSTAIN: abstain}
    ballots = {name: ballot for ballot, names in cast.items() for name in names.split()}
    return VoteState(**_gathered(seats, here), ballots=ballots, **more)


def _gathered(seats: Iterable[FilledSeat], here: str) -> dict[str, Any]:
    seats = tuple(seats)
    return {"count": count_seats(seats), "filled_sides": filled_sides(seats), "present": frozenset(here.split())}


@st.composite
def any_seats(draw: st.DrawFn, *, most: int = 9) -> tuple[FilledSeat, ...]:
    """The filled seats of some body, whatever is true of them."""
    sides = draw(st.lists(st.sampled_from(Side), max_size=most))
    often = st.sampled_from((True, True, True, False))
    return tuple(
        FilledSeat(
            seat=f"seat-{number}",
            side=side,
            votes=draw(often),
            seated_before_call=draw(often),
            conflicted=not draw(often),
            facilitating=not draw(often),
            substitute_free=draw(st.booleans()),
        )
        for number, side in enumerate(sides)
    )


@st.composite
def _any_gathering(draw: st.DrawFn) -> dict[str, Any]:
    seats = draw(any_seats())
    names = [seat.seat for seat in seats] or ["nobody"]
    some = st.frozensets(st.sampled_from(names))
    few = st.frozensets(st.sampled_from(names), max_size=2)
    return {
        "count": count_seats(seats),
        "filled_sides": filled_sides(seats),
        "present": draw(some),
        "left": draw(few),
        "stayed_away": draw(st.dictionaries(st.sampled_from(TRIAD), st.integers(0, 3))),
        "excepted_sides": draw(st.frozensets(st.sampled_from(TRIAD), max_size=1)),
    }


@st.composite
def any_call(draw: st.DrawFn) -> CallState:
    """Some consensus call at closing, leaning towards agreement so that all outcomes are common."""
    gathering = draw(_any_gathering())
    lean = st.sampled_from(
        (*[Position.AGREE] * 5, Position.AGREE_WITH_RESERVATIONS, Position.STAND_ASIDE, None, *Position)
    )
    said = {seat.seat: draw(lean) for seat in gathering["count"]}
    return CallState(
        **gathering,
        positions={name: position for name, position in said.items() if position is not None},
        max_stand_asides=draw(st.sampled_from((Fraction(0), Fraction(1, 4), Fraction(1, 3), Fraction(1, 2)))),
        written=draw(st.booleans()),
        meeting_demanded=not draw(st.sampled_from((True, True, True, False))),
    )


@st.composite
def any_vote(draw: st.DrawFn) -> VoteState:
    """Some emergency vote at closing."""
    gathering = draw(_any_gathering())
    lean = st.sampled_from((*[Ballot.YES] * 3, None, *Ballot))
    cast = {seat.seat: draw(lean) for seat in gathering["count"]}
    return VoteState(**gathering, ballots={name: ballot for name, ballot in cast.items() if ballot is not None})
