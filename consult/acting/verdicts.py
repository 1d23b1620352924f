"""What the charter makes of a question: of the call that is open now, of the rounds behind, of what may follow."""

from typing import Any

from django.utils.translation import gettext as _

from consult.acting.desk import Desk
from consult.acting.standing import may_do
from consult.acting.values import names_for
from consult.sentences import act_label, decision_sentence, disposition_words, outcome_words, stage_words
from consult.templatetags.dohoda import fingerprint, short
from consult.who import now
from workflow.rules import rows
from workflow.rules.calls import verdict_of, vote_state
from workflow.rules.case import Case
from workflow.rules.rows import Answer, Call
from workflow.rules.voting import close_vote
from workflow.store import Rows

# The act that puts a decision into effect, and which of its facts the question's subject is.
FOLLOWS: dict[str, tuple[str, str]] = {
    "adopt_charter": ("adopt_charter", ""),
    "sign_off_part": ("sign_off_part", "part"),
    "sign_off_stage": ("sign_off_stage", "of"),
    "settle_matter": ("settle_matter", "matter"),
    "settle_dispute": ("settle_dispute", "matter"),
    "approve_deliverable": ("approve_deliverable", "deliverable"),
    "amend_process": ("amend_process", ""),
    "change_measure": ("change_measure", "aim"),
    "grant_exception": ("grant_exception", "guard"),
    "confirm_side": ("confirm_side", "seat"),
}


def verdict_now(desk: Desk, call: Any) -> dict[str, Any]:
    """One sentence: what it would amount to if it closed this second."""
    assert desk.here is not None
    state = Rows(desk.territory)
    row = state.get(Call, call.key)
    assert row is not None
    case: Any = Case(
        desk.territory, 0, now(), desk.standing, plan_key=desk.plan, plan=desk.here.plan, process=desk.here.process
    )
    vote = row.kind == "vote"
    verdict = close_vote(vote_state(state, case, row)) if vote else verdict_of(state, case, row)
    reached = str(verdict.outcome) in ("consensus", "pass")
    needed = desk.here.process.charter.min_rounds_before_vote
    sentence = decision_sentence(
        reasons=verdict.reasons, round=None if vote else row.round, rounds=needed, names=names_for(desk),
        preparatory=[str(side) for side in verdict.preparatory],
    )  # fmt: skip
    if vote and reached:
        sentence = _("If the vote closed now, the proposal would be adopted by vote.")
    return {"sentence": sentence, "state": "done" if reached else "waiting"}


def rounds_of(desk: Desk, row: Any) -> list[dict[str, str]]:
    """The rounds and votes behind a question, newest first."""
    name = row.key.split("/", 1)[1]
    calls = desk.rows(rows.Call).filter(body=row.body, open=False).order_by("-born")[:200]
    return [
        {"label": _call_label(call), "value": outcome_words(call.outcome or ""), "note": short(call.closed_at)}
        for call in calls
        if name in call.proposals
    ]


def _call_label(call: Any) -> str:
    return _("Vote") if call.kind == "vote" else _("Round %(number)s") % {"number": call.round}


def what_it_is_about(desk: Desk, row: Any) -> list[dict[str, Any]]:
    """What is decided, with a link to it, and the fingerprint of the text, as a list of facts."""
    here = desk.here
    assert here is not None
    facts: list[dict[str, Any]] = []
    match row.kind:
        case "sign_off_part":
            part = here.process.part(row.subject)
            words = part.title.cs if part else row.subject
            facts.append(
                {
                    "label": _("Part"),
                    "value": names_for(desk).get(f"part:{row.subject}", words),
                    "url": here.address("draft"),
                }
            )
        case "sign_off_stage":
            facts.append({"label": _("Stage"), "value": stage_words(row.subject), "url": here.address("sign_off")})
        case "settle_matter" | "settle_dispute":
            url = here.address("settle", row.subject) or here.address("matter", row.subject)
            facts.append({"label": _("Comment"), "value": row.subject, "url": url})
            facts += _answer(desk, row)
    if row.failed_rounds:
        facts.append({"label": _("Rounds without agreement"), "value": str(row.failed_rounds)})
    facts.append({"label": _("Fingerprint of the text"), "value": fingerprint(row.digest)})
    return facts


def _answer(desk: Desk, row: Any) -> list[dict[str, Any]]:
    answer = desk.rows(Answer).filter(key=f"{desk.plan}/{row.subject}").first()
    if answer is None:
        return []
    stale = answer.digest != row.digest
    told: list[dict[str, Any]] = [{"label": _("Prepared answer"), "value": disposition_words(answer.disposition)}]
    if stale and row.status == "open":
        told[0]["note"] = _("The answer was changed after the question was put; amend the question first.")
    return told


def followed_by(desk: Desk, row: Any) -> dict[str, Any] | None:
    """After a decision: the act that puts it into effect, for those who may."""
    if row.status not in ("agreed", "adopted_by_vote") or row.kind not in FOLLOWS:
        return None
    act, field = FOLLOWS[row.kind]
    if not may_do(desk, act, table=row.body):
        return None
    facts = {"proposal": row.key.split("/", 1)[1]}
    subject = {"guard": row.subject.replace("-", "_"), "seat": row.subject.replace(".", "/", 1)}.get(field, row.subject)
    facts |= {field: subject} if field else {}
    facts |= {"charter": row.digest} if act == "adopt_charter" else {}
    facts |= {"process": row.digest} if act == "amend_process" else {}
    query = "&".join(f"{name}={value}" for name, value in facts.items())
    return {"label": act_label(act), "url": f"{desk.url(act)}?{query}"}
