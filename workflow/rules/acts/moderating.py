"""The pen of moderating: openly, on a ground, with an author and an appeal; nothing is lost and every place stays."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from workflow.rules.act import Act, act
from workflow.rules.acts.commenting import the_matter, whole_and_points
from workflow.rules.case import Case, Obstacle
from workflow.rules.facts import Words, a_choice, a_digest, a_name, some_words
from workflow.rules.obstacles import missing
from workflow.rules.rows import Matter, Redaction, Reply
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


def the_reply(state: State, case: Case, reply: str) -> Reply:
    """A reply the judge has found to exist."""
    row = state.get(Reply, case.here(reply))
    assert row is not None
    return row


def with_person(people: tuple[str, ...], case: Case) -> tuple[str, ...]:
    """These people and the one who acts, once each; the clock is nobody."""
    person = case.typist.person
    return people if person is None or person in people else (*people, person)


def what_is_covered(state: State, case: Case, matter: str, reply: str | None) -> list[Matter | Reply]:
    """The reply, if it is hidden; without one, the matter and its points as far as they are held or hidden."""
    if reply is not None:
        row = the_reply(state, case, reply)
        return [row] if row.hidden else []
    found = whole_and_points(state, the_matter(state, case, matter))
    return [each for each in found if each.held or each.hidden]


def belongs(state: State, case: Case, matter: str, reply: str | None) -> Iterator[Obstacle]:
    """The reply stands under the matter named with it."""
    if reply is not None and the_reply(state, case, reply).matter != case.here(matter):
        yield missing("out_of_range", field="reply", value=reply)


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
        """Remember that it waits, and who made it."""
        row = the_matter(state, case, self.matter)
        change(state, row, held=True, covered_by=with_person(row.covered_by, case))


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
        """Remember that it waits no longer; what is hidden besides stays so, and so does an appeal against that."""
        row = the_matter(state, case, self.matter)
        change(
            state,
            row,
            held=False,
            appealed=row.appealed and row.hidden,
            covered_by=row.covered_by if row.hidden else (),
        )


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
        """Remember that it is hidden, and who did it."""
        row = the_matter(state, case, self.matter)
        change(state, row, hidden=True, covered_by=with_person(row.covered_by, case))


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
        """Remember that it is hidden no longer; one that waits besides goes on waiting, and so does an appeal."""
        row = the_matter(state, case, self.matter)
        change(
            state, row, hidden=False, appealed=row.appealed and row.held, covered_by=row.covered_by if row.held else ()
        )


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
    """Somebody asks for a second look at a matter that is held or hidden, or at a hidden reply; anybody may."""

    matter: str = a_name(refers="Matter")
    reply: str | None = a_name(refers="Reply", optional=True)
    reason: Words = some_words()

    def table(self, state: State, case: Case) -> str | None:
        """The body of the one who relays."""
        return case.typist.body

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Something of it is held or hidden, and nobody has asked yet."""
        yield from belongs(state, case, self.matter, self.reply)
        if not any(not row.appealed for row in what_is_covered(state, case, self.matter, self.reply)):
            yield missing("no_change", field="reply" if self.reply else "matter")

    def apply(self, state: State, case: Case) -> None:
        """Remember that a second look is asked for, at each point that is covered."""
        for row in what_is_covered(state, case, self.matter, self.reply):
            change(state, row, appealed=True)


@act
@dataclass(frozen=True, slots=True)
class UpholdHiding(Act):
    """An appeal was heard by somebody else than who hid it: it stays as it is, with a reason."""

    matter: str = a_name(refers="Matter")
    reply: str | None = a_name(refers="Reply", optional=True)
    reason: Words = some_words()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """An appeal waits, and whoever held or hid the words does not hear it; showing them again always may be."""
        yield from belongs(state, case, self.matter, self.reply)
        waiting = [row for row in what_is_covered(state, case, self.matter, self.reply) if row.appealed]
        if not waiting:
            yield missing("no_change", field="reply" if self.reply else "matter")
        if any(case.by.person in row.covered_by for row in waiting):
            yield missing("judge_in_own_cause", matter=case.here(self.matter))

    def apply(self, state: State, case: Case) -> None:
        """Remember that the appeal was answered."""
        for row in what_is_covered(state, case, self.matter, self.reply):
            change(state, row, appealed=False)


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
        """Remember that it is hidden, and who did it."""
        row = the_reply(state, case, self.reply)
        change(state, row, hidden=True, covered_by=with_person(row.covered_by, case))


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
        change(state, the_reply(state, case, self.reply), hidden=False, covered_by=(), appealed=False)


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
