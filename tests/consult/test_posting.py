"""Speaking stays quick: few queries, and no more of them however much was said before."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from consult.models import Comment
from tests.cast import Installed
from tests.consult.pages.conftest import PLAN, TERRITORY, habrova, habrova_built
from tests.consult.pages.test_comment import fields_of

assert habrova and habrova_built

PAGE, API = f"/plans/{PLAN}/comment/", f"/api/plans/{PLAN}/comments/"
MOST_QUERIES = 20
TOLD = "U polikliniky chybí lavička."


def asked(speak: Callable[[], Any], capture: Any) -> int:
    """Queries of one comment, transaction and all that follows its commit among them."""
    with CaptureQueriesContext(connection) as queries, capture(execute=True):
        speak()
    return len(queries)


def by_page() -> None:
    """Somebody who was never here and knows the form."""
    stamped = fields_of(Client(), PAGE)
    answer = Client().post(PAGE, {**stamped, "told": TOLD, "section": "analyticka-1"})
    assert answer.status_code == 303


def by_program() -> None:
    """A program on somebody's behalf."""
    answer = Client().post(API, {"text": TOLD, "section": "analyticka-1"}, content_type="application/json")
    assert answer.status_code == 201


def test_a_comment_sent_by_the_page_takes_few_queries(
    habrova: Installed, django_capture_on_commit_callbacks: Any
) -> None:
    stamped, visitor = fields_of(Client(), PAGE), Client()
    said = {**stamped, "told": TOLD, "section": "analyticka-1"}
    assert asked(lambda: visitor.post(PAGE, said), django_capture_on_commit_callbacks) <= MOST_QUERIES
    assert Comment.objects.filter(territory=TERRITORY, number=6).exists()


def test_whoever_mends_a_comment_that_failed_takes_few_queries_too(
    habrova: Installed, django_capture_on_commit_callbacks: Any
) -> None:
    visitor = Client()
    said = {**fields_of(visitor, PAGE), "told": TOLD}
    assert visitor.post(PAGE, {**said, "mail": "x"}).status_code == 422
    assert asked(lambda: visitor.post(PAGE, said), django_capture_on_commit_callbacks) <= MOST_QUERIES
    assert Comment.objects.filter(territory=TERRITORY, number=6).exists()


def test_a_comment_sent_by_a_program_takes_few_queries(
    habrova: Installed, django_capture_on_commit_callbacks: Any
) -> None:
    assert asked(by_program, django_capture_on_commit_callbacks) <= MOST_QUERIES - 4


def test_it_takes_no_more_queries_after_many_comments(
    habrova: Installed, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.SPEAKING_RATE = 1_000
    before = asked(by_program, django_capture_on_commit_callbacks)
    for _ in range(60):
        by_program()
    assert asked(by_program, django_capture_on_commit_callbacks) == before
