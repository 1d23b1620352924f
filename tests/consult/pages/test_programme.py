"""The board of a common project: Karel's region sees how far each town is, what is late, and what that endangers."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from consult.models import StoredFile
from tests.cast import Installed, digest_of_file
from tests.consult.desks import anybody, at_desk, confirm, words_of
from tests.consult.pages.regions import BOARD, ELSEWHERE, HERE, count, entry, standing_region
from tests.workflow.polesi import KAREL, PROGRAMME, REGION, methodology, raw_polesi
from workflow.models import model_of
from workflow.rules import rows
from workflow.trail.canonical import parse_time


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Installed]:
    with standing_region(django_db_blocker) as region:
        yield region


@pytest.fixture
def region(db: None, built: Installed, monkeypatch: pytest.MonkeyPatch) -> Installed:
    today(monkeypatch, built.at)
    return built


def today(monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    """Whoever looks, looks then."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: parse_time(at))


def line(answer: Any, town: str) -> dict[str, Any]:
    return next(one for one in answer.context["towns"] if one["id"] == town)


def test_anybody_sees_how_far_each_town_is_and_what_it_waits_for(region: Installed) -> None:
    page = anybody().get(BOARD)
    assert [one["id"] for one in page.context["towns"]] == [*HERE, ELSEWHERE]
    bukova = line(page, "bukova")
    assert (bukova["stage"], bukova["place"], bukova["gates_shown"]) == ("preparation", 1, "1 of 2")
    assert [one["label"] for one in bukova["waits"]] == ["Analyses"]
    assert "/t/bukova/" in words_of(page) and "/plans/bukova-2021/" in words_of(page)


def test_a_town_that_writes_in_files_of_its_own_stands_on_the_board_with_its_files(region: Installed) -> None:
    StoredFile.keep(b"%PDF plan", name="plan.docx", media="application/pdf", at=parse_time(region.at))
    StoredFile.objects.update(digest=digest_of_file("plan.docx"))
    page = anybody().get(BOARD)
    habrova = line(page, ELSEWHERE)
    assert habrova["external"] and habrova["stage"] == "drafting" and habrova["told"] == "Píšeme ve Wordu."
    assert "plan.docx" in words_of(page)
    assert anybody().get(habrova["files"][0]["url"]).status_code == 200


def test_towns_that_do_not_take_part_stand_quietly_below(region: Installed) -> None:
    outside = {one["id"]: one["said"] for one in anybody().get(BOARD).context["outside"]}
    assert outside["jasenna"] == "not interested" and outside["javorna"] == "invited"
    assert outside["olsany"] == "not invited" and not outside.keys() & {*HERE, ELSEWHERE}


def test_targets_are_bars_with_their_numbers(region: Installed) -> None:
    count(region, "bukova", "lide", "count_participants")
    targets = {one["label"]: one["shown"] for one in anybody().get(BOARD).context["targets"]}
    assert targets["Partnership agreements"] == "3 of 12" and targets["People taking part"] == "4 of 20"
    assert targets["people trained"] == "0 of 3" and targets["coordinators"] == "1 of 1"


def test_what_is_late_stands_at_the_top_with_what_it_endangers(region: Installed, monkeypatch: Any) -> None:
    today(monkeypatch, "2021-02-02T08:00:00Z")
    page = words_of(anybody().get(BOARD))
    assert page.index("What is late, and what it endangers") < page.index("How far each town is")
    assert "First seminar" in page and "Late because of it: Cooperation begun" in page
    assert "Partnership agreements: 3 of 12." in page and "It endangers" in page
    assert "End of stage 2" in page


def test_while_nothing_is_late_it_says_so(region: Installed) -> None:
    page = words_of(anybody().get(BOARD))
    assert "The project as a whole keeps its days." in page and "behind with" not in page


def test_a_town_that_is_behind_is_named_and_can_be_listed_alone(region: Installed, monkeypatch: Any) -> None:
    count(region, "bukova")
    today(monkeypatch, "2021-08-02T08:00:00Z")
    assert "2 towns are behind with their own work" in words_of(anybody().get(BOARD))
    listed = anybody().get(f"{BOARD}?show=late").context["towns"]
    assert [one["id"] for one in listed] == ["dubova", ELSEWHERE]


