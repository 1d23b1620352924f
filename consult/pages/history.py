"""The cycles of a territory: every plan it ever had here, who approved it, where it held, and what came of it."""

from collections import defaultdict
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.addresses import address
from consult.models import StoredFile
from consult.municipalities import places_called
from consult.places import here_of, said, town_or_404
from consult.sentences import word
from consult.templatetags.dohoda import count, short
from consult.templatetags.dohoda import words as listed
from consult.timeline import Span, timeline
from consult.visible import opened
from consult.who import now
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.lifecycle import ENDS, Stage
from workflow.store import process_file

REALISED, GIVEN_UP = "done", "abandoned"
STATES = {Stage.IN_FORCE: "done", Stage.SUPERSEDED: "", Stage.WITHDRAWN: "missing"}
MOST_NAMED = 12  # municipalities by name; of more, how many there are


@require_safe
def view(request: HttpRequest, territory: str) -> HttpResponse:
    """A picture of the years, and the table it is drawn from."""
    town = town_or_404(request, territory)
    plans = list(model_of(rows.Plan).objects.filter(territory=territory).order_by("from_year", "born"))
    cycles = _cycles(territory, plans)
    drawn = [cycle for cycle in cycles if cycle["stage"] != Stage.WITHDRAWN]
    context = {
        "town": town,
        "crumbs": [{"label": town.name, "url": town.url}],
        "cycles": list(reversed(cycles)),
        "in_force": [cycle for cycle in cycles if cycle["kind"] == "now"],
        "picture": timeline(
            [Span(cycle["from_year"], cycle["to_year"], cycle["years"], cycle["note"], cycle["kind"])
             for cycle in drawn],
            title=_("Plans along the years"),
            description=_("The same plans stand in the table on this page."),
        ),
    }  # fmt: skip
    return render(request, "pages/history.html", context)


def _cycles(territory: str, plans: list[Any]) -> list[dict[str, Any]]:
    """Each plan with everything the page says of it. The number of queries does not grow with the plans."""
    past = {row.key: row for row in model_of(rows.PastPlan).objects.filter(territory=territory)}
    words = [*(plan.title for plan in plans), *(commit for row in past.values() for commit in
                                                (row.source, row.approved_by))]  # fmt: skip
    found = {
        "texts": opened(territory, words),
        "past": past,
        "measures": _counted(rows.Aim, territory, kind="measure"),
        "promises": _counted(rows.Promise, territory),
        "approvals": _approvals(territory),
        "places": places_called(territory),
        "files": set(StoredFile.objects.filter(pk__in=[row.file for row in past.values() if row.file])
                     .values_list("pk", flat=True)) if past else set(),
    }  # fmt: skip
    holding = _holding(plans, int(now()[:4]))
    return [_cycle(plan, found, holding) for plan in plans]


def _holding(plans: list[Any], year: int) -> set[str]:
    """The plans in force whose years have come and are not over; the last one, while no other has followed it."""
    in_force = [plan for plan in plans if plan.stage == Stage.IN_FORCE]
    current = {plan.key for plan in in_force if plan.from_year <= year <= plan.to_year}
    return current or {plan.key for plan in in_force[-1:]}


def _counted(table: type[rows.Row], territory: str, **only: str) -> defaultdict[str, dict[str, int]]:
    """How many rows of each status a plan has."""
    counted: Any = model_of(table).objects.filter(territory=territory, **only).values("plan", "status")
    by_plan: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for row in counted.annotate(n=Count("pk")).order_by():
        by_plan[row["plan"]][row["status"]] = row["n"]
    return by_plan


def _approvals(territory: str) -> defaultdict[str, list[Any]]:
    """Decisions of councils by which plans were approved, of the newest text."""
    passed = model_of(rows.CouncilDecision).objects.filter(territory=territory, standing=True, result="pass")
    by_plan: defaultdict[str, list[Any]] = defaultdict(list)
    for row in passed.filter(contradiction=False).order_by("day", "born"):
        by_plan[row.plan].append(row)
    return by_plan


