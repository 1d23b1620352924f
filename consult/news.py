"""What happened, for people who were not there: the entries worth telling, in sentences, stage after stage.

News is not written twice: it is the record book, left out what only those at the table need.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from consult.places import Here
from consult.sentences import word
from consult.told import told
from workflow.models import Leaf
from workflow.rules.lifecycle import BEGINNINGS, SOURCES, Stage

# Besides every step from one stage to another.
TOLD = (
    "publish_news", "record_mandate", "adopt_charter", "deliver", "record_survey", "sign_off_part", "sign_off_stage",
    "return_part", "call_meeting", "cancel_meeting", "publish_minutes", "extend_comments", "grant_exception",
    "settle_dispute", "record_council_result", "evaluate_plan", "change_measure", "suspend", "resume",
    "admit_municipality", "record_agreement", "amend_process",
)  # fmt: skip
NEWSWORTHY = frozenset({*SOURCES, *BEGINNINGS, *TOLD})
OF_STAGES = frozenset({*SOURCES, *BEGINNINGS})
MOST_A_STAGE = 100


def newest(territory: str, plan: str | None = None, *, most: int) -> list[Any]:
    """The newest leaves worth telling, of a plan or of the whole town, the newest first. One query by index."""
    leaves = Leaf.objects.filter(territory=territory, act__in=NEWSWORTHY)
    if plan is not None:
        leaves = leaves.filter(plan=plan)
    return list(leaves.order_by("-n")[:most])


def news_lines(territory: str, leaves: Iterable[Any]) -> list[dict[str, Any]]:
    """Leaves as `parts/news_list.html` takes them: when, what, and where it is written."""
    lines = told(territory, leaves)
    return [{**line, "turn": line["act"] in OF_STAGES} for line in lines]


def by_stage(here: Here) -> list[dict[str, Any]]:
    """The course of a plan as it went, the newest stage first; a stage that came twice stands there twice.

    Each {stage, label, since, lines (newest first), more (how many older ones are left out)}.
    """
    leaves = list(
        Leaf.objects.filter(territory=here.territory, plan=here.slug).filter(Q(act__in=NEWSWORTHY)).order_by("n")
    )
    spans: list[tuple[str, list[Any]]] = []
    for leaf in leaves:
        if leaf.act in OF_STAGES or not spans:
            spans.append((leaf.stage or str(Stage.PREPARATION), []))
        spans[-1][1].append(leaf)
    shown = [leaf for _stage, of_it in spans for leaf in of_it[-MOST_A_STAGE:]]
    lines = {line["n"]: line for line in news_lines(here.territory, shown)}
    return [
        {
            "stage": stage,
            "label": word("stage", stage),
            "since": of_it[0].at,
            "lines": [lines[leaf.n] for leaf in reversed(of_it[-MOST_A_STAGE:])],
            "more": max(0, len(of_it) - MOST_A_STAGE),
        }
        for stage, of_it in reversed(spans)
    ]
