"""The author's own receipt: with what they wrote opened inside, also while the public does not see it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from consult.own import is_author
from consult.pages.receipt import file_of, promise
from consult.pages.slip import not_yours
from consult.places import plan_or_404
from workflow.models import Opening
from workflow.rules import rows
from workflow.trail.book import receipt_for

THEIR_WORDS = frozenset({"told", "quote", "proposed", "publish_as"})


@never_cache
@require_safe
def view(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """The tlog-proof of the entry, the promise until it is sealed. Who relayed it stays closed: a link is no person."""
    here = plan_or_404(request, slug)
    row = here.rows(rows.Matter).filter(key=here.key(number.rstrip("abcdefghijklmnopqrstuvwxyz"))).first()
    if row is None:
        raise Http404
    if not is_author(request, row):
        return not_yours(request, here, row)
    openings = Opening.objects.filter(territory=here.territory, n=row.born)
    closed = set(openings.exclude(field__in=THEIR_WORDS).values_list("commit", flat=True))
    proof = receipt_for(here.territory, row.born, closed=closed)
    if proof is None:
        return promise(request, here.territory, row.born)
    return file_of(proof, f"{here.slug}-{number}.tlog-proof")
