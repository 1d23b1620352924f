"""The bare Django views: one renders 100 rows from a template, one inserts a row. They stand beside the whole site, in
the same server and behind the same middleware, so that what differs is the work and not the road to it."""

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from consult.urls import urlpatterns as site
from tests.bench.models import Row

LISTED = engines["django"].from_string(
    "<!doctype html><html lang=cs><title>Rows</title><h1>Rows</h1><ul>{% for row in rows %}"
    "<li id='row-{{ row.pk }}'><h2>{{ row.title }}</h2><p>{{ row.text }}</p><p>{{ row.made_at|date:'j. n. Y H:i' }}</p>"
    "</li>{% endfor %}</ul></html>"
)
SHOWN = 100


def lay_rows(count: int) -> None:
    """So many rows to list, each as long as a comment."""
    text = "Na zastávce před poliklinikou chybí lavička a přístřešek. Lidé s berlemi tam čekají vestoje. " * 4
    Row.objects.bulk_create([Row(title=f"Připomínka {number}", text=text) for number in range(count)])


def rows(request: HttpRequest) -> HttpResponse:
    """A hundred rows through a template."""
    return HttpResponse(LISTED.render({"rows": Row.objects.order_by("pk")[:SHOWN]}, request))


@csrf_exempt
def insert(request: HttpRequest) -> HttpResponse:
    """One row from the JSON sent."""
    said = json.loads(request.body)
    row = Row.objects.create(title=said.get("section", ""), text=said["text"])
    return JsonResponse({"number": row.pk}, status=201)


urlpatterns = [path("bare/rows/", rows), path("bare/insert/", insert), *site]
