"""Who is here, and as which seat do they act?

An account proves an address of mail and nothing else. What a person may do follows from the seats the record book says
they hold; which of them they act as is kept in the session and looked up again at every request, so that a seat that
ended a second ago gives nobody a pen.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext

from consult.addresses import address
from consult.models import Person, fresh_number
from consult.places import in_language, newest_process
from consult.sentences import role_words
from consult.text_size import larger_letters
from consult.visible import opened
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.acts.founding import OFFICE
from workflow.rules.case import Standing
from workflow.rules.pens import Role
from workflow.rules.sides import STATUTORY_BODIES
from workflow.trail.canonical import format_time

CHOSEN = "acting_as"  # in the session: territory -> "body/seat"
LOOPBACK = frozenset({"127.0.0.1", "::1"})
DEMO_MAIL = "demo.invalid"  # RFC 2606: no letter can ever arrive there


@dataclass(frozen=True, slots=True)
class Held:
    """A seat somebody may act as, as holder or as its named substitute."""

    territory: str
    standing: Standing
    role: str
    votes: bool
    body_kind: str
    body_name: str
    as_substitute: bool
    until: str | None

    @property
    def key(self) -> str:
        """`body/seat`."""
        return self.standing.key

    @property
    def role_line(self) -> str:
        """What the seat is for, in words."""
        return role_line(self.role, self.body_kind)


def role_line(role: str, body_kind: str) -> str:
    """What a seat is for: the clerk of a council is not the clerk of the office."""
    if role == Role.CLERK and body_kind in STATUTORY_BODIES:
        return gettext("clerk of the council")
    return role_words(role)


def now() -> str:
    """This second, as the book writes it."""
    return format_time(timezone.now().replace(microsecond=0))


def person_of(user: Any, territory: str) -> Person | None:
    """The number the book of a territory knows this account by, if it does."""
    if not user.is_authenticated:
        return None
    return Person.objects.filter(user=user, territory=territory).first()


def person_for(user: Any, territory: str) -> Person:
    """The same, given one on first need."""
    person, _ = Person.objects.get_or_create(user=user, territory=territory)
    return person


def invited(mail: str, territory: str, *, public_name: str = "") -> Person:
    """The number of whoever signs in with this address: how a clerk seats somebody who was never here."""
    accounts = get_user_model().objects
    user = accounts.filter(email__iexact=mail).first()
    if user is None:
        user = accounts.create_user(username=f"mail-{fresh_number()}", email=mail.lower())
        # The code that signs in is sent to this address and nowhere else: it need not be confirmed a second time.
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    person = person_for(user, territory)
    if public_name and not person.public_name:
        person.public_name = public_name
        person.save(update_fields=["public_name"])
    return person


def standings(user: Any, territory: str | None = None) -> list[Held]:
    """The seats this account may act as, in one territory or in all, oldest first. A few queries a territory."""
    if not user.is_authenticated:
        return []
    people = Person.objects.filter(user=user)
    if territory is not None:
        people = people.filter(territory=territory)
    found = list(people.order_by("territory").values_list("territory", "number"))
    return [held for town, number in found for held in held_by(town, [number]).get(number, [])]


def held_by(territory: str, numbers: Collection[str]) -> dict[str, list[Held]]:
    """The seats people hold in one territory, or stand in for, by their numbers. Five queries, however many people."""
    mine = Q(person__in=numbers) | Q(substitute__in=numbers)
    seats = [
        seat
        for seat in model_of(rows.Seat).objects.filter(mine, territory=territory, filled=True).order_by("born")
        if seat.until is None or seat.until >= now()[:10]
    ]
    bodies = _bodies(territory, {seat.body for seat in seats})
    held: dict[str, list[Held]] = {}
    for seat in seats:
        for number in {seat.person, seat.substitute} & set(numbers):
            kind, name = bodies[seat.body]
            place = Standing(seat.body, seat.key.split("/", 1)[1], seat.side, number)
            substitute = seat.person != number
            one = Held(territory, place, seat.role, seat.votes, kind, name, substitute, seat.until)
            held.setdefault(number, []).append(one)
    return held


def _bodies(territory: str, keys: Collection[str]) -> dict[str, tuple[str, str]]:
    """Kind and name of bodies, the name in the reader's language where the town's process file has it."""
    if not keys:
        return {}
    found = list(model_of(rows.Body).objects.filter(territory=territory, key__in=keys))
    names = opened(territory, [body.name for body in found])
    process = newest_process(territory)
    told = {}
    for body in found:
        rule = process.body(body.key) if process else None
        told[body.key] = (body.kind, in_language(names.get(body.name, ""), rule.title if rule else None) or body.key)
    return told


def acting_as(request: HttpRequest, territory: str) -> Held | None:
    """The seat chosen for this session, else the first one held; None for somebody without a seat here."""
    known: dict[str, Held | None] = request.__dict__.setdefault("_acting", {})
    if territory not in known:
        held = standings(request.user, territory)
        chosen = request.session.get(CHOSEN, {}).get(territory) if held else None
        known[territory] = next((seat for seat in held if seat.key == chosen), held[0] if held else None)
    return known[territory]


def standing_of(request: HttpRequest, territory: str) -> Standing:
    """As whom this request acts: the chosen seat, else a citizen (with a number only where the account has one)."""
    held = acting_as(request, territory)
    if held is not None:
        return held.standing
    person = person_of(request.user, territory)
    return Standing(None, None, "public", person.number if person else None)


def keeps_an_office(seats: Collection[Held]) -> bool:
    """Whether one of the seats is the clerk's of some town's office."""
    return any(held.role == Role.CLERK and held.standing.body == OFFICE for held in seats)


def choose(request: HttpRequest, territory: str, key: str) -> bool:
    """Act as another of one's seats from now on; False, and nothing changes, if it is not one's own."""
    if all(seat.key != key for seat in standings(request.user, territory)):
        return False
    request.session[CHOSEN] = {**request.session.get(CHOSEN, {}), territory: key}
    request.__dict__.pop("_acting", None)
    return True


def owner_of(request: HttpRequest) -> str:
    """Whose drafts these are: the account's, else the session's, begun if need be."""
    if request.user.is_authenticated:
        return f"user-{request.user.pk}"
    if not request.session.session_key:
        request.session.create()
    return f"session-{request.session.session_key}"


def demo_door_open(request: HttpRequest) -> bool:
    """Whether one-click sign-in is offered: only in the demo, and only to this machine itself."""
    return bool(settings.DEMO) and request.META.get("REMOTE_ADDR") in LOOPBACK


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """What `base.html` shows around every page: the demo's banner, the town, who is acting, the time."""
    town = getattr(request, "town", None)
    around = {"demo": bool(settings.DEMO), "now": timezone.now(), "town": town, "letters": larger_letters(request)}
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        around["acting"] = {
            "name": user.first_name or user.email.partition("@")[0],
            "seat": _seat_line(request, town.territory) if town else "",
            "url": address("me"),
            "sign_out_url": address("sign_out"),
        }
    return around


def _seat_line(request: HttpRequest, territory: str) -> str:
    held = acting_as(request, territory)
    return held.body_name if held else ""
