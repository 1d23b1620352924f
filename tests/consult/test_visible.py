"""What the public may read, decided in one place."""

from typing import Any

import pytest

from consult.models import StoredFile
from consult.visible import closed_commits, files_spoken_of, opened, opened_in_many
from tests.cast import Installed
from tests.consult.desks import anybody
from tests.consult.pages.conftest import PLAN, TERRITORY, habrova, habrova_built
from tests.walk import CLERK, answer, coordinator
from workflow.models import Opening, model_of
from workflow.rules import rows
from workflow.trail.canonical import parse_time
from workflow.trail.shelf import kept_files

assert habrova and habrova_built


def matter(number: int) -> Any:
    return model_of(rows.Matter).objects.get(territory=TERRITORY, key=f"{PLAN}/{number}")


def test_ordinary_words_are_public_at_once(habrova: Installed, django_assert_num_queries: Any) -> None:
    words = words_of(1)
    with django_assert_num_queries(3):
        assert opened(TERRITORY, [words]) == {words: "Chybí lavička."}


def words_of(number: int) -> str:
    return str(matter(number).words)


def test_of_many_territories_at_once_only_words_that_are_public_as_soon_as_said(
    habrova: Installed, django_assert_num_queries: Any
) -> None:
    title = habrova.plan.title
    asked = {TERRITORY: [title, words_of(1), None], "jinde": [title]}
    with django_assert_num_queries(1):
        found = opened_in_many(asked)
    assert found == opened(TERRITORY, [title]) and found.keys() == {title}
    assert opened_in_many({"jinde": [title]}) == {} and opened_in_many({}) == {}


@pytest.mark.parametrize("number", [3, 4, 5])
def test_held_hidden_and_redacted_words_are_not(habrova: Installed, number: int) -> None:
    assert opened(TERRITORY, [words_of(number)]) == {}


def test_shown_again_they_are(habrova: Installed) -> None:
    habrova.do(CLERK, "release_matter", matter="3")
    habrova.do(CLERK, "show_matter", matter="4", reason="Odvolání.")
    assert sorted(opened(TERRITORY, [words_of(3), words_of(4)]).values()) == ["Tajemství tři.", "Tajemství čtyři."]


def test_whose_words_were_relayed_and_an_offices_reference_are_never_public(habrova: Installed) -> None:
    never = Opening.objects.filter(territory=TERRITORY, field__in=["reference", "on_behalf_of"])
    assert never.exists() and opened(TERRITORY, never.values_list("commit", flat=True)) == {}


def test_a_prepared_answer_is_public_when_the_group_has_decided_on_it(habrova: Installed) -> None:
    at = habrova.at
    try:
        habrova.do("citizen", "raise_matter", kind="suggestion", told="Ještě stín.", channel="web", side="public")
        habrova.do(coordinator(habrova), "draft_answer", matter="6", disposition="noted", reason="Zatím jen my.")
        reason = model_of(rows.Answer).objects.get(territory=TERRITORY, key=f"{PLAN}/6").reason
        assert opened(TERRITORY, [reason]) == {}
        answer(habrova, "6", habrova.process.working_groups[0].id)
        settled = matter(6).reason
        assert opened(TERRITORY, [settled]) == {settled: "Vysvětlujeme."}
    finally:
        habrova.at = at


def test_pages_and_export_open_the_same_words(habrova: Installed) -> None:
    every = Opening.objects.filter(territory=TERRITORY).values_list("commit", flat=True)
    assert set(opened(TERRITORY, every)) == set(kept_files(TERRITORY).texts)


def test_a_receipt_keeps_shut_what_is_shut(habrova: Installed) -> None:
    assert words_of(4) in closed_commits(TERRITORY, matter(4).born)
    reference = closed_commits(TERRITORY, matter(1).born)
    assert words_of(1) not in reference


def test_a_file_is_given_out_only_once_a_fact_speaks_of_it(habrova: Installed) -> None:
    kept = StoredFile.keep(b"Rozbor.", name="<rozbor>.txt", media="text/plain", at=parse_time(habrova.at))
    assert not files_spoken_of(kept.digest) and anybody().get(f"/files/{kept.digest}/").status_code == 404
    habrova.do(coordinator(habrova), "deliver", deliverable="pruzkum-potreb", file=kept.digest, about="Rozbor.")
    given = anybody().get(f"/files/{kept.digest}/")
    assert given.content == b"Rozbor." and given["Content-Disposition"].startswith("attachment")
    assert "sandbox" in given["Content-Security-Policy"] and given["X-Content-Type-Options"] == "nosniff"
