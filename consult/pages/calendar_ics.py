"""The calendar of a common project as a file that diaries read and read again."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import content_disposition_header, quote_etag
from django.views.decorators.http import require_safe

from consult.diary import Diary, calendar_file
from consult.programmes import project_or_404


@require_safe
def view(request: HttpRequest, territory: str, programme: str) -> HttpResponse:
    """The same bytes until something happens; whoever has them already is told so (RFC 9110)."""
    project = project_or_404(request, territory, programme)
    page = request.build_absolute_uri(project.address("calendar"))
    data = calendar_file(project, Diary(project), page)
    answer = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(False, f"{programme}.ics") or "inline"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["ETag"] = quote_etag(hashlib.sha256(data).hexdigest())
    patch_cache_control(answer, no_cache=True)
    patch_vary_headers(answer, ["Accept-Language", "Cookie"])
    return get_conditional_response(request, etag=answer["ETag"], response=answer) or answer
