"""One row of a list that was brought: mended before it is recorded."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consult.acting.desk import Desk, plan_desk
from consult.intake.batch import Batch, find, form_of, look, save
from consult.intake.entry import may_enter
from consult.pages.intake import not_for_you, way_to


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest, slug: str, key: uuid.UUID, row: int) -> HttpResponse:
    """The questions of the intake with the row's answers in them; what is not right yet is kept all the same."""
    desk = plan_desk(request, slug)
    if not may_enter(desk):
        return not_for_you(request, desk)
    batch = find(request, desk, str(key))
    if batch is None or row >= len(batch.lines) or batch.lines[row].number:
        raise Http404
    line = batch.lines[row]
    if request.method != "POST":
        return _page(request, desk, batch, row, form_of(desk, line))
    form = form_of(desk, line)
    line.typed = {name: request.POST[name].replace("\x00", "") for name in form.fields if request.POST.get(name)}
    form, line.out = look(desk, line), False
    save(batch)
    if form.errors:
        return _page(request, desk, batch, row, form, status=422)
    return HttpResponseRedirect(f"{_list_url(desk, batch)}?page={row // 25 + 1}#row-{row}", status=303)


def _list_url(desk: Desk, batch: Batch) -> str:
    assert desk.here is not None
    return desk.here.address("intake_list", batch.key)


def _page(request: HttpRequest, desk: Desk, batch: Batch, row: int, form: Any, *, status: int = 200) -> HttpResponse:
    context = {
        "here": desk.here,
        "crumbs": [*way_to(desk), {"label": batch.source or _("A table or a list"), "url": _list_url(desk, batch)}],
        "line": batch.lines[row].line,
        "form": form,
        "back_url": _list_url(desk, batch),
    }
    return render(request, "pages/intake_row.html", context, status=status)
