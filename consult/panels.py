"""The obstacle panel, the same on every page: what is missing, who can do it, where, and what it rests on."""

from collections.abc import Iterable, Mapping
from typing import Any

from consult.places import Here
from consult.referred import names_in_obstacles
from consult.sentences import names_of, obstacle_line
from workflow.rules.case import Obstacle

# The page where a remedy is at home; every other act has its plain form.
PAGES = {
    "open_call": "decisions",
    "close_call": "decisions",
    "request_vote": "decisions",
    "sign_off_part": "sign_off",
    "sign_off_stage": "sign_off",
    "record_council_result": "councils",
    "open_meeting": "meetings",
    "check_support": "support",
    "carry_over": "inheritance",
}
MATTER_ACTS = ("settle_matter", "reopen_matter", "settle_dispute")


def panel_of(here: Here, obstacles: Iterable[Obstacle], *, title: str = "", panel_id: str = "") -> dict[str, Any]:
    """Everything that is missing, as `parts/obstacles.html` takes it; the caller adds the `action` of an empty one."""
    told = list(obstacles)
    names = names_of(here.process) | names_in_obstacles(here.territory, told)
    lines = [line_of(here, obstacle, names) for obstacle in told]
    return {"obstacles": lines, "action": None, "title": title, "id": panel_id}


def line_of(here: Here, obstacle: Obstacle, names: Mapping[str, str]) -> dict[str, Any]:
    """One line of the panel."""
    line = obstacle_line(obstacle, names)
    return {
        "code": line.code,
        "sentence": line.sentence,
        "principle": line.principle,
        "principle_name": line.principle_name,
        "law": line.law,
        "who": line.who,
        "url": remedy_url(here, obstacle, line.act),
        "link": line.act_label,
    }


def remedy_url(here: Here, obstacle: Obstacle, act: str | None) -> str:
    """Where the thing can be mended; "" where there is no such page."""
    if act is None:
        return ""
    matter = obstacle.fact("matter")
    if act in MATTER_ACTS and isinstance(matter, str):
        number = matter.rsplit("/", 1)[-1]
        return here.address("settle", number) or here.address("matter", number)
    if act in PAGES and (page := here.address(PAGES[act])):
        return page
    return here.address("plan_act", act)
