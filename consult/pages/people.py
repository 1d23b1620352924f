"""Who sits where and for whom: groups, seats by side, what each expects to gain, how often they came."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.decided import body_name
from consult.models import Person
from consult.places import Here, crumbs, plan_or_404
from consult.sentences import word
from consult.visible import opened
from consult.who import role_line
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.clock import local_date
from workflow.rules.sides import Side
from workflow.trail.canonical import parse_time

MOST_SEATS = 2000
ORDER = (
    "steering_group",
    "working_group",
    "consultative_group",
    "delivery_team",
    "executive_board",
    "council",
    "office",
)


class Came(NamedTuple):
    """How often somebody came, of how many meetings of the body since they were seated."""

    times: int
    of: int


@require_safe
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """Names only of those who chose to be named; sides, roles and terms of all."""
    here = plan_or_404(request, slug)
    mirrored = model_of
    bodies = sorted(
        mirrored(rows.Body).objects.filter(territory=here.territory), key=lambda row: (ORDER.index(row.kind), row.born)
    )
    seats = list(mirrored(rows.Seat).objects.filter(territory=here.territory).order_by("body", "born")[:MOST_SEATS])
    gains = {row.key: row.gain for row in mirrored(rows.Interest).objects.filter(territory=here.territory)}
    open_asks = mirrored(rows.Application).objects.filter(territory=here.territory, status="open")
    asking: dict[str, int] = {}
    for body in open_asks.values_list("body", flat=True):
        asking[body] = asking.get(body, 0) + 1
    texts = opened(here.territory, [*(body.name for body in bodies), *gains.values()])
    names = _names(here, {seat.person for seat in seats if seat.filled})
    came = _came(here, seats)
    context = {
        "here": here,
        "crumbs": crumbs(here),
        "bodies": [_body(here, body, seats, texts, names, gains, asking.get(body.key, 0), came) for body in bodies],
        "conflicts": _conflicts(here),
    }
    return render(request, "pages/people.html", context)


def _names(here: Here, numbers: set[str]) -> dict[str, str]:
    known = Person.objects.filter(territory=here.territory, number__in=numbers).exclude(public_name="")
    return dict(known.values_list("number", "public_name"))


def _body(
    here: Here, body: Any, seats: list[Any], texts: dict[str, str], names: dict[str, str], gains: dict[str, str],
    asking: int, came: Mapping[str, Came],
) -> dict[str, Any]:  # fmt: skip
    mine = [seat for seat in seats if seat.body == body.key]
    sides: list[tuple[str | None, str]] = [(str(side), word("side", side)) for side in Side]
    sides.append((None, _("without a vote")))
    groups = [
        {
            "side": label,
            "seats": [
                _seat(seat, body.kind, names, texts.get(gains.get(seat.key, ""), ""), came[seat.key])
                for seat in on_side
            ],
            "came": _together(came[seat.key] for seat in on_side),
        }
        for side, label in sides
        if (on_side := [seat for seat in mine if seat.side == side and seat.filled])
    ]
    return {
        "key": body.key,
        "name": body_name(here, body.key, texts.get(body.name, "")),
        "kind": word("body", body.kind),
        "decides": word("decides", body.decides),
        "admission": word("admission", body.admission) if body.kind == "working_group" else "",
        "constituted_at": body.constituted_at,
        "members_total": body.members_total,
        "groups": groups,
        "former": sum(1 for seat in mine if not seat.filled),
        "asking": asking,
        "join_url": f"{here.address('join_group')}?body={body.key}#form" if body.admission == "open" else "",
    }


def _came(here: Here, seats: list[Any]) -> dict[str, Came]:
    """By seat, over the meetings of this plan that were held and whose attendance is in. Two queries.

    A seat that changed hands is counted from the day its present holder took it.
    """
    held = here.rows(rows.Meeting).filter(attended=True, cancelled=False).exclude(body=None)
    meetings: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for key, body, starts_at in held.values_list("key", "body", "starts_at"):
        meetings[body][key] = starts_at
    there: defaultdict[str, set[str]] = defaultdict(set)
    present = model_of(rows.Attendance).objects.filter(territory=here.territory, key__startswith=f"{here.slug}/")
    for seat, meeting in present.values_list("seat", "meeting"):
        there[seat].add(meeting)
    came = {}
    for seat in seats:
        since = {key for key, at in meetings[seat.body].items() if at >= seat.filled_at}
        came[seat.key] = Came(len(since & there[seat.key]), len(since))
    return came


def _together(each: Iterable[Came]) -> Came:
    listed = list(each)
    return Came(sum(one.times for one in listed), sum(one.of for one in listed))


def _seat(seat: Any, kind: str, names: dict[str, str], gain: str, came: Came) -> dict[str, Any]:
    return {
        "who": names.get(seat.person) or _("member who is not named"),
        "role": role_line(seat.role, kind) if seat.role != "member" else "",
        "since": local_date(parse_time(seat.filled_at)),
        "until": seat.until,
        "substitute": bool(seat.substitute),
        "contested": seat.contested,
        "gain": gain,
        "came": came,
    }


def _conflicts(here: Here) -> int:
    declared = model_of(rows.Conflict).objects.filter(territory=here.territory, standing=True)
    return int(declared.filter(proposal__startswith=f"{here.slug}/").count())
