"""A share of a whole in words, never rounded up over a threshold it did not reach."""

from fractions import Fraction

from django.utils.translation import get_language


def percent(part: int, whole: int) -> str:
    """ "78,8 %" / "78.8%" for 41 of 52, cut off after one decimal; "0 %" of nothing."""
    return percent_of(Fraction(part, whole) if whole else Fraction(0))


def percent_of(share: Fraction) -> str:
    """The same of a fraction: "50 %", "66,6 %"."""
    tenths = share * 1000 // 1
    whole, rest = divmod(tenths, 10)
    czech = (get_language() or "").startswith("cs")
    digits = f"{',' if czech else '.'}{rest}" if rest else ""
    return f"{whole}{digits}\N{NO-BREAK SPACE}%" if czech else f"{whole}{digits}%"
