"""A file a public fact speaks of: an analysis, the extract of a resolution, the charter."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from consult.attached import served
from consult.models import StoredFile
from consult.visible import files_spoken_of


@require_safe
def view(request: HttpRequest, digest: str) -> HttpResponse:
    """Give the bytes to be saved, never to be shown here: a file is other people's content."""
    file = StoredFile.objects.filter(digest=digest).first()
    if file is None or not files_spoken_of(digest):
        raise Http404
    return served(request, file)