def test_a_count_whose_entry_was_corrected_is_marked(region: Installed) -> None:
    count(region, "bukova")
    bukova = Installed(methodology().within("bukova"), raw_polesi(), territory="bukova", at=region.at)
    bukova.do(KAREL, "correct_record", entry=entry("bukova", "deliver"), reason="Jiná analýza.", plan="bukova-2021")
    page = words_of(anybody().get(BOARD))
    assert f"the entry counted was corrected by entry {entry('bukova', 'correct_record')}" in page


def test_karel_counts_what_the_books_already_say(region: Installed) -> None:
    karel = at_desk(region, KAREL)
    page = karel.get(BOARD)
    waiting = next(one for one in page.context["uncounted"] if one["town"] == "bukova" and one["need"] == "analyzy")
    form = karel.get(waiting["act"]["url"])
    assert form.context["form"]["town"].value() == "bukova" and form.context["form"]["n"].value() == str(waiting["n"])
    typed = {"as": KAREL, "programme": PROGRAMME, "need": "analyzy", "town": "bukova", "n": str(waiting["n"])}
    look = karel.post(waiting["act"]["url"], {**typed, "next": BOARD})
    assert "bukova counts for “Analyses” by entry" in words_of(look)
    done = confirm(karel, look)
    assert done.status_code == 303 and done["location"] == BOARD
    assert model_of(rows.Counted).objects.get(territory=REGION, need="analyzy", town="bukova").standing
    left = [one["need"] for one in karel.get(BOARD).context["uncounted"] if one["town"] == "bukova"]
    assert left == ["lide"]


def test_a_reader_is_offered_no_act(region: Installed) -> None:
    page = anybody().get(BOARD)
    assert page.context["uncounted"] == [] and page.context["acts"] == []
    assert f"/t/{REGION}/do/" not in words_of(page)


def test_karel_moves_what_is_late_from_where_he_reads_it(region: Installed, monkeypatch: Any) -> None:
    today(monkeypatch, "2021-02-02T08:00:00Z")
    late = at_desk(region, KAREL).get(BOARD).context["late"]
    seminar = next(one for one in late if one["id"] == "seminar")
    urls = [act["url"] for act in seminar["acts"]]
    assert any("/do/reach_milestone/" in url and "milestone=seminar" in url for url in urls)
    assert any("/do/move_milestone/" in url for url in urls)


def test_a_project_that_was_given_up_says_why_and_nothing_is_late_any_more(region: Installed, monkeypatch: Any) -> None:
    region.do(KAREL, "abandon_programme", programme=PROGRAMME, reason="Došly peníze.")
    today(monkeypatch, "2022-02-02T08:00:00Z")
    page = words_of(at_desk(region, KAREL).get(BOARD))
    assert "given up" in page and "Došly peníze." in page
    assert "What is late" not in page and "/do/move_milestone/" not in page


def test_it_is_called_a_common_project_and_never_a_programme_in_czech(region: Installed) -> None:
    for page in ("", "gates/", "calendar/", "measures/"):
        said = words_of(Client(headers={"accept-language": "cs"}).get(BOARD + page)).split("<footer")[0]
        assert "společného projektu" in said
        assert re.findall(r"\bprogram\w*", re.sub(r"<[^>]+>", " ", said), re.IGNORECASE) == []


def test_home_the_region_its_towns_and_their_plans_lead_to_it(region: Installed) -> None:
    for page in ("/", f"/t/{REGION}/", "/t/bukova/", "/plans/bukova-2021/"):
        assert BOARD in words_of(anybody().get(page)), page
    assert BOARD not in words_of(anybody().get(f"/t/{REGION}/book/"))


def test_a_town_that_has_not_joined_is_part_of_nothing(region: Installed) -> None:
    assert BOARD not in words_of(anybody().get("/t/jasenna/"))


def test_there_is_no_project_of_another_name(region: Installed) -> None:
    for page in ("", "gates/", "calendar/", "calendar.ics", "measures/"):
        assert anybody().get(f"/programmes/{REGION}/nic/{page}").status_code == 404
        assert anybody().get(f"/programmes/nikde/{PROGRAMME}/{page}").status_code == 404


def test_looking_changes_nothing(region: Installed) -> None:
    before = region.state.head
    for page in ("", "gates/", "calendar/", "calendar.ics", "measures/"):
        assert anybody().get(BOARD + page).status_code == 200
        assert anybody().post(BOARD + page).status_code == 405
    assert region.state.head == before
