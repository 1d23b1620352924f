"""The one door. Nothing of the engine changes but through `perform`.

One act, one transaction: take the territory's book lock, and only then read anything the act is judged by; judge
authority and guards, all at once; make the change; append entry n; ring the doorbell after commit. Pages, sockets, the
API, commands, rehearsals and the clock all come through here.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.dispatch import Signal

from workflow import models
from workflow.across import lock_books, look_up
from workflow.models.door import open_door
from workflow.rules.act import ACTS, Act, FactsError, facts_of, read_act
from workflow.rules.case import Case, Obstacle, Standing
from workflow.rules.facts import Fact, FactKind, Flaw, Words
from workflow.rules.judge import Judgement, enact, judge
from workflow.rules.lifecycle import BEGINNINGS
from workflow.rules.obstacles import missing
from workflow.rules.rows import Plan
from workflow.rules.state import Head
from workflow.store import Rows
from workflow.trail.book import append, commit_words, head_under_lock
from workflow.trail.leaf import leaf_of

LONGEST_WORDS = 1_000_000  # characters of one text; longer than any plan's section

news = Signal()  # sent after commit with territory, plan, n and act: there is news up to n, and nothing more


class RefusedError(Exception):
    """The act may not happen now; `obstacles` is everything that is missing. Nothing was written."""

    def __init__(self, act: str, obstacles: tuple[Obstacle, ...]) -> None:
        self.act = act
        self.obstacles = obstacles
        super().__init__(f"{act}: " + ", ".join(obstacle.code for obstacle in obstacles))


@dataclass(frozen=True, slots=True)
class Done:
    """What happened: the entry's number, bytes and leaf hash, the stages around it, and the judged act."""

    n: int
    at: str
    territory: str
    plan: str | None
    deed: Act
    stage_before: str | None
    stage: str | None
    data: bytes
    hash: bytes
    lifted: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Who does what, where and when.

    `at` is UTC in whole seconds, `2026-05-05T16:10:00Z`. `facts` maps the act's fields to values; words are plain text
    (or `Words` already committed to), lists are lists. `on_behalf_of` is the person or circle whose words are relayed.
    `in_turn` is for somebody who acts now and waits for the lock: if others were quicker and the last entry is of
    a later second, the act is of that second; book order is judgement order. Without it such an act is refused.
    """

    act: str
    facts: Mapping[str, Any]
    territory: str
    by: Standing
    at: str
    plan: str | None = None
    actor: Standing | None = None
    on_behalf_of: str | None = None
    happened: str | None = None
    in_turn: bool = False


@dataclass(frozen=True, slots=True)
class _Opening:
    words: Words
    salt: str
    text: str
    field: str


def perform(request: Request, *, savepoint: bool = True) -> Done:
    """Perform an act. Raises `FactsError` if the facts do not fit its schema, `RefusedError` with every obstacle.

    May be called inside a transaction of the caller's, so that the caller's own rows and the act are one; the lock is
    then held until that one ends. Without `savepoint` a refusal ends the caller's transaction as well, for two
    statements less.
    """
    openings: list[_Opening] = []
    deed = read_act(request.act, _facts_in(request, openings))
    relayed = _commit(request.on_behalf_of, "on_behalf_of", openings) if request.on_behalf_of else None
    with transaction.atomic(savepoint=savepoint):
        book = lock_books(request.territory, deed)
        state = Rows(request.territory, head_under_lock(book))
        case = _case(request, state.head, relayed=relayed)
        _refuse_taken_slug(request)
        judgement = _judged(state, case, *look_up(state, deed, case.at))
        if not judgement.permitted:
            raise RefusedError(request.act, judgement.obstacles)
        before = case.plan.stage if case.plan else None
        stage = enact(state, case, judgement.deed)
        leaf = leaf_of(case, act=request.act, facts=facts_of(judgement.deed), stage_before=before, stage=stage)
        data, hashed = append(book, leaf)
        state.write()
        _keep(request.territory, case.n, openings)
        if request.act == "redact":
            _forget(request.territory, request.facts["commitment"])
        told = {"territory": request.territory, "plan": case.plan_key, "n": case.n, "act": request.act}
        transaction.on_commit(lambda: news.send(perform, **told))
    return Done(
        case.n, case.at, request.territory, case.plan_key, judgement.deed, before, stage, data, hashed, judgement.lifted
    )


def rehearse_act(request: Request) -> Judgement:
    """What `perform` would say now, without doing it: for pages that show what is missing or what will be recorded."""
    deed = read_act(request.act, _facts_in(request, []))
    state = Rows(request.territory)
    case = _case(request, state.head, relayed=None)
    return _judged(state, case, *look_up(state, deed, case.at, sealing=False))


def _judged(state: Rows, case: Case, deed: Act, found: tuple[Obstacle, ...]) -> Judgement:
    """The judgement, with what is wrong with a reference to another book, each told once."""
    judgement = judge(state, case, deed)
    if not found:
        return judgement
    told = {obstacle.code for obstacle in found}
    return judgement._replace(obstacles=(*found, *[one for one in judgement.obstacles if one.code not in told]))


def obstacles_to(request: Request) -> tuple[Obstacle, ...]:
    """What is missing for this act now, facts that do not fit included."""
    try:
        return rehearse_act(request).obstacles
    except FactsError as error:
        return tuple(missing("facts_do_not_fit", field=flaw.field, fix=flaw.fix) for flaw in error.flaws)


def _refuse_taken_slug(request: Request) -> None:
    """A plan's slug is unique in the installation, which no single book can know."""
    if request.act not in BEGINNINGS:
        return
    others = models.model_of(Plan).objects.filter(key=request.plan).exclude(territory=request.territory)
    if others.exists():
        raise RefusedError(request.act, (missing("taken", field="plan", value=request.plan),))


