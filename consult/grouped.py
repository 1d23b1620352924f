"""Comments in nearly the same words: what the machine proposes, what people confirmed, and who is in a group.

A machine only proposes. People confirm or take apart, each comment keeps its number, and every one gets its answer.
Groups stand in the order of the comment that stands for them: no group is first because it is large.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import CharField, Count, Exists, F, Min, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from consult.cards import cards_of
from consult.models import Likeness
from consult.places import Here
from consult.text import plain_of
from consult.visible import opened
from workflow.models import model_of
from workflow.rules import rows
from workflow.rules.acts.agenda import MOST_ITEMS

GROUPS_A_PAGE = 10
EXCERPT = 240  # characters of a member's words


def proposed_members(here: Here) -> "QuerySet[Likeness]":
    """What the machine thinks alike and nobody has decided on: not declined, and in no group yet."""
    key = Concat(Value(f"{here.slug}/"), Cast(OuterRef("number"), CharField()))
    free = model_of(rows.Matter).objects.filter(territory=here.territory, key=key, alike=None)
    found = Likeness.objects.filter(territory=here.territory, plan=here.slug, declined=False)
    return found.filter(Exists(free), proposed__isnull=False).exclude(proposed=F("number"))


def proposals(here: Here, after: int) -> tuple[list[dict[str, Any]], int]:
    """A page of proposals behind the one of comment `after`, and where the next page begins (0: nowhere)."""
    counted = proposed_members(here).filter(proposed__gt=after).values("proposed")
    found = list(counted.annotate(n=Count("pk"), least=Min("score")).order_by("proposed")[: GROUPS_A_PAGE + 1])
    page = found[:GROUPS_A_PAGE]
    told = _with_leads(here, [str(row["proposed"]) for row in page])
    groups = [
        {"lead": told[name], "others": row["n"], "least": row["least"], "url": f"?proposal={name}"}
        for row in page
        if (name := str(row["proposed"])) in told
    ]
    return groups, int(page[-1]["proposed"] or 0) if len(found) > GROUPS_A_PAGE else 0


def groups(here: Here, after: int) -> tuple[list[dict[str, Any]], int]:
    """A page of confirmed groups, likewise."""
    leads = here.rows(rows.Matter).filter(alike=F("key"), number__gt=after).order_by("number")
    found = list(leads[: GROUPS_A_PAGE + 1])
    page = found[:GROUPS_A_PAGE]
    counted = here.rows(rows.Matter).filter(alike__in=[row.key for row in page]).values("alike").order_by()
    sizes = dict(counted.annotate(n=Count("pk")).values_list("alike", "n")) if page else {}
    cards = cards_of(here, page)
    told = [
        {"lead": card, "others": sizes.get(row.key, 1) - 1, "url": f"?group={card['number']}"}
        for row, card in zip(page, cards, strict=True)
    ]
    return told, page[-1].number if len(found) > GROUPS_A_PAGE else 0


def proposal_of(here: Here, lead: int, after: int = 0) -> dict[str, Any] | None:
    """One proposal with at most a hundred of its members; None where there is nothing to decide on."""
    members = proposed_members(here).filter(proposed=lead).order_by("number")
    found = list(members.filter(number__gt=after).values_list("number", "score")[: MOST_ITEMS + 1])
    told = _with_leads(here, [str(lead)])
    if not found or str(lead) not in told:
        return None
    page = found[:MOST_ITEMS]
    scores = {str(number): score for number, score in page}
    return {
        "lead": told[str(lead)],
        "members": _members(here, [str(number) for number, _near in page], scores),
        "left": members.filter(number__gt=page[-1][0]).count() if len(found) > MOST_ITEMS else 0,
    }


def group_of(here: Here, lead: str, after: int = 0) -> dict[str, Any] | None:
    """One confirmed group with at most a hundred of its members behind `after`; None where there is no such group."""
    told = _with_leads(here, [lead], alike=True)
    if lead not in told:
        return None
    inside = here.rows(rows.Matter).filter(alike=here.key(lead)).exclude(key=here.key(lead))
    found = list(inside.filter(number__gt=after).order_by("number").values_list("number", flat=True)[: MOST_ITEMS + 1])
    page = found[:MOST_ITEMS]
    return {
        "lead": told[lead],
        "members": _members(here, [str(number) for number in page], {}),
        "next": page[-1] if len(found) > MOST_ITEMS else 0,
        "others": inside.count(),
    }


def rest_of(here: Here, lead: int) -> list[str]:
    """The next hundred of a proposal nobody has decided on, by number."""
    members = proposed_members(here).filter(proposed=lead)
    return [str(number) for number in members.order_by("number").values_list("number", flat=True)[:MOST_ITEMS]]


def decline(here: Here, lead: int, numbers: Sequence[str] | None = None) -> int:
    """Remember that people found these unlike the one they were proposed with; without numbers, the whole proposal."""
    found = Likeness.objects.filter(territory=here.territory, plan=here.slug, proposed=lead)
    if numbers is not None:
        found = found.filter(number__in=[int(name) for name in numbers])
    return int(found.update(declined=True))


def _with_leads(here: Here, names: Sequence[str], *, alike: bool = False) -> dict[str, dict[str, Any]]:
    """The cards of comments that stand for others, by number."""
    wanted = Q(key__in=[here.key(name) for name in names])
    found = list(here.rows(rows.Matter).filter(wanted & Q(alike=F("key")) if alike else wanted))
    return {card["number"]: card for card in cards_of(here, found)}


def _members(here: Here, names: Sequence[str], scores: dict[str, int]) -> list[dict[str, Any]]:
    """Members in short: number, the beginning of their words, how near the machine finds them."""
    found = here.rows(rows.Matter).filter(key__in=[here.key(name) for name in names]).values_list("number", "words")
    words = {str(number): commit for number, commit in found}
    texts = opened(here.territory, words.values())
    return [
        {
            "number": name,
            "url": here.address("matter", name),
            "words": plain_of(texts.get(words.get(name, ""), ""), most=EXCERPT) or _("(words that are not public)"),
            "score": scores.get(name),
        }
        for name in names
    ]
