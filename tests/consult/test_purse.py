"""What the measures cost against the money in sight, said in one sentence whatever is known."""

from types import SimpleNamespace
from typing import Any

from django.utils import translation

from consult.purse import Purse


def purse(amounts: list[int | None], *means: tuple[int, str, int], status: str = "proposed") -> Purse:
    """A plan for 2021 to 2023 with measures of these amounts, and money: year, certainty, amount."""
    here: Any = SimpleNamespace(plan=SimpleNamespace(from_year=2021, to_year=2023))
    measures = [SimpleNamespace(amount=amount, status=status) for amount in amounts]
    rows = [SimpleNamespace(year=year, certainty=certainty, amount=amount) for year, certainty, amount in means]
    return Purse(here, measures, rows)


def said(found: Purse, today: int = 2021) -> str:
    with translation.override("cs"):
        return found.sentence(today).replace("\N{NO-BREAK SPACE}", " ")


def test_the_gap_is_said_in_one_sentence() -> None:
    found = purse([8_000, 4_400], (2021, "secured", 6_000), (2021, "applied", 3_100))
    assert said(found) == (
        "Opatření by ročně stála 12,4 mil. Kč, na rok 2021 je v dohledu 9,1 mil. Kč; chybí 3,3 mil. Kč. "
        "Zajištěno je zatím 6 mil. Kč."
    )
    assert found.tone(2021) == "missing"


def test_enough_in_sight_is_not_enough_in_hand() -> None:
    found = purse([2_000], (2021, "secured", 500), (2021, "expected", 2_000))
    assert "to je o 500 tis. Kč víc" in said(found) and "Zajištěno je zatím 500 tis. Kč." in said(found)
    assert found.tone(2021) == "waiting"


def test_all_secured_is_done() -> None:
    found = purse([2_000], (2021, "secured", 2_000))
    assert said(found).endswith("to právě stačí.") and found.tone(2021) == "done"


def test_a_measure_nobody_has_estimated_is_said_not_counted_as_nothing() -> None:
    found = purse([2_000, None], (2021, "secured", 2_000))
    assert "U jednoho opatření zatím odhad chybí" in said(found) and found.tone(2021) == "waiting"
    assert said(purse([None, None], (2021, "secured", 5))) == "Kolik by opatření stála, se zatím neví."


def test_without_money_or_without_measures_it_says_so() -> None:
    assert said(purse([900])) == "Opatření by ročně stála 900 tis. Kč. Peníze v dohledu zatím nejsou zapsány."
    assert said(purse([])) == "Zatím není zapsáno žádné opatření." and purse([]).tone(2021) == "info"
    assert purse([900]).bars() == []


def test_what_was_given_up_costs_nothing_any_more() -> None:
    assert purse([900], status="abandoned").cost == 0


def test_it_speaks_of_this_year_else_of_the_next_that_is_known_else_of_the_last() -> None:
    found = purse([900], (2021, "secured", 1), (2023, "secured", 3))
    assert [found.year_of(today).year for today in (2020, 2021, 2022, 2023, 2030)] == [  # type: ignore[union-attr]
        2021, 2021, 2023, 2023, 2023,
    ]  # fmt: skip
    assert [year.year for year in found.years if not year.money] == [2022]


def test_the_pieces_of_a_bar_follow_one_another_and_the_gap_fills_it_to_the_mark() -> None:
    [bar] = purse([10], (2021, "applied", 2), (2021, "secured", 5)).bars()
    assert [(piece["kind"], piece["x"], piece["width"]) for piece in bar["pieces"]] == [
        ("secured", "0.00%", "50.00%"),
        ("applied", "50.00%", "20.00%"),
    ]
    assert bar["missing"] == {"x": "70.00%", "width": "30.00%"} and bar["mark"] == "100.00%"
    assert bar["amounts"] == [5, 2, 0]