def _case(request: Request, head: Head, *, relayed: Words | None) -> Case:
    return Case(
        territory=request.territory,
        n=head.size,
        at=max(request.at, head.last_at) if request.in_turn else request.at,
        by=request.by,
        actor=request.actor,
        on_behalf_of=relayed,
        happened=request.happened,
        plan_key=request.plan,
    )


def _facts_in(request: Request, openings: list[_Opening]) -> dict[str, Any]:
    """The given facts as the rules take them: words become commitments, lists tuples."""
    schema = _schema(request.act)
    given: dict[str, Any] = {}
    for field, value in request.facts.items():
        fact = schema.get(field)
        if fact is not None and fact.kind is FactKind.WORDS and isinstance(value, str):
            if len(value) > LONGEST_WORDS:
                raise FactsError(request.act, [Flaw(field, "is too long", f"at most {LONGEST_WORDS} characters")])
            value = _commit(value, field, openings) if value.strip() else None
        given[field] = tuple(value) if isinstance(value, list) else value
    return given


def _schema(act: str) -> dict[str, Fact]:
    return ACTS[act].SCHEMA if act in ACTS else {}


def _commit(text: str, field: str, openings: list[_Opening]) -> Words:
    text = unicodedata.normalize("NFC", text)
    if "\x00" in text or not text.isprintable() and any("\ud800" <= letter <= "\udfff" for letter in text):
        raise FactsError("words", [Flaw(field, "holds a character no text has", "leave out control characters")])
    words, salt = commit_words(text)
    openings.append(_Opening(words, salt, text, field))
    return words


def _keep(territory: str, n: int, openings: list[_Opening]) -> None:
    rows = [
        models.Opening(
            territory=territory,
            commit=opening.words.commit,
            salt=opening.salt,
            text=opening.text,
            n=n,
            field=opening.field,
        )
        for opening in openings
    ]
    if rows:
        with open_door():
            models.Opening.objects.bulk_create(rows)


def _forget(territory: str, commitment: str) -> None:
    """Words redacted are erased with their salt; from then on the commitment says nothing about them to anybody."""
    with open_door():
        models.Opening.objects.filter(territory=territory, commit=commitment).delete()
