"""Who says the same as somebody else: how many they are, who of them chose a name, and that nobody is heard twice.

Joining is no vote: comments are never put in order by it, and an answer has to give its reason all the same.
"""

import hashlib
import hmac
import json
import secrets
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from consult.once import mark_of_form
from consult.places import Here
from consult.visible import opened
from consult.who import person_of
from workflow.models import Leaf, Opening, model_of
from workflow.rules import rows

MOST_NAMES = 20
HAND = "hand"  # in the session: random, never shown and never recorded
JOINED = "joined"  # in the session: key of the comment -> the entry in which this person joined it
MOST_REMEMBERED = 200


def person_joining(request: HttpRequest, here: Here, matter: str) -> str:
    """The number somebody joins one comment under: the same each time they try, another for every other comment.

    It is made by HMAC from the account's own number, or from a random secret of the session, so that one person joins a
    comment once and nobody but this site, while it keeps its key, can tell which comments one person joined.
    """
    account = person_of(request.user, here.territory)
    if account is not None:
        secret = f"account {account.number}"
    else:
        # two presses in one moment know nothing of each other but the cookie against forgery
        secret = request.session.get(HAND) or mark_of_form(request, HAND) or secrets.token_hex(16)
        request.session[HAND] = secret
    told = f"join\0{here.territory}\0{matter}\0{secret}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), told, hashlib.sha256).hexdigest()[:32]


def joined_before(here: Here, matter: str, person: str | None) -> int | None:
    """The entry in which this number joined the comment; None if it did not."""
    found = model_of(rows.Joiner).objects.filter(territory=here.territory, matter=matter, person=person or "")
    return found.values_list("born", flat=True).first()


def joined_at(request: HttpRequest, here: Here, row: Any) -> int | None:
    """The entry in which the one who is here joined the comment, as far as their session knows."""
    n = request.session.get(JOINED, {}).get(f"{here.territory}/{row.key}")
    return int(n) if n is not None else None


def remember(request: HttpRequest, here: Here, row: Any, n: int) -> None:
    """Keep in the session that this comment was joined, so that the receipt is found again."""
    known = {**request.session.get(JOINED, {}), f"{here.territory}/{row.key}": n}
    request.session[JOINED] = dict(list(known.items())[-MOST_REMEMBERED:])


def named_joiners(here: Here, row: Any) -> list[str]:
    """Names of those who joined and chose to be named, in the order in which they came. Six queries at most."""
    if not row.joiners:
        return []
    born = model_of(rows.Joiner).objects.filter(territory=here.territory, matter=row.key).values("born")
    found = Opening.objects.filter(territory=here.territory, field="publish_as", n__in=born).order_by("n")
    commits = list(found.values_list("commit", flat=True)[: MOST_NAMES + 1])
    texts = opened(here.territory, commits)
    return [texts[commit] for commit in commits if commit in texts]


def joining_facts(here: Here, n: int) -> dict[str, Any] | None:
    """The facts of an entry that joins a comment of this plan; None for any other."""
    leaf = Leaf.objects.filter(territory=here.territory, n=n, act="join_matter", plan=here.slug).first()
    return json.loads(bytes(leaf.data))["facts"] if leaf is not None else None
