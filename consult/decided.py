"""How something was decided, in one sentence: what, by whom, by agreement or by vote, with which voices."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from consult.badges import guard_line
from consult.places import Here, in_language, said
from consult.sentences import word
from consult.templatetags.dohoda import count, words
from consult.visible import opened
from workflow.models import model_of
from workflow.rules import rows

STATES = {
    "agreed": "done",
    "adopted_by_vote": "done",
    "open": "waiting",
    "parked": "waiting",
    "referred": "waiting",
    "failed": "missing",
    "withdrawn": "missing",
    "split": "missing",
}
DECIDED = ("agreed", "adopted_by_vote")
DISSENT = ("stand_aside", "agree_with_reservations", "block", "no")


def decisions_of(here: Here, proposals: Sequence[Any]) -> list[dict[str, Any]]:
    """Each proposal as `parts/decision_sentence.html` takes it. At most seven queries, however many there are."""
    calls = _closing_calls(here, proposals)
    stances = _stances(here, calls.values())
    bodies = model_of(rows.Body).objects.filter(territory=here.territory, key__in={row.body for row in proposals})
    names = {body.key: body.name for body in bodies}
    reasons = [stance.reason for listed in stances.values() for stance in listed]
    aims = _aims(here, proposals)
    texts = opened(here.territory, [*names.values(), *reasons, *aims.values(), *(row.words for row in proposals)])
    told = []
    for row in proposals:
        call = calls.get(row.key)
        voices = stances[call.key] if call else []
        who = body_name(here, row.body, texts.get(names.get(row.body, ""), ""))
        told.append(
            {
                "state": STATES[row.status],
                "sentence": _sentence(row, who, _what(here, row, texts.get(aims.get(row.subject, ""), "")), voices),
                "at": row.decided_at,
                "url": here.address("decision", row.key.split("/", 1)[1]),
                "label": _("preparatory steps") if row.preparatory else "",
                "dissent": [_dissent(stance, texts) for stance in voices if stance.value in DISSENT and stance.reason],
                "question": texts.get(row.words, ""),
            }
        )
    return told


def question_line(here: Here, kind: str, subject: str) -> str:
    """What was asked: "approve a part of the plan: Analytic part"."""
    return (
        f"{word('question', kind)}: {subject_name(here, kind, subject)}"
        if kind not in ("adopt_charter", "amend_process")
        else word("question", kind)
    )


def subject_name(here: Here, kind: str, subject: str) -> str:
    """What a question is about, by its name in the reader's language where it has one."""
    if kind == "sign_off_part":
        part = here.process.part(subject)
        return said(part.title) if part else subject
    if kind == "sign_off_stage":
        return word("stage", subject)
    if kind in ("settle_matter", "settle_dispute"):
        return _("no. %(number)s") % {"number": subject}
    if kind == "approve_deliverable":
        deliverable = here.process.deliverable(subject)
        return said(deliverable.title) if deliverable else subject
    if kind == "grant_exception":
        return guard_line(subject.replace("-", "_"))
    return subject


def body_name(here: Here, body: str, recorded: str) -> str:
    """A body's name in the reader's language."""
    rule = here.process.body(body)
    return in_language(recorded, rule.title if rule else None) or body


def _closing_calls(here: Here, proposals: Iterable[Any]) -> dict[str, Any]:
    """The call in which each decided proposal was decided."""
    decided = {row.decided_at for row in proposals if row.decided_at}
    if not decided:
        return {}
    calls = here.rows(rows.Call).filter(closed_at__in=decided, outcome__in=("consensus", "pass"))
    return {here.key(name): call for call in calls for name in call.proposals}


def _stances(here: Here, calls: Iterable[Any]) -> defaultdict[str, list[Any]]:
    by_call: defaultdict[str, list[Any]] = defaultdict(list)
    keys = {call.key for call in calls}
    if keys:
        for stance in model_of(rows.Stance).objects.filter(territory=here.territory, call__in=keys).order_by("born"):
            by_call[stance.call].append(stance)
    return by_call


def _aims(here: Here, proposals: Iterable[Any]) -> dict[str, str]:
    """The commitments of the words of measures that were to be changed, by their short names."""
    wanted = {row.subject for row in proposals if row.kind == "change_measure"}
    if not wanted:
        return {}
    found = here.rows(rows.Aim).filter(key__in=[here.key(name) for name in wanted])
    return {key.split("/", 1)[1]: commit for key, commit in found.values_list("key", "words")}


def _what(here: Here, row: Any, measure: str) -> str:
    """What was asked, a measure by its words."""
    return f"{word('question', row.kind)}: {measure}" if measure else question_line(here, row.kind, row.subject)


def _sentence(row: Any, who: str, what: str, voices: Sequence[Any]) -> str:
    if row.status == "agreed":
        line = _("%(who)s agreed: %(what)s") % {"who": who, "what": what}
    elif row.status == "adopted_by_vote":
        rounds = count(row.failed_rounds, "round")
        line = _("%(who)s adopted by vote, after %(rounds)s without agreement: %(what)s") % {
            "who": who,
            "what": what,
            "rounds": rounds,
        }
    else:
        line = _("%(who)s, %(status)s: %(what)s") % {
            "who": who,
            "what": what,
            "status": word("proposal status", row.status),
        }
    return f"{line} ({tally_line(voices)})" if voices else line


def tally_line(stances: Iterable[Any]) -> str:
    """Counted positions or ballots: "11 agree, 1 stands aside"."""
    counted = Counter(stance.value for stance in stances)
    return words([f"{number} {word('position told', value)}" for value, number in counted.items()])


def _dissent(stance: Any, texts: dict[str, str]) -> dict[str, str]:
    side = word("side", stance.side) if stance.side else stance.seat
    return {"who": f"{side} ({word('position told', stance.value)})", "reason": texts.get(stance.reason, "")}
