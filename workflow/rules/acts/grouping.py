"""The pen of grouping: matters in nearly the same words are put together by people, never by a machine alone."""

from collections.abc import Iterator
from dataclasses import dataclass

from workflow.rules.act import Act, act
from workflow.rules.acts.agenda import MOST_ITEMS
from workflow.rules.acts.commenting import the_matter
from workflow.rules.case import Case, Obstacle
from workflow.rules.facts import a_name
from workflow.rules.obstacles import missing
from workflow.rules.rows import Matter
from workflow.rules.state import State, change


@act
@dataclass(frozen=True, slots=True)
class ConfirmAlike(Act):
    """People confirm that matters say the same; each keeps its number and gets its answer."""

    lead: str = a_name(refers="Matter")
    matters: tuple[str, ...] = a_name(refers="Matter", many=True)

    def table(self, state: State, case: Case) -> str | None:
        """The group of the one who confirms."""
        return case.typist.body

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Whole matters, none of them in another group, and the one that stands for them stands for itself."""
        if not 0 < len(self.matters) <= MOST_ITEMS:
            yield missing("out_of_range", field="matters", value=len(self.matters), most=MOST_ITEMS)
        first = the_matter(state, case, self.lead)
        if first.point or first.alike not in (None, first.key):
            yield missing("out_of_range", field="lead", value=self.lead)
        for matter in self.matters:
            row = the_matter(state, case, matter)
            if row.key == first.key or row.point or row.alike is not None:
                yield missing("out_of_range", field="matters", value=matter)

    def apply(self, state: State, case: Case) -> None:
        """Remember the group under the matter that stands for it."""
        first = the_matter(state, case, self.lead)
        change(state, first, alike=first.key)
        for matter in dict.fromkeys(self.matters):
            change(state, the_matter(state, case, matter), alike=first.key)


@act
@dataclass(frozen=True, slots=True)
class SplitAlike(Act):
    """Matters put together say different things after all: they are taken out of their group."""

    matters: tuple[str, ...] = a_name(refers="Matter", many=True)

    def table(self, state: State, case: Case) -> str | None:
        """The group of the one who splits."""
        return case.typist.body

    def obstacles(self, state: State, case: Case) -> Iterator[Obstacle]:
        """Each is in a group; the one that stands for it leaves only with all the others."""
        if not 0 < len(self.matters) <= MOST_ITEMS:
            yield missing("out_of_range", field="matters", value=len(self.matters), most=MOST_ITEMS)
        leaving = [the_matter(state, case, matter) for matter in dict.fromkeys(self.matters)]
        for row in leaving:
            if row.alike is None:
                yield missing("no_change", field="matters")
            elif row.alike == row.key:
                with_it = sum(each.alike == row.key for each in leaving)
                if state.count(Matter, alike=row.key) > with_it:
                    yield missing("stands_for_others", matter=row.key)

    def apply(self, state: State, case: Case) -> None:
        """Remember them as they were, each for itself; nothing stands for a group of one."""
        for matter in dict.fromkeys(self.matters):
            row = the_matter(state, case, matter)
            if row.alike is None:
                continue
            change(state, row, alike=None)
            left = state.find(Matter, alike=row.alike, most=2)
            if len(left) == 1:
                change(state, left[0], alike=None)
