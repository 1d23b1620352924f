"""What somebody can do with their own comment: answer back, insist, ask for a second look, disown it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consult import letters
from consult.acting.desk import Desk, matter_desk
from consult.acting.kept import forget, keep, kept
from consult.acting.recording import ChangedError, fingerprint_of, record
from consult.acting.steps import RECORD
from consult.acting.values import facts_shown, panel_of, sentence_before
from consult.bookcode import newest_code
from consult.cards import cards_of, number_of
from consult.limits import address_of, places
from consult.own import standing_of_author
from consult.pages.slip import files_of, not_yours
from consult.places import Here, crumbs
from consult.sentences import act_about, act_label
from consult.who import now
from workflow.perform import LONGEST_WORDS, RefusedError, rehearse_act
from workflow.rules.act import FactsError
from workflow.rules.acts.commenting import CLOSED_TO_COMMENTS

FOLLOW = "follow"  # no act of the book: an address is none of its business
WRONG, REFUSED = 422, 409


class ReasonForm(forms.Form):
    """Why, in one's own words; need not be said."""

    reason = forms.CharField(
        label=gettext_lazy("Why"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerBackForm(ReasonForm):
    """Whether the answer satisfies; two buttons of equal weight."""

    satisfaction = forms.ChoiceField(
        label=gettext_lazy("Does the answer satisfy you?"),
        choices=[
            ("satisfied", gettext_lazy("Yes, it satisfies me")),
            ("not_satisfied", gettext_lazy("No, it does not satisfy me")),
        ],
        widget=forms.RadioSelect,
    )
    field_order = ("satisfaction", "reason")


class AppealForm(ReasonForm):
    """Why the words should be shown."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["reason"].required = True
        self.fields["reason"].label = _("Why your comment should be shown")


class DisownForm(forms.Form):
    """Who may have sent it need not be said."""

    known = forms.BooleanField(label=gettext_lazy("I know who sent it. I need not say who."), required=False)


class FollowForm(forms.Form):
    """An address for answers."""

    mail = forms.EmailField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("It is not published and nobody but the program that sends the letters uses it."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


FORMS: dict[str, type[forms.Form]] = {
    "answer_back": AnswerBackForm,
    "appeal_hiding": AppealForm,
    "insist": ReasonForm,
    FOLLOW: FollowForm,
    "disown_matter": DisownForm,
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Only for a browser in which the link of the comment was opened; each act is shown before it is recorded."""
    desk, here, row = matter_desk(request, slug, number)
    author = standing_of_author(request, row)
    wanted = request.POST.get("act", "")
    if author is None:
        if wanted in FORMS and wanted != FOLLOW:
            keep(request)
            return not_yours(request, here, row, notice=_("What you typed is kept. Nothing was recorded."))
        return not_yours(request, here, row)
    own = Desk(desk.town, here, None, author)
    if request.method != "POST" or wanted not in FORMS:
        return _page(request, own, row, typed=kept(request))
    form = form_of(wanted, request.POST)
    if wanted == FOLLOW:
        return _follow(request, own, row, form)
    keep(request)
    return _act(request, own, row, wanted, form)


def possible(here: Here, row: Any) -> list[str]:
    """What the author can do with it now, most useful first."""
    whole, late = not row.point, here.plan.stage in CLOSED_TO_COMMENTS
    can = {
        "answer_back": not row.open and row.disposition != "split",
        "appeal_hiding": (row.held or row.hidden) and not row.appealed,
        "insist": whole and here.process.comments.insist and not row.insisted and not late,
        FOLLOW: whole,
        "disown_matter": whole and not row.disowned,
    }
    return [act for act in FORMS if can[act]]


def own_box(request: HttpRequest, here: Here, row: Any) -> dict[str, Any] | None:
    """`parts/own_box.html` for the page of a comment; None for everybody but its author."""
    if standing_of_author(request, row) is None:
        return None
    url = here.address("own", number_of(row))
    can = [{"label": label_of(act), "url": f"{url}?open={act}#{act}"} for act in possible(here, row)]
    return {"url": url, "can": can, "slip_url": here.address("slip", row.number)}


def label_of(act: str) -> str:
    """What the person does, in a few words."""
    return _("Have answers sent to me by e-mail") if act == FOLLOW else act_label(act)


def about_of(act: str) -> str:
    """What it means."""
    if act == FOLLOW:
        return _("At most one letter a day, and only when something is new. One press in any letter stops them.")
    return act_about(act)


def button_of(act: str) -> str:
    """What the button says: an act is looked at first, a letter is sent."""
    return _("Send me the letter") if act == FOLLOW else _("Continue")


def form_of(act: str, data: QueryDict | None = None, initial: dict[str, Any] | None = None) -> forms.Form:
    """The small form of one act."""
    return FORMS[act](data, initial=initial or {}, auto_id=f"{act}-%s")


def _act(request: HttpRequest, own: Desk, row: Any, act: str, form: forms.Form) -> HttpResponse:
    if not form.is_valid():
        return _page(request, own, row, tried=(act, form), status=WRONG)
    given = {name: value for name, value in form.cleaned_data.items() if value not in (None, "")}
    facts = {"matter": number_of(row), **given}
    try:
        if request.POST.get("step") != RECORD:
            return _look(request, own, row, act, form, facts)
        done = record(own, act, facts, seen=request.POST.get("seen", ""))
    except RefusedError as refusal:
        return _page(request, own, row, tried=(act, form), panel=panel_of(own, refusal.obstacles), status=REFUSED)
    except FactsError:
        form.add_error(None, _("There is a character in it that no text has. Please write it again."))
        return _page(request, own, row, tried=(act, form), status=WRONG)
    except ChangedError:
        return _look(request, own, row, act, form, facts)
    forget(request)
    messages.success(request, _("Recorded as entry %(n)s: %(what)s.") % {"n": done.n, "what": act_label(act)})
    return HttpResponseRedirect(request.path, status=303)


def _look(request: HttpRequest, own: Desk, row: Any, act: str, form: forms.Form, facts: dict[str, Any]) -> HttpResponse:
    """This will be recorded."""
    judged = rehearse_act(own.request(act, facts))
    if not judged.permitted:
        raise RefusedError(act, judged.obstacles)
    typed = [(name, form.data.get(name, "")) for name in form.fields]
    fixed = [("act", act), ("step", RECORD), ("seen", fingerprint_of(judged.deed))]
    what = {
        "sentence": sentence_before(own, judged.deed, facts),
        "facts": facts_shown(own, form),
        "button": _("Record it"),
        "url": request.path,
        "fields": [{"name": name, "value": value} for name, value in (*typed, *fixed) if value],
        "back_url": f"{request.path}#{act}",
    }
    context = {"crumbs": _way(own, row), "title": act_label(act), "held": None, "record": what}
    return render(request, "acting/check.html", context)


def _follow(request: HttpRequest, own: Desk, row: Any, form: forms.Form) -> HttpResponse:
    """The address is kept and one letter asks whether it is theirs; the same is said whatever we knew before."""
    assert own.here is not None
    if form.is_valid():
        try:
            with transaction.atomic():
                letters.follow(
                    territory=own.territory,
                    plan=own.here.slug,
                    number=row.number,
                    mail=form.cleaned_data["mail"],
                    person=row.person,
                    language=get_language() or "",
                    at=now(),
                    network=places(address_of(request))[1],
                    code=newest_code(own.territory),
                )
        except ValidationError:
            form.add_error("mail", _("Write one address, for example name@example.org."))
        else:
            told = _("A letter is on its way to this address. Answers go there once you press the button in it.")
            messages.success(request, told)
            return HttpResponseRedirect(request.path, status=303)
    return _page(request, own, row, tried=(FOLLOW, form), status=WRONG)


def _page(
    request: HttpRequest,
    own: Desk,
    row: Any,
    *,
    typed: QueryDict | None = None,
    tried: tuple[str, forms.Form] | None = None,
    panel: Any = None,
    status: int = 200,
) -> HttpResponse:
    here = own.here
    assert here is not None
    again = typed.get("act", "") if typed is not None else ""
    begun = {again: form_of(again, initial=typed.dict())} if typed is not None and again in FORMS else {}
    begun |= dict([tried]) if tried else {}
    ways = [
        {"act": act, "label": label_of(act), "about": about_of(act), "form": begun.get(act) or form_of(act),
         "open": act in (*begun, request.GET.get("open")), "button": button_of(act)}
        for act in dict.fromkeys([*begun, *possible(here, row)])
    ]  # fmt: skip
    context = {
        "here": here,
        "crumbs": _way(own, row),
        "number": number_of(row),
        "card": cards_of(here, [row])[0],
        "ways": ways,
        "wrong": tried[1] if tried else None,
        "panel": panel,
        "found_again": bool(begun) and not tried,
        "slip_url": here.address("slip", row.number),
        "matter_url": here.address("matter", number_of(row)),
        "lost_url": here.address("lost_link"),
        **files_of(here, row, mine=True),
    }
    return render(request, "pages/own.html", context, status=status)


def _way(own: Desk, row: Any) -> list[dict[str, str]]:
    assert own.here is not None
    number = number_of(row)
    return crumbs(own.here, (_("Comment %(number)s") % {"number": number}, own.here.address("matter", number)))
