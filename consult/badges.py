"""Marks a plan carries in public: preparatory steps, exceptions, relaxed guards, a rest."""

from typing import Any

from django.utils.translation import gettext as _

from consult.places import Here, said
from consult.sentences.told import Told
from consult.visible import opened
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.sides import Side


def guard_line(code: str) -> str:
    """What a guard asks for, in general: its obstacle without particulars."""
    return Told({"guard": code})["guard"]


def groups_without_users(here: Here) -> list[str]:
    """Working and steering groups with no user seated (principle 3: then the work is preparatory steps)."""
    asked = [*(rule.id for rule in here.process.working_groups), here.process.sign_off.body]
    seats = model_of(rows.Seat).objects.filter(
        territory=here.territory, body__in=asked, side=str(Side.USER), filled=True
    )
    seated = set(seats.values_list("body", flat=True))
    return [body for body in asked if body not in seated]


def badges_of(here: Here) -> list[dict[str, str]]:
    """The marks as tags: a state and a label each."""
    marks = []
    if groups_without_users(here):
        marks.append({"state": "missing", "label": _("preparatory steps")})
    if here.plan.suspended:
        marks.append({"state": "waiting", "label": _("work rests")})
    for row in exceptions_of(here):
        marks.append({"state": "missing", "label": _("exception: %(guard)s") % {"guard": row["guard"]}})
    for relaxed in here.process.relaxed:
        marks.append({"state": "missing", "label": _("relaxed here: %(guard)s") % {"guard": guard_line(relaxed.guard)}})
    return marks


def exceptions_of(here: Here) -> list[dict[str, Any]]:
    """Exceptions the steering group granted, with their reasons."""
    granted = list(here.rows(rows.Exemption).order_by("born"))
    texts = opened(here.territory, [row.reason for row in granted])
    return [
        {"guard": guard_line(row.guard), "reason": texts.get(row.reason, ""), "n": row.born, "code": row.guard}
        for row in granted
    ]


def relaxations_of(here: Here) -> list[dict[str, Any]]:
    """Guards this town does without, with the reason it gives."""
    return [
        {"guard": guard_line(row.guard), "reason": said(row.reason), "principle": row.principle}
        for row in here.process.relaxed
    ]
