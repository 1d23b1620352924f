"""Files behind the digests the book speaks of."""

import hashlib
from datetime import datetime

from django.db import models

LONGEST_FILE = 20 * 1024 * 1024  # bytes
MEDIA = {
    "application/pdf": ".pdf",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "text/csv": ".csv",
    "text/plain": ".txt",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "audio/mpeg": ".mp3",
    "audio/mp4": ".m4a",
    "audio/ogg": ".ogg",
    "audio/webm": ".webm",
    "audio/wav": ".wav",
}


class FileRefusedError(ValueError):
    """A file that is not kept.

    `code` is `too_large`, `empty`, `media` (a kind we do not take), `macros`, `bomb`, `damaged`, `locked`, `entities`.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class StoredFile(models.Model):
    """The bytes behind a digest that an act speaks of: an analysis, an extract of a resolution, a scan.

    A file is named by its SHA-256 and never changes. It is given out only once a public fact speaks of it.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    name = models.CharField(max_length=200)
    media = models.CharField(max_length=100)
    data = models.BinaryField()
    kept_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    @classmethod
    def keep(cls, data: bytes, *, name: str, media: str, at: datetime) -> "StoredFile":
        """Keep bytes under their digest; the same bytes again are the same file. Raises `FileRefusedError`."""
        if len(data) > LONGEST_FILE:
            raise FileRefusedError("too_large")
        if not data:
            raise FileRefusedError("empty")
        if media not in MEDIA:
            raise FileRefusedError("media")
        digest = hashlib.sha256(data).hexdigest()
        kept, _ = cls.objects.get_or_create(
            digest=digest, defaults={"name": name[:200], "media": media, "data": data, "kept_at": at}
        )
        return kept
