"""Files that go with a comment: looked through before anything else, kept only when the comment can be sent."""

from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from consult.attached import ACCEPT, ACCEPT_AUDIO, Upload, keep, read_upload, words_for_refusal
from consult.attached_kinds import AUDIO
from consult.models import FileRefusedError
from workflow.trail.canonical import parse_time

SALT = "consult.speaking.files"


class UploadField(forms.FileField):
    """A document or a picture, looked through."""

    accept = ACCEPT
    capture = ""

    def __init__(self, **more: Any) -> None:
        hint = {"accept": self.accept} | ({"capture": self.capture} if self.capture else {})
        more.setdefault("help_text", gettext_lazy("PDF, text, table or picture, at most 20 MB."))
        super().__init__(widget=forms.FileInput(attrs=hint), **more)

    def clean(self, data: Any, initial: Any = None) -> Upload | None:
        """The file, if there is one and its bytes are what we take."""
        if not data:
            return None
        try:
            return self.fits(read_upload(data))
        except FileRefusedError as refusal:
            raise ValidationError(words_for_refusal(refusal.code), code="file") from refusal

    def fits(self, upload: Upload) -> Upload:
        """The file, if it is of the kind asked for."""
        return upload


class SoundField(UploadField):
    """A recording of somebody's voice; on a telephone the button opens the recorder."""

    accept = ACCEPT_AUDIO
    capture = "user"

    def __init__(self, **more: Any) -> None:
        told = gettext_lazy("Instead of writing. The office writes the words down; the recording stays the original.")
        super().__init__(**{"help_text": told, **more})

    def fits(self, upload: Upload) -> Upload:
        """Something to listen to."""
        if upload.media not in AUDIO:
            raise ValidationError(gettext_lazy("This is no recording. Choose a sound file."), code="file")
        return upload


class KeptField(forms.CharField):
    """A file already kept on the way to the last step: its digest, signed, so that nobody names another's file."""

    def __init__(self) -> None:
        super().__init__(required=False, max_length=300, widget=forms.HiddenInput)

    def clean(self, value: Any) -> str:
        """The digest; "" where there is none, or not one of ours."""
        try:
            return str(signing.loads(super().clean(value) or "", salt=SALT))
        except (signing.BadSignature, ValidationError):
            return ""


def keep_files(said: dict[str, Any], at: str) -> dict[str, str]:
    """Keep the files of a form that is in order; their signed digests by the names of the hidden fields."""
    kept = {}
    for name in ("recording", "attached"):
        upload = said.get(name)
        if isinstance(upload, Upload):
            said[f"{name}_kept"] = keep(upload, at=parse_time(at)).digest
        if said.get(f"{name}_kept"):
            kept[f"{name}_kept"] = signing.dumps(said[f"{name}_kept"], salt=SALT)
    return kept
