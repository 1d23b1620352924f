"""Form fields for facts: each kind is asked for the way people write it, and comes out the way the book takes it."""

import hashlib
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consult.acting.typed import count_typed, day_typed, moment_typed
from consult.attached import read_upload, words_for_refusal
from consult.models import FileRefusedError, StoredFile
from workflow.rules.facts import DIGEST_PATTERN, LARGEST, NAME_PATTERN, PERSON_PATTERN

NEW = "new"


class TypedField(forms.CharField):
    """Text read by a reader that gives None for what it cannot read."""

    reader: Any = None
    wrong: Any = ""

    def clean(self, value: Any) -> Any:
        """The value as the book takes it; None if nothing was typed."""
        text = super().clean(value)
        if not text:
            return None
        read = type(self).reader(text)
        if read is None:
            raise ValidationError(self.wrong)
        return read


class DayField(TypedField):
    """A day in Prague."""

    reader = staticmethod(day_typed)
    wrong = _("Write the day as 14. 5. 2026.")


class MomentField(TypedField):
    """A day and hour on Prague's clocks."""

    reader = staticmethod(moment_typed)
    wrong = _("Write the day and hour as 14. 5. 2026 16:00.")


class CountField(TypedField):
    """A whole number."""

    reader = staticmethod(count_typed)
    wrong = _("Write a whole number, with digits only.")

    def __init__(self, *, least: int = 0, **more: Any) -> None:
        super().__init__(**more)
        self.least = least
        self.widget.attrs["inputmode"] = "numeric"

    def clean(self, value: Any) -> Any:
        """The number, within what the book can hold."""
        number = super().clean(value)
        if number is not None and not self.least <= number <= LARGEST:
            raise ValidationError(_("The number must be %(least)s or more."), params={"least": self.least})
        return number


class NameField(TypedField):
    """A short name: lower-case letters without accents, digits, dots, dashes."""

    wrong = _("Use lower-case letters without accents, digits, dots and dashes, at most 80 characters.")

    @staticmethod
    def reader(text: str) -> str | None:
        """The name, if it is one."""
        return text if NAME_PATTERN.fullmatch(text) else None


class DigestField(TypedField):
    """The fingerprint of a text or file, typed."""

    wrong = _("A fingerprint has 64 digits and letters a to f.")

    @staticmethod
    def reader(text: str) -> str | None:
        """The digest, spaces and capitals of a print-out forgiven."""
        digits = re.sub(r"\s", "", text).lower()
        return digits if DIGEST_PATTERN.fullmatch(digits) else None


class KeptFileField(forms.FileField):
    """A file, kept at once under its digest; gives the digest."""

    def clean(self, data: Any, initial: Any = None) -> str | None:
        """The digest of the file; None if none was sent."""
        file: UploadedFile | None = super().clean(data, initial)
        if not file:
            return None
        try:
            return keep_file(file).digest
        except FileRefusedError as error:
            raise ValidationError(words_for_refusal(error.code)) from error


def keep_file(file: UploadedFile) -> StoredFile:
    """Keep an uploaded file, by the name its sender gave it: these are papers of the office. See `read_upload`."""
    upload = read_upload(file)
    return StoredFile.keep(upload.data, name=file.name or upload.name, media=upload.media, at=timezone.now())


class RowField(forms.ChoiceField):
    """One row to choose; a row that fell off the list while the form was open is judged by the rules, not here."""

    def valid_value(self, value: Any) -> bool:
        """Whether it could be a row's name."""
        return super().valid_value(value) or NAME_PATTERN.fullmatch(str(value)) is not None

    def clean(self, value: Any) -> Any:
        """The name; None if none was chosen."""
        return super().clean(value) or None


class RowsField(forms.MultipleChoiceField):
    """Several rows to choose."""

    def valid_value(self, value: Any) -> bool:
        """Whether it could be a row's name."""
        return super().valid_value(value) or NAME_PATTERN.fullmatch(str(value)) is not None


class NamesField(TypedField):
    """Several short names, apart by commas or spaces, where there are too many to tick."""

    wrong = _("Write the numbers or names apart by commas.")

    @staticmethod
    def reader(text: str) -> list[str] | None:
        """The names in the order given, each once."""
        names = list(dict.fromkeys(re.split(r"[\s,;]+", text.strip())))
        return names if all(NAME_PATTERN.fullmatch(name) for name in names) else None


class OneOfField(forms.ChoiceField):
    """One of a closed list; None if none was chosen."""

    def clean(self, value: Any) -> Any:
        """The value, or None."""
        return super().clean(value) or None


class PersonField(forms.ChoiceField):
    """A person known here, or somebody new: `new`, which becomes a random number when the form is read."""

    def valid_value(self, value: Any) -> bool:
        """Whether it could be a person's number."""
        return super().valid_value(value) or PERSON_PATTERN.fullmatch(str(value)) is not None

    def clean(self, value: Any) -> Any:
        """The number, `new`, or None."""
        return super().clean(value) or None


def digest_of_text(text: str) -> str:
    """SHA-256 of the bytes of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()
