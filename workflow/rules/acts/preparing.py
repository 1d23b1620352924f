"""The pen of preparing: mandate, people concerned, analyses and surveys, help for those who need it, news."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from workflow.rules.act import Act, act
from workflow.rules.case import Case, Obstacle
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
from workflow.rules.guards import decided, free
from workflow.rules.obstacles import missing
from workflow.rules.rows import Assistance, Deliverable, Mandate, Proposal, SignOff, Stakeholder, Survey
from workflow.rules.sides import Side
from workflow.rules.state import State, change


class InvitationReply(StrEnum):
    """What somebody invited answered."""

    NONE = "none"
    COMES = "comes"
    DECLINES = "declines"


class Help(StrEnum):
    """Assistance that makes people equal at the table (principle 3)."""

    TRANSPORT = "transport"
    COMPANION = "companion"
    INTERPRETER = "interpreter"
    EASY_TO_READ = "easy_to_read"
    REIMBURSEMENT = "reimbursement"


def void(state: State, case: Case, scope: str) -> None:
    """A product changed: sign-offs of this scope no longer hold, and the entry that voided them is remembered."""
    for sign in state.find(SignOff, plan=case.plan_key, scope=scope, valid=True):
        change(state, sign, valid=False, voided_by=case.n)


@act
@dataclass(frozen=True, slots=True)
class RecordMandate(Act):
    """The political mandate: which body resolved it, under which number, on which day."""

    mandate: str = a_name()
    body: str = a_name(refers="Body")
    resolution: str = an_official_number()
    day: str = a_day()
    text: Words = some_words()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A free name and a day that is not ahead."""
        yield from free(state, Mandate, case.here(self.mandate), "mandate")
        if self.day > case.day:
            yield missing("happened_later", field="day", value=self.day)

    def apply(self, state: State, case: Case) -> None:
        """Remember it; the approval of the preparation must be renewed."""
        key, plan = case.here(self.mandate), case.the_plan.key
        state.put(
            Mandate(
                key=key,
                born=case.n,
                plan=plan,
                body=self.body,
                resolution=self.resolution,
                day=self.day,
                text=self.text.commit,
            )
        )
        void(state, case, "stage.preparation")


@act
@dataclass(frozen=True, slots=True)
class RecordStakeholder(Act):
    """Somebody the problem touches, or who can help: for which side, invited or not, and the answer."""

    stakeholder: str = a_name()
    side: str = a_choice(Side)
    who: Words = some_words()
    invited: bool = a_flag()
    reply: str = a_choice(InvitationReply)

    def apply(self, state: State, case: Case) -> None:
        """Remember, or bring up to date."""
        key = case.here(self.stakeholder)
        before = state.get(Stakeholder, key)
        born = before.born if before else case.n
        state.put(
            Stakeholder(
                key=key,
                born=born,
                plan=case.the_plan.key,
                side=self.side,
                name=self.who.commit,
                invited=self.invited,
                answer=self.reply,
            )
        )
        if before is None:
            void(state, case, "stage.preparation")


@act
@dataclass(frozen=True, slots=True)
class Deliver(Act):
    """A required analysis, survey or catalogue is there: the digest of the file."""

    deliverable: str = a_name()
    file: str = a_digest()
    about: Words = some_words()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """The process file asks for it, and it is not the same file again."""
        if case.the_process.deliverable(self.deliverable) is None:
            yield missing("not_in_process", field="deliverable", value=self.deliverable)
        before = state.get(Deliverable, case.here(self.deliverable))
        if before is not None and before.digest == self.file:
            yield missing("no_change", field="file")

    def apply(self, state: State, case: Case) -> None:
        """Remember the file; approvals of an earlier one do not carry over."""
        key = case.here(self.deliverable)
        before = state.get(Deliverable, key)
        born = before.born if before else case.n
        state.put(Deliverable(key=key, born=born, plan=case.the_plan.key, item=self.deliverable, digest=self.file))
        void(state, case, "stage.preparation")
        void(state, case, "stage.drafting")


@act
@dataclass(frozen=True, slots=True)
class ApproveDeliverable(Act):
    """The body named in the process file approved a deliverable, by its digest."""

    deliverable: str = a_name(refers="Deliverable")
    proposal: str = a_name(refers="Proposal")

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Decided on this file, by the body the process file names."""
        row = state.get(Deliverable, case.here(self.deliverable))
        assert row is not None
        yield from decided(
            state, case, self.proposal, kind="approve_deliverable", subject=self.deliverable, digest=row.digest
        )
        rule = case.the_process.deliverable(self.deliverable)
        proposal = state.get(Proposal, case.here(self.proposal))
        if rule is not None and proposal is not None and rule.approved_by not in (None, proposal.body):
            yield missing("wrong_question", proposal=proposal.key, body=proposal.body)

    def apply(self, state: State, case: Case) -> None:
        """Remember the approval."""
        row = state.get(Deliverable, case.here(self.deliverable))
        assert row is not None
        change(state, row, approved=True)


@act
@dataclass(frozen=True, slots=True)
class RecordSurvey(Act):
    """A questionnaire survey: how many went out, how many came back, and what they say in short."""

    survey: str = a_name()
    sent: int = a_count(least=1)
    returned: int = a_count()
    summary: Words = some_words()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Not more came back than went out."""
        if self.returned > self.sent:
            yield missing("out_of_range", field="returned", value=self.returned, most=self.sent)

    def apply(self, state: State, case: Case) -> None:
        """Remember, or bring up to date."""
        key = case.here(self.survey)
        before = state.get(Survey, key)
        born = before.born if before else case.n
        state.put(
            Survey(
                key=key,
                born=born,
                plan=case.the_plan.key,
                sent=self.sent,
                returned=self.returned,
                summary=self.summary.commit,
            )
        )


@act
@dataclass(frozen=True, slots=True)
class PlanReview(Act):
    """When the plan will be looked at again, and who sees to it (principle 10)."""

    on: str = a_day()
    who: Words = some_words()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """The day lies ahead."""
        if self.on <= case.day:
            yield missing("out_of_range", field="on", value=self.on, least=case.day)

    def apply(self, state: State, case: Case) -> None:
        """Remember both."""
        change(state, case.the_plan, review_on=self.on, review_by=self.who.commit)


@act
@dataclass(frozen=True, slots=True)
class OfferAssistance(Act):
    """Help offered so that people can take part as equals, and how many used it."""

    assistance: str = a_name()
    kind: str = a_choice(Help)
    offered: int = a_count(least=1)
    used: int = a_count()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Not more used than offered."""
        if self.used > self.offered:
            yield missing("out_of_range", field="used", value=self.used, most=self.offered)

    def apply(self, state: State, case: Case) -> None:
        """Remember, or bring up to date."""
        key = case.here(self.assistance)
        before = state.get(Assistance, key)
        state.put(
            Assistance(
                key=key,
                born=before.born if before else case.n,
                plan=case.the_plan.key,
                kind=self.kind,
                offered=self.offered,
                used=self.used,
            )
        )


@act
@dataclass(frozen=True, slots=True)
class PublishNews(Act):
    """News for the public: the course is told during the whole process (principle 5)."""

    news: Words = some_words()

    def apply(self, state: State, case: Case) -> None:
        """Remember when the public last heard."""
        change(state, case.the_plan, news_at=case.at)
