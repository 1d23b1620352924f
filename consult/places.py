"""Where a page is: the town and the plan its address names, or a page that is not there."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import get_language

from consult.addresses import address
from consult.bookcode import recent_code
from consult.visible import opened
from workflow.models import ProcessFile, model_of
from workflow.rules import rows
from workflow.rules.process import Process
from workflow.rules.process_terms import Bilingual, MunicipalityTier
from workflow.store import process_file


@dataclass(frozen=True, slots=True)
class Town:
    """A territory as pages speak of it; `name` is in the reader's language."""

    territory: str
    name: str
    seat: str = ""  # the municipality with extended powers, where the office is

    @property
    def url(self) -> str:
        """Its own page."""
        return address("town", self.territory)

    @property
    def book_url(self) -> str:
        """Its record book."""
        return address("book", self.territory)

    @property
    def code(self) -> str:
        """The short code of its book, for everything that is printed; "" before its first entry."""
        return recent_code(self.territory)

    @property
    def check_url(self) -> str:
        """Where such a code is checked."""
        return address("check", self.territory)


@dataclass(frozen=True, slots=True)
class Here:
    """The plan a page is about: its row, the process file it runs under, its title in the reader's language."""

    town: Town
    plan: Any
    process: Process
    title: str

    @property
    def territory(self) -> str:
        """The territory whose book it is in."""
        return self.town.territory

    @property
    def slug(self) -> str:
        """Its name in addresses."""
        return str(self.plan.key)

    @property
    def url(self) -> str:
        """Its own page."""
        return address("plan", self.slug)

    def address(self, name: str, *rest: str | int) -> str:
        """The address of one of its pages."""
        return address(name, self.slug, *rest)

    def key(self, name: str) -> str:
        """The key of a row of this plan."""
        return f"{self.slug}/{name}"

    def rows(self, table: type[rows.Row]) -> Any:
        """Rows of this plan, as a query set."""
        return model_of(table).objects.filter(territory=self.territory, plan=self.slug)


def said(words: Bilingual) -> str:
    """Words of a process file in the reader's language."""
    return words.cs if (get_language() or "cs").startswith("cs") else words.en


def in_language(recorded: str, words: Bilingual | None) -> str:
    """A recorded name; where it is the process file's own, in the reader's language."""
    return said(words) if words is not None and recorded in ("", words.cs, words.en) else recorded


def town_named(territory: str, process: Process | None = None) -> Town:
    """The town as pages speak of it: by the process file of its plan, else by the one kept for it, else by its slug."""
    process = process or newest_process(territory)
    if process is not None:
        return _town(territory, process)
    for digest in ProcessFile.objects.values_list("digest", flat=True):
        kept = process_file(digest)
        if kept is not None and kept.within(territory).territory.id == territory:
            return _town(territory, kept)
    return Town(territory, territory.replace("-", " ").capitalize())


def _town(territory: str, process: Process) -> Town:
    """Its name in a process file; one of several towns of a common project has its own name there."""
    process = process.within(territory)
    seats = [said(place.name) for place in process.territory.municipalities if place.tier is MunicipalityTier.ORP]
    name = said(process.territory.name)
    return Town(territory, name, seats[0] if seats and not seats[0].endswith(name) else "")


def newest_process(territory: str) -> Process | None:
    """The process file of a town's newest plan; None before its first."""
    plans = model_of(rows.Plan).objects.filter(territory=territory).order_by("-born")
    digest = plans.values_list("process", flat=True).first()
    process = process_file(digest) if digest else None
    return process.within(territory) if process else None


def town_or_404(request: HttpRequest, territory: str) -> Town:
    """The town of an address; whatever is rendered for this request then shows it."""
    if not model_of(rows.Town).objects.filter(territory=territory).exists():
        raise Http404
    town = town_named(territory)
    request.town = town  # type: ignore[attr-defined]
    return town


def plan_or_404(request: HttpRequest, slug: str, *, titled: bool = True) -> Here:
    """The plan of an address. A slug is unique in the installation; were it not, the first would keep it.

    What only takes words in and shows no page leaves the title out, one query less; see `with_title`.
    """
    plan = model_of(rows.Plan).objects.filter(key=slug).order_by("pk").first()
    process = process_file(plan.process) if plan else None
    if plan is None or process is None:
        raise Http404
    here = here_of(plan, process, opened(plan.territory, [plan.title]) if titled else {})
    request.town = here.town  # type: ignore[attr-defined]
    return here


def with_title(here: Here) -> Here:
    """The same plan with its title."""
    return here_of(here.plan, process_or_404(here.plan), opened(here.territory, [here.plan.title]))


def process_or_404(plan: Any) -> Process:
    """The process file a plan runs under."""
    process = process_file(plan.process)
    if process is None:
        raise Http404
    return process


def here_of(plan: Any, process: Process, texts: dict[str, str]) -> Here:
    """A plan's row with its names."""
    title = in_language(texts.get(plan.title, ""), process.plan.title)
    return Here(town_named(plan.territory, process), plan, process.within(plan.territory), title)


def crumbs(here: Here, *more: tuple[str, str]) -> list[dict[str, str]]:
    """The way to a page below a plan, as `parts/breadcrumb.html` takes it; `more` are (label, address)."""
    way = [(here.town.name, here.town.url), (here.title, here.url), *more]
    return [{"label": label, "url": url} for label, url in way]
