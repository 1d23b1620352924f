"""What can be found of a thing now: its public words, read from rows and shown by `consult.visible` alone."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.translation import override

from consult.finding.folding import folded
from consult.finding.units import Unit
from consult.models import Findable
from consult.paragraphs import plain_words
from consult.sentences import word
from consult.visible import opened
from workflow.models import Leaf, Opening, model_of
from workflow.rules import rows
from workflow.rules.acts.answering import Disposition

LONGEST_TITLE = 300
MARKDOWN = frozenset({"section", "summary"})
ANSWERED = frozenset(str(one) for one in Disposition)


class Thing(NamedTuple):
    """One thing that may be found. Words are commitments; `also` are plain words it is found by but does not show."""

    plan: str
    kind: str
    name: str
    title: str | None
    words: tuple[str | None, ...]
    n: int
    at: str = ""
    also: str = ""


def gathered(territory: str, units: Sequence[Unit]) -> tuple[set[tuple[str, str, str]], list[Findable]]:
    """Every (plan, kind, name) these units could be found under, and what of it can be found now."""
    by_kind: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        by_kind[unit.kind].append(unit)
    things = [thing for kind, listed in by_kind.items() for thing in _READERS[kind](territory, listed)]
    texts = opened(territory, [commit for thing in things for commit in (thing.title, *thing.words)])
    times = _times(territory, {thing.n for thing in things if not thing.at})
    candidates = {(thing.plan, thing.kind, thing.name) for thing in things}
    found = [_findable(territory, thing, texts, times) for thing in things]
    return candidates, [one for one in found if one is not None]


def _findable(territory: str, thing: Thing, texts: dict[str, str], times: dict[int, str]) -> Findable | None:
    """The row of a thing; None where nothing of it is public."""
    said = [texts[commit] for commit in thing.words if commit in texts]
    said = [plain_words(words) for words in said] if thing.kind in MARKDOWN else said
    title = texts.get(thing.title or "", "")
    if not any(said) and not title:
        return None
    text = "\n\n".join(part for part in said if part)
    return Findable(
        territory=territory, plan=thing.plan, kind=thing.kind, name=thing.name, title=title[:LONGEST_TITLE],
        text=text, folded=folded(title, thing.also, text), n=thing.n, at=thing.at or times.get(thing.n, ""),
    )  # fmt: skip


def _times(territory: str, entries: set[int]) -> dict[int, str]:
    return dict(Leaf.objects.filter(territory=territory, n__in=entries).values_list("n", "at")) if entries else {}


def _rows(table: type[rows.Row], territory: str, units: Iterable[Unit]) -> Any:
    keys = [f"{unit.plan}/{unit.name}" for unit in units]
    return model_of(table).objects.filter(territory=territory, key__in=keys)


def _name(row: Any) -> str:
    return str(row.key.split("/", 1)[1])


def _matters(territory: str, units: list[Unit]) -> Iterator[Thing]:
    """Matters with their points, what was answered, and the replies below them."""
    asked = Q(pk__in=[])
    for plan in {unit.plan for unit in units}:
        numbers = [int(unit.name) for unit in units if unit.plan == plan]
        asked |= Q(plan=plan, number__in=numbers)
    found = list(model_of(rows.Matter).objects.filter(asked, territory=territory))
    for row in found:
        words = (row.words, row.proposed, row.transcript)
        yield Thing(row.plan, "matter", _name(row), None, words, row.born, row.received_at, _name(row))
        answer = (row.reason,) if row.disposition in ANSWERED else ()
        yield Thing(row.plan, "answer", _name(row), None, answer, row.born, row.settled_at or "", _name(row))
    wholes = [row.key for row in found if not row.point and row.replies]
    if wholes:
        for row in model_of(rows.Reply).objects.filter(territory=territory, matter__in=wholes):
            number = row.matter.split("/", 1)[1]
            yield Thing(row.plan, "reply", _name(row), None, (row.words,), row.born, row.said_at, number)


def _sections(territory: str, units: list[Unit]) -> Iterator[Thing]:
    for row in _rows(rows.Section, territory, units):
        title, words = (None, ()) if row.withdrawn else (row.title, (row.words,))
        yield Thing(row.plan, "section", _name(row), title, words, row.born)


def _summaries(territory: str, units: list[Unit]) -> Iterator[Thing]:
    for row in _rows(rows.Part, territory, units):
        yield Thing(row.plan, "summary", _name(row), None, (row.summary,), row.born)


def _meetings(territory: str, units: list[Unit]) -> Iterator[Thing]:
    found = list(_rows(rows.Meeting, territory, units))
    born = [row.born for row in found]
    told: defaultdict[int, list[str]] = defaultdict(list)
    called = Opening.objects.filter(territory=territory, n__in=born, field__in=("place", "programme"))
    for n, commit in called.order_by("field").values_list("n", "commit"):
        told[n].append(commit)
    bodies = {row.body for row in found if row.body}
    names = dict(model_of(rows.Body).objects.filter(territory=territory, key__in=bodies).values_list("key", "name"))
    for row in found:
        words = (*told[row.born], row.minutes)
        yield Thing(row.plan, "meeting", _name(row), names.get(row.body), words, row.born, row.starts_at, _kind_of(row))


def _kind_of(meeting: Any) -> str:
    """What kind of meeting it is, in both languages: people look for a hearing by that word."""
    said = []
    for language in ("cs", "en"):
        with override(language):
            said.append(word("meeting", meeting.kind))
    return " ".join(said)


def _decisions(territory: str, units: list[Unit]) -> Iterator[Thing]:
    """Questions put to a body; that a prepared answer is agreed on is found as the answer."""
    for row in _rows(rows.Proposal, territory, units).exclude(kind="settle_matter"):
        words = (row.words, row.statement)
        yield Thing(row.plan, "decision", _name(row), None, words, row.born, row.decided_at or "")


def _measures(territory: str, units: list[Unit]) -> Iterator[Thing]:
    for row in _rows(rows.Aim, territory, units):
        yield Thing(row.plan, "measure", _name(row), None, (row.words,), row.born)


def _news(territory: str, units: list[Unit]) -> Iterator[Thing]:
    plans = {int(unit.name): unit.plan for unit in units}
    told = dict(Opening.objects.filter(territory=territory, n__in=plans, field="news").values_list("n", "commit"))
    for n, plan in plans.items():
        yield Thing(plan, "news", str(n), None, (told.get(n),), n)


_READERS: dict[str, Callable[[str, list[Unit]], Iterator[Thing]]] = {
    "matter": _matters,
    "section": _sections,
    "summary": _summaries,
    "meeting": _meetings,
    "decision": _decisions,
    "measure": _measures,
    "news": _news,
}
