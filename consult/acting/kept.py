"""What was typed is kept before anything is judged, and found again: after a refusal, a lost session, a sign-in."""

import hashlib
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from consult.models import Draft
from consult.who import owner_of

IN_SESSION = "kept_words"  # page -> key of the draft; survives signing in, unlike the owner's name
NOT_KEPT = frozenset({"csrfmiddlewaretoken", "step", "seen", "as", "next", "timestamp", "security_hash", "honeypot"})
NOT_KEPT |= {"mail", "altcha", "wait", "passed", "draft", "recording_kept", "attached_kept"}
LONGEST = 2_000_000  # characters of one form
LONGEST_OF_STRANGERS = 200_000  # of somebody we would not know again: nobody fills our disk that way
MOST_PAGES = 20


def page_of(request: HttpRequest) -> str:
    """The form's name: its address, with what it was opened for."""
    query = request.META.get("QUERY_STRING", "")
    mark = f"?{hashlib.sha256(query.encode()).hexdigest()[:16]}" if query else ""
    return f"{request.path[:250]}{mark}"


def keep(request: HttpRequest, typed: dict[str, list[str]] | None = None) -> None:
    """Keep what this request typed, in place of what was kept for the same form."""
    fields = typed if typed is not None else _typed(request.POST)
    most = LONGEST if request.user.is_authenticated else LONGEST_OF_STRANGERS
    if not any(any(values) for values in fields.values()) or sum(map(len, map(str, fields.values()))) > most:
        return
    draft = Draft.keep(owner=owner_of(request), page=page_of(request), fields=fields, at=timezone.now())
    pages = {**request.session.get(IN_SESSION, {}), page_of(request): str(draft.key)}
    request.session[IN_SESSION] = dict(list(pages.items())[-MOST_PAGES:])


def kept(request: HttpRequest) -> QueryDict | None:
    """What was typed here and not yet recorded, as the form's data; None if there is nothing."""
    draft = _draft(request)
    if draft is None:
        return None
    data = QueryDict(mutable=True)
    for name, values in draft.fields.items():
        data.setlist(name, [str(value) for value in values])
    return data


def forget(request: HttpRequest) -> None:
    """It is recorded, or its writer wants it gone. One query at most where the session knows of the draft."""
    page, pages = page_of(request), dict(request.session.get(IN_SESSION, {}))
    if key := pages.pop(page, None):
        Draft.objects.filter(key=key, page=page).delete()
        request.session[IN_SESSION] = pages
    elif request.user.is_authenticated:
        Draft.objects.filter(owner=owner_of(request), page=page).delete()


def _draft(request: HttpRequest) -> Draft | None:
    page = page_of(request)
    key = request.session.get(IN_SESSION, {}).get(page)
    if key and (found := Draft.objects.filter(key=key, page=page).first()):
        return found
    if not request.user.is_authenticated:
        return None
    return Draft.objects.filter(owner=owner_of(request), page=page).first()


def _typed(post: Any) -> dict[str, list[str]]:
    return {name: post.getlist(name) for name in post if name not in NOT_KEPT}
