"""What somebody can do here: the acts they hold a pen for, ready ones first, each with what is still missing."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from consult.acting.desk import Desk
from consult.acting.standing import in_the_way, may_do
from consult.acting.values import names_for
from consult.intake.entry import ways_to_enter
from consult.places import crumbs
from consult.sentences import act_about, act_groups, act_label, obstacle_sentence, stage_words, who_may
from workflow.rules.act import ACTS, is_of_territory
from workflow.rules.authority import AUTHORITY
from workflow.rules.case import Obstacle
from workflow.store import Rows


def index_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Acts by pen: what can be done now, what will be possible later, and what others may do."""
    groups = [group for group in _groups(desk) if group["acts"]]
    here = desk.here
    context = {
        "desk": desk,
        "held": desk.held,
        "ways": ways_to_enter(here, desk.held) if here else [],
        "crumbs": crumbs(here) if here else [{"label": desk.town.name, "url": desk.town.url}],
        "ready": _only(groups, lambda act: act["mine"] and not act["missing"]),
        "later": _only(groups, lambda act: act["mine"] and act["missing"]),
        "others": _only(groups, lambda act: not act["mine"]),
    }
    return render(request, "acting/index.html", context)


def _only(groups: Iterable[dict[str, Any]], wanted: Any) -> list[dict[str, Any]]:
    chosen = [{**group, "acts": [act for act in group["acts"] if wanted(act)]} for group in groups]
    return [group for group in chosen if group["acts"]]


def _groups(desk: Desk) -> list[dict[str, Any]]:
    state, names = Rows(desk.territory), names_for(desk)
    return [
        {"title": group.title, "acts": [_act(desk, act, state, names) for act in group.acts if _belongs(desk, act)]}
        for group in act_groups()
    ]


def _belongs(desk: Desk, act: str) -> bool:
    """Acts of the territory on the town's page, of the plan on the plan's; the clock's and operator's on neither."""
    kind = ACTS[act]
    if set(AUTHORITY[act]) <= {"clock", "operator"}:
        return False
    return is_of_territory(kind) if desk.here is None else not is_of_territory(kind)


def _act(desk: Desk, act: str, state: Rows, names: dict[str, str]) -> dict[str, Any]:
    mine = may_do(desk, act, state)
    found = [obstacle for obstacle in in_the_way(desk, act, state) if obstacle.code != "not_your_pen"] if mine else []
    return {
        "label": act_label(act),
        "about": act_about(act),
        "url": desk.url(act),
        "mine": mine,
        "who": who_may(act),
        "missing": _missing(found, names),
    }


def _missing(found: list[Obstacle], names: dict[str, str]) -> list[str]:
    other_stage = [obstacle for obstacle in found if obstacle.code == "wrong_stage"]
    if other_stage:
        stages = str(other_stage[0].fact("stages") or "").split()
        return [_("In another stage: %(stages)s") % {"stages": ", ".join(stage_words(stage) for stage in stages)}]
    return [obstacle_sentence(obstacle, names) for obstacle in found]
