"""What stands before everybody who speaks without an account: the limits, the small sum, the box only machines fill in.

For any public form: put `HoneypotForm` among its bases, include `parts/gate.html` in it, and ask `pass_gate` once for
each POST before anything is stored.
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consult import challenge, limits
from consult.limits import Verdict
from consult.places import Here

SALT = "consult.speaking.gate"
WAY_KEPT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Gate:
    """What somebody meets: the verdict, the sum to do (JSON, "" where none is asked for), seconds to wait."""

    verdict: Verdict
    challenge: str = ""
    wait: int = 0

    @property
    def open(self) -> bool:
        """Whether one may go on."""
        return self.verdict is Verdict.WITHIN

    @property
    def asks(self) -> bool:
        """Whether something more is asked for."""
        return self.verdict is Verdict.ASK

    @property
    def minutes(self) -> int:
        """How long to wait, rounded up."""
        return -(-self.wait // 60)

    @property
    def status(self) -> int:
        """Of the answer that shows the form again."""
        return 429 if self.verdict is Verdict.TOO_MANY else 422

    def mark(self, answer: HttpResponse) -> HttpResponse:
        """RFC 6585: whoever has to wait is told how long."""
        if self.verdict is Verdict.TOO_MANY:
            answer["Retry-After"] = str(self.wait)
        return answer


class HoneypotForm(forms.Form):
    """A box nobody sees, and the answer to the small sum; `CommentSecurityForm` may be among the other bases."""

    honeypot = forms.CharField(label=gettext_lazy("Leave this empty"), required=False)
    altcha = forms.CharField(required=False, max_length=challenge.LONGEST, widget=forms.HiddenInput)

    def clean_honeypot(self) -> str:
        """Only a machine fills it in, or a browser's helper; a person is told what happened and loses nothing."""
        if self.cleaned_data["honeypot"]:
            raise forms.ValidationError(
                _("A box that people do not see was filled in, perhaps by a helper in your browser. It is empty again.")
            )
        return ""


def pass_gate(request: HttpRequest, here: Here, *, hasty: bool = False) -> Gate:
    """Count one attempt and say what it meets; the answer to a small sum (`altcha`) opens the gate above the limits."""
    verdict = limits.judge(request, here, hasty=hasty)
    if verdict is Verdict.TOO_MANY:
        limits.note_refused(here.territory, here.slug, Verdict.TOO_MANY)
        return Gate(verdict, wait=limits.retry_after())
    if verdict is Verdict.ASK:
        if (given := request.POST.get("altcha", "")) and challenge.answered(given):
            return Gate(Verdict.WITHIN)
        if given:
            limits.note_refused(here.territory, here.slug, "challenge")
        return asking()
    return Gate(verdict)


def asking() -> Gate:
    """A gate that asks for a small sum."""
    return Gate(Verdict.ASK, challenge.fresh(), limits.retry_after())


def way_on(words: str, *, waits: bool) -> str:
    """A pass to the last step, for these words and once: who passed the gate is not counted or asked again."""
    return signing.dumps([_digest(words), waits], salt=SALT)


def passed(token: str, words: str) -> bool | None:
    """Whether a pass for these words says that the comment waits; None without a pass, or with one used before."""
    try:
        digest, waits = signing.loads(token, salt=SALT, max_age=WAY_KEPT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    seconds = int(WAY_KEPT.total_seconds())
    if digest != _digest(words) or not cache.add(f"passed-{_digest(token)}", True, seconds):
        return None
    return bool(waits)


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode(errors="surrogatepass")).hexdigest()


def gate_ahead(request: HttpRequest, here: Here) -> Gate:
    """What somebody would meet now, for a form that is opened; nothing is counted."""
    verdict = limits.standing(request, here)
    return asking() if verdict is Verdict.ASK else Gate(verdict, wait=limits.retry_after())


def note_machine(here: Here, form: Any) -> None:
    """Count it where only a machine, or a browser's helper, can have filled in the form."""
    if "honeypot" in form.errors:
        limits.note_refused(here.territory, here.slug, "machine")
