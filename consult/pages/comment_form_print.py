"""An empty form on paper: for a notice board, a waiting room, a hearing; it carries the same rights as the web."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.addresses import whole_address
from consult.course import is_commentable
from consult.intake.upload import section_titles
from consult.own import qr_svg
from consult.places import crumbs, plan_or_404, said
from consult.sentences import side_words
from consult.who import now
from workflow.rules.sides import Side

LINES, MORE_LINES = 9, 4
MOST_SECTIONS = 24  # one sheet; where there are more, people name theirs


@require_safe
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """One sheet of A4, in large print; what the office fills in stands apart."""
    here = plan_or_404(request, slug)
    link = whole_address(here.address("comment"))
    sections = section_titles(here)
    context: dict[str, Any] = {
        "here": here,
        "crumbs": crumbs(here),
        "deadline": here.plan.closes_at if is_commentable(here.plan, now()) else None,
        "sections": [title for _name, title in sections] if len(sections) <= MOST_SECTIONS else _parts(here),
        "edition": here.plan.editions,
        "lines": range(LINES),
        "more_lines": range(MORE_LINES),
        "sides": [side_words(side) for side in reversed(Side)],
        "insist": here.process.comments.insist,
        "link": link,
        "shown": link.partition("://")[2].rstrip("/"),
        "picture": qr_svg(link, _("Write it on the web: %(link)s") % {"link": link}),
    }
    return render(request, "pages/comment_form_print.html", context)


def _parts(here: Any) -> list[str]:
    return [said(rule.title) for rule in here.process.parts]
