"""Two people at once: one wins, the other is told; nobody's words are lost and no number is given twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from tests.cast import Installed, Refused
from tests.towns import process_of, raw_file
from tests.walk import coordinator, lead_to
from workflow.models import Leaf
from workflow.rules.lifecycle import Stage
from workflow.rules.rows import Matter

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """Do everything at the same moment, each on its own connection; what each returned, or the refusal."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> object:
        try:
            start.wait(timeout=20)
            return deed()
        except Refused as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def town_in(stage: Stage) -> Installed:
    """A town on rows."""
    town = lead_to(Installed(process_of("susice"), raw_file("susice")), stage)
    assert isinstance(town, Installed)
    return town


def test_sixteen_citizens_speak_in_one_second_and_each_gets_a_number_of_their_own() -> None:
    town = town_in(Stage.COMMENTING)
    before = town.plan.matters

    def speak(index: int) -> Callable[[], object]:
        return lambda: town.do(
            "citizen", "raise_matter", kind="comment", told=f"Připomínka {index}.", channel="web", side="public"
        )

    told = at_once(*(speak(index) for index in range(16)))
    assert not [refusal for refusal in told if isinstance(refusal, Refused)]
    matters = town.state.find(Matter, plan=town.plan_key)
    assert sorted(matter.number for matter in matters) == list(range(1, before + 17))
    numbers = list(Leaf.objects.filter(territory=town.territory).order_by("n").values_list("n", flat=True))
    assert numbers == list(range(len(numbers)))


def test_two_hands_on_one_lever_move_the_plan_once() -> None:
    town = town_in(Stage.PREPARATION)
    push = [lambda: town.do(coordinator(town), "begin_drafting") for _ in range(2)]
    told = at_once(*push)
    refused = [refusal for refusal in told if isinstance(refusal, Refused)]
    assert len(refused) == 1
    assert refused[0].codes == ["wrong_stage"]
    assert town.plan.stage == Stage.DRAFTING
