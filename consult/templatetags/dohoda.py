"""What the templates say and draw in small: dates in full, counted nouns, icons, shares, marked changes.

Everything here is a function of its arguments and of the language in force. A time is always given with its zone and
always shown in Europe/Prague; a leaf's "2026-05-14T21:59:00Z" may be given as it is. A naive time is refused, because
nobody can say what it means.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext, ngettext_lazy

register = template.Library()

PRAGUE = ZoneInfo("Europe/Prague")
WORDS_PER_MINUTE = 180  # reading aloud in one's head, not skimming: plans are read by people who rarely read plans

# The words of a date belong to the language, not to the catalogue: Czech declines the weekday with the preposition.
CZECH_MONTHS = (
    "ledna", "února", "března", "dubna", "května", "června",
    "července", "srpna", "září", "října", "listopadu", "prosince",
)  # fmt: skip
CZECH_DAYS = {
    "plain": ("pondělí", "úterý", "středa", "čtvrtek", "pátek", "sobota", "neděle"),
    "until": ("do pondělí", "do úterý", "do středy", "do čtvrtka", "do pátku", "do soboty", "do neděle"),
    "since": ("od pondělí", "od úterý", "od středy", "od čtvrtka", "od pátku", "od soboty", "od neděle"),
    "on": ("v pondělí", "v úterý", "ve středu", "ve čtvrtek", "v pátek", "v sobotu", "v neděli"),
}
ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ENGLISH_LINK = {"plain": "", "until": "until ", "since": "from ", "on": "on "}

Given = datetime | date | str | None

NOUNS = {
    "comment": ngettext_lazy("%(shown)s comment", "%(shown)s comments", "n"),
    "matter": ngettext_lazy("%(shown)s matter", "%(shown)s matters", "n"),
    "suggestion": ngettext_lazy("%(shown)s suggestion", "%(shown)s suggestions", "n"),
    "answer": ngettext_lazy("%(shown)s answer", "%(shown)s answers", "n"),
    "obstacle": ngettext_lazy("%(shown)s thing", "%(shown)s things", "n"),
    "seat": ngettext_lazy("%(shown)s seat", "%(shown)s seats", "n"),
    "person": ngettext_lazy("%(shown)s person", "%(shown)s people", "n"),
    "plan": ngettext_lazy("%(shown)s plan", "%(shown)s plans", "n"),
    "part": ngettext_lazy("%(shown)s part", "%(shown)s parts", "n"),
    "section": ngettext_lazy("%(shown)s section", "%(shown)s sections", "n"),
    "entry": ngettext_lazy("%(shown)s entry", "%(shown)s entries", "n"),
    "meeting": ngettext_lazy("%(shown)s meeting", "%(shown)s meetings", "n"),
    "round": ngettext_lazy("%(shown)s round", "%(shown)s rounds", "n"),
    "vote": ngettext_lazy("%(shown)s vote", "%(shown)s votes", "n"),
    "municipality": ngettext_lazy("%(shown)s municipality", "%(shown)s municipalities", "n"),
    "council": ngettext_lazy("%(shown)s council", "%(shown)s councils", "n"),
    "need": ngettext_lazy("%(shown)s need", "%(shown)s needs", "n"),
    "measure": ngettext_lazy("%(shown)s measure", "%(shown)s measures", "n"),
    "change": ngettext_lazy("%(shown)s change", "%(shown)s changes", "n"),
    "error": ngettext_lazy("%(shown)s answer to mend", "%(shown)s answers to mend", "n"),
    "day": ngettext_lazy("%(shown)s day", "%(shown)s days", "n"),
    "hour": ngettext_lazy("%(shown)s hour", "%(shown)s hours", "n"),
    "minute": ngettext_lazy("%(shown)s minute", "%(shown)s minutes", "n"),
}

STATE_WORDS = {
    "done": gettext_lazy("done"),
    "waiting": gettext_lazy("waiting"),
    "missing": gettext_lazy("missing"),
    "late": gettext_lazy("late"),
    "current": gettext_lazy("now"),
    "next": gettext_lazy("not yet"),
}

_RING = '<circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="2"/>'
_DISC = '<circle cx="10" cy="10" r="9" fill="currentColor"/>'
_TICK = '<path d="M5.8 10.4l2.9 2.9 5.6-6.2" fill="none" stroke="currentColor" stroke-width="2.2"/>'
_CUT_TICK = _TICK.replace("/>", ' class="icon-cut"/>')
_DASHED = _RING.replace("/>", ' stroke-dasharray="3 3.28"/>')
SHAPES = {
    "done": _DISC + _CUT_TICK,
    "waiting": _RING + '<path d="M10 5.5V10l3 2" fill="none" stroke="currentColor" stroke-width="2"/>',
    "missing": _DASHED + '<path d="M6.5 10h7" stroke="currentColor" stroke-width="2"/>',
    "late": '<path d="M10 1.2L19.3 18H.7z" fill="currentColor"/>'
    '<path d="M10 7v5m0 1.6v2" stroke="currentColor" stroke-width="2" class="icon-cut"/>',
    "info": _RING + '<path d="M10 9v5.2M10 5.2v2" stroke="currentColor" stroke-width="2"/>',
    "agree": _DISC + _CUT_TICK,
    "reservation": _RING + _TICK,
    "aside": _RING + '<path d="M6 10h8" stroke="currentColor" stroke-width="2"/>',
    "block": '<rect x="1.5" y="1.5" width="17" height="17" rx="2" fill="currentColor"/>'
    '<path d="M6 6l8 8m0-8l-8 8" stroke="currentColor" stroke-width="2.2" class="icon-cut"/>',
    "none": _RING.replace("/>", ' stroke-dasharray="1 3.2"/>'),
    "forward": '<path d="M7 3.5l6.5 6.5L7 16.5" fill="none" stroke="currentColor" stroke-width="2.2"/>',
}


def _czech() -> bool:
    return (get_language() or "").startswith("cs")


def in_prague(value: Given) -> datetime | date | None:
    """The moment on Prague's clocks, or the day as it is. Errors: ValueError for a time without a zone."""
    if not value:
        return None
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    if not isinstance(value, datetime):
        return value
    if value.tzinfo is None:
        raise ValueError(f"a time without a zone: {value.isoformat()}")
    return value.astimezone(PRAGUE)


