"""What there is to choose from: rows by human words, newest first, and free names for what is new."""

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from consult.acting.desk import Desk
from consult.acting.programmes import project_names, running_projects
from consult.inherited import Inheritance
from consult.models import Person
from consult.municipalities import municipality_names, places_called
from consult.places import in_language, said
from consult.sentences import disposition_words, side_words, word
from consult.sentences.tables import LACKS
from consult.templatetags.dohoda import short
from consult.text import plain_of
from consult.visible import opened
from workflow.models import ProcessFile, model_of
from workflow.rules import rows
from workflow.rules.obstacles import LIFTABLE
from workflow.store import process_file

MOST = 200  # of a longer list one types the number
Choices = list[tuple[str, str]]


class Named(NamedTuple):
    """How rows of a table are told apart by people: the column with their words, and what stands beside them."""

    words: str | None
    beside: Callable[[Any], Iterable[str]]


def _name(row: Any) -> str:
    return str(row.key.split("/", 1)[-1])


NAMED: dict[str, Named] = {
    "Proposal": Named("words", lambda row: (_name(row), word("proposal status", row.status))),
    "Call": Named(None, lambda row: (_name(row), word("call", row.kind), _("open") if row.open else _("closed"))),
    "Meeting": Named(None, lambda row: (word("meeting", row.kind), short(row.starts_at), _name(row))),
    "Matter": Named("words", lambda row: (_("settled"),) if not row.open else ()),
    "Answer": Named("reason", lambda row: (disposition_words(row.disposition),)),
    "Reply": Named("words", lambda row: (_name(row),)),
    "HelpRequest": Named(
        None, lambda row: (word("help wanted", row.kind), word("help status", row.status), short(row.asked_at))
    ),
    "Section": Named("title", lambda row: (_name(row),)),
    "Wording": Named("title", lambda row: (_name(row),)),
    "Need": Named("words", lambda row: (_name(row),)),
    "Aim": Named("words", lambda row: (word("aim", row.kind), _name(row))),
    "Application": Named(
        None, lambda row: (row.body, side_words(row.side), word("application status", row.status), _name(row))
    ),
    "Deliverable": Named(None, lambda row: (_name(row),)),
    "Publication": Named(None, lambda row: (word("guide", row.kind), str(row.year), _name(row))),
    "Agreement": Named("told", lambda row: (word("agreement", row.kind), _name(row))),
    "Promise": Named("told", lambda row: (short(row.due),)),
    "Plan": Named("title", lambda row: (str(row.from_year),)),
}
NUMBERED = frozenset({"Matter", "Answer"})


def rows_to_choose(desk: Desk, table: str) -> Choices | None:
    """(name, words) of the rows an act may refer to; None where there are too many to choose from."""
    if table == "Body":
        return bodies(desk)
    if table == "Seat":
        return seats(desk)
    if table == "Membership":
        return members(desk)
    if table == "Programme":
        return running_projects(desk.territory)
    found = list(desk.rows(rows.TABLE_NAMED[table]).order_by("-born")[: MOST + 1])
    if len(found) > MOST:
        return None
    named = NAMED[table]
    texts = opened(desk.territory, [getattr(row, named.words) for row in found] if named.words else [])
    return [(_name(row), _label(row, table, named, texts)) for row in found]


def _label(row: Any, table: str, named: Named, texts: dict[str, str]) -> str:
    words = plain_of(texts.get(getattr(row, named.words) or "", ""), most=80) if named.words else ""
    beside = " · ".join(str(item) for item in named.beside(row) if item)
    if table in NUMBERED:
        words = f"{_name(row)}: {words}"
    return f"{words} ({beside})" if words and beside else words or beside


def body_words(desk: Desk) -> dict[str, str]:
    """Bodies by key, in human words."""
    found = list(model_of(rows.Body).objects.filter(territory=desk.territory).order_by("born")[:MOST])
    texts = opened(desk.territory, [body.name for body in found])
    process = desk.here.process if desk.here else None
    return {body.key: in_language(texts.get(body.name, ""), _title(process, body.key)) or body.key for body in found}


def _title(process: Any, key: str) -> Any:
    rule = process.body(key) if process else None
    return rule.title if rule else None


def bodies(desk: Desk) -> Choices:
    """Every body."""
    return list(body_words(desk).items())


def seats(desk: Desk, found: Iterable[Any] | None = None) -> Choices:
    """Filled seats: whose, for which side, in which body."""
    if found is None:
        found = model_of(rows.Seat).objects.filter(territory=desk.territory, filled=True).order_by("body", "born")[:500]
    listed = list(found)
    names, people = body_words(desk), people_words(desk)
    return [(seat.key, seat_words(seat, names, people)) for seat in listed]


