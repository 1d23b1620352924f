"""The pen of moderating: openly, on a ground, with an author and an appeal; nothing is lost and every place stays."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from workflow.rules.act import Act, act
from workflow.rules.acts.commenting import the_matter
from workflow.rules.case import Case, Obstacle
from workflow.rules.facts import Words, a_choice, a_digest, a_name, some_words
from workflow.rules.obstacles import missing
from workflow.rules.rows import Redaction, Reply
from workflow.rules.state import State, change


class HidingGround(StrEnum):
    """Why a matter may be hidden; none of them is what it says about the plan (principle 2)."""

    PERSONAL_DATA = "personal_data"
    HATE = "hate"
    ADVERTISING = "advertising"
    UNLAWFUL = "unlawful"


class HoldingGround(StrEnum):
    """Why a matter waits before it is shown."""

    RATE_LIMIT = "rate_limit"
    SENSITIVE_DATA = "sensitive_data"
    SPAM = "spam"


@act
@dataclass(frozen=True, slots=True)
class HoldMatter(Act):
    """A matter waits before it is shown, on a ground; it keeps its number and is not lost."""

    matter: str = a_name(refers="Matter")
    ground: str = a_choice(HoldingGround)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Not held already."""
        if the_matter(state, case, self.matter).held:
            yield missing("no_change", field="matter")

    def apply(self, state: State, case: Case) -> None:
        """Remember that it waits."""
        change(state, the_matter(state, case, self.matter), held=True)


@act
@dataclass(frozen=True, slots=True)
class ReleaseMatter(Act):
    """A held matter is shown."""

    matter: str = a_name(refers="Matter")

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """It was held."""
        if not the_matter(state, case, self.matter).held:
            yield missing("no_change", field="matter")

    def apply(self, state: State, case: Case) -> None:
        """Remember that it is shown."""
        change(state, the_matter(state, case, self.matter), held=False, appealed=False)


@act
@dataclass(frozen=True, slots=True)
class HideMatter(Act):
    """The words of a matter are hidden, on a ground and with a reason; its place and number stay (principle 2)."""

    matter: str = a_name(refers="Matter")
    ground: str | None = a_choice(HidingGround, optional=True)
    reason: Words | None = some_words(optional=True)

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A ground and a reason, so that there is something to appeal against."""
        if self.ground is None or self.reason is None:
            yield missing("refusal_without_ground", matter=case.here(self.matter))
        if the_matter(state, case, self.matter).hidden:
            yield missing("no_change", field="matter")

    def apply(self, state: State, case: Case) -> None:
        """Remember that it is hidden."""
        change(state, the_matter(state, case, self.matter), hidden=True)


@act
@dataclass(frozen=True, slots=True)
class ShowMatter(Act):
    """An appeal was heard: a hidden matter is shown again."""

    matter: str = a_name(refers="Matter")
    reason: Words = some_words()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """It was hidden."""
        if not the_matter(state, case, self.matter).hidden:
            yield missing("no_change", field="matter")

    def apply(self, state: State, case: Case) -> None:
        """Remember that it is shown."""
        change(state, the_matter(state, case, self.matter), hidden=False, appealed=False)


@act
@dataclass(frozen=True, slots=True)
class Redact(Act):
    """The words behind a commitment are taken from the public, on a legal ground; the book still verifies."""

    STAGES = frozenset()
    EITHER = True

    commitment: str = a_digest()
    ground: Words = some_words()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Not redacted already."""
        if state.get(Redaction, self.commitment) is not None:
            yield missing("no_change", field="commitment")

    def apply(self, state: State, case: Case) -> None:
        """Remember that an opening may be missing, and why."""
        state.put(Redaction(key=self.commitment, born=case.n, ground=self.ground.commit, plan=case.plan_key))


@act
@dataclass(frozen=True, slots=True)
class AppealHiding(Act):
    """Somebody asks for a second look at a matter that is held or hidden; anybody may, not only who wrote it."""

    matter: str = a_name(refers="Matter")
    reason: Words = some_words()

    def table(self, state: State, case: Case) -> str | None:
        """The body of the one who relays."""
        return case.typist.body

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """It is held or hidden, and nobody has asked yet."""
        row = the_matter(state, case, self.matter)
        if row.appealed or not (row.hidden or row.held):
            yield missing("no_change", field="matter")

    def apply(self, state: State, case: Case) -> None:
        """Remember that a second look is asked for."""
        change(state, the_matter(state, case, self.matter), appealed=True)


@act
@dataclass(frozen=True, slots=True)
class UpholdHiding(Act):
    """An appeal was heard by somebody else than who hid it: the matter stays as it is, with a reason."""

    matter: str = a_name(refers="Matter")
    reason: Words = some_words()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """An appeal waits."""
        if not the_matter(state, case, self.matter).appealed:
            yield missing("no_change", field="matter")

    def apply(self, state: State, case: Case) -> None:
        """Remember that the appeal was answered."""
        change(state, the_matter(state, case, self.matter), appealed=False)


def the_reply(state: State, case: Case, reply: str) -> Reply:
    """A reply the judge has found to exist."""
    row = state.get(Reply, case.here(reply))
    assert row is not None
    return row


@act
@dataclass(frozen=True, slots=True)
class HideReply(Act):
    """The words of a reply are hidden, on a ground and with a reason; its place stays (principle 2)."""

    reply: str = a_name(refers="Reply")
    ground: str = a_choice(HidingGround)
    reason: Words = some_words()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Not hidden already."""
        if the_reply(state, case, self.reply).hidden:
            yield missing("no_change", field="reply")

    def apply(self, state: State, case: Case) -> None:
        """Remember that it is hidden."""
        change(state, the_reply(state, case, self.reply), hidden=True)


@act
@dataclass(frozen=True, slots=True)
class ShowReply(Act):
    """A hidden reply is shown again."""

    reply: str = a_name(refers="Reply")
    reason: Words = some_words()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """It was hidden."""
        if not the_reply(state, case, self.reply).hidden:
            yield missing("no_change", field="reply")

    def apply(self, state: State, case: Case) -> None:
        """Remember that it is shown."""
        change(state, the_reply(state, case, self.reply), hidden=False)


@act
@dataclass(frozen=True, slots=True)
class TranscribeMatter(Act):
    """What is said in a voice recording is written down; the recording stays the original, bound by its digest."""

    matter: str = a_name(refers="Matter")
    transcript: Words = some_words()

    def table(self, state: State, case: Case) -> str | None:
        """The body of the one who writes."""
        return case.typist.body

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """There is a recording."""
        if the_matter(state, case, self.matter).recording is None:
            yield missing("recording_missing", matter=case.here(self.matter))

    def apply(self, state: State, case: Case) -> None:
        """Remember the newest transcript; earlier ones stay in the book."""
        change(state, the_matter(state, case, self.matter), transcript=self.transcript.commit)
