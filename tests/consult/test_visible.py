"""What the public may read, decided in one place."""

from typing import Any

import pytest

from consult.models import StoredFile
from consult.visible import (
    closed_commits,
    decided_by,
    files_given,
    files_spoken_of,
    opened,
    opened_in_many,
    read_by_office,
)
from tests.cast import Installed, digest_of_file
from tests.consult.desks import anybody, desk_of
from tests.consult.pages.conftest import PLAN, TERRITORY, habrova, habrova_built
from tests.walk import CLERK, answer, coordinator, lead
from tests.workflow.talk import comment, people_talk, reply, somebody
from workflow.models import Opening, model_of
from workflow.rules import rows
from workflow.trail.canonical import parse_time
from workflow.trail.publicity import PUBLICITY
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


def test_a_hidden_reply_and_every_reply_of_a_comment_that_is_not_shown_are_shut(
    habrova: Installed, django_assert_num_queries: Any
) -> None:
    names = [reply(habrova, "1", told) for told in ("U nás také.", "Hloupost.")]
    words = [model_of(rows.Reply).objects.get(territory=TERRITORY, key=f"{PLAN}/{name}").words for name in names]
    asked = [*words, words_of(1)]
    with django_assert_num_queries(4):
        assert len(opened(TERRITORY, asked)) == 3
    habrova.do(CLERK, "hide_reply", reply=names[1], ground="hate", reason="Uráží.")
    assert opened(TERRITORY, words) == {words[0]: "U nás také."}
    habrova.do(CLERK, "hold_matter", matter="1", ground="sensitive_data")
    assert opened(TERRITORY, words) == {}
    habrova.do(CLERK, "show_reply", reply=names[1], reason="Omyl.")
    assert opened(TERRITORY, words) == {}
    habrova.do(lead(habrova), "release_matter", matter="1")
    assert len(opened(TERRITORY, words)) == 2


# words confided to those who decide


def test_those_who_decide_on_showing_read_what_is_held_or_hidden_and_nobody_else(habrova: Installed) -> None:
    shut = [words_of(3), words_of(4)]
    for seat in (CLERK, coordinator(habrova), lead(habrova)):
        read = read_by_office(desk_of(habrova, seat), shut)
        assert sorted(read.values()) == ["Tajemství tři.", "Tajemství čtyři."], seat
    member = habrova.seats(habrova.process.working_groups[0].id)[-1].key
    for desk in (desk_of(habrova, member), desk_of(habrova, None)):
        assert read_by_office(desk, shut) == {}


def test_redacted_words_are_read_by_nobody(habrova: Installed) -> None:
    assert read_by_office(desk_of(habrova, CLERK), [words_of(5)]) == {}


def test_a_seat_that_ended_or_is_only_claimed_reads_nothing(habrova: Installed) -> None:
    desk = desk_of(habrova, coordinator(habrova))
    habrova.do(CLERK, "end_seat", plan=None, seat=coordinator(habrova), ending="removal")
    assert read_by_office(desk, [words_of(3)]) == {}


def test_what_somebody_needs_and_the_number_of_a_letter_are_the_offices_alone(habrova: Installed) -> None:
    habrova.do(somebody("Dana"), "ask_for_help", kind="transport", about="Jsem na vozíku.")
    habrova.do(somebody("Ota"), "appeal_hiding", matter="4", reason="Je to pravda.")
    confided = {
        row.text: row.commit
        for row in Opening.objects.filter(territory=TERRITORY, field__in=["about", "reference", "reason"])
    }
    asked = {
        "Jsem na vozíku.": {CLERK, coordinator(habrova)},
        "Tajné číslo jednací": {CLERK, coordinator(habrova)},
        "Je to pravda.": {CLERK, coordinator(habrova), lead(habrova)},
    }
    for told, readers in asked.items():
        for seat in (CLERK, coordinator(habrova), lead(habrova)):
            read = read_by_office(desk_of(habrova, seat), [confided[told]])
            assert (read == {confided[told]: told}) == (seat in readers), (told, seat)


def test_whom_the_office_relays_is_not_even_read_there() -> None:
    assert decided_by("raise_matter", "on_behalf_of") == ()
    unread = {key for key, when in PUBLICITY.items() if when in ("never", "when_settled") and not decided_by(*key)}
    assert unread == {("contest_side", "reason"), ("record_stakeholder", "who")}


def test_an_answer_nobody_decided_on_is_read_by_those_who_write_it_together_and_nobody_else(habrova: Installed) -> None:
    team = coordinator(habrova)
    habrova.do(team, "draft_answer", matter="1", disposition="explained", reason="Rozmýšlíme.", grounds=[])
    reason = model_of(rows.Answer).objects.get(territory=TERRITORY, key=f"{PLAN}/1").reason
    assert opened(TERRITORY, [reason]) == {}
    assert read_by_office(desk_of(habrova, team), [reason]) == {reason: "Rozmýšlíme."}
    assert read_by_office(desk_of(habrova, CLERK), [reason]) == {}


def test_words_for_the_office_cost_the_same_however_many(habrova: Installed, django_assert_num_queries: Any) -> None:
    desk = desk_of(habrova, CLERK)
    for asked in ([words_of(3)], [words_of(number) for number in (1, 3, 4, 5)]):
        with django_assert_num_queries(4):
            read_by_office(desk, asked)
    with django_assert_num_queries(0):
        read_by_office(desk, [None])


# files of people


def test_a_recording_and_an_attachment_are_for_the_seated_and_the_author_and_a_letter_for_the_office(
    habrova: Installed,
) -> None:
    files = {name: digest_of_file(name) for name in ("recording", "attached", "scan")}
    number = comment(habrova, "Nahrávka.", **files)
    row = matter(int(number))
    member = habrova.seats(habrova.process.working_groups[0].id)[-1].key
    seen = {
        CLERK: set(files),
        coordinator(habrova): set(files),
        lead(habrova): {"recording", "attached"},
        member: {"recording", "attached"},
        None: set(),
    }
    for seat, names in seen.items():
        assert files_given(desk_of(habrova, seat), row).keys() == names, seat
    assert files_given(desk_of(habrova, None), row, author=True) == files
    assert not any(files_spoken_of(digest) for digest in files.values())
    habrova.do(CLERK, "hide_matter", matter=number, ground="personal_data", reason="Je slyšet soused.")
    row = matter(int(number))
    assert files_given(desk_of(habrova, member), row) == {}
    assert files_given(desk_of(habrova, lead(habrova)), row).keys() == {"recording", "attached"}
    assert files_given(desk_of(habrova, None), row, author=True) == files


def test_pages_and_export_open_the_same_words_of_all_that_people_say(habrova: Installed) -> None:
    people_talk(habrova)
    every = list(Opening.objects.filter(territory=TERRITORY).values_list("commit", flat=True))
    assert set(opened(TERRITORY, every)) == set(kept_files(TERRITORY).texts)


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
