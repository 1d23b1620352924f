"""The whole text as a PDF, made by the worker and kept; or a page that says how far it is."""

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult import printing
from consult.places import crumbs, plan_or_404
from consult.reading import TODAY, edition_asked, edition_row


@require_safe
def view(request: HttpRequest, slug: str) -> HttpResponseBase:
    """`?edition=` as on the page of the text. The file where it is ready, else where it is and what to do meanwhile."""
    here = plan_or_404(request, slug)
    edition = edition_row(here, edition_asked(here, request.GET.get("edition", "")))
    wanted = printing.wanted(here, edition, get_language() or "cs")
    state = printing.state_of(wanted)
    if state is printing.State.READY:
        name = f"{here.slug}-{edition.number if edition else TODAY}.pdf"
        answer = FileResponse(
            wanted.path.open("rb"), content_type="application/pdf", filename=name, as_attachment=False
        )
        answer["Cache-Control"] = "no-cache"
        return answer
    context = {
        "here": here,
        "crumbs": crumbs(here, (_("Text of the plan"), here.address("draft"))),
        "state": str(state),
        "draft_url": here.address("draft"),
        "again_url": request.get_full_path(),
    }
    return render(request, "pages/pdf.html", context, status=503 if state is printing.State.IMPOSSIBLE else 202)
