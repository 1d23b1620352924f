"""The office enters what came on paper, by mail, by data box, at a meeting or by telephone, with the same rights."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consult.acting.desk import Desk, plan_desk
from consult.acting.kept import forget, keep, kept
from consult.acting.steps import RECORD, acting_mark
from consult.acting.values import facts_shown, panel_of, sentence_before
from consult.comments import CommentDeclinedError
from consult.intake.batch import begin, unfinished
from consult.intake.entry import AlreadyEnteredError, enter, free_mark, looked_at, mark_of, may_enter, numbers_of
from consult.intake.form import IntakeForm
from consult.intake.upload import LetterForm, ListForm, typed_of
from consult.own import hand_over
from consult.places import Here, crumbs
from consult.recordings import waiting_recordings
from consult.sensitive import kind_words, signs
from consult.sentences import word
from consult.sentences.words import either
from consult.who import now
from workflow.perform import RefusedError
from workflow.rules import rows
from workflow.rules.act import FactsError
from workflow.rules.authority import RELAY

LETTER, LIST = "letter", "list"  # what a button besides "go on" brings


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest, slug: str) -> HttpResponse:
    """One comment, a letter that fills in its form, or a list; "this will be recorded"; the slip."""
    desk = plan_desk(request, slug)
    if not may_enter(desk):
        return not_for_you(request, desk)
    if request.method != "POST":
        return _opened(request, desk)
    match request.POST.get("step", ""):
        case "letter":
            return _letter(request, desk)
        case "list":
            return _list(request, desk)
    return _one(request, desk)


def not_for_you(request: HttpRequest, desk: Desk, told: str = "") -> HttpResponse:
    """Whose work it is, the way to sign in, and what a citizen can do instead; `told` replaces the sentence."""
    who = either(word("pen", str(pen)) for pen in RELAY["raise_matter"])
    context = {
        "here": desk.here,
        "crumbs": crumbs(_here(desk)),
        "told": told or _("What came on paper or by mail is entered by: %(who)s.") % {"who": who},
        "signed_in": desk.held is not None,
    }
    return render(request, "acting/not_for_you.html", context, status=403)


def _here(desk: Desk) -> Here:
    assert desk.here is not None
    return desk.here


def _opened(request: HttpRequest, desk: Desk) -> HttpResponse:
    if request.GET.get("way") == LIST:
        return _page(request, desk, listing=ListForm(_here(desk), at=now()))
    typed = kept(request)
    initial: dict[str, Any] = typed.dict() if typed is not None else {}
    return _page(request, desk, form=IntakeForm(_here(desk), at=now(), initial=initial), found_again=typed is not None)


def _letter(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The message is read into the form, which somebody looks over before anything is recorded."""
    form = LetterForm(request.POST, request.FILES, auto_id="letter-%s")
    if not form.is_valid():
        return _page(request, desk, form=IntakeForm(_here(desk), at=now()), letter=form, status=422)
    typed, left = typed_of(form.cleaned_data["letter"], now())
    keep(request, {name: [value] for name, value in typed.items()})
    for sentence in left:
        messages.warning(request, sentence)
    return HttpResponseRedirect(request.get_full_path(), status=303)


