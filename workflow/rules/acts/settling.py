"""The pen of settling: every matter gets one end, with a reason, decided together and never by one person alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from workflow.rules.act import Act, act, filled
from workflow.rules.acts.agenda import MOST_ITEMS, item_name
from workflow.rules.acts.answering import SETTLING, is_unsettled, leads_on
from workflow.rules.acts.commenting import MatterKind, the_matter
from workflow.rules.acts.deciding import the_call
from workflow.rules.acts.steering import method_of
from workflow.rules.case import Case, Obstacle
from workflow.rules.facts import Words, a_choice, a_digest, a_name, a_table, some_words
from workflow.rules.guards import decided, decided_by_steering
from workflow.rules.lifecycle import Stage
from workflow.rules.obstacles import missing
from workflow.rules.products import register_moved
from workflow.rules.rows import Answer, Matter, Proposal
from workflow.rules.state import State, change


class Ruling(StrEnum):
    """What the steering group makes of a dispute: the answer stands, or the group answers again."""

    STANDS = "stands"
    ANSWER_AGAIN = "answer_again"


def end_matter(state: State, case: Case, row: Matter, *, by: str | None, method: str, answer: Answer) -> None:
    """A matter has its end."""
    badly = answer.disposition in ("not_accepted", "accepted_in_part", "out_of_scope")
    same_as = case.here(answer.same_as) if answer.same_as else None
    change(
        state,
        row,
        open=False,
        disposition=answer.disposition,
        reason=answer.reason,
        change=answer.change,
        same_as=same_as,
        settled_by=by,
        method=method,
        settled_at=case.at,
        disputed=row.insisted and badly,
    )
    register_moved(state, row.plan, row.key, answer.disposition, answer.digest)


def may_settle(state: State, case: Case, row: Matter) -> Iterator[Obstacle]:
    """Comments are settled after the window, or while it is open where the process file says so; none unseen: what
    is held is released or hidden with a ground first."""
    yield from is_unsettled(row)
    if row.held:
        yield missing("refusal_without_ground", matter=row.key)
    answer = state.get(Answer, row.key)
    first = state.get(Matter, case.here(answer.same_as)) if answer is not None and answer.same_as else None
    if first is not None and leads_on(state, first):
        yield missing("duplicate_of_itself", matter=row.key)
    early = case.the_plan.stage in (Stage.POSTED, Stage.COMMENTING)
    if row.kind == MatterKind.COMMENT and early and not case.the_process.comments.settle_while_open:
        yield missing("window_still_open", closes_at=case.the_plan.closes_at)


@act
@dataclass(frozen=True, slots=True)
class SettleMatter(Act):
    """A matter is settled as the group agreed on the prepared answer."""

    STAGES = SETTLING

    matter: str = a_name(refers="Matter")
    proposal: str = a_name(refers="Proposal")
    disposition: str | None = a_name(derived=True)
    answer: str | None = a_digest(derived=True)
    how: str | None = a_name(derived=True)

    def table(self, state: State, case: Case) -> str | None:
        """The group that decided."""
        row = state.get(Proposal, case.here(self.proposal))
        return row.body if row else None

    def derive(self, state: State, case: Case) -> Self:
        """The prepared answer, and how it was decided."""
        answer = state.get(Answer, case.here(self.matter))
        return filled(
            self,
            disposition=answer.disposition if answer else None,
            answer=answer.digest if answer else None,
            how=method_of(state, case, self.proposal),
        )

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Open, in its time, and decided on exactly this answer."""
        yield from may_settle(state, case, the_matter(state, case, self.matter))
        if not self.answer:
            yield missing("reason_missing", matter=case.here(self.matter))
        yield from decided(state, case, self.proposal, kind="settle_matter", subject=self.matter, digest=self.answer)

    def apply(self, state: State, case: Case) -> None:
        """Remember its end."""
        answer, by = state.get(Answer, case.here(self.matter)), self.table(state, case)
        assert answer is not None
        end_matter(state, case, the_matter(state, case, self.matter), by=by, method=self.how or "none", answer=answer)

    def method(self) -> str:
        """As decided."""
        return self.how or "none"


