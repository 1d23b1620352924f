"""How often one may speak: counted by the hour, for an address, a network, a plan and the installation.

Within the limits nobody is asked anything. Above them the form asks for more, and far above it nothing is taken for a
while. Addresses are counted under a keyed hash whose key is random, lives in the cache alone and is another one
tomorrow; neither address nor hash is ever in the database or in a book.
"""

import hashlib
import hmac
import secrets
import time
from collections.abc import Iterator
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any, NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from consult.models import Refused
from consult.places import Here
from workflow.rules.clock import local_date

HOUR, DAY = 3600, 86_400  # seconds
FAR_ABOVE = 10  # so many times the limit, and nothing is taken for a while
# How many times the limit of one address a whole network, a plan and the installation may have.
NETWORK, PLAN, INSTALLATION = 4, 50, 200
HASTY = 3  # a form sent faster than anybody types is counted as so many
FLUSH_SECONDS = 10  # a flood of refusals is counted in the cache and written down this often


class Verdict(StrEnum):
    """Whether somebody may go on, is asked for more, or has to wait."""

    WITHIN = "within"
    ASK = "ask"
    TOO_MANY = "too_many"


class Scope(NamedTuple):
    """What is counted: its name in the cache, how many an hour, and whether far above it somebody has to wait."""

    key: str
    most: int
    waits: bool


def judge(request: HttpRequest, here: Here, *, hasty: bool = False) -> Verdict:
    """Count one attempt to speak and say what it meets. `hasty` counts more: no person is that fast."""
    return _worst([(scope, _counted(scope.key, HASTY if hasty else 1)) for scope in scopes(request, here)])


def standing(request: HttpRequest, here: Here) -> Verdict:
    """What the next attempt would meet; nothing is counted."""
    asked = list(scopes(request, here))
    counts = cache.get_many([scope.key for scope in asked])
    return _worst([(scope, counts.get(scope.key, 0) + 1) for scope in asked])


def retry_after() -> int:
    """Seconds until the next hour's count begins."""
    return HOUR - int(time.time()) % HOUR


def _worst(counted: list[tuple[Scope, int]]) -> Verdict:
    if any(scope.waits and count > scope.most * FAR_ABOVE for scope, count in counted):
        return Verdict.TOO_MANY
    return Verdict.ASK if any(count > scope.most for scope, count in counted) else Verdict.WITHIN


def scopes(request: HttpRequest, here: Here) -> Iterator[Scope]:
    """Everything an attempt counts for in this hour. A plan many people speak about makes nobody wait: it only asks."""
    most, hour = settings.SPEAKING_RATE, int(time.time()) // HOUR
    address, network = places(address_of(request))
    yield Scope(f"speaking-{hour}-{hidden(address)}", most, True)
    yield Scope(f"speaking-{hour}-{hidden(network)}", most * NETWORK, True)
    yield Scope(f"speaking-{hour}-plan-{here.territory}-{here.slug}", most * PLAN, False)
    yield Scope(f"speaking-{hour}-all", most * INSTALLATION, False)


def address_of(request: HttpRequest) -> str:
    """The visitor's address: the connection's, or the one our own proxies wrote; nothing else is believed."""
    framework: dict[str, Any] = settings.REST_FRAMEWORK
    proxies = int(framework["NUM_PROXIES"])
    direct = str(request.META.get("REMOTE_ADDR") or "")
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    return forwarded[-min(proxies, len(forwarded))] if proxies and forwarded else direct


def places(written: str) -> tuple[str, str]:
    """The address and its network: /24 of IPv4; of IPv6 a household's /64 counts as one address, /48 as a network."""
    try:
        found: IPv4Address | IPv6Address = ip_address(written)
    except ValueError:
        return "unknown", "unknown network"
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    if isinstance(found, IPv4Address):
        return str(found), f"{found.packed[:3].hex()}/24"
    return f"{found.packed[:8].hex()}/64", f"{found.packed[:6].hex()}/48"


def hidden(place: str) -> str:
    """The place under today's key; without that key, which is gone tomorrow, it says nothing."""
    name = f"speaking-key-{int(time.time()) // DAY}"
    key = cache.get(name)
    if key is None:
        cache.add(name, secrets.token_bytes(32), DAY + HOUR)
        key = cache.get(name)
    return hmac.new(key, place.encode(), hashlib.sha256).hexdigest()[:32]


def _counted(key: str, by: int) -> int:
    try:
        return int(cache.incr(key, by))
    except ValueError:
        if cache.add(key, by, HOUR):
            return by
        return int(cache.incr(key, by))


def note_refused(territory: str, plan: str, ground: str) -> None:
    """Count what was not taken, by day and ground; the counts are public. A flood is written down every few seconds."""
    times = 1
    if ground == Verdict.TOO_MANY:
        waiting = f"refused-{territory}-{plan}"
        counted = _counted(waiting, 1)
        if not cache.add(f"{waiting}-written", True, FLUSH_SECONDS):
            return
        cache.delete(waiting)
        times = counted
    day = local_date(timezone.now())
    rows = Refused.objects.filter(territory=territory, plan=plan, day=day, ground=ground)
    if rows.update(times=F("times") + times):
        return
    try:
        with transaction.atomic():
            Refused.objects.create(territory=territory, plan=plan, day=day, ground=ground, times=times)
    except IntegrityError:  # somebody else was refused for the first time today in the same moment
        rows.update(times=F("times") + times)
