"""Posting a comment: words kept, a number given and an entry written in one transaction, or nothing at all.

This file and `models/comments.py` alone know django-comments-xtd. Its model, the signals of moderation and the security
of its forms are in the path of every posted comment; its threading, confirmation by link and API are not used.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models.signals import pre_save
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django_comments.signals import comment_was_posted, comment_will_be_posted
from django_comments_xtd.models import publish_or_unpublish_on_pre_save

from consult import letters
from consult.bookcode import code_of
from consult.limits import address_of, places
from consult.models import CONTEXT_LENGTH, Comment, Follower, fresh_number
from consult.once import note_sent, sent_before
from consult.phone_words import digest_of, words_for
from workflow.models import Leaf, model_of
from workflow.perform import Done, Request, perform
from workflow.rules import rows
from workflow.rules.acts.moderating import HoldingGround
from workflow.rules.case import CITIZEN, CLOCK
from workflow.trail.canonical import format_time, parse_time

SYMBOLS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32, small

# What is done to a matter shows on the library's own flags as well, for whoever reads its tables.
COVERING = frozenset({"hold_matter", "hide_matter", "release_matter", "show_matter"})


class CommentDeclinedError(Exception):
    """A moderation hook declined the comment before it got a number."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A comment that was posted: the entry, the row, and what only the person has, told once.

    `secret` is the key of their own link, `words` the six to read over the telephone, which follow from it.
    """

    done: Done
    comment: Comment
    secret: str
    words: tuple[str, ...]

    @property
    def number(self) -> int:
        """The number it goes by in the register."""
        return self.comment.number


def stop_republishing() -> None:
    """Saving a comment again must not publish replies that were taken down, as the library's handler would."""
    pre_save.disconnect(publish_or_unpublish_on_pre_save, sender="consult.Comment")


def post_comment(
    act: Request, *, http: HttpRequest | None = None, name: str = "", before: str = "", after: str = "",
    hold: str | None = None, posted_from: str = "page", follow: str | None = None, target: Any = None, once: str = "",
) -> Posted:  # fmt: skip
    """Perform `raise_matter` and keep the words beside it, in one transaction.

    `act.facts["told"]` are the words, `name` the public name the person chose, `before` and `after` what surrounds the
    quote, `hold` the ground on which it waits before it is shown, `follow` an address for answers, `target` the plan's
    row where the caller has it, `once` the mark of a form that may be sent twice: then the secret follows from it, and
    whoever comes second meets an IntegrityError (`posted_once` has the first). A citizen without a number gets one
    that is used for this comment alone. Raises `FactsError`, `RefusedError`, `ValidationError` (no address) or
    `CommentDeclinedError`; then nothing was written.
    """
    secret = secret_of(once) if once else fresh_secret()
    # Whoever speaks now waits for their turn at the book: a second that passes meanwhile refuses nobody.
    act = replace(act, by=act.by._replace(person=fresh_number()) if act.by == CITIZEN else act.by, in_turn=True)
    with transaction.atomic():
        comment = _comment(act, name=name, target=target)
        for _, answer in comment_will_be_posted.send(sender=Comment, comment=comment, request=http):
            if answer is False:
                raise CommentDeclinedError
        done = perform(act, savepoint=False)
        _numbered(comment, done, secret)
        comment.before, comment.after = before[-CONTEXT_LENGTH:], after[:CONTEXT_LENGTH]
        comment.posted_from, comment.is_public = posted_from, hold is None
        comment.save()
        note_sent(act.territory, act.plan or "", once, comment.number)
        if hold is not None:
            _held(act, done, hold)
        if follow:
            _followed(act, done, follow, http)
        comment_was_posted.send(sender=Comment, comment=comment, request=http)
    return Posted(done, comment, secret, words_for(secret))


def posted_once(territory: str, plan: str, once: str) -> tuple[Comment, str] | None:
    """The comment the same form brought before, and its secret unless a newer one replaced it; None where it is new."""
    number = sent_before(territory, plan, once)
    found = Comment.objects.filter(territory=territory, plan=plan, number=number).first() if number else None
    if found is None:
        return None
    secret = secret_of(once)
    return found, secret if found.secret == digest_of_secret(secret) else ""


