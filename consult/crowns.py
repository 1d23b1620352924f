"""Money as people write it. The book counts in thousands of crowns; what is shown is rounded nowhere, so sums agree."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from consult.templatetags.dohoda import number

MILLION = 1000  # in thousands


def crowns(thousands: int) -> str:
    """ "12,4 mil. Kč" / "CZK 12.4 million" from a million on, "900 tis. Kč" / "CZK 900 thousand" below."""
    if abs(thousands) < MILLION:
        return _in_one(_("CZK %(amount)s thousand") % {"amount": number(thousands)})
    whole, rest = divmod(abs(thousands), MILLION)
    point = "," if (get_language() or "").startswith("cs") else "."
    digits = f"{point}{rest:03d}".rstrip("0").rstrip(point) if rest else ""
    sign = "−" if thousands < 0 else ""
    return _in_one(_("CZK %(amount)s million") % {"amount": f"{sign}{number(whole)}{digits}"})


def _in_one(words: str) -> str:
    """A sum is never broken between two lines."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")
