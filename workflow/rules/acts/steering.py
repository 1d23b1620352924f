"""The pen of the steering group: charter, sign-offs by digest, returns, exceptions; and each side's own agreement."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from workflow.rules.act import Act, act, filled
from workflow.rules.acts.preparing import void
from workflow.rules.case import Case, Obstacle
from workflow.rules.facts import Words, a_choice, a_digest, a_flag, a_name, some_words
from workflow.rules.guards import covered, decided_by_steering, resourced, traced, users_everywhere, without_users
from workflow.rules.lifecycle import Stage
from workflow.rules.obstacles import GROUNDS, LIFTABLE, missing
from workflow.rules.process_terms import PartKind
from workflow.rules.products import stage_products
from workflow.rules.rows import Exemption, Part, Proposal, SignOff
from workflow.rules.state import State, change

STEERING = frozenset({Stage.DRAFTING, Stage.STEERING})


class SignedStage(StrEnum):
    """Stages whose products the steering group approves on leaving."""

    PREPARATION = "preparation"
    DRAFTING = "drafting"
    RESOLVING = "resolving"


def method_of(state: State, case: Case, proposal: str) -> str:
    """How a proposal was decided."""
    row = state.get(Proposal, case.here(proposal))
    return (row.method if row else None) or "none"


def is_preparatory(state: State, case: Case, proposal: str) -> bool:
    """Whether a decision is labelled preparatory: a side was empty, or a group has no users (principles 1, 3)."""
    row = state.get(Proposal, case.here(proposal))
    return bool(row and row.preparatory) or bool(without_users(state, case))


@act
@dataclass(frozen=True, slots=True)
class AdoptCharter(Act):
    """The charter is adopted by the steering group, on the digest of its text; every later check goes by it."""

    STAGES = frozenset({Stage.PREPARATION})

    charter: str = a_digest()
    proposal: str = a_name(refers="Proposal")

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Decided by the steering group on this text, and not adopted already."""
        yield from decided_by_steering(
            state, case, self.proposal, kind="adopt_charter", subject="charter", digest=self.charter
        )
        if case.the_plan.charter == self.charter:
            yield missing("no_change", field="charter")

    def apply(self, state: State, case: Case) -> None:
        """Remember the charter."""
        change(state, case.the_plan, charter=self.charter)
        void(state, case, "stage.preparation")


