"""`GET /api/plans/` and the description of everything programs may ask."""

import json
from typing import Any

from django.test import Client

from tests.consult.pages.conftest import PLAN, TERRITORY


def test_every_plan_says_where_it_is_and_whether_one_may_comment(
    reader: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(4):
        told = reader.get("/api/plans/").json()
    plan = next(plan for plan in told["results"] if plan["slug"] == PLAN)
    assert plan["territory"] == TERRITORY and plan["stage"] == "commenting" and plan["commentable"] is True
    assert plan["name"] == "Plán sociálních služeb"


def test_after_the_last_second_it_is_not_commentable(reader: Client, habrova: Any, monkeypatch: Any) -> None:
    from workflow.trail.canonical import parse_time

    monkeypatch.setattr("django.utils.timezone.now", lambda: parse_time(habrova.plan.closes_at).replace(year=2031))
    plan = next(plan for plan in reader.get("/api/plans/").json()["results"] if plan["slug"] == PLAN)
    assert plan["commentable"] is False


def test_the_description_names_every_address_of_the_api(db: None) -> None:
    answer = Client().get("/api/openapi.json")
    assert answer.status_code == 200
    paths = json.loads(answer.content)["paths"]
    assert {"/api/plans/", "/api/plans/{slug}/comments/", "/api/plans/{slug}/comments/{number}/"} <= paths.keys()


def test_an_error_is_a_problem_a_program_can_read(db: None) -> None:
    answer = Client().get("/api/plans/nic/comments/1/")
    assert answer.status_code == 404 and answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 404
    refused = Client().put("/api/plans/")
    assert refused.status_code == 405 and "GET" in refused["Allow"]
