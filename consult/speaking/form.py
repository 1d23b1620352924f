"""The form of a comment: one box; everything else is behind "add more" and may be left alone."""

import time
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_comments.forms import CommentSecurityForm

from consult.acting.fields import CountField
from consult.places import Here
from consult.sentences import side_words
from consult.speaking.choosing import VOICES, KindField, SectionField, is_open, kind_of, kinds_of, takes_comments
from consult.speaking.files import KeptField, SoundField, UploadField
from consult.speaking.gate import HoneypotForm
from workflow.rules.acts.commenting import MANY_VOICES, SpeakingFor
from workflow.rules.sides import Side

LONGEST, LONGEST_QUOTE = 20_000, 2_000
HASTY_SECONDS = 2
MOST_VOICES = 1_000_000
CHOSEN = frozenset({"kind", "voice", "side"})  # always have a value
ABOUT = frozenset({"section", "paragraph"})
GROUPS = (
    (gettext_lazy("What it is about"), ("section", "paragraph", "proposed", "insisted")),
    (gettext_lazy("You"), ("publish_as", "mail", "side")),
    (gettext_lazy("A voice or a file"), ("recording", "attached")),
    (gettext_lazy("For somebody else, or something else"), ("voice", "voices", "kind")),
)
ORDER = tuple(name for _title, names in GROUPS for name in names)


