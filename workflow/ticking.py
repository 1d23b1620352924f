"""What the clock performs: windows open and close, calls end, plans take effect, programmes count, books are sealed.

Time acts through the same door as everybody, as the seat "the clock", and says nothing that would not hold without it:
a comment after the last second is late also when the clock has not run. `tick` is told the time and does whatever is
due at it; doing it twice does nothing twice.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F

from workflow.counting import Count, counts_due
from workflow.models import Book, Leaf, model_of
from workflow.perform import RefusedError, Request, perform, rehearse_act
from workflow.rules.case import CLOCK, Obstacle
from workflow.rules.clock import local_date
from workflow.rules.lifecycle import BEGINNINGS, SOURCES, Stage
from workflow.rules.rows import Call, Plan
from workflow.trail.book import seal
from workflow.trail.canonical import format_time, parse_time
from workflow.trail.receipt import PROMISE_SECONDS

log = logging.getLogger(__name__)

SEAL_AFTER_SECONDS = PROMISE_SECONDS - 20  # so that a promise is kept also when the clock looks every ten seconds


@dataclass(frozen=True, slots=True)
class Due:
    """One act whose time has come."""

    territory: str
    plan: str | None
    act: str
    call: str | None = None
    count: Count | None = None

    @property
    def about(self) -> str:
        """The plan or the programme."""
        return self.plan or (self.count.programme if self.count is not None else "")

    def request(self, at: str) -> Request:
        """What the clock asks the one door for."""
        facts: dict[str, str | int] = {"call": self.call} if self.call is not None else {}
        if self.count is not None:
            facts = {key: value for key, value in self.count._asdict().items() if key != "territory"}
        return Request(act=self.act, facts=facts, territory=self.territory, by=CLOCK, at=at, plan=self.plan)


@dataclass(frozen=True, slots=True)
class Tick:
    """What came of one due act: the number of its entry, or what is missing, or the fault that stopped it."""

    due: Due
    n: int | None = None
    obstacles: tuple[Obstacle, ...] = ()
    fault: str | None = None


def tick(at: str, *, seal_all: bool = False) -> list[Tick]:
    """Do everything that is due at `at` (UTC, `2026-05-14T21:59:59Z`), then seal what has waited long enough.

    What is missing for one plan, or goes wrong in it, never stops the others. `seal_all` seals without waiting.
    """
    done = [_done(due, at) for due in due_at(at)]
    for territory in unsealed(at, whatever=seal_all):
        try:
            seal(territory, at)
        except Exception:  # one book that cannot be sealed must not leave the others unsealed
            log.exception("The book of %s could not be sealed.", territory)
    return done


def _done(due: Due, at: str) -> Tick:
    try:
        judgement = rehearse_act(due.request(at))  # looked at first, without the book's lock
        if not judgement.permitted:
            return Tick(due, obstacles=judgement.obstacles)
        return Tick(due, perform(due.request(at)).n)
    except RefusedError as refused:
        return Tick(due, obstacles=refused.obstacles)
    except Exception as fault:  # one plan's fault must not stop the clock of all others
        log.exception("%s of %s in %s went wrong.", due.act, due.about, due.territory)
        return Tick(due, fault=str(fault))


def due_at(at: str) -> Iterator[Due]:
    """Every act whose time has come, the longest due first within a plan."""
    plans = model_of(Plan).objects.filter(suspended=False)
    for stage, deed, column in (
        (Stage.POSTED, "open_comments", "opens_at__lte"),
        (Stage.COMMENTING, "close_comments", "closes_at__lt"),
    ):
        for territory, plan in plans.filter(stage=stage, **{column: at}).values_list("territory", "key").order_by("pk"):
            yield Due(territory, plan, deed)
    year = local_date(parse_time(at)).year
    for territory, plan in plans.filter(stage=Stage.ADOPTED, from_year__lte=year).values_list("territory", "key"):
        yield Due(territory, plan, "take_effect")
    yield from _written_calls(at)
    for count in counts_due():
        yield Due(count.territory, None, "count_town", count=count)


def _written_calls(at: str) -> Iterator[Due]:
    """Calls in writing whose last second has passed. Like every deadline it holds also when nobody closes them."""
    calls = model_of(Call).objects.filter(open=True, written=True, kind="consensus", deadline__lt=at)
    resting = set(model_of(Plan).objects.filter(suspended=True).values_list("territory", "key"))
    for territory, plan, call in calls.values_list("territory", "plan", "key").order_by("pk"):
        if (territory, plan) not in resting:
            yield Due(territory, plan, "close_call", call.split("/", 1)[1])


def unsealed(at: str, *, whatever: bool = False) -> list[str]:
    """The books to seal now: an entry has waited long enough for its receipt, or a plan has changed its stage."""
    waiting = Book.objects.filter(sealed__lt=F("size")).order_by("territory").values_list("territory", "sealed")
    return [territory for territory, sealed in waiting if whatever or _has_waited(territory, sealed, at)]


def _has_waited(territory: str, sealed: int, at: str) -> bool:
    entries = Leaf.objects.filter(territory=territory, n__gte=sealed)
    oldest = entries.order_by("n").values_list("at", flat=True).first()
    long_ago = format_time(parse_time(at) - timedelta(seconds=SEAL_AFTER_SECONDS))
    return (oldest is not None and oldest <= long_ago) or entries.filter(act__in=[*SOURCES, *BEGINNINGS]).exists()