def _in_full(day: date, case: str) -> str:
    if _czech():
        return f"{CZECH_DAYS[case][day.weekday()]} {day.day}. {CZECH_MONTHS[day.month - 1]} {day.year}"
    return f"{ENGLISH_LINK[case]}{ENGLISH_DAYS[day.weekday()]} {day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"


def _spoken(value: Given, case: str) -> str:
    local = in_prague(value)
    if not isinstance(local, datetime):
        return _in_full(local, case) if local else ""
    if case == "until" and (local.hour, local.minute, local.second) == (0, 0, 0):
        # "until Thursday, 0:00" is read by half the people as the end of Thursday
        return f"{_in_full(local.date() - timedelta(days=1), case)}, 24:00"
    return f"{_in_full(local.date(), case)}, {local.hour}:{local.minute:02d}"


@register.filter
def moment(value: Given) -> str:
    """ "čtvrtek 14. května 2026, 23:59" / "Thursday 14 May 2026, 23:59"; a date comes without the hour."""
    return _spoken(value, "plain")


@register.filter
def until(value: Given) -> str:
    """ "do čtvrtka 14. května 2026, 23:59" / "until Thursday 14 May 2026, 23:59"."""
    return _spoken(value, "until")


@register.filter
def since(value: Given) -> str:
    """ "od čtvrtka 14. května 2026, 8:00" / "from Thursday 14 May 2026, 8:00"."""
    return _spoken(value, "since")


@register.filter
def on(value: Given) -> str:
    """ "ve čtvrtek 14. května 2026, 16:00" / "on Thursday 14 May 2026, 16:00"."""
    return _spoken(value, "on")


@register.filter
def day(value: Given) -> str:
    """The day in Prague, without the hour: "čtvrtek 14. května 2026"."""
    local = in_prague(value)
    return _in_full(local.date() if isinstance(local, datetime) else local, "plain") if local else ""


@register.filter
def short(value: Given) -> str:
    """For tables: "14. 5. 2026, 23:59" / "14 May 2026, 23:59"; a date comes without the hour."""
    local = in_prague(value)
    if not local:
        return ""
    month = ENGLISH_MONTHS[local.month - 1][:3]
    text = f"{local.day}. {local.month}. {local.year}" if _czech() else f"{local.day} {month} {local.year}"
    return f"{text}, {local.hour}:{local.minute:02d}" if isinstance(local, datetime) else text


FORMS = {"moment": moment, "until": until, "since": since, "on": on, "day": day, "short": short}


@register.simple_tag
def when(value: Given, form: str = "moment") -> SafeString:
    """A <time> element; `form` is the name of one of the filters above."""
    local = in_prague(value)
    if not local:
        return SafeString("")
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), FORMS[form](value))


