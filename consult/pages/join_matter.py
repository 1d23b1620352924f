""" "I agree with this comment": heard with it and answered with it, with a receipt of one's own; never a vote."""

from typing import Any

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consult import letters
from consult.acting.desk import Desk, matter_desk
from consult.acting.kept import forget, keep, kept
from consult.acting.values import panel_of
from consult.addresses import address, whole_address
from consult.around import AroundForm, say
from consult.bookcode import code_of
from consult.cards import cards_of, number_of
from consult.joining import joined_at, joined_before, joining_facts, person_joining, remember
from consult.limits import address_of, places
from consult.own import is_author
from consult.places import Here, crumbs
from consult.sentences import side_words
from consult.speaking import Gate, gate_ahead, note_machine, pass_gate
from consult.templatetags.dohoda import moment
from consult.who import now
from workflow.models import Leaf
from workflow.perform import Done, RefusedError
from workflow.rules.act import FactsError
from workflow.rules.case import Standing
from workflow.rules.sides import Side

ORDER = (Side.PUBLIC, Side.USER, Side.PROVIDER, Side.COMMISSIONER)


class JoinForm(AroundForm):
    """For whom one agrees; a name and an address for letters only from those who want that."""

    side = forms.ChoiceField(label=gettext_lazy("For whom you speak"), initial="public", widget=forms.RadioSelect)
    mail = forms.EmailField(
        label=gettext_lazy("E-mail for the answer"),
        help_text=gettext_lazy("You will get the same letters as the one who wrote it. It is never published."),
        required=False,
        max_length=254,
    )
    field_order = ("side", "publish_as", "mail")

    def __init__(self, **given: Any) -> None:
        super().__init__(auto_id="join-%s", **given)
        self.fields["side"].choices = [(str(side), side_words(side)) for side in ORDER]  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """The comment, what will be recorded, one button; afterwards the person's own confirmation."""
    desk, here, row = matter_desk(request, slug, number)
    if row.point:
        raise Http404
    if request.method == "POST":
        return _posted(request, desk, here, row)
    if (n := request.GET.get("done", "")).isdecimal():
        return _done(request, here, row, int(n[:15]))
    typed = kept(request)
    return _page(request, desk, here, row, JoinForm(initial=typed.dict() if typed is not None else None))


def _posted(request: HttpRequest, desk: Desk, here: Here, row: Any) -> HttpResponse:
    keep(request)
    form = JoinForm(data=request.POST)
    if (mine := joined_at(request, here, row)) is not None:
        return HttpResponseRedirect(f"{request.path}?done={mine}", status=303)
    if not form.is_valid():
        note_machine(here, form)
        return _page(request, desk, here, row, form, status=422)
    gate = pass_gate(request, here)
    if not gate.open:
        return _page(request, desk, here, row, form, status=gate.status, gate=gate)
    person = row.person if is_author(request, row) else person_joining(request, here, row.key)
    try:
        n = _join(request, here, row, form.cleaned_data, person).n
    except RefusedError as refusal:
        if (known := joined_before(here, row.key, person)) is not None:  # the other of two presses came first
            return _to_done(request, here, row, known)
        return _page(request, desk, here, row, form, status=409, panel=panel_of(desk, refusal.obstacles))
    except FactsError:
        form.add_error("publish_as", _("There is a character in it that no text has. Please write it again."))
        return _page(request, desk, here, row, form, status=422)
    return _to_done(request, here, row, n)


def _to_done(request: HttpRequest, here: Here, row: Any, n: int) -> HttpResponse:
    forget(request)
    remember(request, here, row, n)
    return HttpResponseRedirect(f"{request.path}?done={n}", status=303)


def _join(request: HttpRequest, here: Here, row: Any, said: dict[str, Any], person: str | None) -> Done:
    """The entry and the address for letters, or neither."""
    facts = {"matter": number_of(row), "side": said["side"], "publish_as": said["publish_as"]}
    with transaction.atomic():
        done: Done = say(here, "join_matter", facts, by=Standing(None, None, "public", person), at=now())
        if said["mail"]:
            letters.follow(
                territory=here.territory,
                plan=here.slug,
                number=row.number,
                mail=said["mail"],
                person=None,
                language=get_language() or "",
                at=done.at,
                network=places(address_of(request))[1],
                code=code_of(here.territory, done.n + 1),
            )
    return done


def _page(
    request: HttpRequest,
    desk: Desk,
    here: Here,
    row: Any,
    form: JoinForm,
    *,
    status: int = 200,
    panel: Any = None,
    gate: Gate | None = None,
) -> HttpResponse:
    mine = joined_at(request, here, row)
    gate = gate or gate_ahead(request, here)
    context = {
        "here": here,
        "crumbs": _way(here, row),
        "card": cards_of(here, [row])[0],
        "form": form,
        "panel": panel,
        "joined_url": f"{request.path}?done={mine}" if mine is not None else "",
        "own": is_author(request, row),
        "shut": row.held or row.hidden,
        "gate": gate,
    }
    return gate.mark(render(request, "pages/join_matter.html", context, status=status))


def _way(here: Here, row: Any) -> list[dict[str, str]]:
    name = number_of(row)
    matter = (_("Comment no. %(number)s") % {"number": name}, here.address("matter", name))
    return crumbs(here, (_("Comments and answers"), here.address("register")), matter)


def _done(request: HttpRequest, here: Here, row: Any, n: int) -> HttpResponse:
    """The confirmation; whoever opens it from elsewhere sees what the entry says to everybody."""
    facts = joining_facts(here, n)
    if facts is None or facts["matter"] != number_of(row):
        raise Http404
    at = Leaf.objects.values_list("at", flat=True).get(territory=here.territory, n=n)
    name = number_of(row)
    slip = {
        "title": _("Confirmation that you agree with a comment"),
        "number": _("no. %(number)s") % {"number": name},
        "received": at,
        "code": code_of(here.territory, n + 1),
        "link": whole_address(here.address("matter", name)),
        "url": here.address("matter", name),
        "promise": _("The comment is answered with a reason, for you as well. Entry %(n)s of the record book.")
        % {"n": n},
        "town": here.town.name,
        "plan": here.title,
    }
    facts_told = [
        {"label": _("Comment"), "value": name, "url": here.address("matter", name)},
        {"label": _("For whom you speak"), "value": side_words(facts["side"])},
        {"label": _("Received"), "value": moment(at)},
    ]
    context = {
        "here": here,
        "crumbs": _way(here, row),
        "number": name,
        "slip": slip,
        "facts": facts_told,
        "mine": joined_at(request, here, row) == n,
        "receipt_url": address("receipt", here.territory, n),
        "entry_url": address("entry", here.territory, n),
    }
    return render(request, "pages/join_matter.html", context)
