"""What was found, as people read it: what it is, where it belongs, the place with the words that were asked for."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from consult.finding.folding import excerpt, marked
from consult.models import Findable
from consult.places import Here, here_of, in_language, said
from consult.sentences import word
from consult.templatetags.dohoda import day
from consult.text import plain_of
from consult.visible import opened_in_many
from workflow.models import model_of
from workflow.rules import rows
from workflow.store import process_file

LONGEST_LABEL = 90  # characters of a title taken from the words themselves


def results_of(things: Sequence[Findable], asked: Sequence[str]) -> list[dict[str, Any]]:
    """Each as `pages/search.html` takes it. Two queries, and one for each process file not read before."""
    heres = _heres({(thing.territory, thing.plan) for thing in things})
    meetings = _kinds_of_meetings(things)
    lines = []
    for thing in things:
        here = heres.get((thing.territory, thing.plan))
        if here is None:
            continue
        title = _title(here, thing, meetings.get((thing.territory, f"{thing.plan}/{thing.name}"), ""))
        url = _url(here, thing)
        lines.append(
            {
                "kind": kind_label(thing.kind),
                "title": marked(title, asked),
                "plain": title,
                "url": url,
                "where": f"{here.town.name} · {here.title}",
                "excerpt": excerpt(thing.text, asked),
                "at": thing.at,
            }
        )
    return lines


def kind_label(kind: str) -> str:
    """What a thing is, in a word."""
    labels = {
        "section": _("text of the plan"),
        "summary": _("the plan in short"),
        "matter": _("comment"),
        "reply": _("reply"),
        "answer": _("answer"),
        "decision": _("decision"),
        "measure": _("aim or measure"),
        "meeting": _("meeting"),
        "news": _("news"),
    }
    return labels.get(kind, kind)


def _heres(wanted: set[tuple[str, str]]) -> Mapping[tuple[str, str], Here]:
    """The plans things belong to."""
    slugs = {plan for _territory, plan in wanted}
    plans = list(model_of(rows.Plan).objects.filter(key__in=slugs)) if slugs else []
    titles: dict[str, list[str | None]] = {}
    for plan in plans:
        titles.setdefault(plan.territory, []).append(plan.title)
    texts = opened_in_many(titles)
    found = {}
    for plan in plans:
        if (plan.territory, plan.key) in wanted and (process := process_file(plan.process)):
            found[plan.territory, plan.key] = here_of(plan, process, texts)
    return found


def _kinds_of_meetings(things: Sequence[Findable]) -> Mapping[tuple[str, str], str]:
    """What kind of meeting each is that has no body of its own; a hearing, for example."""
    keys = {f"{thing.plan}/{thing.name}" for thing in things if thing.kind == "meeting" and not thing.title}
    if not keys:
        return {}
    found = model_of(rows.Meeting).objects.filter(key__in=keys).values_list("territory", "key", "kind")
    return {(territory, key): kind for territory, key, kind in found}


def _title(here: Here, thing: Findable, meeting: str) -> str:
    number = thing.name.split(".", 1)[0]
    if thing.kind == "matter":
        return _("Comment no. %(number)s") % {"number": number}
    if thing.kind == "answer":
        return _("Answer to comment no. %(number)s") % {"number": number}
    if thing.kind == "reply":
        return _("Reply to comment no. %(number)s") % {"number": number}
    if thing.kind == "meeting":
        return _meeting(here, thing, meeting)
    if thing.kind == "summary" and (part := here.process.part(thing.name)):
        return said(part.title)
    return thing.title or plain_of(thing.text, most=LONGEST_LABEL)


def _meeting(here: Here, thing: Findable, kind: str) -> str:
    """Whose meeting, or of what kind, and when."""
    rule = next((rule for rule in here.process.bodies if thing.title in (rule.title.cs, rule.title.en)), None)
    name = in_language(thing.title, rule.title) if rule else thing.title or word("meeting", kind).capitalize()
    return ", ".join(part for part in (name, day(thing.at)) if part)


def _url(here: Here, thing: Findable) -> str:
    number = thing.name.split(".", 1)[0]
    pages = {
        "section": ("section", thing.name),
        "matter": ("matter", number),
        "answer": ("matter", number),
        "reply": ("matter", number),
        "decision": ("decision", thing.name),
        "meeting": ("meeting", thing.name),
    }
    if thing.kind in pages:
        name, rest = pages[thing.kind]
        return here.address(name, rest)
    if thing.kind == "summary":
        return f"{here.address('draft')}?part={thing.name}"
    if thing.kind == "news":
        return f"{here.address('news')}#n{thing.name}"
    return here.address("needs")
