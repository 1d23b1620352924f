"""Search: words of plans, comments, answers, decisions, measures, meetings and news, without diacritics, by prefix."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from consult.filters import page_of
from consult.finding.asking import GROUPS, Scope, counted, found
from consult.finding.folding import LONGEST_ASKED, MOST_ASKED, asked_words
from consult.finding.index import catch_up_everywhere
from consult.finding.showing import results_of
from consult.places import Here, here_of, town_named
from consult.visible import opened
from workflow.models import model_of
from workflow.rules import rows
from workflow.store import process_file

A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Where:
    """Where the reader looks: nothing named means everywhere."""

    scope: Scope
    value: str = ""
    label: str = ""
    url: str = ""


@require_safe
def view(request: HttpRequest) -> HttpResponse:
    """`?q=` is the question, `?in=` a town or town/plan, `?kind=` a group of results. Any input has an answer."""
    question = "".join(sign for sign in request.GET.get("q", "")[: 2 * LONGEST_ASKED] if sign.isprintable()).strip()
    where = _where(request)
    asked = asked_words(question)
    if asked:
        catch_up_everywhere()
    everything = found(asked, where.scope)
    counts = counted(everything) if asked else dict.fromkeys(GROUPS, 0)
    group = request.GET.get("kind", "") if request.GET.get("kind", "") in GROUPS else ""
    shown = everything.filter(kind__in=GROUPS[group]) if group else everything
    paginator = Paginator(shown, A_PAGE)
    paginator.count = counts[group] if group else sum(counts.values())
    page = page_of(paginator, request)
    picked = {"q": question, **({"in": where.value} if where.value else {})}
    context = {
        "question": question,
        "asked": asked,
        "cut": len(question) > LONGEST_ASKED or len(asked) == MOST_ASKED,
        "where": where,
        "tabs": _tabs(counts, group, picked),
        "count": sum(counts.values()),
        "results": results_of(list(page.object_list), asked),
        "page": page,
        "address": f"?{urlencode({**picked, **({'kind': group} if group else {}), 'page': ''})}",
        "everywhere_url": f"?{urlencode({'q': question})}",
    }
    return render(request, "pages/search.html", context)


def group_labels() -> dict[str, str]:
    """What can be chosen, in words."""
    return {
        "text": _("Text of the plan"),
        "comments": _("Comments"),
        "answers": _("Answers"),
        "decisions": _("Decisions"),
        "measures": _("Measures"),
        "meetings": _("Meetings"),
        "news": pgettext("page", "News"),
    }


def _tabs(counts: dict[str, int], group: str, picked: dict[str, str]) -> list[dict[str, Any]]:
    """Everything, and each group there is something of."""
    labels = {"": _("Everything"), **group_labels()}
    shown = [(name, sum(counts.values()) if not name else counts[name]) for name in labels]
    return [
        {
            "label": labels[name],
            "url": f"?{urlencode({**picked, 'kind': name} if name else picked)}",
            "current": name == group,
            "count": count,
        }
        for name, count in shown
        if count or not name or name == group
    ]


def _where(request: HttpRequest) -> Where:
    """The town or plan of `?in=`; one that does not exist is as if it had not been named."""
    territory, _slash, slug = request.GET.get("in", "")[:170].partition("/")
    if not territory or not model_of(rows.Town).objects.filter(territory=_clean(territory)).exists():
        return Where(Scope())
    if here := _plan(territory, _clean(slug)):
        request.town = here.town  # type: ignore[attr-defined]
        label = f"{here.town.name}: {here.title}"
        return Where(Scope(territory, here.slug), f"{territory}/{here.slug}", label, here.url)
    town = town_named(territory)
    request.town = town  # type: ignore[attr-defined]
    return Where(Scope(territory), territory, town.name, town.url)


def _clean(name: str) -> str:
    """A name as the database takes one: PostgreSQL refuses the null character."""
    return name.replace("\x00", "")


def _plan(territory: str, slug: str) -> Here | None:
    plan = model_of(rows.Plan).objects.filter(territory=territory, key=slug).first() if slug else None
    process = process_file(plan.process) if plan else None
    return here_of(plan, process, opened(territory, [plan.title])) if plan and process else None
