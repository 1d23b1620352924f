"""What the participants think of the result: how many accept and support it, asked beside the search for agreement."""

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.acting.desk import plan_desk
from consult.acting.moves import moves
from consult.addresses import address
from consult.places import Here, crumbs
from consult.sentences.words import out_of
from consult.shares import percent, percent_of
from consult.templatetags.dohoda import fingerprint, number
from workflow.models import Leaf
from workflow.rules import rows
from workflow.rules.lifecycle import ENDS
from workflow.rules.products import substance_of
from workflow.rules.voting import support_reached
from workflow.store import Rows


@require_safe
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """The last check large, those before it below, and beside them what agreement is, which is another thing."""
    desk = plan_desk(request, slug)
    here = desk.here
    assert here is not None
    state = Rows(desk.territory)
    checks = list(here.rows(rows.SupportCheck).order_by("-born"))
    entries = Leaf.objects.filter(territory=here.territory, n__in=[row.born for row in checks])
    days = dict(entries.values_list("n", "at"))
    text = substance_of(state, here.slug)
    listed = [_check(here, row, days, text) for row in checks]
    form = ("check_support", {"known": {}, "ask": ("asked", "accept"), "back": request.path})
    open_still = here.plan.stage not in ENDS and not here.plan.suspended
    context = {
        "here": here,
        "crumbs": crumbs(here),
        "wanted": here.process.support_check is not None,
        "threshold": _threshold(here),
        "last": listed[0] if listed else None,
        "earlier": listed[1:],
        "decisions_url": here.address("decisions"),
        "moves": moves(desk, state, None, form) if open_still else [],
    }
    return render(request, "pages/support.html", context)


def _threshold(here: Here) -> str:
    """ "at least 50 %"; "" where this town asks for none."""
    rule = here.process.support_check
    return _("at least %(share)s") % {"share": percent_of(rule.min_share)} if rule else ""


def _check(here: Here, row: Any, days: Mapping[int, str], text: str) -> dict[str, Any]:
    least = _least(here)
    reached = support_reached(accepting=row.accept, participants=row.asked, min_share=least)
    current, needed = row.text == text, math.ceil(least * row.asked)
    states = (_("supported by the participants"), _("not supported enough"))
    share = percent(row.accept, row.asked)
    facts = [
        {"label": _("Participants asked"), "value": number(row.asked)},
        {"label": _("Accept and support the result"), "value": number(row.accept), "note": share},
        {"label": _("Do not, or did not answer"), "value": number(row.asked - row.accept)},
    ]
    if here.process.support_check is not None:
        value = _("%(n)s of %(of_all)s") % {"n": number(needed), "of_all": out_of(row.asked)}
        facts.append({"label": _("Needed here"), "value": value, "note": _threshold(here)})
    standing = _("the text as it is now") if current else _("an earlier text; since then it was changed")
    facts.append({"label": _("Of which text"), "value": standing, "note": fingerprint(row.text)})
    return {
        "at": days.get(row.born, ""),
        "share": share,
        "accept": row.accept,
        "asked": row.asked,
        "needed": needed if here.process.support_check else 0,
        "state": ("done" if reached else "missing") if here.process.support_check else "",
        "label": states[0] if reached else states[1],
        "current": current,
        "facts": facts,
        "url": address("entry", here.territory, row.born),
    }


def _least(here: Here) -> Fraction:
    rule = here.process.support_check
    return rule.min_share if rule else Fraction(1, 2)
