"""Reply to a comment, or bring an argument where arguments are gathered: one box, one button, no account."""

from typing import Any

from django import forms
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from consult.acting.desk import Desk, matter_desk
from consult.acting.kept import forget, keep, kept
from consult.acting.values import panel_of
from consult.around import AroundForm, say
from consult.cards import cards_of, number_of
from consult.limits import note_refused
from consult.models import fresh_number
from consult.once import mark_of_form, note_sent, sent_before
from consult.places import Here, crumbs
from consult.replies import ARGUMENTS, lane_title
from consult.sensitive import kind_words, signs
from consult.speaking import Gate, gate_ahead, note_machine, pass_gate
from consult.speaking.spoken import mark_spoken
from consult.who import now
from workflow.perform import RefusedError
from workflow.rules.act import FactsError
from workflow.rules.acts.speaking import Lane
from workflow.rules.case import Standing

LONGEST = 5_000
ALL_THE_SAME = "all_the_same"  # the button pressed after the warning about sensitive data


class ReplyForm(AroundForm):
    """The words, and where arguments are gathered, among which they belong."""

    lane = forms.ChoiceField(label=gettext_lazy("What you write"), widget=forms.RadioSelect)
    told = forms.CharField(
        label=gettext_lazy("Your reply"),
        help_text=gettext_lazy("Speak to the matter. What you write is shown at once, to everybody."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    field_order = ("lane", "told", "publish_as")

    def __init__(self, row: Any, *, seated: bool, **given: Any) -> None:
        super().__init__(auto_id="reply-%s", **given)
        if row.lane:
            choices = [*((str(lane), lane_title(lane)) for lane in ARGUMENTS), (str(Lane.REPLY), _("just a reply"))]
            self.fields["lane"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["lane"]
        if seated:  # they speak with their place, which is public
            del self.fields["publish_as"]


@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """The form; sent, the reply under its comment."""
    desk, here, row = matter_desk(request, slug, number)
    if row.point:
        raise Http404
    if request.method == "POST":
        return _download(request) if request.POST.get("step") == "download" else _posted(request, desk, here, row)
    typed = kept(request)
    asked = request.GET.get("lane", "")
    initial = {"lane": asked if asked in {str(lane) for lane in Lane} else ""} | (typed.dict() if typed else {})
    form = ReplyForm(row, seated=desk.held is not None, initial=initial)
    return _page(request, desk, here, row, form, found_again=typed is not None)


def _posted(request: HttpRequest, desk: Desk, here: Here, row: Any) -> HttpResponse:
    keep(request)
    form = ReplyForm(row, seated=desk.held is not None, data=request.POST)
    if not form.is_valid():
        note_machine(here, form)
        return _page(request, desk, here, row, form, status=422)
    told = form.cleaned_data["told"]
    if (found := signs(told)) and request.POST.get("step") != ALL_THE_SAME:
        return _page(request, desk, here, row, form, status=422, warned=found)
    gate = pass_gate(request, here)
    if not gate.open:
        return _page(request, desk, here, row, form, status=gate.status, gate=gate)
    said = form.cleaned_data
    facts = {"matter": number_of(row), "told": told, "lane": said.get("lane") or str(Lane.REPLY)}
    once = mark_of_form(request, *(str(said.get(name, "")) for name in ("told", "lane", "publish_as")))
    try:
        with transaction.atomic():
            facts["publish_as"] = said.get("publish_as")
            done = say(here, "reply_to_matter", facts, by=_by(desk), at=now())
            note_sent(here.territory, here.slug, once, done.n)
    except IntegrityError:  # the other of two presses came first
        return _shown(request, here, row, facts["lane"], sent_before(here.territory, here.slug, once) or 0)
    except RefusedError as refusal:
        note_refused(here.territory, here.slug, "stage")
        return _page(request, desk, here, row, form, status=409, panel=panel_of(desk, refusal.obstacles))
    except FactsError:
        form.add_error("told", _("There is a character in it that no text has. Please write it again."))
        return _page(request, desk, here, row, form, status=422)
    forget(request)
    return _shown(request, here, row, facts["lane"], done.n)


def _shown(request: HttpRequest, here: Here, row: Any, lane: str, n: int) -> HttpResponse:
    """To the reply, under its comment."""
    address = f"{here.address('matter', number_of(row))}?lane={lane}&after={n - 1}#reply-{n}"
    answer = HttpResponseRedirect(address, status=303)
    mark_spoken(answer, request.POST.get("draft", ""))
    return answer


def _by(desk: Desk) -> Standing:
    """Somebody seated speaks with their place; anybody else under a fresh number, which links nothing."""
    return desk.standing if desk.held is not None else Standing(None, None, "public", fresh_number())


def _page(
    request: HttpRequest,
    desk: Desk,
    here: Here,
    row: Any,
    form: ReplyForm,
    *,
    status: int = 200,
    panel: Any = None,
    warned: Any = (),
    gate: Gate | None = None,
    found_again: bool = False,
) -> HttpResponse:
    gate = gate or gate_ahead(request, here)
    name = number_of(row)
    matter = (_("Comment no. %(number)s") % {"number": name}, here.address("matter", name))
    context = {
        "here": here,
        "crumbs": crumbs(here, (_("Comments and answers"), here.address("register")), matter),
        "card": cards_of(here, [row])[0],
        "form": form,
        "fields": [form[field] for field in ("lane", "told", "publish_as") if field in form.fields],
        "panel": panel,
        "warned": [{"label": kind_words(sign.kind), "value": sign.found} for sign in warned],
        "gate": gate,
        "shut": row.held or row.hidden,
        "held": desk.held,
        "found_again": found_again,
    }
    return gate.mark(render(request, "pages/reply.html", context, status=status))


def _download(request: HttpRequest) -> HttpResponse:
    """The person's words as a file, where they cannot be taken any more."""
    answer = HttpResponse(request.POST.get("told", ""), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{_("reply")}.txt"'
    return answer
