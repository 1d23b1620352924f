"""Comments that say the same: what the machine proposes, what people confirmed; groups decide here, everybody reads."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consult.acting.desk import Desk, plan_desk
from consult.acting.recording import record
from consult.acting.standing import may_do
from consult.acting.steps import acting_mark
from consult.acting.values import panel_of, sentence_before
from consult.alike import look
from consult.grouped import decline, group_of, groups, proposal_of, proposals, rest_of
from consult.places import Here, crumbs
from workflow.perform import RefusedError, rehearse_act
from workflow.rules import rows
from workflow.rules.act import FactsError

MOST_ENTRIES = 20  # of a hundred comments each, at one press; the rest waits for the next one
MOST_SENT = 200  # numbers of one form
RECORD = "record"


@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """All of them, or one proposal or group with its members."""
    desk = plan_desk(request, slug)
    if request.method == "POST":
        return _posted(request, desk)
    return _page(request, desk)


def _here(desk: Desk) -> Here:
    assert desk.here is not None
    return desk.here


def _number(said: str) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0


def _page(request: HttpRequest, desk: Desk, *, panel: Any = None, status: int = 200) -> HttpResponse:
    here = _here(desk)
    context: dict[str, Any] = {
        "here": here,
        "crumbs": crumbs(here, (_("Comments and answers"), here.address("register"))),
        "may": desk.held is not None and may_do(desk, "confirm_alike"),
        "as": acting_mark(desk),
        "panel": panel,
        "url": here.address("alike"),
    }
    after = _number(request.GET.get("after", ""))
    if wanted := request.GET.get("proposal"):
        context["proposal"] = proposal_of(here, _number(wanted), after)
    elif wanted := request.GET.get("group"):
        context["group"] = group_of(here, str(_number(wanted)), after)
        if context["group"] is None:
            raise Http404
    else:
        context["proposals"], context["more_proposals"] = proposals(here, after)
        context["groups"], context["more_groups"] = groups(here, _number(request.GET.get("behind", "")))
    return render(request, "pages/alike.html", context, status=status)


def _posted(request: HttpRequest, desk: Desk) -> HttpResponse:
    here = _here(desk)
    if desk.held is None or not may_do(desk, "confirm_alike") or request.POST.get("as") != acting_mark(desk):
        messages.error(request, _("Only groups and the team decide which comments say the same. Choose your seat."))
        return HttpResponseRedirect(here.address("alike"), status=303)
    what = request.POST.get("what", "")
    if what == "look":
        look(here)
        messages.success(request, _("The comments were compared again."))
        return HttpResponseRedirect(here.address("alike"), status=303)
    if what == "decline":
        decline(here, _number(request.POST.get("lead", "")))
        messages.success(request, _("The proposal is put aside. The comments stay as they were, each for itself."))
        return HttpResponseRedirect(here.address("alike"), status=303)
    try:
        return _decide(request, desk, "split_alike" if what == "split" else "confirm_alike")
    except (RefusedError, FactsError) as refusal:
        obstacles = refusal.obstacles if isinstance(refusal, RefusedError) else ()
        return _page(request, desk, panel=panel_of(desk, obstacles), status=409)


def _decide(request: HttpRequest, desk: Desk, act: str) -> HttpResponse:
    """First what will be recorded, then the entries."""
    here = _here(desk)
    lead, ticked = request.POST.get("lead", ""), _sent(request, here, "matters")
    left_out = [name for name in _sent(request, here, "shown") if name not in ticked]
    if not ticked:
        messages.warning(request, _("No comment was ticked, so nothing was recorded."))
        return HttpResponseRedirect(request.get_full_path(), status=303)
    facts: dict[str, Any] = {"matters": ticked} if act == "split_alike" else {"lead": lead, "matters": ticked}
    if request.POST.get("step") != RECORD:
        return _look(request, desk, act, facts)
    done = record(desk, act, facts)
    entries = [done.n]
    if act == "confirm_alike":
        decline(here, _number(lead), left_out)
        if request.POST.get("rest"):
            entries += _rest(desk, lead)
    told = {"entries": ", ".join(map(str, entries))}
    messages.success(request, _("It is recorded. Entries of the record book: %(entries)s.") % told)
    return HttpResponseRedirect(here.address("alike"), status=303)


def _sent(request: HttpRequest, here: Here, field: str) -> list[str]:
    """Those of the numbers sent that are comments of this plan."""
    said = list(dict.fromkeys(name for name in request.POST.getlist(field) if _number(name)))
    found = here.rows(rows.Matter).filter(key__in=[here.key(name) for name in said[:MOST_SENT]])
    known = set(found.values_list("key", flat=True))
    return [name for name in said if here.key(name) in known]


def _rest(desk: Desk, lead: str) -> list[int]:
    """What was not shown of a large group goes in by hundreds, an entry each."""
    entries: list[int] = []
    while len(entries) < MOST_ENTRIES and (names := rest_of(_here(desk), _number(lead))):
        entries.append(record(desk, "confirm_alike", {"lead": lead, "matters": names}).n)
    return entries


def _look(request: HttpRequest, desk: Desk, act: str, facts: dict[str, Any]) -> HttpResponse:
    """ "This will be recorded"."""
    judged = rehearse_act(desk.request(act, facts))
    if not judged.permitted:
        raise RefusedError(act, judged.obstacles)
    kept = ("what", "lead", "matters", "shown", "rest", "as")
    fields = [{"name": name, "value": value} for name in kept for value in request.POST.getlist(name)]
    told = [{"label": _("Comments"), "value": ", ".join(facts["matters"])}]
    if lead := facts.get("lead"):
        told.insert(0, {"label": _("Stands for them"), "value": lead})
    if request.POST.get("rest") and act == "confirm_alike":
        told.append({"label": _("And the others"), "value": _("those not shown, by hundreds, each hundred an entry")})
    what = {
        "sentence": sentence_before(desk, judged.deed, facts),
        "facts": told,
        "button": _("Record it"),
        "url": request.get_full_path(),
        "fields": [*fields, {"name": "step", "value": RECORD}],
        "back_url": request.get_full_path(),
    }
    here = _here(desk)
    way = crumbs(here, (_("Comments and answers"), here.address("register")))
    return render(request, "pages/alike.html", {"here": here, "crumbs": way, "record": what})
