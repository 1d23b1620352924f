"""Whose comment it is: proved by the link on their slip, for this one comment and for nothing else.

A link is not a person. It signs nobody in, gives no seat and opens no other comment; whoever holds it may do with this
comment what its author may. The secret is in the link and on paper only: the database has its digest, the session the
number of the comment and a mark that dies with the link.
"""

import io
import re
from datetime import timedelta
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from consult.addresses import address, whole_address
from consult.comments import digest_of_secret, fresh_secret
from consult.models import Comment
from consult.phone_words import digest_of, words_for
from consult.places import Here
from workflow.rules.case import Standing

OWN = "own_comments"  # in the session: "plan/12" -> the mark of the link it was opened with
KEY = "key"  # in the address
LONGEST_KEY = 60  # characters, with what people put between
MOST_OWN = 50
SLIP_SHOWN = timedelta(hours=1)  # for so long the slip of a new comment can be printed with its secret link
_READ_AS = str.maketrans("oil", "011")


def comment_of(here: Here, number: int) -> Comment | None:
    """What the site keeps of a comment; None for one that never came through it."""
    return Comment.objects.filter(territory=here.territory, plan=here.slug, number=number).first()


def own_link(here: Here, number: int, secret: str) -> str:
    """The person's own link, as it stands on their slip: the whole address."""
    return whole_address(f"{here.address('matter', number)}?{KEY}={secret}")


def take_key(request: HttpRequest, here: Here, row: Any) -> HttpResponse | None:
    """Where the address carries a key: on to the clean address, with the right remembered if the key is good.

    None where it carries none. The key goes no further: not into a log of the next page, not into a referrer.
    """
    key = request.GET.get(KEY)
    if key is None:
        return None
    comment = comment_of(here, row.number)
    if comment is not None and opens(comment, key):
        if request.session.session_key and OWN not in request.session:
            request.session.cycle_key()  # whoever planted the session in this browser does not get the comment
        remember(request, comment)
    else:
        told = _("This link does not prove that the comment is yours: it is incomplete, or a newer one replaced it.")
        messages.error(request, told)
    answer = HttpResponseRedirect(request.path, status=303)
    answer["Referrer-Policy"] = "no-referrer"
    answer["Cache-Control"] = "no-store"
    return answer


def opens(comment: Comment, key: str) -> bool:
    """Whether the key is that of the comment, in a time that says nothing about how much of it is right."""
    return constant_time_compare(comment.secret, digest_of_secret(as_printed(key))) and bool(comment.secret)


def as_printed(key: str) -> str:
    """A key copied from paper by hand as it was printed: O is 0, I and L are 1, capitals and dashes do not matter."""
    symbols = re.sub(r"[\s-]+", "", key[:LONGEST_KEY]).lower().translate(_READ_AS)
    return "-".join(symbols[at : at + 4] for at in range(0, len(symbols), 4))


def remember(request: HttpRequest, comment: Comment) -> None:
    """From now on this session may do what the author of the comment may; until a newer link replaces this one."""
    kept = {**request.session.get(OWN, {}), f"{comment.plan}/{comment.number}": _mark(comment)}
    request.session[OWN] = dict(list(kept.items())[-MOST_OWN:])


def is_author(request: HttpRequest, row: Any) -> bool:
    """Whether this session proved that the matter, or the comment it is a point of, is its own. At most one query."""
    mark = request.session.get(OWN, {}).get(f"{row.plan}/{row.number}")
    if not isinstance(mark, str):
        return False
    found = Comment.objects.filter(territory=row.territory, plan=row.plan, number=row.number).first()
    return found is not None and bool(found.secret) and constant_time_compare(mark, _mark(found))


def standing_of_author(request: HttpRequest, row: Any) -> Standing | None:
    """As whom the author of a matter acts; None for everybody else, and where the book knows no person behind it."""
    if row.person is None or not is_author(request, row):
        return None
    return Standing(None, None, "public", row.person)


def hand_over(answer: HttpResponse, request: HttpRequest, comment: Comment, secret: str, *, own: bool = True) -> None:
    """Let the slip of this comment be printed with its secret, here and for an hour.

    The secret is in a cookie that only the slip's page gets, so that no session and no copy of the database holds it.
    `own` remembers the browser as the author's; not at the counter, where the clerk prints for somebody else.
    """
    if own:
        remember(request, comment)
    answer.set_cookie(
        cookie_of(comment),
        secret,
        max_age=SLIP_SHOWN,
        path=address("slip", comment.plan, comment.number),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def secret_for_slip(request: HttpRequest, comment: Comment) -> str:
    """The secret this browser was given for the slip, if it is still the comment's; "" otherwise."""
    secret = request.COOKIES.get(cookie_of(comment), "")
    return secret if secret and opens(comment, secret) else ""


def words_on_slip(comment: Comment, secret: str) -> tuple[str, ...]:
    """The six words to print: those by which the office knows the comment, none where an earlier slip has them."""
    words = words_for(secret) if secret else ()
    return words if words and constant_time_compare(comment.spoken, digest_of(words)) else ()


def cookie_of(comment: Comment) -> str:
    """The name of the cookie that carries the secret to the slip."""
    return f"slip-{comment.plan}-{comment.number}"


def spoken_by(comment: Comment, words: str) -> bool:
    """Whether these are the six words of the comment's slip; in constant time, and never for one without words."""
    return constant_time_compare(comment.spoken, digest_of(words)) and bool(comment.spoken)


def reissue(comment: Comment, *, with_words: bool) -> str:
    """A new secret in place of the old one, which is dead from this moment; told once, here.

    `with_words` gives a new slip with new words, as at the counter. A link sent by mail leaves the words of the paper
    slip as they were: whoever holds the paper keeps the last word about whose comment it is.
    """
    secret = fresh_secret()
    with transaction.atomic():
        locked = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
        locked.secret = comment.secret = digest_of_secret(secret)
        if with_words:
            locked.spoken = comment.spoken = digest_of(words_for(secret))
        Comment.objects.filter(pk=locked.pk).update(secret=locked.secret, spoken=locked.spoken)
    return secret


def qr_svg(link: str, title: str) -> SafeString:
    """A whole address as a QR code: inline SVG without styles, dark on white on any ground, named by `title`."""
    drawn = io.BytesIO()
    code = segno.make(link, error="m", micro=False)
    code.save(drawn, kind="svg", border=4, dark="#000", light="#fff", xmldecl=False, svgns=False, omitsize=True,
              svgclass=None, lineclass=None, nl=False)  # fmt: skip
    picture = drawn.getvalue().decode()
    named = format_html('<svg role="img" aria-label="{}" ', title)
    return mark_safe(picture.replace("<svg ", named, 1))  # noqa: S308  drawn here; the title is escaped


def _mark(comment: Comment) -> str:
    return salted_hmac("consult.own", comment.secret, algorithm="sha256").hexdigest()[:32]
