"""What was held, hidden, asked about and erased in a plan, and what was not taken at all: told from the book, for all.

Moderating is open: every step is an entry with its ground, its seat and its day. What was refused before it became
anything is only counted, by day and ground; nothing else is known of it.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from statistics import median
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from consult.addresses import address
from consult.charts import Chart, Line
from consult.models import Refused
from consult.places import Here
from consult.sentences import choice_words, standing_words
from consult.templatetags.dohoda import count, day
from consult.told import names_for
from consult.visible import opened
from workflow.models import Leaf
from workflow.rules import rows
from workflow.rules.clock import add_working_days, local_date
from workflow.trail.canonical import parse_time
from workflow.trail.publicity import matter_of_reply

A_PAGE = 20
OF_COMMENTS = (
    "hold_matter", "release_matter", "hide_matter", "show_matter", "appeal_hiding", "uphold_hiding", "hide_reply",
    "show_reply",
)  # fmt: skip
REDACT = "redact"
WORKING_DAYS = 2  # a held comment is decided on in so many
MOST_MEASURED = 2_000  # newest entries of holding and of showing from which the speed is worked out
DAYS_SHOWN = 30


def labels() -> dict[str, tuple[str, str]]:
    """What each act did, and which of the four meanings it has."""
    return {
        "hold_matter": (_("held back"), "waiting"),
        "release_matter": (_("shown after it waited"), "done"),
        "hide_matter": (_("words hidden"), "missing"),
        "show_matter": (_("shown again"), "done"),
        "appeal_hiding": (_("second look asked for"), "waiting"),
        "uphold_hiding": (_("left as it was after a second look"), "missing"),
        "hide_reply": (_("reply hidden"), "missing"),
        "show_reply": (_("reply shown again"), "done"),
        REDACT: (_("words erased"), "missing"),
    }


def happened(here: Here, before: int | None) -> tuple[list[dict[str, Any]], int | None]:
    """A page of what was done, the newest first, and where the next page begins. At most nine queries."""
    found = Leaf.objects.filter(territory=here.territory, act__in=(*OF_COMMENTS, REDACT))
    found = found.filter(Q(plan=here.slug) | Q(plan=None, act=REDACT))
    if before is not None:
        found = found.filter(n__lt=before)
    leaves = list(found.order_by("-n")[: A_PAGE + 1])
    entries = [json.loads(bytes(leaf.data)) for leaf in leaves[:A_PAGE]]
    names = names_for(here.territory, entries)
    numbers = _numbers(here, entries)
    places = _places(here, {matter_of_reply(name) for name in numbers.values()})
    known = labels()
    told = [
        _line(here, leaf, entry, names, numbers.get(leaf.n, ""), places)
        | dict(zip(("what", "state"), known[leaf.act], strict=True))
        for leaf, entry in zip(leaves, entries, strict=False)
    ]
    return told, leaves[A_PAGE - 1].n if len(leaves) > A_PAGE else None


def _line(
    here: Here, leaf: Any, entry: Mapping[str, Any], names: Mapping[str, str], number: str, places: Mapping[str, str]
) -> dict[str, Any]:
    facts = entry["facts"]
    said = facts.get("ground") if leaf.act == REDACT else facts.get("reason")
    ground = facts.get("ground") if leaf.act != REDACT else None
    matter = matter_of_reply(number)
    return {
        "n": leaf.n,
        "at": leaf.at,
        "number": matter,
        "reply": "." in number or bool(facts.get("reply")),
        "url": here.address("matter", matter) if matter else "",
        "place": places.get(matter, ""),
        "ground": choice_words(leaf.act, "ground", ground) if ground else "",
        "reason": names.get(said["commit"], "") if said else "",
        "by": standing_words(entry["by"], names),
        "entry_url": address("entry", here.territory, leaf.n),
    }


def _numbers(here: Here, entries: Iterable[Mapping[str, Any]]) -> dict[int, str]:
    """By entry: the number of the comment it is about, "12" or "12.57" for a reply to it; erased words by where they
    stood, as far as the rows still say so."""
    told: dict[int, str] = {}
    erased: dict[str, int] = {}
    for entry in entries:
        facts = entry["facts"]
        if entry["act"] == REDACT:
            erased[facts["commitment"]] = entry["n"]
        else:
            told[entry["n"]] = str(facts.get("reply") or facts["matter"])
    if erased:
        for key, *commits in _holding(here, erased):
            told |= {erased[commit]: key.split("/", 1)[1] for commit in commits if commit in erased}
    return told


def _holding(here: Here, commits: Mapping[str, int]) -> list[tuple[Any, ...]]:
    """Rows of comments and replies whose words stood behind one of the commitments."""
    columns = ("words", "proposed", "quote", "transcript", "reason")
    any_of = Q()
    for column in columns:
        any_of |= Q(**{f"{column}__in": list(commits)})
    matters = here.rows(rows.Matter).filter(any_of).values_list("key", *columns)
    replies = here.rows(rows.Reply).filter(words__in=list(commits)).values_list("key", "words")
    return [*matters, *replies]


def _places(here: Here, numbers: Iterable[str]) -> dict[str, str]:
    """By number: the title of the section a comment is about. The place stays visible whatever becomes of the words."""
    keys = [here.key(number) for number in numbers if number]
    sections = dict(here.rows(rows.Matter).filter(key__in=keys).exclude(section=None).values_list("key", "section"))
    titles = dict(here.rows(rows.Section).filter(key__in=set(sections.values())).values_list("key", "title"))
    texts = opened(here.territory, titles.values())
    return {
        key.split("/", 1)[1]: texts.get(titles.get(section, ""), section.split("/", 1)[1])
        for key, section in sections.items()
    }


def counted(here: Here) -> list[dict[str, Any]]:
    """How often each thing was done, and how many wait or are hidden now, as a list of facts. Two queries."""
    done: Any = Leaf.objects.filter(territory=here.territory, plan=here.slug, act__in=(*OF_COMMENTS, REDACT))
    times = dict(done.order_by().values_list("act").annotate(n=Count("pk")))
    now = here.rows(rows.Matter).aggregate(
        held=Count("pk", filter=Q(held=True)), hidden=Count("pk", filter=Q(hidden=True))
    )
    facts = [
        (_("Comments that wait before they are shown now"), now["held"]),
        (_("Comments whose words are hidden now"), now["hidden"]),
        (_("Held back, from the beginning"), times.get("hold_matter", 0)),
        (_("Shown after they had waited"), times.get("release_matter", 0)),
        (_("Replies hidden"), times.get("hide_reply", 0)),
        (_("Second looks asked for"), times.get("appeal_hiding", 0)),
        (_("Of them left hidden"), times.get("uphold_hiding", 0)),
        (_("Shown again"), times.get("show_matter", 0) + times.get("show_reply", 0)),
        (_("Words erased"), times.get(REDACT, 0)),
    ]
    return [{"label": label, "value": str(value)} for label, value in facts]


def speed(here: Here) -> dict[str, Any]:
    """How long held comments waited until they were shown: `n`, `half` (hours) and `longest` (hours). One query."""
    found = Leaf.objects.filter(territory=here.territory, plan=here.slug, act__in=("hold_matter", "release_matter"))
    newest = found.order_by("-n").values_list("act", "at", "data")[:MOST_MEASURED]
    held: dict[str, str] = {}
    waited: list[float] = []
    for act, at, data in reversed(newest):
        matter = json.loads(bytes(data))["facts"]["matter"]
        if act == "hold_matter":
            held[matter] = at
        elif matter in held:
            waited.append((parse_time(at) - parse_time(held.pop(matter))).total_seconds() / 3600)
    if not waited:
        return {"n": 0}
    return {"n": len(waited), "half": round(median(waited)), "longest": round(max(waited))}


def late_since(held_at: str) -> date:
    """The last day by which a comment held at this moment is to be decided on."""
    return add_working_days(local_date(parse_time(held_at)), WORKING_DAYS)


def why_refused(ground: str) -> tuple[str, str]:
    """A ground on which nothing is taken, and why it is there at all."""
    return {
        "too_many": (
            _("too many at once"),
            _("One place sent many times more than people write. After an hour it may go on."),
        ),
        "challenge": (
            _("a small task was not done"),
            _("Above the usual number the form asks the computer to work for a moment, so that no machine floods it."),
        ),
        "machine": (
            _("filled in by a machine"),
            _("A field nobody sees was filled in, or the form came faster than anybody types."),
        ),
        "stage": (
            _("not the time for it"),
            _("The text was not posted, or the councils had it already. A suggestion can always be sent."),
        ),
        "too_long": (_("too long"), _("Longer than a comment can be. A longer text can be sent as a file.")),
        "file": (_("a file that is not taken"), _("Too large, damaged, or of a kind that could do harm.")),
    }.get(ground, (ground, ""))


def refused(here: Here) -> Chart | None:
    """What was not taken, by ground; None where nothing was refused. One query."""
    found: Any = Refused.objects.filter(territory=here.territory, plan=here.slug).order_by()
    times = found.values_list("ground").annotate(n=Sum("times"))
    lines = [Line(why_refused(ground)[0], n, note=why_refused(ground)[1]) for ground, n in sorted(times)]
    return Chart(_("What was not taken, and why"), _("Ground"), tuple(lines)) if lines else None


def refused_by_day(here: Here) -> Chart | None:
    """The same by day and ground, the newest days first. One query."""
    found = Refused.objects.filter(territory=here.territory, plan=here.slug)
    newest = found.order_by("-day", "ground").values_list("day", "ground", "times")
    days: dict[date, list[tuple[str, int]]] = {}
    for on, ground, times in newest[: DAYS_SHOWN * 6]:
        days.setdefault(on, []).append((why_refused(ground)[0], times))
    lines = [
        Line(day(on.isoformat()), sum(n for _ground, n in told), note=", ".join(f"{label} {n}" for label, n in told))
        for on, told in list(days.items())[:DAYS_SHOWN]
    ]
    return Chart(_("Day by day"), _("Day"), tuple(lines)) if lines else None


def speed_words(measured: Mapping[str, Any]) -> str:
    """How fast, in a sentence; "" where nothing was shown after waiting."""
    if not measured["n"]:
        return ""
    return _("Half of the comments that waited were shown within %(half)s; the longest waited %(longest)s.") % {
        "half": _hours(measured["half"]),
        "longest": _hours(measured["longest"]),
    }


def _hours(n: int) -> str:
    if n == 0:
        return _("less than an hour")
    return count(n, "hour") if n < 72 else count(round(n / 24), "day")


def held_longer(here: Here, today: date) -> int:
    """How many comments wait longer than they should. Two queries."""
    waiting = held_by(here, here.rows(rows.Matter).filter(held=True).only("key"))
    return sum(1 for entry in waiting.values() if late_since(entry["at"]) < today)


def held_by(here: Here, found: Iterable[Any]) -> dict[str, dict[str, Any]]:
    """By number: the newest entry that held each of these comments. One query over the entries of holding."""
    wanted = {row.key.split("/", 1)[1] for row in found}
    if not wanted:
        return {}
    leaves = Leaf.objects.filter(territory=here.territory, plan=here.slug, act="hold_matter").order_by("n")
    read = (json.loads(bytes(data)) for data in leaves.values_list("data", flat=True).iterator())
    return {name: entry for entry in read if (name := entry["facts"]["matter"]) in wanted}
