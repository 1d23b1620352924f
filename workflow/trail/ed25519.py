"""Ed25519 verification in plain Python (RFC 8032 section 5.1.7), for a verifier that must run with nothing installed.

Strict where RFC 8032 leaves room: the scalar S is below the group order, both points are encoded canonically, and a key
of small order, under which anyone could sign anything, is refused. The equation is checked without the cofactor, as
OpenSSL does. It handles public data only, so its running time may depend on it.
"""

import hashlib
from functools import lru_cache

PUBLIC_KEY_BYTES = 32
SIGNATURE_BYTES = 64

_FIELD_PRIME = 2**255 - 19
_GROUP_ORDER = 2**252 + 27742317777372353535851937790883648493
_CURVE_D = -121665 * pow(121666, -1, _FIELD_PRIME) % _FIELD_PRIME
_ROOT_OF_MINUS_ONE = pow(2, (_FIELD_PRIME - 1) // 4, _FIELD_PRIME)
_BITS_AT_ONCE = 4

# Extended homogeneous coordinates (X, Y, Z, T): x = X/Z, y = Y/Z, x*y = T/Z (RFC 8032 section 5.1.4).
_CurvePoint = tuple[int, int, int, int]
_PointTable = tuple[_CurvePoint, ...]
_NEUTRAL_POINT: _CurvePoint = (0, 1, 1, 0)


def verify_ed25519(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """True if `signature` (64 bytes) is `public_key`'s (32 bytes) on `message`; False for all else, never an error."""
    if len(public_key) != PUBLIC_KEY_BYTES or len(signature) != SIGNATURE_BYTES:
        return False
    multiples = _key_multiples(public_key)
    scalar = int.from_bytes(signature[32:], "little")
    if multiples is None or scalar >= _GROUP_ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + public_key + message).digest()
    challenge = int.from_bytes(digest, "little") % _GROUP_ORDER
    # R = S*B - k*A, compared as bytes: no other encoding of R can pass, canonical or not.
    return _encoded_point(_double_product(scalar, _BASE_MULTIPLES, challenge, multiples)) == signature[:32]


def is_ed25519_key(public_key: bytes) -> bool:
    """True for the canonical encoding of a point of the curve whose order is not small."""
    return len(public_key) == PUBLIC_KEY_BYTES and _key_multiples(public_key) is not None


@lru_cache(maxsize=64)
def _key_multiples(public_key: bytes) -> _PointTable | None:
    point = _decoded_point(public_key)
    if point is None or _is_neutral_point(_doubled_point(_doubled_point(_doubled_point(point)))):
        return None
    return _point_multiples((_FIELD_PRIME - point[0], point[1], 1, _FIELD_PRIME - point[3]))


def _decoded_point(encoded: bytes) -> _CurvePoint | None:
    bits = int.from_bytes(encoded, "little")
    sign, y = bits >> 255, bits & ((1 << 255) - 1)
    if y >= _FIELD_PRIME:
        return None
    u, v = (y * y - 1) % _FIELD_PRIME, (_CURVE_D * y * y + 1) % _FIELD_PRIME
    candidate = pow(u * pow(v, 7, _FIELD_PRIME), (_FIELD_PRIME - 5) // 8, _FIELD_PRIME)
    x = candidate * u * pow(v, 3, _FIELD_PRIME) % _FIELD_PRIME
    if v * x * x % _FIELD_PRIME != u:
        x = x * _ROOT_OF_MINUS_ONE % _FIELD_PRIME
        if v * x * x % _FIELD_PRIME != u:
            return None
    if x == 0 and sign:
        return None
    if x & 1 != sign:
        x = _FIELD_PRIME - x
    return x, y, 1, x * y % _FIELD_PRIME


def _encoded_point(point: _CurvePoint) -> bytes:
    inverse = pow(point[2], -1, _FIELD_PRIME)
    x, y = point[0] * inverse % _FIELD_PRIME, point[1] * inverse % _FIELD_PRIME
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _is_neutral_point(point: _CurvePoint) -> bool:
    return point[0] % _FIELD_PRIME == 0 and (point[1] - point[2]) % _FIELD_PRIME == 0


def _added_points(one: _CurvePoint, other: _CurvePoint) -> _CurvePoint:
    a = (one[1] - one[0]) * (other[1] - other[0]) % _FIELD_PRIME
    b = (one[1] + one[0]) * (other[1] + other[0]) % _FIELD_PRIME
    c = 2 * _CURVE_D * one[3] * other[3] % _FIELD_PRIME
    d = 2 * one[2] * other[2] % _FIELD_PRIME
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _FIELD_PRIME, g * h % _FIELD_PRIME, f * g % _FIELD_PRIME, e * h % _FIELD_PRIME


def _doubled_point(point: _CurvePoint) -> _CurvePoint:
    a, b = point[0] * point[0] % _FIELD_PRIME, point[1] * point[1] % _FIELD_PRIME
    h = a + b
    e, g = h - (point[0] + point[1]) * (point[0] + point[1]), a - b
    f = 2 * point[2] * point[2] + g
    e, f = e % _FIELD_PRIME, f % _FIELD_PRIME
    return e * f % _FIELD_PRIME, g * h % _FIELD_PRIME, f * g % _FIELD_PRIME, e * h % _FIELD_PRIME


def _point_multiples(point: _CurvePoint) -> _PointTable:
    row = [_NEUTRAL_POINT]
    for _ in range((1 << _BITS_AT_ONCE) - 1):
        row.append(_added_points(row[-1], point))
    return tuple(row)


def _double_product(first: int, of: _PointTable, second: int, and_of: _PointTable) -> _CurvePoint:
    # Both scalars share one chain of doublings, four bits at a time: half the work of two products.
    mask, total = (1 << _BITS_AT_ONCE) - 1, _NEUTRAL_POINT
    for shift in range(256 - _BITS_AT_ONCE, -1, -_BITS_AT_ONCE):
        for _ in range(_BITS_AT_ONCE):
            total = _doubled_point(total)
        total = _added_points(total, of[first >> shift & mask])
        total = _added_points(total, and_of[second >> shift & mask])
    return total


_BASE_X = 15112221349535400772501151409588531511454012693041857206046113283949847762202
_BASE_Y = 4 * pow(5, -1, _FIELD_PRIME) % _FIELD_PRIME
_BASE_MULTIPLES = _point_multiples((_BASE_X, _BASE_Y, 1, _BASE_X * _BASE_Y % _FIELD_PRIME))
