"""A list that was brought, row by row: what can be recorded, what has to be mended, what is left out or entered."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consult.acting.desk import Desk, plan_desk
from consult.acting.values import panel_of
from consult.filters import page_of
from consult.intake.batch import Batch, Line, find, forget, look, record, save
from consult.intake.entry import looked_at, may_enter
from consult.pages.intake import not_for_you, way_to
from consult.places import Here
from consult.sensitive import signs
from consult.templatetags.dohoda import number as numeral
from consult.text import plain_of
from workflow.rules.act import FactsError

A_PAGE = 25
SHOWN = ("wrong", "ready", "out", "done", "before")  # states that may be looked at alone


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest, slug: str, key: uuid.UUID) -> HttpResponse:
    """Looked at, thinned out, then recorded one entry a row; interrupted at any moment, it goes on where it stopped."""
    desk = plan_desk(request, slug)
    if not may_enter(desk):
        return not_for_you(request, desk)
    batch = find(request, desk, str(key))
    if batch is None:
        raise Http404
    if request.method != "POST":
        return _page(request, desk, batch)
    match request.POST.get("step", ""):
        case "record":
            recorded = record(desk, batch)
            messages.success(request, _recorded(recorded, batch))
        case "forget":
            forget(batch)
            messages.success(request, _("The list is put away. What was recorded from it stands."))
            return HttpResponseRedirect(_here(desk).address("intake"), status=303)
        case _:
            return _turned(request, batch)
    return HttpResponseRedirect(request.path, status=303)


def _here(desk: Desk) -> Here:
    assert desk.here is not None
    return desk.here


def _turned(request: HttpRequest, batch: Batch) -> HttpResponse:
    """One row is left out, or taken back."""
    wanted = request.POST.get("turn", "")
    at = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 7 else -1
    if 0 <= at < len(batch.lines):
        batch.lines[at].out = not batch.lines[at].out
        save(batch)
    return HttpResponseRedirect(f"{request.get_full_path()}#row-{at}", status=303)


def _recorded(recorded: int, batch: Batch) -> str:
    left = batch.counts()["ready"]
    told = ngettext("%(n)s comment was recorded.", "%(n)s comments were recorded.", recorded) % {"n": numeral(recorded)}
    if left:
        more = ngettext(
            "%(n)s is still waiting: press the button again.", "%(n)s are still waiting: press the button again.", left
        )
        told = f"{told} {more % {'n': numeral(left)}}"
    return told


def summary(batch: Batch) -> list[str]:
    """How the list stands, in sentences."""
    counts, n = batch.counts(), len(batch.lines)
    told = [ngettext("%(n)s row was read.", "%(n)s rows were read.", n) % {"n": numeral(n)}]
    sentences = {
        "done": ngettext("%(n)s is recorded.", "%(n)s are recorded.", counts["done"]),
        "ready": ngettext("%(n)s can be recorded.", "%(n)s can be recorded.", counts["ready"]),
        "wrong": ngettext(
            "%(n)s has to be mended or left out.", "%(n)s have to be mended or left out.", counts["wrong"]
        ),
        "before": ngettext("%(n)s was entered before.", "%(n)s were entered before.", counts["before"]),
        "out": ngettext("%(n)s is left out.", "%(n)s are left out.", counts["out"]),
    }
    return [*told, *(words % {"n": numeral(counts[state])} for state, words in sentences.items() if counts[state])]


def _page(request: HttpRequest, desk: Desk, batch: Batch) -> HttpResponse:
    here, counts = _here(desk), batch.counts()
    ready = counts["ready"]
    show = request.GET.get("show", "")
    picked = [(at, line) for at, line in enumerate(batch.lines) if show not in SHOWN or line.state == show]
    page = page_of(Paginator(picked, A_PAGE), request)
    context = {
        "here": here,
        "crumbs": way_to(desk),
        "batch": batch,
        "summary": summary(batch),
        "counts": counts,
        "button": ngettext("Record %(n)s comment", "Record %(n)s comments", ready) % {"n": numeral(ready)},
        "tabs": _tabs(request, counts, len(batch.lines), show),
        "page": page,
        "rows": [_row(desk, batch, at, line) for at, line in page.object_list],
        "address": f"?{urlencode({'show': show, 'page': ''} if show in SHOWN else {'page': ''})}",
    }
    return render(request, "pages/intake_list.html", context)


def _tabs(request: HttpRequest, counts: Any, every: int, show: str) -> list[dict[str, Any]]:
    labels = [
        ("", _("All"), every),
        ("ready", _("Can be recorded"), counts["ready"]),
        ("wrong", _("To be mended"), counts["wrong"]),
        ("out", _("Left out"), counts["out"]),
        ("before", _("Entered before"), counts["before"]),
        ("done", _("Recorded"), counts["done"]),
    ]
    shown = show if show in SHOWN else ""
    return [
        {
            "label": label,
            "url": f"{request.path}?show={state}" if state else request.path,
            "count": n,
            "current": state == shown,
        }
        for state, label, n in labels
        if n or not state
    ]


def _row(desk: Desk, batch: Batch, at: int, line: Line) -> dict[str, Any]:
    """A row as the preview shows it: what it says, what is wrong, late or sensitive in it, what can be done."""
    here = _here(desk)
    wrong, late = line.wrong, False
    if line.state == "ready":
        wrong, late = _judged(desk, line)
    told = line.typed.get("told", "")
    return {
        "at": at,
        "line": line.line,
        "state": line.state,
        "words": plain_of(told, most=240),
        "about": [line.typed[name] for name in ("on_behalf_of", "reference", "received") if line.typed.get(name)],
        "wrong": wrong,
        "late": late,
        "sensitive": bool(signs(told)) if line.state == "ready" else False,
        "number": line.number,
        "number_url": here.address("matter", line.number) if line.number else "",
        "slip_url": here.address("slip", line.number) if line.new else "",
        "mend_url": here.address("intake_row", batch.key, at) if not line.number else "",
    }


def _judged(desk: Desk, line: Line) -> tuple[list[str], bool]:
    """What the rules would say to a row now, and whether it came late."""
    form = look(desk, line)
    if line.wrong:
        return line.wrong, False
    try:
        judged = looked_at(desk, form.cleaned_data)
    except FactsError as error:
        return [f"{flaw.field}: {flaw.fix}" for flaw in error.flaws], False
    told = [obstacle["sentence"] for obstacle in panel_of(desk, judged.obstacles)["obstacles"]]
    return told, bool(judged.deed.late)  # type: ignore[attr-defined]
