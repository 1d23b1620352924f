"""A file that belongs to a comment: a recording, an attachment, the letter it came in; never for the public."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from consult.acting.desk import plan_desk
from consult.attached import served
from consult.models import StoredFile
from consult.own import is_author
from consult.visible import files_given
from workflow.models import model_of
from workflow.rules import rows


@require_safe
def view(request: HttpRequest, slug: str, number: str, digest: str) -> HttpResponse:
    """Give the bytes to those they are confided to; for everybody else there is no such file."""
    desk = plan_desk(request, slug)
    row = model_of(rows.Matter).objects.filter(territory=desk.territory, key=f"{slug}/{number}").first()
    if row is None or digest not in files_given(desk, row, author=is_author(request, row)).values():
        raise Http404
    file = StoredFile.objects.filter(digest=digest).first()
    if file is None:
        raise Http404
    answer = served(request, file)
    answer["Cache-Control"] = "private, no-store"
    return answer
