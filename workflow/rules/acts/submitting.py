"""The pen of submitting: comments settled, a last word of the steering group, three sides bound: to the councils."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from workflow.rules.act import Act, act, filled
from workflow.rules.acts.councils import still_member
from workflow.rules.acts.settling import carry
from workflow.rules.case import Case, Obstacle
from workflow.rules.facts import Words, a_digest, a_table, some_words
from workflow.rules.guards import delivered, recorded, settled, stage_approved
from workflow.rules.lifecycle import Stage
from workflow.rules.obstacles import missing
from workflow.rules.products import substance_of
from workflow.rules.rows import Body, CouncilDecision, Matter, SideAgreement, SupportCheck
from workflow.rules.sides import TRIAD
from workflow.rules.state import State, change
from workflow.rules.voting import support_reached

MOST_CARRIED = 100


@act
@dataclass(frozen=True, slots=True)
class FinishResolving(Act):
    """Every comment has its answer: the text goes to the steering group for its last word."""

    STAGES = frozenset({Stage.RESOLVING})

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """All settled, all disputes decided, and the record of the course whole."""
        yield from settled(state, case)
        yield from recorded(state, case)


@act
@dataclass(frozen=True, slots=True)
class SubmitToCouncils(Act):
    """The plan goes to the councils; what came late or at any time and is still open is carried, listed to them."""

    STAGES = frozenset({Stage.FINAL_SIGNOFF})

    report: Words = some_words()
    carried: tuple[str, ...] = a_table()
    text: str | None = a_digest(derived=True)

    def derive(self, state: State, case: Case) -> Self:
        """What is carried, and the digest the councils will vote on."""
        rows = state.find(Matter, plan=case.plan_key, open=True, due=False, most=MOST_CARRIED + 1)
        return filled(self, carried=tuple(row.key for row in rows), text=substance_of(state, case.the_plan.key))

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """All that a council may expect: settled, approved, agreed by the three sides, with a review planned."""
        yield from settled(state, case)
        if len(self.carried) > MOST_CARRIED:
            yield missing("late_matter_open", count=state.count(Matter, plan=case.plan_key, open=True, due=False))
        yield from stage_approved(state, case, "resolving")
        yield from delivered(state, case, "resolving")
        yield from recorded(state, case)
        if case.the_plan.review_on is None:
            yield missing("no_review_plan")
        yield from sides_agreed(state, case)
        yield from self._supported(state, case)
        for rule in case.the_process.councils:
            body = state.get(Body, rule.id)
            if body is None or body.members_total is None:
                yield missing("council_body_missing", council=rule.id)
            yield from still_member(state, rule)

    def _supported(self, state: State, case: Case) -> Iterator[Obstacle]:
        rule = case.the_process.support_check
        if rule is None:
            return
        checks = state.find(SupportCheck, plan=case.plan_key)
        last = checks[-1] if checks and checks[-1].text == self.text else None
        if last is None or not support_reached(
            accepting=last.accept, participants=last.asked, min_share=rule.min_share
        ):
            yield missing("support_too_low", asked=last.asked if last else 0, accept=last.accept if last else 0)

    def apply(self, state: State, case: Case) -> None:
        """End what is carried; councils have one text before them, from this day on."""
        change(state, case.the_plan, councils_since=case.day)
        for key in self.carried:
            row = state.get(Matter, key)
            assert row is not None
            carry(state, case, row, self.report.commit)
        for decision in state.find(CouncilDecision, plan=case.plan_key):
            if decision.standing and decision.text != self.text:
                change(state, decision, standing=False)


def sides_agreed(state: State, case: Case) -> Iterator[Obstacle]:
    """Users, providers and commissioners each bind themselves to aims and to the way, on this text (principle 1)."""
    now = substance_of(state, case.the_plan.key)
    given = {row.key: row for row in state.find(SideAgreement, plan=case.plan_key)}
    for side in TRIAD:
        for scope in ("aims", "implementation"):
            row = given.get(f"{case.plan_key}/{side}.{scope}")
            if row is None or not row.given or row.text != now:
                yield missing("side_agreement_missing", side=str(side), scope=scope)
