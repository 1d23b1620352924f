"""Addresses are kept as long as they are of use, and no longer. What goes when, under test with a given time."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from consult.letters.forgetting import forget
from consult.letters.tokens import CONFIRM, LIFETIMES
from consult.models import Budget, Follower, Token
from workflow.models import Leaf, model_of
from workflow.rules import rows
from workflow.rules.clock import local_date
from workflow.rules.lifecycle import ENDS, Stage
from workflow.trail.canonical import parse_time

AFTER_THE_END = timedelta(days=60)  # of the plan, or of its way to the councils for those who only commented
TRACES = timedelta(days=90)  # how long "you have stopped" can still be answered
ERRANDS = timedelta(days=1)
BUDGETS = timedelta(days=2)

ENDING = ("withdraw_plan", "supersede", "take_effect", "enter_past_plan")


def forget_old(at: datetime) -> int:
    """Erase every address whose time is over, and the traces after it; how many addresses those were."""
    unanswered = list(_kept().filter(confirmed_at=None, made_at__lte=at - LIFETIMES[CONFIRM]))
    over = [one for one in _of_ended_plans(at) if one not in unanswered]
    forget([*unanswered, *over], at=at)
    Follower.objects.filter(stopped_at__lte=at - TRACES).delete()
    Token.objects.filter(expires_at__lte=at - TRACES).delete()
    Budget.objects.filter(day__lt=local_date(at - BUDGETS)).delete()
    done = [TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED]
    DBTaskResult.objects.filter(status__in=done, finished_at__lte=at - ERRANDS).delete()
    return len(unanswered) + len(over)


def _kept() -> "QuerySet[Follower]":
    return Follower.objects.filter(stopped_at=None)


def _of_ended_plans(at: datetime) -> list[Follower]:
    """Followers of plans that ended long ago; with a plan in force, those who followed one comment of it."""
    plans = model_of(rows.Plan).objects.filter(stage__in=[*ENDS, Stage.IN_FORCE])
    over: list[Follower] = []
    for territory, slug, stage in plans.values_list("territory", "key", "stage"):
        those = _kept().filter(territory=territory, plan=slug, made_at__lte=at - AFTER_THE_END)
        if stage == Stage.IN_FORCE:
            those = those.exclude(number=None)
        if those.exists() and _ended_before(territory, slug, at - AFTER_THE_END):
            over += those
    return over


def _ended_before(territory: str, slug: str, then: datetime) -> bool:
    ending = Leaf.objects.filter(territory=territory, plan=slug, act__in=ENDING).order_by("-n")
    said = ending.values_list("at", flat=True).first()
    return said is not None and parse_time(said) <= then
