"""Money and shares as people write them: sums agree, and nothing is rounded up over a threshold."""

from fractions import Fraction

import pytest
from django.utils import translation

from consult.crowns import crowns
from consult.shares import percent, percent_of


@pytest.mark.parametrize(
    ("thousands", "czech", "english"),
    [
        (0, "0 tis. Kč", "CZK 0 thousand"),
        (900, "900 tis. Kč", "CZK 900 thousand"),
        (1000, "1 mil. Kč", "CZK 1 million"),
        (12_400, "12,4 mil. Kč", "CZK 12.4 million"),
        (12_345, "12,345 mil. Kč", "CZK 12.345 million"),
        (3_050, "3,05 mil. Kč", "CZK 3.05 million"),
        (1_234_000, "1 234 mil. Kč", "CZK 1,234 million"),
    ],
)
def test_a_sum_is_said_whole_in_thousands_or_millions(thousands: int, czech: str, english: str) -> None:
    with translation.override("cs"):
        assert crowns(thousands).replace("\N{NO-BREAK SPACE}", " ") == czech
    with translation.override("en"):
        assert crowns(thousands).replace("\N{NO-BREAK SPACE}", " ") == english


def test_a_sum_is_never_broken_between_two_lines() -> None:
    with translation.override("cs"):
        assert " " not in crowns(12_400)


def test_forty_one_of_fifty_two_is_less_than_seventy_nine_percent() -> None:
    with translation.override("cs"):
        assert percent(41, 52) == "78,8\N{NO-BREAK SPACE}%"
    with translation.override("en"):
        assert percent(41, 52) == "78.8%"


def test_just_below_a_half_is_not_called_a_half() -> None:
    with translation.override("en"):
        assert percent(4999, 10_000) == "49.9%"
        assert percent_of(Fraction(1, 2)) == "50%" and percent_of(Fraction(2, 3)) == "66.6%"
        assert percent(0, 0) == "0%"
