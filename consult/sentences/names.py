"""What the things of a plan are called, for sentences that find only their short names in the facts."""

from django.utils.translation import get_language, gettext

from workflow.rules.process import Process
from workflow.rules.process_terms import Bilingual


def said(words: Bilingual) -> str:
    """Words of a process file in the reader's language."""
    return words.cs if (get_language() or "").startswith("cs") else words.en


def names_of(process: Process) -> dict[str, str]:
    """What a process file calls its bodies, councils, parts, areas and pieces of work, by kind and id."""
    bodies = {f"body:{body.id}": said(body.title) for body in process.bodies}
    councils = {f"body:{council.id}": said(council.name) for council in process.councils}
    parts = {f"part:{part.id}": said(part.title) for part in process.parts}
    contents = {f"item:{one.id}": said(one.title) for part in process.parts for one in part.checklist}
    areas = {f"area:{area.id}": said(area.title) for area in process.areas}
    work = {f"deliverable:{item.id}": said(item.title) for item in process.deliverables}
    places = {f"municipality:{place.id}": said(place.name) for place in process.territory.municipalities}
    town = {f"territory:{process.territory.id}": said(process.territory.name)}
    return {**programme_names(process), **bodies, **councils, **parts, **contents, **areas, **work, **places, **town}


def programme_names(process: Process) -> dict[str, str]:
    """What it calls the common project, its towns, what is counted, its stages and milestones."""
    programme = process.programme
    if programme is None:
        return {}
    needs = {f"need:{need.id}": said(need.title) for need in programme.needs}
    gates = {f"gate:{gate.id}": said(gate.title) for gate in programme.gates}
    milestones = {f"milestone:{one.id}": said(one.title) for one in programme.milestones}
    towns = {f"municipality:{town.id}": said(town.name) for town in programme.towns}
    people = {"need:people.trained": gettext("people trained"), "need:people.coordinators": gettext("coordinators")}
    return {**needs, **people, **gates, **milestones, **towns, f"programme:{programme.id}": said(programme.title)}
