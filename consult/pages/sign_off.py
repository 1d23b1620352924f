"""Approval of parts and stages: what changed since the last one, the fingerprint, what is missing, two buttons."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.acting.choices import fresh_name
from consult.acting.desk import Desk, plan_desk
from consult.acting.moves import Move, move, moves
from consult.acting.standing import may_do
from consult.acting.values import panel_of
from consult.pages.section import difference
from consult.places import crumbs, said
from consult.sentences import stage_words, word
from consult.templatetags.dohoda import fingerprint
from consult.visible import opened
from workflow.perform import obstacles_to
from workflow.rules import rows
from workflow.rules.lifecycle import MAIN_LINE, Stage
from workflow.rules.products import stage_products
from workflow.store import Rows

STATES = {"approved": "done", "submitted": "waiting", "returned": "missing", "open": "waiting"}
DECIDED = ("agreed", "adopted_by_vote")
MOST_CHANGES = 40


@require_safe
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """Parts, stages, and what each side binds itself to."""
    desk = plan_desk(request, slug)
    here = desk.here
    assert here is not None
    state = Rows(desk.territory)
    parts = {row.key.split("/", 1)[1]: row for row in desk.rows(rows.Part)}
    listed = [_part(desk, state, rule, parts[rule.id], request.path) for rule in here.process.parts if rule.id in parts]
    sides = [("agree_side", {"known": {"scope": scope}, "back": request.path, "whose": True, "mark": scope,
              "label": _binding(scope)}) for scope in ("aims", "implementation")]  # fmt: skip
    context = {
        "here": here,
        "crumbs": crumbs(here),
        "parts": listed,
        "stages": [_stage(desk, state, str(stage), request.path) for stage in here.process.sign_off.stages],
        "moves": moves(desk, state, None, *sides),
    }
    return render(request, "pages/sign_off.html", context)


def _binding(scope: str) -> str:
    return _("Agree for your side: %(scope)s") % {"scope": word("scope", scope)}


def _part(desk: Desk, state: Rows, rule: Any, part: Any, back: str) -> dict[str, Any]:
    here = desk.here
    assert here is not None
    last = desk.rows(rows.SignOff).filter(scope=f"part.{rule.id}").order_by("-born").first()
    line = _line(desk, state, "sign_off_part", "part", rule.id, part.substance, back)
    if may_do(desk, "return_part", state) and part.status in ("submitted", "approved"):
        line["turn_back"] = move(
            desk, "return_part", known={"part": rule.id}, ask=("reason",), back=back, mark=rule.id,
            label=_("Return with a reason"),
        )  # fmt: skip
    return line | {
        "title": said(rule.title),
        "url": here.address("draft"),
        "state": {"state": STATES[part.status], "label": word("part status", part.status)},
        "changes": _changes(desk, part, last.born if last else -1),
        "approved_before": last is not None,
        "valid": last is not None and last.valid,
    }


def _stage(desk: Desk, state: Rows, stage: str, back: str) -> dict[str, Any]:
    here = desk.here
    assert here is not None
    plan = state.get(rows.Plan, here.slug)
    assert plan is not None
    digest = stage_products(state, plan, stage)
    last = desk.rows(rows.SignOff).filter(scope=f"stage.{stage}").order_by("-born").first()
    left = plan.stage in MAIN_LINE and MAIN_LINE.index(Stage(plan.stage)) > MAIN_LINE.index(Stage(stage))
    valid = last is not None and (left or (last.valid and last.digest == digest))  # what was left behind was approved
    label = _("approved") if valid else _("approved earlier, changed since") if last else _("not approved yet")
    return _line(desk, state, "sign_off_stage", "of", stage, digest, back) | {
        "title": stage_words(stage),
        "state": {"state": "done" if valid else "missing" if last else "waiting", "label": label},
        "valid": valid,
    }


def _line(desk: Desk, state: Rows, act: str, field: str, subject: str, digest: str, back: str) -> dict[str, Any]:
    """The question about these bytes, what is missing for the approval, and the button for those who may."""
    here = desk.here
    assert here is not None
    asked = desk.rows(rows.Proposal).filter(kind=act, subject=subject).order_by("-born")
    question = asked.filter(digest=digest).first() or asked.filter(status="open").first()
    agreed = question is not None and question.status in DECIDED and question.digest == digest
    name = question.key.split("/", 1)[1] if question else ""
    approve: Move | None = None
    known = {field: subject, "proposal": name}
    if agreed and may_do(desk, act, state):
        approve = move(desk, act, known=known, back=back, mark=subject, label=_("Approve"))
    elif question is None or question.digest != digest or question.status not in ("open", *DECIDED):
        approve = _ask(desk, state, act, subject, digest, back)
    missing = obstacles_to(desk.request(act, known)) if agreed and approve else ()
    return {
        "digest": fingerprint(digest),
        "question_url": here.address("decision", name) if question else "",
        "question": word("proposal status", question.status) if question else "",
        "approve": approve,
        "panel": panel_of(desk, missing, id=f"panel-{subject}") if missing else None,
    }


def _ask(desk: Desk, state: Rows, act: str, subject: str, digest: str, back: str) -> Move | None:
    """Put the approval to the steering group, on the bytes that were read."""
    here = desk.here
    assert here is not None
    body = here.process.sign_off.body
    if not may_do(desk, "propose", state, body):
        return None
    known = {"proposal": fresh_name(desk, "proposal"), "body": body, "kind": act, "subject": subject, "text": digest}
    initial = {"question": _("Do you approve it as it stands?")}
    label = _("Put the approval to the steering group")
    return move(desk, "propose", known=known, ask=("question",), initial=initial, back=back, mark=subject, label=label)


def _changes(desk: Desk, part: Any, since: int) -> list[dict[str, Any]]:
    """Every wording since the last approval, marked against the one that was approved."""
    if since < 0:
        return []
    sections = {row.key: row for row in desk.rows(rows.Section).filter(part=part.key)}
    newer = desk.rows(rows.Wording).filter(section__in=sections, born__gt=since).order_by("section", "number")
    first: dict[str, Any] = {}
    for wording in newer[:MOST_CHANGES]:
        first.setdefault(wording.section, wording)
    told = []
    for key, wording in first.items():
        old = desk.rows(rows.Wording).filter(section=key, number=wording.number - 1).first()
        texts = opened(desk.territory, [sections[key].words, sections[key].title, old.words if old else None])
        pieces = difference(texts.get(old.words, "") if old else "", texts.get(sections[key].words, ""))
        told.append({"title": texts.get(sections[key].title, ""), "pieces": pieces, "matter": wording.matter})
    return told
