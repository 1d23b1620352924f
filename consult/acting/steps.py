"""Three steps to every act: the form, "this will be recorded", the confirmation with the number of its entry."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from consult.acting.desk import Desk
from consult.acting.form import ActForm, form_for
from consult.acting.kept import forget, keep, kept
from consult.acting.order import placed
from consult.acting.recording import ChangedError, fingerprint_of, record
from consult.acting.standing import in_the_way
from consult.acting.values import facts_shown, panel_of, recorded_sentence, sentence_before, what_next
from consult.acting.whose import voices
from consult.places import crumbs
from consult.sentences import act_about, act_label
from workflow.models import Leaf
from workflow.perform import Done, RefusedError, rehearse_act
from workflow.rules.act import ACTS, FactsError, is_of_territory
from workflow.rules.case import Obstacle
from workflow.rules.judge import Judgement

RECORD = "record"  # the value of `step` that performs; anything else looks only


@dataclass(slots=True)
class Steps:
    """One act at one desk, for one request."""

    request: HttpRequest
    desk: Desk
    act: str
    obstacles: tuple[Obstacle, ...] = ()
    notice: str = ""
    status: int = 200
    extra: dict[str, Any] = field(default_factory=dict)

    def answer(self) -> HttpResponse:
        """The page for this request."""
        if self.request.method == "POST":
            return self._posted()
        if (n := self.request.GET.get("done", "")).isdecimal():
            return self._done(int(n))
        typed = kept(self.request)
        if typed is not None:
            self.notice = _("What you typed here last time is still below. It has not been recorded yet.")
        return self._form(self._blank(typed))

    def _blank(self, typed: QueryDict | None = None) -> ActForm:
        schema = ACTS[self.act].SCHEMA
        known = {name: self.request.GET.getlist(name) for name in self.request.GET if name in schema or name == "by"}
        initial: dict[str, Any] = {name: values[-1] for name, values in known.items()}
        initial |= {name: values for name, values in known.items() if name in schema and schema[name].many}
        if typed is not None:
            lists = {name for name, fact in ACTS[self.act].SCHEMA.items() if fact.many}
            initial |= {name: typed.getlist(name) if name in lists else typed.get(name) for name in typed}
            initial |= {name: order for name in lists if (order := placed(typed, name))}
        return form_for(self.act, self.desk, initial=initial)

    def _posted(self) -> HttpResponse:
        keep(self.request)
        form = form_for(self.act, self.desk, data=self.request.POST, files=self.request.FILES)
        if self.request.POST.get("as", "") != acting_mark(self.desk):
            self.status = 409
            self.notice = _("You were signed in differently when you opened this form. What you typed is kept.")
            return self._form(form, sign_in=self.desk.held is None)
        recording = self.request.POST.get("step") == RECORD
        form.recording = recording
        try:
            with transaction.atomic():
                if not form.is_valid():
                    self.status = 422
                    return self._form(form)
                more = voices(self.desk, self.act, form.cleaned_data)
                return self._record(form, more) if recording else self._look(form, more)
        except FactsError as error:
            form.take(error)
            self.status = 422
        except RefusedError as refusal:
            self.obstacles, self.status = refusal.obstacles, 409
        except ChangedError:
            self.notice = _("Something changed meanwhile. Please read once more what will be recorded.")
            return self._look(form, voices(self.desk, self.act, form.cleaned_data))
        return self._form(form)

    def _look(self, form: ActForm, more: dict[str, Any]) -> HttpResponse:
        judged = rehearse_act(self.desk.request(self.act, form.facts, **more))
        if not judged.permitted:
            raise RefusedError(self.act, judged.obstacles)
        carried = form.carried()
        typed: dict[str, list[str]] = {}
        for item in carried:
            typed.setdefault(item["name"], []).append(item["value"])
        keep(self.request, typed)
        return self._page("acting/check.html", {"record": self._what(form, judged, carried)})

    def _what(self, form: ActForm, judged: Judgement, carried: list[dict[str, str]]) -> dict[str, Any]:
        fixed = {"step": RECORD, "seen": fingerprint_of(judged.deed), "as": acting_mark(self.desk)}
        fixed["next"] = next_of(self.request)
        return {
            "sentence": sentence_before(self.desk, judged.deed, form.facts),
            "facts": facts_shown(self.desk, form),
            "button": _("Record it"),
            "url": self.request.get_full_path(),
            "fields": [*carried, *({"name": name, "value": value} for name, value in fixed.items() if value)],
            "back_url": self.request.get_full_path(),
            "warning": self.notice,
        }

    def _record(self, form: ActForm, more: dict[str, Any]) -> HttpResponse:
        done = record(self.desk, self.act, form.facts, seen=self.request.POST.get("seen", ""), **more)
        forget(self.request)
        return after(self.request, self.desk, self.act, done)

    def _done(self, n: int) -> HttpResponse:
        leaf = Leaf.objects.filter(territory=self.desk.territory, n=n, act=self.act).first()
        if leaf is None:
            raise Http404
        return self._page("acting/done.html", {"done": confirmation(self.request, self.desk, leaf)})

    def _form(self, form: ActForm, *, sign_in: bool = False) -> HttpResponse:
        obstacles = self.obstacles or (in_the_way(self.desk, self.act) if self.request.method == "GET" else ())
        panel = panel_of(self.desk, obstacles) if obstacles else None
        context = {"form": form, "panel": panel, "as": acting_mark(self.desk), "next": next_of(self.request)}
        return self._page("acting/form.html", {**context, "offer_sign_in": sign_in})

    def _page(self, template: str, context: dict[str, Any]) -> HttpResponse:
        here = self.desk.here
        what = (_("What you can do"), self.desk.index_url())
        way = crumbs(here, what) if here else [{"label": label, "url": url} for label, url in (self._town(), what)]
        context |= {"crumbs": way, "title": act_label(self.act), "about": act_about(self.act), "notice": self.notice}
        context |= {"held": self.desk.held, "desk": self.desk, "action": self.request.get_full_path(), **self.extra}
        return render(self.request, template, context, status=self.status)

    def _town(self) -> tuple[str, str]:
        return self.desk.town.name, self.desk.town.url


def act_page(request: HttpRequest, desk: Desk, act: str) -> HttpResponse:
    """The page of one act; 404 for an act that is not known, or that needs a plan where there is none."""
    if act not in ACTS or (desk.here is None and not is_of_territory(ACTS[act])):
        raise Http404
    return Steps(request, desk, act).answer()


def acting_mark(desk: Desk) -> str:
    """As whom a form was opened; it is not sent as another."""
    return desk.held.key if desk.held else "citizen"


def next_of(request: HttpRequest) -> str:
    """Where to go on afterwards: an address of this site, or nowhere."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    local = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if local else ""


def after(request: HttpRequest, desk: Desk, act: str, done: Done) -> HttpResponse:
    """Back to the page somebody came from with a word of confirmation, or to the confirmation itself."""
    if going := next_of(request):
        messages.success(request, _("Recorded as entry %(n)s: %(what)s.") % {"n": done.n, "what": act_label(act)})
        return HttpResponseRedirect(going, status=303)
    return HttpResponseRedirect(f"{desk.url(act)}?done={done.n}", status=303)


def confirmation(request: HttpRequest, desk: Desk, leaf: Any) -> dict[str, Any]:
    """What `parts/confirmation.html` says of an entry."""
    links = [{"label": _("The entry in the record book"), "url": f"{desk.town.book_url}{leaf.n}/"}]
    if desk.here is not None:
        links.append({"label": _("The page of the plan"), "url": desk.here.url})
    links.append({"label": _("What else you can do"), "url": desk.index_url()})
    return {
        "title": _("It is recorded"),
        "number": leaf.n,
        "number_label": _("Entry number"),
        "sentence": recorded_sentence(desk, leaf),
        "next": what_next(desk, leaf),
        "links": links,
    }