@register.filter
def left(deadline: Given, now: Given) -> str:
    """How long until the deadline, in the largest whole unit a person counts in; "" once it has passed.

    Days are days of the calendar in Prague (on Tuesday evening, Thursday is two days away); on the last day hours,
    in the last hour minutes.
    """
    end, start = in_prague(deadline), in_prague(now)
    if not isinstance(end, datetime) or not isinstance(start, datetime) or end <= start:
        return ""
    days = ((end - timedelta(seconds=1)).date() - start.date()).days
    if days:
        return ngettext("%(n)s day left", "%(n)s days left", days) % {"n": days}
    minutes = max(1, int((end - start).total_seconds() // 60))
    if minutes >= 60:
        return ngettext("%(n)s hour left", "%(n)s hours left", minutes // 60) % {"n": minutes // 60}
    return ngettext("%(n)s minute left", "%(n)s minutes left", minutes) % {"n": minutes}


@register.filter
def number(value: int | None) -> str:
    """Thousands apart: "11 050" / "11,050"."""
    return "" if value is None else f"{value:,}".replace(",", "\u00a0" if _czech() else ",")


@register.filter
def count(n: int, noun: str) -> str:
    """The number with its noun in the right form: `3|count:"comment"`. Errors: KeyError for a noun not in NOUNS."""
    return str(NOUNS[noun] % {"n": n, "shown": number(n)})


@register.filter
def words(items: Iterable[Any]) -> str:
    """ "users, providers and commissioners"."""
    listed = [str(item) for item in items]
    if len(listed) < 2:
        return "".join(listed)
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(listed[:-1]), "last": listed[-1]}


@register.filter
def reading_time(text: str) -> str:
    """How long the text takes to read, in whole minutes and at least one."""
    return count(max(1, math.ceil(len(text.split()) / WORDS_PER_MINUTE)), "minute")


@register.filter
def fingerprint(digest: str) -> str:
    """The first sixteen digits of a digest in fours, as people compare them: "7f3a 91c0 …"."""
    return " ".join(digest[at : at + 4] for at in range(0, min(16, len(digest)), 4))


@register.filter
def beside(first: Sequence[Any], second: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Two sequences side by side, as long as the longer."""
    return zip_longest(first, second, fillvalue="")


@register.filter
def changes(before: str, after: str) -> list[dict[str, str]]:
    """Word by word, what became of a text: pieces {"op": "same" | "del" | "ins", "text"}, in reading order."""
    old, new = (re.findall(r"\S+\s*|\s+", text) for text in (before, after))
    pieces = []
    for _, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[a:b]), "".join(new[c:d])
        if gone == come:
            pieces.append(("same", come))
            continue
        space = " " if gone.endswith(" ") and come.endswith(" ") else ""  # the space after it stayed
        pieces += [("del", gone.removesuffix(space)), ("ins", come.removesuffix(space)), ("same", space)]
    return [{"op": op, "text": text} for op, text in pieces if text]


@register.simple_tag
def share(value: int, whole: int) -> str:
    """A width for an SVG attribute: "42%", whole percent, 0 to 100; anything above nothing shows at least 1 %."""
    if value <= 0 or whole <= 0:
        return "0%"
    return f"{min(100, max(1, round(100 * value / whole)))}%"


@register.simple_tag
def icon(name: str) -> SafeString:
    """An inline picture that says nothing to a screen reader: the word stands beside it."""
    return mark_safe(  # noqa: S308 the shapes are constants of this file
        f'<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">{SHAPES[name]}</svg>'
    )


@register.simple_tag
def tag(state: str, label: str = "") -> SafeString:
    """Icon and word in the colour of a meaning: done, waiting, missing, late. Without `label` the state's own word."""
    return format_html('<span class="tag tag-{}">{}{}</span>', state, icon(state), label or STATE_WORDS[state])


@register.filter
def state_word(state: str) -> str:
    """ "done", "waiting", "missing", "late", "now", "not yet" in the reader's language."""
    return str(STATE_WORDS[state])


@register.simple_tag
def standing(stages: Sequence[Any]) -> dict[str, Any]:
    """Where the current stage stands: {"position": 1-based, "total", "current", "following"}; {} without a current."""
    for at, stage in enumerate(stages):
        if (stage["state"] if isinstance(stage, Mapping) else stage.state) == "current":
            following = stages[at + 1] if at + 1 < len(stages) else None
            return {"position": at + 1, "total": len(stages), "current": stage, "following": following}
    return {}
