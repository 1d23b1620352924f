"""The receipt of an entry: a text file anybody can verify without us, now or in thirty years."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from consult.visible import closed_commits
from workflow.models import Leaf
from workflow.trail.book import promise_for, receipt_for


@require_safe
def view(request: HttpRequest, territory: str, n: int) -> HttpResponse:
    """The tlog-proof of entry n with what is public of its words; until it is sealed, the signed promise."""
    if not Leaf.objects.filter(territory=territory, n=n).exists():
        raise Http404
    proof = receipt_for(territory, n, closed=closed_commits(territory, n))
    if proof is None:
        return promise(request, territory, n)
    return file_of(proof, f"{territory}-{n}.tlog-proof")


@require_safe
def promise(request: HttpRequest, territory: str, n: int) -> HttpResponse:
    """The signed promise of entry n: at once, and as long as the book stands."""
    leaf = Leaf.objects.filter(territory=territory, n=n).values_list("hash", "at").first()
    if leaf is None:
        raise Http404
    return file_of(promise_for(territory, n, bytes(leaf[0]), leaf[1]), f"{territory}-{n}.promise")


def file_of(text: bytes, name: str) -> HttpResponse:
    """A text file to keep; no browser takes it for anything else."""
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
