"""The pen of councils: they always vote, by paragraph 87 of Act 128/2000 and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from workflow.rules.act import Act, act, filled
from workflow.rules.case import Case, Obstacle
from workflow.rules.council import CouncilOutcome, contradicts, council_result
from workflow.rules.facts import (
    Words,
    a_choice,
    a_count,
    a_day,
    a_digest,
    a_flag,
    a_name,
    an_official_number,
    some_words,
)
from workflow.rules.guards import delivered, has_left
from workflow.rules.lifecycle import Stage
from workflow.rules.obstacles import missing
from workflow.rules.process import CouncilRule
from workflow.rules.process_terms import CouncilCompletion
from workflow.rules.products import substance_of
from workflow.rules.rows import Correction, CouncilDecision
from workflow.rules.state import State


class Conditions(StrEnum):
    """Whether a council approved as it stands, wants changes for all, or approved with an annex for itself alone."""

    NONE = "none"
    RETURN = "return"
    ANNEX = "annex"


class Announced(StrEnum):
    """The result as it was read out at the session."""

    PASS = "pass"
    FAIL = "fail"


@act
@dataclass(frozen=True, slots=True)
class RecordCouncilResult(Act):
    """What a council decided at a session, in numbers; the law says what they amount to, and a contradiction shows."""

    STAGES = frozenset({Stage.COUNCILS})

    council: str = a_name(refers="Body")
    resolution: str = an_official_number()
    day: str = a_day()
    present: int = a_count()
    yes: int = a_count()
    no: int = a_count()
    abstain: int = a_count()
    not_voting: int = a_count()
    absent: int = a_count()
    announced: str | None = a_choice(Announced, optional=True)
    conditions: str = a_choice(Conditions)
    annex: str | None = a_digest(optional=True)  # what the council decided besides, for its own municipality alone
    extract: str | None = a_digest(optional=True)
    members_total: int | None = a_count(derived=True)
    attempt: int | None = a_count(derived=True)
    result: str | None = a_choice(CouncilOutcome, derived=True)
    contradiction: bool = a_flag(derived=True)
    text: str | None = a_digest(derived=True)

    def table(self, state: State, case: Case) -> str | None:
        """The council itself."""
        return self.council

    def derive(self, state: State, case: Case) -> Self:
        """The statutory number of members, from the process file all agreed on; the result the law gives; the text."""
        rule = case.the_process.council(self.council)
        total = rule.members_total if rule is not None else 0
        result = council_result(
            members_total=total, present=self.present, yes=self.yes, no=self.no, abstain=self.abstain,
            not_voting=self.not_voting, absent=self.absent,
        ).outcome  # fmt: skip
        before = state.count(CouncilDecision, plan=case.plan_key, council=self.council)
        return filled(
            self,
            members_total=total,
            attempt=before + 1,
            result=str(result),
            contradiction=contradicts(self.announced or "", result),
            text=substance_of(state, case.the_plan.key),
        )

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Counts that add up, an unused number, a board before its council, an extract where others enter it."""
        rule = case.the_process.council(self.council)
        if rule is None:
            yield missing("not_in_process", field="council", value=self.council)
            return
        yield from still_member(state, rule)
        if case.by.body != self.council:
            yield missing("not_your_pen", act="record_council_result", seat=case.by.seat, body=self.council)
        if self.result == CouncilOutcome.INVALID:
            yield missing("counts_do_not_add_up", council=self.council, members_total=self.members_total)
        if case.actor is not None and self.extract is None:
            yield missing("extract_missing", council=self.council)
        if (self.conditions == Conditions.ANNEX) != (self.annex is not None):
            yield missing("annex_missing", council=self.council)
        if self.day > case.day:
            yield missing("happened_later", field="day", value=self.day)
        if self.day < (case.the_plan.councils_since or ""):
            yield missing("decided_on_another_text", council=self.council, day=self.day)
        numbered = state.find(CouncilDecision, council=self.council, resolution=self.resolution)
        if any(row.standing or not state.count(Correction, entry=row.born) for row in numbered):
            yield missing("resolution_used", council=self.council, resolution=self.resolution)
        if approved(state, case, rule):
            yield missing("already_approved", council=self.council)
        yield from self._board_first(state, case, rule)

    def _board_first(self, state: State, case: Case, rule: CouncilRule) -> Iterator[Obstacle]:
        for board in case.the_process.councils:
            before_it = board.recommends and not rule.recommends and board.municipality == rule.municipality
            if before_it and not approved(state, case, board):
                yield missing("board_first", council=self.council, board=board.id)

    def apply(self, state: State, case: Case) -> None:
        """Remember the decision."""
        plan = case.the_plan.key
        state.put(
            CouncilDecision(
                key=f"{plan}/{self.council}.{case.n}",
                born=case.n,
                plan=plan,
                council=self.council,
                attempt=self.attempt or 1,
                resolution=self.resolution,
                day=self.day,
                text=self.text or "",
                members_total=self.members_total or 0,
                present=self.present,
                yes=self.yes,
                no=self.no,
                abstain=self.abstain,
                not_voting=self.not_voting,
                absent=self.absent,
                announced=self.announced,
                result=self.result or "",
                contradiction=self.contradiction,
                conditions=self.conditions,
                annex=self.annex,
                extract=self.extract,
                standing=True,
            )
        )

    def outcome(self) -> str:
        """As the law says."""
        return self.result or ""

    def method(self) -> str:
        """Councils always vote."""
        return "vote"


