"""A programme in a process file: several towns go one way at the same time, under one methodology [V:9-434].

What is counted is read out of the towns' own books, entry by entry, so a need names an act and, if that is not enough,
one of its facts. Months are counted from the start of the programme: month 1 is the first.
"""

from dataclasses import dataclass, field

from workflow.rules.process_places import Municipality, Territory
from workflow.rules.process_terms import AN_ID, AT_LEAST_ONE, Bilingual, MunicipalityTier, NeedKind, between

A_CODE = {"form": "code"}
MOST_MONTHS, MOST_COUNTED = 120, 100_000

# The one act of the programme's own book that is counted: a partnership agreement makes a town a member.
JOINING = "join_town"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeTownRule:
    """A town that may take part; its id is its territory, and so the name of its book."""

    id: str = field(metadata=AN_ID)
    name: Bilingual
    tier: MunicipalityTier


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedRule:
    """What is counted: an act in a town's book, if need be only where `fact` has `value`.

    Towns are counted, each once; with `sums` a number among the act's facts is added up over them.
    """

    id: str = field(metadata=AN_ID)
    title: Bilingual
    act: str = field(metadata=A_CODE)
    fact: str | None = field(default=None, metadata=A_CODE)
    value: str | None = None
    sums: str | None = field(default=None, metadata=A_CODE)
    least: int = field(metadata=between(1, MOST_COUNTED))
    kind: NeedKind = NeedKind.TOWNS


@dataclass(frozen=True, slots=True, kw_only=True)
class GateNeedRule:
    """How much of a need a gate asks for: eight of thirteen, not all."""

    need: str = field(metadata=AN_ID)
    least: int = field(metadata=between(1, MOST_COUNTED))


@dataclass(frozen=True, slots=True, kw_only=True)
class GateRule:
    """The end of a block of the programme; it is passed once, in the order of the file."""

    id: str = field(metadata=AN_ID)
    title: Bilingual
    month: int = field(metadata=between(1, MOST_MONTHS))
    needs: tuple[GateNeedRule, ...] = field(metadata=AT_LEAST_ONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneRule:
    """Something due by the end of a month. With `need` or `gate` it is reached when that is, without anybody's word."""

    id: str = field(metadata=AN_ID)
    title: Bilingual
    month: int = field(metadata=between(1, MOST_MONTHS))
    after: tuple[str, ...] = field(default=(), metadata=AN_ID)
    need: str | None = field(default=None, metadata=AN_ID)
    gate: str | None = field(default=None, metadata=AN_ID)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleTargets:
    """How many people the programme trains, and how many coordinators work in its own delivery team [V:15]."""

    trained: int = field(default=0, metadata=between(0, MOST_COUNTED))
    coordinators: int = field(default=0, metadata=between(0, MOST_COUNTED))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeRule:
    """The common project itself."""

    id: str = field(metadata=AN_ID)
    title: Bilingual
    months: int = field(metadata=between(1, MOST_MONTHS))
    towns: tuple[ProgrammeTownRule, ...] = field(metadata=AT_LEAST_ONE)
    needs: tuple[NeedRule, ...] = ()
    gates: tuple[GateRule, ...] = ()
    milestones: tuple[MilestoneRule, ...] = ()
    people: PeopleTargets = PeopleTargets()
    sources_least: int = field(default=0, metadata=between(0, MOST_COUNTED))

    def town(self, town: str) -> ProgrammeTownRule | None:
        """The town with this territory, or None."""
        return next((rule for rule in self.towns if rule.id == town), None)

    def need(self, need: str) -> NeedRule | None:
        """The need with this id, or None."""
        return next((rule for rule in self.needs if rule.id == need), None)

    def gate(self, gate: str) -> GateRule | None:
        """The gate with this id, or None."""
        return next((rule for rule in self.gates if rule.id == gate), None)

    def milestone(self, milestone: str) -> MilestoneRule | None:
        """The milestone with this id, or None."""
        return next((rule for rule in self.milestones if rule.id == milestone), None)

    def place(self, whole: Territory, territory: str) -> Territory | None:
        """The territory of a plan in `territory`: a town alone, or the region; None where all stays as written.

        The region's own plan belongs to the municipalities of tier region; where the file has none, to all.
        """
        town = self.town(territory)
        if town is not None:
            mine = tuple(one for one in whole.municipalities if one.id == territory)
            return Territory(id=territory, name=town.name, municipalities=mine)
        mine = tuple(one for one in whole.municipalities if is_region(one))
        return Territory(id=whole.id, name=whole.name, municipalities=mine) if territory == whole.id and mine else None


def is_region(municipality: Municipality) -> bool:
    """Whether it stands for the region itself, with the regional council."""
    return municipality.tier is MunicipalityTier.REGION
