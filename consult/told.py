"""Entries of the book as pages tell them: a sentence, who, when; then the facts; then the bytes."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from consult.addresses import address
from consult.referred import referred_names
from consult.sentences import doer_words, entry_sentence, field_label, names_of, word
from consult.visible import opened
from workflow.models import model_of
from workflow.rules import rows
from workflow.store import process_file

# What an auditor looks at first: (act, fact) -> what makes the entry an exception.
EXCEPTIONS = {
    "grant_exception": "exception",
    "correct_record": "correction",
    "hide_matter": "hidden",
    "hold_matter": "held",
    "hide_reply": "hidden",
    "appeal_hiding": "appeal",
    "uphold_hiding": "appeal",
    "disown_matter": "disowned",
    "redact": "redacted",
    "suspend": "rest",
    "withdraw_plan": "withdrawn",
    "open_vote": "vote",
    "contest_side": "contested",
    "contest_editorial": "contested",
    "withdraw_agreement": "withdrawn agreement",
    "return_from_councils": "returned",
    "return_to_drafting": "returned",
    "return_to_resolving": "returned",
    "refuse_applicant": "refusal",
    "amend_process": "rules changed",
}


def exception_words(act: str) -> str:
    """The mark an exceptional entry carries; "" for an ordinary one."""
    labels = {
        "exception": _("exception"),
        "correction": _("correction"),
        "hidden": _("hidden words"),
        "held": _("held back"),
        "appeal": _("appeal"),
        "disowned": _("“this was not me”"),
        "redacted": _("words removed"),
        "rest": _("rest"),
        "withdrawn": _("given up"),
        "vote": _("vote"),
        "contested": _("contested"),
        "withdrawn agreement": _("agreement withdrawn"),
        "returned": _("returned"),
        "refusal": _("refusal"),
        "rules changed": _("rules changed"),
    }
    return labels.get(EXCEPTIONS.get(act, ""), "")


def told(territory: str, leaves: Iterable[Any]) -> list[dict[str, Any]]:
    """Leaves (rows of `workflow.models.Leaf`) as `parts/entry.html` takes them, without the bytes."""
    read = [(leaf, json.loads(bytes(leaf.data))) for leaf in leaves]
    names = names_for(territory, [entry for _leaf, entry in read])
    return [entry_line(territory, leaf, entry, names) for leaf, entry in read]


def entry_line(territory: str, leaf: Any, entry: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """One entry: its sentence first."""
    return {
        "n": leaf.n,
        "at": leaf.at,
        "act": leaf.act,
        "sentence": entry_sentence(entry, names),
        "by": doer_words(entry, names),
        "stage": word("stage", leaf.stage) if leaf.stage else "",
        "exception": exception_words(leaf.act),
        "url": address("entry", territory, leaf.n),
    }


def names_for(territory: str, entries: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """What a sentence about these entries needs: public words by commitment, and names of plans, bodies, parts."""
    entries = list(entries)
    texts = opened(territory, [commit for entry in entries for commit in commits_in(entry)])
    names, process = dict(texts), None
    plans = {entry["plan"] for entry in entries if entry["plan"]}
    projects = _project_processes(territory) if any("programme" in entry["facts"] for entry in entries) else []
    for digest in dict.fromkeys([*projects, *_processes(territory, plans)]):
        process = process_file(digest)
        names |= names_of(process.within(territory)) if process is not None else {}
    names |= referred_names(territory, entries, process)
    for body, words in _recorded_names(territory, names, {_body(entry) for entry in entries}).items():
        names.setdefault(f"body:{body}", words)
    return names


def commits_in(entry: Mapping[str, Any]) -> list[str]:
    """The commitments an entry carries, the relayed one included (which is never public)."""
    values = [*entry["facts"].values(), entry.get("on_behalf_of")]
    return [value["commit"] for value in values if isinstance(value, dict) and "commit" in value]


def _body(entry: Mapping[str, Any]) -> str | None:
    by = entry.get("by") or {}
    return by.get("body")


def _processes(territory: str, plans: set[str]) -> list[str]:
    """The process files of these plans, or of the town's own where the entries are of no plan."""
    found = model_of(rows.Plan).objects.filter(territory=territory)
    if plans:
        found = found.filter(key__in=plans)
    return list(dict.fromkeys(found.order_by("born").values_list("process", flat=True)[:20]))


def _project_processes(territory: str) -> list[str]:
    """The process files of the territory's common projects, which need no plan."""
    return list(model_of(rows.Programme).objects.filter(territory=territory).values_list("process", flat=True)[:20])


def _recorded_names(territory: str, known: Mapping[str, str], bodies: set[str | None]) -> dict[str, str]:
    """Names of bodies no process file knows, the office above all, as they were recorded."""
    wanted = {body for body in bodies if body and f"body:{body}" not in known}
    if not wanted:
        return {}
    found = model_of(rows.Body).objects.filter(territory=territory, key__in=wanted).values_list("key", "name")
    recorded = dict(found)
    texts = opened(territory, recorded.values())
    return {body: texts[name] for body, name in recorded.items() if name in texts}


def facts_told(entry: Mapping[str, Any], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """The facts of an entry as a list for people; words that are not public are named as such."""
    lines = []
    for key, value in entry["facts"].items():
        if value is None or value == [] or value is False:
            continue
        lines.append({"label": field_label(entry["act"], key), "value": _value(value, names)})
    return lines


def _value(value: Any, names: Mapping[str, str]) -> str:
    if isinstance(value, dict):
        return names.get(value["commit"], _("(words that are not public)"))
    if value is True:
        return word("flag", "yes")
    if isinstance(value, list):
        return "\n".join(", ".join(map(str, item)) if isinstance(item, list) else str(item) for item in value)
    return str(value)
