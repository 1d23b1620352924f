"""One comment that came on paper, by mail, by data box, at a meeting or by telephone: from what was typed on."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from consult.acting.desk import Desk
from consult.acting.whose import may_relay
from consult.comments import Posted, post_comment
from consult.models import Entered
from consult.places import Here
from consult.who import Held
from workflow.perform import Request, rehearse_act
from workflow.rules.acts.commenting import SpeakingFor
from workflow.rules.case import CITIZEN
from workflow.rules.clock import end_of_local_day
from workflow.rules.judge import Judgement
from workflow.trail.canonical import format_time

ACT = "raise_matter"
FACTS = (
    "told", "kind", "channel", "section", "proposed", "sent_on", "reference", "publish_as", "voices", "scan",
    "attached", "recording",
)  # fmt: skip


class AlreadyEnteredError(Exception):
    """The same words under the same reference were entered before, as `number`."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(str(number))


def may_enter(desk: Desk) -> bool:
    """Whether this seat may enter what others said: by the table of who may relay `raise_matter`."""
    return desk.here is not None and may_relay(desk, ACT)


def ways_to_enter(here: Here, held: Held | None) -> list[dict[str, str]]:
    """The way to the intake for whoever may enter what others said, as {label, url, hint}; none for others."""
    if held is None or not may_enter(Desk(here.town, here, held, held.standing)):
        return []
    hint = _("what came on paper, by data box, at a meeting or by telephone")
    return [{"label": _("Enter comments from paper and mail"), "url": here.address("intake"), "hint": hint}]


def request_of(desk: Desk, said: Mapping[str, Any]) -> Request:
    """The act, by somebody from the public, typed by this desk, from the cleaned answers of `IntakeForm`."""
    facts = {name: said[name] for name in FACTS if said.get(name)}
    facts |= {"side": said.get("side") or "public", "voice": said.get("voice") or str(SpeakingFor.SELF)}
    facts["insisted"] = bool(said.get("insisted"))
    sender = said.get("on_behalf_of") or None
    request = desk.request(ACT, facts, by=CITIZEN, actor=desk.standing, on_behalf_of=sender)
    return Request(**{**_fields(request), "happened": happened_on(said.get("received"), request.at)})


def _fields(request: Request) -> dict[str, Any]:
    return {name: getattr(request, name) for name in Request.__dataclass_fields__}


def happened_on(received: str | None, at: str) -> str | None:
    """When it came, for the book: the end of the day written on it, for nobody shall be late by an hour nobody noted.

    None where that is not over yet: then it came now.
    """
    if not received:
        return None
    last = format_time(end_of_local_day(date.fromisoformat(received)))
    return last if last < at else None


def looked_at(desk: Desk, said: Mapping[str, Any]) -> Judgement:
    """What the rules say to it now, without recording it: late or in time, and everything that is missing."""
    return rehearse_act(request_of(desk, said))


def enter(desk: Desk, said: Mapping[str, Any], mark: str) -> Posted:
    """Record it, under the next number of the same series as everybody's, and never twice under one mark.

    Raises `AlreadyEnteredError`, `FactsError`, `RefusedError` or `CommentDeclinedError`; then nothing was written.
    """
    mail = said.get("mail") if said.get("follow") else None
    with transaction.atomic():
        known, new = Entered.objects.get_or_create(territory=desk.territory, plan=desk.plan, mark=mark)
        if not new:
            raise AlreadyEnteredError(known.number)
        name = str(said.get("publish_as") or "")
        posted = post_comment(request_of(desk, said), name=name, posted_from="staff", follow=mail or None)
        known.number = posted.number
        known.save(update_fields=["number"])
    return posted


def mark_of(desk: Desk, said: Mapping[str, Any], occurrence: int = 0) -> str:
    """By what the same letter is known again: its words, reference, sender and day, as they came.

    `occurrence` tells apart what is the same in every way and still comes from several people, as rows of one list.
    """
    names = ("told", "reference", "on_behalf_of", "sent_on")
    words = [" ".join(str(said.get(name) or "").split()) for name in names]
    value = "\x1f".join([desk.territory, desk.plan or "", *words, str(occurrence)])
    return salted_hmac("consult.intake", value, algorithm="sha256").hexdigest()


def numbers_of(desk: Desk, marks: list[str]) -> dict[str, int]:
    """Which of these are entered already, and under which numbers."""
    found = Entered.objects.filter(territory=desk.territory, plan=desk.plan, mark__in=marks, number__gt=0)
    return dict(found.values_list("mark", "number"))


def free_mark(desk: Desk, said: Mapping[str, Any]) -> str:
    """The mark of another one just like those entered before."""
    occurrence = 0
    while Entered.objects.filter(
        territory=desk.territory, plan=desk.plan, mark=(mark := mark_of(desk, said, occurrence))
    ).exists():
        occurrence += 1
    return mark
