"""A common project of several towns as pages speak of it: its row, its rules, its names, what is remembered of it.

However many towns take part, what a page asks of the database is the same: the project's own tables are read once, and
whatever lies in the towns is asked for all of them together.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from consult.acting.desk import Desk, town_desk
from consult.addresses import address
from consult.places import Here, Town, said
from consult.sentences.names import programme_names
from consult.who import now
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.clock import local_date
from workflow.rules.process import Process
from workflow.rules.process_programme import ProgrammeRule
from workflow.rules.programme_course import Course, course_of
from workflow.rules.state import Head, Replayed, State
from workflow.store import Rows, process_file
from workflow.trail.canonical import parse_time

R = TypeVar("R", bound=rows.Row)
OWN = (rows.ProgrammeTown, rows.Milestone, rows.Gate, rows.Counted)


class ReadOnce:
    """`State` for looking: the tables of one project are read once and asked in memory, everything else of rows."""

    def __init__(self, territory: str, programme: str) -> None:
        self._rows, self._memory = Rows(territory, Head(0, "")), Replayed({})
        for table in OWN:
            for row in self._rows.find(table, programme=programme):
                self._memory.put(row)

    @property
    def head(self) -> Head:
        """Nobody is judged here, so nobody asks."""
        return Head(0, "")

    def get(self, table: type[R], key: str) -> R | None:
        """See `State.get`."""
        return self._asked(table).get(table, key)

    def find(self, table: type[R], *, most: int | None = None, **equals: Any) -> list[R]:
        """See `State.find`."""
        return self._asked(table).find(table, most=most, **equals)

    def count(self, table: type[rows.Row], **equals: Any) -> int:
        """See `State.count`."""
        return self._asked(table).count(table, **equals)

    def put(self, row: rows.Row) -> None:
        """Nothing changes by being looked at."""
        raise TypeError("a page does not change what it shows")

    def process(self, digest: str) -> Process | None:
        """See `State.process`."""
        return process_file(digest)

    def _asked(self, table: type[rows.Row]) -> State:
        return self._memory if table in OWN else self._rows


@dataclass(frozen=True, slots=True)
class Project:
    """The common project a page is about, and who looks at it."""

    desk: Desk
    row: Any
    process: Process
    rule: ProgrammeRule
    state: State
    names: dict[str, str]

    @property
    def town(self) -> Town:
        """The territory in whose book it is."""
        return self.desk.town

    @property
    def territory(self) -> str:
        """The name of that territory."""
        return self.desk.territory

    @property
    def key(self) -> str:
        """Its name in addresses."""
        return str(self.row.key)

    @property
    def title(self) -> str:
        """What people call it."""
        return said(self.rule.title)

    @property
    def ended(self) -> bool:
        """Whether it was closed or given up."""
        return self.row.ended_at is not None

    @property
    def today(self) -> str:
        """The day it is in Prague; once the project has ended, its last one."""
        return local_date(parse_time(self.row.ended_at or now())).isoformat()

    def course(self) -> Course:
        """Its calendar as it stands."""
        return course_of(self.state, self.key, self.rule, self.row.starts_on)

    def address(self, name: str) -> str:
        """The address of one of its pages."""
        return address(name, self.territory, self.key)

    def called(self, kind: str, name: str) -> str:
        """What people call a town (`municipality`), `need`, `gate` or `milestone`."""
        return self.names.get(f"{kind}:{name}", name)

    def towns_called(self, towns: Iterable[str]) -> list[str]:
        """Towns by their names."""
        return [self.called("municipality", town) for town in towns]


def project_or_404(request: HttpRequest, territory: str, programme: str) -> Project:
    """The project of an address."""
    desk = town_desk(request, territory)
    row = model_of(rows.Programme).objects.filter(territory=territory, key=programme).first()
    process = process_file(row.process) if row else None
    if row is None or process is None or process.programme is None:
        raise Http404
    state = ReadOnce(territory, programme)
    return Project(desk, row, process, process.programme, state, programme_names(process))


def crumbs_of(project: Project, *, inside: bool = True) -> list[dict[str, str]]:
    """The way to one of its pages, as `parts/breadcrumb.html` takes it; `inside` is below its board."""
    way = [(project.town.name, project.town.url)]
    way += [(project.title, project.address("programme"))] if inside else []
    return [{"label": label, "url": url} for label, url in way]


def tabs_of(project: Project, current: str) -> list[dict[str, Any]]:
    """Its pages, as `parts/tabs.html` takes them."""
    pages = {
        "programme": _("Towns"),
        "gates": _("Stages and what they ask for"),
        "calendar": _("Calendar"),
        "measures": _("Measures side by side"),
    }
    return [{"label": label, "url": project.address(name), "current": name == current} for name, label in pages.items()]


def projects_in(territory: str | None = None) -> list[dict[str, str]]:
    """Projects of a territory, or of the whole installation, the newest first: their names and addresses."""
    found = model_of(rows.Programme).objects.order_by("-born")
    found = found.filter(territory=territory) if territory is not None else found
    return [line for row in found[:50] if (line := project_line(row))]


def projects_with(territory: str) -> list[dict[str, str]]:
    """Projects of other territories this town has joined."""
    joined = model_of(rows.ProgrammeTown).objects.filter(town=territory, standing="joined").exclude(territory=territory)
    wanted = set(joined.values_list("territory", "programme"))
    if not wanted:
        return []
    found = model_of(rows.Programme).objects.filter(key__in={programme for _territory, programme in wanted})
    lines = [project_line(row) for row in found.order_by("-born") if (row.territory, row.key) in wanted]
    return [line for line in lines if line]


def projects_of(here: Here) -> list[dict[str, str]]:
    """Projects a plan is part of: those its town joined, or, for the region's own plan, those of the region."""
    if here.process.programme is None:
        return []
    own = here.process.programme.town(here.territory) is None
    return projects_in(here.territory) if own else projects_with(here.territory)


def project_line(row: Any) -> dict[str, str] | None:
    """A project as a link: its name, where it is, and how it ended; None where its process file is not at hand."""
    process = process_file(row.process)
    if process is None or process.programme is None:
        return None
    over = _("closed with a report") if row.reached else pgettext("common project", "given up")
    return {
        "title": said(process.programme.title),
        "url": address("programme", row.territory, row.key),
        "where": said(process.territory.name),
        "ended": over if row.ended_at is not None else "",
        "starts_on": row.starts_on,
    }
