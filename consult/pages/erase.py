"""Somebody asks to be erased: find what is kept of their comments, look at it, give one ground, and take it away."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consult.acting.desk import Desk, town_desk
from consult.acting.standing import may_do
from consult.acting.steps import acting_mark
from consult.acting.typed import matter_typed
from consult.acting.values import panel_of
from consult.erasing import MOST_NUMBERS, MOST_WORDS, Traces, erase, traces_of
from consult.leaving import addresses_of, contacts_with
from consult.pages.counter import plans_of
from consult.places import Here, here_of
from consult.visible import opened
from workflow.models import model_of
from workflow.perform import RefusedError
from workflow.rules import rows
from workflow.rules.act import FactsError
from workflow.store import process_file

LOOK, CHECK, RECORD = "look", "check", "record"


class EraseForm(forms.Form):
    """Whose: the plan, numbers, and how the person can be reached, if they say so. The ground comes second."""

    plan = forms.ChoiceField(label=gettext_lazy("Plan"))
    numbers = forms.CharField(
        label=gettext_lazy("Numbers of their comments"),
        help_text=gettext_lazy("For example 4, 17, 41. You vouch that they are this person's: ask for their slip."),
        max_length=400,
    )
    contact = forms.CharField(
        label=gettext_lazy("E-mail or telephone they left"),
        help_text=gettext_lazy("Finds letters and requests for help. It is kept nowhere."),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    ground = forms.CharField(
        label=gettext_lazy("Ground"),
        help_text=gettext_lazy("It is public and stands with every entry. No name in it."),
        max_length=300,
    )

    def __init__(self, plans: list[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data, auto_id="erase-%s", initial={"plan": plans[0][0] if plans else ""})
        self.fields["plan"].choices = plans  # type: ignore[attr-defined]

    def clean_numbers(self) -> list[str]:
        """Numbers of whole comments, each once."""
        typed = [piece for piece in self.cleaned_data["numbers"].replace(";", ",").split(",") if piece.strip()]
        found = [matter_typed(piece) for piece in typed]
        if not typed or None in found:
            raise forms.ValidationError(_("Write numbers with commas between them, for example 4, 17, 41."))
        whole = dict.fromkeys(str(name).rstrip("abcdefghijklmnopqrstuvwxyz") for name in found)
        if len(whole) > MOST_NUMBERS:
            told = _("At most %(n)s comments at once. The others can follow afterwards.")
            raise forms.ValidationError(told % {"n": MOST_NUMBERS})
        return list(whole)


def usual_ground() -> str:
    """The ground most requests have."""
    return _("Request for erasure, Article 17 GDPR")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest, territory: str) -> HttpResponse:
    """For the clerk alone, in three steps; nothing typed here stands in an address."""
    desk = town_desk(request, territory)
    if desk.held is None or not may_do(desk, "redact"):
        return _page(request, desk, {"form": None}, status=403)
    plans = plans_of(territory)
    step = request.POST.get("step", LOOK)
    if request.method != "POST":
        return _page(request, desk, {"form": EraseForm(plans)})
    data = request.POST.copy()
    if step == LOOK:
        data["ground"] = usual_ground()
    form = EraseForm(plans, data)
    if not form.is_valid() or request.POST.get("as", acting_mark(desk)) != acting_mark(desk):
        found = _found_again(desk, form) if step != LOOK else None
        return _page(request, desk, {"form": form, **(found or {})}, status=422)
    here = _plan(territory, form.cleaned_data["plan"])
    traces = traces_of(desk, here, form.cleaned_data["numbers"], form.cleaned_data["contact"].strip())
    if traces.missing:
        told = _("Nothing in this plan has the number %(numbers)s.") % {"numbers": ", ".join(traces.missing)}
        form.add_error("numbers", told)
        return _page(request, desk, {"form": form}, status=422)
    if step == LOOK:
        return _page(request, desk, _looked(desk, here, form, traces))
    return _chosen(request, desk, here, form, traces)


def _plan(territory: str, slug: str) -> Here:
    row = model_of(rows.Plan).objects.get(territory=territory, key=slug)
    process = process_file(row.process)
    assert process is not None  # the form offers only plans that have one
    return here_of(row, process, opened(territory, [row.title]))


def _found_again(desk: Desk, form: EraseForm) -> dict[str, Any] | None:
    """The list once more, where only the ground was missing."""
    said = form.cleaned_data
    if not {"plan", "numbers", "contact"} <= said.keys():
        return None
    here = _plan(desk.territory, said["plan"])
    return _looked(desk, here, form, traces_of(desk, here, said["numbers"], said["contact"].strip()))


def _looked(desk: Desk, here: Here, form: EraseForm, traces: Traces) -> dict[str, Any]:
    contact = form.cleaned_data.get("contact", "").strip()
    return {
        "form": form,
        "here": here,
        "pieces": _ticked(form, traces),
        "files": traces.files,
        "beside": _beside(here, traces, contact),
        "numbers": ", ".join(form.cleaned_data["numbers"]),
        "hidden": [*((name, form.data.get(name, "")) for name in ("plan", "numbers", "contact")),
                   ("as", acting_mark(desk))],
    }  # fmt: skip


def _ticked(form: EraseForm, traces: Traces) -> list[dict[str, Any]]:
    """The words with their ticks: as proposed, or as the clerk left them."""
    chosen: Any = form.data
    said = set(chosen.getlist("words")) if chosen.get("step") in (CHECK, RECORD) else None
    return [
        {
            "commit": piece.commit,
            "number": piece.number,
            "label": piece.label,
            "text": piece.text,
            "ticked": piece.own if said is None else piece.commit in said,
        }
        for piece in traces.pieces[:MOST_WORDS]
    ]


def _beside(here: Here, traces: Traces, contact: str) -> list[str]:
    """What goes besides the words, each in a sentence."""
    mails = len({one.mail for one in addresses_of(here, list(traces.matters), contact)})
    asked = contacts_with(here.territory, contact).count()
    told = [_("Their own link, the six words of the slip and every trace of comparing their words.")]
    told.append(_("Kept drafts in which the same words stand."))
    if mails:
        told.append(ngettext("%(n)s address for letters.", "%(n)s addresses for letters.", mails) % {"n": mails})
    if asked:
        words = ngettext(
            "%(n)s contact left with a request for help or to join a group.",
            "%(n)s contacts left with requests for help or to join a group.",
            asked,
        )
        told.append(words % {"n": asked})
    return told


def _chosen(request: HttpRequest, desk: Desk, here: Here, form: EraseForm, traces: Traces) -> HttpResponse:
    """First what will be recorded, then the entries."""
    known = {piece.commit for piece in traces.pieces}
    commits = [commit for commit in dict.fromkeys(request.POST.getlist("words")) if commit in known][:MOST_WORDS]
    ground = form.cleaned_data["ground"]
    if request.POST.get("step") != RECORD:
        return _page(request, desk, {"form": form, "record": _record(request, here, form, commits, traces)})
    try:
        entries = erase(desk, here, traces, commits, ground, form.cleaned_data["contact"].strip())
    except (RefusedError, FactsError) as refusal:
        obstacles = refusal.obstacles if isinstance(refusal, RefusedError) else ()
        context = _looked(desk, here, form, traces) | {"panel": panel_of(desk, obstacles)}
        return _page(request, desk, context, status=409)
    told = _("It is erased. Entries of the record book: %(entries)s.") % {
        "entries": ", ".join(map(str, entries)) or "–"
    }
    messages.success(request, told)
    return HttpResponseRedirect(here.address("moderation"), status=303)


def _record(
    request: HttpRequest, here: Here, form: EraseForm, commits: list[str], traces: Traces
) -> dict[str, Any]:  # fmt: skip
    kept = [(name, form.data.get(name, "")) for name in ("plan", "numbers", "contact", "ground", "as")]
    fields = [*kept, *(("words", commit) for commit in commits), ("step", RECORD)]
    entries = ngettext("%(n)s entry about erased words", "%(n)s entries about erased words", len(commits))
    facts = [
        {"label": _("Plan"), "value": here.title},
        {"label": _("Comments"), "value": ", ".join(form.cleaned_data["numbers"])},
        {"label": _("Ground"), "value": form.cleaned_data["ground"]},
        {"label": _("Files erased"), "value": str(len(traces.files))},
    ]
    return {
        "sentence": entries % {"n": len(commits)},
        "facts": facts,
        "warning": _("Erased words cannot be brought back, not even by us. The numbers and the answers stay."),
        "button": _("Erase it"),
        "url": request.path,
        "fields": [{"name": name, "value": value} for name, value in fields],
        "back_url": request.path,
    }


def _page(request: HttpRequest, desk: Desk, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    context |= {"town": desk.town, "crumbs": [{"label": desk.town.name, "url": desk.town.url}]}
    if (form := context.get("form")) is not None:
        context["fields"] = [form[name] for name in ("plan", "numbers", "contact")]
    return render(request, "pages/erase.html", context, status=status)
