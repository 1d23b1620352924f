"""The pen of drafting: sections and their wordings, summaries, parts handed to the steering group."""

from collections.abc import Iterator
from dataclasses import dataclass

from workflow.rules.act import Act, act
from workflow.rules.acts.preparing import void
from workflow.rules.case import Case, Obstacle
from workflow.rules.facts import Words, a_count, a_flag, a_name, some_words
from workflow.rules.guards import covered, delivered, groups_ready, recorded, stage_approved
from workflow.rules.lifecycle import Stage
from workflow.rules.obstacles import missing
from workflow.rules.products import text_changed
from workflow.rules.rows import Mandate, Matter, Part, Section, Stakeholder, Wording
from workflow.rules.state import State, change

WRITING = frozenset({Stage.PREPARATION, Stage.DRAFTING, Stage.STEERING, Stage.COMMENTING, Stage.RESOLVING})


def rewritten(state: State, case: Case, part: Part, *, editorial: bool) -> None:
    """A section changed: work out the digests, and void what was approved unless the change is editorial."""
    plan = case.the_plan
    after = text_changed(state, plan, part)
    if editorial:
        return
    void(state, case, f"part.{part.key.split('/', 1)[1]}")
    void(state, case, "stage.drafting")
    void(state, case, "stage.resolving")
    if part.status == "approved":
        change(state, after, status="returned" if plan.stage == Stage.DRAFTING else "submitted")


@act
@dataclass(frozen=True, slots=True)
class BeginDrafting(Act):
    """The foundations are laid: mandate, charter, people concerned, groups; drafting begins."""

    STAGES = frozenset({Stage.PREPARATION})

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Everything the beginning needs, all at once."""
        if state.count(Mandate, plan=case.plan_key) == 0:
            yield missing("no_mandate")
        if case.the_plan.charter is None:
            yield missing("no_charter")
        if state.count(Stakeholder, plan=case.plan_key) == 0:
            yield missing("no_stakeholders")
        yield from groups_ready(state, case)
        yield from delivered(state, case, "preparation")
        yield from stage_approved(state, case, "preparation")
        yield from recorded(state, case)

    def apply(self, state: State, case: Case) -> None:
        """Remember since when."""
        change(state, case.the_plan, drafting_since=case.at)


@act
@dataclass(frozen=True, slots=True)
class WriteSection(Act):
    """A section gets a wording, its first or the next; every wording is kept. Editorial changes void no approval."""

    STAGES = WRITING

    section: str = a_name()
    part: str = a_name()
    place: int = a_count(least=1)
    title: Words = some_words()
    text: Words = some_words()
    editorial: bool = a_flag()
    matter: str | None = a_name(refers="Matter", optional=True)
    after: int | None = a_count(optional=True)  # the number of the wording the writer had read
    covers: tuple[str, ...] = a_name(many=True)  # contents of the part's checklist it holds

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A part of the process file, the wording the writer had read, and in resolving only a matter changes text."""
        row, part = state.get(Section, case.here(self.section)), state.get(Part, case.here(self.part))
        if part is None:
            yield missing("part_unknown", part=self.part)
        if row is not None and row.part != case.here(self.part):
            yield missing("taken", field="section", value=self.section)
        if row is not None and row.withdrawn:
            yield missing("already_ended", field="section", value=self.section)
        if row is not None and self.after is not None and self.after != row.wordings:
            yield missing("stale", field="after", given=self.after, now=row.wordings)
        rule = case.the_process.part(self.part)
        for item in self.covers:
            if rule is None or item not in rule.contents:
                yield missing("not_in_process", field="covers", value=item)
        if row is None and self.editorial:
            yield missing("no_change", field="editorial")
        late = case.the_plan.stage in (Stage.COMMENTING, Stage.RESOLVING)
        if late and not self.editorial and self.matter is None:
            yield missing("unknown", field="matter", value="")

    def apply(self, state: State, case: Case) -> None:
        """Remember the wording and the digests that follow from it."""
        key, plan = case.here(self.section), case.the_plan.key
        before = state.get(Section, key)
        number = before.wordings + 1 if before else 1
        matter = case.here(self.matter) if self.matter else None
        title, text = self.title.commit, self.text.commit
        substance = before.substance if before and self.editorial else text
        state.put(
            Section(
                key=key,
                born=before.born if before else case.n,
                plan=plan,
                part=case.here(self.part),
                place=self.place,
                title=title,
                words=text,
                substance=substance,
                wordings=number,
                covers=tuple(sorted({*self.covers, *(before.covers if before else ())})),
            )
        )
        state.put(
            Wording(
                key=f"{key}.{number}",
                born=case.n,
                plan=plan,
                section=key,
                number=number,
                title=title,
                words=text,
                editorial=self.editorial,
                matter=matter,
            )
        )
        part = state.get(Part, case.here(self.part))
        assert part is not None
        rewritten(state, case, part, editorial=self.editorial)


