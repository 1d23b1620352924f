"""Times, commitments, base64, hex and counts: each has one spelling, and every other is refused."""

import hashlib
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.trail.canonical import (
    CanonicalError,
    CommitmentError,
    commit,
    decode_base64,
    encode_base64,
    format_time,
    opened_text,
    parse_decimal,
    parse_hex,
    parse_time,
)


@given(st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30)), st.integers(-23, 23))
def test_a_time_is_written_in_utc_and_read_back(moment: datetime, hours: int) -> None:
    aware = moment.replace(microsecond=0, tzinfo=timezone(timedelta(hours=hours)))
    assert parse_time(format_time(aware)) == aware
    assert parse_time(format_time(aware)).utcoffset() == timedelta(0)


def test_the_evening_of_the_meeting_reads_as_it_is_written() -> None:
    assert parse_time("2026-05-05T16:10:00Z") == datetime(2026, 5, 5, 16, 10, tzinfo=UTC)
    assert format_time(datetime(2026, 5, 5, 18, 10, tzinfo=timezone(timedelta(hours=2)))) == "2026-05-05T16:10:00Z"


@pytest.mark.parametrize(
    "text",
    ["2026-05-05T16:10:00+00:00", "2026-05-05T16:10:00z", "2026-05-05 16:10:00Z", "2026-05-05T16:10Z",
     "2026-05-05T16:10:00.0Z", "2026-02-30T16:10:00Z", "2026-05-05T24:00:00Z", "2026-05-05T16:60:00Z",
     "2026-05-05T16:10:60Z", "0000-05-05T16:10:00Z", "20260505T161000Z", "2026-W19-2T16:10:00Z",
     "٢٠٢٦-05-05T16:10:00Z", "2026-05-05T16:10:00Z\n", ""],
)  # fmt: skip
def test_another_spelling_of_a_time_is_refused(text: str) -> None:
    with pytest.raises(CanonicalError):
        parse_time(text)


@pytest.mark.parametrize("moment", [datetime(2026, 5, 5), datetime(2026, 5, 5, microsecond=1, tzinfo=UTC)])
def test_a_time_without_zone_or_with_fractions_is_not_written(moment: datetime) -> None:
    with pytest.raises(CanonicalError):
        format_time(moment)


@given(st.binary(min_size=32, max_size=32), st.text(st.characters(exclude_categories=["Cs"])))
def test_a_commitment_is_hmac_sha256_and_opens_only_with_its_own_salt_and_words(salt: bytes, words: str) -> None:
    padded = salt + b"\0" * 32
    inner = hashlib.sha256(bytes(b ^ 0x36 for b in padded) + words.encode()).digest()
    by_hand = hashlib.sha256(bytes(b ^ 0x5C for b in padded) + inner).hexdigest()
    assert commit(salt, words.encode()) == by_hand
    opening = {"salt": salt.hex(), "media": "text/plain", "text": words}
    assert opened_text(opening, commitment=by_hand, length=len(words.encode())) == words
    with pytest.raises(CommitmentError, match="not the one committed to"):
        opened_text(opening | {"text": words + "."}, commitment=by_hand)
    with pytest.raises(CommitmentError, match="bytes where"):
        opened_text(opening, commitment=by_hand, length=len(words.encode()) + 1)


@pytest.mark.parametrize(
    "changed",
    [{"salt": "00" * 31}, {"salt": "AB" * 32}, {"salt": None}, {"text": 1}, {"media": None}, {"more": ""},
     {"text": "\ud800"}, {"salt": "ff" * 32}],
    ids=["short salt", "upper-case salt", "no salt", "text no string", "no media", "a fourth member",
         "text no Unicode", "another salt"],
)  # fmt: skip
def test_a_malformed_opening_opens_nothing(changed: dict[str, object]) -> None:
    opening: dict[str, object] = {"salt": "ab" * 32, "media": "text/plain", "text": "Ano."}
    commitment = commit(bytes.fromhex("ab" * 32), b"Ano.")
    assert opened_text(opening, commitment=commitment) == "Ano."
    with pytest.raises((CommitmentError, CanonicalError)):
        opened_text(opening | changed, commitment=commitment)


def test_a_salt_of_another_length_makes_no_commitment() -> None:
    with pytest.raises(CommitmentError, match="a salt has 32 bytes, not 16"):
        commit(b"s" * 16, b"Ano.")


@given(st.binary())
def test_bytes_survive_base64_and_hex(raw: bytes) -> None:
    assert decode_base64(encode_base64(raw)) == raw
    assert parse_hex(raw.hex(), len(raw)) == raw


@pytest.mark.parametrize("text", ["QUJD\n", "QUI", "QUJ=", "QR==", "QQ", "QQ==QQ==", "Q Q=", "Q-_=", "=", "QQ=\u00e1"])
def test_base64_in_another_spelling_is_refused(text: str) -> None:
    with pytest.raises(CanonicalError, match="is not canonical base64"):
        decode_base64(text)


@pytest.mark.parametrize("text", ["", "+5", "-1", "05", "1_0", " 1", "1 ", "٣", "1.0", str(2**63), "9" * 5000])
def test_a_decimal_in_another_spelling_is_refused(text: str) -> None:
    with pytest.raises(CanonicalError, match="is not a decimal number"):
        parse_decimal(text)


def test_the_smallest_and_largest_count_are_taken() -> None:
    assert (parse_decimal("0"), parse_decimal("9223372036854775807")) == (0, 2**63 - 1)


@pytest.mark.parametrize("text", ["AB", "a", "abc", "abab", "", "g0", " ab", "ab\n", "٠٠"])
def test_hex_in_another_spelling_is_refused(text: str) -> None:
    with pytest.raises(CanonicalError, match="lower-case hex"):
        parse_hex(text, 1)
