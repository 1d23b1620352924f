"""One comment, for everybody: the words as they were said, the answer and its reason, the change, the decision."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consult.addresses import address
from consult.cards import cards_of, number_of
from consult.decided import decisions_of
from consult.pages.section import difference
from consult.places import Here, crumbs, plan_or_404
from consult.sentences import disposition_words, word
from consult.templatetags.dohoda import moment
from consult.visible import opened
from consult.who import acting_as
from workflow.models import model_of
from workflow.rules import rows

MOST_POINTS = 26


@require_safe
def view(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Found by its number, without signing in; hidden words stay hidden here as everywhere."""
    here = plan_or_404(request, slug)
    row = here.rows(rows.Matter).filter(key=here.key(number)).first()
    if row is None:
        raise Http404
    points = list(here.rows(rows.Matter).filter(whole=row.key).order_by("point")[:MOST_POINTS]) if not row.point else []
    change = here.rows(rows.Wording).filter(key=here.key(row.change)).first() if row.change else None
    before = _before(here, change)
    texts = opened(
        here.territory, [row.proposed, row.reason, change.words if change else None, before.words if before else None]
    )
    context = {
        "here": here,
        "crumbs": crumbs(here, (_("Comments and answers"), here.address("register"))),
        "card": cards_of(here, [row])[0],
        "proposed": texts.get(row.proposed or "", ""),
        "facts": _facts(here, row),
        "pieces": difference(texts.get(before.words if before else "", ""), texts.get(change.words, ""))
        if change
        else [],
        "change_url": here.address("section", change.section.split("/", 1)[1]) if change else "",
        "decision": _decision(here, row),
        "inherited": _inherited(here, row),
        "points": cards_of(here, points),
        "settle_url": here.address("settle", number) if row.open and acting_as(request, here.territory) else "",
        "raised_n": _raised(here, row),
    }
    return render(request, "pages/matter.html", context)


def _before(here: Here, change: Any) -> Any:
    """The wording before the one that carries the change."""
    if change is None or change.number < 2:
        return None
    return here.rows(rows.Wording).filter(section=change.section, number=change.number - 1).first()


def _facts(here: Here, row: Any) -> list[dict[str, Any]]:
    facts: list[dict[str, Any]] = [{"label": _("Received"), "value": moment(row.received_at)}]
    facts.append({"label": _("How it came"), "value": word("channel", row.channel)})
    if row.edition:
        facts.append({"label": _("About which edition of the draft"), "value": str(row.edition)})
    if row.late:
        facts.append({"label": _("Late"), "value": _("it came after the window had closed")})
    if row.disposition:
        facts.append({"label": _("How it was settled"), "value": disposition_words(row.disposition)})
    if row.method and row.method != "none":
        facts.append({"label": _("How it was decided"), "value": word("method", row.method)})
    if row.same_as:
        name = row.same_as.split("/")[-1]
        facts.append({"label": _("Same as"), "value": name, "url": here.address("matter", name)})
    if row.whole:
        name = row.whole.split("/", 1)[1]
        facts.append({"label": _("A point of"), "value": name, "url": here.address("matter", name)})
    return facts


def _decision(here: Here, row: Any) -> dict[str, Any] | None:
    """The decision in which the group agreed on the answer."""
    if row.open or row.settled_by is None:
        return None
    asked = here.rows(rows.Proposal).filter(subject=number_of(row), kind="settle_matter", decided_at__isnull=False)
    found = asked.order_by("-born").first()
    return decisions_of(here, [found])[0] if found else None


def _inherited(here: Here, row: Any) -> dict[str, str] | None:
    """What the next plan does with a comment this one carried over; None for any other."""
    if row.disposition != "carried":
        return None
    choices = model_of(rows.Carried).objects.filter(territory=here.territory, origin=row.key)
    choice = choices.order_by("-born").first()
    if choice is None:
        return {"words": _("The next plan has not said yet what it does with it."), "reason": "", "url": ""}
    said = _("The next plan has said what it does with it: %(choice)s.") % {
        "choice": word("inheritance", choice.choice)
    }
    reason = opened(here.territory, [choice.reason]).get(choice.reason, "")
    return {"words": said, "reason": reason, "url": address("inheritance", choice.plan)}


def _raised(here: Here, row: Any) -> int:
    """The entry that gave the matter its number; a point was made by a later one."""
    if not row.point:
        return int(row.born)
    whole = here.rows(rows.Matter).filter(key=row.whole).values_list("born", flat=True).first()
    return int(whole if whole is not None else row.born)
