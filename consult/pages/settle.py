"""Settling a comment: the person's words on the left, the answer and the change that follow from them on the right."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consult.acting.choices import fresh_name
from consult.acting.desk import Desk, matter_desk
from consult.acting.moves import Move, moves
from consult.acting.standing import may_do
from consult.acting.verdicts import verdict_now
from consult.acting.voices import positions_by_side
from consult.cards import cards_of
from consult.pages.section import difference
from consult.pages.take_up import taken_up
from consult.places import crumbs
from consult.sentences import choice_words, disposition_words, word
from consult.settling import SAVES, leased, prepared_words, save
from consult.templatetags.dohoda import fingerprint
from consult.visible import opened
from workflow.rules import rows
from workflow.rules.sides import BodyKind
from workflow.store import Rows


@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """One comment on its way to an end; everything done here goes through the forms of its acts."""
    desk, here, row = matter_desk(request, slug, number)
    if request.GET.get("act") in SAVES:
        return save(request, desk, row, number)
    answer = desk.rows(rows.Answer).filter(key=row.key).first()
    asked = list(desk.rows(rows.Proposal).filter(subject=number, kind__in=("settle_matter", "settle_dispute")))
    question = asked[-1] if asked else None
    call = desk.rows(rows.Call).filter(key=question.call).first() if question and question.call else None
    section = desk.rows(rows.Section).filter(key=row.section).first() if row.section else None
    texts = opened(here.territory, [section.title, section.words] if section else [])
    lease = taken_up(desk, number) if row.open else None
    context = {
        "here": here,
        "crumbs": crumbs(here, (_("Comments and answers"), here.address("register"))),
        "number": number,
        "card": cards_of(here, [row])[0],
        "section": {"title": texts.get(section.title, ""), "words": texts.get(section.words, "")} if section else None,
        "answer": _answer(desk, answer),
        "pieces": _change(desk, row, answer),
        "question": _question(desk, question, answer),
        "positions": positions_by_side(desk, call) if call else [],
        "verdict": verdict_now(desk, call) if call else None,
        "moves": leased(_moves(desk, row, number, answer, question, section, texts, request.path), request.path, lease),
        "open": row.open,
        "lease": lease,
        "take_up_url": here.address("take_up", number)
        if row.open and desk.held and may_do(desk, "draft_answer")
        else "",
    }
    return render(request, "pages/settle.html", context)


def _answer(desk: Desk, answer: Any) -> list[dict[str, Any]]:
    """The prepared answer, as a list of facts."""
    if answer is None:
        return []
    texts = prepared_words(desk, answer)
    told: list[dict[str, Any]] = [{"label": _("How to settle it"), "value": disposition_words(answer.disposition)}]
    if answer.reason:
        told.append({"label": _("Reason"), "value": texts.get(answer.reason, _("(public once the group has decided)"))})
    if answer.grounds:
        grounds = [choice_words("draft_answer", "grounds", ground) for ground in answer.grounds]
        told.append({"label": _("Rests on"), "value": ", ".join(grounds)})
    if answer.destination:
        told.append(
            {
                "label": _("Passed on to"),
                "value": texts.get(answer.destination, _("(public once the group has decided)")),
            }
        )
    told.append({"label": _("Fingerprint of the answer"), "value": fingerprint(answer.digest)})
    return told


def _wording(desk: Desk, row: Any, answer: Any) -> Any:
    """The wording linked with the answer, else the newest one this comment has caused."""
    found = desk.rows(rows.Wording)
    if answer is not None and answer.change:
        return found.filter(key=f"{desk.plan}/{answer.change}").first()
    return found.filter(matter__in=[key for key in (row.key, row.whole) if key]).order_by("-born").first()


def _change(desk: Desk, row: Any, answer: Any) -> list[dict[str, str]]:
    wording = _wording(desk, row, answer)
    if wording is None:
        return []
    before = desk.rows(rows.Wording).filter(section=wording.section, number=wording.number - 1).first()
    texts = opened(desk.territory, [wording.words, before.words if before else None])
    return difference(texts.get(before.words, "") if before else "", texts.get(wording.words, ""))


def _question(desk: Desk, question: Any, answer: Any) -> dict[str, Any] | None:
    if question is None or desk.here is None:
        return None
    stale = answer is not None and question.kind == "settle_matter" and answer.digest != question.digest
    return {
        "url": desk.here.address("decision", question.key.split("/", 1)[1]),
        "label": word("proposal status", question.status),
        "state": "done" if question.status in ("agreed", "adopted_by_vote") else "waiting",
        "stale": stale,
    }


def _moves(
    desk: Desk, row: Any, number: str, answer: Any, question: Any, section: Any, texts: dict[str, str], back: str
) -> list[Move]:
    state = Rows(desk.territory)
    if not row.open:
        return moves(desk, state, row.settled_by, *_after(row, number, question, back))
    wanted: list[tuple[str, dict[str, Any]]] = []
    if answer and question and question.status in ("agreed", "adopted_by_vote") and question.digest == answer.digest:
        known = {"matter": number, "proposal": question.key.split("/", 1)[1]}
        wanted.append(("settle_matter", {"known": known, "back": back}))
    asks = ("disposition", "reason", "grounds", "change", "same_as", "destination")
    prepare = {"known": {"matter": number}, "ask": asks, "initial": _typed_before(desk, row, answer), "back": back}
    wanted.append(("draft_answer", {**prepare, "at_once": True}))
    if section is not None:
        wanted.append(("write_section", _rewrite(section, number, texts, back)))
    if answer is not None and (question is None or question.status != "open"):
        wanted.append(("propose", _ask(desk, number, answer, back)))
    wanted.append(
        ("split_matter", {"known": {"matter": number}, "ask": ("points", "told"), "back": back, "quiet": True})
    )
    return moves(desk, state, question.body if question else desk.standing.body, *wanted)


def _typed_before(desk: Desk, row: Any, answer: Any) -> dict[str, Any]:
    wording = _wording(desk, row, answer)
    linked = {"change": wording.key.split("/", 1)[1]} if wording else {}
    if answer is None:
        return linked
    texts = prepared_words(desk, answer)
    said = {"reason": texts.get(answer.reason or "", ""), "destination": texts.get(answer.destination or "", "")}
    chosen = {"disposition": answer.disposition, "grounds": list(answer.grounds), "same_as": answer.same_as}
    return {**chosen, **said, **linked}


def _rewrite(section: Any, number: str, texts: dict[str, str], back: str) -> dict[str, Any]:
    """The new wording right here; it says which wording its writer had read."""
    known = {"section": section.key.split("/", 1)[1], "part": section.part.split("/", 1)[1], "place": section.place}
    known |= {"matter": number, "after": section.wordings}
    initial = {"title": texts.get(section.title, ""), "text": texts.get(section.words, "")}
    label = _("Write the change of the text")
    return {"known": known, "ask": ("title", "text"), "initial": initial, "back": back, "label": label}


def _ask(desk: Desk, number: str, answer: Any, back: str) -> dict[str, Any]:
    """Put the prepared answer to a group, on its very fingerprint."""
    assert desk.here is not None
    known = {
        "proposal": fresh_name(desk, "proposal"),
        "kind": "settle_matter",
        "subject": number,
        "text": answer.digest,
    }
    own = desk.held is not None and desk.held.body_kind == BodyKind.WORKING_GROUP
    group = desk.standing.body if own else desk.here.process.working_groups[0].id
    question = _("Do you agree with the prepared answer to comment no. %(number)s?") % {"number": number}
    initial = {"body": group, "question": question}
    label = _("Put the answer to the group")
    return {"known": known, "ask": ("body", "question"), "initial": initial, "back": back, "label": label}


def _after(row: Any, number: str, question: Any, back: str) -> list[tuple[str, dict[str, Any]]]:
    known = {"matter": number}
    wanted: list[tuple[str, dict[str, Any]]] = [("reopen_matter", {"known": known, "ask": ("reason",), "back": back})]
    if row.disputed:
        ask = ("ruling", "reason", "proposal")
        name = {"proposal": question.key.split("/", 1)[1]} if question and question.kind == "settle_dispute" else {}
        wanted.insert(0, ("settle_dispute", {"known": known, "ask": ask, "initial": name, "back": back}))
    return wanted
