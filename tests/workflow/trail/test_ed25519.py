"""The plain Python verifier agrees with RFC 8032 and with OpenSSL, and takes no second spelling of a signature."""

from collections.abc import Callable
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.trail.ed25519 import is_ed25519_key, verify_ed25519

PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
PUBLIC = KEY.public_key().public_bytes_raw()
MESSAGE = b"Lhota, 5 May 2026"
SIGNATURE = KEY.sign(MESSAGE)


def openssl_accepts(public_key: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def test_the_vectors_of_rfc_8032_verify(vectors: Callable[[str], dict[str, Any]]) -> None:
    for case in vectors("ed25519.json")["cases"]:
        public_key, message, signature = (bytes.fromhex(case[k]) for k in ("public_key", "message", "signature"))
        assert verify_ed25519(public_key, message, signature)
        assert not verify_ed25519(public_key, message + b"\0", signature)
        assert Ed25519PrivateKey.from_private_bytes(bytes.fromhex(case["seed"])).sign(message) == signature


@settings(max_examples=60, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=300))
def test_whatever_openssl_signs_verifies(seed: bytes, message: bytes) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    assert verify_ed25519(key.public_key().public_bytes_raw(), message, key.sign(message))


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(["key", "message", "signature"]), st.data())
def test_one_bit_turned_anywhere_is_refused_as_openssl_refuses_it(part: str, data: st.DataObject) -> None:
    parts = {"key": bytearray(PUBLIC), "message": bytearray(MESSAGE), "signature": bytearray(SIGNATURE)}
    place = data.draw(st.integers(0, len(parts[part]) - 1))
    parts[part][place] ^= 1 << data.draw(st.integers(0, 7))
    changed = bytes(parts["key"]), bytes(parts["message"]), bytes(parts["signature"])
    assert not verify_ed25519(*changed)
    assert not openssl_accepts(*changed)


@settings(max_examples=80, deadline=None)
@given(st.binary(min_size=32, max_size=32))
def test_any_thirty_two_bytes_are_a_key_only_if_they_are_a_point(raw: bytes) -> None:
    y = int.from_bytes(raw, "little") & (2**255 - 1)
    d = -121665 * pow(121666, -1, PRIME)
    x_squared = (y * y - 1) * pow(d * y * y + 1, -1, PRIME) % PRIME
    is_square = pow(x_squared, (PRIME - 1) // 2, PRIME) == 1
    assert is_ed25519_key(raw) == (y < PRIME and is_square and raw not in small_order_points())


def small_order_points() -> list[bytes]:
    """The canonical encodings of the eight points of order 1, 2, 4 and 8."""
    of_order_8 = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
    ys = {1: (0,), PRIME - 1: (0,), 0: (0, 1), of_order_8: (0, 1), PRIME - of_order_8: (0, 1)}
    return [(y | sign << 255).to_bytes(32, "little") for y, signs in ys.items() for sign in signs]


@pytest.mark.parametrize("point", small_order_points(), ids=bytes.hex)
def test_a_key_of_small_order_signs_nothing_though_the_equation_holds(point: bytes) -> None:
    neutral = (1).to_bytes(32, "little")
    assert not is_ed25519_key(point)
    assert not any(verify_ed25519(point, bytes([n]), neutral + b"\0" * 32) for n in range(8))


def spelt_otherwise() -> dict[str, tuple[bytes, bytes]]:
    scalar = int.from_bytes(SIGNATURE[32:], "little")
    return {
        "S plus the group order": (PUBLIC, SIGNATURE[:32] + (scalar + ORDER).to_bytes(32, "little")),
        "S with its top bits set": (PUBLIC, SIGNATURE[:63] + bytes([SIGNATURE[63] | 0xE0])),
        "S equal to the group order": (PUBLIC, SIGNATURE[:32] + ORDER.to_bytes(32, "little")),
        "R not reduced": (PUBLIC, (PRIME + 1).to_bytes(32, "little") + SIGNATURE[32:]),
        "a key not reduced": ((PRIME + 3).to_bytes(32, "little"), SIGNATURE),
        "minus zero as a key": ((1 | 1 << 255).to_bytes(32, "little"), SIGNATURE),
        "a key off the curve": ((2).to_bytes(32, "little"), SIGNATURE),
        "a short key": (PUBLIC[:31], SIGNATURE),
        "a long key": (PUBLIC + b"\0", SIGNATURE),
        "a short signature": (PUBLIC, SIGNATURE[:63]),
        "a long signature": (PUBLIC, SIGNATURE + b"\0"),
        "no signature": (PUBLIC, b""),
    }


@pytest.mark.parametrize(("public_key", "signature"), spelt_otherwise().values(), ids=spelt_otherwise())
def test_a_signature_or_key_in_another_spelling_is_refused(public_key: bytes, signature: bytes) -> None:
    assert verify_ed25519(PUBLIC, MESSAGE, SIGNATURE)
    assert not verify_ed25519(public_key, MESSAGE, signature)


def test_keys_that_are_points_are_keys() -> None:
    assert is_ed25519_key(PUBLIC)
    assert not is_ed25519_key(b"")
