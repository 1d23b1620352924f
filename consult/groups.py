"""Groups anybody may join: who sits there by side, and who is missing."""

from collections.abc import Collection
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from consult.addresses import address
from consult.decided import body_name
from consult.models import Person
from consult.places import Here
from consult.sentences import side_words, word
from consult.templatetags.dohoda import words
from consult.visible import opened
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.sides import Side


def open_groups(here: Here, among: Collection[str] | None = None, *, closed: bool = False) -> list[Any]:
    """Bodies of the town anybody may ask to join, oldest first; with `closed` also those by appointment. One query."""
    found = model_of(rows.Body).objects.filter(territory=here.territory)
    found = found.filter(kind__in=("working_group", "consultative_group")) if among is None else found
    found = found if closed else found.filter(admission="open")
    return list((found if among is None else found.filter(key__in=among)).order_by("born"))


def group_line(here: Here, body: Any) -> dict[str, Any]:
    """A group as `parts/group_line.html` takes it. Four queries a group."""
    counted = seats_by_side(here, body.key)
    rule = here.process.body(body.key)
    lacking = [side for side in Side if counted.get(str(side), 0) < (rule.least_seats(side) if rule else 0)]
    asking = model_of(rows.Application).objects.filter(territory=here.territory, body=body.key, status="open").count()
    recorded = opened(here.territory, [body.name]).get(body.name, "")
    return {
        "key": body.key,
        "name": body_name(here, body.key, recorded),
        "admission": word("admission", body.admission),
        "open": body.admission == "open",
        "sides": [{"label": side_words(side), "count": count} for side in Side if (count := counted.get(str(side), 0))],
        "missing": _missing(lacking),
        "names": _names(here, body.key),
        "asking": asking,
        "people_url": f"{here.address('people')}#{body.key}",
        "join_url": f"{address('join_group', here.slug)}?body={body.key}#form" if body.admission == "open" else "",
    }


def seats_by_side(here: Here, body: str) -> dict[str, int]:
    """Filled seats of a body that speak for a side."""
    filled = model_of(rows.Seat).objects.filter(territory=here.territory, body=body, filled=True)
    return {str(side): n for side, n in filled.exclude(side=None).values_list("side").annotate(n=Count("pk"))}


def _missing(lacking: list[Side]) -> str:
    """ "A representative of users is missing." """
    if not lacking:
        return ""
    return _("Missing here: %(who)s.") % {"who": words([_representative(str(side)) for side in lacking])}


def _representative(side: str) -> str:
    return {
        "user": _("a representative of users"),
        "provider": _("a representative of providers"),
        "commissioner": _("a representative of commissioners"),
        "public": _("a representative of the public"),
    }[side]


def _names(here: Here, body: str) -> list[str]:
    """Names of members who agreed to be named."""
    people = model_of(rows.Seat).objects.filter(territory=here.territory, body=body, filled=True)
    known = Person.objects.filter(territory=here.territory, number__in=list(people.values_list("person", flat=True)))
    return list(known.exclude(public_name="").order_by("public_name").values_list("public_name", flat=True))
