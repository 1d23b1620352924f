"""The office brings a table or pastes a list: every row is looked at, then recorded once, under a number of its own."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from consult.acting.typed import day_shown
from consult.intake import batch as lists
from consult.models import Draft
from tests.cast import Installed
from tests.consult import papers
from tests.consult.desks import anybody, at_desk, standing_town, words_of
from tests.walk import CLERK, close_window, coordinator
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.lifecycle import Stage
from workflow.trail.canonical import parse_time

HEADINGS = ["Č.", "Připomínka", "Kapitola", "Jméno", "Č. j.", "Datum doručení", "Zastoupení", "Barva"]


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Installed]:
    """Lipová, where the draft is open to comments."""
    with standing_town(django_db_blocker, Stage.COMMENTING) as town:
        yield town


@pytest.fixture
def town(db: None, built: Installed, monkeypatch: pytest.MonkeyPatch) -> Installed:
    """The town three days later; the clock of the site shows the same day."""
    built.clock(days=3)
    monkeypatch.setattr("django.utils.timezone.now", lambda: parse_time(built.at))
    return built


@pytest.fixture
def clerk(town: Installed) -> Client:
    return at_desk(town, CLERK)


def url_of(town: Installed) -> str:
    return f"/plans/{town.plan_key}/intake/"


def today(town: Installed) -> str:
    return day_shown(parse_time(town.at).date().isoformat())


def bring(browser: Client, town: Installed, file: bytes = b"", name: str = "seznam.xlsx", **typed: str) -> Any:
    data: dict[str, Any] = {"step": "list", "channel": "hearing", "received": today(town), "apart": "line", **typed}
    if file:
        data["table"] = SimpleUploadedFile(name, file)
    return browser.post(f"{url_of(town)}?way=list", data)


def matters(town: Installed) -> list[Any]:
    return list(model_of(rows.Matter).objects.filter(territory=town.territory).order_by("number"))


def numbered(count: int, town: Installed) -> list[list[object]]:
    return [HEADINGS, *([n, f"Připomínka {n}.", "", f"Osoba {n}", f"MUSU {n}", today(town), "uživatelé", "modrá"]
                        for n in range(1, count + 1))]  # fmt: skip


def test_a_table_is_shown_row_by_row_before_anything_is_recorded(town: Installed, clerk: Client) -> None:
    before = len(matters(town))
    answer = bring(clerk, town, papers.xlsx(numbered(3, town)))
    assert answer.status_code == 303
    page = words_of(clerk.get(answer["Location"]))
    assert "3 rows were read. 3 can be recorded." in page
    assert "Připomínka 2." in page and "Osoba 2" in page and "MUSU 2" in page
    assert "These columns were not used: Barva." in page
    assert len(matters(town)) == before


def test_every_row_becomes_an_entry_of_its_own_in_the_order_of_the_list(town: Installed, clerk: Client) -> None:
    before = len(matters(town))
    place = bring(clerk, town, papers.xlsx(numbered(3, town)))["Location"]
    page = words_of(clerk.post(place, {"step": "record"}, follow=True))
    assert "3 comments were recorded." in page and "3 are recorded." in page
    new = matters(town)[before:]
    assert [(matter.channel, matter.side) for matter in new] == [("hearing", "user")] * 3
    assert [matter.number for matter in new] == [before + 1, before + 2, before + 3]
    slip = clerk.get(f"/plans/{town.plan_key}/comments/{new[0].number}/slip/")
    assert slip.status_code == 200


def test_the_same_table_brought_again_is_shown_as_entered_and_records_nothing(town: Installed, clerk: Client) -> None:
    table = papers.xlsx(numbered(3, town))
    first = bring(clerk, town, table)["Location"]
    clerk.post(first, {"step": "record"})
    before = matters(town)
    number = before[-1].number
    colleague = at_desk(town, coordinator(town))
    for browser in (clerk, colleague):
        place = bring(browser, town, table)["Location"]
        page = words_of(browser.get(place))
        assert "3 were entered before." in page and f"already entered under no. {number}" in page
        browser.post(place, {"step": "record"})
    assert matters(town) == before


def test_two_people_with_the_same_words_in_one_list_are_two(town: Installed, clerk: Client) -> None:
    before = len(matters(town))
    place = bring(clerk, town, pasted="Chceme lavičku.\nChceme lavičku.")["Location"]
    clerk.post(place, {"step": "record"})
    assert len(matters(town)) == before + 2


def test_a_row_can_be_left_out_and_taken_back(town: Installed, clerk: Client) -> None:
    before = len(matters(town))
    place = bring(clerk, town, pasted="Jedna.\nDvě.\nTři.")["Location"]
    for row in ("1", "2", "2", "99", "x"):
        clerk.post(place, {"turn": row})
    assert "2 can be recorded. 1 is left out." in words_of(clerk.get(place))
    clerk.post(place, {"step": "record"})
    assert len(matters(town)) == before + 2


def test_what_has_to_be_mended_is_said_by_its_row_and_the_others_go_on(town: Installed, clerk: Client) -> None:
    table = [
        ["Text připomínky", "Datum", "Kapitola", "E-mail"],
        ["V pořádku.", today(town), "", ""],
        ["Pozítří.", "31. 12. 2099", "", ""],
        ["Kdy?", "asi v květnu", "", ""],
        ["Kde?", today(town), "Kapitola, která není", ""],
        ["Komu?", today(town), "", "není adresa"],
        ["", today(town), "", "x@example.org"],
    ]
    before = len(matters(town))
    place = bring(clerk, town, papers.xlsx(table))["Location"]
    page = words_of(clerk.get(place))
    assert "6 rows were read. 1 can be recorded. 5 have to be mended or left out." in page
    for said in ("This day has not come yet.", "Write the day as 14. 5. 2026.", "E-mail of the sender"):
        assert said in page
    clerk.post(place, {"step": "record"})
    assert len(matters(town)) == before + 1


def test_a_section_is_known_by_its_title_or_its_name(town: Installed, clerk: Client) -> None:
    section = model_of(rows.Section).objects.filter(territory=town.territory).order_by("place").first()
    name = section.key.split("/")[1]
    head = re.search(r"<h1[^>]*>(.+?)</h1>", words_of(clerk.get(f"/plans/{town.plan_key}/draft/{name}/")))
    assert head is not None
    title = head.group(1)
    place = bring(clerk, town, f"Část;Připomínka\n{title.upper()};Jedna.\n{name};Dvě.\n".encode("cp1250"), "s.csv")
    clerk.post(place["Location"], {"step": "record"})
    assert [matter.section for matter in matters(town)[-2:]] == [section.key] * 2


def test_late_rows_are_kept_and_marked_late(town: Installed, clerk: Client) -> None:
    close_window(town)
    town.clock(days=5)
    place = bring(clerk, town, pasted="Pozdě, ale přece.")["Location"]
    assert "will be marked as late" in words_of(clerk.get(place))
    clerk.post(place, {"step": "record"})
    assert matters(town)[-1].late


def test_five_hundred_rows_are_recorded_and_an_interrupted_list_goes_on(
    town: Installed, clerk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = len(matters(town))
    place = bring(clerk, town, papers.xlsx(numbered(500, town)))["Location"]
    assert "page 1 of 20" in words_of(clerk.get(place))
    monkeypatch.setattr(lists, "AT_ONCE", 200)
    monkeypatch.setattr(lists, "SECONDS_AT_ONCE", 600)
    page = words_of(clerk.post(place, {"step": "record"}, follow=True))
    assert "200 comments were recorded. 300 are still waiting: press the button again." in page
    assert "Go on with the list: seznam.xlsx" in words_of(clerk.get(url_of(town)))
    for _ in range(2):
        clerk.post(place, {"step": "record"})
    assert len(matters(town)) == before + 500
    assert "500 are recorded." in words_of(clerk.get(place))


def test_a_list_that_is_put_away_leaves_nothing_behind_but_what_was_recorded(town: Installed, clerk: Client) -> None:
    place = bring(clerk, town, pasted="Jedna.\nDvě.")["Location"]
    assert clerk.post(place, {"step": "forget"}).status_code == 303
    assert clerk.get(place).status_code == 404
    assert not Draft.objects.filter(page__startswith="intake/").exists()


def test_a_list_is_nobody_elses_to_see(town: Installed, clerk: Client) -> None:
    place = bring(clerk, town, pasted="Tajná jména.")["Location"]
    assert at_desk(town, coordinator(town)).get(place).status_code == 404
    assert anybody().get(place).status_code == 403


@pytest.mark.parametrize(
    ("file", "name", "said"),
    [
        (b"", "", "Choose a table, or paste a list; one of the two."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "stary.xls", "Files of this kind are not taken."),
        (papers.docx(), "a.docx", "This is no table. Send XLSX, ODS or CSV."),
        (papers.xlsx([["Barva", "Tvar"], ["modrá", "kruh"]]), "a.xlsx", "The columns are: Barva, Tvar."),
        (papers.xlsx([["Připomínka", "Jméno"]]), "a.xlsx", "There is no row below the headings."),
        (papers.xlsx([["Připomínka"], *[["x"]] * 2_100]), "a.xlsx", "There are more than 2,000 rows."),
        (papers.xlsx([["Připomínka"], ["a"]])[:900], "a.xlsx", "The file is damaged"),
        (papers.docx_with("xl/vbaProject.bin", b"x"), "a.xlsm", "There is a small program"),
    ],
)
def test_a_table_that_cannot_be_read_says_what_to_do(
    town: Installed, clerk: Client, file: bytes, name: str, said: str
) -> None:
    answer = bring(clerk, town, file, name)
    assert answer.status_code == 422 and said in words_of(answer)


def test_words_and_a_table_at_once_are_not_guessed_at(town: Installed, clerk: Client) -> None:
    answer = bring(clerk, town, papers.xlsx([["Připomínka"], ["a"]]), pasted="Vložený seznam.")
    assert answer.status_code == 422 and "Vložený seznam." in words_of(answer)


def test_cells_that_look_like_commands_stay_words(town: Installed, clerk: Client) -> None:
    evil = ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "@SUM(A1)"]
    place = bring(clerk, town, "Připomínka\n".encode() + "\n".join(evil).encode(), "a.csv")["Location"]
    assert "<script>alert" not in clerk.get(place).content.decode()
    clerk.post(place, {"step": "record"})
    page = words_of(clerk.get(f"/plans/{town.plan_key}/comments/{matters(town)[-2].number}/"))
    assert "<script>alert" not in page and "&lt;script&gt;" in page
