"""Posting a comment: words kept, a number given and an entry written in one transaction, or nothing at all.

This file and `models.py` alone know django-comments-xtd. Its model, the signals of moderation and the security of its
forms are in the path of every posted comment; its threading, confirmation by link and API are not used.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models.signals import pre_save
from django.http import HttpRequest
from django_comments.signals import comment_was_posted, comment_will_be_posted
from django_comments_xtd.models import publish_or_unpublish_on_pre_save

from consult.models import Comment
from workflow.models import Leaf, model_of
from workflow.perform import Done, Request, perform
from workflow.rules import rows
from workflow.trail.canonical import parse_time


class CommentDeclinedError(Exception):
    """A moderation hook declined the comment before it got a number."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A comment that was posted: the entry, the row, and the secret of the person's own link, told once."""

    done: Done
    comment: Comment
    secret: str

    @property
    def number(self) -> int:
        """The number it goes by in the register."""
        return self.comment.number


def stop_republishing() -> None:
    """Saving a comment again must not publish replies that were taken down, as the library's handler would."""
    pre_save.disconnect(publish_or_unpublish_on_pre_save, sender="consult.Comment")


def post_comment(act: Request, *, http: HttpRequest | None = None, name: str = "") -> Posted:
    """Perform `raise_matter` and keep the words beside it, in one transaction.

    `act.facts["told"]` are the words, `name` the public name the person chose. Raises `FactsError`, `RefusedError`
    or `CommentDeclinedError`; then nothing was written.
    """
    secret = secrets.token_urlsafe(24)
    with transaction.atomic():
        comment = _comment(act, name=name)
        for _, answer in comment_will_be_posted.send(sender=Comment, comment=comment, request=http):
            if answer is False:
                raise CommentDeclinedError
        done = perform(act)
        comment.number, comment.n, comment.commit = _number(done), done.n, done.deed.told.commit  # type: ignore[attr-defined]
        comment.secret = digest_of_secret(secret)
        comment.save()
        comment_was_posted.send(sender=Comment, comment=comment, request=http)
    return Posted(done, comment, secret)


def _number(done: Done) -> int:
    return int(done.deed.number)  # type: ignore[attr-defined]


def _comment(act: Request, *, name: str) -> Comment:
    plan = model_of(rows.Plan).objects.only("pk").get(territory=act.territory, key=act.plan)
    facts: Mapping[str, Any] = act.facts
    return Comment(
        content_type=ContentType.objects.get_for_model(plan),
        object_pk=str(plan.pk),
        site_id=settings.SITE_ID,
        user_name=name[:50],
        comment=facts.get("told") or "",
        submit_date=parse_time(act.at),
        territory=act.territory,
        plan=act.plan or "",
    )


def forget_redacted(sender: Any, territory: str, plan: str | None, n: int, **more: Any) -> None:
    """After a redaction the words are gone from the site's own copy as well."""
    act = Leaf.objects.filter(territory=territory, n=n).values_list("act", "data").first()
    if act is None or act[0] != "redact":
        return
    commit = json.loads(bytes(act[1]))["facts"]["commitment"]
    Comment.objects.filter(territory=territory, commit=commit).update(comment="", user_name="", is_removed=True)


def digest_of_secret(secret: str) -> str:
    """How the secret of a person's own link is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()
