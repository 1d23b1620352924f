"""The pen of answering: a group prepares an answer with its reason and the linked change; points are split."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from workflow.rules.act import Act, act, filled
from workflow.rules.acts.commenting import MatterKind, the_matter
from workflow.rules.case import Case, Obstacle
from workflow.rules.facts import Words, a_choice, a_count, a_digest, a_name, some_words
from workflow.rules.lifecycle import Stage
from workflow.rules.obstacles import missing
from workflow.rules.products import digest_of, register_moved
from workflow.rules.rows import Answer, Matter, Wording
from workflow.rules.state import State, change

SETTLING = frozenset(
    {
        Stage.PREPARATION,
        Stage.DRAFTING,
        Stage.STEERING,
        Stage.POSTED,
        Stage.COMMENTING,
        Stage.RESOLVING,
        Stage.FINAL_SIGNOFF,
    }
)


class Disposition(StrEnum):
    """The ends a matter may have; there is none for "no mandate" (principle 6)."""

    ACCEPTED = "accepted"
    ACCEPTED_IN_PART = "accepted_in_part"
    NOT_ACCEPTED = "not_accepted"
    EXPLAINED = "explained"
    NOTED = "noted"
    OUT_OF_SCOPE = "out_of_scope"
    DUPLICATE_OF = "duplicate_of"


class ReasonGround(StrEnum):
    """What a refusal rests on; lack of money alone is no ground (principle 11)."""

    CONTRARY_TO_NEED = "contrary_to_need"
    ALREADY_COVERED = "already_covered"
    UNLAWFUL = "unlawful"
    OTHER_COMPETENCE = "other_competence"
    NOT_AGREED = "not_agreed"
    NO_FUNDS = "no_funds"


CHANGING = frozenset({Disposition.ACCEPTED, Disposition.ACCEPTED_IN_PART})


def is_unsettled(row: Matter) -> Iterator[Obstacle]:
    """The matter has no end yet."""
    if not row.open:
        yield missing("matter_settled", matter=row.key, disposition=row.disposition)


def leads_on(state: State, first: Matter) -> bool:
    """Whether a matter others would share the answer of has none of its own: it points on, or is about to."""
    prepared = state.get(Answer, first.key) if first.open else None
    return first.same_as is not None or (prepared is not None and prepared.disposition == Disposition.DUPLICATE_OF)


@act
@dataclass(frozen=True, slots=True)
class DraftAnswer(Act):
    """The group prepares an answer: disposition, reason, linked change. Nothing is decided by it yet."""

    STAGES = SETTLING

    matter: str = a_name(refers="Matter")
    disposition: str = a_choice(Disposition)
    reason: Words | None = some_words(optional=True)
    grounds: tuple[str, ...] = a_choice(ReasonGround, many=True)
    change: str | None = a_name(refers="Wording", optional=True)
    same_as: str | None = a_name(refers="Matter", optional=True)
    destination: Words | None = some_words(optional=True)
    answer: str | None = a_digest(derived=True)

    def derive(self, state: State, case: Case) -> Self:
        """The digest the group will decide on."""
        reason = self.reason.commit if self.reason else None
        where = self.destination.commit if self.destination else None
        facts = [self.matter, self.disposition, reason, list(self.grounds), self.change, self.same_as, where]
        return filled(self, answer=digest_of(facts))

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """An open matter; a reason for all but acceptance; the change for an acceptance; never money alone."""
        row = the_matter(state, case, self.matter)
        yield from is_unsettled(row)
        changes_text = row.kind in (MatterKind.COMMENT, MatterKind.STEERING_REMARK)
        if self.disposition != Disposition.ACCEPTED and self.reason is None:
            yield missing("reason_missing", matter=row.key, disposition=self.disposition)
        if self.disposition in CHANGING and self.change is None and changes_text:
            yield missing("change_missing", matter=row.key, disposition=self.disposition)
        if self.disposition == Disposition.OUT_OF_SCOPE and self.destination is None:
            yield missing("destination_missing", matter=row.key)
        if self.disposition == Disposition.NOT_ACCEPTED and set(self.grounds) == {ReasonGround.NO_FUNDS}:
            yield missing("no_funds_alone", matter=row.key)
        yield from self._duplicate(state, case, row)
        wording = state.get(Wording, case.here(self.change)) if self.change else None
        if wording is not None and wording.matter not in (None, row.key, row.whole):
            yield missing("change_missing", matter=row.key, other=wording.matter)
        elif wording is not None and wording.born < self._raised(state, row):
            yield missing("change_missing", matter=row.key, disposition=self.disposition)

    def _raised(self, state: State, row: Matter) -> int:
        whole = state.get(Matter, row.whole) if row.whole else None
        return (whole or row).born

    def _duplicate(self, state: State, case: Case, row: Matter) -> Iterator[Obstacle]:
        if self.disposition != Disposition.DUPLICATE_OF:
            return
        first = state.get(Matter, case.here(self.same_as)) if self.same_as else None
        if first is None or first.key == row.key or leads_on(state, first):
            yield missing("duplicate_of_itself", matter=row.key)

    def apply(self, state: State, case: Case) -> None:
        """Remember the prepared answer."""
        key = case.here(self.matter)
        before = state.get(Answer, key)
        state.put(
            Answer(
                key=key,
                born=before.born if before else case.n,
                plan=case.the_plan.key,
                disposition=self.disposition,
                reason=self.reason.commit if self.reason else None,
                grounds=self.grounds,
                change=self.change,
                same_as=self.same_as,
                destination=self.destination.commit if self.destination else None,
                digest=self.answer or "",
            )
        )


@act
@dataclass(frozen=True, slots=True)
class SplitMatter(Act):
    """A matter that makes several points is answered point by point: 12a, 12b (never several in one row)."""

    STAGES = SETTLING

    matter: str = a_name(refers="Matter")
    points: int = a_count(least=2)
    told: Words = some_words()

    def table(self, state: State, case: Case) -> str | None:
        """The group of the one who splits."""
        return case.typist.body

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """An open, whole matter; at most 26 points; the process file offers it."""
        row = the_matter(state, case, self.matter)
        yield from is_unsettled(row)
        if row.point or not case.the_process.comments.split:
            yield missing("out_of_range", field="matter", value=self.matter)
        if self.points > 26:
            yield missing("out_of_range", field="points", value=self.points, most=26)

    def apply(self, state: State, case: Case) -> None:
        """Remember the points; the whole ends with them."""
        row = the_matter(state, case, self.matter)
        for index in range(self.points):
            letter = "abcdefghijklmnopqrstuvwxyz"[index]
            point = replace(row, key=f"{row.key}{letter}", born=case.n, point=letter, whole=row.key)
            state.put(replace(point, alike=None, joiners=0, replies=0, lane=False))
        change(state, row, open=False, disposition="split", settled_at=case.at)
        register_moved(state, row.plan, row.key, "split", self.points)