def seat_words(seat: Any, names: dict[str, str], people: dict[str, str]) -> str:
    """ "Olga Malá, users · Working group Seniors"; the seat's own name where the person chose none."""
    who = people.get(seat.person) or seat.key.split("/", 1)[1]
    side = f", {side_words(seat.side)}" if seat.side else ""
    return f"{who}{side} · {names.get(seat.body, seat.body)}"


def people_words(desk: Desk) -> dict[str, str]:
    """People of this territory by number, where they chose a public name."""
    known = Person.objects.filter(territory=desk.territory).exclude(public_name="").order_by("public_name")
    return {person.number: person.public_name for person in known[:1000]}


def people(desk: Desk) -> Choices:
    """People to seat: by public name, else by a seat they hold."""
    named = people_words(desk)
    held = model_of(rows.Seat).objects.filter(territory=desk.territory, filled=True).order_by("body", "born")[:1000]
    unnamed = {seat.person: seat.key for seat in held if seat.person not in named}
    return [*((number, name) for number, name in named.items()), *unnamed.items()]


def fixed_names(desk: Desk, act: str, field: str) -> Choices | None:
    """Names that are not rows but stand in the process file or in the rules; None where a name is free."""
    process = desk.here.process if desk.here else None
    if (named := project_names(desk, act, field)) is not None:
        return named
    if field == "guard":
        return [(code, str(LACKS[code].what[-1])) for code in sorted(LIFTABLE)]
    if process is None:
        return places_here(desk, field)
    if field == "part":
        return [(rule.id, said(rule.title)) for rule in process.parts]
    if field == "origin" and act == "carry_over" and desk.here:
        return Inheritance(desk.here).names()
    if field in ("municipality", "municipalities", "parties"):
        return list(municipality_names(desk.here).items()) if desk.here else None
    if field == "area" and process.areas:
        return [(rule.id, said(rule.title)) for rule in process.areas]
    if field == "deliverable" and act == "deliver" and process.deliverables:
        return [(rule.id, said(rule.title)) for rule in process.deliverables]
    return None


def members(desk: Desk) -> Choices:
    """Municipalities that belong to the territory today."""
    names = places_called(desk.territory)
    standing = model_of(rows.Membership).objects.filter(territory=desk.territory, standing=True).order_by("born")
    return [(key, names.get(key, key)) for key in standing.values_list("key", flat=True)]


def places_here(desk: Desk, field: str) -> Choices | None:
    """Municipalities of the territory, where no plan says which ones there are; None where there are none to name."""
    if field not in ("municipality", "municipalities", "parties"):
        return None
    return list(places_called(desk.territory).items()) or None


def processes() -> Choices:
    """Process files this installation keeps, newest first."""
    kept = ProcessFile.objects.values_list("digest", flat=True)
    found = [(digest, process_file(digest)) for digest in kept]
    return [(digest, said(process.title)) for digest, process in reversed(found) if process]


FRESH: dict[str, tuple[type[rows.Row], str]] = {
    "proposal": (rows.Proposal, "navrh"),
    "call": (rows.Call, "kolo"),
    "meeting": (rows.Meeting, "jednani"),
    "section": (rows.Section, "oddil"),
    "need": (rows.Need, "potreba"),
    "aim": (rows.Aim, "cil"),
    "mandate": (rows.Mandate, "povereni"),
    "ranking": (rows.Ranking, "poradi"),
    "means": (rows.Means, "prostredky"),
    "promise": (rows.Promise, "slib"),
    "stakeholder": (rows.Stakeholder, "dotceni"),
    "survey": (rows.Survey, "pruzkum"),
    "publication": (rows.Publication, "katalog"),
    "assistance": (rows.Assistance, "podpora"),
    "application": (rows.Application, "prihlaska"),
    "training": (rows.Training, "skoleni"),
}


def fresh_name(desk: Desk, field: str) -> str:
    """The next free name of a kind: `navrh-12`; "" for names that people choose themselves."""
    if field not in FRESH:
        return ""
    table, stem = FRESH[field]
    taken = desk.rows(table).filter(key__contains=f"{stem}-").values_list("key", flat=True)
    numbers = [int(found[1]) for key in taken if (found := re.search(rf"{stem}-(\d{{1,9}})$", key))]
    return f"{stem}-{max(numbers, default=0) + 1}"
