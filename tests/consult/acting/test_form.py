"""Every act has a form: it can be opened by anybody, and what is typed comes out as the facts the act takes."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from consult.acting.desk import Desk
from consult.acting.form import form_for
from consult.models import Person, StoredFile
from consult.places import here_of, town_named
from consult.who import standings
from tests.cast import Installed
from tests.consult.desks import anybody, at_desk, standing_town, words_of
from tests.walk import coordinator
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.act import ACTS, read_act
from workflow.rules.facts import Fact, FactKind, Words
from workflow.rules.lifecycle import Stage

DIGEST, NUMBER = "ab" * 32, "cd" * 16
TYPED = {
    FactKind.NAME: ("nove-jmeno", "nove-jmeno"),
    FactKind.OFFICIAL: ("0279/10/2005/RK", "0279/10/2005/RK"),
    FactKind.WORDS: ("Příliš žluťoučký <b>kůň</b> & spol.", "Příliš žluťoučký <b>kůň</b> & spol."),
    FactKind.DIGEST: (" ".join([DIGEST[:32].upper(), DIGEST[32:]]), DIGEST),
    FactKind.DAY: ("14. 5. 2026", "2026-05-14"),
    FactKind.MOMENT: ("14. 5. 2026 16:00", "2026-05-14T14:00:00Z"),
    FactKind.COUNT: ("11 050", 11050),
    FactKind.FLAG: ("on", True),
    FactKind.PERSON: (NUMBER, NUMBER),
}


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: Any) -> Iterator[Installed]:
    """Lipová, where comments are being settled."""
    with standing_town(django_db_blocker, Stage.RESOLVING) as town:
        yield town


def desk_of(town: Installed, seat: str) -> Desk:
    at_desk(town, seat)
    plan = model_of(rows.Plan).objects.get(territory=town.territory)
    person = Person.objects.get(territory=town.territory, number=town.person(seat).person)
    held = next(each for each in standings(person.user, town.territory) if each.key == seat)
    return Desk(town_named(town.territory), here_of(plan, town.process, {}), held, held.standing)


def typed(fact: Fact, field: Any) -> tuple[str, Any]:
    """What somebody types for a fact, and what it should come out as."""
    choices = [str(value) for value, _ in getattr(field, "choices", []) if value]
    if fact.kind is FactKind.CHOICE or (choices and fact.kind is FactKind.NAME):
        return choices[-1], choices[-1]
    if fact.kind is FactKind.DIGEST and choices:
        return choices[0], choices[0]
    return TYPED[fact.kind]


@pytest.mark.django_db
@pytest.mark.parametrize("act", sorted(ACTS))
def test_every_act_has_a_form_that_anybody_can_open_and_its_answers_fit_the_act(town: Installed, act: str) -> None:
    kind = ACTS[act]
    url = f"/plans/{town.plan_key}/do/{act}/" if kind.STAGES else f"/t/{town.territory}/do/{act}/"
    for browser in (anybody(), at_desk(town, coordinator(town))):
        page = browser.get(url)
        assert page.status_code == 200
        assert "<form" in page.content.decode()

    desk = desk_of(town, coordinator(town))
    asked = {name: fact for name, fact in kind.SCHEMA.items() if fact.asked}
    blank, data, expected = form_for(act, desk), QueryDict(mutable=True), dict[str, Any]()
    for name, fact in asked.items():
        text, value = typed(fact, blank.fields[name])
        data[name], data["plan_name"] = text, "lipova-2040"
        expected[name] = [value] if fact.many else value
    form = form_for(act, desk, data=data)
    assert form.is_valid(), form.errors
    assert form.facts == expected
    words = {
        name: Words(DIGEST, 3) if asked[name].kind is FactKind.WORDS else value for name, value in form.facts.items()
    }
    read_act(act, {name: tuple(value) if isinstance(value, list) else value for name, value in words.items()})


@pytest.mark.django_db
@pytest.mark.parametrize("act", sorted(ACTS))
def test_what_the_form_carries_to_the_next_step_says_the_same(town: Installed, act: str) -> None:
    desk = desk_of(town, coordinator(town))
    blank, data = form_for(act, desk), QueryDict(mutable=True)
    for name, fact in ACTS[act].SCHEMA.items():
        if fact.asked:
            data[name], data["plan_name"] = typed(fact, blank.fields[name])[0], "lipova-2040"
    form = form_for(act, desk, data=data)
    assert form.is_valid()
    again = QueryDict(mutable=True)
    for item in form.carried():
        again.appendlist(item["name"], item["value"])
    second = form_for(act, desk, data=again)
    assert second.is_valid(), second.errors
    assert second.facts == form.facts


@pytest.mark.django_db
def test_a_file_is_kept_and_the_act_speaks_of_its_fingerprint(town: Installed) -> None:
    desk = desk_of(town, coordinator(town))
    file = SimpleUploadedFile("analýza.pdf", b"%PDF-1.7 people", content_type="application/pdf")
    data = {"deliverable": "analyza", "about": "Hotovo."}
    form = form_for("deliver", desk, data=QueryDict("", mutable=True) | data, files={"file_file": file})
    assert form.is_valid(), form.errors
    assert StoredFile.objects.get(digest=form.facts["file"]).name == "analýza.pdf"


@pytest.mark.django_db
def test_a_program_is_not_taken_for_a_document(town: Installed) -> None:
    desk = desk_of(town, coordinator(town))
    file = SimpleUploadedFile("listina.exe", b"MZ\x90\x00\x03", content_type="application/x-msdownload")
    form = form_for("deliver", desk, data={"deliverable": "analyza", "about": "x"}, files={"file_file": file})
    assert not form.is_valid()
    assert "PDF" in str(form.errors["file_file"])


@pytest.mark.django_db
def test_a_citizen_is_asked_for_no_file_and_for_no_other_person(town: Installed) -> None:
    page = words_of(anybody().get(f"/plans/{town.plan_key}/do/apply_to_join/"))
    assert 'type="file"' not in page
    assert "somebody new" not in page