def _list(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = ListForm(_here(desk), at=now(), data=request.POST, files=request.FILES)
    if not form.is_valid():
        return _page(request, desk, listing=form, status=422)
    batch = begin(request, desk, form.rows, **form.about)
    return HttpResponseRedirect(_here(desk).address("intake_list", batch.key), status=303)


def _one(request: HttpRequest, desk: Desk) -> HttpResponse:
    keep(request)
    form = IntakeForm(_here(desk), at=now(), data=request.POST, files=request.FILES)
    sound = form.is_valid()
    form.keep_files(now())
    keep(request, {name: [value] for name, value in form.carried().items()})
    if request.POST.get("as", "") != acting_mark(desk):
        told = _("You were signed in differently when you opened this form. What you typed is kept.")
        return _page(request, desk, form=form, notice=told, status=409)
    if not sound:
        return _page(request, desk, form=form, status=422)
    try:
        return _judged(request, desk, form)
    except AlreadyEnteredError as known:
        return _page(request, desk, form=form, already=known.number, status=409)
    except RefusedError as refusal:
        return _page(request, desk, form=form, panel=panel_of(desk, refusal.obstacles), status=409)
    except FactsError:
        form.add_error("told", _("There is a character in it that no text has. Please write it again."))
    except ValidationError:
        form.add_error("mail", _("This is no e-mail address."))
    except CommentDeclinedError:
        form.add_error(None, _("The comment was not taken. The town's office will help you."))
    return _page(request, desk, form=form, status=422)


def _judged(request: HttpRequest, desk: Desk, form: IntakeForm) -> HttpResponse:
    """On to what will be recorded, or into the book. Raises what recording raises."""
    said, recording = form.cleaned_data, request.POST.get("step") == RECORD
    mark = free_mark(desk, said) if said["again"] else mark_of(desk, said)
    if recording:
        return _record(request, desk, said, mark)
    if not said["again"] and (number := _known(desk, said, mark)):
        raise AlreadyEnteredError(number)
    return _look(request, desk, form)


def _known(desk: Desk, said: dict[str, Any], mark: str) -> int:
    """The number under which the same words, or the same scanned letter, are entered already; 0 if they are not."""
    number = numbers_of(desk, [mark]).get(mark, 0)
    if number or not said["scan"]:
        return number
    found = _here(desk).rows(rows.Matter).filter(scan=said["scan"], point="").order_by("number")
    return int(found.values_list("number", flat=True).first() or 0)


def _record(request: HttpRequest, desk: Desk, said: dict[str, Any], mark: str) -> HttpResponse:
    posted = enter(desk, said, mark)
    forget(request)
    answer = HttpResponseRedirect(_here(desk).address("slip", posted.number), status=303)
    hand_over(answer, request, posted.comment, posted.secret, own=False)
    return answer


def _look(request: HttpRequest, desk: Desk, form: IntakeForm) -> HttpResponse:
    said = form.cleaned_data
    judged = looked_at(desk, said)
    if not judged.permitted:
        raise RefusedError("raise_matter", judged.obstacles)
    late = _("It came after the window had closed. It gets a number, is shown, and is marked as late.")
    carried = {**form.carried(), "step": RECORD, "as": acting_mark(desk)}
    record = {
        "sentence": sentence_before(desk, judged.deed, said),
        "facts": [*facts_shown(desk, form), *({"label": what, "value": name} for what, name in form.kept_files())],
        "button": _("Record it"),
        "url": request.get_full_path(),
        "fields": [{"name": name, "value": value} for name, value in carried.items()],
        "back_url": request.get_full_path(),
        "warning": late if judged.deed.late else "",  # type: ignore[attr-defined]
    }
    public = "\n".join(str(said.get(name) or "") for name in ("told", "proposed", "publish_as"))
    found = [{"label": kind_words(sign.kind), "value": sign.found} for sign in signs(public)]
    context = {"here": desk.here, "crumbs": way_to(desk), "held": desk.held, "record": record, "signs": found}
    return render(request, "acting/intake_check.html", context)


def way_to(desk: Desk) -> list[dict[str, str]]:
    """The way to what lies below this page."""
    here = _here(desk)
    return crumbs(here, (_("Comments from paper and mail"), here.address("intake")))


def _page(
    request: HttpRequest,
    desk: Desk,
    *,
    form: IntakeForm | None = None,
    listing: ListForm | None = None,
    letter: LetterForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    here = _here(desk)
    url = here.address("intake")
    context = {
        "here": here,
        "crumbs": crumbs(here),
        "held": desk.held,
        "tabs": [
            {"label": _("One comment"), "url": url, "current": form is not None},
            {"label": _("A table or a list"), "url": f"{url}?way={LIST}", "current": listing is not None},
        ],
        "form": form,
        "listing": listing,
        "letter": letter or LetterForm(auto_id="letter-%s"),
        "batches": [(batch, here.address("intake_list", batch.key)) for batch in unfinished(request, desk)],
        "recordings": waiting_recordings(here).count(),
        "as": acting_mark(desk),
        **more,
    }
    return render(request, "pages/intake.html", context, status=status)
