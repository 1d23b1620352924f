"""A territory is founded by the operator at the machine itself, or not through the pages at all."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from consult.models import Person
from tests.consult.desks import anybody, words_of
from workflow.models import Leaf, model_of
from workflow.rules import rows

TYPED = {"shipped": "susice", "office_name": "Městský úřad Lipová", "mail": "hana@example.org"}


@pytest.mark.django_db
def test_the_operator_founds_a_territory_and_seats_its_first_clerk() -> None:
    answer = anybody().post("/found/", TYPED)
    assert answer.status_code == 303
    assert list(Leaf.objects.order_by("n").values_list("act", flat=True)) == ["found_territory", "seat_first_clerk"]
    clerk = model_of(rows.Seat).objects.get(key="office/clerk")
    assert Person.objects.get(number=clerk.person).user.email == "hana@example.org"


@pytest.mark.django_db
def test_a_territory_is_founded_once() -> None:
    anybody().post("/found/", TYPED)
    answer = anybody().post("/found/", TYPED)
    assert answer.status_code == 422
    assert "already has its record book" in words_of(answer)
    assert Leaf.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("where", [{"REMOTE_ADDR": "192.0.2.7"}, {"REMOTE_ADDR": "::ffff:192.0.2.7"}])
def test_from_any_other_machine_there_is_no_such_page(where: dict[str, str]) -> None:
    assert Client(**where).get("/found/").status_code == 404
    assert Client(**where).post("/found/", TYPED).status_code == 404
    assert not Leaf.objects.exists()


@pytest.mark.django_db
def test_a_site_with_a_public_name_has_no_such_page_even_for_its_own_proxy(settings: Any) -> None:
    settings.HOST = "plan.example.org"
    assert anybody().post("/found/", TYPED).status_code == 404


@pytest.mark.django_db
def test_mistakes_of_a_process_file_are_named_and_nothing_is_founded() -> None:
    own = SimpleUploadedFile("lipova.toml", b"id = 3\n<script>")
    answer = anybody().post("/found/", {**TYPED, "shipped": "", "own": own})
    assert answer.status_code == 422
    assert "<script>" not in answer.content.decode().replace('<script src="', "")
    assert not Leaf.objects.exists()
