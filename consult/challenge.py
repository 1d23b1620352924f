"""A small sum the visitor's own machine does, asked for only above the limits: the proof of work of ALTCHA.

The library makes and checks it; the sum itself is done by our own script (`speak.js`), so that the policy against
foreign scripts holds. Each challenge is good for one comment and for twenty minutes.
"""

import base64
import binascii
import json

import altcha
from django.core.cache import cache
from django_altcha import get_altcha_challenge, get_challenge_expire_seconds, get_hmac_key

MOST = 40_000  # hashes; a second or two on an old phone
LONGEST = 2_000  # characters of an answer
SHAPE = {"algorithm": str, "challenge": str, "number": int, "salt": str, "signature": str}


def fresh() -> str:
    """A challenge as JSON: algorithm, challenge, max_number, salt, signature."""
    return json.dumps(get_altcha_challenge(max_number=MOST).__dict__)


def answered(given: str) -> bool:
    """Whether this is the right answer to one of our challenges, not too old and not given before."""
    payload = _read(given)
    if payload is None or not _right(given[:LONGEST]):
        return False
    return bool(cache.add(f"challenge-{payload['challenge']}", True, get_challenge_expire_seconds()))


def _right(given: str) -> bool:
    try:
        return bool(altcha.verify_solution(given, get_hmac_key(), check_expires=True)[0])
    except ValueError:  # a salt no library made
        return False


def _read(given: str) -> dict[str, str | int] | None:
    """The answer, if it has the shape of one; the library takes that for granted."""
    try:
        payload = json.loads(base64.b64decode(given[:LONGEST], validate=True))
    except (ValueError, binascii.Error, RecursionError):
        return None
    if not isinstance(payload, dict) or any(type(payload.get(key)) is not kind for key, kind in SHAPE.items()):
        return None
    return payload if payload["algorithm"] == "SHA-256" else None
