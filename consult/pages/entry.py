"""One entry of the book: its sentence, its facts, its bytes, its receipt, and how anybody can verify it."""

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.addresses import address
from consult.places import town_or_404
from consult.told import entry_line, facts_told, names_for
from consult.visible import opened
from workflow.models import Book, Leaf, model_of
from workflow.rules import rows


@require_safe
def view(request: HttpRequest, territory: str, n: int) -> HttpResponse:
    """A wrong entry stays; what corrects it is named beside it."""
    town = town_or_404(request, territory)
    leaf = Leaf.objects.filter(territory=territory, n=n).first()
    book = Book.objects.filter(territory=territory).first()
    if leaf is None or book is None:
        raise Http404
    entry = json.loads(bytes(leaf.data))
    names = names_for(territory, [entry])
    corrections = list(model_of(rows.Correction).objects.filter(territory=territory, entry=n).order_by("born"))
    texts = opened(territory, [row.reason for row in corrections])
    context = {
        "town": town,
        "crumbs": [
            {"label": town.name, "url": town.url},
            {"label": _("Record book"), "url": town.book_url},
        ],
        "entry": entry_line(territory, leaf, entry, names),
        "facts": facts_told(entry, names),
        "leaf": bytes(leaf.data).decode(),
        "hash": bytes(leaf.hash).hex(),
        "sealed": n < book.sealed,
        "receipt_url": address("receipt", territory, n),
        "corrections": [
            {"n": row.born, "reason": texts.get(row.reason, ""), "url": address("entry", territory, row.born)}
            for row in corrections
        ],
        "earlier": address("entry", territory, n - 1) if n else "",
        "later": address("entry", territory, n + 1) if n + 1 < book.size else "",
    }
    return render(request, "pages/entry.html", context)