@act
@dataclass(frozen=True, slots=True)
class SignOffPart(Act):
    """The steering group approved a part as it stands, by its digest."""

    STAGES = STEERING

    part: str = a_name()
    proposal: str = a_name(refers="Proposal")
    text: str | None = a_digest(derived=True)
    how: str | None = a_name(derived=True)
    preparatory: bool = a_flag(derived=True)

    def derive(self, state: State, case: Case) -> Self:
        """The digest approved, how it was decided, and the label."""
        row = state.get(Part, case.here(self.part))
        return filled(
            self,
            text=row.substance if row else None,
            how=method_of(state, case, self.proposal),
            preparatory=is_preparatory(state, case, self.proposal),
        )

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Submitted, earlier parts approved, aims traced and resourced where they stand, users at every table."""
        row, rule = state.get(Part, case.here(self.part)), case.the_process.part(self.part)
        if row is None or rule is None:
            yield missing("part_unknown", part=self.part)
            return
        if row.status != "submitted":
            yield missing("part_not_submitted", part=self.part, status=row.status)
        if row.summary is None:
            yield missing("summary_missing", part=self.part)
        yield from covered(state, case, rule)
        for earlier in rule.after:
            before = state.get(Part, case.here(earlier))
            if before is None or before.status != "approved":
                yield missing("earlier_part_not_approved", part=self.part, earlier=earlier)
        if rule.needs_measures or rule.kind is PartKind.STRATEGIC:
            yield from traced(state, case)
        if rule.kind is PartKind.IMPLEMENTATION:
            yield from resourced(state, case)
        yield from users_everywhere(state, case)
        yield from decided_by_steering(
            state, case, self.proposal, kind="sign_off_part", subject=self.part, digest=row.substance
        )

    def apply(self, state: State, case: Case) -> None:
        """Remember the approval of these bytes."""
        row = state.get(Part, case.here(self.part))
        assert row is not None
        change(state, row, status="approved")
        sign(state, case, f"part.{self.part}", row.substance, self.proposal, self.how or "", self.preparatory)

    def method(self) -> str:
        """As decided."""
        return self.how or "none"


def sign(state: State, case: Case, scope: str, text: str, proposal: str, how: str, preparatory: bool) -> None:
    """Remember that a body approved these bytes; an earlier approval of the same scope is replaced."""
    void(state, case, scope)
    key = f"{case.here(scope)}.{case.n}"
    plan = case.the_plan.key
    state.put(
        SignOff(
            key=key,
            born=case.n,
            plan=plan,
            scope=scope,
            digest=text,
            proposal=case.here(proposal),
            method=how,
            preparatory=preparatory,
            valid=True,
        )
    )


@act
@dataclass(frozen=True, slots=True)
class ReturnPart(Act):
    """The steering group returns a part to its writers, with a reason."""

    STAGES = STEERING

    part: str = a_name()
    reason: Words = some_words()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """It was submitted or approved."""
        row = state.get(Part, case.here(self.part))
        if row is None:
            yield missing("part_unknown", part=self.part)
        elif row.status not in ("submitted", "approved"):
            yield missing("part_not_submitted", part=self.part, status=row.status)

    def apply(self, state: State, case: Case) -> None:
        """The writers have it again; an approval no longer holds."""
        row = state.get(Part, case.here(self.part))
        assert row is not None
        change(state, row, status="returned")
        void(state, case, f"part.{self.part}")


@act
@dataclass(frozen=True, slots=True)
class SignOffStage(Act):
    """The steering group approved what a stage produced, by its digest; a later change of a product voids it."""

    of: str = a_choice(SignedStage)
    proposal: str = a_name(refers="Proposal")
    text: str | None = a_digest(derived=True)
    how: str | None = a_name(derived=True)
    preparatory: bool = a_flag(derived=True)

    def derive(self, state: State, case: Case) -> Self:
        """The digest approved, how it was decided, and the label."""
        return filled(
            self,
            text=stage_products(state, case.the_plan, self.of),
            how=method_of(state, case, self.proposal),
            preparatory=is_preparatory(state, case, self.proposal),
        )

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Decided by the steering group on exactly these products."""
        yield from decided_by_steering(
            state, case, self.proposal, kind="sign_off_stage", subject=self.of, digest=self.text
        )

    def apply(self, state: State, case: Case) -> None:
        """Remember the approval."""
        sign(state, case, f"stage.{self.of}", self.text or "", self.proposal, self.how or "", self.preparatory)

    def method(self) -> str:
        """As decided."""
        return self.how or "none"


@act
@dataclass(frozen=True, slots=True)
class ReturnToDrafting(Act):
    """The steering group returns the draft to the working groups, with a reason."""

    STAGES = frozenset({Stage.STEERING})

    reason: Words = some_words()


@act
@dataclass(frozen=True, slots=True)
class ReturnToResolving(Act):
    """The steering group finds that comments were not settled well and returns the text to the working groups."""

    STAGES = frozenset({Stage.FINAL_SIGNOFF})

    reason: Words = some_words()


@act
@dataclass(frozen=True, slots=True)
class GrantException(Act):
    """The steering group lets the plan go on without one charter guard; recorded, reasoned, shown for ever."""

    guard: str = a_name()
    reason: Words = some_words()
    proposal: str = a_name(refers="Proposal")

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A charter guard, not law; decided by the steering group in its ordinary way."""
        if self.guard not in LIFTABLE:
            ground = GROUNDS.get(self.guard)
            yield missing("charter_guard_unknown", guard=self.guard, rest=str(ground.rest) if ground else None)
        subject = self.guard.replace("_", "-")
        yield from decided_by_steering(state, case, self.proposal, kind="grant_exception", subject=subject)

    def apply(self, state: State, case: Case) -> None:
        """Remember the exception."""
        key = f"{case.here(self.guard)}.{case.n}"
        plan = case.the_plan.key
        state.put(
            Exemption(
                key=key,
                born=case.n,
                plan=plan,
                guard=self.guard,
                reason=self.reason.commit,
                proposal=case.here(self.proposal),
            )
        )
