"""What came of the plan: measures and their reports, years chosen and looked back on, promises, the next review."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from consult.acting.desk import Desk, plan_desk
from consult.acting.standing import may_do
from consult.addresses import address
from consult.fulfilled import Fulfilment
from consult.places import Here, crumbs
from consult.possible import in_stage
from consult.sentences import act_label
from consult.templatetags.dohoda import day
from consult.who import now
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.act import ACTS
from workflow.rules.acts.cycle import AFTER
from workflow.rules.lifecycle import ENDS, Stage
from workflow.store import Rows

OF_ONE = ("report_measure", "close_promise")  # offered beside the measure or promise they are about
OFFERED = (*OF_ONE, "give_promise", "evaluate_plan", "adopt_action_plan", "change_measure", "plan_review")


@require_safe
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """Numbers first, then measure by measure; what is overdue is said at the top."""
    desk = plan_desk(request, slug)
    here = desk.here
    assert here is not None
    told = Fulfilment(here, now()[:10])
    may = _may(desk)
    context = {
        "here": here,
        "crumbs": crumbs(here),
        "review": _review(here, told.today),
        "begun": here.plan.stage in AFTER or here.plan.stage == Stage.SUPERSEDED,
        "chart": told.by_status(),
        "total": told.total,
        "groups": told.groups(),
        "action_plans": told.action_plans(),
        "evaluations": told.evaluations(),
        "promises": told.promises(),
        "next": _next(here),
        "report_url": desk.url("report_measure") if may["report_measure"] else "",
        "close_url": desk.url("close_promise") if may["close_promise"] else "",
        "doing": [{"label": act_label(act), "url": desk.url(act)} for act in OFFERED if may[act] and act not in OF_ONE],
    }
    return render(request, "pages/fulfilment.html", context)


def _may(desk: Desk) -> dict[str, bool]:
    """What this seat may do about the plan in the stage it is in."""
    here = desk.here
    assert here is not None
    if desk.held is None or here.plan.stage in ENDS or here.plan.suspended:
        return dict.fromkeys(OFFERED, False)
    state = Rows(desk.territory)
    return {act: in_stage(ACTS[act], here.plan.stage) and may_do(desk, act, state) for act in OFFERED}


def _review(here: Here, today: str) -> dict[str, str]:
    """When the plan is looked at next, or since when that is overdue; it ends with the plan."""
    due = here.plan.review_on
    if here.plan.stage in ENDS:
        return {}
    if due is None:
        kind = "missing" if here.plan.stage in AFTER else "info"
        return {"kind": kind, "text": _("Nobody has said yet when the plan will be looked at again.")}
    if due < today:
        late = (date.fromisoformat(today) - date.fromisoformat(due)).days
        days = ngettext("one day", "%(n)s days", late) % {"n": late}
        text = _("The review was due on %(day)s; it is late by %(days)s.") % {"day": day(due), "days": days}
        return {"kind": "late", "text": text}
    return {"kind": "info", "text": _("The next review is due on %(day)s.") % {"day": day(due)}}


def _next(here: Here) -> dict[str, Any] | None:
    """The plan that follows this one and takes over what is left."""
    row = model_of(rows.Plan).objects.filter(territory=here.territory, predecessor=here.slug).order_by("-born").first()
    if row is None:
        return None
    return {"years": f"{row.from_year}–{row.to_year}", "url": address("inheritance", row.key)}
