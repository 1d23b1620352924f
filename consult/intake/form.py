"""The questions about one comment that came another way; the same for a single one and for a row of a list."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consult.acting.fields import CountField, DayField, OneOfField
from consult.acting.typed import day_shown
from consult.attached import keep
from consult.models import StoredFile
from consult.places import Here
from consult.sentences import choices_of, side_words, word
from consult.speaking.choosing import KindField, SectionField, kind_of, kinds_of
from consult.speaking.files import SALT, KeptField, SoundField, UploadField
from consult.speaking.form import LONGEST, MOST_VOICES
from workflow.rules.acts.commenting import MANY_VOICES
from workflow.rules.clock import local_date
from workflow.rules.process_terms import IntakeChannel
from workflow.rules.sides import Side
from workflow.trail.canonical import parse_time

FIRST = ("channel", "received", "sent_on", "reference", "on_behalf_of", "section", "scan")
MORE = (
    "kind", "proposed", "side", "voice", "voices", "insisted", "publish_as", "mail", "follow", "attached", "recording",
)  # fmt: skip
FILES = ("scan", "attached", "recording")


def _line(**more: Any) -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": "off", **more})


class IntakeForm(forms.Form):
    """What came, how, when, from whom. `here` is the plan, `today` the day it is in Prague."""

    told = forms.CharField(
        label=gettext_lazy("What was said"),
        help_text=gettext_lazy("Word for word, as it was written or said."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    channel = OneOfField(label=gettext_lazy("How it came"), widget=forms.RadioSelect)
    received = DayField(
        label=gettext_lazy("Day it came to the office"),
        help_text=gettext_lazy("The stamp of the office, or the day of the meeting. For example 14. 5. 2026."),
        widget=_line(),
    )
    sent_on = DayField(
        label=gettext_lazy("Day it was sent"),
        help_text=gettext_lazy("The postmark, or the date of the message: this day decides whether it came in time."),
        required=False,
        widget=_line(),
    )
    reference = forms.CharField(
        label=gettext_lazy("Reference number"),
        help_text=gettext_lazy("For the office; it is not published."),
        required=False,
        max_length=100,
        widget=_line(),
    )
    on_behalf_of = forms.CharField(
        label=gettext_lazy("Who said it"),
        help_text=gettext_lazy("A person, an organisation or a circle of people. For the office; it is not published."),
        required=False,
        max_length=300,
        widget=_line(),
    )
    section = SectionField(label=gettext_lazy("Which part of the text it is about"), required=False)
    scan = UploadField(
        label=gettext_lazy("The letter or sheet itself"),
        help_text=gettext_lazy("A scan or photograph, at most 20 MB. Only the office opens it."),
        required=False,
    )
    kind = KindField(label=gettext_lazy("What it is"), required=False, widget=forms.RadioSelect)
    proposed = forms.CharField(
        label=gettext_lazy("How it should read instead"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    side = OneOfField(label=gettext_lazy("Their side in the planning"), required=False)
    voice = OneOfField(label=gettext_lazy("For whom they speak"), required=False)
    voices = CountField(
        label=gettext_lazy("How many people or signatures"), least=2, required=False, widget=_line(size=8)
    )
    insisted = forms.BooleanField(
        label=gettext_lazy("They insist: if it is not accepted, the steering group shall decide"), required=False
    )
    publish_as = forms.CharField(
        label=gettext_lazy("Name to be published"),
        help_text=gettext_lazy("Only if they asked for it. Left empty, only the number is shown."),
        required=False,
        max_length=100,
        widget=_line(),
    )
    mail = forms.EmailField(
        label=gettext_lazy("E-mail of the sender"),
        help_text=gettext_lazy("Kept only if you tick the box below. It is never published."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    follow = forms.BooleanField(
        label=gettext_lazy("Send the answer to this address; a letter asks first whether it is theirs"), required=False
    )
    attached = UploadField(label=gettext_lazy("Attachment"), required=False)
    recording = SoundField(
        label=gettext_lazy("Voice recording"),
        help_text=gettext_lazy("A message left on the telephone, for example. It stays the original."),
        required=False,
    )
    scan_kept, attached_kept, recording_kept = KeptField(), KeptField(), KeptField()
    again = forms.BooleanField(required=False)

    def __init__(self, here: Here, *, at: str, files: Any = None, rows: bool = False, **given: Any) -> None:
        super().__init__(auto_id="intake-%s", files=files, **given)
        self.here, self.today = here, local_date(parse_time(at)).isoformat()
        self.fields["section"].here = here  # type: ignore[attr-defined]
        for name, choices in closed_lists(here).items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.initial = {"received": day_shown(self.today), "kind": kind_of(here), **self.initial}
        self.fields["again"].label = _("It is another one with the same words")
        if not here.process.comments.insist:
            del self.fields["insisted"]
        if rows:
            for name in (*FILES, *(f"{name}_kept" for name in FILES)):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Days in their order, a number where many speak, an address where an answer is to be sent."""
        said = super().clean() or self.cleaned_data
        said["kind"] = said.get("kind") or kind_of(self.here)
        sent, received = said.get("sent_on"), said.get("received")
        if received and received > self.today:
            self.add_error("received", _("This day has not come yet."))
        elif sent and received and sent > received:
            self.add_error("sent_on", _("It was sent after it came. Mend one of the two days."))
        many = said.get("voice") in MANY_VOICES
        if many and not said.get("voices") and "voices" not in self.errors:
            self.add_error("voices", _("Say how many people or signatures there are, two at least."))
        if not many or (said.get("voices") or 0) > MOST_VOICES:
            said["voices"] = None
        if said.get("follow") and not said.get("mail") and "mail" not in self.errors:
            self.add_error("mail", _("Write the address the answer is to be sent to."))
        for name in FILES:
            said[name] = said.get(name) or None
        return said

    def keep_files(self, at: str) -> None:
        """Keep the files that can be taken, whatever else has to be mended, so that nobody chooses them twice."""
        said, kept = self.cleaned_data, {}
        for name in FILES:
            upload = said.get(name)
            digest = keep(upload, at=parse_time(at)).digest if upload else said.get(f"{name}_kept")
            said[name] = digest or None
            if digest:
                kept[f"{name}_kept"] = signed(digest)
        self.data = {**self.data.dict(), **kept} if hasattr(self.data, "dict") else {**self.data, **kept}

    def carried(self) -> dict[str, str]:
        """Everything typed, for the next step: names and values as they were sent; files by their signed digests."""
        names = (name for name in self.fields if name not in FILES)
        return {name: str(self.data[name]) for name in names if self.data.get(name)}

    def first(self) -> Iterator[forms.BoundField]:
        """What is asked of everything that comes."""
        return (self[name] for name in FIRST if name in self.fields)

    def more(self) -> Iterator[forms.BoundField]:
        """What few letters have."""
        return (self[name] for name in MORE if name in self.fields)

    def more_open(self) -> bool:
        """Whether something there has to be mended, or was filled in."""
        wanted = self.errors if self.is_bound else self.initial
        return any(name in wanted for name in MORE if name != "kind")

    def kept_files(self) -> list[tuple[str, str]]:
        """Files that are there already, as (what, size in words), so that nobody sends them twice."""
        told = {"scan": _("The letter or sheet itself"), "attached": _("Attachment"), "recording": _("Voice recording")}
        digests = {name: self._digest(f"{name}_kept") for name in FILES if f"{name}_kept" in self.fields}
        found = StoredFile.objects.filter(digest__in=[digest for digest in digests.values() if digest])
        names = dict(found.values_list("digest", "name"))
        return [(told[name], names[digest]) for name, digest in digests.items() if digest in names]

    def _digest(self, name: str) -> str:
        return str(self.fields[name].clean(self[name].value() or ""))


def signed(digest: str) -> str:
    """A digest as the hidden field carries it: nobody names a file that was not given here."""
    return signing.dumps(digest, salt=SALT)


def closed_lists(here: Here) -> dict[str, list[tuple[str, Any]]]:
    """Closed lists, in the reader's language; a telephone is somebody's voice at the office."""
    offered = [channel for channel in IntakeChannel if channel in here.process.comments.channels]
    offered += [] if IntakeChannel.DATA_BOX in offered else [IntakeChannel.DATA_BOX]
    channels = [(str(one), word("channel", one)) for one in offered if one is not IntakeChannel.WEB]
    spoken = {str(IntakeChannel.IN_PERSON): _("at the office: in person, on paper or by telephone")}
    return {
        "channel": [(name, spoken.get(name, told)) for name, told in channels],
        "side": [(str(side), side_words(side)) for side in reversed(Side)],
        "voice": choices_of("raise_matter", "voice"),
        "kind": kinds_of(here),
    }
