"""Files that come from outside: taken only when their bytes are what we take, kept under names of our own.

Nothing is opened, converted or unpacked to a disk here; a file is looked through once and then only kept and given out
to be saved (`served`). At most one file of `LONGEST_FILE` bytes and what its parser holds is in memory at a time.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from consult.attached_archives import document_of
from consult.attached_kinds import AUDIO, ZIPPED, media_of
from consult.models import LONGEST_FILE, MEDIA, FileRefusedError, StoredFile

ACCEPT = ",".join(MEDIA.values())  # for the `accept` of a file input; a hint to the browser, never a check
ACCEPT_AUDIO = ",".join(end for media, end in MEDIA.items() if media in AUDIO) + ",audio/*"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that may be kept: its bytes and what they are."""

    data: bytes
    media: str

    @property
    def name(self) -> str:
        """A name of our own: the sender's may be a trap, or say more of them than they know."""
        return f"{hashlib.sha256(self.data).hexdigest()[:16]}{MEDIA[self.media]}"


def read_upload(file: UploadedFile) -> Upload:
    """The file, looked through. Raises `FileRefusedError`; for its codes see `words_for_refusal`."""
    if (file.size or 0) > LONGEST_FILE:
        raise FileRefusedError("too_large")
    file.seek(0)
    data = file.read(LONGEST_FILE + 1)
    return looked_through(data, name=file.name or "")


def looked_through(data: bytes, *, name: str = "") -> Upload:
    """The same of bytes; `name` only tells a table from a text. Raises `FileRefusedError`."""
    if len(data) > LONGEST_FILE:
        raise FileRefusedError("too_large")
    if not data.strip():
        raise FileRefusedError("empty")
    media = media_of(data, name)
    return Upload(data, document_of(data) if media == ZIPPED else media)


def take_upload(file: UploadedFile, *, at: datetime) -> StoredFile:
    """Look a file through and keep it under its digest and a name of our own. Raises `FileRefusedError`."""
    return keep(read_upload(file), at=at)


def keep(upload: Upload, *, at: datetime) -> StoredFile:
    """Keep what was looked through, under a name of our own."""
    return StoredFile.keep(upload.data, name=upload.name, media=upload.media, at=at)


def is_recording(file: StoredFile) -> bool:
    """Whether it is something to listen to."""
    return file.media in AUDIO


def words_for_refusal(code: str) -> str:
    """One sentence that says what is wrong with a file, and one that says what to do."""
    told = {
        "too_large": _("The file is larger than 20 MB. Send a smaller one, or its text."),
        "empty": _("The file is empty. Choose another one."),
        "media": _(
            "Files of this kind are not taken. Send PDF, ODT, DOCX, ODS, XLSX, CSV, plain text, PNG, JPEG, or a "
            "recording in MP3, M4A, OGG, WebM or WAV."
        ),
        "macros": _("There is a small program (a macro) in the file. Save it as PDF and send that."),
        "bomb": _("The file would grow too large when it is opened. Save it as PDF and send that."),
        "damaged": _("The file is damaged or was not sent whole. Open it on your computer, save it anew and send it."),
        "locked": _("The file is locked by a password. Save it without a password and send it again."),
        "entities": _("The file would fetch something else when it is opened. Save it as PDF and send that."),
    }
    return told.get(code, told["media"])


def served(request: HttpRequest, file: StoredFile, *, name: str = "") -> HttpResponse:
    """The bytes to be saved, never shown as a page of ours; a recording piece by piece where a player asks for one.

    Headers: RFC 6266 for the name, RFC 9110 14 for the piece, `nosniff` and a sandbox against whatever is inside.
    """
    data, media = bytes(file.data), file.media
    named = name or (file.name if file.name.lower().endswith(MEDIA[media]) else f"{file.digest[:16]}{MEDIA[media]}")
    piece = _piece(request.headers.get("Range", ""), len(data)) if media in AUDIO else None
    answer = HttpResponse(data[slice(*piece)] if piece else data, content_type=media, status=206 if piece else 200)
    if piece:
        answer["Content-Range"] = f"bytes {piece[0]}-{piece[1] - 1}/{len(data)}"
    if media in AUDIO:
        answer["Accept-Ranges"] = "bytes"
    answer["Content-Disposition"] = content_disposition_header(True, named) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["ETag"] = f'"{file.digest}"'
    return answer


def _piece(asked: str, size: int) -> tuple[int, int] | None:
    """The one range of bytes that was asked for, as a slice; None for none, several, or one that is not there."""
    unit, _equals, span = asked.partition("=")
    first, dash, last = span.strip().partition("-")
    if unit.strip() != "bytes" or not dash or not (first + last).isascii() or not (first + last).isdigit():
        return None
    if not first:
        start, end = max(0, size - int(last[:12])), size
    else:
        start, end = int(first[:12]), min(size, int(last[:12]) + 1 if last else size)
    return (start, end) if start < end else None
