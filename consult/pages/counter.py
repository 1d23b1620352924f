"""The counter: somebody lost their link, says the number and six words, and gets a new slip; the old link is dead."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consult.acting.desk import Desk, town_desk
from consult.acting.typed import matter_typed
from consult.addresses import address
from consult.limits import retry_after
from consult.models import Comment
from consult.own import hand_over, reissue, spoken_by
from consult.pages.slip import at_counter
from consult.phone_words import HOW_MANY, typed_words, unknown_words
from consult.places import here_of
from consult.tries import forgiven, within
from consult.visible import opened
from workflow.models import model_of
from workflow.rules import rows
from workflow.store import process_file

MOST_A_COMMENT, MOST_A_DESK = 5, 30  # tries in an hour
MOST_PLANS = 50


class CounterForm(forms.Form):
    """What the person says: the number and the six words."""

    plan = forms.ChoiceField(label=gettext_lazy("Plan"))
    number = forms.CharField(label=gettext_lazy("Number of the comment"), max_length=60)
    words = forms.CharField(
        label=gettext_lazy("Six words from the slip"),
        help_text=gettext_lazy("In their order. Capitals, accents and commas do not matter."),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, plans: list[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data, auto_id="counter-%s", initial={"plan": plans[0][0] if plans else ""})
        self.fields["plan"].choices = plans  # type: ignore[attr-defined]

    def clean_number(self) -> int:
        """The number of the whole comment."""
        number = matter_typed(self.cleaned_data["number"])
        if number is None:
            raise forms.ValidationError(_("Write one number, for example 41."))
        return int(number.rstrip("abcdefghijklmnopqrstuvwxyz"))

    def clean_words(self) -> str:
        """Six words that may stand on a slip at all."""
        typed = str(self.cleaned_data["words"])
        if strange := unknown_words(typed):
            told = _("These words are on no slip, ask once more: %(words)s.")
            raise forms.ValidationError(told % {"words": ", ".join(strange)})
        if len(typed_words(typed)) != HOW_MANY:
            raise forms.ValidationError(_("There must be six words."))
        return typed


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest, territory: str) -> HttpResponse:
    """For the clerk and the team. Guessing is counted for the comment and for the desk, before anything is compared."""
    desk = town_desk(request, territory)
    if not at_counter(desk):
        return _page(request, desk, None, status=403)
    plans = plans_of(territory)
    if request.method != "POST":
        return _page(request, desk, CounterForm(plans))
    form = CounterForm(plans, request.POST)
    if not form.is_valid():
        return _page(request, desk, form, status=422)
    comment = Comment.objects.filter(
        territory=territory, plan=form.cleaned_data["plan"], number=form.cleaned_data["number"]
    ).first()
    if comment is None:
        form.add_error("number", _("Nothing in this plan has this number."))
        return _page(request, desk, form, status=422)
    return _tried(request, desk, form, comment)


def _tried(request: HttpRequest, desk: Desk, form: CounterForm, comment: Comment) -> HttpResponse:
    of_comment = f"words-{desk.territory}-{comment.plan}-{comment.number}"
    counted = [within(of_comment, MOST_A_COMMENT), within(f"words-{desk.standing.person}", MOST_A_DESK)]
    if not all(counted):
        answer = _page(request, desk, form, too_many=True, status=429)
        answer["Retry-After"] = str(retry_after())
        return answer
    if not spoken_by(comment, form.cleaned_data["words"]):
        form.add_error("words", _("These are not the words of this comment. Ask for the number and the words again."))
        return _page(request, desk, form, status=422)
    forgiven(of_comment)
    secret = reissue(comment, with_words=True)
    answer = HttpResponseRedirect(address("slip", comment.plan, comment.number), status=303)
    hand_over(answer, request, comment, secret, own=False)
    return answer


def plans_of(territory: str) -> list[tuple[str, str]]:
    """The town's plans for a list to choose from, the newest first: name and title."""
    found = list(model_of(rows.Plan).objects.filter(territory=territory).order_by("-born")[:MOST_PLANS])
    texts = opened(territory, [plan.title for plan in found])
    return [
        (plan.key, here_of(plan, process, texts).title) for plan in found if (process := process_file(plan.process))
    ]


def _page(
    request: HttpRequest, desk: Desk, form: CounterForm | None, *, too_many: bool = False, status: int = 200
) -> HttpResponse:
    context = {
        "town": desk.town,
        "crumbs": [{"label": desk.town.name, "url": desk.town.url}],
        "form": form,
        "too_many": too_many,
    }
    return render(request, "pages/counter.html", context, status=status)
