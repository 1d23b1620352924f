"""Join an open working group: which groups there are, who is missing in them, and a short form without an account."""

import secrets
from typing import Any

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from consult.acting.desk import Desk, plan_desk
from consult.acting.kept import forget, keep, kept
from consult.acting.standing import may_do
from consult.acting.values import panel_of
from consult.around import AroundForm, say
from consult.groups import group_line, open_groups
from consult.helping import LONGEST_CONTACT, contacts_of, keep_contact
from consult.models import Person, fresh_number
from consult.places import Here, crumbs
from consult.sentences import side_words
from consult.speaking import Gate, gate_ahead, note_machine, pass_gate
from consult.visible import read_by_office
from consult.who import now
from workflow.models import Leaf, Opening, model_of
from workflow.perform import Done, RefusedError
from workflow.rules import rows
from workflow.rules.act import FactsError
from workflow.rules.case import Standing
from workflow.rules.sides import Side
from workflow.store import Rows

LONGEST, MOST_WAITING = 2_000, 50


class JoinGroupForm(AroundForm):
    """Which group, for whom one speaks, how to be reached; the rest only from those who want to say it."""

    body = forms.ChoiceField(label=gettext_lazy("Which group"), widget=forms.RadioSelect)
    side = forms.ChoiceField(label=gettext_lazy("For whom you speak"), widget=forms.RadioSelect)
    contact = forms.CharField(
        label=gettext_lazy("Telephone or e-mail"),
        help_text=gettext_lazy("So that the group can invite you. It is not published and is erased afterwards."),
        max_length=LONGEST_CONTACT,
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
    )
    about = forms.CharField(
        label=gettext_lazy("Something about yourself"),
        help_text=gettext_lazy("Only if you like. The coordinator reads it; it is not published."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    field_order = ("body", "side", "contact", "about", "publish_as")

    def __init__(self, groups: list[dict[str, Any]], **given: Any) -> None:
        super().__init__(auto_id="join-%s", **given)
        bodies: Any = self.fields["body"]
        bodies.choices = [(group["key"], group["name"]) for group in groups]
        sides: Any = self.fields["side"]
        sides.choices = [(str(side), side_words(side)) for side in Side]


@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """The groups and the form; sent, an application and what happens next."""
    desk = plan_desk(request, slug)
    here = desk.here
    assert here is not None
    groups = [group_line(here, body) for body in open_groups(here)]
    if request.method == "POST":
        return _posted(request, desk, here, groups)
    if (n := request.GET.get("done", "")).isdecimal():
        return _done(request, here, int(n[:15]))
    typed = kept(request)
    asked = request.GET.get("body", "")
    initial = {"body": asked or (groups[0]["key"] if len(groups) == 1 else "")}
    initial |= typed.dict() if typed is not None else {}
    return _page(request, desk, here, groups, JoinGroupForm(groups, initial=initial))


def _posted(request: HttpRequest, desk: Desk, here: Here, groups: list[dict[str, Any]]) -> HttpResponse:
    keep(request)
    form = JoinGroupForm(groups, data=request.POST)
    if not form.is_valid():
        note_machine(here, form)
        return _page(request, desk, here, groups, form, status=422)
    gate = pass_gate(request, here)
    if not gate.open:
        return _page(request, desk, here, groups, form, status=gate.status, gate=gate)
    try:
        done = _apply(here, form.cleaned_data)
    except RefusedError as refusal:
        panel = panel_of(desk, refusal.obstacles)
        return _page(request, desk, here, groups, form, status=409, panel=panel)
    except FactsError:
        form.add_error("about", _("There is a character in it that no text has. Please write it again."))
        return _page(request, desk, here, groups, form, status=422)
    forget(request)
    return HttpResponseRedirect(f"{request.path}?done={done.n}", status=303)


def _apply(here: Here, said: dict[str, Any]) -> Done:
    """The entry, the contact and the name that may be shown, or nothing. A fresh number: nothing links to a comment."""
    person, application = fresh_number(), f"zadost-{secrets.token_hex(4)}"
    facts = {"body": said["body"], "application": application, "person": person, "side": said["side"]}
    facts["about"] = said["about"]
    with transaction.atomic():
        done: Done = say(here, "apply_to_join", facts, by=Standing(None, None, "public", person), at=now())
        keep_contact(here.territory, f"{said['body']}/{application}", said["contact"], done.at)
        if said["publish_as"]:
            Person.objects.create(territory=here.territory, number=person, public_name=said["publish_as"])
    return done


def _done(request: HttpRequest, here: Here, n: int) -> HttpResponse:
    if not Leaf.objects.filter(territory=here.territory, n=n, act="apply_to_join").exists():
        raise Http404
    done = {
        "title": _("Your application is recorded"),
        "number": n,
        "number_label": _("Entry number"),
        "next": [
            _("The coordinator or the one who leads the group answers you by the contact you left."),
            _("An open group may refuse only with a ground that everybody can read."),
            _("Once you are admitted you speak at once, and take positions from the next meeting."),
        ],
        "links": [
            {"label": _("Meetings"), "url": here.address("meetings")},
            {"label": _("I need help to take part"), "url": here.address("help")},
            {"label": _("The page of the plan"), "url": here.url},
        ],
    }
    return render(request, "pages/join_group.html", {"here": here, "crumbs": crumbs(here), "done": done})


def _page(
    request: HttpRequest, desk: Desk, here: Here, groups: list[dict[str, Any]], form: JoinGroupForm, *,
    status: int = 200, panel: Any = None, gate: Gate | None = None,
) -> HttpResponse:  # fmt: skip
    gate = gate or gate_ahead(request, here)
    context = {
        "here": here,
        "crumbs": crumbs(here),
        "groups": groups,
        "form": form,
        "fields": [form[name] for name in ("body", "side", "contact", "about", "publish_as")],
        "panel": panel,
        "gate": gate,
        "waiting": _waiting(desk, here),
    }
    return gate.mark(render(request, "pages/join_group.html", context, status=status))


def _waiting(desk: Desk, here: Here) -> list[dict[str, Any]]:
    """Applications that wait, with their contacts, for the seat that may admit; for everybody else none."""
    if desk.held is None or not may_do(desk, "admit_applicant"):
        return []
    state = Rows(desk.territory)
    asked = model_of(rows.Application).objects.filter(territory=here.territory, status="open").order_by("born")
    found = [row for row in asked[:MOST_WAITING] if may_do(desk, "admit_applicant", state, row.body)]
    told = Opening.objects.filter(territory=here.territory, n__in=[row.born for row in found], field="about")
    commits = dict(told.values_list("n", "commit"))
    texts, contacts = read_by_office(desk, commits.values()), contacts_of(here.territory, [row.key for row in found])
    names = {group.key: group_line(here, group)["name"] for group in open_groups(here, {row.body for row in found})}
    return [
        {
            "group": names.get(row.body, row.body),
            "side": side_words(row.side),
            "about": texts.get(commits.get(row.born, ""), ""),
            "contact": contacts.get(row.key, ""),
            "admit_url": f"{here.address('plan_act', 'admit_applicant')}?application={row.key}",
            "refuse_url": f"{here.address('plan_act', 'refuse_applicant')}?application={row.key}",
        }
        for row in found
    ]
