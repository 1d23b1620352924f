"""What an entry says to people: things are called by the names they have in the process file."""

import pytest
from django.utils.translation import override

from consult.sentences import entry_sentence
from consult.told import names_for
from tests.workflow.polesi import KAREL, PROGRAMME, STARTS, installed_region, join
from workflow.models import Leaf
from workflow.trail.canonical import loads


@pytest.mark.django_db
def test_an_entry_of_a_common_project_without_any_plan_is_told_by_its_names() -> None:
    region = installed_region()
    join(region, "bukova")
    region.do(KAREL, "reach_milestone", programme=PROGRAMME, milestone="seminar", told="Přišlo 40 lidí.")
    leaves = Leaf.objects.filter(territory=region.territory, act__in=["start_programme", "reach_milestone"])
    entries = [dict(loads(bytes(leaf.data))) for leaf in leaves.order_by("n")]  # type: ignore[call-overload]
    with override("cs"):
        names = names_for(region.territory, entries)
        begun, reached = (entry_sentence(entry, names) for entry in entries)
    assert begun == "Společný projekt „Společně“ začíná 1. 9. 2020; od toho dne se počítá jeho kalendář."
    assert reached == "Milníku „První seminář“ bylo dosaženo: „Přišlo 40 lidí.“"
    assert STARTS == "2020-09-01"
