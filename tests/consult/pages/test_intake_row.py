"""One row of a list that was brought is mended before it is recorded."""

import pytest
from django.test import Client

from tests.cast import Installed
from tests.consult.desks import anybody, at_desk, words_of
from tests.consult.pages.test_intake_list import bring, built, clerk, matters, today, town
from tests.walk import coordinator

assert built and clerk and town  # fixtures


def test_a_row_that_was_mended_is_known_again_as_it_came(town: Installed, clerk: Client) -> None:
    place = bring(clerk, town, pasted="Lavička u poliklinky.")["Location"]
    mended = {"told": "Lavička u polikliniky.", "channel": "post", "received": today(town), "side": "public"}
    assert clerk.post(f"{place}0/", mended).status_code == 303
    clerk.post(place, {"step": "record"})
    assert matters(town)[-1].channel == "post"
    again = bring(clerk, town, pasted="Lavička u poliklinky.")["Location"]
    assert "1 was entered before." in words_of(clerk.get(again))


@pytest.fixture
def place(town: Installed, clerk: Client) -> str:
    """A pasted list of one comment whose day nobody knows."""
    return str(bring(clerk, town, "Připomínka;Datum\nKdy?;asi v květnu\n".encode(), "a.csv")["Location"])


def test_the_row_opens_with_what_stands_in_it_and_says_what_is_wrong(clerk: Client, place: str) -> None:
    form = words_of(clerk.get(f"{place}0/"))
    assert "asi v květnu" in form and "Write the day as 14. 5. 2026." in form


def test_what_is_not_right_yet_is_kept_all_the_same(clerk: Client, place: str) -> None:
    wrong = clerk.post(f"{place}0/", {"told": "Kdy?", "channel": "post", "received": "stále nevím"})
    assert wrong.status_code == 422
    assert "stále nevím" in words_of(clerk.get(f"{place}0/"))


def test_a_mended_row_leads_back_to_its_place_in_the_list(town: Installed, clerk: Client, place: str) -> None:
    clerk.post(place, {"turn": "0"})
    mended = clerk.post(f"{place}0/", {"told": "Kdy?", "channel": "post", "received": today(town)})
    assert mended.status_code == 303 and mended["Location"].endswith("?page=1#row-0")
    assert "1 can be recorded." in words_of(clerk.get(place)), "what was mended is not left out any more"


def test_a_row_that_is_recorded_is_mended_no_more(town: Installed, clerk: Client) -> None:
    place = bring(clerk, town, pasted="Jedna.")["Location"]
    clerk.post(place, {"step": "record"})
    assert clerk.get(f"{place}0/").status_code == 404
    assert clerk.post(f"{place}0/", {"told": "Jiná."}).status_code == 404


def test_a_row_is_nobody_elses_to_see(town: Installed, clerk: Client, place: str) -> None:
    assert anybody().get(f"{place}0/").status_code == 403
    assert at_desk(town, coordinator(town)).get(f"{place}0/").status_code == 404
    assert clerk.get(f"{place}7/").status_code == 404


def test_no_character_breaks_a_row(clerk: Client, place: str) -> None:
    typed = {"told": "a\x00b<script>", "channel": "x", "section": "😀", "voices": "-1"}
    answer = clerk.post(f"{place}0/", typed)
    assert answer.status_code == 422 and "b<script>" not in answer.content.decode()
