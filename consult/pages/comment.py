"""Say something about the plan: one box, one button, no account; afterwards a slip with the number."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from django_comments.forms import CommentSecurityForm

from consult.acting.choices import rows_to_choose
from consult.acting.desk import Desk, plan_desk
from consult.acting.kept import forget, keep, kept
from consult.acting.values import panel_of
from consult.comments import CommentDeclinedError, Posted, post_comment
from consult.course import is_commentable
from consult.places import crumbs
from consult.sentences import side_words
from consult.templatetags.dohoda import fingerprint, until
from consult.who import now
from workflow.models import Leaf
from workflow.perform import RefusedError
from workflow.rules.act import FactsError
from workflow.rules.acts.commenting import BEFORE_POSTING, CLOSED_TO_COMMENTS
from workflow.rules.case import Standing
from workflow.rules.rows import Matter
from workflow.rules.sides import Side
from workflow.trail.canonical import format_time, parse_time

LONGEST, LONGEST_QUOTE = 20_000, 2_000
SLIP = "slip"  # in the session: number -> the secret of the person's own link, shown once


class CommentForm(CommentSecurityForm):
    """The comment library's security (who made the form, when, and a box only machines fill in), and our questions."""

    told = forms.CharField(
        label=gettext_lazy("What would you change?"),
        help_text=gettext_lazy("Write it as you would say it. You need no account and no mandate."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    quote = forms.CharField(required=False, max_length=LONGEST_QUOTE, widget=forms.HiddenInput)
    section = forms.ChoiceField(label=gettext_lazy("Which part of the text it is about"), required=False)
    proposed = forms.CharField(
        label=gettext_lazy("How it should read instead"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    side = forms.ChoiceField(label=gettext_lazy("For whom you speak"), initial="public", required=False)
    publish_as = forms.CharField(
        label=gettext_lazy("Name to be published"),
        help_text=gettext_lazy("Leave it empty and only the number is shown."),
        max_length=100,
        required=False,
    )
    insisted = forms.BooleanField(
        label=gettext_lazy("I insist: if it is not accepted, the steering group shall decide"), required=False
    )
    honeypot = forms.CharField(label=gettext_lazy("Leave this empty"), required=False)

    def __init__(self, target: Any, *, desk: Desk, **given: Any) -> None:
        super().__init__(target, auto_id="comment-%s", **given)
        assert desk.here is not None
        self.fields["section"].choices = [("", _("the whole plan")), *(rows_to_choose(desk, "Section") or ())]
        self.fields["side"].choices = [(str(side), side_words(side)) for side in reversed(Side)]
        if not desk.here.process.comments.insist:
            del self.fields["insisted"]

    def clean_honeypot(self) -> str:
        """Only a machine fills it in."""
        if self.cleaned_data["honeypot"]:
            raise forms.ValidationError(_("Leave the last field empty."))
        return ""

    def clean_timestamp(self) -> int:
        """A form that lay open for hours is sent once more; the words stay."""
        try:
            return int(super().clean_timestamp())
        except forms.ValidationError as error:
            raise forms.ValidationError(_("The page was open for a long time. Please send it once more.")) from error

    @property
    def more_wrong(self) -> bool:
        """Whether something has to be mended under "add more"."""
        return any(name in self.errors for name in ("section", "proposed", "side", "publish_as"))


@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """The form; posted, the comment itself."""
    desk = plan_desk(request, slug)
    if request.method == "POST":
        return _download(request) if request.POST.get("step") == "download" else _posted(request, desk)
    if number := request.GET.get("slip"):
        return _slip_page(request, desk, number)
    assert desk.here is not None
    typed = kept(request)
    initial: dict[str, Any] = {name: request.GET.get(name, "")[:LONGEST_QUOTE] for name in ("section", "quote")}
    initial |= typed.dict() if typed is not None else {}
    return _page(
        request, desk, CommentForm(desk.here.plan, desk=desk, initial={**initial}), found_again=typed is not None
    )


def kind_of(desk: Desk) -> str:
    """A comment while the posted text may still change; before and after that, a suggestion, which is always taken."""
    assert desk.here is not None
    plan = desk.here.plan
    early = plan.stage in BEFORE_POSTING and plan.editions == 0
    return "suggestion" if early or plan.stage in CLOSED_TO_COMMENTS else "comment"


def _posted(request: HttpRequest, desk: Desk) -> HttpResponse:
    assert desk.here is not None
    keep(request)
    form = CommentForm(desk.here.plan, desk=desk, data=request.POST)
    if not form.is_valid():
        return _page(request, desk, _renewed(form), status=422)
    try:
        posted = post_comment(_request(desk, form), http=request, name=form.cleaned_data["publish_as"])
    except RefusedError as refusal:
        return _page(request, desk, _renewed(form), panel=panel_of(desk, refusal.obstacles), status=409)
    except FactsError:
        form.add_error("told", _("There is a character in it that no text has. Please write it again."))
        return _page(request, desk, _renewed(form), status=422)
    except CommentDeclinedError:
        form.add_error(None, _("The comment was not taken. The town's office will help you."))
        return _page(request, desk, _renewed(form), status=409)
    forget(request)
    request.session[SLIP] = {**request.session.get(SLIP, {}), str(posted.number): posted.secret}
    return _to_slip(desk, posted)


def _renewed(form: CommentForm) -> CommentForm:
    """The same words under a fresh stamp of the security form."""
    form.data = form.data.copy()
    form.data.update(form.generate_security_data())
    return form


def _request(desk: Desk, form: CommentForm) -> Any:
    said = form.cleaned_data
    told = f"„{said['quote']}“\n\n{said['told']}" if said["quote"] else said["told"]
    facts = {"kind": kind_of(desk), "told": told, "channel": "web", "side": said["side"] or "public"}
    facts |= {name: said[name] for name in ("section", "proposed", "publish_as") if said[name]}
    facts["insisted"] = bool(said.get("insisted"))
    return desk.request("raise_matter", facts, by=Standing(None, None, "public", desk.standing.person))


def _to_slip(desk: Desk, posted: Posted) -> HttpResponse:
    assert desk.here is not None
    return HttpResponseRedirect(f"{desk.here.address('comment')}?slip={posted.number}", status=303)


def _page(
    request: HttpRequest,
    desk: Desk,
    form: CommentForm,
    *,
    panel: Any = None,
    status: int = 200,
    found_again: bool = False,
) -> HttpResponse:
    here = desk.here
    assert here is not None
    at = now()
    context = {
        "here": here,
        "crumbs": crumbs(here),
        "form": form,
        "quote": form["quote"].value(),
        "details": [
            form[name] for name in ("section", "proposed", "side", "publish_as", "insisted") if name in form.fields
        ],
        "details_open": form.more_wrong if form.is_bound else bool(form.initial.get("section")),
        "deadline": here.plan.closes_at if is_commentable(here.plan, at) else None,
        "kind": kind_of(desk),
        "late": kind_of(desk) == "comment" and not is_commentable(here.plan, at),
        "panel": panel,
        "found_again": found_again,
    }
    return render(request, "pages/comment.html", context, status=status)


def _download(request: HttpRequest) -> HttpResponse:
    """The person's words as a file, where they cannot be taken any more."""
    words = "\n\n".join(request.POST.get(name, "") for name in ("quote", "told", "proposed") if request.POST.get(name))
    answer = HttpResponse(words, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{_("comment")}.txt"'
    return answer


def _slip_page(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    here = desk.here
    assert here is not None
    row = here.rows(Matter).filter(key=here.key(number)).first()
    if row is None:
        raise Http404
    hashed = Leaf.objects.values_list("hash", flat=True).get(territory=here.territory, n=row.born)
    secret = request.session.get(SLIP, {}).get(number, "")
    link = f"{here.address('matter', number)}?key={secret}" if secret else here.address("matter", number)
    due = format_time(parse_time(row.received_at) + timedelta(days=here.process.comments.answer_days))
    promise = _(
        "A working group answers every comment with a reason. Look for the answer under this number, %(until)s."
    )
    slip = {
        "number": number,
        "received": row.received_at,
        "code": fingerprint(bytes(hashed).hex()),
        "link": request.build_absolute_uri(link),
        "url": link,
        "promise": promise % {"until": until(due[:10])},
        "town": here.town.name,
        "plan": here.title,
    }
    links = {"receipt_url": f"{here.town.book_url}{row.born}/receipt", "entry_url": f"{here.town.book_url}{row.born}/"}
    context = {"here": here, "crumbs": crumbs(here), "slip": slip, "own": bool(secret), "late": row.late, **links}
    return render(request, "acting/slip.html", context)
