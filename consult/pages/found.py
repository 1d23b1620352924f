"""Found a territory: by the operator, at the machine the site runs on, and nowhere else."""

from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from consult.addresses import address
from consult.places import said
from consult.sentences import obstacle_sentence
from consult.who import LOOPBACK, invited, now
from workflow.perform import RefusedError, Request, perform
from workflow.rules.case import OPERATOR
from workflow.rules.process import Process
from workflow.rules.process_file import load_process
from workflow.rules.process_mistakes import ProcessError
from workflow.store import keep_process
from workflow.trail.book import log_key_digest

SHIPPED = Path(settings.BASE_DIR) / "workflow" / "processes"
LARGEST = 1_000_000  # bytes of a process file


class FoundForm(forms.Form):
    """Which rules, and who begins."""

    shipped = forms.ChoiceField(label=gettext_lazy("Process file"), required=False)
    own = forms.FileField(
        label=gettext_lazy("Or your own process file"),
        help_text=gettext_lazy("TOML; every mistake in it will be named."),
        required=False,
    )
    office_name = forms.CharField(label=gettext_lazy("Name of the town's office"), max_length=200)
    mail = forms.EmailField(
        label=gettext_lazy("E-mail of the first clerk"), help_text=gettext_lazy("It does not enter the book.")
    )
    called = forms.CharField(
        label=gettext_lazy("Name of the first clerk, if it is to be public"), max_length=100, required=False
    )

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        listed = self.fields["shipped"]
        assert isinstance(listed, forms.ChoiceField)
        listed.choices = [("", "–"), *shipped()]

    def clean(self) -> dict[str, Any]:
        """The process, read and checked."""
        data = super().clean() or {}
        raw = self._raw(data)
        if raw is None:
            self.add_error("shipped", _("Choose a process file, or send your own."))
            return data
        try:
            data["raw"], data["process"] = raw, load_process(raw, file="process.toml")
        except ProcessError as error:
            self.add_error("own" if data.get("own") else "shipped", str(error))
        return data

    def _raw(self, data: dict[str, Any]) -> bytes | None:
        if file := data.get("own"):
            return bytes(file.read(LARGEST))
        name = data.get("shipped")
        return (SHIPPED / f"{name}.toml").read_bytes() if name in dict(shipped()) else None


def shipped() -> list[tuple[str, str]]:
    """The process files that come with Dohoda."""
    names = sorted(path.stem for path in SHIPPED.glob("*.toml") if ".scenario" not in path.name)
    return [(name, said(load_process((SHIPPED / f"{name}.toml").read_bytes(), file=name).title)) for name in names]


def at_the_machine(request: HttpRequest) -> bool:
    """Whether the reader sits at this machine: the site has no public name, and the connection comes from here."""
    return settings.HOST in (*LOOPBACK, "localhost") and request.META.get("REMOTE_ADDR") in LOOPBACK


@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest) -> HttpResponse:
    """The form; posted, entry 0 and the first clerk, or neither."""
    if not at_the_machine(request):
        raise Http404
    form = FoundForm(data=request.POST, files=request.FILES) if request.method == "POST" else FoundForm()
    if request.method == "POST" and form.is_valid():
        try:
            territory = _found(form)
        except RefusedError as refusal:
            for obstacle in refusal.obstacles:
                form.add_error(None, obstacle_sentence(obstacle))
        else:
            return HttpResponseRedirect(address("town", territory), status=303)
    return render(request, "pages/found.html", {"form": form}, status=422 if form.errors else 200)


def _found(form: FoundForm) -> str:
    said_here = form.cleaned_data
    process: Process = said_here["process"]
    territory, at = process.territory.id, now()
    with transaction.atomic():
        keep_process(said_here["raw"], name=f"{process.id}.toml")
        entry: dict[str, Any] = {"territory": territory, "by": OPERATOR, "at": at}
        perform(Request(act="found_territory", facts={"log_key": log_key_digest(territory)}, **entry))
        clerk = invited(said_here["mail"], territory, public_name=said_here["called"]).number
        facts = {"person": clerk, "office_name": said_here["office_name"]}
        perform(Request(act="seat_first_clerk", facts=facts, **entry))
    return territory
