"""What there is to choose from in a common project: its towns, what is counted, its stages and milestones."""

from collections.abc import Iterable
from typing import Any

from consult.acting.desk import Desk
from consult.places import said
from workflow.models import ProcessFile
from workflow.rules.act import ACTS
from workflow.rules.process_programme import ProgrammeRule
from workflow.rules.programme_counts import rule_of
from workflow.rules.rows import Programme
from workflow.store import Rows, process_file

RULES = {"town": "towns", "need": "needs", "gate": "gates", "milestone": "milestones"}


def project_names(desk: Desk, act: str, field: str) -> list[tuple[str, str]] | None:
    """(id, words) of what a field of an act names in the projects of the territory; None where it names something else.

    A plan of the region names the towns of the project in its own process file.
    """
    if act == "start_programme" and field == "programme":
        return projects_to_start(desk.territory)
    if field not in RULES:
        return None
    if "programme" in ACTS[act].SCHEMA:
        return _listed(field, projects(desk.territory))
    process = desk.here.process if desk.here else None
    own = process.programme if process else None
    return _listed(field, [own]) if own is not None and field == ACTS[act].ACROSS else None


def running_projects(territory: str) -> list[tuple[str, str]]:
    """(id, words) of the projects of a territory that have not ended."""
    return [(rule.id, said(rule.title)) for rule in projects(territory)]


def projects_to_start(territory: str) -> list[tuple[str, str]] | None:
    """(id, words) of the projects process files know for a territory; None where they know none."""
    kept = [process_file(digest) for digest in ProcessFile.objects.values_list("digest", flat=True)]
    mine = [process for process in kept if process is not None and process.territory.id == territory]
    return [(one.programme.id, said(one.programme.title)) for one in mine if one.programme is not None] or None


def projects(territory: str) -> list[ProgrammeRule]:
    """The projects of a territory that have not ended, as their process files have them."""
    state = Rows(territory)
    running = [row for row in state.find(Programme) if row.ended_at is None]
    return [rule for row in running if (rule := rule_of(state, row)) is not None]


def _listed(field: str, rules: Iterable[ProgrammeRule]) -> list[tuple[str, str]] | None:
    found: list[Any] = [one for rule in rules for one in getattr(rule, RULES[field])]
    listed = {one.id: said(one.name if field == "town" else one.title) for one in found}
    return list(listed.items()) or None
