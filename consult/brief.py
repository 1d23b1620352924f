"""A plan in brief, for whoever stands before it for the first time: what is fixed and by whom, what a voice can still
change, what comes next. The same sentences on the home page, the page of a town and of a topic."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from consult.course import deadline_of, is_commentable, stages_of
from consult.places import Here, here_of, said
from consult.sentences import word
from consult.templatetags.dohoda import day, on, words
from consult.topics import topics_of
from consult.visible import opened
from consult.voice import changing_line
from workflow.models import Leaf, model_of
from workflow.rules import rows
from workflow.rules.acts.meetings import PUBLIC
from workflow.rules.clock import local_date
from workflow.rules.lifecycle import ENDS, MAIN_LINE, Stage
from workflow.store import process_file
from workflow.trail.canonical import parse_time


@dataclass(frozen=True, slots=True)
class Known:
    """What rows say of several plans at once, by (territory, plan): valid approvals, and the next public meeting."""

    signed: Mapping[tuple[str, str], Sequence[tuple[str, int, str]]]  # scope, entry, digest
    parts: Mapping[tuple[str, str], Mapping[str, str]]  # part -> its digest as it stands
    meetings: Mapping[tuple[str, str], Any]
    days: Mapping[tuple[str, int], str]  # (territory, entry) -> its moment


def plans_of(territory: str) -> list[Here]:
    """The plans of a town, the newest first. Four queries."""
    plans = list(model_of(rows.Plan).objects.filter(territory=territory).order_by("-from_year", "-born"))
    texts = opened(territory, [plan.title for plan in plans])
    return [here_of(plan, process, texts) for plan in plans if (process := process_file(plan.process))]


def known_of(heres: Iterable[Here], at: str) -> Known:
    """Four queries, however many plans; those that have ended are not asked about."""
    alive = {(here.territory, here.slug) for here in heres if here.plan.stage not in ENDS}
    asked: dict[str, Any] = {
        "territory__in": {territory for territory, _plan in alive},
        "plan__in": {plan for _territory, plan in alive},
    }
    signed: defaultdict[tuple[str, str], list[tuple[str, int, str]]] = defaultdict(list)
    valid = model_of(rows.SignOff).objects.filter(**asked, valid=True, scope__startswith="part.")
    for territory, plan, scope, born, digest in valid.values_list("territory", "plan", "scope", "born", "digest"):
        signed[territory, plan].append((scope.removeprefix("part."), born, digest))
    parts: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for territory, plan, key, substance in (
        model_of(rows.Part).objects.filter(**asked).values_list("territory", "plan", "key", "substance")
    ):
        parts[territory, plan][key.split("/", 1)[1]] = substance
    meetings: dict[tuple[str, str], Any] = {}
    ahead = model_of(rows.Meeting).objects.filter(**asked, kind__in=PUBLIC, cancelled=False, opened_at=None)
    for row in ahead.filter(starts_at__gte=at).order_by("starts_at"):
        meetings.setdefault((row.territory, row.plan), row)
    born = {(territory, n) for (territory, _plan), found in signed.items() for _scope, n, _digest in found}
    return Known(signed, parts, meetings, _moments(born))


def _moments(entries: set[tuple[str, int]]) -> dict[tuple[str, int], str]:
    leaves = Leaf.objects.filter(
        territory__in={territory for territory, _n in entries}, n__in={n for _territory, n in entries}
    )
    return {(territory, n): at for territory, n, at in leaves.values_list("territory", "n", "at")} if entries else {}


def brief_of(here: Here, known: Known, at: str) -> dict[str, Any]:
    """One plan as `parts/plan_brief.html` takes it."""
    open_now = is_commentable(here.plan, at)
    ended = here.plan.stage in ENDS
    stages = stages_of(here) if not ended else []
    place = next((index + 1 for index, (_stage, state) in enumerate(stages) if state == "current"), 0)
    return {
        "here": here,
        "commentable": open_now,
        "deadline": deadline_of(here.plan) if open_now else None,
        "stage": word("stage", here.plan.stage),
        "place": place,
        "of": len(stages),
        "ended": ended,
        "in_force": here.plan.stage == Stage.IN_FORCE,
        "rests": here.plan.suspended,
        "comment_url": here.address("comment") if open_now else "",
        "suggest_url": here.address("comment") if not open_now and not ended and not here.plan.suspended else "",
        "fixed": fixed_line(here, known),
        "changing": changing_line(here),
        "next": next_line(here, known),
        "topics": [{"name": topic.name, "url": topic.url} for topic in topics_of(here.process, here.territory)],
    }


def fixed_line(here: Here, known: Known) -> str:
    """What is approved as it stands, by whom and when; "" where nothing is."""
    key, stage = (here.territory, here.slug), here.plan.stage
    if stage in (Stage.ADOPTED, Stage.IN_FORCE):
        return _("The whole plan: the councils approved it.")
    if stage == Stage.COUNCILS:
        return _("The whole text: it lies before the councils as it is.")
    parts = known.parts.get(key, {})
    signed = [(part, born) for part, born, digest in known.signed.get(key, ()) if parts.get(part) == digest]
    titles = [said(rule.title) for rule in here.process.parts if rule.id in {part for part, _born in signed}]
    if not titles:
        return ""
    last = max(known.days.get((here.territory, born), "") for _part, born in signed)
    return _("%(parts)s: approved by %(who)s, last %(on)s.") % {
        "parts": words(titles),
        "who": said(here.process.steering.title),
        "on": on(local_date(parse_time(last))),
    }


def next_line(here: Here, known: Known) -> str:
    """The next public meeting, and the stage after this one; "" for a plan that has ended."""
    stage = Stage(here.plan.stage)
    if stage in ENDS:
        return ""
    if here.plan.suspended:
        return _("Work on the plan rests.")
    lines = []
    if meeting := known.meetings.get((here.territory, here.slug)):
        lines.append(
            _("%(meeting)s %(on)s.")
            % {"meeting": word("meeting", meeting.kind).capitalize(), "on": on(meeting.starts_at)}
        )
    if stage is not MAIN_LINE[-1]:
        onward = word("stage", MAIN_LINE[MAIN_LINE.index(stage) + 1])
        lines.append(_("The next stage: %(stage)s.") % {"stage": onward})
    elif here.plan.review_on:
        lines.append(_("Review of how the plan is fulfilled: %(day)s.") % {"day": day(here.plan.review_on)})
    return " ".join(lines)
