"""How a letter is written: plain text in the follower's language, links from the settings, one way to stop it.

Nobody's own words stand in the letter that asks: whoever types a stranger's address must not be able to send them
anything. In headers everything stands on one line, and Django's EmailMessage refuses what does not (header injection).
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from consult.addresses import address, whole_address
from consult.letters.subjects import about, plan_words
from consult.letters.tokens import CONFIRM, LIFETIMES, NOT_ME, REISSUE, STOP, issue
from consult.models import Follower
from consult.templatetags.dohoda import until

LONGEST_SUBJECT = 150


def asking(follower: Follower, *, code: str, at: datetime) -> EmailMessage:
    """The one letter to an address nobody has confirmed: may answers go here? It says that the comment counts."""
    with translation.override(follower.language):
        plan = plan_words(follower)
        context = {
            **plan,
            "number": follower.number,
            "own": bool(follower.person),
            "code": code,
            "confirm_url": whole_address(address("confirm", issue(follower, CONFIRM, at=at))),
            "not_me_url": stop_address(issue(follower, NOT_ME, at=at)),
            "until": until(at + LIFETIMES[CONFIRM]),
            "days": LIFETIMES[CONFIRM].days,
            "page_url": about(follower).url,
            "look_up_url": look_up_address(),
        }
        subject = (
            _("Comment no. %(number)s: may the answer come to this address?") % {"number": follower.number}
            if follower.number is not None
            else _("Letters about the plan: may they come to this address?")
        )
        return _letter(follower, subject, "mail/asking.txt", context, issue(follower, STOP, at=at), mark=str(at))


def news(follower: Follower, context: Mapping[str, Any], *, subject: str, mark: str, at: datetime) -> EmailMessage:
    """The day's letter; `mark` is the same when the same letter is written twice, so that mailboxes may see it."""
    raw = issue(follower, STOP, at=at)
    whole = {**context, "stop_url": stop_address(raw), "look_up_url": look_up_address()}
    return _letter(follower, subject, "mail/news.txt", whole, raw, mark=mark)


def new_links(followers: Sequence[Follower], *, at: datetime) -> EmailMessage:
    """The letter somebody asked for who lost the link to their comment: for each comment a page with a button."""
    first = followers[0]
    with translation.override(first.language):
        links = [
            {"number": one.number, "url": whole_address(address("new_link", issue(one, REISSUE, at=at)))}
            for one in followers
        ]
        context = {**plan_words(first), "links": links, "until": until(at + LIFETIMES[REISSUE])}
        subject = _("A new link to your comment")
        return _letter(first, subject, "mail/new_links.txt", context, issue(first, STOP, at=at), mark=str(at))


def trial(mail: str) -> EmailMessage:
    """A letter an office sends to itself, to see that letters arrive."""
    body = render_to_string("mail/trial.txt", {"site": settings.PUBLIC_URL})
    return EmailMessage(_("Dohoda: letters arrive"), body, to=[mail], headers={"Auto-Submitted": "auto-generated"})


def stop_address(raw: str) -> str:
    """The page with the button that stops letters."""
    return whole_address(address("stop", raw))


def look_up_address() -> str:
    """Where a comment is found by its number, without any link from a letter."""
    return whole_address(address("look_up") or address("home"))


def _letter(
    follower: Follower, subject: str, template: str, context: Mapping[str, Any], stopping: str, *, mark: str
) -> EmailMessage:
    body = render_to_string(template, dict(context))
    known = hashlib.sha256(f"{template} {follower.pk} {mark}".encode()).hexdigest()[:40]
    headers = {
        "Message-ID": f"<{known}@{settings.HOST}>",
        "Auto-Submitted": "auto-generated",
        # RFC 8058: the mail program may offer one button, which posts here.
        "List-Unsubscribe": f"<{stop_address(stopping)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return EmailMessage(one_line(subject), tidy(body), to=[follower.mail], headers=headers)


def one_line(text: str) -> str:
    """Text fit for a header: one line, not too long, without characters nobody sees."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return line if len(line) <= LONGEST_SUBJECT else line[:LONGEST_SUBJECT].rsplit(" ", 1)[0] + "…"


def tidy(body: str) -> str:
    """One empty line between paragraphs, however the template came to more."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in body.strip().splitlines())) + "\n"
