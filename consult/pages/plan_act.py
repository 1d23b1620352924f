"""The plain form of any act of a plan: nothing is possible by command only."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from consult.acting.desk import plan_desk
from consult.acting.index import index_page
from consult.acting.steps import act_page


@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest, slug: str, act: str) -> HttpResponse:
    """Form, "this will be recorded", confirmation."""
    return act_page(request, plan_desk(request, slug), act)


@require_http_methods(["GET", "HEAD"])
def index(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything one may do here, and what is missing for the rest."""
    return index_page(request, plan_desk(request, slug))
