"""Form fields for facts there may be several of: files, fingerprints, numbers, people."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from consult.acting.fields import DigestField, KeptFileField, TypedField
from consult.acting.typed import count_typed
from workflow.rules.facts import PERSON_PATTERN

APART = re.compile(r"[,;\n]+")


def parts_of(text: str) -> list[str]:
    """What stands between commas, semicolons or ends of lines."""
    return [part.strip() for part in APART.split(text) if part.strip()]


class DigestsField(TypedField):
    """Fingerprints, one a line or apart by commas."""

    wrong = DigestField.wrong

    @staticmethod
    def reader(text: str) -> list[str] | None:
        """The digests in the order given, each once."""
        read = [DigestField.reader(part) for part in parts_of(text)]
        return None if None in read else [digest for digest in dict.fromkeys(read) if digest]


class CountsField(TypedField):
    """Whole numbers apart by commas, in the order of what they belong to."""

    wrong = _("Write whole numbers apart by commas.")

    @staticmethod
    def reader(text: str) -> list[int] | None:
        """The numbers."""
        read = [count_typed(part) for part in parts_of(text)]
        return None if None in read else [number for number in read if number is not None]


class SeveralFilesInput(forms.FileInput):
    """A file input that takes more than one."""

    allow_multiple_selected = True


class KeptFilesField(KeptFileField):
    """Files, each kept at once under its digest; gives the digests."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The digests; None if no file was sent."""
        files = data if isinstance(data, list | tuple) else [data] if data else []
        return [digest for file in files if (digest := super(KeptFilesField, self).clean(file, initial))] or None


class PeopleField(forms.MultipleChoiceField):
    """People known here, by their numbers."""

    def valid_value(self, value: Any) -> bool:
        """Whether it could be a person's number."""
        return super().valid_value(value) or PERSON_PATTERN.fullmatch(str(value)) is not None


class MailsField(TypedField):
    """Addresses of mail, one a line or apart by commas."""

    wrong = _("Write addresses of mail, each on a line of its own.")

    @staticmethod
    def reader(text: str) -> list[str] | None:
        """The addresses, each once."""
        mails = list(dict.fromkeys(parts_of(text)))
        try:
            for mail in mails:
                validate_email(mail)
        except ValidationError:
            return None
        return mails