def _cycle(plan: Any, found: dict[str, Any], holding: set[str]) -> dict[str, Any]:
    process = process_file(plan.process)
    title = here_of(plan, process, found["texts"]).title if process else found["texts"].get(plan.title, plan.key)
    stage = Stage(plan.stage)
    kind = "now" if plan.key in holding else "past" if stage in (*ENDS, Stage.IN_FORCE) else "next"
    fares = found["measures"][plan.key]
    return {
        "from_year": plan.from_year,
        "to_year": plan.to_year,
        "years": f"{plan.from_year}–{plan.to_year}",
        "shown": _years_beside(plan, title),
        "note": _("in force today") if kind == "now" else word("stage", plan.stage),
        "kind": kind,
        "over": kind == "now" and plan.to_year < int(now()[:4]),
        "stage": stage,
        "title": title,
        "url": address("plan", plan.key),
        "tag": {"state": STATES.get(stage, "waiting"), "label": word("stage", plan.stage)},
        "approved": _approved(plan, process, found),
        "places": _places(plan, found["places"]),
        "measures": _measures(fares, kind),
        "promises": _promises(found["promises"][plan.key]),
        "source": _source(plan, found),
        "links": _links(plan, stage),
    }


def _years_beside(plan: Any, title: str) -> str:
    """The years of a plan, where its title does not say them already."""
    return "" if str(plan.from_year) in title else f"{plan.from_year}–{plan.to_year}"


def _approved(plan: Any, process: Any, found: dict[str, Any]) -> list[dict[str, str]]:
    """By whom, by which resolution, on which day; of more than three councils, how many and until when."""
    past = found["past"].get(plan.key)
    if past is not None:
        return [_approval(found["texts"].get(past.approved_by, ""), past)]
    rules = {council.id: council for council in process.deciding_councils} if process else {}
    passed = [row for row in found["approvals"][plan.key] if row.council in rules]
    if len(passed) > 3:
        last = {"councils": count(len(passed), "council"), "day": short(passed[-1].day)}
        return [{"who": _("%(councils)s approved, the last one on %(day)s") % last}]
    return [_approval(said(rules[row.council].name), row) for row in passed]


def _approval(who: str, row: Any) -> dict[str, str]:
    return {"who": who, "resolution": _("resolution %(number)s") % {"number": row.resolution}, "day": row.day}


def _places(plan: Any, names: dict[str, str]) -> dict[str, str]:
    called = [names.get(place, place) for place in plan.municipalities]
    shown = listed(called) if len(called) <= MOST_NAMED else ""
    return {"count": count(len(called), "municipality") if called else "", "named": shown}


def _measures(fares: dict[str, int], kind: str) -> list[str]:
    """Realised, unfinished (under way while the plan holds), given up."""
    realised, given_up = fares.get(REALISED, 0), fares.get(GIVEN_UP, 0)
    rest = sum(fares.values()) - realised - given_up
    unfinished = _("unfinished") if kind == "past" else _("under way")
    told = [(_("realised"), realised), (unfinished, rest), (word("aim status", GIVEN_UP), given_up)]
    return [f"{label}: {n}" for label, n in told if n] if sum(fares.values()) else []


def _promises(found: dict[str, int]) -> list[str]:
    told = [(word("promise status", "kept"), found.get("kept", 0)), (_("open"), found.get("open", 0)),
            (word("promise status", "released"), found.get("released", 0))]  # fmt: skip
    return [f"{label}: {n}" for label, n in told if n]


def _source(plan: Any, found: dict[str, Any]) -> dict[str, str] | None:
    past = found["past"].get(plan.key)
    if past is None:
        return None
    url = address("file", past.file) if past.file in found["files"] else ""
    return {"text": found["texts"].get(past.source, ""), "url": url}


def _links(plan: Any, stage: Stage) -> list[dict[str, str]]:
    """What came of it, and what the next plan took over."""
    pages = [("fulfilment", _("What came of it"))] if stage in (Stage.IN_FORCE, Stage.SUPERSEDED) else []
    pages += [("inheritance", _("What it took over from the plan before"))] if plan.predecessor else []
    found = [{"label": label, "url": address(name, plan.key)} for name, label in pages]
    return [link for link in found if link["url"]]
