"""Several things at once in one form: files, fingerprints, numbers, people; and the names a common project lends."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from consult.acting.desk import Desk
from consult.acting.form import form_for
from consult.acting.many import CountsField, DigestsField, MailsField
from consult.acting.programmes import project_names
from consult.models import Person, StoredFile
from consult.places import town_named
from consult.who import standings
from tests.cast import Installed, number_of
from tests.consult.desks import at_desk
from tests.workflow.polesi import KAREL, PROGRAMME, installed_region
from workflow.rules.act import ACTS

ONE, TWO = "ab" * 32, "cd" * 32


@pytest.fixture
def desk(db: None) -> Desk:
    """Karel's desk in the region."""
    region = installed_region()
    at_desk(region, KAREL)
    return desk_of(region)


def desk_of(town: Installed) -> Desk:
    person = Person.objects.get(territory=town.territory, number=town.person(KAREL).person)
    held = next(each for each in standings(person.user, town.territory) if each.key == KAREL)
    return Desk(town_named(town.territory), None, held, held.standing)


def posted(**values: Any) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


@pytest.mark.parametrize(
    ("field", "typed", "read"),
    [
        (DigestsField(), f"{ONE[:32]} {ONE[32:].upper()}\n{TWO}, {ONE}", [ONE, TWO]),
        (CountsField(), "3, 11 050; 0", [3, 11050, 0]),
        (MailsField(), "a@b.cz\nc@d.cz, a@b.cz", ["a@b.cz", "c@d.cz"]),
    ],
)
def test_what_stands_apart_is_read_apart(field: Any, typed: str, read: list[Any]) -> None:
    assert field.clean(typed) == read


@pytest.mark.parametrize(("field", "typed"), [(DigestsField(), "ab"), (CountsField(), "tři"), (MailsField(), "@")])
def test_what_cannot_be_read_is_said(field: Any, typed: str) -> None:
    with pytest.raises(ValidationError):
        field.clean(typed)


def test_files_of_a_town_that_stays_in_word_are_kept_one_by_one(desk: Desk) -> None:
    files = [SimpleUploadedFile(f"{n}.pdf", f"%PDF {n}".encode(), content_type="application/pdf") for n in range(2)]
    data = posted(programme=PROGRAMME, town="bukova", stage="drafting", told="Píšeme.", files=ONE)
    form = form_for("place_external", desk, data=data, files=MultiValueDict({"files_file": files}))
    assert form.is_valid(), form.errors
    kept = set(StoredFile.objects.values_list("digest", flat=True))
    assert len(kept) == 2 and set(form.facts["files"]) == {*kept, ONE}


def test_people_invited_by_mail_are_the_same_people_the_next_time(desk: Desk) -> None:
    facts = {"programme": PROGRAMME, "training": "skoleni-1", "day": "1. 9. 2020", "topic": "Triáda"}
    told = []
    for _ in range(2):
        data = posted(**facts, people=[number_of("Karel")], people_mails="anna@example.cz")
        form = form_for("record_training", desk, data=data)
        form.recording = True
        assert form.is_valid(), form.errors
        told.append(form.facts["people"])
    assert told[0] == told[1] and len(told[0]) == 2 and told[0][0] == number_of("Karel")


def test_nobody_is_invited_while_a_training_is_only_looked_at(desk: Desk) -> None:
    before = Person.objects.count()
    data = posted(
        programme=PROGRAMME,
        training="s",
        day="1. 9. 2020",
        topic="Triáda",
        people_mails="anna@example.cz, b@example.cz",
    )
    form = form_for("record_training", desk, data=data)
    assert form.is_valid() and len(form.facts["people"]) == 2
    assert Person.objects.count() == before
    assert {"name": "people_mails", "value": "anna@example.cz, b@example.cz"} in form.carried()


def test_a_common_project_lends_the_names_of_its_towns_stages_and_milestones(desk: Desk) -> None:
    for act, field, count in (
        ("invite_town", "town", 13), ("count_town", "need", 3), ("pass_gate", "gate", 2),
        ("move_milestone", "milestone", 5),
    ):  # fmt: skip
        assert len(project_names(desk, act, field) or ()) == count
    assert project_names(desk, "record_need", "need") is None
    assert project_names(desk, "invite_town", "programme") is None


def test_what_follows_from_another_book_is_not_asked_for(desk: Desk) -> None:
    asked = form_for("count_town", desk).fields
    assert {"programme", "need", "town", "n"} <= set(asked)
    assert not {name for name, fact in ACTS["count_town"].SCHEMA.items() if fact.across} & set(asked)
