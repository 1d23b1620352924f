"""What the rules name, in words: what will be recorded, what is missing, what was recorded and what comes next."""

import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from consult.acting.choices import rows_to_choose
from consult.acting.desk import Desk
from consult.municipalities import processes_of
from consult.panels import line_of
from consult.referred import names_in_obstacles
from consult.sentences import (
    act_label,
    deed_sentence,
    entry_sentence,
    names_of,
    obstacle_line,
    stage_words,
    who_may,
)
from consult.templatetags.dohoda import until
from consult.visible import opened
from workflow.rules.act import ACTS, Act, facts_of
from workflow.rules.case import Obstacle
from workflow.rules.facts import FactKind
from workflow.rules.lifecycle import MAIN_LINE, TRANSITIONS


def names_for(desk: Desk) -> dict[str, str]:
    """What people call the things of the process file; without a plan, of those kept for the territory."""
    if desk.here is not None:
        return names_of(desk.here.process)
    named: dict[str, str] = {}
    for process in reversed(processes_of(desk.territory)):
        named |= names_of(process)
    return named


def panel_of(desk: Desk, obstacles: Iterable[Obstacle], **more: Any) -> dict[str, Any]:
    """The obstacle panel, as `parts/obstacles.html` takes it."""
    told = list(obstacles)
    names = names_for(desk) | names_in_obstacles(desk.territory, told)
    return {"obstacles": [_line(desk, obstacle, names) for obstacle in told], **more}


def _line(desk: Desk, obstacle: Obstacle, names: dict[str, str]) -> dict[str, Any]:
    if desk.here is not None:
        return line_of(desk.here, obstacle, names)
    line = obstacle_line(obstacle, names)
    url = desk.url(line.act) if line.act and not ACTS[line.act].STAGES else ""
    return {
        "sentence": line.sentence,
        "principle": line.principle,
        "principle_name": line.principle_name,
        "law": line.law,
        "who": line.who,
        "url": url,
        "link": line.act_label,
    }


def sentence_before(desk: Desk, deed: Act, typed: dict[str, Any]) -> str:
    """The sentence that will stand in the book."""
    facts = facts_of(deed)
    names = names_for(desk) | _row_names(desk, deed.NAME, facts)
    for name, fact in deed.SCHEMA.items():
        if fact.kind is FactKind.WORDS and facts[name] is not None:
            names[facts[name]["commit"]] = str(typed.get(name, ""))
    around = {
        "territory": desk.territory,
        "plan": desk.plan,
        "by_side": desk.standing.side,
        "by_body": desk.standing.body,
    }
    return deed_sentence(deed.NAME, {**around, **facts}, names)


def _row_names(desk: Desk, act: str, facts: dict[str, Any]) -> dict[str, str]:
    named: dict[str, str] = {}
    for field, fact in ACTS[act].SCHEMA.items():
        if fact.refers in (None, "Matter", "Answer") or not facts.get(field):
            continue
        words = dict(rows_to_choose(desk, fact.refers) or ())
        for value in facts[field] if fact.many else [facts[field]]:
            if value in words:
                named[f"{field}:{value}"] = named[f"{fact.refers.lower()}:{value}"] = words[value]
    return named


def facts_shown(desk: Desk, form: forms.Form) -> list[dict[str, Any]]:
    """What was typed, as `parts/fact_list.html` takes it."""
    shown = []
    for bound in form:
        value = form.cleaned_data.get(bound.name)
        if value in (None, "", [], False) or bound.is_hidden:
            continue
        shown.append({"label": bound.label, "value": _shown(form, bound, value)})
    return shown


def _listed(field: forms.ChoiceField) -> dict[str, str]:
    listed: Any = field.choices
    return {str(key): str(label) for key, label in listed}


def _shown(form: forms.Form, bound: forms.BoundField, value: Any) -> str:
    field = bound.field
    if isinstance(field, forms.BooleanField):
        return _("yes")
    if isinstance(field, forms.MultipleChoiceField):
        words = _listed(field)
        return "\n".join(words.get(str(item), str(item)) for item in value)
    if isinstance(field, forms.ChoiceField):
        words = _listed(field)
        return words.get(form.data.get(bound.html_name, ""), words.get(str(value), str(value)))
    if isinstance(field, forms.FileField):
        file = form.files.get(bound.html_name)
        return str(file.name) if file else str(value)
    return str(form.data.get(bound.html_name, value))


def recorded_sentence(desk: Desk, leaf: Any) -> str:
    """What an entry says, with the words that are public."""
    written = json.loads(bytes(leaf.data))
    commits = [fact["commit"] for fact in written["facts"].values() if isinstance(fact, dict) and "commit" in fact]
    names = names_for(desk) | _row_names(desk, leaf.act, written["facts"]) | opened(desk.territory, commits)
    return entry_sentence(written, names)


def what_next(desk: Desk, leaf: Any) -> list[str]:
    """Where the plan is after an entry, until when, and what leads on from there."""
    written = json.loads(bytes(leaf.data))
    stage, before = written["stage"], written["stage_before"]
    if desk.here is None or stage is None or stage == before or stage not in [str(each) for each in MAIN_LINE]:
        return []
    told = [_("The plan is now in the stage: %(stage)s.") % {"stage": stage_words(stage)}]
    if stage in ("posted", "commenting") and desk.here.plan.closes_at:
        told.append(_("Comments can be sent %(until)s.") % {"until": until(desk.here.plan.closes_at)})
    onward = [move.act for move in TRANSITIONS if move.source == stage and move.target in MAIN_LINE]
    told += [
        _("Next: %(act)s. Who can do it: %(who)s.") % {"act": act_label(act), "who": who_may(act)} for act in onward[:1]
    ]
    return told
