"""Ask for help to take part: transport, a companion, an interpreter; the contact goes to the office alone."""

from typing import Any

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from consult.acting.desk import Desk, plan_desk
from consult.acting.kept import forget, keep, kept
from consult.acting.moves import move
from consult.acting.standing import may_do
from consult.acting.values import panel_of
from consult.around import say
from consult.decided import body_name
from consult.helping import LONGEST_CONTACT, contacts_of, forget_contacts, keep_contact
from consult.models import fresh_number
from consult.places import Here, crumbs
from consult.sentences import word
from consult.speaking import Gate, HoneypotForm, gate_ahead, note_machine, pass_gate
from consult.templatetags.dohoda import moment
from consult.visible import read_by_office
from consult.who import now
from workflow.models import Leaf, Opening
from workflow.perform import Done, RefusedError
from workflow.rules import rows
from workflow.rules.act import FactsError
from workflow.rules.acts.speaking import HelpKind
from workflow.rules.case import Standing

LONGEST, MOST_MEETINGS, MOST_WAITING = 2_000, 30, 50


class HelpForm(HoneypotForm):
    """What is needed, for which meeting, and how to answer."""

    kind = forms.ChoiceField(label=gettext_lazy("What would help you"), widget=forms.RadioSelect)
    meeting = forms.ChoiceField(label=gettext_lazy("For which meeting"), required=False)
    about = forms.CharField(
        label=gettext_lazy("What we should know"),
        help_text=gettext_lazy("For example from where you travel, or which language. Only the office reads it."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    contact = forms.CharField(
        label=gettext_lazy("Telephone or e-mail"),
        help_text=gettext_lazy("So that we can answer you. It is not published and is erased afterwards."),
        max_length=LONGEST_CONTACT,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )
    field_order = ("kind", "meeting", "about", "contact")

    def __init__(self, here: Here, **given: Any) -> None:
        super().__init__(auto_id="help-%s", **given)
        kinds: Any = self.fields["kind"]
        kinds.choices = [(str(kind), word("help wanted", kind)) for kind in HelpKind]
        meetings: Any = self.fields["meeting"]
        meetings.choices = [("", _("not for one meeting")), *meetings_ahead(here)]


def meetings_ahead(here: Here) -> list[tuple[str, str]]:
    """Meetings one may come to, the nearest first."""
    ahead = here.rows(rows.Meeting).filter(starts_at__gte=now(), cancelled=False, opened_at=None)
    listed = []
    for row in ahead.order_by("starts_at")[:MOST_MEETINGS]:
        who = body_name(here, row.body, "") if row.body else word("meeting", row.kind)
        listed.append((row.key.split("/", 1)[1], f"{moment(row.starts_at)}: {who}"))
    return listed


@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, its confirmation, and for those who answer the list of what waits."""
    desk = plan_desk(request, slug)
    here = desk.here
    assert here is not None
    if request.method == "POST":
        return _posted(request, desk, here)
    if (n := request.GET.get("done", "")).isdecimal():
        return _done(request, here, int(n[:15]))
    typed = kept(request)
    initial = {"meeting": request.GET.get("meeting", "")} | (typed.dict() if typed is not None else {})
    return _page(request, desk, here, HelpForm(here, initial=initial))


def _posted(request: HttpRequest, desk: Desk, here: Here) -> HttpResponse:
    keep(request)
    form = HelpForm(here, data=request.POST)
    if not form.is_valid():
        note_machine(here, form)
        return _page(request, desk, here, form, status=422)
    gate = pass_gate(request, here)
    if not gate.open:
        return _page(request, desk, here, form, status=gate.status, gate=gate)
    try:
        done = _ask(here, form.cleaned_data)
    except RefusedError as refusal:
        return _page(request, desk, here, form, status=409, panel=panel_of(desk, refusal.obstacles))
    except FactsError:
        form.add_error("about", _("There is a character in it that no text has. Please write it again."))
        return _page(request, desk, here, form, status=422)
    forget(request)
    return HttpResponseRedirect(f"{request.path}?done={done.n}", status=303)


def _ask(here: Here, said: dict[str, Any]) -> Done:
    """The entry and the contact, or neither."""
    facts = {"kind": said["kind"], "meeting": said["meeting"], "about": said["about"]}
    with transaction.atomic():
        done: Done = say(here, "ask_for_help", facts, by=Standing(None, None, "public", fresh_number()), at=now())
        keep_contact(here.territory, f"{here.slug}/help.{done.n}", said["contact"], done.at)
    return done


def _done(request: HttpRequest, here: Here, n: int) -> HttpResponse:
    if not Leaf.objects.filter(territory=here.territory, plan=here.slug, n=n, act="ask_for_help").exists():
        raise Http404
    done = {
        "title": _("We know what you need"),
        "number": n,
        "number_label": _("Entry number"),
        "next": [
            _("The coordinator reads it and answers you by the contact you left."),
            _("In the record book there is only what kind of help is asked for, and that somebody asked."),
            _("Your contact is erased two weeks after you were answered, for a meeting after it is over."),
        ],
        "links": [{"label": _("The page of the plan"), "url": here.url}],
    }
    return render(request, "pages/help.html", {"here": here, "crumbs": crumbs(here), "done": done})


def _page(
    request: HttpRequest, desk: Desk, here: Here, form: HelpForm, *, status: int = 200, panel: Any = None,
    gate: Gate | None = None,
) -> HttpResponse:  # fmt: skip
    gate = gate or gate_ahead(request, here)
    answers = desk.held is not None and may_do(desk, "answer_help")
    counts = [row.status for row in here.rows(rows.HelpRequest).only("status")]
    context = {
        "here": here,
        "crumbs": crumbs(here),
        "form": form,
        "fields": [form[name] for name in ("kind", "meeting", "about", "contact")],
        "panel": panel,
        "gate": gate,
        "asked": len(counts),
        "given": counts.count("given"),
        "answers": answers,
        "waiting": _waiting(request, desk, here) if answers else [],
    }
    return gate.mark(render(request, "pages/help.html", context, status=status))


def _waiting(request: HttpRequest, desk: Desk, here: Here) -> list[dict[str, Any]]:
    """What waits for an answer, with the contact, for the seat that gives it; old contacts go on this occasion."""
    forget_contacts(timezone.now())
    found = list(here.rows(rows.HelpRequest).filter(status="open").order_by("born")[:MOST_WAITING])
    told = Opening.objects.filter(territory=here.territory, n__in=[row.born for row in found], field="about")
    commits = dict(told.values_list("n", "commit"))
    texts = read_by_office(desk, commits.values())
    contacts = contacts_of(here.territory, [row.key for row in found])
    meetings = dict(meetings_ahead(here))
    return [
        {
            "kind": word("help wanted", row.kind),
            "asked_at": row.asked_at,
            "meeting": meetings.get((row.meeting or "/").split("/", 1)[1], ""),
            "about": texts.get(commits.get(row.born, ""), ""),
            "contact": contacts.get(row.key, ""),
            "move": move(
                desk, "answer_help", known={"request": row.key.split("/", 1)[1]}, ask=("given", "reason"),
                back=request.path, mark=f"-{row.born}",
            ),
        }
        for row in found
    ]  # fmt: skip
