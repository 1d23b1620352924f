"""A file a public fact speaks of: an analysis, the extract of a resolution, the charter."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from consult.models import MEDIA, StoredFile
from consult.visible import files_spoken_of


@require_safe
def view(request: HttpRequest, digest: str) -> HttpResponse:
    """Give the bytes to be saved, never to be shown here: a file is other people's content."""
    file = StoredFile.objects.filter(digest=digest).first()
    if file is None or not files_spoken_of(digest):
        raise Http404
    answer = HttpResponse(bytes(file.data), content_type=file.media)
    name = file.name if file.name.lower().endswith(MEDIA.get(file.media, "")) else f"{digest[:16]}{MEDIA[file.media]}"
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["ETag"] = f'"{digest}"'
    return answer
