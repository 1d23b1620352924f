"""Comments counted in pictures."""

from django.test import Client

from tests.cast import Installed
from tests.consult.pages.conftest import EVIL, PLAN
from tests.towns import process_of, raw_file
from tests.walk import found

CHARTS, REGISTER = f"/plans/{PLAN}/charts/", f"/plans/{PLAN}/comments/"


def say(town: Installed, side: str, times: int) -> None:
    """So many people speak for a side."""
    for index in range(times):
        town.do("citizen", "raise_matter", kind="comment", told=f"Hlas {index}.", channel="web", side=side)


def test_every_picture_stands_beside_its_table(reader: Client) -> None:
    page = reader.get(CHARTS).content.decode()
    for caption in ("What people spoke about", "How comments came", "How comments were settled", "Comments by day"):
        assert caption in page
    assert page.count('<svg class="over-time"') == 1 and "<title id=" in page
    assert EVIL not in page


def test_a_side_of_four_people_is_not_told_apart_and_one_of_five_is(reader: Client, habrova: Installed) -> None:
    say(habrova, "provider", 4)
    assert "so few people spoke" in reader.get(CHARTS).content.decode()
    register = reader.get(REGISTER).content.decode()
    assert '<option value="provider"' not in register and "<li>providers</li>" not in register
    say(habrova, "provider", 1)
    register = reader.get(REGISTER).content.decode()
    assert '<option value="provider"' in register and "<li>providers</li>" in register


def test_before_anybody_spoke_the_page_says_so(reader: Client) -> None:
    town = Installed(process_of("susice"), raw_file("susice"), territory="lipova", plan="lipova-plan")
    found(town)
    page = reader.get("/plans/lipova-plan/charts/").content.decode()
    assert "Nobody has said anything yet." in page
