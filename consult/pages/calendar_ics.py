"""The calendar of a common project as a file that diaries read and read again."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from consult.addresses import whole_address
from consult.diary import Diary, calendar_file
from consult.ics import given_out
from consult.programmes import project_or_404


@require_safe
def view(request: HttpRequest, territory: str, programme: str) -> HttpResponse:
    """The same bytes until something happens; whoever has them already is told so."""
    project = project_or_404(request, territory, programme)
    page = whole_address(project.address("calendar"))
    return given_out(request, calendar_file(project, Diary(project), page), programme)
