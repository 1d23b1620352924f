"""The register goes out as a table: everything the pages show, nothing they do not, and no cell that computes."""

import csv
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from consult.few import FEWEST, groups_shown
from consult.pages.export import FORMULA, as_text
from tests.cast import Installed
from tests.consult.pages.conftest import PLAN
from workflow.rules.rows import Matter

URL = f"/plans/{PLAN}/comments.csv"


def table(client: Client) -> list[dict[str, str]]:
    """The rows of the file as a spreadsheet would read them."""
    answer = client.get(URL)
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(StringIO(text)))


def say(town: Installed, told: str, side: str = "public") -> str:
    """Somebody says it; the number."""
    return str(town.do("citizen", "raise_matter", kind="comment", told=told, channel="web", side=side).number)


def test_every_comment_is_there_once_by_number(client: Client, habrova: Installed) -> None:
    numbers = [row["number"] for row in table(client)]
    assert len(numbers) == len(set(numbers)) == habrova.state.count(Matter, plan=PLAN)


@pytest.mark.parametrize("told", ['=cmd|"/C calc"!A0', "+1", "-1+1", "@SUM(A1)", "\t=1", "  =1", "＝1"])
def test_no_cell_is_a_formula(client: Client, habrova: Installed, told: str) -> None:
    number = say(habrova, told)
    (row,) = [row for row in table(client) if row["number"] == number]
    assert row["text"] == f"'{told}"


def test_what_is_hidden_on_the_page_is_empty_in_the_file(client: Client, habrova: Installed) -> None:
    number = say(habrova, "Sousedka má cukrovku.")
    habrova.do("office/clerk", "hide_matter", matter=number, ground="personal_data", reason="Zdraví souseda.")
    (row,) = [row for row in table(client) if row["number"] == number]
    assert (row["status"], row["text"]) == ("hidden", "")


def test_a_side_for_which_fewer_than_five_spoke_is_not_told(client: Client, habrova: Installed) -> None:
    for index in range(FEWEST - 1):
        say(habrova, f"Za uživatele {index}.", side="user")
    assert "user" not in {row["side"] for row in table(client)}
    for side in ("user", *["provider"] * FEWEST, *["commissioner"] * FEWEST, *["public"] * FEWEST):
        say(habrova, "Ještě něco.", side=side)
    assert "user" in {row["side"] for row in table(client)}


def test_a_small_group_does_not_follow_from_what_is_left() -> None:
    assert groups_shown({"user": 3, "provider": 20, "public": 90}) == {"public": 90}
    assert groups_shown({"user": 2, "provider": 4, "public": 90}) == {"public": 90}
    assert groups_shown({"user": 0, "provider": 5}) == {"user": 0, "provider": 5}


@pytest.mark.parametrize("value", [None, True, 0, "Dobrý den", "5. května"])
def test_ordinary_cells_stay_as_they_are(value: Any) -> None:
    assert not as_text(value).startswith(("'", *FORMULA))
