"""A lost secret link: a new one by letter to the confirmed address, or at the counter by the six words of the slip."""

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consult.acting.typed import matter_typed
from consult.addresses import address
from consult.letters.reissuing import ask_for_links
from consult.limits import address_of, hidden, places, retry_after
from consult.places import Here, crumbs, plan_or_404
from consult.tries import within

MOST_A_NETWORK = 20  # in an hour


class LostLinkForm(forms.Form):
    """The address is typed as it was when the comment was sent; the number need not be known."""

    mail = forms.EmailField(
        label=gettext_lazy("E-mail you gave when you sent the comment"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    number = forms.CharField(label=gettext_lazy("Number of the comment"), required=False, max_length=60)

    def clean_number(self) -> int | None:
        """The number of the whole comment; None where it is not known."""
        typed = self.cleaned_data["number"].strip()
        if not typed:
            return None
        number = matter_typed(typed)
        if number is None:
            raise forms.ValidationError(_("Write one number, for example 41."))
        return int(number.rstrip("abcdefghijklmnopqrstuvwxyz"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """The answer is the same whether we know the address or not: the page tells nobody who spoke."""
    here = plan_or_404(request, slug)
    if request.method != "POST":
        return _page(request, here, LostLinkForm(auto_id="lost-%s"))
    network = places(address_of(request))[1]
    if not within(f"lost-{hidden(network)}", MOST_A_NETWORK):
        answer = _page(request, here, LostLinkForm(request.POST, auto_id="lost-%s"), too_many=True, status=429)
        answer["Retry-After"] = str(retry_after())
        return answer
    form = LostLinkForm(request.POST, auto_id="lost-%s")
    if not form.is_valid():
        return _page(request, here, form, status=422)
    ask_for_links(
        territory=here.territory,
        plan=here.slug,
        number=form.cleaned_data["number"],
        mail=form.cleaned_data["mail"],
        network=network,
        at=timezone.now(),
    )
    return HttpResponseRedirect(f"{request.path}?sent=1", status=303)


def _page(
    request: HttpRequest, here: Here, form: LostLinkForm, *, too_many: bool = False, status: int = 200
) -> HttpResponse:
    context = {
        "here": here,
        "crumbs": crumbs(here),
        "form": form,
        "sent": "sent" in request.GET,
        "too_many": too_many,
        "counter_url": address("counter", here.territory),
    }
    return render(request, "pages/lost_link.html", context, status=status)
