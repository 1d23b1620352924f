"""The pen of the consent agenda: many prepared answers approved at once, each explicitly, none silently."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from workflow.rules.act import Act, act, filled
from workflow.rules.acts.deciding import (
    Question,
    body_of_call,
    has_rules,
    meeting_obstacles,
    new_call,
    new_proposal,
    open_row,
    the_call,
)
from workflow.rules.acts.positions import conclude, voice_obstacles
from workflow.rules.calls import close_row, consensus_state
from workflow.rules.case import Case, Obstacle
from workflow.rules.charter import Verdict
from workflow.rules.consent import close_consent
from workflow.rules.facts import Words, a_name, a_table, some_words
from workflow.rules.guards import constituted, free
from workflow.rules.obstacles import missing
from workflow.rules.rows import Answer, Body, Call, Conflict, Matter, Proposal
from workflow.rules.sides import Decides
from workflow.rules.state import State, change

MOST_ITEMS = 100  # a larger agenda is split: one entry never holds more


def item_name(call: str, matter: str) -> str:
    """The name of the question an agenda puts about one matter."""
    return f"{call}.{matter}"


@act
@dataclass(frozen=True, slots=True)
class OpenAgenda(Act):
    """The facilitator opens a consent agenda over prepared answers, listed with their digests."""

    call: str = a_name()
    body: str = a_name(refers="Body")
    matters: tuple[str, ...] = a_name(refers="Answer", many=True)
    question: Words = some_words()
    meeting: str | None = a_name(refers="Meeting", optional=True)
    items: tuple[tuple[str, str], ...] = a_table()
    counted: tuple[tuple[str, str, bool], ...] = a_table()

    def table(self, state: State, case: Case) -> str | None:
        """The group that settles."""
        return self.body

    def derive(self, state: State, case: Case) -> Self:
        """The digest of each listed answer, and who counts."""
        answers = [(matter, state.get(Answer, case.here(matter))) for matter in self.matters]
        items = tuple((matter, answer.digest) for matter, answer in answers if answer is not None)
        return filled(self, items=items, counted=self._call(state, case).counted)

    def _call(self, state: State, case: Case) -> Call:
        names = tuple(item_name(self.call, matter) for matter in self.matters)
        return new_call(
            state, case, call=self.call, kind="consent", proposals=names, body=self.body, meeting=self.meeting
        )

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A constituted group that seeks agreement, at a meeting, over open matters each listed once."""
        yield from free(state, Call, case.here(self.call), "call")
        yield from constituted(state, self.body)
        body = state.get(Body, self.body)
        if body is not None and body.decides != Decides.CONSENSUS_FIRST:
            yield missing("body_votes_only", article=15, kind=body.kind)
        if body is not None:
            yield from has_rules(case, body)
        yield from meeting_obstacles(state, case, self.meeting, self.body)
        if not 0 < len(self.matters) <= MOST_ITEMS or len(set(self.matters)) != len(self.matters):
            yield missing("out_of_range", field="matters", value=len(self.matters), most=MOST_ITEMS)
        for matter in self.matters:
            row = state.get(Matter, case.here(matter))
            if row is None or not row.open:
                yield missing("matter_settled", matter=case.here(matter))
            yield from free(state, Proposal, case.here(item_name(self.call, matter)), "call")

    def apply(self, state: State, case: Case) -> None:
        """Remember one question an item and the call over all of them."""
        for matter, text in self.items:
            state.put(
                new_proposal(
                    case,
                    proposal=item_name(self.call, matter),
                    body=self.body,
                    kind=str(Question.SETTLE_MATTER),
                    subject=matter,
                    text=text,
                    question=self.question.commit,
                )
            )
        open_row(state, case, self._call(state, case))


@act
@dataclass(frozen=True, slots=True)
class PullOut(Act):
    """A seat pulls one item out of the agenda; it leaves unharmed, with no round counted (article 14)."""

    call: str = a_name(refers="Call")
    matter: str = a_name(refers="Matter")

    def table(self, state: State, case: Case) -> str | None:
        """The group that settles."""
        return body_of_call(state, case, self.call)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """The agenda is open, lists the item, and this seat counts in it."""
        row = the_call(state, case, self.call)
        item = item_name(self.call, self.matter)
        if row.kind != "consent" or item not in row.proposals or item in row.pulled:
            yield missing("not_on_agenda", call=row.key, matter=self.matter)
        yield from voice_obstacles(state, case, row)

    def apply(self, state: State, case: Case) -> None:
        """The item waits for its own question."""
        row = the_call(state, case, self.call)
        change(state, row, pulled=(*row.pulled, item_name(self.call, self.matter)))


@act
@dataclass(frozen=True, slots=True)
class CloseAgenda(Act):
    """The agenda closes: each seat's one explicit position stands for every item nobody pulled out."""

    call: str = a_name(refers="Call")
    results: tuple[tuple[object, ...], ...] = a_table()

    def table(self, state: State, case: Case) -> str | None:
        """The group that settles."""
        return body_of_call(state, case, self.call)

    def derive(self, state: State, case: Case) -> Self:
        """What became of each item: (item, outcome, tallies, preparatory sides)."""
        row = the_call(state, case, self.call)
        if row.kind != "consent":
            return self
        conflicted = {
            item: [row.seat for row in state.find(Conflict, proposal=case.here(item)) if row.standing]
            for item in row.proposals
        }
        verdicts = close_consent(
            consensus_state(state, case, row), items=row.proposals, pulled=row.pulled, conflicted=conflicted
        )
        return filled(self, results=tuple(_told(item, verdict) for item, verdict in verdicts.items()))

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """An open agenda."""
        row = the_call(state, case, self.call)
        if not row.open:
            yield missing("call_closed", call=row.key)
        if row.kind != "consent":
            yield missing("wrong_question", call=row.key, kind=row.kind)

    def apply(self, state: State, case: Case) -> None:
        """Each item is agreed, has a failed round, or leaves as it came."""
        row = the_call(state, case, self.call)
        close_row(state, case, row, self.outcome())
        for item, outcome, _, preparatory in self.results:
            sides = tuple(str(side) for side in preparatory) if isinstance(preparatory, tuple) else ()
            conclude(state, case, str(item), str(outcome), sides)

    def outcome(self) -> str:
        """Consensus if every item nobody pulled out was agreed."""
        outcomes = {str(outcome) for _, outcome, _, _ in self.results} - {"pulled"}
        return outcomes.pop() if len(outcomes) == 1 else "done"

    def method(self) -> str:
        """By consensus, where there was any."""
        return "consensus" if any(outcome == "consensus" for _, outcome, _, _ in self.results) else "none"


def _told(item: str, verdict: Verdict | str) -> tuple[object, ...]:
    if isinstance(verdict, str):
        return (item, verdict, (), ())
    return (item, str(verdict.outcome), verdict.tallies, tuple(str(side) for side in verdict.preparatory))
