"""What the site keeps beside the book: words as they were said, who stands behind a number, drafts, files.

Nothing here is evidence. All of it can be erased, and the record book still verifies.
"""

import hashlib
import secrets
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django_comments_xtd.models import XtdComment

LONGEST_FILE = 20 * 1024 * 1024  # bytes
DRAFTS_KEPT = timedelta(days=30)
NAME_LENGTH = 80
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
}


class Comment(XtdComment):
    """What a person said through the site: the words themselves, and under which number the engine knows them.

    `content_object` is the plan. The parent's columns for an address and an IP address stay empty: a comment needs
    neither. `secret` is the SHA-256 of the link that only the person has; the link itself is kept nowhere.
    """

    xtdcomment_ptr = models.OneToOneField(XtdComment, models.CASCADE, parent_link=True, related_name="through_site")
    territory = models.CharField(max_length=NAME_LENGTH)
    plan = models.CharField(max_length=NAME_LENGTH)
    number = models.PositiveIntegerField()
    n = models.BigIntegerField()  # the entry of the book
    commit = models.CharField(max_length=64)  # under which the book holds the words
    secret = models.CharField(max_length=64, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["territory", "plan", "number"], name="one_comment_a_number")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """See `XtdComment.save`; whatever a form or library filled in, no address of a person or machine is kept."""
        self.ip_address, self.user_email, self.user_url = None, "", ""
        super().save(*args, **kwargs)


def fresh_number() -> str:
    """128 random bits as 32 hex digits: how the book knows a person."""
    return secrets.token_hex(16)


class Person(models.Model):
    """The link between a human and the random number the book of one territory knows them by.

    Deleting the row erases the link for good; the book stays as it is. `public_name` is shown only because the person
    chose so; empty means that the seat is shown without a name.
    """

    territory = models.CharField(max_length=NAME_LENGTH)
    number = models.CharField(max_length=32, default=fresh_number)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE)
    public_name = models.CharField(max_length=100, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["territory", "number"], name="one_person_a_number"),
            models.UniqueConstraint(fields=["territory", "user"], name="one_number_a_person"),
        ]

    def __str__(self) -> str:
        return self.public_name


class Draft(models.Model):
    """Words kept safe before anything is judged: a refusal, a closed window or a lost connection loses nothing.

    `owner` is the session or account that wrote them, `page` the address of the form, `fields` what was typed.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.CharField(max_length=64)
    page = models.CharField(max_length=300)
    fields = models.JSONField(default=dict)
    kept_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["owner", "page", "kept_at"], name="draft_by_owner"),
            models.Index(fields=["kept_at"], name="draft_by_age"),
        ]

    @classmethod
    def keep(cls, *, owner: str, page: str, fields: dict[str, Any], at: datetime) -> "Draft":
        """Keep what was typed, in place of what the same owner left on the same page; old drafts are forgotten."""
        cls.objects.filter(kept_at__lt=at - DRAFTS_KEPT).delete()
        cls.objects.filter(owner=owner, page=page).delete()
        return cls.objects.create(owner=owner, page=page, fields=_storable(fields), kept_at=at)


def _storable(value: Any) -> Any:
    """The same without the one character PostgreSQL keeps in no text; no keyboard types it."""
    if isinstance(value, str):
        return value.replace("\x00", "")
    if isinstance(value, dict):
        return {key: _storable(item) for key, item in value.items()}
    return [_storable(item) for item in value] if isinstance(value, list) else value


class FileRefusedError(ValueError):
    """A file that is not kept: too large, or of a kind we do not take. `code` is `too_large`, `empty` or `media`."""

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
