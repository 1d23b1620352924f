"""Say something about the plan: one box, one button, no account; afterwards a slip with the number."""

import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consult.acting.desk import Desk
from consult.acting.kept import forget, keep, kept
from consult.acting.values import panel_of
from consult.comments import CommentDeclinedError, post_comment, posted_once
from consult.course import is_commentable
from consult.limits import Verdict, note_refused
from consult.models import Comment
from consult.once import mark_of_form
from consult.own import hand_over
from consult.places import Here, crumbs, plan_or_404, with_title
from consult.sensitive import Sign, kind_words, signs
from consult.speaking.choosing import has_ended, kind_of
from consult.speaking.files import keep_files
from consult.speaking.form import LONGEST_QUOTE, CommentForm, facts_of, is_hasty, renewed
from consult.speaking.gate import Gate, gate_ahead, note_machine, pass_gate, passed, way_on
from consult.speaking.spoken import mark_spoken
from consult.who import now
from workflow.perform import RefusedError, Request
from workflow.rules.act import FactsError
from workflow.rules.acts.moderating import HoldingGround
from workflow.rules.case import CITIZEN

log = logging.getLogger(__name__)

FROM_ADDRESS = ("section", "paragraph", "quote", "before", "after", "kind")
DOWNLOAD, PUBLISH, MEND = "download", "publish", "mend"  # what a button besides "send" says


@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """The form; posted, the slip of the comment.

    What is typed is kept until it is recorded: whatever else comes of it leaves a draft, and even a fault of ours shows
    every word again.
    """
    if request.method != "POST":
        return _opened(request, plan_or_404(request, slug))
    if request.POST.get("step") == DOWNLOAD:
        return _download(request)
    here = plan_or_404(request, slug, titled=False)
    try:
        answer = _sent(request, here)
    except Exception:  # whatever it was, the words come back; it is logged in full
        log.exception("A comment could not be taken: %s", slug)
        return _page(request, here, renewed(CommentForm(here, data=request.POST)), status=503, broken=True)
    # A flood must not write a row for each refusal: whoever has to wait has the words on the page and in the browser.
    if answer.status_code not in (303, 429):
        keep(request)
    return answer


def again(request: HttpRequest, slug: str) -> HttpResponse:
    """The words of a form whose safety check failed, in the form once more; nothing was taken or counted."""
    here = plan_or_404(request, slug, titled=False)
    form = renewed(CommentForm(here, data=request.POST))
    form.errors.clear()
    return _page(request, here, form, status=403, unsent=True)


def _opened(request: HttpRequest, here: Here) -> HttpResponse:
    typed = kept(request)
    initial: dict[str, Any] = {name: request.GET.get(name, "")[:LONGEST_QUOTE] for name in FROM_ADDRESS}
    initial = {name: value.replace("\x00", "") for name, value in initial.items() if value}
    initial |= typed.dict() if typed is not None else {}
    form = CommentForm(here, initial={**initial})
    return _page(request, here, form, gate=gate_ahead(request, here), found_again=typed is not None)


def _sent(request: HttpRequest, here: Here) -> HttpResponse:
    """Through the form, the gate and the second look to the book; each of them may send back with every word."""
    form = CommentForm(here, data=request.POST, files=request.FILES)
    step = request.POST.get("step", "")
    if step == MEND:
        form.errors.clear()
        return _page(request, here, renewed(form))
    sound = form.is_valid()
    waits = passed(request.POST.get("passed", ""), form.everything()) if sound and step == PUBLISH else None
    gate = Gate(Verdict.WITHIN)
    if waits is None:
        gate = pass_gate(request, here, hasty=is_hasty(request.POST.get("timestamp", "")))
        if sound and not gate.open and (answer := _sent_before(request, here, form)):
            return answer
        if gate.verdict is Verdict.TOO_MANY or gate.asks and not sound:
            return gate.mark(_page(request, here, _untold(form, gate), gate=gate, status=gate.status))
        waits = gate.asks
    if not sound:
        _note_invalid(here, form)
        return _page(request, here, _restamped(form), gate=gate, status=422)
    if gate.asks and not (request.POST.get("wait") or form.cleaned_data["mail"]):
        return _page(request, here, renewed(form), gate=gate, status=gate.status)
    at = now()
    files = keep_files(form.cleaned_data, at)
    if step != PUBLISH and (found := signs(form.everything())):
        return _second_look(request, here, form, files, found, waits=waits)
    return _posted(request, here, form, at, hold=HoldingGround.RATE_LIMIT if waits else None)


