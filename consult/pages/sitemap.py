"""Which pages are for everybody, told to search engines: towns, plans and topics, and what is not to be read."""

from xml.etree import ElementTree as Xml

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from consult.addresses import address, whole_address
from consult.pages.home import plans_shown
from consult.topics import topics_of
from workflow.models import model_of
from workflow.rules import rows

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
OF_PLAN = ("plan", "draft", "register", "decisions", "meetings", "news", "plan_calendar", "people", "needs", "councils")
NOT_READ = ("/sign-in/", "/me/", "/search/", "/letters/", "/outbox/", "/api/", "/language/")


@require_safe
def view(request: HttpRequest) -> HttpResponse:
    """At most a few thousand addresses: comments are found from the register."""
    site = whole_address("")
    heres = plans_shown()
    paths = [address("home"), address("lifecycle"), address("privacy"), address("accessibility")]
    paths += [address("town", town) for town in model_of(rows.Town).objects.values_list("territory", flat=True)]
    paths += [here.address(name) for here in heres for name in OF_PLAN]
    paths += list(dict.fromkeys(topic.url for here in heres for topic in topics_of(here.process, here.territory)))
    root = Xml.Element("urlset", {"xmlns": NAMESPACE})
    for path in filter(None, paths):
        Xml.SubElement(Xml.SubElement(root, "url"), "loc").text = f"{site}{path}"
    data = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(data, content_type="application/xml; charset=utf-8")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read; forms and searches have nothing to say to a machine."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_READ), "Disallow: /plans/*/comment/"]
    lines.append(f"Sitemap: {whole_address(address('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
