"""The closed sets of a process file: their values are what a town writes in it; `process` puts them to use."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from workflow.rules.lifecycle import Stage

# The guard a town relaxes, with a reason, when a working group of its is not open to everybody (principle 2).
OPEN_ADMISSION_GUARD = "open_group"

# The stages whose products the steering group signs on leaving them; the final sign-off has a key of its own.
SIGNED_STAGES = (Stage.PREPARATION, Stage.DRAFTING, Stage.RESOLVING)

# The stages a missing piece of work can hold a plan in.
GATE_STAGES = (*SIGNED_STAGES, Stage.COUNCILS)

# What a field of a process file must look like: read by `process_reader` from the metadata of the dataclasses.
AN_ID = {"form": "id"}
AT_LEAST_ONE = {"at_least": 1}


def between(low: int | Fraction, high: int | Fraction) -> dict[str, Any]:
    """Metadata of a number: its bounds, both included."""
    return {"low": low, "high": high}


class PlanKind(StrEnum):
    """What the town calls its plan; a medium-term plan is the term of paragraph 94 of Act 108/2006."""

    COMMUNITY = "community"
    MEDIUM_TERM = "medium_term"


class MunicipalityTier(StrEnum):
    """With extended powers (ORP), with an authorised office (PO2), or neither; the region itself in a programme."""

    ORP = "orp"
    AUTHORISED = "authorised"
    OTHER = "other"
    REGION = "region"


class NeedKind(StrEnum):
    """What a programme counts: towns, each once, their plans, or a sum of people or of other things."""

    TOWNS = "towns"
    PLANS = "plans"
    PEOPLE = "people"
    OTHER = "other"


class Admission(StrEnum):
    """How a person comes into a body: by asking, by being appointed, or by sitting in a body it derives from."""

    OPEN = "open"
    APPOINTED = "appointed"
    DERIVED = "derived"


class PartKind(StrEnum):
    """What a part of the plan is; measures live in a strategic or implementation part."""

    ANALYTIC = "analytic"
    STRATEGIC = "strategic"
    IMPLEMENTATION = "implementation"
    GENERAL = "general"
    ANNEX = "annex"


class DeliverableKind(StrEnum):
    """What a required piece of work is."""

    ANALYSIS = "analysis"
    SURVEY = "survey"
    CATALOGUE = "catalogue"
    GUIDE = "guide"
    OTHER = "other"


class IntakeChannel(StrEnum):
    """The ways by which a comment arrives; `relayed` is brought by a member from her circle.

    Every process file offers the data box, written there or not: what comes through it is delivered by law (Act
    300/2008, paragraph 18).
    """

    WEB = "web"
    HEARING = "hearing"
    EMAIL = "email"
    POST = "post"
    IN_PERSON = "in_person"
    RELAYED = "relayed"
    DATA_BOX = "data_box"


class FinalSignOff(StrEnum):
    """Whether the steering group signs once more after comments are settled."""

    NONE = "none"
    IF_CHANGED = "if_changed"
    ALWAYS = "always"


class CouncilLevel(StrEnum):
    """Zastupitelstvo, or the board (rada) it elects."""

    COUNCIL = "council"
    BOARD = "board"


class CouncilCompletion(StrEnum):
    """When the councils have decided: each approved, each for its own territory, or the lead with the others' note."""

    ALL = "all"
    OWN_TERRITORY = "own_territory"
    LEAD_PLUS_ACK = "lead_plus_ack"


class InheritedKind(StrEnum):
    """What the next cycle inherits when it is not finished."""

    MEASURES = "measures"
    MATTERS = "matters"
    PROMISES = "promises"


@dataclass(frozen=True, slots=True)
class Bilingual:
    """Words for people, in Czech and in English."""

    cs: str
    en: str