def _posted(request: HttpRequest, here: Here, form: CommentForm, at: str, *, hold: str | None) -> HttpResponse:
    said = form.cleaned_data
    act = Request(
        act="raise_matter", facts=facts_of(here, said), territory=here.territory, by=CITIZEN, at=at, plan=here.slug
    )
    try:
        posted = post_comment(
            act, http=request, name=said["publish_as"], before=said["before"], after=said["after"],
            hold=str(hold) if hold else None, follow=said["mail"] or None, target=here.plan,
            once=_once(request, here, form),
        )  # fmt: skip
    except IntegrityError:  # the other of two presses came first
        if answer := _sent_before(request, here, form):
            return answer
        raise
    except RefusedError as refusal:
        if answer := _sent_before(request, here, form):
            return answer
        note_refused(here.territory, here.slug, "stage")
        panel = panel_of(Desk(here.town, here, None, CITIZEN), refusal.obstacles)
        return _page(request, here, renewed(form), panel=panel, status=409)
    except FactsError:
        form.add_error("told", _("There is a character in it that no text has. Please write it again."))
    except ValidationError:
        form.add_error("mail", _("This is no e-mail address."))
    except CommentDeclinedError:
        form.add_error(None, _("The comment was not taken. The town's office will help you."))
        return _page(request, here, renewed(form), status=409)
    else:
        forget(request)
        return _to_slip(request, here, posted.comment, posted.secret)
    return _page(request, here, renewed(form), status=422)


def _once(request: HttpRequest, here: Here, form: CommentForm) -> str:
    """By what a second press of the same button is known: browser, form, and every word in it."""
    said = form.cleaned_data
    facts = {**facts_of(here, said), "mail": said["mail"]}
    for name in ("recording", "attached"):  # a file is kept later than it is known
        facts[name] = said[name].name[:16] if said[name] else said[f"{name}_kept"][:16]
    return mark_of_form(request, *(f"{name}={facts[name]}" for name in sorted(facts)))


def _sent_before(request: HttpRequest, here: Here, form: CommentForm) -> HttpResponse | None:
    """To the slip of what this very form brought already; None where it is new."""
    known = posted_once(here.territory, here.slug, _once(request, here, form))
    return _to_slip(request, here, *known) if known is not None else None


def _to_slip(request: HttpRequest, here: Here, comment: Comment, secret: str) -> HttpResponse:
    place = here.address("slip", comment.number) or here.address("matter", comment.number)
    answer = HttpResponseRedirect(place, status=303)
    if secret:
        hand_over(answer, request, comment, secret)
    mark_spoken(answer, request.POST.get("draft", ""))
    return answer


def _note_invalid(here: Here, form: CommentForm) -> None:
    note_machine(here, form)
    wrong = form.errors.as_data()
    if any(error.code == "max_length" for errors in wrong.values() for error in errors):
        note_refused(here.territory, here.slug, "too_long")
    if any(error.code == "file" for errors in wrong.values() for error in errors):
        note_refused(here.territory, here.slug, "file")


def _restamped(form: CommentForm) -> CommentForm:
    """A file has to be chosen once more, as browsers want it; everything else is still there."""
    for name in ("recording", "attached"):
        if name in form.files and name not in form.errors:
            form.add_error(name, _("Choose the file once more; browsers do not keep it."))
    return renewed(form)


def _untold(form: CommentForm, gate: Gate) -> CommentForm:
    """Whoever has to wait is shown the words alone, with nothing said about them."""
    if not gate.asks:
        form.errors.clear()
    return renewed(form)


def _second_look(
    request: HttpRequest, here: Here, form: CommentForm, files: dict[str, str], found: list[Sign], *, waits: bool
) -> HttpResponse:
    """What would be published about a person is shown before it is; the words and files are carried along."""
    carried = renewed(form).carried() | files | {"passed": way_on(form.everything(), waits=waits)}
    carried |= {"draft": request.POST.get("draft", "")}
    here = with_title(here)
    context = {
        "here": here,
        "crumbs": crumbs(here),
        "signs": [{"label": kind_words(sign.kind), "value": sign.found} for sign in found],
        "carried": carried,
        "told": form.cleaned_data["told"],
        "proposed": form.cleaned_data["proposed"],
    }
    return render(request, "acting/comment_look.html", context)


def _page(
    request: HttpRequest,
    here: Here,
    form: CommentForm,
    *,
    gate: Gate | None = None,
    panel: Any = None,
    status: int = 200,
    **more: bool,
) -> HttpResponse:
    here = with_title(here) if request.method == "POST" else here
    kind, at, gate = kind_of(here), now(), gate or Gate(Verdict.WITHIN)
    form.meet(asks=gate.asks)
    context = {
        "here": here,
        "crumbs": crumbs(here),
        "form": form,
        "quote": form["quote"].value(),
        "gate": gate,
        "deadline": here.plan.closes_at if is_commentable(here.plan, at) else None,
        "kind": kind,
        "late": kind == "comment" and not here.plan.suspended and not is_commentable(here.plan, at),
        "ended": has_ended(here),
        "panel": panel,
        **more,
    }
    return render(request, "pages/comment.html", context, status=status)


def _download(request: HttpRequest) -> HttpResponse:
    """The person's words as a file, where they cannot be taken any more."""
    words = "\n\n".join(request.POST.get(name, "") for name in ("quote", "told", "proposed") if request.POST.get(name))
    answer = HttpResponse(words, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{_("comment")}.txt"'
    return answer
