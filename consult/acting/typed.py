"""What people type for a day, an hour or a number, read the way they write it; times are those of Prague's clocks."""

import re
from datetime import UTC, datetime

from consult.templatetags.dohoda import PRAGUE, in_prague
from workflow.trail.canonical import format_time

CZECH_DAY = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})")
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
NUMBER_OF_MATTER = re.compile(r"(?<!\d)([0-9]{1,9})(?!\d)(?:\s*([a-z])(?![^\W_]))?")
HOUR = re.compile(r"[\sT]*,?\s*(\d{1,2})[:.](\d{2})(?::\d{2})?\s*(?:h|hod\.?)?")


def day_typed(text: str) -> str | None:
    """ "14. 5. 2026" or "2026-05-14" as "2026-05-14"; None if it is no day."""
    day, rest = _day(text.strip())
    return day.date().isoformat() if day and not rest.strip() else None


def moment_typed(text: str) -> str | None:
    """ "14. 5. 2026 16:00" on Prague's clocks as UTC; an instant written as in the book is taken as it is."""
    text = text.strip()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", text):
        return text if _real(text) else None
    day, rest = _day(text)
    hour = HOUR.fullmatch(rest.rstrip()) if day else None
    if day is None or hour is None:
        return None
    try:
        local = day.replace(hour=int(hour[1]), minute=int(hour[2]), tzinfo=PRAGUE)
        return format_time(local.astimezone(UTC))
    except (ValueError, OverflowError):
        return None


def count_typed(text: str) -> int | None:
    """ "11 050" as 11050; None if it is no whole number."""
    digits = re.sub(r"[\s\u00a0\u202f]", "", text)
    return int(digits) if re.fullmatch(r"[0-9]{1,16}", digits) else None


def matter_typed(text: str) -> str | None:
    """ "č. 41", "2026-0041", "41/2026" as "41", "41 a" as "41a"; None unless it is one number of a comment."""
    found = [(str(int(digits)), letter) for digits, letter in NUMBER_OF_MATTER.findall(text.lower())]
    if len(found) > 1:  # the year beside it is not the number
        found = [one for one in found if one[1] or not re.fullmatch(r"(19|20)\d\d", one[0])]
    return "".join(found[0]) if len(found) == 1 and found[0][0] != "0" else None


def day_shown(iso: str) -> str:
    """A recorded day as one would type it."""
    year, month, day = iso.split("-")
    return f"{int(day)}. {int(month)}. {year}"


def moment_shown(at: str) -> str:
    """A recorded moment as one would type it, on Prague's clocks."""
    local = in_prague(at)
    assert isinstance(local, datetime)
    return f"{local.day}. {local.month}. {local.year} {local.hour}:{local.minute:02d}"


def _day(text: str) -> tuple[datetime | None, str]:
    for pattern, order in ((CZECH_DAY, (3, 2, 1)), (ISO_DAY, (1, 2, 3))):
        if found := pattern.match(text):
            try:
                return datetime(*(int(found[group]) for group in order)), text[found.end() :]  # type: ignore[arg-type]
            except ValueError:
                return None, ""
    return None, ""


def _real(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