class CommentForm(HoneypotForm, CommentSecurityForm):
    """The comment library's security (who made the form, when, and a box only machines fill in), and our questions."""

    told = forms.CharField(
        label=gettext_lazy("What would you change?"),
        help_text=gettext_lazy("Write it as you would say it. You need no account and no mandate."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    kind = KindField(label=gettext_lazy("What you send"), required=False, widget=forms.RadioSelect)
    quote = forms.CharField(required=False, max_length=LONGEST_QUOTE, widget=forms.HiddenInput)
    before = forms.CharField(required=False, max_length=LONGEST_QUOTE, widget=forms.HiddenInput, strip=False)
    after = forms.CharField(required=False, max_length=LONGEST_QUOTE, widget=forms.HiddenInput, strip=False)
    section = SectionField(label=gettext_lazy("Which part of the text it is about"), required=False)
    paragraph = CountField(
        label=gettext_lazy("Number of the paragraph"),
        help_text=gettext_lazy("It stands beside the text."),
        least=1,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 5}),
    )
    proposed = forms.CharField(
        label=gettext_lazy("How it should read instead"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    insisted = forms.BooleanField(
        label=gettext_lazy("I insist: if it is not accepted, the steering group shall decide"), required=False
    )
    voice = forms.ChoiceField(
        label=gettext_lazy("For whom you speak"), choices=VOICES, initial="self", required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    voices = CountField(
        label=gettext_lazy("How many people the group has"),
        required=False,
        least=2,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 8}),
    )
    side = forms.ChoiceField(label=gettext_lazy("Your side in the planning"), initial="public", required=False)
    publish_as = forms.CharField(
        label=gettext_lazy("Name to be published"),
        help_text=gettext_lazy("Leave it empty and only the number is shown."),
        max_length=100,
        required=False,
    )
    mail = forms.EmailField(
        label=gettext_lazy("E-mail for the answer"),
        help_text=gettext_lazy(
            "It is never published. One letter asks whether it is yours; your comment counts at once."
        ),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    recording = SoundField(label=gettext_lazy("Voice recording"), required=False)
    attached = UploadField(label=gettext_lazy("Attachment"), required=False)
    recording_kept = KeptField()
    attached_kept = KeptField()

    def __init__(self, here: Here, **given: Any) -> None:
        super().__init__(here.plan, auto_id="comment-%s", **given)
        self.here, self.asks = here, False
        self.fields["section"].here = here  # type: ignore[attr-defined]
        self.fields["side"].choices = lambda: [(str(side), side_words(side)) for side in reversed(Side)]  # type: ignore[attr-defined]
        self.fields["kind"].choices = kinds_of(here)  # type: ignore[attr-defined]
        self.fields["kind"].initial = kind_of(here)
        if not here.process.comments.insist:
            del self.fields["insisted"]
        if not takes_comments(here):
            self.fields["told"].label = _("What would you like to say or ask?")
        for field in self.fields.values():
            field.expected = True  # type: ignore[attr-defined]  # that the rest may be left empty is said once, above it
        if not self.initial.get("section"):
            self.initial.pop("paragraph", None)

    def meet(self, *, asks: bool) -> None:
        """Above the limits the address for answers opens the gate and stands there."""
        self.asks = asks
        if asks:
            self["mail"].help_text = _("It is never published.")

    def clean_timestamp(self) -> int:
        """A form that lay open for hours is sent once more; the words stay."""
        try:
            return int(super().clean_timestamp())
        except forms.ValidationError as error:
            raise forms.ValidationError(_("The page was open for a long time. Please send it once more.")) from error

    def clean_security_hash(self) -> str:
        """A form that was not made here, or for another plan, says so in words."""
        try:
            return str(super().clean_security_hash())
        except forms.ValidationError as error:
            raise forms.ValidationError(_("The form came from elsewhere. Please send it once more.")) from error

    def clean(self) -> dict[str, Any]:
        """Words or a voice; a group has a number of people; a paragraph is one of a section."""
        said = super().clean() or self.cleaned_data
        for name in ("recording", "attached"):
            said[name] = said.get(name) or None
        spoken = said["recording"] or said.get("recording_kept")
        if "told" not in self.errors and not said.get("told") and not spoken and "recording" not in self.errors:
            self.add_error("told", _("Write what you would change, or add a recording of your voice."))
        many = said.get("voice") in MANY_VOICES
        if many and not said.get("voices") and "voices" not in self.errors:
            self.add_error("voices", _("Say how many people the group has, two at least."))
        if not many:
            said["voices"] = None
        if (said.get("voices") or 0) > MOST_VOICES:
            self.add_error("voices", _("That many people do not live here."))
        if not said.get("section"):
            said["paragraph"] = None
        return said

    def shown_first(self) -> list[forms.BoundField]:
        """What stands beside the one box: nothing while a draft is open, else what kind of words it is."""
        return [] if is_open(self.here) else [self["kind"]]

    def details(self) -> Iterator[tuple[Any, list[forms.BoundField]]]:
        """What is behind "add more", in groups with titles; an address the gate asks for stands there instead."""
        first = {field.name for field in self.shown_first()} | ({"mail"} if self.asks else set())
        for title, names in GROUPS:
            yield title, [self[name] for name in names if name in self.fields and name not in first]

    def about(self) -> str:
        """The part of the text it is about, in words, where an address or the person has said so."""
        field: Any = self.fields["section"]
        titles = {
            name: title for _part, inside in field.offered() if isinstance(inside, list) for name, title in inside
        }
        title = titles.get(self["section"].value() or "", "")
        paragraph = self["paragraph"].value()
        if title and paragraph and str(paragraph).isdigit():
            return _("%(section)s, paragraph %(number)s") % {"section": title, "number": paragraph}
        return title

    def details_open(self) -> bool:
        """Whether something there has to be mended or was filled in; what it is about is told above anyway."""
        if self.is_bound:
            shut = CHOSEN | ({"mail"} if self.asks else set())
            return any(name in self.errors or self.data.get(name) for name in ORDER if name not in shut)
        return any(self.initial.get(name) for name in ORDER if name not in CHOSEN | ABOUT)

    def kept_files(self) -> list[str]:
        """Which files came before and are kept."""
        return [name for name in ("recording", "attached") if self[f"{name}_kept"].value()]

    def carried(self) -> dict[str, str]:
        """Everything typed, for the step between: names and values as they were sent."""
        names = [name for name in self.fields if name not in ("honeypot", "altcha", "recording", "attached")]
        return {name: str(self.data[name]) for name in names if self.data.get(name)}

    def everything(self) -> str:
        """All the words that would be published."""
        return "\n".join(self.cleaned_data[name] for name in ("told", "proposed") if self.cleaned_data.get(name))


def is_hasty(stamp: str) -> bool:
    """Whether a form came back faster than anybody reads it."""
    return stamp.isascii() and stamp.isdigit() and len(stamp) < 12 and time.time() - int(stamp) < HASTY_SECONDS


def renewed(form: CommentForm) -> CommentForm:
    """The same words under a fresh stamp of the security form, for sending once more."""
    data: Any = form.data
    form.data = data = data.copy()
    data.update({**form.generate_security_data(), "honeypot": "", "altcha": ""})
    return form


def facts_of(here: Here, said: dict[str, Any]) -> dict[str, Any]:
    """What was said, as facts of `raise_matter`."""
    facts = {
        "kind": said.get("kind") or kind_of(here),
        "told": said["told"] or _("A voice recording. Its words will be written down here."),
        "channel": "web",
        "side": said.get("side") or "public",
        "insisted": bool(said.get("insisted")),
        "voice": said.get("voice") or str(SpeakingFor.SELF),
    }
    asked = ("section", "paragraph", "proposed", "publish_as", "quote", "voices")
    facts |= {name: said[name] for name in asked if said.get(name)}
    for name in ("recording", "attached"):
        if digest := said.get(f"{name}_kept"):
            facts[name] = digest
    return facts
