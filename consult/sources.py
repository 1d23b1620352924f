"""Where a plan made before the book began is known from."""

from typing import Any

from django.utils.translation import gettext as _

from consult.addresses import address
from consult.models import StoredFile
from consult.municipalities import municipality_names
from consult.places import Here
from consult.templatetags.dohoda import day
from consult.visible import opened
from workflow.models import model_of
from workflow.rules import rows


def source_of(here: Here) -> list[dict[str, Any]]:
    """Who approved a past plan, when, and the source, as `parts/fact_list.html` takes it; empty for any other plan."""
    row = model_of(rows.PastPlan).objects.filter(territory=here.territory, key=here.slug).first()
    if row is None:
        return []
    texts = opened(here.territory, [row.approved_by, row.source])
    facts: list[dict[str, Any]] = [
        {"label": _("Who approved it"), "value": texts.get(row.approved_by, "")},
        {"label": _("Resolution"), "value": f"{row.resolution}, {day(row.day)}"},
        {"label": _("Municipalities it was made for"), "value": ", ".join(_places(here))},
        {"label": _("Where this is known from"), "value": texts.get(row.source, "")},
    ]
    if row.file and StoredFile.objects.filter(pk=row.file).exists():
        facts[-1] |= {"url": address("file", row.file)}
    return facts


def _places(here: Here) -> list[str]:
    names = municipality_names(here)
    return [names.get(place, place) for place in here.plan.municipalities]
