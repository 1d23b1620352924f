"""The receipt of an entry: a text file anybody can verify without us, now or in thirty years."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from consult.visible import closed_commits
from workflow.models import Leaf
from workflow.trail.book import promise_for, receipt_for


@require_safe
def view(request: HttpRequest, territory: str, n: int) -> HttpResponse:
    """The tlog-proof of entry n with what is public of its words; until it is sealed, the signed promise."""
    leaf = Leaf.objects.filter(territory=territory, n=n).values_list("hash", "at").first()
    if leaf is None:
        raise Http404
    proof = receipt_for(territory, n, closed=closed_commits(territory, n))
    name = f"{territory}-{n}.tlog-proof" if proof else f"{territory}-{n}.promise"
    answer = HttpResponse(
        proof or promise_for(territory, n, bytes(leaf[0]), leaf[1]), content_type="text/plain; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
