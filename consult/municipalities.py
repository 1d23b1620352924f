"""What municipalities are called, also those that only an earlier process file of the same territory knows."""

from consult.places import Here, said
from workflow.models import ProcessFile, model_of
from workflow.rules import rows
from workflow.rules.process import Process
from workflow.store import process_file


def municipality_names(here: Here) -> dict[str, str]:
    """By id, in the order of the plan's own process file, then of the others kept for the territory."""
    own = {place.id: said(place.name) for place in here.process.territory.municipalities}
    return own | {place: name for place, name in places_called(here.territory).items() if place not in own}


def processes_of(territory: str) -> list[Process]:
    """Process files of a territory: those of its plans, the newest first, then others kept for the same place."""
    plans = model_of(rows.Plan).objects.filter(territory=territory).order_by("-born")
    digests = list(dict.fromkeys(plans.values_list("process", flat=True)))
    own = [process.within(territory) for digest in digests if (process := process_file(digest))]
    places = {territory, *(process.territory.id for process in own)}
    kept = [digest for digest in ProcessFile.objects.values_list("digest", flat=True) if digest not in digests]
    others = [process.within(territory) for digest in kept if (process := process_file(digest))]
    return [*own, *(process for process in others if process.territory.id in places)]


def places_called(territory: str) -> dict[str, str]:
    """Municipalities by their names, whichever process file names them; the newest wins."""
    named: dict[str, str] = {}
    for process in processes_of(territory):
        for place in process.territory.municipalities:
            named.setdefault(place.id, said(place.name))
    return named
