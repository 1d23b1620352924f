"""What search engines are told."""

from xml.etree import ElementTree as Xml

from django.test import Client

from tests.consult.pages.conftest import PLAN, TERRITORY


def test_every_listed_page_is_there(reader: Client) -> None:
    answer = reader.get("/sitemap.xml")
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    found = [
        one.text or ""
        for one in Xml.fromstring(answer.content).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]
    assert f"http://127.0.0.1:8000/plans/{PLAN}/" in found and f"http://127.0.0.1:8000/k/{TERRITORY}/seniori/" in found
    for address in found:
        assert reader.get(address.removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_machines_are_asked_to_leave_forms_and_searches_alone(reader: Client) -> None:
    said = reader.get("/robots.txt").content.decode()
    assert "Disallow: /search/" in said and "Sitemap: http://127.0.0.1:8000/sitemap.xml" in said
