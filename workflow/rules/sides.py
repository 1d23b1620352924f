"""The closed sets a decision is made of: sides, bodies, positions, ballots, outcomes.

Their values are what the record book stores and what a process file writes, so a value, once recorded, never changes.
"""

from enum import StrEnum


class Side(StrEnum):
    """The four sides of community planning; each participant declares one."""

    USER = "user"
    PROVIDER = "provider"
    COMMISSIONER = "commissioner"
    PUBLIC = "public"


SIDES: tuple[Side, ...] = tuple(Side)

TRIAD: tuple[Side, ...] = (Side.USER, Side.PROVIDER, Side.COMMISSIONER)
"""The sides whose agreement a plan needs (charter article 3); the public counts, but is not required as a side."""


class Position(StrEnum):
    """What a seat may say in a round of consensus (charter article 6)."""

    AGREE = "agree"
    AGREE_WITH_RESERVATIONS = "agree_with_reservations"
    STAND_ASIDE = "stand_aside"
    BLOCK = "block"


class Ballot(StrEnum):
    """What a seat may say in an emergency vote (charter article 11)."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"


class BlockGround(StrEnum):
    """The list a block takes its ground from (charter article 6); nobody judges the ground."""

    VIOLATES_CHARTER = "violates_charter"
    HARMS_TARGET_GROUP = "harms_target_group"
    UNLAWFUL = "unlawful"
    UNFEASIBLE = "unfeasible"
    OTHER = "other"


class Attempt(StrEnum):
    """The ways on from a failed round, one of which is recorded before the next (charter article 9)."""

    AMEND = "amend"
    MEDIATE = "mediate"
    REFER = "refer"
    SPLIT = "split"
    PARK = "park"


class BodyKind(StrEnum):
    """The kinds of body a process file may name."""

    STEERING_GROUP = "steering_group"
    WORKING_GROUP = "working_group"
    CONSULTATIVE_GROUP = "consultative_group"
    DELIVERY_TEAM = "delivery_team"
    EXECUTIVE_BOARD = "executive_board"
    COUNCIL = "council"
    OFFICE = "office"


STATUTORY_BODIES: frozenset[BodyKind] = frozenset({BodyKind.COUNCIL, BodyKind.EXECUTIVE_BOARD})
"""Bodies that decide by vote under Act 128/2000 alone (charter article 15)."""


class Decides(StrEnum):
    """How a body decides: consensus first, by vote only, or not at all because it advises."""

    CONSENSUS_FIRST = "consensus_first"
    VOTE_ONLY = "vote_only"
    ADVISORY = "advisory"


class Method(StrEnum):
    """How one decision came about."""

    CONSENSUS = "consensus"
    VOTE = "vote"
    NONE = "none"


class Outcome(StrEnum):
    """What an act amounted to."""

    DONE = "done"
    CONSENSUS = "consensus"
    NO_CONSENSUS = "no_consensus"
    INCONCLUSIVE = "inconclusive"
    PASS = "pass"
    FAIL = "fail"
    INQUORATE = "inquorate"
    REFUSED = "refused"
