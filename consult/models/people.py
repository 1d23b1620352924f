"""Who stands behind a number, and what was typed and not yet recorded."""

import secrets
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models

DRAFTS_KEPT = timedelta(days=30)
NAME_LENGTH = 80


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
