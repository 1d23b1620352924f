"""The places of a process file: where a plan holds, and which municipalities lie there."""

from dataclasses import dataclass, field

from workflow.rules.process_terms import AN_ID, AT_LEAST_ONE, Bilingual, MunicipalityTier


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality:
    """A municipality of the territory."""

    id: str = field(metadata=AN_ID)
    name: Bilingual
    tier: MunicipalityTier = MunicipalityTier.OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    """Where the plan holds; one territory has one record book."""

    id: str = field(metadata=AN_ID)
    name: Bilingual
    municipalities: tuple[Municipality, ...] = field(metadata=AT_LEAST_ONE)
