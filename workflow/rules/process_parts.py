"""What a plan is made of, in a process file: its parts, what each must contain, and the work that comes before."""

from dataclasses import dataclass, field

from workflow.rules.lifecycle import Stage
from workflow.rules.process_terms import AN_ID, Bilingual, DeliverableKind, PartKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One content a part must have, in whichever of its sections."""

    id: str = field(metadata=AN_ID)
    title: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRule:
    """A part of the plan that is signed off as a whole; those named in `after` must be signed off before it."""

    id: str = field(metadata=AN_ID)
    kind: PartKind
    title: Bilingual
    needs_measures: bool = False
    after: tuple[str, ...] = field(default=(), metadata=AN_ID)
    checklist: tuple[Content, ...] = ()

    @property
    def contents(self) -> tuple[str, ...]:
        """The contents the part must have, by id."""
        return tuple(content.id for content in self.checklist)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverableRule:
    """A piece of work without which `stage` cannot be left."""

    id: str = field(metadata=AN_ID)
    title: Bilingual
    stage: Stage
    kind: DeliverableKind = DeliverableKind.OTHER
    approved_by: str | None = field(default=None, metadata=AN_ID)
