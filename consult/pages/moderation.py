"""Moderating in the open: what was held, hidden and erased, by whom and why; what waits, for those who decide on it."""

import json
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.acting.desk import Desk, plan_desk
from consult.acting.moves import Move, move
from consult.acting.standing import may_do
from consult.addresses import address
from consult.cards import number_of
from consult.moderated import (
    counted,
    happened,
    held_by,
    held_longer,
    late_since,
    refused,
    refused_by_day,
    speed,
    speed_words,
)
from consult.places import Here, crumbs
from consult.sentences import choice_words
from consult.story import naming
from consult.told import commits_in
from consult.visible import read_by_office
from workflow.models import Leaf
from workflow.rules import rows
from workflow.rules.clock import local_date
from workflow.store import Rows

A_PAGE = 10
DECIDING = ("release_matter", "hide_matter", "show_matter", "uphold_hiding", "show_reply", "hold_matter")


@require_safe
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """The same list for everybody; words that wait are read only by those who decide on them."""
    desk = plan_desk(request, slug)
    here = _here(desk)
    listed, more = happened(here, _number(request.GET.get("before", "")))
    measured = speed(here)
    context = {
        "here": here,
        "crumbs": crumbs(here, (_("Comments and answers"), here.address("register"))),
        "facts": counted(here),
        "speed": speed_words(measured),
        "overdue": held_longer(here, local_date(timezone.now())),
        "happened": listed,
        "more_url": f"?before={more}#happened" if more is not None else "",
        "refused": refused(here),
        "refused_by_day": refused_by_day(here),
        **_work(request, desk),
    }
    return render(request, "pages/moderation.html", context)


def _here(desk: Desk) -> Here:
    assert desk.here is not None
    return desk.here


def _number(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 16 else None


def _work(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    """What waits for somebody's decision; nothing for the public and for seats that decide on none of it."""
    if desk.held is None:
        return {"decides": False}
    state = Rows(desk.territory)
    pens = frozenset(act for act in DECIDING if may_do(desk, act, state))
    if not pens - {"hide_matter"}:
        return {"decides": False}
    here = _here(desk)
    after = _number(request.GET.get("after", "")) or 0
    matters = here.rows(rows.Matter)
    covered = matters.filter(held=True) | matters.filter(appealed=True)
    found = list(covered.filter(born__gt=after).order_by("born", "point")[: A_PAGE + 1])
    replies = list(here.rows(rows.Reply).filter(appealed=True, hidden=True).order_by("born")[:A_PAGE])
    return {
        "decides": True,
        "waiting": [*_matters(desk, pens, found[:A_PAGE], request.path), *_replies(desk, pens, replies, request.path)],
        "next_url": f"?after={found[A_PAGE - 1].born}#waiting" if len(found) > A_PAGE else "",
        "hold_url": f"{desk.url('hold_matter')}?next={request.path}" if "hold_matter" in pens else "",
        "erase_url": address("erase", here.territory) if may_do(desk, "redact", state) else "",
    }


def _matters(desk: Desk, pens: frozenset[str], found: list[Any], back: str) -> list[dict[str, Any]]:
    """Each comment that is held, or hidden and asked about, with its words and the buttons of this seat."""
    if not found:
        return []
    here = _here(desk)
    held, hidings, appeals = (
        held_by(here, found),
        _newest(here, "hide_matter", found),
        _newest(here, "appeal_hiding", found),
    )
    commits = [commit for entry in (*hidings.values(), *appeals.values()) for commit in commits_in(entry)]
    texts = read_by_office(desk, [*(words for row in found for words in (row.words, row.proposed)), *commits])
    today = local_date(timezone.now())
    told = []
    for row in found:
        name = number_of(row)
        since = held[name]["at"] if row.held and name in held else ""
        ground = held.get(name, {}) if row.held else hidings.get(name, {})
        told.append({
            "number": name,
            "url": here.address("matter", name),
            "words": texts.get(row.words, ""),
            "proposed": texts.get(row.proposed or "", ""),
            "held": row.held,
            "since": since or (ground or {}).get("at", ""),
            "late": bool(since) and late_since(since) < today,
            "ground": _ground(ground),
            "appeal": _appeal(appeals.get(name) if row.appealed else None, texts),
            "appealed": row.appealed,
            "files": bool(row.recording or row.attached or row.scan),
            "moves": _moves(desk, pens, row, name, back),
        })  # fmt: skip
    return told


def _newest(here: Here, act: str, found: Iterable[Any]) -> dict[str, dict[str, Any]]:
    """By number: the newest entry of this act about each of the comments."""
    names = [number_of(row) for row in found]
    leaves = naming(Leaf.objects.filter(territory=here.territory, act=act), "matter", names).order_by("n")
    entries = [json.loads(bytes(leaf.data)) for leaf in leaves if leaf.plan == here.slug]
    return {entry["facts"]["matter"]: entry for entry in entries}


def _ground(entry: dict[str, Any]) -> str:
    return choice_words(entry["act"], "ground", entry["facts"]["ground"]) if entry else ""


def _appeal(entry: dict[str, Any] | None, texts: dict[str, str]) -> str:
    """What whoever asked for a second look says."""
    return texts.get(entry["facts"]["reason"]["commit"], "") if entry else ""


def _moves(desk: Desk, pens: frozenset[str], row: Any, name: str, back: str) -> list[Move]:
    known, wanted = {"matter": name}, list[tuple[str, tuple[str, ...]]]()
    if row.held:
        wanted += [("release_matter", ()), *([] if row.hidden else [("hide_matter", ("ground", "reason"))])]
    if row.hidden:
        wanted.append(("show_matter", ("reason",)))
    if row.appealed and desk.standing.person not in row.covered_by:
        wanted.append(("uphold_hiding", ("reason",)))
    marked: dict[str, Any] = {"known": known, "back": back, "mark": f"-{name}"}
    return [move(desk, act, ask=ask, quiet=act != wanted[0][0], **marked) for act, ask in wanted if act in pens]


def _replies(desk: Desk, pens: frozenset[str], found: list[Any], back: str) -> list[dict[str, Any]]:
    """Hidden replies somebody asks about."""
    here = _here(desk)
    texts = read_by_office(desk, [row.words for row in found])
    told = []
    for row in found:
        name, number = number_of(row), row.matter.split("/", 1)[1]
        marked: dict[str, Any] = {"back": back, "mark": f"-{name}", "ask": ("reason",)}
        moves = [move(desk, "show_reply", known={"reply": name}, **marked)] if "show_reply" in pens else []
        if "uphold_hiding" in pens and desk.standing.person not in row.covered_by:
            known = {"matter": number, "reply": name}
            moves.append(move(desk, "uphold_hiding", known=known, quiet=True, **marked))
        told.append({
            "number": number, "url": f"{here.address('matter', number)}#reply-{row.born}", "reply": True,
            "words": texts.get(row.words, ""), "since": row.said_at, "appealed": True, "moves": moves,
        })  # fmt: skip
    return told
