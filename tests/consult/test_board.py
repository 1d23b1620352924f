"""The board of a common project asks the same of the database however many towns take part."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.consult.desks import anybody
from tests.consult.pages.regions import BOARD, grown
from tests.workflow.polesi import TOWNS
from workflow.trail.canonical import parse_time

PAGES = ("", "gates/", "calendar/", "measures/")


def queries(page: str) -> int:
    """How many a page takes once its process file has been read."""
    anybody().get(BOARD + page)
    with CaptureQueriesContext(connection) as asked:
        assert anybody().get(BOARD + page).status_code == 200
    return len(asked)


def asked_of(towns: int, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """The queries of each page where so many towns take part; nothing is left of them."""
    with transaction.atomic():
        region = grown(towns)
        monkeypatch.setattr("django.utils.timezone.now", lambda: parse_time(region.at))
        assert len(anybody().get(BOARD).context["towns"]) == towns
        asked = {page: queries(page) for page in PAGES}
        transaction.set_rollback(True)
    return asked


@pytest.mark.django_db
def test_two_hundred_towns_cost_hardly_more_queries_than_thirteen(monkeypatch: Any) -> None:
    few, many = asked_of(len(TOWNS), monkeypatch), asked_of(200, monkeypatch)
    assert {page: number for page, number in many.items() if number > 1.5 * few[page]} == {}
    assert few[""] <= 20
