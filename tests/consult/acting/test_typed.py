"""Days, hours and numbers as people write them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.acting.typed import count_typed, day_shown, day_typed, moment_shown, moment_typed
from workflow.trail.canonical import format_time


@pytest.mark.parametrize("text", ["14. 5. 2026", "14.5.2026", " 2026-05-14 ", "14.05.2026"])
def test_a_day_is_read_as_czechs_and_as_machines_write_it(text: str) -> None:
    assert day_typed(text) == "2026-05-14"


@pytest.mark.parametrize(
    "text", ["", "31. 2. 2026", "zítra", "14. 5. 26", "14. 5. 2026 16:00", "2026-13-01", "0. 0. 0000"]
)
def test_what_is_no_day_is_no_day(text: str) -> None:
    assert day_typed(text) is None


@pytest.mark.parametrize("text", ["14. 5. 2026 16:00", "14.5.2026, 16.00", "2026-05-14 16:00", "2026-05-14T16:00"])
def test_an_hour_is_that_of_pragues_clocks(text: str) -> None:
    assert moment_typed(text) == "2026-05-14T14:00:00Z"


@pytest.mark.parametrize("text", ["14. 5. 2026", "14. 5. 2026 25:00", "16:00", "9999-99-99T00:00:00Z"])
def test_what_is_no_hour_is_no_hour(text: str) -> None:
    assert moment_typed(text) is None


@pytest.mark.parametrize(("text", "number"), [("11 050", 11050), ("0", 0), ("-1", None), ("1,5", None), ("٣", None)])
def test_numbers_are_whole_and_written_with_digits(text: str, number: int | None) -> None:
    assert count_typed(text) == number


@given(st.dates())
def test_a_day_shown_is_the_day_typed(day: date) -> None:
    assert day_typed(day_shown(str(day))) == str(day)


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2200, 1, 1)))
def test_an_hour_shown_is_the_hour_typed_but_where_the_clocks_go_back(moment: datetime) -> None:
    at = format_time(moment.replace(second=0, microsecond=0, tzinfo=UTC))
    again = moment_typed(moment_shown(at))
    assert again is not None
    assert abs(int(again[11:13]) - int(at[11:13])) in (0, 1)