@act
@dataclass(frozen=True, slots=True)
class WithdrawSection(Act):
    """A section is taken out of the draft; its wordings stay."""

    STAGES = WRITING

    section: str = a_name(refers="Section")
    reason: Words = some_words()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """It is still in the draft, and no open matter stands on it."""
        row = state.get(Section, case.here(self.section))
        assert row is not None
        if row.withdrawn:
            yield missing("already_ended", field="section", value=self.section)
        for matter in state.find(Matter, plan=case.plan_key, section=row.key, most=20):
            if matter.open:
                yield missing("matter_open", matter=matter.key)

    def apply(self, state: State, case: Case) -> None:
        """Remember it is out."""
        row = state.get(Section, case.here(self.section))
        part = state.get(Part, row.part) if row else None
        assert row is not None and part is not None
        change(state, row, withdrawn=True)
        rewritten(state, case, part, editorial=False)


@act
@dataclass(frozen=True, slots=True)
class ContestEditorial(Act):
    """A member holds that an editorial change was more than that: it then voids approvals like any other."""

    STAGES = WRITING | {Stage.POSTED, Stage.FINAL_SIGNOFF}

    section: str = a_name(refers="Section")
    reason: Words = some_words()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """There is an editorial change to contest."""
        row = state.get(Section, case.here(self.section))
        assert row is not None
        if row.substance == row.words:
            yield missing("no_change", field="section")

    def apply(self, state: State, case: Case) -> None:
        """The last wording counts as a change of substance."""
        row = state.get(Section, case.here(self.section))
        assert row is not None
        part = state.get(Part, row.part)
        assert part is not None
        change(state, row, substance=row.words)
        rewritten(state, case, part, editorial=False)


@act
@dataclass(frozen=True, slots=True)
class WriteSummary(Act):
    """A part in plain language, for people who will not read the whole; no part is posted without one."""

    STAGES = WRITING

    part: str = a_name()
    summary: Words = some_words()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """A part of the process file."""
        if state.get(Part, case.here(self.part)) is None:
            yield missing("part_unknown", part=self.part)

    def apply(self, state: State, case: Case) -> None:
        """Remember the summary; most people read nothing else, so an approval of another one no longer holds."""
        row = state.get(Part, case.here(self.part))
        assert row is not None
        row = change(state, row, summary=self.summary.commit)
        if row.status == "approved":
            rewritten(state, case, row, editorial=False)


@act
@dataclass(frozen=True, slots=True)
class SubmitPart(Act):
    """A part goes to the steering group."""

    STAGES = frozenset({Stage.DRAFTING, Stage.STEERING})

    part: str = a_name()

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """There is text and a summary in it, it is not there already, and steering remarks are answered."""
        row = state.get(Part, case.here(self.part))
        if row is None:
            yield missing("part_unknown", part=self.part)
            return
        if row.status in ("submitted", "approved"):
            yield missing("part_not_open", part=self.part, status=row.status)
        if row.sections == 0:
            yield missing("part_empty", part=self.part)
        if row.summary is None:
            yield missing("summary_missing", part=self.part)
        rule = case.the_process.part(self.part)
        yield from covered(state, case, rule) if rule else ()
        for matter in state.find(Matter, plan=case.plan_key, open=True, due=True, most=20):
            if matter.kind == "steering_remark" and _stands_on(state, matter, row):
                yield missing("remark_unanswered", matter=matter.key, part=self.part)

    def apply(self, state: State, case: Case) -> None:
        """The steering group has it."""
        row = state.get(Part, case.here(self.part))
        assert row is not None
        change(state, row, status="submitted")


def _stands_on(state: State, matter: Matter, part: Part) -> bool:
    section = state.get(Section, matter.section) if matter.section else None
    return section is None or section.part == part.key


@act
@dataclass(frozen=True, slots=True)
class EnterSteering(Act):
    """All parts are with the steering group: the plan enters its hands."""

    STAGES = frozenset({Stage.DRAFTING})

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Every part was submitted or approved, and the record of the course is whole."""
        for rule in case.the_process.parts:
            row = state.get(Part, case.here(rule.id))
            if row is None or row.status not in ("submitted", "approved"):
                yield missing("part_not_submitted", part=rule.id)
        yield from delivered(state, case, "drafting")
        yield from stage_approved(state, case, "drafting")
        yield from recorded(state, case)
