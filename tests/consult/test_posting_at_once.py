"""Sixty-four people press "Send" in one moment: everybody is heard, and no number is given twice."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from consult.models import Comment
from tests.cast import Installed
from tests.towns import process_of, raw_file
from tests.walk import lead_to
from tests.workflow.test_races import at_once
from workflow.models import Leaf, model_of
from workflow.rules import rows
from workflow.rules.lifecycle import Stage


@pytest.mark.django_db(transaction=True)
def test_sixty_four_at_once_get_sixty_four_numbers(settings: Any) -> None:
    settings.SPEAKING_RATE = 1_000
    town = lead_to(Installed(process_of("susice"), raw_file("susice")), Stage.COMMENTING)
    before = town.plan.matters
    address = f"/api/plans/{town.plan_key}/comments/"

    def speak(index: int) -> Callable[[], object]:
        def post() -> object:
            answer = Client().post(address, {"text": f"Připomínka {index}."}, content_type="application/json")
            return answer.status_code, int(answer.json()["number"])

        return post

    told = at_once(*(speak(index) for index in range(64)))
    connections.close_all()
    assert sorted(told) == [(201, number) for number in range(before + 1, before + 65)]
    numbers = Comment.objects.filter(territory=town.territory).values_list("number", flat=True)
    assert sorted(numbers) == list(range(before + 1, before + 65))
    assert model_of(rows.Matter).objects.filter(territory=town.territory).count() == before + 64
    entries = list(Leaf.objects.filter(territory=town.territory).order_by("n").values_list("n", flat=True))
    assert entries == list(range(len(entries)))
