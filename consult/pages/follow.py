"""Follow a plan or one comment by letters: one field, one button; nothing comes before the address is confirmed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consult import letters, limits
from consult.letters.following import LONGEST_ADDRESS, clean_address
from consult.places import Here, crumbs, plan_or_404
from consult.who import now
from workflow.rules.lifecycle import ENDS
from workflow.rules.rows import Matter

LONGEST_NUMBER = 9


class FollowForm(forms.Form):
    """One address."""

    email = forms.CharField(
        label=gettext_lazy("Your e-mail"),
        help_text=gettext_lazy("It is used for these letters only, is never published, and is erased when you stop."),
        max_length=LONGEST_ADDRESS,
        error_messages={"required": gettext_lazy("Write the address letters shall go to.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_email(self) -> str:
        """One address, as letters take it."""
        try:
            return clean_address(self.cleaned_data["email"])
        except ValidationError as error:
            raise ValidationError(_("Write one whole address, such as jana@example.org.")) from error


@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, and the same address after it was sent: the answer does not tell who follows already."""
    here = plan_or_404(request, slug)
    number = _number(request, here)
    if request.method != "POST":
        if request.GET.get("sent"):
            return _page(request, here, None, number=number)
        return _page(request, here, FollowForm(auto_id="follow-%s"), number=number)
    form = FollowForm(request.POST, auto_id="follow-%s")
    if not form.is_valid():
        return _page(request, here, form, number=number, status=422)
    if limits.judge(request, here) is not limits.Verdict.WITHIN:
        form.add_error(None, _("Too much was sent from your network just now. Try again in an hour."))
        return _page(request, here, form, number=number, status=429)
    with transaction.atomic():
        letters.follow(
            territory=here.territory,
            plan=here.slug,
            number=number,
            mail=form.cleaned_data["email"],
            person=None,
            language=get_language() or "",
            at=now(),
            network=limits.places(limits.address_of(request))[1],
        )
    query = f"?sent=1&number={number}" if number else "?sent=1"
    return HttpResponseRedirect(f"{here.address('follow')}{query}", status=303)


def _number(request: HttpRequest, here: Here) -> int | None:
    """The comment to follow, from the address of the page; None for the whole plan."""
    said = request.GET.get("number", "")
    if not said:
        return None
    if not (said.isascii() and said.isdigit() and len(said) <= LONGEST_NUMBER):
        raise Http404
    if not here.rows(Matter).filter(key=here.key(str(int(said)))).exists():
        raise Http404
    return int(said)


def _page(
    request: HttpRequest, here: Here, form: FollowForm | None, *, number: int | None, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "here": here,
        "crumbs": crumbs(here),
        "form": form,
        "number": number,
        "back_url": here.address("matter", number) if number else here.url,
        "over": here.plan.stage in ENDS,
    }
    answer = render(request, "pages/follow.html", context, status=status)
    if status == 429:
        answer["Retry-After"] = str(limits.retry_after())
    return answer
