"""Type the code from any slip, form, minutes or poster: does that book still lie at the beginning of today's?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.addresses import address
from consult.bookcode import Checked, Outcome, check, newest_code
from consult.places import town_or_404

LONGEST = 60  # characters of a code, with what people type around it


@require_safe
def view(request: HttpRequest, territory: str) -> HttpResponse:
    """One box, one button; the answer first in words, then what it rests on."""
    town = town_or_404(request, territory)
    typed = request.GET.get("code", "").strip()[:LONGEST]
    found = check(territory, typed) if typed else None
    context = {
        "town": town,
        "crumbs": [{"label": town.name, "url": town.url}, {"label": _("Record book"), "url": town.book_url}],
        "typed": typed,
        "found": found,
        "answer": _answer(found) if found else None,
        "entry_url": address("entry", territory, found.size - 1) if found and found.at else "",
        "example": newest_code(territory),
        "bundle_url": address("bundle", territory),
    }
    return render(request, "pages/check.html", context)


def _answer(found: Checked) -> dict[str, Any]:
    """The outcome in plain words: what it is, what it means, what to do."""
    match found.outcome:
        case Outcome.LIES_ON_IT:
            return {
                "kind": "done",
                "title": _("Yes. This paper and today's book agree."),
                "text": _("Nothing that was in the book when the paper was printed has been changed or left out."),
                "then": [],
            }
        case Outcome.SHORTER_NOW:
            return {
                "kind": "late",
                "title": _("The book is shorter today than when the paper was printed."),
                "text": _(
                    "The paper knows %(size)s entries, the book has %(now)s today. Either the number at the beginning "
                    "was mistyped, or the book was put back from an older copy and newer entries are missing."
                )
                % {"size": found.size, "now": found.now},
                "then": [_("Compare the number before the first dash with the paper."), *_whom_to_tell()],
            }
        case Outcome.NOT_ON_IT:
            return {
                "kind": "late",
                "title": _("No. This code does not lie on today's book."),
                "text": _(
                    "Most often a letter was mistyped, or the paper is from another town. If the code is typed exactly "
                    "as it is printed, something in the book before that moment was changed."
                ),
                "then": [_("Compare the code with the paper, letter by letter."), *_whom_to_tell()],
            }
    return {
        "kind": "missing",
        "title": _("This is not a code of a record book."),
        "text": _("A code is a number, a dash, four letters or digits, a dash, two letters or digits."),
        "then": [],
    }


def _whom_to_tell() -> list[str]:
    return [
        _("Keep the paper. It is evidence, also against the town."),
        _("Tell the town's office and somebody outside it, for example the regional authority, and show the paper."),
    ]
