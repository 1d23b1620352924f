"""The eleven principles measured on a plan: what guards each, what is recorded for it, and what the public can count.

A measure is a number worked out of facts in the book at this moment; none is a mark, and none is hidden when it is bad.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.db.models import Avg, Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from consult.badges import groups_without_users
from consult.models import Refused
from consult.moderated import speed, speed_words
from consult.places import Here
from consult.sentences import word
from consult.templatetags.dohoda import count, day, words
from consult.who import now
from workflow.models import Leaf, model_of
from workflow.rules import rows
from workflow.rules.lifecycle import MAIN_LINE, Stage
from workflow.rules.sides import TRIAD, Side
from workflow.trail.canonical import parse_time


class Measure(NamedTuple):
    """One public indicator: its name, its value in words, and one of the four meanings ("": a number only)."""

    label: str
    value: str
    state: str = ""


def _of(part: int, whole: int) -> str:
    return _("%(part)s of %(whole)s") % {"part": part, "whole": whole}


def _whole(part: int, whole: int) -> str:
    """Done when all are there; a number alone while there is nothing to count."""
    return "" if not whole else "done" if part == whole else "waiting"


def agreement(here: Here) -> Iterator[Measure]:
    """1: who bound themselves to the aims and to the way, and measures somebody answers for."""
    given = list(here.rows(rows.SideAgreement).filter(given=True).values_list("side", "scope"))
    for scope in ("aims", "implementation"):
        sides = [side for side, of in given if of == scope]
        label = _("Sides bound to %(scope)s") % {"scope": word("scope", scope)}
        named = f" ({words(word('side', side) for side in sides)})" if sides else ""
        yield Measure(label, _of(len(sides), len(TRIAD)) + named, _whole(len(sides), len(TRIAD)))
    measures = here.rows(rows.Aim).filter(kind="measure")
    owned, every = measures.exclude(owner=None).count(), measures.count()
    yield Measure(_("Measures somebody answers for"), _of(owned, every), _whole(owned, every))


def civil_society(here: Here) -> Iterator[Measure]:
    """2: open channels, and everything that was refused or hidden."""
    channels = here.process.comments.channels
    yield Measure(_("Ways to speak"), words(word("channel", channel) for channel in channels))
    shut = here.rows(rows.Matter).aggregate(
        hidden=Count("pk", filter=Q(hidden=True)), held=Count("pk", filter=Q(held=True))
    )
    yield Measure(_("Comments whose words are hidden"), str(shut["hidden"]), "" if not shut["hidden"] else "missing")
    yield Measure(_("Comments that wait before they are shown"), str(shut["held"]))
    waited = speed(here)
    if waited["n"]:
        yield Measure(_("How long held comments waited"), speed_words(waited))
    turned = Refused.objects.filter(territory=here.territory, plan=here.slug).aggregate(n=Sum("times"))["n"] or 0
    yield Measure(_("Attempts to speak that were not taken"), str(turned))
    refused = model_of(rows.Application).objects.filter(territory=here.territory, status="refused").count()
    yield Measure(_("Applications to join a group that were refused"), str(refused), "missing" if refused else "")
    mandates = here.rows(rows.Mandate).count()
    yield Measure(_("Political mandates recorded"), str(mandates), "done" if mandates else "missing")


def users(here: Here) -> Iterator[Measure]:
    """3: users at every table, and the help they were offered."""
    without = groups_without_users(here)
    label = _("Groups without a single user")
    yield Measure(label, str(len(without)), "missing" if without else "done")
    seats = _seats(here)
    mine, every = seats.get(str(Side.USER), 0), sum(seats.values())
    yield Measure(_("Seats of users among voting seats"), _of(mine, every))
    said = here.rows(rows.Matter).filter(point="")
    yield Measure(_("Comments by users"), _of(said.filter(side=str(Side.USER)).count(), said.count()))
    help_ = here.rows(rows.Assistance).values_list("offered", "used")
    offered, used = sum(row[0] for row in help_), sum(row[1] for row in help_)
    yield Measure(
        _("Help offered and used"), _("%(offered)s offered, %(used)s used") % {"offered": offered, "used": used}
    )
    asked = here.rows(rows.HelpRequest).aggregate(
        every=Count("pk"), given=Count("pk", filter=Q(status="given")), open=Count("pk", filter=Q(status="open"))
    )
    answered = asked["every"] - asked["open"]
    yield Measure(_("Help somebody asked for and was given"), _of(asked["given"], asked["every"]),
                  "waiting" if asked["open"] else _whole(asked["given"], answered))  # fmt: skip


def cooperation(here: Here) -> Iterator[Measure]:
    """4: decided by agreement, decided by vote, and how many rounds it took."""
    decided = here.rows(rows.Proposal)
    by = dict(
        decided.filter(status__in=("agreed", "adopted_by_vote"))
        .values("status").annotate(n=Count("pk")).order_by().values_list("status", "n")
    )  # fmt: skip
    voted = by.get("adopted_by_vote", 0)
    yield Measure(_("Decisions by agreement"), str(by.get("agreed", 0)), "done" if by.get("agreed") else "")
    yield Measure(_("Decisions by vote"), str(voted), "missing" if voted else "")
    rounds = decided.filter(status="agreed").aggregate(average=Avg("failed_rounds"))["average"]
    if rounds is not None:
        yield Measure(_("Rounds it took on average"), f"{rounds + 1:.1f}")
    reserved = model_of(rows.Stance).objects.filter(
        territory=here.territory, call__startswith=f"{here.slug}/", value__in=("agree_with_reservations", "stand_aside")
    )
    yield Measure(_("Reservations recorded with their reasons"), str(reserved.count()))


def publicity(here: Here) -> Iterator[Measure]:
    """5: meetings announced in time, minutes published, and when the public last heard."""
    held = (
        here.rows(rows.Meeting)
        .filter(cancelled=False)
        .aggregate(
            every=Count("pk"),
            duly=Count("pk", filter=Q(duly_called=True)),
            over=Count("pk", filter=~Q(closed_at=None)),
            minuted=Count("pk", filter=~Q(minutes=None)),
        )
    )
    yield Measure(
        _("Meetings announced in time"), _of(held["duly"], held["every"]), _whole(held["duly"], held["every"])
    )
    yield Measure(
        _("Meetings with published minutes"), _of(held["minuted"], held["over"]), _whole(held["minuted"], held["over"])
    )
    if here.plan.news_at:
        silent = (timezone.now() - parse_time(here.plan.news_at)).days
        late = silent > here.process.meetings.news_days and here.plan.stage in set(MAIN_LINE) - {Stage.IN_FORCE}
        yield Measure(_("Days since the last news"), str(max(0, silent)), "late" if late else "done")


def speech(here: Here) -> Iterator[Measure]:
    """6: who spoke, and that nobody was turned away for lack of a mandate."""
    said = (
        here.rows(rows.Matter)
        .filter(point="")
        .aggregate(
            every=Count("pk"),
            public=Count("pk", filter=Q(side=str(Side.PUBLIC))),
            late=Count("pk", filter=Q(late=True)),
            people=Sum("joiners"),
            joined=Count("pk", filter=Q(joiners__gt=0)),
        )
    )
    yield Measure(_("Comments and suggestions"), str(said["every"]))
    yield Measure(_("Of them by the public"), _of(said["public"], said["every"]))
    yield Measure(_("Of them late, and still numbered and shown"), str(said["late"]))
    joined = {"people": count(said["people"] or 0, "person"), "comments": count(said["joined"], "comment")}
    yield Measure(_("People who joined somebody's comment"), _("%(people)s, %(comments)s") % joined)
    back = here.rows(rows.Matter).exclude(satisfied=None).aggregate(
        every=Count("pk"), content=Count("pk", filter=Q(satisfied="satisfied"))
    )  # fmt: skip
    yield Measure(_("Authors satisfied with their answer, of those who said so"), _of(back["content"], back["every"]),
                  _whole(back["content"], back["every"]))  # fmt: skip
    yield Measure(_("Authors not satisfied with their answer"), _of(back["every"] - back["content"], back["every"]))
    yield Measure(_("Comments refused for lack of a mandate"), _("0; there is no such ground"), "done")


def equality(here: Here) -> Iterator[Measure]:
    """7: seats by side, and how even they are."""
    seats = _seats(here)
    for side in Side:
        yield Measure(_("Voting seats for %(side)s") % {"side": word("side for", side)}, str(seats.get(str(side), 0)))
    triad = [seats.get(str(side), 0) for side in TRIAD]
    if max(triad, default=0):
        yield Measure(_("Balance: the smallest side against the largest"), f"{min(triad)} : {max(triad)}")
    doubted = model_of(rows.Seat).objects.filter(territory=here.territory, contested=True, filled=True).count()
    yield Measure(_("Seats whose side is doubted"), str(doubted), "missing" if doubted else "")


def course(here: Here) -> Iterator[Measure]:
    """8: is the record of the course whole?"""
    opened = here.rows(rows.Meeting).filter(cancelled=False).exclude(opened_at=None)
    whole, every = opened.filter(reported=True).count(), opened.count()
    yield Measure(_("Meetings with a whole record"), _of(whole, every), _whole(whole, every))
    signs = here.rows(rows.SignOff)
    yield Measure(_("Approvals in force"), str(signs.filter(valid=True).count()))
    yield Measure(_("Approvals voided by a later change"), str(signs.filter(valid=False).count()))
    entries = Leaf.objects.filter(territory=here.territory, plan=here.slug).count()
    yield Measure(_("Entries in the record book"), count(entries, "entry"))


def legitimacy(here: Here) -> Iterator[Measure]:
    """9: measures traced to needs, and needs nothing answers."""
    aims = here.rows(rows.Aim).filter(kind__in=("priority", "measure"))
    traced, every = aims.filter(traced=True).count(), aims.count()
    yield Measure(_("Priorities and measures traced to needs"), _of(traced, every), _whole(traced, every))
    needs = set(here.rows(rows.Need).values_list("key", flat=True))
    met = {here.key(name) for listed in here.rows(rows.Aim).values_list("needs", flat=True) for name in listed}
    unmet = len(needs - met)
    yield Measure(
        _("Needs nothing answers yet"), _of(unmet, len(needs)), "waiting" if unmet else _whole(1, len(needs) and 1)
    )


def cycle(here: Here) -> Iterator[Measure]:
    """10: the next review, and how the measures fare."""
    review = here.plan.review_on
    overdue = review is not None and review < now()[:10]
    yield Measure(
        _("Next review"), day(review) if review else _("not planned yet"),
        "late" if overdue else "done" if review else "missing",
    )  # fmt: skip
    fared = here.rows(rows.Aim).filter(kind="measure").values("status").annotate(n=Count("pk")).order_by("status")
    for row in fared:
        yield Measure(_("Measures: %(status)s") % {"status": word("aim status", row["status"])}, str(row["n"]))
    carried = here.rows(rows.Carried).count()
    yield Measure(_("Taken over from the plan before"), str(carried))


def means(here: Here) -> Iterator[Measure]:
    """11: how far the money is; "none" is an answer, not a refusal."""
    money = here.rows(rows.Aim).filter(kind="measure").values("funding").annotate(n=Count("pk")).order_by("funding")
    found = {row["funding"]: row["n"] for row in money}
    for funding in ("secured", "applied", "sought", "none"):
        yield Measure(
            _("Measures, money %(funding)s") % {"funding": word("funding", funding)}, str(found.get(funding, 0))
        )
    unknown = found.get(None, 0)
    yield Measure(
        _("Measures without an estimate"),
        str(unknown),
        "missing" if unknown else _whole(1, min(1, sum(found.values()))),
    )


def _seats(here: Here) -> dict[str, int]:
    """Filled voting seats of the working and steering groups, by side."""
    groups = [*(rule.id for rule in here.process.working_groups), here.process.sign_off.body]
    seats = model_of(rows.Seat).objects.filter(territory=here.territory, body__in=groups, filled=True, votes=True)
    counted: Any = seats.values("side").annotate(n=Count("pk")).order_by()
    return {row["side"]: row["n"] for row in counted}


MEASURES: dict[int, Callable[[Here], Iterator[Measure]]] = {
    1: agreement,
    2: civil_society,
    3: users,
    4: cooperation,
    5: publicity,
    6: speech,
    7: equality,
    8: course,
    9: legitimacy,
    10: cycle,
    11: means,
}
