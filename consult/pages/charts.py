"""The comments in pictures, each with the table it is drawn from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.charts import charts_of, course_of
from consult.places import crumbs, plan_or_404


@require_safe
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """What people spoke about, for whom, how, what became of it, and when they came."""
    here = plan_or_404(request, slug)
    course = course_of(here)
    context = {
        "here": here,
        "crumbs": crumbs(here, (_("Comments and answers"), here.address("register"))),
        "course": course,
        "days": [column for column in course.columns if column.value] if course else [],
        "most": max((column.value for column in course.columns), default=0) if course else 0,
        "charts": charts_of(here) if course else [],
        "csv_url": here.address("register_csv"),
    }
    return render(request, "pages/charts.html", context)
