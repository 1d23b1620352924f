"""A whole record book in one file, with the program that verifies it on any machine, without a network or us."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from workflow.models import Book
from workflow.trail.bundle import write_bundle

RETRY_SECONDS = 60


@require_safe
def view(request: HttpRequest, territory: str) -> HttpResponseBase:
    """The bundle as of the newest seal. Reading seals nothing: until the clock has, one is asked to come back."""
    book = Book.objects.filter(territory=territory).first()
    if book is None:
        raise Http404
    if book.sealed != book.size:
        later = HttpResponse(
            _("The newest entries are being sealed. Please come back in a minute."),
            content_type="text/plain; charset=utf-8",
            status=503,
        )
        later["Retry-After"] = str(RETRY_SECONDS)
        return later
    return FileResponse(_kept(territory, book.size).open("rb"), as_attachment=True, filename=f"{territory}.zip")


def _kept(territory: str, size: int) -> Path:
    """The bundle of this size, made once; a book only ever grows, so an older one is of no more use."""
    folder = Path(settings.VAR) / "bundles"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{territory}.{size}.zip"
    if not path.exists():
        write_bundle(path, [territory])
        for older in folder.glob(f"{territory}.*.zip"):
            if older != path and older.stem.removeprefix(f"{territory}.").isdigit():
                older.unlink(missing_ok=True)
    return path