def standing_decision(state: State, case: Case, rule: CouncilRule) -> CouncilDecision | None:
    """A council's last decision that counts: quorate, not contradictory, on the text the councils have."""
    rows = state.find(CouncilDecision, plan=case.plan_key, council=rule.id, standing=True)
    final = [row for row in rows if row.result in ("pass", "fail") and not row.contradiction]
    return final[-1] if final else None


def approved(state: State, case: Case, rule: CouncilRule) -> bool:
    """Whether a council approved the text as it stands, or with an annex for itself alone."""
    row = standing_decision(state, case, rule)
    return row is not None and row.result == "pass" and row.conditions != Conditions.RETURN


def still_member(state: State, rule: CouncilRule) -> Iterator[Obstacle]:
    """A council's municipality has not left; if it has, a process file without it must be decided on first."""
    if has_left(state, rule.municipality):
        yield missing("municipality_left", municipality=rule.municipality, council=rule.id)


def completion(state: State, case: Case) -> Iterator[Obstacle]:
    """What the councils still owe, by the process file's rule."""
    rule, councils = case.the_process.council_rule, case.the_process.deciding_councils
    any_approved = any(approved(state, case, council) for council in councils)
    for council in councils:
        if has_left(state, council.municipality):
            yield from still_member(state, council)
            continue
        row = standing_decision(state, case, council)
        must_approve = rule is CouncilCompletion.ALL or (
            rule is CouncilCompletion.LEAD_PLUS_ACK and council.id == case.the_process.lead
        )
        if row is None:
            yield missing("council_not_decided", council=council.id)
        elif must_approve and not approved(state, case, council):
            yield missing("council_rejected", council=council.id, yes=row.yes, members_total=row.members_total)
    if rule is CouncilCompletion.OWN_TERRITORY and not any_approved:
        yield missing("council_rejected", council="")


@act
@dataclass(frozen=True, slots=True)
class ReturnFromCouncils(Act):
    """A council rejected the plan or wants changes: it returns to drafting for everybody, never a silent divergence."""

    STAGES = frozenset({Stage.COUNCILS})

    reason: Words = some_words()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """There is a rejection or a condition to return for."""
        decisions = [standing_decision(state, case, rule) for rule in case.the_process.councils]
        if not any(row and (row.result == "fail" or row.conditions == Conditions.RETURN) for row in decisions):
            yield missing("nothing_to_return")


@act
@dataclass(frozen=True, slots=True)
class Adopt(Act):
    """The councils have decided as the process file asks: the plan is adopted."""

    STAGES = frozenset({Stage.COUNCILS})

    text: str | None = a_digest(derived=True)

    def derive(self, state: State, case: Case) -> Self:
        """The digest adopted."""
        return filled(self, text=substance_of(state, case.the_plan.key))

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """What the councils still owe, and what the process file asks for by now."""
        yield from completion(state, case)
        yield from delivered(state, case, "councils")

    def method(self) -> str:
        """By the councils' votes."""
        return "vote"


@act
@dataclass(frozen=True, slots=True)
class TakeEffect(Act):
    """The plan's period begins."""

    STAGES = frozenset({Stage.ADOPTED})

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Its first year has come."""
        if int(case.day[:4]) < case.the_plan.from_year:
            yield missing("not_yet_in_period", from_year=case.the_plan.from_year)