@act
@dataclass(frozen=True, slots=True)
class SettleMany(Act):
    """All matters of a consent agenda on which the group agreed are settled in one entry."""

    STAGES = SETTLING

    call: str = a_name(refers="Call")
    settled: tuple[tuple[str, str, str], ...] = a_table()

    def table(self, state: State, case: Case) -> str | None:
        """The group that decided."""
        return the_call(state, case, self.call).body

    def derive(self, state: State, case: Case) -> Self:
        """(matter, disposition, digest of the answer) of each agreed item still open."""
        return filled(self, settled=tuple(self._agreed(state, case)))

    def _agreed(self, state: State, case: Case) -> Iterator[tuple[str, str, str]]:
        call = the_call(state, case, self.call)
        for item in call.proposals:
            proposal = state.get(Proposal, case.here(item))
            matter = item[len(item_name(self.call, "")) :]
            row, answer = state.get(Matter, case.here(matter)), state.get(Answer, case.here(matter))
            agreed = proposal is not None and proposal.status == "agreed"
            if proposal and agreed and row and row.open and answer and answer.digest == proposal.digest:
                yield (matter, answer.disposition, answer.digest)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A closed agenda with something agreed."""
        call = the_call(state, case, self.call)
        if call.open or call.kind != "consent":
            yield missing("call_open" if call.open else "wrong_question", call=call.key)
        if not 0 < len(self.settled) <= MOST_ITEMS:
            yield missing("not_decided", call=call.key)
        for matter, _, _ in self.settled:
            yield from may_settle(state, case, the_matter(state, case, matter))

    def apply(self, state: State, case: Case) -> None:
        """Remember each end."""
        by = self.table(state, case)
        for matter, _, _ in self.settled:
            answer = state.get(Answer, case.here(matter))
            assert answer is not None
            end_matter(state, case, the_matter(state, case, matter), by=by, method="consensus", answer=answer)

    def method(self) -> str:
        """By consensus."""
        return "consensus"


@act
@dataclass(frozen=True, slots=True)
class ReopenMatter(Act):
    """A settled matter is answered again, with a reason; the earlier end stays in the book."""

    STAGES = frozenset({Stage.RESOLVING})

    matter: str = a_name(refers="Matter")
    reason: Words = some_words()

    def table(self, state: State, case: Case) -> str | None:
        """The group that settled it."""
        row = state.get(Matter, case.here(self.matter))
        return row.settled_by if row else None

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """It was settled, and not by being split."""
        row = the_matter(state, case, self.matter)
        if row.open or row.disposition == "split":
            yield missing("matter_open", matter=row.key)

    def apply(self, state: State, case: Case) -> None:
        """It is open again."""
        reopen(state, the_matter(state, case, self.matter))


def reopen(state: State, row: Matter) -> None:
    """A matter is open again."""
    change(
        state,
        row,
        open=True,
        disposition=None,
        reason=None,
        change=None,
        same_as=None,
        settled_by=None,
        method=None,
        settled_at=None,
        disputed=False,
        satisfied=None,  # it was said of the answer that is no more
    )
    prepared = state.get(Answer, row.key)
    if prepared is not None:
        change(state, prepared, digest="")  # what was decided on it before decides nothing any more
    register_moved(state, row.plan, row.key, "reopened")


@act
@dataclass(frozen=True, slots=True)
class SettleDispute(Act):
    """The steering group decides explicitly on a comment somebody insists on; it is shown to the councils."""

    STAGES = frozenset({Stage.RESOLVING, Stage.FINAL_SIGNOFF})

    matter: str = a_name(refers="Matter")
    ruling: str = a_choice(Ruling)
    reason: Words = some_words()
    proposal: str = a_name(refers="Proposal")

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """There is a dispute, and the steering group decided on it."""
        row = the_matter(state, case, self.matter)
        if not row.disputed:
            yield missing("not_disputed", matter=row.key)
        yield from decided_by_steering(state, case, self.proposal, kind="settle_dispute", subject=self.matter)
        proposal = state.get(Proposal, case.here(self.proposal))
        if proposal is not None and (proposal.decided_at or "") < (row.settled_at or ""):
            yield missing("decided_on_another_text", proposal=proposal.key)
        if self.ruling == Ruling.ANSWER_AGAIN and case.the_plan.stage != Stage.RESOLVING:
            yield missing("wrong_stage", stage=case.the_plan.stage, act="settle_dispute")

    def apply(self, state: State, case: Case) -> None:
        """The answer stands, or the matter is open again."""
        row = the_matter(state, case, self.matter)
        if self.ruling == Ruling.ANSWER_AGAIN:
            reopen(state, row)
        else:
            change(state, row, disputed=False)
            register_moved(state, row.plan, row.key, "stands")


@act
@dataclass(frozen=True, slots=True)
class CarryMatters(Act):
    """Late comments, suggestions and questions still open end as carried to the next cycle, listed to the councils."""

    STAGES = frozenset({Stage.RESOLVING, Stage.FINAL_SIGNOFF})

    matters: tuple[str, ...] = a_name(refers="Matter", many=True)
    reason: Words = some_words()

    def table(self, state: State, case: Case) -> str | None:
        """The group of the one who carries."""
        return case.typist.body

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Open, and none that had to be settled in this cycle."""
        if not 0 < len(self.matters) <= MOST_ITEMS:
            yield missing("out_of_range", field="matters", value=len(self.matters), most=MOST_ITEMS)
        for matter in self.matters:
            row = the_matter(state, case, matter)
            yield from is_unsettled(row)
            if row.due:
                yield missing("not_late", matter=row.key)

    def apply(self, state: State, case: Case) -> None:
        """Remember each end."""
        for matter in dict.fromkeys(self.matters):
            carry(state, case, the_matter(state, case, matter), self.reason.commit)


def carry(state: State, case: Case, row: Matter, reason: str | None) -> None:
    """A matter ends as carried."""
    change(state, row, open=False, disposition="carried", reason=reason, settled_at=case.at, method="none")
    register_moved(state, row.plan, row.key, "carried")
