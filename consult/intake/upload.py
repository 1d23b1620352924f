"""What staff bring to the door of the intake: a letter to be read into the form, a table or a pasted list."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consult.acting.fields import DayField, OneOfField
from consult.acting.typed import day_shown
from consult.attached import keep, read_upload, words_for_refusal
from consult.intake.columns import NoWordsError, recognised, sections_by_words
from consult.intake.form import closed_lists, signed
from consult.intake.letter import Letter, read_letter
from consult.intake.pasted import comments_in
from consult.intake.tables import MOST_ROWS, table_of
from consult.models import FileRefusedError
from consult.places import Here
from consult.speaking.choosing import kind_of
from consult.visible import opened
from workflow.rules import rows
from workflow.rules.clock import local_date
from workflow.trail.canonical import parse_time

LONGEST_LIST = 2_000_000  # characters pasted at once


def words_for(code: str) -> str:
    """What is wrong with a file that was brought, and what to do."""
    told = {
        "letter": _("This is no e-mail message. In the mail program choose “Save as” and the kind .eml."),
        "table": _("This is no table. Send XLSX, ODS or CSV."),
        "rows": _("There are more than 2,000 rows. Divide the table and bring the parts one after another."),
    }
    return told.get(code) or words_for_refusal(code)


class LetterField(forms.FileField):
    """An `.eml` file, read."""

    widget = forms.FileInput(attrs={"accept": ".eml,message/rfc822"})

    def clean(self, data: Any, initial: Any = None) -> Letter:
        """The message."""
        file: UploadedFile = super().clean(data, initial)
        try:
            return read_letter(file)
        except FileRefusedError as refusal:
            raise ValidationError(words_for(refusal.code)) from refusal


class LetterForm(forms.Form):
    """One message."""

    letter = LetterField(
        label=gettext_lazy("E-mail saved as a file (.eml)"),
        help_text=gettext_lazy(
            "Drag it here from the mail program, or choose it. Its words, day and sender are filled in."
        ),
    )


def typed_of(letter: Letter, at: str) -> tuple[dict[str, str], list[str]]:
    """The message as answers of `IntakeForm`, its files kept; and what could not be taken, in sentences."""
    files = {"attached": letter.attached[:1], "recording": letter.recordings[:1]}
    files["scan"] = [letter.original] if letter.original else []
    when = parse_time(at)
    typed = {f"{name}_kept": signed(keep(found[0], at=when).digest) for name, found in files.items() if found}
    today = local_date(when).isoformat()
    sent = letter.sent_on if letter.sent_on <= today else ""  # the sender's clock was wrong
    typed |= {"told": letter.told, "channel": "email", "received": day_shown(sent or today)}
    typed |= {"sent_on": day_shown(sent)} if sent else {}
    typed |= {"on_behalf_of": letter.sender or letter.mail, "mail": letter.mail}
    left = len(letter.attached[1:]) + len(letter.recordings[1:])
    told = [words_for(code) for code in letter.refused]
    if left:
        told.append(_("One attachment goes with a comment; not taken: %(n)s. Join them into one PDF.") % {"n": left})
    return typed, told


class ListForm(forms.Form):
    """A table or a pasted list, and what holds for every row that does not say otherwise."""

    table = forms.FileField(
        label=gettext_lazy("Table (XLSX, ODS, CSV)"),
        help_text=gettext_lazy(
            "The first row names the columns: Comment, Chapter, Date, Reference number, Name, E-mail, …"
        ),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv"}),
    )
    pasted = forms.CharField(
        label=gettext_lazy("Or paste a list here"),
        required=False,
        max_length=LONGEST_LIST,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    apart = OneOfField(
        label=gettext_lazy("In the pasted list, each comment is"),
        choices=[("paragraph", gettext_lazy("a paragraph")), ("line", gettext_lazy("a line"))],
        initial="paragraph",
        required=False,
        widget=forms.RadioSelect,
    )
    channel = OneOfField(label=gettext_lazy("How they came"), widget=forms.RadioSelect)
    received = DayField(
        label=gettext_lazy("Day they came to the office"), help_text=gettext_lazy("For example 14. 5. 2026.")
    )
    reference = forms.CharField(
        label=gettext_lazy("Reference number"),
        help_text=gettext_lazy("For the office; it is not published."),
        required=False,
        max_length=100,
    )

    def __init__(self, here: Here, *, at: str, **given: Any) -> None:
        super().__init__(auto_id="list-%s", **given)
        self.here = here
        self.fields["channel"].choices = closed_lists(here)["channel"]  # type: ignore[attr-defined]
        self.initial = {"received": day_shown(local_date(parse_time(at)).isoformat()), **self.initial}
        for name in ("table", "pasted", "apart"):  # one of the two is asked for: neither is "need not be filled in"
            self.fields[name].expected = True  # type: ignore[attr-defined]
        self.rows: list[dict[str, str]] = []
        self.about: dict[str, Any] = {}

    def clean(self) -> dict[str, Any]:
        """One of the two, read into rows."""
        said = super().clean() or self.cleaned_data
        file, pasted = said.get("table"), said.get("pasted") or ""
        if self.errors:
            return said
        if bool(file) == bool(pasted.strip()):
            self.add_error("table", _("Choose a table, or paste a list; one of the two."))
        elif file:
            self._read(file)
        else:
            found = comments_in(pasted, said.get("apart") or "paragraph")
            self._take([{"told": words} for words in found], source=_("pasted list"))
            if len(found) > MOST_ROWS:
                self.add_error("pasted", words_for("rows"))
        return said

    def _read(self, file: UploadedFile) -> None:
        try:
            table = table_of(read_upload(file))
            found = recognised(table, sections_by_words(section_titles(self.here)))
        except FileRefusedError as refusal:
            self.add_error("table", words_for(refusal.code))
        except NoWordsError as error:
            told = _("No column is named “Comment”. The columns are: %(columns)s. Rename the one with the words.")
            self.add_error("table", told % {"columns": ", ".join(error.headings)[:300] or "–"})
        else:
            self._take(found.rows, source=(file.name or "")[:100], lines=found.lines, unused=found.unused)
            if not found.rows:
                self.add_error("table", _("There is no row below the headings."))

    def _take(self, rows: list[dict[str, str]], **about: Any) -> None:
        """What holds for all is written into each row that does not say otherwise."""
        every = {name: str(self.data.get(name) or "") for name in ("channel", "received", "reference")}
        every |= {"kind": kind_of(self.here), "side": "public", "voice": "self"}
        self.rows = [{**{name: value for name, value in every.items() if value}, **row} for row in rows]
        self.about = about


def section_titles(here: Here) -> list[tuple[str, str]]:
    """Names and titles of the sections that stand, in their order."""
    found = list(here.rows(rows.Section).filter(withdrawn=False).order_by("place", "key").values_list("key", "title"))
    titles = opened(here.territory, [title for _key, title in found])
    return [(key.split("/", 1)[1], titles.get(title, "")) for key, title in found]