def _comment(act: Request, *, name: str, target: Any) -> Comment:
    plan = target or model_of(rows.Plan).objects.only("pk").get(territory=act.territory, key=act.plan)
    facts: Mapping[str, Any] = act.facts
    return Comment(
        content_type=ContentType.objects.get_for_model(plan),
        object_pk=str(plan.pk),
        site_id=settings.SITE_ID,
        user_name=name[:50],
        comment=facts.get("told") or "",
        territory=act.territory,
        plan=act.plan or "",
    )


def _numbered(comment: Comment, done: Done, secret: str) -> None:
    """What only the entry says: the number, the commitment, the second; and by what its author is known."""
    comment.secret, comment.spoken = digest_of_secret(secret), digest_of(words_for(secret))
    deed: Any = done.deed
    comment.number, comment.n, comment.commit = int(deed.number), done.n, deed.told.commit
    comment.submit_date = parse_time(done.at)


def _held(act: Request, done: Done, ground: str) -> None:
    """It waits before it is shown; that is an entry of its own, by the clock."""
    facts = {"matter": str(done.deed.number), "ground": ground}  # type: ignore[attr-defined]
    held = Request(
        act="hold_matter", facts=facts, territory=act.territory, by=CLOCK, at=done.at, plan=act.plan, in_turn=True
    )
    perform(held, savepoint=False)


def _followed(act: Request, done: Done, mail: str, http: HttpRequest | None) -> None:
    """The address for answers, and the letter that asks whether it is theirs."""
    letters.follow(
        territory=act.territory,
        plan=act.plan or "",
        number=done.deed.number,  # type: ignore[attr-defined]
        mail=mail,
        person=act.by.person,
        language=get_language() or settings.LANGUAGE_CODE,
        at=done.at,
        network=places(address_of(http))[1] if http is not None else "",
        code=code_of(act.territory, done.n + 1),
    )


def release_confirmed(sender: Any, follower: Follower, at: datetime, **more: Any) -> None:
    """Whoever spoke above the limits and pressed the button in the letter is shown at once."""
    key = f"{follower.plan}/{follower.number}"
    row = model_of(rows.Matter).objects.filter(territory=follower.territory, key=key).first()
    if row is None or not row.held or not follower.person or row.person != follower.person:
        return
    held = Leaf.objects.filter(territory=follower.territory, n=row.born + 1, act="hold_matter").first()
    facts = json.loads(bytes(held.data))["facts"] if held is not None else {}
    if facts != {"matter": str(follower.number), "ground": str(HoldingGround.RATE_LIMIT)}:
        return
    perform(
        Request(
            act="release_matter",
            facts={"matter": str(follower.number)},
            territory=follower.territory,
            by=CLOCK,
            at=format_time(at.replace(microsecond=0)),
            plan=follower.plan,
            in_turn=True,
        )
    )


def mirror_moderation(sender: Any, territory: str, plan: str | None, n: int, act: str = "", **more: Any) -> None:
    """After an act of moderation the site's own copy follows: redacted words are gone, hidden ones are not public."""
    if act != "redact" and act not in COVERING:
        return
    facts = json.loads(bytes(Leaf.objects.values_list("data", flat=True).get(territory=territory, n=n)))["facts"]
    if act == "redact":
        redacted = Comment.objects.filter(territory=territory, commit=facts["commitment"])
        redacted.update(comment="", user_name="", is_removed=True)
        return
    row = model_of(rows.Matter).objects.get(territory=territory, key=f"{plan}/{facts['matter']}")
    if not row.point:  # the words belong to the whole
        found = Comment.objects.filter(territory=territory, plan=plan or "", number=row.number)
        found.update(is_public=not (row.held or row.hidden))


def fresh_secret() -> str:
    """The secret of a person's own link: 120 random bits in letters and digits nobody confuses on paper, by fours."""
    symbols = "".join(secrets.choice(SYMBOLS) for _ in range(24))
    return "-".join(symbols[at : at + 4] for at in range(0, 24, 4))


def secret_of(once: str) -> str:
    """The same for a form that may be sent twice; without our key nobody can work it out from what the browser has."""
    drawn = salted_hmac("consult.comments.once", once, algorithm="sha256").digest()
    symbols = "".join(SYMBOLS[byte % len(SYMBOLS)] for byte in drawn[:24])
    return "-".join(symbols[at : at + 4] for at in range(0, 24, 4))


def digest_of_secret(secret: str) -> str:
    """How the secret of a person's own link is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()
